/*
 * text.h - how figures and the statements of page one are put into words.
 *
 * The Decision sheet, the brief and the terminal summary say the same thing in
 * the same words, so the words are made here, once. Nothing depends on the
 * locale. Every returned string is freed by the caller with g_free.
 */
#ifndef SW_REPORT_TEXT_H
#define SW_REPORT_TEXT_H

#include <glib.h>

#include "base/text.h"
#include "evaluation/evaluation.h"

/* "11.2 months", "never", or the engine's note on why there is none. */
char *sw_text_payback(const sw_language *l, double months, const char *note);
/* "Renew 500 seats", "Renew 500 seats on the 36-month offer", "Switch to
 * Private chat", "Cancel", "Do nothing: it renews". */
char *sw_text_option(const sw_language *l, const sw_option *option);
/* Whether seats are sold: with a metered contract alone nobody buys any. */
bool sw_text_counts_seats(const sw_evaluation *e);
/* An offer's name; the usual one in the language. */
char *sw_text_offer(const sw_language *l, const sw_offer *offer);
/* "2025-07-31", until when an option binds; "until ended", or "". */
char *sw_text_bound(const sw_option *option, const sw_language *l);
/* Said wherever options bind for different times. */
#define SW_TEXT_REPEATS                                                        \
    "A year: the equivalent annual net benefit, which ranks options that "     \
    "bind "                                                                    \
    "for different times. It assumes repeating them."
/* Its equivalent annual net benefit; NaN. */
double sw_text_per_year(const sw_option *option);
/* A clause as its contract has it, or lacks it, in English. */
const char *sw_text_clause(sw_clause_kind kind, bool has);
/* "RENEW", "CANCEL" ... the verdict in one word, in English: it is looked up
 * where it is written. Never NULL. */
const char *sw_text_verdict_word(sw_option_kind kind);
/* Whether options are compared on cost: there is nothing that could be a
 * benefit. What was asked for and cannot be estimated is no reason to. */
bool sw_text_on_cost(const sw_evaluation *e);
/* "cash only", "cash and capacity", "all benefits", "cost alone" of a
 * verdict's benefit_basis, in English too. Never NULL. */
const char *sw_text_basis(const char *benefit_basis);

/* Appends a sentence, a blank before it where it is not the first. Takes over
 * `sentence`; NULL or "" appends nothing. */
void sw_text_append(GString *text, char *sentence);

enum { SW_REASONS_STATED = 3 }; /* result.json has them all */

/* What page one states, in the order of the page. */
typedef enum sw_statement_id {
    SW_SAYS_ORDER,       /* the order-form sentence */
    SW_SAYS_HEADLINE,    /* the verdict's one sentence */
    SW_SAYS_BANNER,      /* only where everything rests on assumptions */
    SW_SAYS_ACT_BY,      /* internal and contractual dates */
    SW_SAYS_NOBODY_ACTS, /* what happens then, and what it costs */
    SW_SAYS_CASH,        /* next fiscal year against budget */
    SW_SAYS_CLAUSES,     /* what to negotiate */
    SW_SAYS_BELIEVE,     /* break-evens against what was measured */
    SW_SAYS_LEANS,       /* the assumption that it leans on most */
    SW_SAYS_EVIDENCE,    /* grade, n, response rate, assumed variance */
    SW_SAYS_REASON,      /* one for each of the verdict's reasons */
    SW_SAYS_FLIPS,       /* the three nearest values that turn the verdict */
    SW_SAYS_APPROVALS,   /* of this result or another, where there are any */
    SW_SAYS_SMALL_PRINT, /* return, payback, programme view */
    SW_SAYS_PROVENANCE   /* version, seed, as_of, files, inputs */
} sw_statement_id;

typedef struct sw_statement {
    sw_statement_id id;
    char *heading; /* two to four words */
    char *text;    /* whole sentences */
} sw_statement;

/* "A price of a seat of $12.40 makes it renew (now $30); ..." of the three
 * nearest flips; "" where none is known. */
char *sw_text_flips(const sw_evaluation *e);
/* A value of its input, with the unit. */
char *sw_text_flip_value(const sw_evaluation *e, const sw_flip *f, double x);

/* Appends text broken at blanks for a terminal, every line indented. */
void sw_text_append_wrapped(GString *s, const char *text);

/* The statements of page one, in order; of sw_statement*, freed with
 * g_ptr_array_unref. */
GPtrArray *sw_text_statements(const sw_evaluation *e);
/* What stands of two of them whatever a workbook's inputs are set to: the days
 * without their amounts, and the study without the simulation. */
char *sw_text_act_by_dates(const sw_evaluation *e);
char *sw_text_study(const sw_evaluation *e);
/* The first statement with this id, or NULL. */
const sw_statement *sw_text_find(const GPtrArray *statements,
                                 sw_statement_id id);

#endif
