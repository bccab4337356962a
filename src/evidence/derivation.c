/*
 * derivation.c - the statistics of the raw answers behind each estimate.
 */
#include "evidence/derivation.h"

#include <math.h>

#include "base/sum.h"
#include "evidence/effect_rows.h"
#include "evidence/scrutiny_steps.h"

static const double level = 0.95;
enum { GROUPS_MOST = 6, GROUP_MIN = 2 };

/* What the groups of one effect are made from. */
typedef struct maker {
    const sw_effect *effect;
    const sw_rows *rows;
    sw_derivation *out;
} maker;

static sw_raw_group *add_group(maker *m, const char *name, double sign,
                               bool spread)
{
    sw_raw_group *g = &m->out->groups[m->out->n_groups++];
    *g = (sw_raw_group){.name = name,
                        .sign = sign,
                        .spread = spread,
                        .mean = NAN,
                        .sd = NAN,
                        .se = NAN,
                        .df = NAN,
                        .family = SW_FAMILY_AUTO,
                        .location = NAN,
                        .scale = NAN};
    return g;
}

static void take_values(sw_raw_group *g, const double *v, size_t n)
{
    g->n = n;
    g->mean = n ? sw_mean(v, n) : NAN;
    g->sd = n >= GROUP_MIN ? sqrt(sw_variance(v, n, g->mean)) : NAN;
}

/* People and clusters of the rows of a cell. */
static void count_people(sw_raw_group *g, const sw_rows *rows, size_t cell)
{
    g_autoptr(GHashTable) people = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) clusters = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->cell[i] != cell)
            continue;
        if (rows->person[i] >= 0)
            g_hash_table_add(people, GINT_TO_POINTER(rows->person[i] + 1));
        g_hash_table_add(clusters, GSIZE_TO_POINTER(rows->cluster[i]));
    }
    g->people = g_hash_table_size(people);
    g->clusters = rows->clustered ? g_hash_table_size(clusters) : 0;
}

/* The values of a cell of the rows, with the means of its covariates. */
static void take_cell(sw_raw_group *g, const sw_rows *rows, size_t cell)
{
    g_autofree double *v = g_new(double, rows->n + 1);
    size_t n = 0;
    g->covariate = g_new0(double, rows->k + 1);
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->cell[i] != cell)
            continue;
        v[n++] = rows->y[i];
        for (size_t c = 0; c < rows->k; c++)
            g->covariate[c] += rows->x[i * rows->k + c];
    }
    for (size_t c = 0; c < rows->k && n; c++)
        g->covariate[c] /= (double)n;
    take_values(g, v, n);
    count_people(g, rows, cell);
}

/* One column of the panel's arm. */
static void take_wave(sw_raw_group *g, const sw_panel *panel, bool treated,
                      const double *column, const sw_raw_group *like)
{
    g_autofree double *v = g_new(double, panel->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < panel->n; i++)
        if (panel->treated[i] == treated)
            v[n++] = column[i];
    take_values(g, v, n);
    g->people = like->people;
    g->clusters = like->clusters;
}

/* The mean of ranges, as fitted. */
static void fit_cell(sw_raw_group *g, const sw_rows *rows, size_t cell,
                     const sw_pilot *pilot)
{
    g_autofree double *lower = g_new(double, rows->n + 1);
    g_autofree double *upper = g_new(double, rows->n + 1);
    g_autofree size_t *cluster = g_new(size_t, rows->n + 1);
    g_autofree int *person = g_new(int, rows->n + 1);
    sw_interval_data d = {.lower = lower,
                          .upper = upper,
                          .family = SW_FAMILY_AUTO,
                          .cap = rows->cap,
                          .level = level};
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->cell[i] != cell)
            continue;
        d.hurdle = d.hurdle || !(rows->upper[i] > 0);
        person[d.n] = rows->person[i];
        cluster[d.n] = rows->cluster[i];
        lower[d.n] = rows->y[i];
        upper[d.n++] = rows->upper[i];
    }
    if (sw_teams_are_clusters(pilot, person, d.n))
        d.cluster = cluster;
    sw_interval_fit fit;
    g->n = d.n;
    count_people(g, rows, cell);
    if (sw_stats_interval_fit(&fit, &d, NULL) != SW_OK)
        return;
    g->mean = fit.mean.estimate;
    g->se = fit.mean.se;
    g->df = fit.mean.df;
    g->family = fit.family;
    g->location = fit.location;
    g->scale = fit.scale;
    g->zero_share = fit.zero_share;
    g->n_open = fit.n_open;
}

/* Names of the cells as rows.c and task_effect.c order them. */
static const char *cell_name(const maker *m, size_t cell)
{
    static const char *const FOUR[] = {"pilot, after", "pilot, before",
                                       "control, after", "control, before"};
    if (cell == 0 || m->rows->n_cells == SW_CELLS_MOST)
        return FOUR[cell];
    return FOUR[m->effect->design == SW_DESIGN_BEFORE_AFTER ? 1 : 2];
}

static void ranges(maker *m, const sw_pilot *pilot)
{
    for (size_t c = 0; c < m->rows->n_cells; c++)
        fit_cell(add_group(m, cell_name(m, c), m->rows->sign[c], true), m->rows,
                 c, pilot);
    m->out->df = SW_DF_WELCH;
}

static void values(maker *m, bool spread)
{
    for (size_t c = 0; c < m->rows->n_cells; c++)
        take_cell(add_group(m, cell_name(m, c), m->rows->sign[c], spread),
                  m->rows, c);
}

/* Both waves of both arms, and the changes, which make the spread. */
static void changes(maker *m, const sw_panel *panel)
{
    static const char *const NAMES[2][3] = {
        {"pilot, after", "pilot, before", "pilot, change"},
        {"control, after", "control, before", "control, change"}};
    for (size_t a = 0; a < m->rows->n_cells; a++) {
        sw_raw_group *after = add_group(m, NAMES[a][0], a ? -1 : 1, false);
        sw_raw_group *before = add_group(m, NAMES[a][1], a ? 1 : -1, false);
        sw_raw_group *change = add_group(m, NAMES[a][2], 0, true);
        take_cell(change, m->rows, a);
        take_wave(after, panel, a == 0, panel->after, change);
        take_wave(before, panel, a == 0, panel->before, change);
    }
}

/* Names of the covariates: the value before, or the outcome's own. */
static void name_covariates(maker *m, const sw_pilot *pilot)
{
    size_t k = m->out->n_covariates = m->rows->k;
    m->out->covariate_names = g_new0(char *, k + 1);
    const sw_outcome *o = sw_outcome_named(pilot, m->effect);
    bool named = m->effect->model == SW_MODEL_TASKS && o;
    m->out->own_names = !named;
    for (size_t c = 0; c < k; c++)
        m->out->covariate_names[c] =
            g_strdup(named ? o->covariate_names[c] : "value before");
}

static size_t all_clusters(const sw_rows *rows)
{
    return rows->clustered ? sw_count_clusters(rows->cluster, rows->n) : 0;
}

/* What needs no rows: spread of plain means, no covariates, no teams. */
static void choose_rules(maker *m)
{
    const sw_rows *rows = m->rows;
    sw_model model = m->effect->model;
    bool fitted = sw_rows_ranges(rows);
    bool known = isfinite(m->effect->se);
    m->out->clusters = all_clusters(rows);
    m->out->from_groups =
        known && (fitted || (!rows->clustered && rows->k == 0));
    if (!known || (rows->clustered && !fitted))
        m->out->df = SW_DF_GIVEN;
    else if (!fitted)
        m->out->df = model == SW_MODEL_TASKS || model == SW_MODEL_ANCOVA
                         ? SW_DF_RESIDUAL
                     : model == SW_MODEL_DID ? SW_DF_BY_UNIT
                                             : SW_DF_WELCH;
    if (known && !isfinite(m->effect->df))
        m->out->df = SW_DF_NORMAL;
}

static bool derive(sw_derivation *out, const sw_effect *effect,
                   const sw_pilot *pilot)
{
    g_autoptr(sw_rows) rows = sw_rows_of(effect, pilot);
    if (!rows)
        return false;
    out->groups = g_new0(sw_raw_group, GROUPS_MOST);
    maker m = {effect, rows, out};
    bool paired =
        effect->model == SW_MODEL_PAIRED || effect->model == SW_MODEL_DID;
    name_covariates(&m, pilot);
    if (sw_rows_ranges(rows)) {
        ranges(&m, pilot);
    } else if (paired) {
        g_autoptr(sw_panel) panel = sw_panel_of(effect, pilot);
        changes(&m, panel);
    } else {
        values(&m, true);
        if (rows->k)
            out->slope = sw_rows_slopes(rows);
    }
    choose_rules(&m);
    out->command = sw_effect_command(effect, rows, out->covariate_names);
    out->by_group = sw_rows_ranges(rows) && rows->n_cells > 1;
    return true;
}

void sw_derive_effects(sw_evidence *e, const sw_pilot *pilot)
{
    e->derivations = g_new0(sw_derivation, e->n_effects + 1);
    for (size_t i = 0; i < e->n_effects; i++) {
        const sw_effect *x = &e->effects[i];
        if (!x->is_primary || !x->is_time || !isfinite(x->estimate) ||
            x->posterior) /* it is no sum over groups */
            continue;
        sw_derivation d = {.effect = i};
        if (derive(&d, x, pilot))
            e->derivations[e->n_derivations++] = d;
    }
}

static void clear_derivation(sw_derivation *d)
{
    for (size_t g = 0; g < d->n_groups; g++)
        g_free(d->groups[g].covariate);
    for (size_t c = 0; c < d->n_covariates; c++)
        g_free(d->covariate_names[c]);
    g_free(d->groups);
    g_free(d->covariate_names);
    g_free(d->slope);
    g_free(d->command);
}

void sw_derivations_free(sw_evidence *e)
{
    for (size_t i = 0; i < e->n_derivations; i++)
        clear_derivation(&e->derivations[i]);
    g_free(e->derivations);
}
