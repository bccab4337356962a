/*
 * clause.h - what each clause of the contracts costs, and what the rights that
 * they lack would be worth.
 *
 * There is one mechanism: a trial contract that differs in one clause, on which
 * the whole ledger is built anew. A price is the present value of what is
 * billed when all is renewed, less that of leaving, with the clause less
 * without it: below 0 it saves. Clauses act together, so that their prices do
 * not add up.
 */
#ifndef SW_ECONOMICS_CLAUSE_H
#define SW_ECONOMICS_CLAUSE_H

#include "economics/economics.h"

typedef enum sw_clause_kind {
    SW_CLAUSE_UPLIFT,     /* the price rises at the renewal */
    SW_CLAUSE_LOCK,       /* until a date it does not; lacked: at all */
    SW_CLAUSE_SURCHARGE,  /* an annual term is billed monthly */
    SW_CLAUSE_ADVANCE,    /* a year is paid at its start, not by the month */
    SW_CLAUSE_MIN_SEATS,  /* more seats than are wanted */
    SW_CLAUSE_UNASSIGNED, /* seats that nobody has */
    SW_CLAUSE_TIERS,
    SW_CLAUSE_PROMOTION,
    SW_CLAUSE_MULTI_YEAR,
    SW_CLAUSE_TAX,    /* that cannot be reclaimed */
    SW_CLAUSE_COMMIT, /* to metered usage */
    /* Rights: */
    SW_CLAUSE_CAP,       /* a renewal raises the price by so much at most */
    SW_CLAUSE_SWAP,      /* idle seats buy something else at their price */
    SW_CLAUSE_NOTICE,    /* the contract is left without notice */
    SW_CLAUSE_REDUCTION, /* idle seats go back at any month's end */
    SW_CLAUSE_FAVOURED,  /* no other customer pays less */
    SW_CLAUSES
} sw_clause_kind;

typedef struct sw_clause {
    sw_clause_kind kind;
    size_t contract;
    bool has;            /* else it is a right that the contract lacks */
    double pv;           /* positive: it costs; negative: it saves; NaN */
    const char *why_not; /* not priced; NULL */
} sw_clause;

/* The rise that a cap allows where the contract has none. */
#define SW_CAP_OF_A_RENEWAL 0.03

/**
 * The clauses of one contract, in the order of their kinds, those that it has
 * and the rights that it lacks: of the term being signed; caps and locks over
 * the programme, since they act at later renewals.
 *
 * @return how many
 */
size_t sw_clauses_price(sw_clause out[SW_CLAUSES], const sw_economics *e,
                        size_t contract);

/* "renewal-uplift", "price-lock" ... as result.json has them. */
const char *sw_clause_name(sw_clause_kind kind);

#endif
