/*
 * subtraction.c - what follows from published sums: the people of whom every
 * sum holds all or none are classes, a published sum is a row of zeros and ones
 * over them, and whoever subtracts sums has the rows' echelon form.
 */
#include "evidence/subtraction.h"

#include <math.h>

#include "base/hash.h"
#include "evidence/rows.h"

/* Beyond this nothing is examined, and all is taken to be told. */
enum { MOST_GROUPS = 4096, ORDERS = 6 };

static const double NOTHING = 1e-9; /* of sums of ones and small weights */

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

static const sw_cut *cut_at(const sw_cuts *p, size_t k)
{
    return &g_array_index(p->cuts, sw_cut, k);
}

static classes classes_of(const sw_cuts *p)
{
    classes c = {.of = g_new(size_t, p->roster->n + 1),
                 .seats = g_new0(double, p->roster->n + 1),
                 .answers = g_new0(double, p->roster->n + 1)};
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < p->roster->n; i++) {
        GString *key = g_string_new(NULL);
        for (guint k = 0; k < p->cuts->len; k++)
            g_string_append_printf(key, "%zu ", cut_at(p, k)->of[i]);
        gpointer number = g_hash_table_lookup(seen, key->str);
        if (number == NULL) {
            number = GSIZE_TO_POINTER(++c.n);
            g_hash_table_insert(seen, g_strdup(key->str), number);
        }
        g_string_free(key, TRUE);
        c.of[i] = GPOINTER_TO_SIZE(number) - 1;
        c.seats[c.of[i]] += p->roster->people[i].eligible;
        c.answers[c.of[i]] += p->answered[i];
    }
    return c;
}

/* Some weight of a group, not a simple ratio of another's (golden section). */
static double weight_of(size_t group)
{
    return 1 + fmod((double)(group % MOST_GROUPS + 1) * 0.6180339887498949, 1);
}

/* Whether group g of the cut has a sum of its own of this kind. */
static bool is_told(const sw_cut *x, size_t g, bool of_answers)
{
    bool withheld =
        x->segments != NULL && g < x->groups && x->segments[g].withheld;
    return of_answers ? !withheld : !x->of_answers;
}

/* Adds what person i stands for to the rows of the cut. */
static void add_person(double *cell, const sw_cut *x, const classes *c,
                       size_t i, bool of_answers)
{
    size_t g = x->of[i];
    if (!is_told(x, g, of_answers))
        return;
    if (x->weighted)
        cell[c->of[i]] = weight_of(g);
    else if (g < x->groups)
        cell[g * c->n + c->of[i]] = 1;
}

/* A row for each group of each cut, and one for all. */
static double *sums_of(const sw_cuts *p, const classes *c, bool of_answers,
                       size_t *n_rows)
{
    *n_rows = 1;
    for (guint k = 0; k < p->cuts->len; k++)
        *n_rows += cut_at(p, k)->groups;
    double *cell = g_new0(double, *n_rows * c->n + 1);
    for (size_t i = 0; i < p->roster->n; i++) {
        size_t first = 1;
        cell[c->of[i]] = 1;
        for (guint k = 0; k < p->cuts->len; k++) {
            const sw_cut *x = cut_at(p, k);
            add_person(cell + first * c->n, x, c, i, of_answers);
            first += x->groups;
        }
    }
    return cell;
}

sw_cuts sw_cuts_new(const sw_roster *roster, const bool *answered)
{
    return (sw_cuts){.roster = roster,
                     .answered = answered,
                     .cuts = g_array_new(FALSE, FALSE, sizeof(sw_cut))};
}

void sw_cuts_clear(sw_cuts *p)
{
    g_array_unref(p->cuts);
}

static bool tells(const sw_cuts *p, double least)
{
    classes c = classes_of(p);
    bool found = c.n > MOST_GROUPS;
    const double *const size[] = {c.answers, c.seats};
    for (size_t i = 0; i < G_N_ELEMENTS(size) && !found; i++) {
        size_t n_rows;
        g_autofree double *cell = sums_of(p, &c, i == 0, &n_rows);
        found = sums_tell(cell, n_rows, size[i], c.n, least);
    }
    clear_classes(&c);
    return found;
}

bool sw_cuts_add(sw_cuts *p, sw_cut cut, double least)
{
    g_array_append_val(p->cuts, cut);
    if (!tells(p, least))
        return true;
    g_array_set_size(p->cuts, p->cuts->len - 1);
    return false;
}
