/* contract_exits.c - when the contract lets one reduce or cancel */
#include "pilot/load.h"

#include <string.h>

static const char *const ACTION[] = {"reduce", "cancel"};
static const char *const ANCHOR[] = {"purchase", "term-end", "renewal",
                                     "anniversary", "month-end"};

static sw_exit read_exit(const sw_json *v)
{
    const char *refund = sw_member_text(v, "refund");
    return (sw_exit){
        .action = (sw_exit_action)sw_member_choice(
            v, "action", ACTION, G_N_ELEMENTS(ACTION), SW_EXIT_CANCEL),
        .anchor = (sw_exit_anchor)sw_member_choice(
            v, "anchor", ANCHOR, G_N_ELEMENTS(ANCHOR), SW_ANCHOR_TERM_END),
        .from_days = sw_member_int(v, "from_days", SW_ANY_TIME_BEFORE),
        .to_days = sw_member_int(v, "to_days", 0),
        .refund_prorata = refund != NULL && strcmp(refund, "prorata") == 0,
    };
}

static void read_exits(const sw_load *load, sw_contract *c, const sw_json *list)
{
    c->n_exits = list->n_items;
    c->exits = g_new0(sw_exit, c->n_exits);
    for (size_t i = 0; i < c->n_exits; i++) {
        c->exits[i] = read_exit(list->items[i]);
        if (c->exits[i].from_days > c->exits[i].to_days)
            sw_load_problem(load, SW_ERROR, "exit-window", list->items[i],
                            "let from_days be the earlier of the two",
                            "the window opens %d days after the anchor and "
                            "closes at %d",
                            c->exits[i].from_days, c->exits[i].to_days);
    }
}

/* ECONOMICS 2: cancel at the term's end with notice; reduce likewise, at any
 * month's end, or never. */
static void make_exits(sw_contract *c, const char *reductions)
{
    const sw_exit at_end = {.action = SW_EXIT_CANCEL,
                            .anchor = SW_ANCHOR_TERM_END,
                            .from_days = SW_ANY_TIME_BEFORE,
                            .to_days = -c->notice_days};
    c->exits = g_new0(sw_exit, 2);
    c->exits[c->n_exits++] = at_end;
    if (reductions != NULL && strcmp(reductions, "never") == 0)
        return;
    sw_exit reduce = at_end;
    reduce.action = SW_EXIT_REDUCE;
    if (reductions != NULL && strcmp(reductions, "any-time") == 0) {
        reduce.anchor = SW_ANCHOR_MONTH_END;
        reduce.from_days = reduce.to_days = 0;
    }
    c->exits[c->n_exits++] = reduce;
}

void sw_load_exits(const sw_load *load, sw_contract *c, const sw_json *contract)
{
    const sw_json *list = sw_json_member(contract, "exits");
    if (list != NULL && list->type == SW_JSON_ARRAY && list->n_items > 0)
        read_exits(load, c, list);
    else
        make_exits(c, sw_member_text(contract, "reductions"));
}
