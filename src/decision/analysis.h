/*
 * analysis.h - the options under other defensible analyses, draw by draw.
 *
 * An analysis replaces what the main one takes for an estimate or an
 * assumption, and leaves every other input as it is drawn: means and chances
 * under it come from the same draws, so that the rule can be run on them.
 * Means and chances are moved by what the main analysis' own draws miss of the
 * simulation (control variates), and the main analysis agrees with itself.
 */
#ifndef SW_DECISION_ANALYSIS_H
#define SW_DECISION_ANALYSIS_H

#include "decision/decision.h"

typedef enum sw_analysis_kind {
    SW_ANALYSIS_MAIN,
    SW_ANALYSIS_HOLD, /* an input at a value */
    SW_ANALYSIS_MOVE, /* the effect and the segments' by so many minutes */
    SW_ANALYSIS_BOUND /* the effect of every seat, the silent included */
} sw_analysis_kind;

/* What one analysis sets. */
typedef struct sw_analysis {
    sw_analysis_kind kind;
    sw_message *name; /* owned */
    size_t input;     /* HOLD */
    double at;        /* HOLD, BOUND: the value; MOVE: minutes more than now */
    double wide;      /* MOVE: times as far from the mean as now */
    bool adjusted;    /* MOVE: factor and design's bias are in it already */
} sw_analysis;

/* Places among the bounds of answers; the main analysis comes first. */
enum { SW_BOUND_OF_LEAST = 1, SW_BOUND_OF_MOST };

typedef struct sw_analyses {
    size_t n, n_options, draws; /* n of 0: no benefit is priced */
    sw_analysis *item;          /* [n] the first is the main one */
    double *net;     /* [n_options * n * draws]; of options without figures 0 */
    double *licence; /* [n_options * draws] present value, less leaving's */
    double *mean, *chance; /* [n_options] as simulated */
    const sw_economics *e; /* borrowed */
} sw_analyses;

/* The main analysis alone; add others, then value the options. */
sw_analyses *sw_analyses_new(const sw_economics *e);
/* Takes the name over. */
void sw_analyses_hold(sw_analyses *a, sw_message *name, size_t input,
                      double at);
void sw_analyses_move(sw_analyses *a, sw_message *name, double by, double wide,
                      bool adjusted);
void sw_analyses_bound(sw_analyses *a, double minutes);
/* Values every option that has been simulated, and drops analyses that give
 * the main one's figures again. */
SW_NODISCARD sw_status sw_analyses_value(sw_analyses *a, const sw_decision *d,
                                         sw_error *err);
/* The same analyses of one option alone, which is not listed yet. */
SW_NODISCARD sw_status sw_analyses_of(sw_analyses **out, const sw_analyses *a,
                                      const sw_option *o, sw_error *err);
void sw_analyses_free(sw_analyses *a);

/* Mean net benefit of an option under analysis i, and the chance that it pays
 * there. */
double sw_analyses_mean(const sw_analyses *a, int option, size_t i);
double sw_analyses_chance(const sw_analyses *a, int option, size_t i);
/* The share of an analysis' own draws in which it pays. */
double sw_analyses_share(const sw_analyses *a, int option, size_t i);
/* Its chance is at most that at the least that answers allow. */
void sw_analyses_take_least(sw_option_draws *draws, const sw_analyses *bounds,
                            int option);
/* The share of analyses in which it pays with at least this chance. */
double sw_analyses_paying(const sw_analyses *a, int option, double chance);
/* [draws] */
const double *sw_analyses_net(const sw_analyses *a, int option, size_t i);
const double *sw_analyses_licence(const sw_analyses *a, int option);

#endif
