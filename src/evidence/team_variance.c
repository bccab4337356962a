/*
 * team_variance.c - the error of a comparison of teams, where few teams tell
 * little of it: the variance has a prior.
 *
 *   se^2 = (df s^2 + nu0 s0^2) / (df + nu0), with df + nu0 degrees of freedom
 *
 * s and df are those of the rows (CR2 by team), s0^2 is the variance that the
 * design would have with an intra-class correlation of 0.2,
 *
 *   s0^2 = sd^2 sum over cells (1 + (sum over teams m^2 / n - 1) 0.2) / n
 *
 * with n rows in a cell, m of them of a team, and sd the spread of the rows
 * within the cells, given the covariates: a scaled inverse chi-square prior.
 * An arm of a single team tells nothing of what lies between teams: df is 0,
 * and the prior's variance is all there is.
 *
 * Source:   Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.6; the
 *           correlation is an assumption, printed.
 */
#include <math.h>

#include "evidence/assess.h"
#include "evidence/effect_rows.h"
#include "evidence/rows.h"

static const double PRIOR_DF = 3, PRIOR_CORRELATION = 0.2;

/* Sum of the squared sizes of the clusters in a cell; its rows in *n. */
static double squared_sizes(double *n, const sw_rows *rows, size_t cell)
{
    g_autoptr(GHashTable) sizes = g_hash_table_new(NULL, NULL);
    double squares = 0;
    *n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->cell[i] != cell)
            continue;
        gpointer key = GSIZE_TO_POINTER(rows->cluster[i] + 1);
        gsize size = GPOINTER_TO_SIZE(g_hash_table_lookup(sizes, key));
        g_hash_table_insert(sizes, key, GSIZE_TO_POINTER(size + 1));
        squares += 2 * (double)size + 1; /* (size + 1)^2 - size^2 */
        ++*n;
    }
    return squares;
}

static double prior_error(const sw_rows *rows)
{
    g_autofree double *slope = sw_rows_slopes(rows);
    double sd = sw_rows_spread(rows, slope), variance = 0;
    for (size_t c = 0; c < rows->n_cells; c++) {
        double n, squares = squared_sizes(&n, rows, c);
        variance += (1 + (squares / n - 1) * PRIOR_CORRELATION) / n;
    }
    return sd * sqrt(variance);
}

/* Whether teams, and not a person's tasks, make the error of a difference. */
static bool compares_teams(const sw_effect *x, const sw_pilot *pilot)
{
    const sw_outcome *o = sw_outcome_named(pilot, x);
    bool by_person = x->model == SW_MODEL_TASKS && o &&
                     (o->cluster_person || sw_randomised_one_by_one(pilot));
    return (x->clusters_pilot > 0 || x->team_alone) && !x->self_report &&
           !by_person && x->se > 0 && isfinite(x->df);
}

static void add_to_method(sw_effect *x, const char *more)
{
    sw_message *const parts[] = {x->method, sw_message_word(more)};
    x->method = sw_message_join(", ", parts, G_N_ELEMENTS(parts));
}

static void take(sw_effect *x, double se, double df)
{
    sw_estimate t = sw_inference(x->estimate, se, df);
    x->minutes_se *= se / x->se;
    x->minutes_df = df;
    x->rows_se = x->se;
    x->rows_df = x->df;
    x->se = se;
    x->df = df;
    x->p = t.p;
    x->lower = t.ci.lower;
    x->upper = t.ci.upper;
}

static void say_prior(sw_effect *x)
{
    add_to_method(x, "with a prior of the teams' variance");
    if (x->team_alone)
        sw_effect_note(x, "an arm is a single team, so what lies between teams "
                          "is the prior's alone, as of an intra-class "
                          "correlation of 0.2 (assumed, 3 degrees of freedom)");
    else
        sw_effect_note(x,
                       "with teams as clusters the variance has a prior, as of "
                       "an intra-class correlation of 0.2 (assumed, 3 degrees "
                       "of freedom): from %.1f degrees of freedom to %.1f",
                       x->rows_df, x->df);
}

static void pool(sw_effect *x, const sw_pilot *pilot)
{
    g_autoptr(sw_rows) rows = sw_rows_of(x, pilot);
    double prior = rows ? prior_error(rows) : NAN;
    if (!(prior > 0))
        return;
    double own = x->team_alone ? 0 : x->df, df = own + PRIOR_DF;
    double variance = (own * x->se * x->se + PRIOR_DF * prior * prior) / df;
    x->prior_se = prior;
    take(x, sqrt(variance), df);
    say_prior(x);
}

void sw_settle_clusters(sw_effect *x, const sw_pilot *pilot)
{
    if (!(x->se > 0))
        return;
    if (compares_teams(x, pilot))
        pool(x, pilot);
    else if (x->n_control && pilot->roster.n_teams > 0 &&
             sw_randomised_one_by_one(pilot))
        add_to_method(x, "each person a cluster, as people were randomised "
                         "one by one");
}
