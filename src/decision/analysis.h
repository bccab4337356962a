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

/* What one analysis sets. An input is held at a value; a held effect is held
 * with the segments round it. */
typedef struct sw_analysis {
    sw_message *name; /* owned */
    size_t held;      /* input id; SIZE_MAX: the effect is moved instead */
    double at;
    bool moves;           /* the effect is drawn round `minutes` */
    double minutes, wide; /* times as far from it as now */
    bool adjusted;        /* factor and design's bias are in it already */
} sw_analysis;

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
/* Takes the name over. The same figures as the main ones' add nothing. */
void sw_analyses_hold(sw_analyses *a, sw_message *name, size_t input,
                      double at);
void sw_analyses_move(sw_analyses *a, sw_message *name, double minutes,
                      double wide, bool adjusted);
/* The effect held at a bound that answers give. */
void sw_analyses_bound(sw_analyses *a, double minutes);
/* Values every option that has been simulated. */
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
/* The share of analyses in which it pays with at least this chance. */
double sw_analyses_paying(const sw_analyses *a, int option, double chance);
/* [draws] */
const double *sw_analyses_net(const sw_analyses *a, int option, size_t i);
const double *sw_analyses_licence(const sw_analyses *a, int option);

#endif
