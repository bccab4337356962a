/*
 * clause.h - what each clause of the decision's own contract costs.
 */
#ifndef SW_ECONOMICS_CLAUSE_H
#define SW_ECONOMICS_CLAUSE_H

#include "economics/economics.h"

typedef enum sw_clause_kind {
    SW_CLAUSE_UPLIFT,     /* the price rises at the renewal */
    SW_CLAUSE_LOCK,       /* until a date it does not */
    SW_CLAUSE_SURCHARGE,  /* an annual term is billed monthly */
    SW_CLAUSE_ADVANCE,    /* a year is paid at its start, not by the month */
    SW_CLAUSE_MIN_SEATS,  /* more seats than are wanted */
    SW_CLAUSE_UNASSIGNED, /* seats that nobody has */
    SW_CLAUSE_TIERS,
    SW_CLAUSE_PROMOTION,
    SW_CLAUSE_MULTI_YEAR,
    SW_CLAUSE_TAX,    /* that cannot be reclaimed */
    SW_CLAUSE_COMMIT, /* to metered usage */
    SW_CLAUSES
} sw_clause_kind;

typedef struct sw_clause {
    sw_clause_kind kind;
    double pv; /* positive: it costs; negative: it saves */
} sw_clause;

/**
 * Prices the clauses that the contract has: the present value of renewing all
 * for the term being signed, less leaving, as it is and without the clause, all
 * else as it is. The whole stream is built anew without it. Clauses act
 * together, so that their costs do not add up.
 *
 * @param out  the clauses, in the order of their kinds
 * @return how many
 */
size_t sw_clauses_price(sw_clause out[SW_CLAUSES], const sw_economics *e);

/* "renewal-uplift", "price-lock" ... as result.json has them. */
const char *sw_clause_name(sw_clause_kind kind);

#endif
