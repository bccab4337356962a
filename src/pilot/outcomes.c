/* outcomes.c - measured outcomes, one file a metric */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "pilot/data_file.h"
#include "pilot/join.h"

typedef struct reading {
    const sw_load *load;
    const sw_json *spec;
    sw_outcome *out;
    sw_data_file file;
    size_t person, period, arm, value;
    size_t *covariate; /* columns; SIZE_MAX: error was given */
    sw_joiner joiner;
    size_t no_value, no_arm; /* rows left out */
} reading;

static bool says(const sw_json *v, const char *key, const char *word)
{
    const char *text = sw_member_text(v, key);
    return text != NULL && strcmp(text, word) == 0;
}

/* What the schema lets pass and this version has no estimator for. */
static void check_settings(const sw_load *load, const sw_json *v)
{
    const sw_json *cluster = sw_json_member(v, "cluster");
    if (says(v, "unit", "team"))
        sw_load_problem(load, SW_ERROR, "not-read", sw_json_member(v, "unit"),
                        "give one row a person, or a task",
                        "outcomes by team are not read by this version");
    if (cluster != NULL && !says(v, "cluster", "team") &&
        !says(v, "cluster", "person"))
        sw_load_problem(load, SW_WARNING, "not-evaluated", cluster, NULL,
                        "clusters other than team and person are not evaluated "
                        "by this version; team is taken");
}

static void read_settings(const sw_load *load, const sw_json *v,
                          sw_outcome *out)
{
    *out = (sw_outcome){
        .metric = sw_keep(load, sw_member_text(v, "metric")),
        .lower_is_better = says(v, "better", "lower"),
        .unit_minutes = sw_member_distribution(load, v, "minutes_per_unit"),
        .by_task = says(v, "unit", "task"),
        .cluster_person = says(v, "cluster", "person"),
        .log_scale = says(v, "scale", "log"),
        .work_minutes_per_seat_week =
            sw_member_mean(load, v, "work_minutes_per_seat_week"),
        .guardrail = sw_member_flag(v, "guardrail", false),
        .system_of_record = sw_member_flag(v, "system_of_record", false),
        .margin = sw_member_number(v, "margin"),
    };
    out->minutes_per_unit = sw_distribution_mean(&out->unit_minutes);
}

/* `value`, or the column that bears the metric's name. */
static size_t value_column(const reading *r)
{
    size_t column = sw_data_find(&r->file, "value");
    if (column == SIZE_MAX && r->out->metric != NULL)
        column = sw_data_find(&r->file, r->out->metric);
    return column != SIZE_MAX ? column : sw_data_need(&r->file, "value");
}

static bool find_columns(reading *r)
{
    const sw_json *names = sw_json_member(r->spec, "covariates");
    sw_outcome *out = r->out;
    r->person = sw_data_find(&r->file, "person");
    r->period = sw_data_find(&r->file, "period");
    r->arm = sw_data_find(&r->file, "arm");
    r->value = value_column(r);
    bool complete = r->value != SIZE_MAX;
    if (r->person == SIZE_MAX && r->arm == SIZE_MAX)
        complete = sw_data_need(&r->file, "person") != SIZE_MAX;
    out->n_covariates = sw_json_length(names);
    out->covariate_names = g_new0(char *, out->n_covariates);
    r->covariate = g_new(size_t, out->n_covariates);
    for (size_t i = 0; i < out->n_covariates; i++) {
        const char *name = names->items[i]->string;
        out->covariate_names[i] = sw_keep(r->load, name);
        r->covariate[i] = sw_data_need(&r->file, name);
        complete = complete && r->covariate[i] != SIZE_MAX;
    }
    return complete;
}

/* Arm of the row, else of its person; false leaves the row out. */
static bool arm_of(reading *r, size_t row, int person, sw_arm *out)
{
    const sw_roster *roster = &r->load->pilot->roster;
    const char *text = sw_data_text(&r->file, row, r->arm);
    *out = SW_ARM_PILOT;
    if (g_ascii_strcasecmp(text, "pilot") == 0)
        return true;
    if (g_ascii_strcasecmp(text, "control") == 0) {
        *out = SW_ARM_CONTROL;
        return true;
    }
    if (!sw_cell_is_missing(text)) {
        sw_data_reject(&r->file, row, r->arm, "bad-arm",
                       "is neither pilot nor control");
        return false;
    }
    if (person != SW_NOBODY)
        *out = roster->people[person].arm;
    else if (!roster->count_only)
        r->no_arm++;
    return person != SW_NOBODY || roster->count_only;
}

static void read_covariates(reading *r, size_t row)
{
    sw_outcome *out = r->out;
    for (size_t k = 0; k < out->n_covariates; k++) {
        double x;
        if (sw_data_detail_number(&r->file, row, r->covariate[k], &x) !=
            SW_CELL_OK)
            x = NAN;
        out->covariate[out->n * out->n_covariates + k] = x;
    }
}

static void read_row(reading *r, size_t row)
{
    sw_outcome *out = r->out;
    const char *text = sw_data_text(&r->file, row, r->person);
    double value;
    sw_day day = SW_DAY_NONE;
    sw_arm arm;
    int person = sw_joiner_person(&r->joiner, text);
    if (person == SW_NO_NAME)
        person = SW_NOBODY;
    sw_cell_status s = sw_data_number(&r->file, row, r->value, &value);
    r->no_value += s == SW_CELL_MISSING;
    if (s != SW_CELL_OK ||
        sw_data_period(&r->file, row, r->period, &day) == SW_CELL_BAD)
        return;
    if (out->log_scale && !(value > 0)) {
        sw_data_reject(&r->file, row, r->value, "not-positive",
                       "has no logarithm");
        return;
    }
    if (!arm_of(r, row, person, &arm))
        return;
    read_covariates(r, row);
    out->person[out->n] = person;
    out->day[out->n] = day;
    out->after[out->n] = day == SW_DAY_NONE || day >= r->load->pilot->start;
    out->arm[out->n] = arm;
    out->value[out->n++] = value;
}

static void read_rows(reading *r)
{
    sw_outcome *out = r->out;
    size_t n = sw_table_rows(r->file.table);
    out->person = g_new(int, n);
    out->day = g_new(sw_day, n);
    out->after = g_new(bool, n);
    out->arm = g_malloc_n(n, sizeof *out->arm);
    out->value = g_new(double, n);
    out->covariate = g_new(double, n * out->n_covariates);
    sw_joiner_init(&r->joiner, r->load);
    for (size_t i = 0; i < n; i++)
        read_row(r, i);
    sw_joiner_finish(&r->joiner, r->file.name, r->arm == SIZE_MAX, r->spec,
                     "check which column is mapped to person");
}

static void tell_left_out(const reading *r)
{
    const char *name = r->file.name;
    if (r->no_value > 0)
        sw_load_warn_file(r->load, "no-value", name, NULL,
                          "%zu rows of %s have no value and are left out",
                          r->no_value, name);
    if (r->no_arm > 0)
        sw_load_warn_file(r->load, "no-arm", name,
                          "add them to the roster, or an arm column",
                          "%zu rows of %s are left out: nothing says their arm",
                          r->no_arm, name);
}

static void read_outcome(const sw_load *load, const sw_json *spec,
                         sw_outcome *out)
{
    reading r = {.load = load, .spec = spec, .out = out};
    read_settings(load, spec, out);
    check_settings(load, spec);
    if (!sw_data_open(&r.file, load, spec, "outcome"))
        return;
    if (find_columns(&r)) {
        read_rows(&r);
        tell_left_out(&r);
    }
    g_free(r.covariate);
    sw_data_close(&r.file);
}

void sw_load_outcomes(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *list = sw_json_member(load->root, "outcomes");
    p->n_outcomes = sw_json_length(list);
    sw_check_distinct(load, list, "metric");
    p->outcomes = g_new0(sw_outcome, p->n_outcomes);
    for (size_t i = 0; i < p->n_outcomes; i++)
        read_outcome(load, list->items[i], &p->outcomes[i]);
}
