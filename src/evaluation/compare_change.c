/* compare_change.c - the change of the net present value, line by line. */
#include <math.h>
#include <string.h>

#include "evaluation/compare.h"

/* An input in the product that a line is; power -1 divides. `one_less`: the
 * factor is 1 less the input, `one_more`: 1 and the input. */
typedef struct factor {
    const char *key;
    enum { PLAIN, ONE_LESS, ONE_MORE } form;
    double power;
} factor;

static const factor LICENCES[] = {
    {"contract.price", PLAIN, 1},
    {"contract.seats_purchased", PLAIN, 1},
    {"contract.vat_irrecoverable", ONE_MORE, 1},
};

static const factor TIME_SAVED[] = {
    {"effect.minutes_per_seat_week", PLAIN, 1},
    {"assumptions.self_report_factor", PLAIN, 1},
    {"assumptions.rework_share", ONE_LESS, 1},
    {"assumptions.transport", PLAIN, 1},
    {"assumptions.persistence", PLAIN, 1},
    {"assumptions.adoption", PLAIN, 1},
    {"usage.adoption_pilot", PLAIN, -1},
    {"seats.assigned", PLAIN, 1},
    {"assumptions.working_weeks_per_year", PLAIN, 1},
    {"assumptions.hourly_cost", PLAIN, 1},
    {"assumptions.realisation", PLAIN, 1},
};

static const char *headline_of(const sw_json *result)
{
    return sw_result_text(result, "verdict.benefit_basis");
}

/* Whether the headline figure counts lines of this class. */
static bool is_counted(const char *class_, const char *headline)
{
    static const char *const order[] = {"cashable", "with-capacity", "all"};
    int depth = class_ == NULL                    ? 3
                : strcmp(class_, "cashable") == 0 ? 0
                : strcmp(class_, "capacity") == 0 ? 1
                                                  : 2;
    for (int i = 0; i < (int)G_N_ELEMENTS(order); i++)
        if (headline != NULL && strcmp(order[i], headline) == 0)
            return depth <= i;
    return false;
}

static const sw_json *line_of(const sw_json *result, const char *id,
                              const char *side)
{
    const sw_json *lines = sw_json_at(result, "economics.lines");
    for (size_t i = 0; lines != NULL && i < lines->n_items; i++)
        if (g_strcmp0(sw_result_text(lines->items[i], "id"), id) == 0 &&
            g_strcmp0(sw_result_text(lines->items[i], "side"), side) == 0)
            return lines->items[i];
    return NULL;
}

/* Signed present value that a line adds; 0 where it is not there. */
static double worth_of(const sw_json *line, const char *headline)
{
    if (line == NULL || !is_counted(sw_result_text(line, "class"), headline))
        return 0.0;
    double pv = sw_result_number(line, "pv");
    bool is_cost = g_strcmp0(sw_result_text(line, "side"), "cost") == 0;
    return !isfinite(pv) ? 0.0 : is_cost ? -pv : pv;
}

/* The list of factors of a line; NULL for lines of no known product. */
static const factor *factors_of(size_t *n, const sw_comparison *c,
                                const sw_json *line)
{
    const char *id = sw_result_text(line, "id");
    if (g_strcmp0(id, "licences") == 0) {
        *n = G_N_ELEMENTS(LICENCES);
        return LICENCES;
    }
    const sw_json *benefits =
        sw_json_at(c->result[SW_NEW], "model.pilot.benefits");
    for (size_t i = 0; benefits != NULL && i < benefits->n_items; i++)
        if (g_strcmp0(sw_result_text(benefits->items[i], "id"), id) == 0 &&
            g_strcmp0(sw_result_text(benefits->items[i], "kind"),
                      "time-saved") == 0) {
            *n = G_N_ELEMENTS(TIME_SAVED);
            return TIME_SAVED;
        }
    return NULL;
}

/* The factor's value; NaN where it is no factor by itself. */
static double value_of(const sw_json *result, const factor *f)
{
    double x = sw_result_input(result, f->key);
    if (f->form == ONE_LESS)
        x = 1.0 - x;
    if (f->form == ONE_MORE)
        x = 1.0 + x;
    bool is_price = strcmp(f->key, "contract.price") == 0;
    if (is_price &&
        g_strcmp0(sw_result_text(result, "model.pilot.contract.price_basis"),
                  "bundle") == 0)
        x -= sw_result_input(result, "contract.baseline_price");
    /* A bias is added to it: the sum is what multiplies. */
    if (strcmp(f->key, "effect.minutes_per_seat_week") == 0) {
        double bias = sw_result_input(result, "effect.bias");
        double factor_ =
            sw_result_input(result, "assumptions.self_report_factor");
        if (isfinite(bias) && isfinite(factor_) && fabs(factor_) > 0.0)
            x += bias / factor_;
    }
    return x;
}

static void add_part(sw_comparison *c, const char *line, const char *input,
                     double effect)
{
    sw_change_part part = {line, input, effect};
    if (fabs(effect) > 0.0)
        g_array_append_val(c->parts, part);
}

/* Logarithmic mean of two numbers of one sign. */
static double log_mean(double a, double b)
{
    double ratio = log(a / b);
    return fabs(ratio) < 1e-9 ? (a + b) / 2.0 : (a - b) / ratio;
}

static void split_line(sw_comparison *c, const sw_json *line, double before,
                       double now)
{
    size_t n = 0;
    const factor *f = factors_of(&n, c, line);
    const char *id = sw_result_text(line, "id");
    double rest = now - before;
    if (f != NULL && before * now > 0.0)
        for (size_t i = 0; i < n; i++) {
            double x0 = value_of(c->result[SW_OLD], &f[i]);
            double x1 = value_of(c->result[SW_NEW], &f[i]);
            if (!(x0 > 0.0) || !(x1 > 0.0))
                continue;
            double effect = f[i].power * log_mean(now, before) * log(x1 / x0);
            add_part(c, id, f[i].key, effect);
            rest -= effect;
        }
    /* What is left of rounding is no rest. */
    double size = fmax(fabs(before), fabs(now));
    add_part(c, id, NULL, fabs(rest) > 1e-9 * size ? rest : 0.0);
}

static void split_all(sw_comparison *c, const char *headline)
{
    for (int side = 0; side < SW_SIDES; side++) {
        const sw_json *lines = sw_json_at(c->result[side], "economics.lines");
        for (size_t i = 0; lines != NULL && i < lines->n_items; i++) {
            const sw_json *mine = lines->items[i];
            const sw_json *other =
                line_of(c->result[!side], sw_result_text(mine, "id"),
                        sw_result_text(mine, "side"));
            if (side == SW_NEW && other != NULL)
                continue;
            double a = worth_of(mine, headline);
            double b = worth_of(other, headline);
            split_line(c, mine, side == SW_OLD ? a : b, side == SW_OLD ? b : a);
        }
    }
}

bool sw_compare_change(sw_comparison *c)
{
    const char *headline = headline_of(c->result[SW_NEW]);
    const char *why = NULL;
    for (int side = 0; side < SW_SIDES; side++) {
        c->npv[side] = sw_result_number(c->result[side], "economics.npv");
        if (!isfinite(c->npv[side]))
            why = "a net present value is unknown";
    }
    if (c->currency == NULL)
        why = "the results are in different currencies";
    else if (g_strcmp0(headline, headline_of(c->result[SW_OLD])) != 0)
        why = "the results count different benefits";
    if (why != NULL) {
        g_ptr_array_add(
            c->notes,
            g_strdup_printf("the change of the net present value is not "
                            "explained: %s",
                            why));
        return false;
    }
    split_all(c, headline);
    return true;
}
