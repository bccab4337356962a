/*
 * part_builder.h - parts and the expressions that they are made of.
 */
#ifndef SW_ECONOMICS_PART_BUILDER_H
#define SW_ECONOMICS_PART_BUILDER_H

#include "economics/economics.h"

/* What parts are being added to. */
typedef struct sw_part_builder {
    sw_economics *e;
    sw_exprs *x;
    GArray *parts; /* of sw_part */
    size_t flow;
} sw_part_builder;

/* A known input, or NULL. */
const sw_expr *sw_part_input(const sw_part_builder *b, size_t id);
const sw_expr *sw_part_number(const sw_part_builder *b, double x);
const sw_expr *sw_part_times(const sw_part_builder *b, const sw_expr *a,
                             const sw_expr *c);
const sw_expr *sw_part_per_month(const sw_part_builder *b, const sw_expr *a);
/* 1 + x, or 1 - x; NULL of NULL. */
const sw_expr *sw_part_one_and(const sw_part_builder *b, sw_expr_kind op,
                               const sw_expr *x);
/* base^param k; NULL of NULL. */
const sw_expr *sw_part_to_param(const sw_part_builder *b, const sw_expr *base,
                                size_t k);
const sw_expr *sw_part_with_vat(const sw_part_builder *b, const sw_contract *c,
                                const sw_expr *x);

/* Which params of an entry say how a price has risen. */
typedef struct sw_rise_params {
    size_t rises, cap, offer_rises, offer_cap;
} sw_rise_params;

/* (1 + min(uplift, cap))^rises, of the contract and of an offer that has a cap
 * of its own; NULL without an uplift. */
const sw_expr *sw_part_risen(const sw_part_builder *b, const sw_contract *c,
                             sw_rise_params at);

/* Adds a part to the flow; its place. */
size_t sw_part_add(sw_part_builder *b, const sw_expr *rate,
                   const sw_expr *growth, sw_per per);

/* The parts of a licence's flow, and of a meter's. */
void sw_parts_add_licence(sw_part_builder *b, const sw_flow *f);
void sw_parts_add_metered(sw_part_builder *b, const sw_flow *f);

#endif
