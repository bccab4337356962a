/*
 * effect_rows.c - the rows of an estimate as a CSV, for `seatworth stat`.
 */
#include "evidence/effect_rows.h"

#include <math.h>

#include "evidence/scrutiny_steps.h"

const sw_outcome *sw_outcome_named(const sw_pilot *pilot,
                                   const sw_effect *effect)
{
    for (size_t i = 0; effect->provenance != SW_SURVEY && i < pilot->n_outcomes;
         i++)
        if (g_str_equal(pilot->outcomes[i].metric, effect->id))
            return &pilot->outcomes[i];
    return NULL;
}

static bool compares_people(sw_model model)
{
    return model == SW_MODEL_PAIRED || model == SW_MODEL_DIFFERENCE ||
           model == SW_MODEL_ANCOVA || model == SW_MODEL_DID;
}

sw_panel *sw_whole_panel(const sw_effect *effect, const sw_pilot *pilot)
{
    const sw_outcome *o = sw_outcome_named(pilot, effect);
    if (o)
        return sw_outcome_panel(pilot, o);
    sw_responses responses = sw_responses_of(pilot);
    const sw_item *item = sw_item_named(pilot, effect->id);
    if (item)
        return sw_survey_panel(&responses, item);
    return NULL;
}

sw_panel *sw_panel_of(const sw_effect *effect, const sw_pilot *pilot)
{
    if (!compares_people(effect->model))
        return NULL;
    g_autoptr(sw_panel) panel = sw_whole_panel(effect, pilot);
    return panel ? sw_panel_select(panel, effect->model != SW_MODEL_DIFFERENCE,
                                   true, true, effect->model != SW_MODEL_PAIRED)
                 : NULL;
}

/* What the regression of tasks has beside the effect and the covariates. */
static const char *task_columns(const sw_rows *rows)
{
    return rows->n_cells == SW_CELLS_MOST ? "exposed,control,before"
                                          : "exposed";
}

static char *task_command(const sw_rows *rows, char *const *covariates)
{
    GString *x = g_string_new(task_columns(rows));
    for (size_t c = 0; c < rows->k; c++)
        g_string_append_printf(x, ",%s", covariates[c]);
    char *out = g_strdup_printf(
        "seatworth stat ols rows.csv --y value --x %s --vcov %s%s", x->str,
        rows->clustered ? "cr2" : "hc2",
        rows->clustered ? " --cluster cluster" : "");
    g_string_free(x, TRUE);
    return out;
}

char *sw_effect_command(const sw_effect *effect, const sw_rows *rows,
                        char *const *covariates)
{
    bool teams = rows->clustered;
    const char *by = teams ? " --cluster cluster" : "";
    switch (effect->model) {
    case SW_MODEL_INTERVAL_MEAN:
    case SW_MODEL_INTERVAL_DIFFERENCE: {
        bool zeros = false;
        for (size_t i = 0; i < rows->n; i++)
            zeros = zeros || !(rows->upper[i] > 0);
        return g_strdup_printf(
            "seatworth stat interval rows.csv --lower lower --upper upper%s%s",
            zeros ? " --hurdle" : "", by);
    }
    case SW_MODEL_MEAN:
        return g_strdup_printf(
            "seatworth stat ols rows.csv --y value --vcov %s",
            teams ? "cr2 --cluster cluster" : "classical");
    case SW_MODEL_PAIRED:
        return g_strdup(teams ? "seatworth stat ols rows.csv --y change --vcov "
                                "cr2 --cluster cluster"
                              : "seatworth stat paired-t rows.csv --before "
                                "before --after after");
    case SW_MODEL_DIFFERENCE:
        return g_strdup(teams ? "seatworth stat ols rows.csv --y value --x "
                                "exposed --vcov cr2 --cluster cluster"
                              : "seatworth stat t-test rows.csv --y value "
                                "--group arm --treated pilot");
    case SW_MODEL_ANCOVA:
        return g_strdup_printf("seatworth stat ancova rows.csv --y after --x "
                               "before --group arm --treated pilot%s",
                               by);
    case SW_MODEL_DID:
        return g_strdup_printf("seatworth stat did rows.csv --y value --unit "
                               "person --period period --group arm --treated "
                               "pilot%s",
                               by);
    case SW_MODEL_TASKS:
        return task_command(rows, covariates);
    case SW_MODEL_STAGGERED:
    case SW_MODEL_NONE:
        break;
    }
    return NULL;
}

static void append_number(GString *csv, double x)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    if (isfinite(x))
        g_string_append(csv, g_ascii_formatd(text, sizeof text, "%.17g", x));
}

typedef struct place {
    guint8 tag[32];
    size_t row;
} place;

static int by_tag(const void *a, const void *b)
{
    return memcmp(((const place *)a)->tag, ((const place *)b)->tag,
                  sizeof((const place *)a)->tag);
}

/* An order of the rows that who knows the roster's cannot undo: by HMAC under a
 * key that only who has all the values could make. The same values give the
 * same order. */
static size_t *shuffled(const double *value, size_t n)
{
    enum { KEY = 32 };
    guint8 key[KEY];
    gsize length = KEY;
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)value, (gssize)(n * sizeof *value));
    g_checksum_get_digest(sum, key, &length);
    g_checksum_free(sum);
    g_autofree place *places = g_new(place, n + 1);
    for (size_t i = 0; i < n; i++) {
        GHmac *tag = g_hmac_new(G_CHECKSUM_SHA256, key, KEY);
        gsize size = sizeof places[i].tag;
        g_hmac_update(tag, (const guchar *)&i, sizeof i);
        g_hmac_get_digest(tag, places[i].tag, &size);
        g_hmac_unref(tag);
        places[i].row = i;
    }
    qsort(places, n, sizeof *places, by_tag);
    size_t *order = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = places[i].row;
    return order;
}

/* Clusters are numbered in the order of their rows. */
typedef struct numbering {
    GHashTable *seen;
    bool on;
} numbering;

static void append_cluster(GString *csv, numbering *n, size_t label)
{
    if (!n->on)
        return;
    gpointer key = GSIZE_TO_POINTER(label + 1);
    size_t number = GPOINTER_TO_SIZE(g_hash_table_lookup(n->seen, key));
    if (!number) {
        number = g_hash_table_size(n->seen) + 1;
        g_hash_table_insert(n->seen, key, GSIZE_TO_POINTER(number));
    }
    g_string_append_printf(csv, ",%zu", number);
}

static const char *arm_of(bool treated)
{
    return treated ? "pilot" : "control";
}

/* Two rows a person: did wants the waves below each other. */
static void waves(GString *csv, const sw_panel *p, numbering *clusters)
{
    g_string_append_printf(csv, "person,period,arm,value%s\n",
                           clusters->on ? ",cluster" : "");
    g_autofree size_t *order = shuffled(p->after, p->n);
    for (size_t k = 0; k < p->n; k++)
        for (int after = 0; after <= 1; after++) {
            size_t i = order[k];
            g_string_append_printf(csv, "%zu,%d,%s,", k + 1, after,
                                   arm_of(p->treated[i]));
            append_number(csv, after ? p->after[i] : p->before[i]);
            append_cluster(csv, clusters, p->cluster[i]);
            g_string_append_c(csv, '\n');
        }
}

static void people(GString *csv, const sw_panel *p, bool before,
                   numbering *clusters)
{
    g_string_append_printf(csv, "person,arm,exposed,%s%s\n",
                           before ? "before,after,change" : "value",
                           clusters->on ? ",cluster" : "");
    g_autofree size_t *order = shuffled(p->after, p->n);
    for (size_t k = 0; k < p->n; k++) {
        size_t i = order[k];
        g_string_append_printf(csv, "%zu,%s,%d,", k + 1, arm_of(p->treated[i]),
                               p->treated[i]);
        if (before) {
            append_number(csv, p->before[i]);
            g_string_append_c(csv, ',');
        }
        append_number(csv, p->after[i]);
        if (before) {
            g_string_append_c(csv, ',');
            append_number(csv, p->after[i] - p->before[i]);
        }
        append_cluster(csv, clusters, p->cluster[i]);
        g_string_append_c(csv, '\n');
    }
}

/* Answers: one value, or the ends of a range; `group` is the arm and wave that
 * each mean is of. */
static void answers(GString *csv, const sw_rows *rows, numbering *clusters)
{
    bool ranges = sw_rows_ranges(rows);
    g_string_append_printf(csv, "group,%s%s\n",
                           ranges ? "lower,upper" : "value",
                           clusters->on ? ",cluster" : "");
    g_autofree size_t *order = shuffled(rows->y, rows->n);
    for (size_t k = 0; k < rows->n; k++) {
        size_t i = order[k];
        g_string_append_printf(csv, "%zu,", rows->cell[i] + 1);
        append_number(csv, rows->y[i]);
        if (ranges) {
            g_string_append_c(csv, ',');
            append_number(csv, rows->upper[i]);
        }
        append_cluster(csv, clusters, rows->cluster[i]);
        g_string_append_c(csv, '\n');
    }
}

static void append_quoted(GString *csv, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\"", -1);
    g_autofree char *doubled = g_strjoinv("\"\"", parts);
    g_string_append_printf(csv, ",\"%s\"", doubled);
}

static void tasks(GString *csv, const sw_rows *rows, const sw_outcome *o,
                  numbering *clusters)
{
    bool four = rows->n_cells == SW_CELLS_MOST;
    g_string_append_printf(csv, "value,%s", task_columns(rows));
    for (size_t c = 0; c < rows->k; c++)
        append_quoted(csv, o->covariate_names[c]);
    g_string_append(csv, clusters->on ? ",cluster\n" : "\n");
    g_autofree size_t *order = shuffled(rows->y, rows->n);
    for (size_t k = 0; k < rows->n; k++) {
        size_t i = order[k];
        append_number(csv, rows->y[i]);
        g_string_append_printf(csv, ",%d", rows->cell[i] == 0);
        if (four)
            g_string_append_printf(csv, ",%d,%d", rows->cell[i] >= 2,
                                   rows->cell[i] % 2 == 1);
        for (size_t c = 0; c < rows->k; c++) {
            g_string_append_c(csv, ',');
            append_number(csv, rows->x[i * rows->k + c]);
        }
        append_cluster(csv, clusters, rows->cluster[i]);
        g_string_append_c(csv, '\n');
    }
}

char *sw_effect_rows_csv(const sw_effect *effect, const sw_pilot *pilot)
{
    if (effect->model == SW_MODEL_STAGGERED)
        return sw_cohort_rows_csv(pilot, sw_outcome_named(pilot, effect));
    g_autoptr(sw_rows) rows = sw_rows_of(effect, pilot);
    if (!rows)
        return NULL;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    numbering clusters = {seen, rows->clustered};
    g_autoptr(sw_panel) panel = sw_panel_of(effect, pilot);
    GString *csv = g_string_new(NULL);
    if (panel && effect->model == SW_MODEL_DID)
        waves(csv, panel, &clusters);
    else if (panel)
        people(csv, panel, effect->model != SW_MODEL_DIFFERENCE, &clusters);
    else if (effect->model == SW_MODEL_TASKS)
        tasks(csv, rows, sw_outcome_named(pilot, effect), &clusters);
    else
        answers(csv, rows, &clusters);
    return g_string_free(csv, FALSE);
}
