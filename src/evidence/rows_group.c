/*
 * rows_group.c - the effect of every group of rows from one regression.
 *
 * y ~ group x cell + covariates; the effect of a group is the signed sum of its
 * cells' means.
 */
#include <math.h>

#include "base/sum.h"
#include "evidence/rows.h"
#include "stats/cell_effects.h"

static const double level = 0.95;
enum { PEOPLE_MIN = 2 };

static sw_group_effects *new_effects(size_t n)
{
    sw_group_effects *out = g_new0(sw_group_effects, 1);
    out->n = n;
    out->estimate = g_new(double, n + 1);
    out->df = g_new(double, n + 1);
    out->covariance = g_new(double, n *n + 1);
    out->note = g_new0(sw_message *, n + 1);
    for (size_t i = 0; i < n; i++)
        out->estimate[i] = out->df[i] = NAN;
    for (size_t i = 0; i < n * n; i++)
        out->covariance[i] = NAN;
    return out;
}

void sw_group_effects_free(sw_group_effects *effects)
{
    if (!effects)
        return;
    for (size_t i = 0; i < effects->n; i++)
        sw_message_free(effects->note[i]);
    g_free(effects->note);
    g_free(effects->estimate);
    g_free(effects->df);
    g_free(effects->covariance);
    g_free(effects);
}

/* Different people (rows, where they name nobody) of a group's cell. */
static size_t people_in(const sw_rows *rows, const size_t *group, size_t g,
                        size_t cell)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    size_t nameless = 0;
    for (size_t i = 0; i < rows->n; i++) {
        if (group[i] != g || rows->cell[i] != cell)
            continue;
        if (rows->person[i] < 0)
            nameless++;
        else
            g_hash_table_add(seen, GINT_TO_POINTER(rows->person[i] + 1));
    }
    return nameless + g_hash_table_size(seen);
}

/* Whether every cell has two people; a note says if not. */
static bool enough(sw_group_effects *out, const sw_rows *rows,
                   const size_t *group, size_t g)
{
    for (size_t c = 0; c < rows->n_cells; c++) {
        size_t n = people_in(rows, group, g, c);
        if (n >= PEOPLE_MIN)
            continue;
        out->note[g] = sw_message_word(
            n ? "fewer than two people in a group of the comparison; an "
                "estimate needs two"
              : "no people in a group of the comparison; an estimate needs "
                "two");
        return false;
    }
    return true;
}

/* Mean, variance and number of the values of a group's cell. */
static size_t cell_moments(double *variance, const sw_rows *rows,
                           const size_t *group, size_t g, size_t cell)
{
    g_autofree double *v = g_new(double, rows->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (group[i] == g && rows->cell[i] == cell)
            v[n++] = rows->y[i];
    *variance = n > 1 ? sw_variance(v, n, sw_mean(v, n)) : 0;
    return n;
}

/* Welch's degrees of freedom over the cells of a group. */
static double welch_df(const sw_rows *rows, const size_t *group, size_t g)
{
    double sum = 0, share = 0;
    for (size_t c = 0; c < rows->n_cells; c++) {
        double variance;
        size_t n = cell_moments(&variance, rows, group, g, c);
        if (n < PEOPLE_MIN)
            return NAN;
        double v = variance / (double)n;
        sum += v;
        share += v * v / (double)(n - 1);
    }
    return share > 0 ? sum * sum / share : NAN;
}

/* The regression's rows: those of groups that can be estimated. */
typedef struct design {
    size_t n;
    double *y, *x;
    size_t *cell, *cluster;
} design;

static void clear_design(design *d)
{
    g_free(d->y);
    g_free(d->x);
    g_free(d->cell);
    g_free(d->cluster);
}

/* `slot` numbers the groups that take part; SW_NO_GROUP the others. */
static design lay_out(const sw_rows *rows, const size_t *group,
                      const size_t *slot)
{
    design d = {.y = g_new(double, rows->n + 1),
                .x = g_new(double, rows->n * rows->k + 1),
                .cell = g_new(size_t, rows->n + 1),
                .cluster = g_new(size_t, rows->n + 1)};
    for (size_t i = 0; i < rows->n; i++) {
        if (group[i] == SW_NO_GROUP || slot[group[i]] == SW_NO_GROUP)
            continue;
        for (size_t c = 0; c < rows->k; c++)
            d.x[d.n * rows->k + c] = rows->x[i * rows->k + c];
        d.cell[d.n] = slot[group[i]] * rows->n_cells + rows->cell[i];
        d.y[d.n] = rows->y[i];
        d.cluster[d.n++] = rows->cluster[i];
    }
    return d;
}

/* A standard error of 0 is one that could not be estimated. */
static void take(sw_group_effects *out, const sw_rows *rows,
                 const size_t *group, const size_t *slot, size_t slots,
                 const sw_cell_effects *x)
{
    for (size_t g = 0; g < out->n; g++) {
        if (slot[g] == SW_NO_GROUP)
            continue;
        size_t at = slot[g];
        out->estimate[g] = x->estimate[at];
        if (!(x->se[at] > 1e-10 * fabs(x->estimate[at]))) {
            out->note[g] =
                sw_message_word("the spread cannot be estimated: people, "
                                "changes or teams do not differ");
            continue;
        }
        if (x->by_cr1)
            out->note[g] =
                sw_message_word("errors by CR1: with teams across this "
                                "many segments CR2 takes too long");
        out->df[g] = rows->clustered ? x->df[at] : welch_df(rows, group, g);
        for (size_t h = 0; h < out->n; h++)
            if (slot[h] != SW_NO_GROUP)
                out->covariance[g * out->n + h] =
                    x->covariance[at * slots + slot[h]];
    }
}

static void regress(sw_group_effects *out, const sw_rows *rows,
                    const size_t *group, const size_t *slot, size_t slots)
{
    design d = lay_out(rows, group, slot);
    sw_cell_model model = {.y = d.y,
                           .x = d.x,
                           .cell = d.cell,
                           .cluster = rows->clustered ? d.cluster : NULL,
                           .sign = rows->sign,
                           .n = d.n,
                           .k = rows->k,
                           .groups = slots,
                           .per_group = rows->n_cells};
    sw_cell_effects x = {0};
    sw_error err = {0};
    if (sw_stats_cell_effects(&x, &model, &err) == SW_OK)
        take(out, rows, group, slot, slots, &x);
    else
        for (size_t g = 0; g < out->n; g++)
            if (slot[g] != SW_NO_GROUP)
                out->note[g] =
                    sw_message_new("cannot be estimated: %s", err.message);
    sw_cell_effects_clear(&x);
    clear_design(&d);
}

/* All that are not none share one range. */
static bool share_range(const sw_interval_data *d)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < d->n; i++) {
        if (!(d->lower[i] < 0) && !(d->upper[i] > 0))
            continue;
        if (first == SIZE_MAX)
            first = i;
        if (d->lower[i] < d->lower[first] || d->lower[i] > d->lower[first] ||
            d->upper[i] < d->upper[first] || d->upper[i] > d->upper[first])
            return false;
    }
    return d->n > 1;
}

/* Where answers that are all alike, or but for those of none, fix no fit: the
 * mean of the middles of their ranges (of an open one its lower end). Its
 * spread is that of the middles, 0 where there is none. */
static sw_estimate middles_mean(const sw_interval_data *d)
{
    g_autofree double *y = g_new(double, d->n + 1);
    double sum = 0, squares = 0, n = (double)d->n;
    for (size_t i = 0; i < d->n; i++) {
        y[i] = isfinite(d->upper[i]) ? (d->lower[i] + d->upper[i]) / 2
                                     : d->lower[i];
        sum += y[i];
    }
    sw_estimate out = {.estimate = sum / n, .df = n - 1};
    for (size_t i = 0; i < d->n; i++)
        squares += (y[i] - out.estimate) * (y[i] - out.estimate);
    out.se = sqrt(squares / (n - 1) / n);
    sw_regression model = {.y = y,
                           .n = d->n,
                           .cluster = d->cluster,
                           .vcov = SW_VCOV_CR2,
                           .level = level};
    sw_estimate by_team;
    bool teams = d->cluster && squares > 0 &&
                 sw_stats_ols(&by_team, &model, NULL) == SW_OK;
    return teams ? by_team : out;
}

/* Mean of the ranges of one cell of a group. */
static sw_status range_mean(sw_estimate *out, const sw_rows *rows,
                            const size_t *group, size_t g, size_t cell,
                            sw_error *err)
{
    g_autofree double *lower = g_new(double, rows->n + 1);
    g_autofree double *upper = g_new(double, rows->n + 1);
    g_autofree size_t *cluster = g_new(size_t, rows->n + 1);
    sw_interval_data data = {.lower = lower,
                             .upper = upper,
                             .cluster = rows->clustered ? cluster : NULL,
                             .family = SW_FAMILY_AUTO,
                             .cap = rows->cap,
                             .level = level};
    for (size_t i = 0; i < rows->n; i++) {
        if (group[i] != g || rows->cell[i] != cell)
            continue;
        lower[data.n] = rows->y[i];
        upper[data.n] = rows->upper[i];
        data.hurdle = data.hurdle || !(rows->upper[i] > 0);
        cluster[data.n++] = rows->cluster[i];
    }
    sw_interval_fit fit;
    sw_status status = sw_stats_interval_fit(&fit, &data, err);
    if (status == SW_OK)
        *out = fit.mean;
    else if (share_range(&data))
        *out = middles_mean(&data);
    else
        return status;
    return SW_OK;
}

/* Ranges have no regression across groups: each is fitted for itself, and
 * their errors are taken to be independent. */
static void by_ranges(sw_group_effects *out, const sw_rows *rows,
                      const size_t *group, size_t g)
{
    double estimate = 0, variance = 0, share = 0;
    for (size_t c = 0; c < rows->n_cells; c++) {
        sw_estimate mean;
        sw_error err = {0};
        if (range_mean(&mean, rows, group, g, c, &err) != SW_OK) {
            out->note[g] =
                sw_message_new("cannot be estimated: %s", err.message);
            return;
        }
        double v = mean.se * mean.se;
        estimate += rows->sign[c] * mean.estimate;
        variance += v;
        share += v > 0 ? v * v / mean.df : 0;
    }
    out->estimate[g] = estimate;
    if (!(variance > 0))
        return;
    out->covariance[g * out->n + g] = variance;
    out->df[g] = variance * variance / share;
}

sw_group_effects *sw_rows_by_group(const sw_rows *rows, const size_t *group,
                                   size_t n_groups)
{
    sw_group_effects *out = new_effects(n_groups);
    g_autofree size_t *slot = g_new(size_t, n_groups + 1);
    size_t slots = 0;
    for (size_t g = 0; g < n_groups; g++)
        slot[g] = enough(out, rows, group, g) ? slots++ : SW_NO_GROUP;
    if (!sw_rows_ranges(rows)) {
        if (slots)
            regress(out, rows, group, slot, slots);
        return out;
    }
    for (size_t g = 0; g < n_groups; g++)
        for (size_t h = 0; slot[g] != SW_NO_GROUP && h < n_groups; h++)
            if (slot[h] != SW_NO_GROUP)
                out->covariance[g * n_groups + h] = 0;
    for (size_t g = 0; g < n_groups; g++)
        if (slot[g] != SW_NO_GROUP)
            by_ranges(out, rows, group, g);
    return out;
}
