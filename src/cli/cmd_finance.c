/* cmd_finance.c - seatworth finance FLOWS.csv: the measures of given flows. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/json_writer.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "economics/flow_measures.h"
#include "ingest/cell.h"
#include "ingest/csv_reader.h"

static const double DAYS_PER_YEAR = 365.0; /* always, as XNPV has it */

typedef struct finance_options {
    sw_common common;
    char *rate, *reinvest;
    gboolean dates, json;
} finance_options;

typedef struct flow_table {
    double *time, *amount, *benefit, *cost;
    bool split; /* benefits and costs, in place of an amount */
    size_t n;
} flow_table;

static void flow_table_clear(flow_table *t)
{
    g_free(t->time);
    g_free(t->amount);
    g_free(t->benefit);
    g_free(t->cost);
}

static void refuse(sw_diagnostics *d, const sw_table *t, size_t row,
                   size_t column, const char *what)
{
    sw_place place = {.file = sw_table_file(t),
                      .line = sw_table_line(t, row),
                      .column = column + 1};
    sw_diagnose(d, SW_ERROR, "bad-cell", place, NULL, "'%s' is no %s",
                sw_table_cell(t, row, column), what);
}

/* A number in every row; an empty cell is 0 only for benefits and costs. */
static void read_numbers(double *out, const sw_table *t, size_t column,
                         bool empty_is_zero, sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        sw_cell_status s =
            sw_cell_number(&out[i], sw_table_cell(t, i, column), '.');
        if (s == SW_CELL_MISSING && empty_is_zero)
            out[i] = 0.0;
        else if (s != SW_CELL_OK)
            refuse(d, t, i, column, "number");
    }
}

static void read_dates(double *out, const sw_table *t, size_t column,
                       sw_diagnostics *d)
{
    sw_day first = 0;
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        sw_day day = 0;
        if (sw_cell_date(&day, sw_table_cell(t, i, column)) != SW_CELL_OK)
            refuse(d, t, i, column, "date (YYYY-MM-DD)");
        if (i == 0)
            first = day;
        if (day < first)
            refuse(d, t, i, column, "date at or after that of the first row");
        out[i] = (double)(day - first) / DAYS_PER_YEAR;
    }
}

static size_t column_of(const sw_table *t, const char *name, bool required,
                        sw_diagnostics *d)
{
    size_t column = sw_table_find(t, name);
    if (column == SIZE_MAX && required)
        sw_diagnose(d, SW_ERROR, "no-column",
                    (sw_place){.file = sw_table_file(t), .line = 1},
                    "see 'seatworth finance --help'", "there is no column '%s'",
                    name);
    return column;
}

static void read_times(flow_table *f, const sw_table *t, bool dates,
                       sw_diagnostics *d)
{
    size_t column = column_of(t, dates ? "date" : "period", true, d);
    if (column == SIZE_MAX)
        return;
    if (dates)
        read_dates(f->time, t, column, d);
    else
        read_numbers(f->time, t, column, false, d);
    double first = f->time[0];
    for (size_t i = 0; i < f->n; i++)
        f->time[i] -= first;
    for (size_t i = 1; !dates && i < f->n; i++)
        if (f->time[i] < f->time[i - 1])
            refuse(d, t, i, column, "period after the one before it");
}

static void read_amounts(flow_table *f, const sw_table *t, sw_diagnostics *d)
{
    size_t amount = sw_table_find(t, "amount");
    if (amount != SIZE_MAX) {
        read_numbers(f->amount, t, amount, false, d);
        return;
    }
    size_t benefits = column_of(t, "benefits", true, d);
    size_t costs = column_of(t, "costs", true, d);
    if (benefits == SIZE_MAX || costs == SIZE_MAX)
        return;
    f->split = true;
    read_numbers(f->benefit, t, benefits, true, d);
    read_numbers(f->cost, t, costs, true, d);
    for (size_t i = 0; i < f->n; i++)
        f->amount[i] = f->benefit[i] - f->cost[i];
}

static int by_time(const void *a, const void *b, void *times)
{
    const double *time = times;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    if (time[x] < time[y] || time[x] > time[y])
        return time[x] < time[y] ? -1 : 1;
    return (x > y) - (x < y);
}

static void permute(double *v, const size_t *order, size_t n)
{
    g_autofree double *copy = g_memdup2(v, n * sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = copy[order[i]];
}

/* Dated flows may come in any order after the first. */
static void sort_by_time(flow_table *f)
{
    g_autofree size_t *order = g_new(size_t, f->n);
    for (size_t i = 0; i < f->n; i++)
        order[i] = i;
    g_qsort_with_data(order, (int)f->n, sizeof *order, by_time, f->time);
    permute(f->amount, order, f->n);
    permute(f->benefit, order, f->n);
    permute(f->cost, order, f->n);
    permute(f->time, order, f->n);
}

static bool read_flows(flow_table *f, const char *path, bool dates,
                       sw_diagnostics *d)
{
    sw_read_request request = {.path = path, .name = path};
    sw_table *t = sw_csv_read(&request, d);
    if (t == NULL)
        return false;
    f->n = sw_table_rows(t);
    f->time = g_new0(double, f->n);
    f->amount = g_new0(double, f->n);
    f->benefit = g_new0(double, f->n);
    f->cost = g_new0(double, f->n);
    read_times(f, t, dates, d);
    read_amounts(f, t, d);
    if (sw_diagnostics_count(d, SW_ERROR) == 0)
        sort_by_time(f);
    sw_table_free(t);
    return sw_diagnostics_count(d, SW_ERROR) == 0;
}

typedef struct figures {
    double npv, mirr, roi, bcr, payback, discounted;
    const char *payback_note, *discounted_note;
    double root[SW_MAX_ROOTS];
    size_t n_roots;
} figures;

static figures compute(const flow_table *t, double rate, double reinvest)
{
    sw_flows f = {t->time, t->amount, t->split ? t->benefit : NULL,
                  t->split ? t->cost : NULL, t->n};
    double benefits = sw_flows_pv_benefits(&f, rate);
    double costs = sw_flows_pv_costs(&f, rate);
    figures x = {.npv = sw_flows_npv(&f, rate),
                 .mirr = sw_flows_mirr(&f, rate, reinvest),
                 .roi = costs > 0.0 ? (benefits - costs) / costs : NAN,
                 .bcr = costs > 0.0 ? benefits / costs : NAN};
    x.n_roots = sw_flows_irr(x.root, &f);
    x.payback = sw_flows_payback(&f, 0.0, &x.payback_note);
    x.discounted = sw_flows_payback(&f, rate, &x.discounted_note);
    return x;
}

static const char *rate_note(const figures *x)
{
    return x->n_roots == 0   ? "no rate of return: the net present value is "
                               "zero at no rate"
           : x->n_roots == 1 ? NULL
                             : "the rate of return is not unique: rank on net "
                               "present value, or use the modified rate";
}

static bool print_json(const figures *x, bool dates)
{
    sw_json_writer w;
    double irr = x->n_roots == 1 ? x->root[0] : NAN;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_number(&w, "npv", dates ? NAN : x->npv);
    sw_json_put_number(&w, "irr", dates ? NAN : irr);
    sw_json_key(&w, "irr_roots");
    sw_json_begin_array(&w);
    for (size_t i = 0; i < x->n_roots; i++)
        sw_json_number(&w, x->root[i]);
    sw_json_end_array(&w);
    sw_json_put_number(&w, "mirr", x->mirr);
    sw_json_put_number(&w, "xnpv", dates ? x->npv : NAN);
    sw_json_put_number(&w, "xirr", dates ? irr : NAN);
    sw_json_put_number(&w, "payback", x->payback);
    sw_json_put_number(&w, "discounted_payback", x->discounted);
    sw_json_put_number(&w, "roi", x->roi);
    sw_json_put_number(&w, "bcr", x->bcr);
    sw_json_key(&w, "notes");
    sw_json_begin_array(&w);
    const char *const notes[] = {rate_note(x), x->payback_note};
    for (size_t i = 0; i < G_N_ELEMENTS(notes); i++)
        if (notes[i] != NULL)
            sw_json_string(&w, notes[i]);
    sw_json_end_array(&w);
    sw_json_end_object(&w);
    g_autofree char *text = sw_json_writer_take(&w, NULL);
    return sw_print_result(text);
}

static void put_line(GString *s, const char *label, double x, const char *note)
{
    char number[SW_NUMBER_TEXT];
    g_string_append_printf(s, "%-28s %s\n", label,
                           isfinite(x)    ? sw_number_text(x, number)
                           : note != NULL ? note
                                          : "n/a");
}

static bool print_text(const figures *x, bool dates)
{
    g_autoptr(GString) s = g_string_new(NULL);
    put_line(s, dates ? "XNPV" : "NPV", x->npv, NULL);
    if (x->n_roots == 0)
        put_line(s, dates ? "XIRR" : "IRR", NAN, rate_note(x));
    for (size_t i = 0; i < x->n_roots; i++)
        put_line(s, dates ? "XIRR" : "IRR", x->root[i], NULL);
    if (x->n_roots > 1)
        put_line(s, "", NAN, rate_note(x));
    put_line(s, "MIRR", x->mirr, NULL);
    put_line(s, "payback", x->payback, x->payback_note);
    put_line(s, "discounted payback", x->discounted, x->discounted_note);
    put_line(s, "return on investment", x->roi, NULL);
    put_line(s, "benefit-cost ratio", x->bcr, NULL);
    return sw_print_result(s->str);
}

/* A rate of at least -1 excluded; NaN after a line on standard error. */
static double rate_of(const char *text, const char *option)
{
    char *end = NULL;
    double rate = text == NULL ? NAN : g_ascii_strtod(text, &end);
    if (text != NULL && *text != '\0' && *end == '\0' && rate > -1.0 &&
        isfinite(rate))
        return rate;
    if (text == NULL)
        sw_complain("finance needs %s, e.g. %s 0.1", option, option);
    else
        sw_complain("%s %s: a rate is a number above -1 (-100 %%), e.g. 0.1",
                    option, text);
    return NAN;
}

static int finance(const finance_options *o, const char *path)
{
    double rate = rate_of(o->rate, "--rate");
    double reinvest =
        o->reinvest == NULL ? rate : rate_of(o->reinvest, "--reinvest-rate");
    if (isnan(rate) || isnan(reinvest))
        return SW_EXIT_USAGE;
    flow_table table = {0};
    sw_diagnostics *d = sw_diagnostics_new();
    bool ok = read_flows(&table, path, o->dates, d);
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    int code = SW_EXIT_REJECTED;
    if (ok) {
        figures x = compute(&table, rate, reinvest);
        code = (o->json ? print_json(&x, o->dates) : print_text(&x, o->dates))
                   ? SW_EXIT_DONE
                   : SW_EXIT_OUTPUT;
    }
    flow_table_clear(&table);
    return code;
}

#define AT(member) offsetof(finance_options, member)

static const sw_flag OPTIONS[] = {
    {"rate", 0, SW_TAKES_ONE, AT(rate), "R",
     "discount rate a year (period), e.g. 0.1"},
    {"reinvest-rate", 0, SW_TAKES_ONE, AT(reinvest), "R",
     "of MIRR's inflows; --rate if not given"},
    {"dates", 0, SW_TAKES_NOTHING, AT(dates), NULL,
     "the flows have a `date` column, else `period`"},
    {"json", 0, SW_TAKES_NOTHING, AT(json), NULL, "the measures as JSON"},
    {0}};

static int run(void *options, char **rest)
{
    const finance_options *o = options;
    if (rest[1] != NULL && rest[2] == NULL)
        return finance(o, rest[1]);
    sw_complain("finance takes one file; see 'seatworth finance --help'");
    return SW_EXIT_USAGE;
}

const sw_command SW_FINANCE = {
    .name = "finance",
    .purpose = "NPV, every rate of return, payback of given flows",
    .usage = "FLOWS.csv --rate R [OPTION]...",
    .about = "Measures of cash flows in a CSV file: net present value, every "
             "internal rate of return, modified rate, payback, return on "
             "investment.",
    .notes = "Columns: `period` or `date`, and `amount` (inflows positive), or "
             "`benefits` and `costs` (both positive). The first row is time 0.",
    .example = "finance flows.csv --rate 0.1 --json",
    .words = "FILE",
    .options = OPTIONS,
    .size = sizeof(finance_options),
    .run = run,
};
