/* cmd_decide.c - seatworth decide DRAWS.csv: the decision of given draws. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "cli/draws_file.h"
#include "cli/draws_verdict.h"
#include "cli/options.h"
#include "cli/print.h"

typedef struct decide_options {
    sw_common common;
    char *parameters, *costs;
    char **threshold;
    gboolean json;
} decide_options;

typedef struct decide_files {
    sw_draws_file draws, parameters, costs;
    double *threshold; /* [n_thresholds] */
    size_t n_thresholds;
    uint64_t seed;
} decide_files;

static bool read_threshold(double *out, const char *text)
{
    char *end;
    *out = g_ascii_strtod(text, &end);
    if (end != text && *end == '\0' && isfinite(*out) && *out >= 0.0)
        return true;
    sw_complain("--threshold %s is no number of at least 0", text);
    return false;
}

static bool read_thresholds(decide_files *f, const decide_options *o)
{
    size_t n = o->threshold == NULL ? 0 : g_strv_length(o->threshold);
    if (n == 0 && o->costs != NULL) {
        sw_complain("--costs needs --threshold, e.g. --threshold 20000");
        return false;
    }
    if (n > 0 && o->costs == NULL) {
        sw_complain("--threshold needs --costs, and then DRAWS holds effects");
        return false;
    }
    f->threshold = g_new0(double, n + 1);
    f->n_thresholds = n;
    for (size_t i = 0; i < n; i++)
        if (!read_threshold(&f->threshold[i], o->threshold[i]))
            return false;
    return true;
}

static bool is_enough(const sw_draws_file *f, sw_diagnostics *d)
{
    sw_place place = {.file = sw_table_file(f->table)};
    if (f->rows < 2)
        sw_diagnose(d, SW_ERROR, "one-draw", place,
                    "draw at least 2, better thousands",
                    "one draw says nothing about what is uncertain");
    if (f->columns < 2)
        sw_diagnose(d, SW_ERROR, "one-option", place,
                    "add a column of zeros for doing nothing",
                    "one option leaves nothing to decide");
    return f->rows >= 2 && f->columns >= 2;
}

/* Every problem of every file in one run. */
static bool read_files(decide_files *f, const decide_options *o,
                       const char *path, sw_diagnostics *d)
{
    bool ok = sw_draws_file_read(&f->draws, path, d);
    bool whole = f->draws.table != NULL;
    if (ok)
        ok = is_enough(&f->draws, d);
    if (o->costs != NULL) {
        bool read = sw_draws_file_read(&f->costs, o->costs, d);
        if (read && whole)
            read = sw_draws_file_same_rows(&f->costs, &f->draws, d) &&
                   sw_draws_file_arrange(&f->costs, &f->draws, d);
        ok = ok && read;
    }
    if (o->parameters != NULL) {
        bool read = sw_draws_file_read(&f->parameters, o->parameters, d);
        if (read && whole)
            read = sw_draws_file_same_rows(&f->parameters, &f->draws, d);
        ok = ok && read;
    }
    return ok;
}

static void name_columns(const char **name, const sw_draws_file *f)
{
    for (size_t j = 0; j < f->columns; j++)
        name[j] = sw_draws_file_name(f, j);
}

static sw_status value_parameters(sw_draws_report *r, sw_draws_verdict *v,
                                  const sw_benefit_draws *draws,
                                  const decide_files *f, sw_error *err)
{
    for (size_t p = 0; p < r->n_parameters; p++) {
        const double *x = f->parameters.value + p * r->n_draws;
        v->evppi[p] = (sw_partial_information){NAN, NAN};
        if (r->n_draws < SW_EVPPI_MIN_DRAWS) {
            r->note = "EVPPI is unknown: fewer than 20 draws allow no "
                      "regression";
            continue;
        }
        sw_status st = sw_draws_evppi(&v->evppi[p], draws, x, f->seed, err);
        if (st != SW_OK)
            return st;
    }
    return SW_OK;
}

/* The decision with threshold i, or of the net benefits as they stand. */
static sw_status decide_at(sw_draws_report *r, const decide_files *f, size_t i,
                           sw_error *err)
{
    size_t n = r->n_options * r->n_draws;
    sw_draws_verdict *v = &r->verdict[i];
    v->threshold = f->n_thresholds > 0 ? f->threshold[i] : NAN;
    v->worth = g_new0(sw_option_worth, r->n_options);
    v->evppi = g_new0(sw_partial_information, r->n_parameters + 1);
    g_autofree double *net = NULL;
    sw_benefit_draws draws = {f->draws.value, r->n_options, r->n_draws};
    if (f->n_thresholds > 0) {
        net = g_new(double, n);
        sw_net_benefit(net, f->draws.value, f->costs.value, n, v->threshold);
        draws.net = net;
    }
    sw_status st = sw_draws_choose(v->worth, &v->choice, &draws, err);
    return st != SW_OK ? st : value_parameters(r, v, &draws, f, err);
}

static int print_report(const sw_draws_report *r, bool json)
{
    g_autofree char *text =
        json ? sw_draws_report_json(r) : sw_draws_report_text(r);
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

/* Every cell was finite: only a product can be too large. */
static int fail(const sw_error *err)
{
    if (err->code != SW_EDOMAIN)
        return sw_exit_of(err);
    sw_complain("a net benefit is too large for a number: %s", err->message);
    return SW_EXIT_REJECTED;
}

static int report(const decide_files *f, bool json)
{
    sw_draws_report r = {.n_draws = f->draws.rows,
                         .n_options = f->draws.columns,
                         .n_parameters = f->parameters.columns,
                         .n_verdicts = MAX(f->n_thresholds, 1)};
    r.option = g_new0(const char *, r.n_options);
    r.parameter = g_new0(const char *, r.n_parameters + 1);
    r.verdict = g_new0(sw_draws_verdict, r.n_verdicts);
    name_columns(r.option, &f->draws);
    name_columns(r.parameter, &f->parameters);
    sw_error err = {0};
    sw_status st = SW_OK;
    for (size_t i = 0; i < r.n_verdicts && st == SW_OK; i++)
        st = decide_at(&r, f, i, &err);
    int code = st == SW_OK ? print_report(&r, json) : fail(&err);
    for (size_t i = 0; i < r.n_verdicts; i++) {
        g_free(r.verdict[i].worth);
        g_free(r.verdict[i].evppi);
    }
    g_free(r.verdict);
    g_free(r.option);
    g_free(r.parameter);
    return code;
}

static int decide(const decide_options *o, const char *path, const char *seed)
{
    decide_files f = {.seed = 1};
    if (seed != NULL) /* sw_options_read has checked it */
        f.seed = g_ascii_strtoull(seed, NULL, 10);
    int code = SW_EXIT_USAGE;
    if (read_thresholds(&f, o)) {
        sw_diagnostics *d = sw_diagnostics_new();
        bool ok = read_files(&f, o, path, d);
        sw_print_diagnostics(d, SW_WARNING, false);
        sw_diagnostics_free(d);
        code = ok ? report(&f, o->json) : SW_EXIT_REJECTED;
    }
    sw_draws_file_clear(&f.draws);
    sw_draws_file_clear(&f.parameters);
    sw_draws_file_clear(&f.costs);
    g_free(f.threshold);
    return code;
}

#define AT(member) offsetof(decide_options, member)

static const sw_flag OPTIONS[] = {
    {"parameters", 0, SW_TAKES_ONE, AT(parameters), "FILE",
     "CSV with a column a parameter: the value of knowing each of them "
     "(EVPPI), by a penalised regression of the net benefits on it; twenty "
     "draws are the least it takes"},
    {"costs", 0, SW_TAKES_ONE, AT(costs), "FILE",
     "CSV with the columns of DRAWS, which then are effects"},
    {"threshold", 0, SW_TAKES_MANY, AT(threshold), "K",
     "worth of a unit of effect: net benefit is K times effect less cost; with "
     "--costs, may be repeated"},
    {"json", 0, SW_TAKES_NOTHING, AT(json), NULL, "the figures as JSON"},
    {0}};

static int run(void *options, char **rest)
{
    const decide_options *o = options;
    if (rest[1] != NULL && rest[2] == NULL)
        return decide(o, rest[1], o->common.seed);
    sw_complain("decide takes one file of draws; see 'seatworth decide "
                "--help'");
    return SW_EXIT_USAGE;
}

const sw_command SW_DECIDE = {
    .name = "decide",
    .purpose = "the decision of given draws, and what knowing more is worth",
    .usage = "DRAWS.csv [OPTION]...",
    .about = "The decision that draws made elsewhere support: expected net "
             "benefit, chance of being best and expected loss of each option, "
             "and what it would be worth to know more.",
    .notes = "DRAWS has a column an option and a row a draw; doing nothing is "
             "an option too, a column of zeros. Row i of every file is the "
             "same draw. Options that tie in a draw share it.",
    .example = "decide effects.csv --costs costs.csv --threshold 20000 --json",
    .words = "FILE",
    .options = OPTIONS,
    .common = SW_COMMON_SEED | SW_COMMON_THREADS,
    .size = sizeof(decide_options),
    .run = run,
};
