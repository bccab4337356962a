/*
 * contract_load.h - what the loaders of a contract's parts share.
 */
#ifndef SW_PILOT_CONTRACT_LOAD_H
#define SW_PILOT_CONTRACT_LOAD_H

#include "pilot/load.h"

/* A contract, or a meter of one, as it stands in pilot.json. */
typedef struct sw_written {
    const sw_load *load;
    const sw_json *v;
    const char *path; /* "contracts[0]", "contracts[1].metered[0]" */
    const char *who;  /* before its inputs' labels; NULL: none */
    bool first;       /* of the pilot's: it has the fixed inputs */
} sw_written;

/* A number that the first has a fixed input for; `v` may be NULL. The others
 * have an input of their own, named after who it is, else by its key. */
size_t sw_bind_fixed(const sw_written *w, sw_input_id fixed, const char *member,
                     const sw_json *v);
/* A number as an input of its own, named after who it is; SIZE_MAX where it is
 * not given. */
size_t sw_bind_own(const sw_written *w, const char *member, const char *label,
                   sw_unit unit, sw_provenance given);

/* How an object is billed; the fallback where it does not say. */
sw_billing sw_billing_of(const sw_json *object, sw_billing fallback);

/* What happens at a term's end, and how prices rise then. */
void sw_load_renewal(const sw_written *w, sw_contract *c);
/* First day of the term that holds the day of decision; that of the term which
 * is written where it has not renewed. */
sw_day sw_running_start(const sw_pilot *p, const sw_contract *c);
/* Dates of the term that runs. */
void sw_load_term(const sw_load *load, sw_contract *c, const sw_json *v);
/* price_schedule and seats_schedule. */
void sw_load_schedules(const sw_written *w, sw_contract *c);
/* A list of {"from": date, `value`: number}, by rising day; two of the same
 * day are an error. *n is its length, g_free() the steps. */
sw_step *sw_load_steps(const sw_load *load, const sw_json *list,
                       const char *value, size_t *n);
/* Tiers, promotion and discount; the price itself is bound. */
void sw_load_prices(const sw_load *load, sw_contract *c, const sw_json *v);
/* A price above 0, or metered usage that has one. */
void sw_check_price(const sw_load *load, const sw_contract *c,
                    const sw_json *v);
/* What can be signed instead: after billing and exits. */
void sw_load_offers(const sw_load *load, sw_contract *c, const sw_json *v);
/* Given, or made from notice and reductions. */
void sw_load_exits(const sw_load *load, sw_contract *c, const sw_json *v);
/* The windows of a list of exits; *n of them, g_free() them. */
sw_exit *sw_read_exits(const sw_load *load, const sw_json *list, size_t *n);

/* A rate of exchange for the first day on which something is due. */
void sw_check_rates(const sw_load *load, const sw_contract *c,
                    const sw_json *v);

#endif
