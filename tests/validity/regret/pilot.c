#include "regret/pilot.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* One year from the day after the pilot; lapses unless it is signed, and can be
 * had by the month for a fifth more. A study costs 40 an answer. */
static const char SKELETON[] =
    "{\"seatworth\": 1, \"name\": \"simulated\", \"currency\": \"USD\",\n"
    " \"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-03-25\"},\n"
    " \"as_of\": \"2024-04-01\",\n"
    " \"seats\": {\"count\": 30},\n"
    " \"contract\": {\"price\": 30, \"term_months\": 12,\n"
    "  \"term_start\": \"2023-07-01\", \"term_end\": \"2024-06-30\",\n"
    "  \"seats_purchased\": 30, \"billing\": \"annual-upfront\",\n"
    "  \"auto_renew\": false, \"reductions\": \"at-renewal\",\n"
    "  \"offers\": [{\"term_months\": 1, \"billing\": \"monthly\",\n"
    "               \"price\": 36}]},\n"
    " \"assumptions\": {\"hourly_cost\": 50, \"working_weeks_per_year\": 46,\n"
    "  \"discount_rate\": 0, \"persistence\": 1, \"rework_share\": 0,\n"
    "  \"horizon_years\": 1, \"realisation\": {\"pert\": [0.25, 0.5, 0.75]}},\n"
    " \"benefits\": [{\"id\": \"time\", \"kind\": \"time-saved\",\n"
    "               \"class\": \"capacity\"}],\n"
    " \"extension\": {\"fixed_cost\": 5000, \"cost_per_response\": 40,\n"
    "  \"max_responses\": 600, \"max_weeks\": 13},\n"
    " \"policy\": {\"headline\": \"all\"},\n"
    " \"simulation\": {\"draws\": 4096, \"seed\": 7}}\n";

char *regret_folder_new(void)
{
    char *folder = g_dir_make_tmp("regret-XXXXXX", NULL);
    if (folder == NULL)
        return NULL;
    g_autofree char *path = g_build_filename(folder, "pilot.json", NULL);
    if (g_file_set_contents(path, SKELETON, -1, NULL))
        return folder;
    g_free(folder);
    return NULL;
}

void regret_folder_remove(char *folder)
{
    g_autofree char *path = g_build_filename(folder, "pilot.json", NULL);
    (void)g_remove(path);
    (void)g_rmdir(folder);
    g_free(folder);
}

static void stop_if(bool failed, const char *what)
{
    if (!failed)
        return;
    (void)fprintf(stderr, "regret: %s\n", what);
    exit(70);
}

static sw_pilot *load(const char *folder, int seats, int extensions)
{
    g_autofree char *count = g_strdup_printf("seats.count=%d", seats);
    g_autofree char *bought =
        g_strdup_printf("contract.seats_purchased=%d", seats);
    g_autofree char *often =
        g_strdup_printf("policy.max_extensions=%d", extensions);
    const char *const set[] = {count, bought, often};
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    opts.set = set;
    opts.n_set = G_N_ELEMENTS(set);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = sw_pilot_load(folder, &opts, d);
    sw_diagnostics_free(d);
    stop_if(pilot == NULL, "the pilot was refused");
    return pilot;
}

/* The data change hands, and come back before both are freed. */
static void swap_data(sw_pilot *a, sw_pilot *b)
{
    sw_roster roster = a->roster;
    sw_survey survey = a->survey;
    sw_outcome *outcomes = a->outcomes;
    size_t n_outcomes = a->n_outcomes;
    a->roster = b->roster;
    a->survey = b->survey;
    a->outcomes = b->outcomes;
    a->n_outcomes = b->n_outcomes;
    b->roster = roster;
    b->survey = survey;
    b->outcomes = outcomes;
    b->n_outcomes = n_outcomes;
}

static void lend_data(decided *out)
{
    sw_pilot *p = out->pilot, *data = out->data;
    swap_data(p, data);
    p->assignment = data->assignment;
    p->expected_split_pilot = data->expected_split_pilot;
    p->expected_split_control = data->expected_split_control;
    for (size_t i = 0; i < p->roster.n; i++)
        p->roster.people[i].hourly_cost = mix_hour;
}

static void know_realisation(sw_pilot *pilot, double realisation)
{
    static const double se = .05;
    if (isnan(realisation))
        return;
    sw_distribution d = {.kind = SW_DIST_NORMAL, .p = {realisation, se, 0}};
    sw_input_define(sw_inputs_at(&pilot->inputs, SW_IN_REALISATION), d,
                    SW_MEASURED);
}

void regret_decide(decided *out, const world *w, const char *folder,
                   const look *l, sw_random *r)
{
    *out = (decided){.pilot = load(folder, w->seats, l->extensions)};
    if (!isnan(l->bar))
        out->pilot->policy.required_probability = l->bar;
    out->data = sim_pilot(&w->spec, w->shown, r);
    lend_data(out);
    know_realisation(out->pilot, l->realisation);
    sw_error err = {0};
    stop_if(sw_evidence_estimate(&out->evidence, out->pilot, &err) != SW_OK,
            "a pilot could not be estimated");
    if (w->any_grade && out->evidence->grade == 'D') {
        out->evidence->grade = out->evidence->grade_at_kappa_zero = 'C';
        out->evidence->grade_needs_kappa_zero = false;
    }
    stop_if(sw_economics_new(&out->economics, out->pilot, out->evidence, NULL,
                             &err) != SW_OK ||
                sw_economics_evaluate(&out->money, out->economics, &err) !=
                    SW_OK ||
                sw_decide(&out->decision, out->economics, out->money, &err) !=
                    SW_OK,
            "a pilot could not be decided");
}

void regret_decide_again(decided *d)
{
    sw_error err = {0};
    stop_if(sw_decide(&d->decision, d->economics, d->money, &err) != SW_OK,
            "a pilot could not be decided again");
}

void regret_clear(decided *d)
{
    sw_decision_free(d->decision);
    sw_economics_result_free(d->money);
    sw_economics_free(d->economics);
    sw_evidence_free(d->evidence);
    swap_data(d->pilot, d->data);
    sw_pilot_free(d->pilot);
    sim_free(d->data);
}
