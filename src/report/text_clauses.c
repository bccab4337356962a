/*
 * text_clauses.c - the contract's clauses in words, and the dearest of them.
 */
#include <math.h>

#include "report/text_parts.h"

const char *sw_text_clause(sw_clause_kind kind, bool has)
{
    static const char *const LABEL[] = {
        [SW_CLAUSE_UPLIFT] = "The price rises at the renewal",
        [SW_CLAUSE_LOCK] = "The price is locked until a date",
        [SW_CLAUSE_SURCHARGE] = "A year is signed and billed by the month",
        [SW_CLAUSE_ADVANCE] = "A year is paid in advance",
        [SW_CLAUSE_MIN_SEATS] = "More seats must be bought than are wanted",
        [SW_CLAUSE_UNASSIGNED] = "Seats that nobody has",
        [SW_CLAUSE_TIERS] = "The price falls with the number of seats",
        [SW_CLAUSE_PROMOTION] = "Another price until a date",
        [SW_CLAUSE_MULTI_YEAR] = "A discount for more than twelve months",
        [SW_CLAUSE_TAX] = "Tax that cannot be reclaimed",
        [SW_CLAUSE_COMMIT] = "A commitment to metered usage",
        [SW_CLAUSE_CAP] = "A cap on what a renewal raises the price by",
        [SW_CLAUSE_SWAP] = "Idle seats can be swapped for something else",
        [SW_CLAUSE_NOTICE] = "It can be left without notice",
        [SW_CLAUSE_REDUCTION] = "Idle seats can be given back every month",
        [SW_CLAUSE_FAVOURED] = "No other customer pays less",
    };
    if (!has && kind == SW_CLAUSE_LOCK)
        return "The price is locked for the programme";
    if (!has && kind == SW_CLAUSE_CAP)
        return "A renewal raises the price by at most 3%";
    return LABEL[kind];
}

/* The clause that costs most, or the right that would save most; NULL where
 * none does. */
static const sw_clause *dearest(const sw_evaluation *e, bool has)
{
    const sw_clause *most = NULL;
    double amount = 0.5; /* below it, it is said to be worth 0 */
    for (size_t i = 0; i < e->n_clauses; i++) {
        const sw_clause *x = &e->clauses[i];
        double worth = has ? x->pv : -x->pv;
        if (x->has == has && worth > amount) {
            most = x;
            amount = worth;
        }
    }
    return most;
}

static char *clause_text(const sw_evaluation *e, const sw_clause *x)
{
    const sw_language *l = e->pilot->language;
    if (x == NULL)
        return NULL;
    const char *label = sw_language_text(l, sw_text_clause(x->kind, x->has));
    g_autofree char *amount =
        sw_say_money(l, e->pilot->currency, fabs(x->pv), 0);
    return x->has ? sw_say(l, "Dearest clause: \"%s\" costs %s.", label, amount)
                  : sw_say(l, "Dearest missing right: \"%s\" would save %s.",
                           label, amount);
}

char *sw_text_clauses(const sw_evaluation *e)
{
    GString *s = g_string_new(NULL);
    sw_text_append(s, clause_text(e, dearest(e, true)));
    sw_text_append(s, clause_text(e, dearest(e, false)));
    return g_string_free(s, FALSE);
}
