#include "economics/flow_measures.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/sum.h"
#include "stats/solve.h"

enum { GRID = 4096 };

/* log(1 + r) from r = -0.99999 to 1e6 */
static const double LOW = -11.5, HIGH = 13.82;

double sw_flows_npv(const sw_flows *f, double rate)
{
    if (!(rate > -1.0))
        return NAN;
    sw_sum sum = {0};
    for (size_t i = 0; i < f->n; i++)
        sw_sum_add(&sum, f->amount[i] * pow(1.0 + rate, -f->time[i]));
    return sw_sum_value(&sum);
}

static double benefit_at(const sw_flows *f, size_t i)
{
    return f->benefit != NULL ? f->benefit[i] : fmax(f->amount[i], 0.0);
}

static double cost_at(const sw_flows *f, size_t i)
{
    return f->cost != NULL ? f->cost[i] : fmax(-f->amount[i], 0.0);
}

double sw_flows_pv_benefits(const sw_flows *f, double rate)
{
    sw_sum sum = {0};
    for (size_t i = 0; i < f->n; i++)
        sw_sum_add(&sum, benefit_at(f, i) * pow(1.0 + rate, -f->time[i]));
    return sw_sum_value(&sum);
}

double sw_flows_pv_costs(const sw_flows *f, double rate)
{
    sw_sum sum = {0};
    for (size_t i = 0; i < f->n; i++)
        sw_sum_add(&sum, cost_at(f, i) * pow(1.0 + rate, -f->time[i]));
    return sw_sum_value(&sum);
}

/* The curve whose roots are sought: NPV over x = log(1 + r), divided by the sum
 * of the discounted magnitudes, so that neither end over- nor underflows. */
static double scaled_npv(double x, void *context)
{
    const sw_flows *f = context;
    double last = f->time[f->n - 1];
    double shift = x < 0.0 ? last : 0.0; /* measure from the far end */
    sw_sum net = {0}, size = {0};
    for (size_t i = 0; i < f->n; i++) {
        double v = f->amount[i] * exp(-x * (f->time[i] - shift));
        sw_sum_add(&net, v);
        sw_sum_add(&size, fabs(v));
    }
    double total = sw_sum_value(&size);
    return total > 0.0 ? sw_sum_value(&net) / total : 0.0;
}

static double grid(size_t i)
{
    return LOW + (HIGH - LOW) * (double)i / GRID;
}

static void add_root(double *root, size_t *n, double x)
{
    double r = expm1(x);
    if (*n > 0 && fabs(root[*n - 1] - r) <= 1e-9 * (1.0 + fabs(r)))
        return;
    if (*n < SW_MAX_ROOTS)
        root[(*n)++] = r;
}

/* Where the curve comes close to zero between grid points without crossing it:
 * golden section on its magnitude; a touch counts below rounding. */
static void add_touching(double *root, size_t *n, const sw_flows *f, double a,
                         double b)
{
    static const double RATIO = 0.6180339887498949, TOUCH = 1e-13;
    double c = b - RATIO * (b - a), d = a + RATIO * (b - a);
    for (int k = 0; k < 80; k++) {
        if (fabs(scaled_npv(c, (void *)f)) < fabs(scaled_npv(d, (void *)f)))
            b = d;
        else
            a = c;
        c = b - RATIO * (b - a);
        d = a + RATIO * (b - a);
    }
    double x = 0.5 * (a + b);
    if (fabs(scaled_npv(x, (void *)f)) < TOUCH)
        add_root(root, n, x);
}

static int has_both_signs(const sw_flows *f)
{
    int positive = 0, negative = 0;
    for (size_t i = 0; i < f->n; i++) {
        positive |= f->amount[i] > 0.0;
        negative |= f->amount[i] < 0.0;
    }
    return positive && negative;
}

size_t sw_flows_irr(double *root, const sw_flows *f)
{
    size_t n = 0;
    if (!has_both_signs(f))
        return 0;
    double before = 0.0, y0 = scaled_npv(grid(0), (void *)f);
    for (size_t i = 1; i <= GRID; i++) {
        double y1 = scaled_npv(grid(i), (void *)f), x;
        bool dips = i > 1 && fabs(y0) < fabs(before) && fabs(y0) < fabs(y1);
        if (dips && y0 * before > 0.0 && y0 * y1 > 0.0)
            add_touching(root, &n, f, grid(i - 2), grid(i));
        if (y0 * y1 <= 0.0 && (y0 < 0.0) != (y1 < 0.0) &&
            sw_solve_root(scaled_npv, (void *)f, grid(i - 1), grid(i), 1e-15,
                          &x, NULL) == SW_OK)
            add_root(root, &n, x);
        before = y0;
        y0 = y1;
    }
    return n;
}

double sw_flows_mirr(const sw_flows *f, double finance, double reinvest)
{
    double last = f->time[f->n - 1];
    sw_sum in = {0}, out = {0};
    for (size_t i = 0; i < f->n; i++) {
        double a = f->amount[i];
        if (a > 0.0)
            sw_sum_add(&in, a * pow(1.0 + reinvest, last - f->time[i]));
        else
            sw_sum_add(&out, -a * pow(1.0 + finance, -f->time[i]));
    }
    double gained = sw_sum_value(&in), paid = sw_sum_value(&out);
    if (!(gained > 0.0) || !(paid > 0.0) || !(last > 0.0))
        return NAN;
    return pow(gained / paid, 1.0 / last) - 1.0;
}

double sw_flows_payback(const sw_flows *f, double rate, const char **note)
{
    double now = 0.0, at_last = 0.0, after = 0.0;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < f->n; i++) {
        now += f->amount[i] * pow(1.0 + rate, -f->time[i]);
        if (last != SIZE_MAX && i == last + 1)
            after = now;
        if (now < 0.0) {
            last = i;
            at_last = now;
        }
    }
    *note = last == SIZE_MAX   ? "nothing to pay back"
            : last + 1 == f->n ? "never"
                               : NULL;
    if (*note != NULL)
        return NAN;
    double step = f->time[last + 1] - f->time[last];
    return f->time[last] - step * at_last / (after - at_last);
}
