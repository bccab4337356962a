/*
 * risks_clock.c - the days on which each contract decides, and what happens if
 * nobody acts.
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "economics/invoice.h"
#include "report/risks.h"

enum { COL_NAME, COL_FIRST };

/* A day of a clock; where there is none, why. */
typedef struct day_row {
    const char *label, *otherwise;
    size_t offset; /* of sw_clock */
} day_row;

static const day_row DAY[] = {
    {"Act by, so that there is time", "unknown",
     offsetof(sw_clock, internal_act_by)},
    {"Act by, in the contract", "no date known", offsetof(sw_clock, act_by)},
    {"Last day of service when leaving then", "unknown",
     offsetof(sw_clock, leaves_on)},
    {"Last day to order fewer seats", "not possible",
     offsetof(sw_clock, reduce_by)},
    {"Those seats apply from", "not possible",
     offsetof(sw_clock, reduced_from)},
    {"If that date is missed, act by", "unknown",
     offsetof(sw_clock, next_act_by)},
    {"and service ends on", "unknown", offsetof(sw_clock, next_exit)},
    {"First day of the term being signed", "unknown",
     offsetof(sw_clock, signed_from)},
    {"Last day that it binds to", "unknown", offsetof(sw_clock, bound_until)},
};

static void put_label(sw_sheet *s, const char *label)
{
    sw_put_text(s, s->row, COL_NAME, label, SW_LOOK_CELL);
}

static void put_day(sw_sheet *s, lxw_col_t column, sw_day day,
                    const char *otherwise)
{
    if (day == SW_DAY_NONE)
        sw_put_text_as(s, s->row, column, otherwise, SW_LOOK_CELL,
                       SW_NUM_COUNT);
    else
        sw_put_date(s, s->row, column, day, SW_LOOK_CELL);
}

static void put_heads(sw_sheet *s)
{
    const sw_economics *e = s->book->e->economics;
    if (e->n_contracts < 2)
        return;
    sw_put_text(s, s->row, COL_NAME, "Contract", SW_LOOK_HEAD);
    for (size_t k = 0; k < e->n_contracts; k++) {
        const char *sku = e->pilot->contracts[k].sku;
        sw_put_data(s, s->row, (lxw_col_t)(COL_FIRST + k),
                    sku != NULL ? sku : "", SW_LOOK_HEAD_RIGHT);
    }
    s->row++;
}

static const char *leaving_text(const sw_clock *c)
{
    static const char *const TEXT[] = {[SW_LEAVES] = "ends",
                                       [SW_REDUCES] = "fewest seats",
                                       [SW_STAYS] = "stays as it is"};
    return TEXT[c->leaving];
}

static void put_days(sw_sheet *s)
{
    const sw_economics *e = s->book->e->economics;
    put_label(s, "Decision");
    put_day(s, COL_FIRST, e->as_of, "unknown");
    s->row++;
    put_label(s, "Leaving");
    for (size_t k = 0; k < e->n_contracts; k++)
        sw_put_text_as(s, s->row, (lxw_col_t)(COL_FIRST + k),
                       leaving_text(&e->clock[k]), SW_LOOK_CELL, SW_NUM_COUNT);
    s->row++;
    for (size_t i = 0; i < G_N_ELEMENTS(DAY); i++, s->row++) {
        put_label(s, DAY[i].label);
        for (size_t k = 0; k < e->n_contracts; k++) {
            const char *clock = (const char *)&e->clock[k];
            sw_day day;
            memcpy(&day, clock + DAY[i].offset, sizeof day);
            put_day(s, (lxw_col_t)(COL_FIRST + k), day, DAY[i].otherwise);
        }
    }
}

/* What is invoiced for service after the contract could have been left. */
static double money_of(const sw_economics_result *m, size_t contract)
{
    if (m->model->n_contracts == 1)
        return m->if_nobody_acts;
    for (size_t i = 0; i < m->n_deadlines; i++)
        if (m->deadlines[i].contract == contract)
            return m->deadlines[i].money;
    return NAN;
}

static void put_amount(sw_sheet *s, const char *label, double x)
{
    put_label(s, label);
    sw_put_number(s, s->row++, COL_FIRST, x, SW_LOOK_CELL, SW_NUM_MONEY);
}

static void put_inaction(sw_sheet *s)
{
    const sw_evaluation *e = s->book->e;
    const sw_economics *m = e->economics;
    put_label(s, "Seats that renew if nobody acts");
    for (size_t k = 0; k < m->n_contracts; k++)
        sw_put_number(s, s->row, (lxw_col_t)(COL_FIRST + k),
                      m->clock[k].renews_by_itself ? sw_seats_renewed(m, k)
                                                   : 0.0,
                      SW_LOOK_CELL, SW_NUM_COUNT);
    s->row++;
    put_label(s, "What that costs");
    for (size_t k = 0; k < m->n_contracts; k++)
        sw_put_number(s, s->row, (lxw_col_t)(COL_FIRST + k),
                      money_of(e->money, k), SW_LOOK_CELL, SW_NUM_MONEY);
    s->row++;
    if (m->n_contracts > 1)
        put_amount(s, "What that costs, all contracts",
                   e->money->if_nobody_acts);
    put_amount(s, "Expected cost of missing the date",
               e->decision->verdict.cost_of_missing_act_by);
}

void sw_put_clock(sw_sheet *s)
{
    sw_put_section(s, "The contract's clock (as evaluated)", SW_RISK_COLUMNS);
    put_heads(s);
    put_days(s);
    put_inaction(s);
}
