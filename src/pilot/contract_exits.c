/* contract_exits.c - when the contract lets one reduce or cancel */
#include "pilot/contract_load.h"

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

/* Of two windows that are both open it is not said which of them counts. */
static void check_overlap(const sw_load *load, const sw_json *list,
                          const sw_exit *exits, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        const sw_exit *a = &exits[k], *b = &exits[i];
        if (a->action != b->action || a->anchor != b->anchor ||
            a->from_days > b->to_days || b->from_days > a->to_days)
            continue;
        sw_load_problem(load, SW_WARNING, "exits-overlap", list->items[i],
                        "let one end before the other opens, or keep one",
                        "exits[%zu] and exits[%zu] overlap: both are to %s, "
                        "counted from the same %s",
                        k, i, ACTION[b->action], ANCHOR[b->anchor]);
    }
}

sw_exit *sw_read_exits(const sw_load *load, const sw_json *list, size_t *n)
{
    *n = sw_json_length(list);
    sw_exit *exits = g_new0(sw_exit, *n);
    for (size_t i = 0; i < *n; i++) {
        exits[i] = read_exit(list->items[i]);
        if (exits[i].from_days > exits[i].to_days)
            sw_load_problem(load, SW_ERROR, "exit-window", list->items[i],
                            "let from_days be the earlier of the two",
                            "the window opens %d days after the anchor and "
                            "closes at %d",
                            exits[i].from_days, exits[i].to_days);
        check_overlap(load, list, exits, i);
    }
    return exits;
}

/* src/economics/README.md 1, Exits: cancel at the term's end with notice;
 * reduce likewise, at any month's end, or never. */
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
        c->exits = sw_read_exits(load, list, &c->n_exits);
    else
        make_exits(c, sw_member_text(contract, "reductions"));
}
