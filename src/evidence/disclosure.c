#include "evidence/disclosure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "evidence/rows.h"
#include "evidence/scrutiny_steps.h"

/* Beyond this a division is left out rather than examined. */
enum { MOST_GROUPS = 4096, ORDERS = 6 };

static const double NOTHING = 1e-9; /* of sums of zeros and ones */

static void swap_columns(double *cell, size_t n_rows, double *size, size_t n,
                         size_t a, size_t b)
{
    for (size_t i = 0; i < n_rows && a != b; i++) {
        double kept = cell[i * n + a];
        cell[i * n + a] = cell[i * n + b];
        cell[i * n + b] = kept;
    }
    double kept = size[a];
    size[a] = size[b];
    size[b] = kept;
}

/* Clears column j in all rows but `row`, where it is not zero. */
static void eliminate(double *cell, size_t n_rows, size_t n, size_t row,
                      size_t j)
{
    double pivot = cell[row * n + j];
    for (size_t k = 0; k < n; k++)
        cell[row * n + k] /= pivot;
    for (size_t i = 0; i < n_rows; i++) {
        double by = cell[i * n + j];
        if (i == row || fabs(by) < NOTHING)
            continue;
        for (size_t k = 0; k < n; k++)
            cell[i * n + k] -= by * cell[row * n + k];
    }
}

static void reduce(double *cell, size_t n_rows, size_t n)
{
    size_t row = 0;
    for (size_t j = 0; j < n && row < n_rows; j++) {
        size_t at = row;
        for (size_t i = row; i < n_rows; i++)
            if (fabs(cell[i * n + j]) > fabs(cell[at * n + j]))
                at = i;
        if (fabs(cell[at * n + j]) < NOTHING)
            continue;
        for (size_t k = 0; k < n && at != row; k++) {
            double kept = cell[at * n + k];
            cell[at * n + k] = cell[row * n + k];
            cell[row * n + k] = kept;
        }
        eliminate(cell, n_rows, n, row++, j);
    }
}

static bool has_small_row(const double *cell, size_t n_rows, const double *size,
                          size_t n, double least)
{
    for (size_t i = 0; i < n_rows; i++) {
        double people = 0;
        for (size_t k = 0; k < n; k++)
            people += fabs(cell[i * n + k]) > NOTHING ? size[k] : 0;
        if (people > 0 && people < least)
            return true;
    }
    return false;
}

/* The row echelon of published sums, as who subtracts them would have it.
 * `cell` [n_rows * n] says by how much each of n disjoint groups counts in a
 * published sum; size[n] are their people. True if a sum follows that is of
 * more than none and fewer than `least` people. Destroys `cell`. Small groups
 * come last, so that the rows that are left over are of them; then in other
 * orders, for groups of one size have no order. */
static bool sums_tell(double *cell, size_t n_rows, const double *size, size_t n,
                      double least)
{
    g_autofree double *own = g_memdup2(size, n * sizeof *size);
    uint32_t state = 1;
    for (int order = 0; order < ORDERS; order++) {
        for (size_t i = 0; i + 1 < n; i++) {
            size_t at = i;
            for (size_t k = i + 1; k < n && order == 0; k++)
                at = own[k] > own[at] ? k : at;
            state = state * 1664525u + 1013904223u; /* Numerical Recipes */
            if (order > 0)
                at = i + (state >> 8) % (n - i);
            swap_columns(cell, n_rows, own, n, i, at);
        }
        reduce(cell, n_rows, n);
        if (has_small_row(cell, n_rows, own, n, least))
            return true;
    }
    return false;
}

/* The divisions that are printed: the segments, then the groupings. */
typedef struct published {
    const size_t *of[SW_BY_N + 1]; /* [roster.n] a person's group */
    const sw_segment *segments[SW_BY_N + 1];
    size_t groups[SW_BY_N + 1];
    size_t n;
} published;

/* People who are in the same group of every division, and how many answered. */
typedef struct classes {
    size_t n;
    size_t *of; /* [roster.n] */
    double *seats, *answers;
} classes;

static void clear_classes(classes *c)
{
    g_free(c->of);
    g_free(c->seats);
    g_free(c->answers);
}

static classes classes_of(const published *p, const sw_roster *roster,
                          const bool *answered)
{
    classes c = {.of = g_new(size_t, roster->n + 1),
                 .seats = g_new0(double, roster->n + 1),
                 .answers = g_new0(double, roster->n + 1)};
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < roster->n; i++) {
        GString *key = g_string_new(NULL);
        for (size_t k = 0; k < p->n; k++)
            g_string_append_printf(key, "%zu ", p->of[k][i]);
        gpointer number = g_hash_table_lookup(seen, key->str);
        if (number == NULL) {
            number = GSIZE_TO_POINTER(++c.n);
            g_hash_table_insert(seen, g_strdup(key->str), number);
        }
        g_string_free(key, TRUE);
        c.of[i] = GPOINTER_TO_SIZE(number) - 1;
        c.seats[c.of[i]] += roster->people[i].eligible;
        c.answers[c.of[i]] += answered[i];
    }
    return c;
}

/* A row for each group of each division, and one for all; figures of answers
 * are not published of groups that are withheld. */
static double *sums_of(const published *p, const classes *c, size_t people,
                       bool of_answers, size_t *n_rows)
{
    *n_rows = 1;
    for (size_t k = 0; k < p->n; k++)
        *n_rows += p->groups[k];
    double *cell = g_new0(double, *n_rows * c->n + 1);
    for (size_t i = 0; i < people; i++) {
        size_t first = 1;
        cell[c->of[i]] = 1;
        for (size_t k = 0; k < p->n; k++) {
            size_t g = p->of[k][i];
            if (g < p->groups[k] && !(of_answers && p->segments[k][g].withheld))
                cell[(first + g) * c->n + c->of[i]] = 1;
            first += p->groups[k];
        }
    }
    return cell;
}

static bool tells(const published *p, const sw_roster *roster,
                  const bool *answered, double least)
{
    classes c = classes_of(p, roster, answered);
    bool found = c.n > MOST_GROUPS;
    const double *const size[] = {c.answers, c.seats};
    for (size_t i = 0; i < G_N_ELEMENTS(size) && !found; i++) {
        size_t n_rows;
        g_autofree double *cell = sums_of(p, &c, roster->n, i == 0, &n_rows);
        found = sums_tell(cell, n_rows, size[i], c.n, least);
    }
    clear_classes(&c);
    return found;
}

/* Beginning with those of too few, the smallest are withheld until together
 * they are enough: their sum is had from the total. */
static void withhold_cells(sw_segment *s, size_t n, size_t least)
{
    size_t hidden = 0;
    for (size_t g = 0; g < n; g++)
        if (s[g].responses > 0 && s[g].responses < least) {
            s[g].withheld = true;
            hidden += s[g].responses;
        }
    while (hidden > 0 && hidden < least) {
        sw_segment *next = NULL;
        for (size_t g = 0; g < n; g++)
            if (!s[g].withheld && s[g].responses > 0 &&
                (next == NULL || s[g].responses < next->responses))
                next = &s[g];
        if (next == NULL)
            return;
        next->withheld = true;
        hidden += next->responses;
    }
}

static bool *who_answered(const sw_evidence *e, const sw_pilot *pilot)
{
    bool *answered = g_new0(bool, pilot->roster.n + 1);
    const sw_effect *lead = sw_evidence_lead(e);
    g_autoptr(sw_rows) rows = lead ? sw_rows_of(lead, pilot) : NULL;
    for (size_t i = 0; rows && i < rows->n; i++)
        if (rows->person[i] >= 0)
            answered[rows->person[i]] = true;
    return answered;
}

static void drop_divisions(sw_evidence *e, const sw_pilot *pilot, double least)
{
    g_autofree bool *answered = who_answered(e, pilot);
    published p = {.n = 0};
    size_t kept = 0;
    if (e->n_segments > 1) {
        p.of[p.n] = e->segment_of;
        p.segments[p.n] = e->segments;
        p.groups[p.n++] = e->n_segments;
    }
    for (size_t k = 0; k < e->n_groupings; k++) {
        sw_grouping g = e->groupings[k];
        p.of[p.n] = g.of;
        p.segments[p.n] = g.segments;
        p.groups[p.n++] = g.n;
        if (!tells(&p, &pilot->roster, answered, least)) {
            e->groupings[kept++] = g;
            continue;
        }
        p.n--;
        sw_grouping_clear(&g);
        e->n_dropped++;
    }
    e->n_groupings = kept;
}

/* Answers at the lowest and at the highest value seen, the fewer of the two;
 * with covariates every end is one person's. */
static size_t at_ends(const sw_rows *rows)
{
    double low = INFINITY, high = -INFINITY;
    size_t lowest = 0, highest = 0;
    for (size_t i = 0; i < rows->n; i++) {
        low = fmin(low, rows->y[i]);
        high = fmax(high, rows->upper[i]);
    }
    for (size_t i = 0; i < rows->n; i++) {
        lowest += !(rows->y[i] > low);
        highest += !(rows->upper[i] < high);
    }
    return rows->k > 0 ? 0 : MIN(lowest, highest);
}

static void withhold_bounds(sw_nonresponse *x, const sw_rows *rows,
                            size_t least)
{
    for (size_t g = 0; g < x->n_segments; g++)
        if (x->segments[g].answered > 0 && x->segments[g].answered < least)
            x->raked = SW_MINUTES_UNKNOWN;
    if (least > 1 && at_ends(rows) < least)
        x->manski_lower = x->manski_upper = x->manski_low = x->manski_high =
            NAN;
}

void sw_limit_disclosure(sw_evidence *e, const sw_pilot *pilot)
{
    size_t least = (size_t)MAX(pilot->min_group, 1);
    withhold_cells(e->segments, e->n_segments, least);
    for (size_t k = 0; k < e->n_groupings; k++)
        withhold_cells(e->groupings[k].segments, e->groupings[k].n, least);
    sw_withhold_differences(e, pilot);
    drop_divisions(e, pilot, (double)least);
    const sw_effect *lead = sw_evidence_lead(e);
    g_autoptr(sw_rows) rows = lead ? sw_rows_of(lead, pilot) : NULL;
    if (e->nonresponse != NULL && rows != NULL)
        withhold_bounds(e->nonresponse, rows, least);
}

sw_segment sw_segment_shown(const sw_segment *segment)
{
    sw_segment s = *segment;
    if (!s.withheld)
        return s;
    s.minutes = s.se = s.df = s.pooled = s.pooled_sd = NAN;
    s.lower = s.upper = s.p = s.p_holm = s.p_bh = s.joint_t = NAN;
    return s;
}
