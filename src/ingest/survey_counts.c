#include "ingest/survey_counts.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/cell.h"

enum {
    MAX_DECIMALS = 9,
    HUNDRED = 100,
    MOST_PEOPLE = 5000000,
    MOST_ANSWERS = 1000
};

/* A sum of percentages may miss the whole by what rounding explains. */
static const double SLACK = 1e-6;

typedef struct reading {
    sw_table *table;
    sw_diagnostics *d;
    char decimal;
    size_t item, wave, segment, answer, count, percent, n;
    double whole;   /* 1 or 100: what a percentage is out of */
    double half;    /* half a step of the percentages, as a share */
    GArray *rows;   /* of sw_survey_count */
    GArray *people; /* of double, a row: its n, NaN where counts are given */
    GArray *share;  /* of double, a row: of n, NaN where counts are given */
    GHashTable *groups;
    GPtrArray *members; /* of GArray of guint: the rows of each group */
} reading;

static bool find_columns(reading *r)
{
    sw_table *t = r->table;
    r->item = sw_table_find(t, "item");
    r->answer = sw_table_find(t, "answer");
    r->wave = sw_table_find(t, "wave");
    r->segment = sw_table_find(t, "segment");
    r->count = sw_table_find(t, "count");
    r->percent = sw_table_find(t, "percent");
    r->n = sw_table_find(t, "n");
    const char *missing = r->item == SIZE_MAX     ? "item"
                          : r->answer == SIZE_MAX ? "answer"
                                                  : NULL;
    if (missing == NULL && r->count == SIZE_MAX &&
        (r->percent == SIZE_MAX || r->n == SIZE_MAX))
        missing = r->percent == SIZE_MAX ? "count" : "n";
    if (missing == NULL)
        return true;
    sw_diagnose(r->d, SW_ERROR, "no-column",
                (sw_place){.file = sw_table_file(t)},
                "give item, answer and count, or percent and n",
                "there is no column '%s' in the counts", missing);
    return false;
}

static const char *text_at(const reading *r, size_t row, size_t column)
{
    return column == SIZE_MAX ? "" : sw_table_cell(r->table, row, column);
}

static sw_cell_status number_at(const reading *r, size_t row, size_t column,
                                double *out)
{
    *out = NAN;
    if (column == SIZE_MAX)
        return SW_CELL_MISSING;
    return sw_cell_number(out, text_at(r, row, column), r->decimal);
}

static int decimals_of(const char *text, char decimal)
{
    const char *sign = strchr(text, decimal);
    size_t n = sign != NULL ? strspn(sign + 1, "0123456789") : 0;
    return (int)MIN(n, (size_t)MAX_DECIMALS);
}

/* Shares or percentages, and how finely they are rounded. A percent sign makes
 * a share of a number wherever numbers are read. */
static void decide_percent(reading *r)
{
    double most = 0;
    int decimals = 0;
    bool sign = false;
    for (size_t i = 0; i < sw_table_rows(r->table); i++) {
        double x;
        const char *text = text_at(r, i, r->percent);
        if (number_at(r, i, r->percent, &x) != SW_CELL_OK)
            continue;
        sign |= strchr(text, '%') != NULL;
        most = fmax(most, x);
        decimals = MAX(decimals, decimals_of(text, r->decimal));
    }
    r->whole = most > 1 ? HUNDRED : 1;
    r->half = 0.5 * pow(10, -decimals) / (sign ? HUNDRED : r->whole);
}

static size_t group_of(reading *r, const sw_survey_count *c)
{
    char *key = g_strjoin("\n", c->item, c->wave, c->segment, NULL);
    gpointer known = g_hash_table_lookup(r->groups, key);
    if (known != NULL) {
        g_free(key);
        return GPOINTER_TO_SIZE(known) - 1;
    }
    size_t group = g_hash_table_size(r->groups);
    g_hash_table_insert(r->groups, key, GSIZE_TO_POINTER(group + 1));
    g_ptr_array_add(r->members, g_array_new(FALSE, FALSE, sizeof(guint)));
    return group;
}

static void reject(const reading *r, size_t row, size_t column,
                   const char *reason)
{
    sw_table_reject(r->table, sw_table_line(r->table, row),
                    column == SIZE_MAX ? 0 : column + 1, "bad-count", "'%s' %s",
                    text_at(r, row, column), reason);
}

static bool is_whole(double x)
{
    return x >= 0 && x <= MOST_PEOPLE && !(fabs(x - round(x)) > 0);
}

/* "<5" stands for nothing to the number below 5. */
static bool read_suppressed(const reading *r, size_t row, sw_survey_count *c)
{
    const char *text = text_at(r, row, r->count);
    double limit;
    if (!sw_cell_is_suppressed(text))
        return false;
    while (*text != '\0' && !g_ascii_isdigit(*text))
        text++;
    if (sw_cell_number(&limit, text, r->decimal) != SW_CELL_OK)
        return false;
    c->count = NAN;
    c->low = 0;
    c->high = fmax(0, limit - 1);
    return true;
}

static bool read_count(const reading *r, size_t row, sw_survey_count *c)
{
    if (read_suppressed(r, row, c))
        return true;
    if (number_at(r, row, r->count, &c->count) == SW_CELL_OK &&
        is_whole(c->count)) {
        c->low = c->high = c->count;
        return true;
    }
    reject(r, row, r->count, "is no count of people");
    return false;
}

/* The whole numbers that round to the share of n. */
static bool read_percent(const reading *r, size_t row, sw_survey_count *c,
                         double *n, double *share)
{
    double x;
    if (number_at(r, row, r->percent, &x) != SW_CELL_OK || x < 0 ||
        x > r->whole + SLACK) {
        reject(r, row, r->percent, "is no percentage");
        return false;
    }
    if (number_at(r, row, r->n, n) != SW_CELL_OK || !is_whole(*n)) {
        reject(r, row, r->n, "is no number of people");
        return false;
    }
    *share = x / r->whole;
    c->low = fmax(0, ceil((*share - r->half) * *n - SLACK));
    c->high = fmin(*n, floor((*share + r->half) * *n + SLACK));
    if (c->high < c->low) {
        reject(r, row, r->percent, "is a percentage of no number of these n");
        return false;
    }
    c->count = c->low;
    return true;
}

static void read_row(reading *r, size_t row)
{
    sw_survey_count c = {.item = text_at(r, row, r->item),
                         .wave = text_at(r, row, r->wave),
                         .segment = text_at(r, row, r->segment),
                         .answer = text_at(r, row, r->answer),
                         .row = row};
    double n = NAN, share = NAN;
    if (*c.item == '\0' || *c.answer == '\0') {
        reject(r, row, SIZE_MAX, "names no item or no answer");
        return;
    }
    bool counted =
        r->count != SIZE_MAX && !sw_cell_is_missing(text_at(r, row, r->count));
    if (counted ? !read_count(r, row, &c)
                : !read_percent(r, row, &c, &n, &share))
        return;
    guint at = r->rows->len;
    c.group = group_of(r, &c);
    g_array_append_val((GArray *)r->members->pdata[c.group], at);
    g_array_append_val(r->rows, c);
    g_array_append_val(r->people, n);
    g_array_append_val(r->share, share);
}

/* The rows of a group that are given in percentages. */
typedef struct shares {
    GArray *row; /* of guint */
    double n, sum, least, most;
} shares;

static sw_survey_count *row_at(const reading *r, guint i)
{
    return &g_array_index(r->rows, sw_survey_count, i);
}

static shares collect(const reading *r, size_t group)
{
    const GArray *members = r->members->pdata[group];
    shares s = {.row = g_array_new(FALSE, FALSE, sizeof(guint))};
    for (guint k = 0; k < members->len; k++) {
        guint i = g_array_index(members, guint, k);
        double n = g_array_index(r->people, double, i);
        if (isnan(n))
            continue;
        g_array_append_val(s.row, i);
        s.n = fmax(s.n, n);
        s.sum += g_array_index(r->share, double, i);
        s.least += row_at(r, i)->low;
        s.most += row_at(r, i)->high;
    }
    return s;
}

static double bounded(const sw_survey_count *c, double count)
{
    return fmin(fmax(count, c->low), c->high);
}

/* People may choose several answers: then every count stands for itself. */
static void nearest_counts(const reading *r, const shares *s)
{
    for (guint k = 0; k < s->row->len; k++) {
        guint i = g_array_index(s->row, guint, k);
        double n = g_array_index(r->people, double, i);
        double share = g_array_index(r->share, double, i);
        row_at(r, i)->count = bounded(row_at(r, i), round(share * n));
    }
}

static void warn_sum(const reading *r, const shares *s)
{
    const sw_survey_count *c = row_at(r, g_array_index(s->row, guint, 0));
    sw_place place = {.file = sw_table_file(r->table),
                      .line = sw_table_line(r->table, c->row)};
    sw_diagnose(r->d, SW_WARNING, "no-whole", place,
                "check the rows of this item, wave and segment",
                "the percentages of '%s' add up to %.4g%%, not to 100%%",
                c->item, s->sum * HUNDRED);
}

/* The row that lies farthest below its part of n and may still grow, or -1. */
static gint neediest(const reading *r, const shares *s)
{
    gint best = -1;
    double most = -INFINITY;
    for (guint k = 0; k < s->row->len; k++) {
        guint i = g_array_index(s->row, guint, k);
        const sw_survey_count *c = row_at(r, i);
        double part = g_array_index(r->share, double, i) / s->sum * s->n;
        if (c->count < c->high && part - c->count > most) {
            most = part - c->count;
            best = (gint)i;
        }
    }
    return best;
}

static void largest_remainders(const reading *r, const shares *s)
{
    double left = s->n;
    for (guint k = 0; k < s->row->len; k++) {
        guint i = g_array_index(s->row, guint, k);
        double part = g_array_index(r->share, double, i) / s->sum * s->n;
        row_at(r, i)->count = bounded(row_at(r, i), floor(part));
        left -= row_at(r, i)->count;
    }
    for (guint k = 0; k < 2 * s->row->len && left > 0.5; k++, left--) {
        gint i = neediest(r, s);
        if (i < 0)
            return;
        row_at(r, (guint)i)->count += 1;
    }
}

static void fill_group(const reading *r, size_t group)
{
    shares s = collect(r, group);
    if (s.row->len > 0 &&
        (s.n < s.least || s.n > s.most || s.row->len > MOST_ANSWERS)) {
        nearest_counts(r, &s);
        warn_sum(r, &s);
    } else if (s.row->len > 0 && s.sum > 0) {
        largest_remainders(r, &s);
    }
    g_array_unref(s.row);
}

static void free_members(gpointer members)
{
    g_array_unref(members);
}

static sw_survey_counts *result_of(reading *r)
{
    sw_survey_counts *out = g_new0(sw_survey_counts, 1);
    out->n_groups = g_hash_table_size(r->groups);
    for (size_t g = 0; g < out->n_groups; g++)
        fill_group(r, g);
    out->n = r->rows->len;
    out->rows = (sw_survey_count *)(void *)g_array_free(r->rows, FALSE);
    for (size_t i = 0; i < out->n; i++) {
        out->from_percent |= !isnan(g_array_index(r->people, double, i));
        out->n_suppressed += isnan(out->rows[i].count) != 0;
        out->most_hidden =
            fmax(out->most_hidden, out->rows[i].high - out->rows[i].low);
    }
    return out;
}

sw_survey_counts *sw_survey_counts_read(sw_table *t, char decimal,
                                        sw_diagnostics *d)
{
    reading r = {.table = t, .d = d, .decimal = decimal};
    if (!find_columns(&r))
        return NULL;
    r.rows = g_array_new(FALSE, FALSE, sizeof(sw_survey_count));
    r.people = g_array_new(FALSE, FALSE, sizeof(double));
    r.share = g_array_new(FALSE, FALSE, sizeof(double));
    r.groups = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    r.members = g_ptr_array_new_with_free_func(free_members);
    decide_percent(&r);
    for (size_t i = 0; i < sw_table_rows(t); i++)
        read_row(&r, i);
    sw_survey_counts *out = result_of(&r);
    g_array_unref(r.people);
    g_array_unref(r.share);
    g_hash_table_unref(r.groups);
    g_ptr_array_unref(r.members);
    return out;
}

void sw_survey_counts_free(sw_survey_counts *c)
{
    if (c == NULL)
        return;
    g_free(c->rows);
    g_free(c);
}
