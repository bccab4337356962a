/*
 * validity.c - do the intervals cover, and how often does a useless copilot win
 * a commitment? Simulated pilots of known truth go through the estimators that
 * evaluate uses.
 *
 *   validity FILE.md        every cell, 10,000 pilots each; writes the table
 *   VALIDITY_RUNS=N         fewer; the table is printed, not written
 *
 * The gates allow four standard errors of the simulation. Exit code 1 if one is
 * not met. Equal seeds give equal figures for any number of threads.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "evidence/effect.h"
#include "simulate.h"
#include "stats/distribution.h"

enum { FULL_RUNS = 10000, DRAWS = 1024, DEPARTMENTS_MOST = 16 };
static const uint64_t seed = 20240630;
static const double errors_allowed = 4;
/* A commitment needs this probability that a seat pays. */
static const double required = 0.8;

/* What is counted over the runs of a cell. */
typedef struct tally {
    double hits, of; /* covered, or commitments */
    double estimated, bias, grades[5];
} tally;

typedef struct cell {
    sim_spec spec;
    double low, high;  /* gate on the share; high below low: none */
    bool by_segment;   /* coverage of the pooled segments, averaged */
    double tau_scale;  /* of the segments' half-normal; 0: all alike */
    double break_even; /* above 0: commitments are counted */
    const char *remark;
} cell;

/* clang-format off */
static const cell cells[] = {
    {{"randomised persons, 30 + 30", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 30, 30, .effect = 20}, .94, .96},
    {{"randomised persons, 300 + 300", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 300, 300, .effect = 20}, .94, .96},
    {{"randomised persons, skewed, 60 + 60", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 60, 60, .skewed = true, .effect = 20}, .93, .97},
    {{"randomised persons, ties, a third silent", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 60, 60, .ties = true, .silent = .33, .effect = 20}, .94, .96},
    {{"randomised teams, 12 + 12 of 8", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 96, 96, .team = 8, .team_arms = true, .team_sd = 15, .effect = 20}, .94, .96},
    {{"randomised teams, 4 + 12 of 10", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 40, 120, .team = 10, .team_arms = true, .team_sd = 15, .effect = 20}, .94, 1},
    {{"volunteers by team, 15 + 15 of 6", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 90, 90, .team = 6, .team_arms = true, .team_sd = 15, .effect = 20}, .94, .96},
    {{"volunteers, teams in both arms", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 120, 120, .team = 12, .team_sd = 15, .effect = 20}, .94, .97},
    {{"volunteers, 1,500 + 1,500", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 1500, 1500, .team = 30, .team_arms = true, .team_sd = 15, .effect = 20}, .94, .96},
    {{"after only, 15 + 45", SIM_CROSS, SW_ASSIGN_VOLUNTEERS, 15, 45, .effect = 20}, .94, .96},
    {{"after only, skewed, 15 + 45", SIM_CROSS, SW_ASSIGN_VOLUNTEERS, 15, 45, .skewed = true, .effect = 20}, 1, 0, .remark = "misspecified: printed, not gated"},
    {{"before and after, 40", SIM_BEFORE_AFTER, SW_ASSIGN_VOLUNTEERS, 40, 0, .effect = 20}, .94, .96},
    {{"self-report, exact, 100", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 100, 0, .effect = 100}, 1, 0, .remark = "skewed answers: printed, not gated"},
    {{"self-report, ranges, 100", SIM_RANGES, SW_ASSIGN_VOLUNTEERS, 100, 0, .effect = 100}, 1, 0, .remark = "family by AIC: printed, not gated"},
    {{"self-report, ranges, 1,000", SIM_RANGES, SW_ASSIGN_VOLUNTEERS, 1000, 0, .effect = 100}, 1, 0, .remark = "family by AIC: printed, not gated"},
    {{"segments: 6 of 40 + 40, drawn from the model", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 240, 240, .departments = 6, .effect = 20}, .94, .96, .by_segment = true, .tau_scale = 30},
    {{"segments: 6 of 12 + 12, drawn from the model", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 72, 72, .departments = 6, .effect = 20}, .94, .97, .by_segment = true, .tau_scale = 30},
    {{"segments: 8 of 30 + 30, all alike", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 240, 240, .departments = 8, .effect = 20}, .94, 1, .by_segment = true},
    {{"useless, randomised, 100 + 100", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 100, 100}, 0, .05, .break_even = 10},
    {{"useless, randomised teams, 12 + 12 of 8", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 96, 96, .team = 8, .team_arms = true, .team_sd = 15}, 0, .05, .break_even = 10},
    {{"useless, volunteers, as biased as the prior", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 100, 100, .hidden_sd = 7.5}, 0, .10, .break_even = 10},
    {{"useless, after only, as biased as the prior", SIM_CROSS, SW_ASSIGN_VOLUNTEERS, 100, 100, .hidden_sd = 12}, 0, .10, .break_even = 10},
    {{"useless, said to save 5 a day", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .effect = 25}, 1, 0, .break_even = 10, .remark = "by inflation: printed, not gated"},
    {{"useless, said to save 10 a day", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .effect = 50}, 1, 0, .break_even = 10, .remark = "by inflation: printed, not gated"},
    {{"useless, said to save 20 a day", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .effect = 100}, 1, 0, .break_even = 10, .remark = "by inflation: printed, not gated"},
};
/* clang-format on */

/* Effects of the departments: mean `effect`, sd tau drawn from its prior. */
static void draw_truth(double *theta, const cell *c, sw_random *r)
{
    double tau = c->tau_scale * fabs(sim_normal(r));
    for (int d = 0; d < DEPARTMENTS_MOST; d++)
        theta[d] = c->spec.effect + tau * sim_normal(r);
}

static void count_coverage(tally *t, const cell *c, const sw_evidence *e,
                           const double *theta)
{
    if (c->by_segment) {
        for (size_t g = 0; e->posterior && g < e->n_segments; g++) {
            const sw_segment *s = &e->segments[g];
            t->of++;
            t->hits += s->lower <= theta[g] && theta[g] <= s->upper;
            t->bias += s->pooled - theta[g];
        }
        return;
    }
    if (e->lead >= e->n_effects || !(e->effects[e->lead].minutes_se > 0))
        return;
    const sw_effect *x = &e->effects[e->lead];
    sw_estimate m = sw_inference(x->minutes, x->minutes_se, x->minutes_df);
    t->of++;
    t->hits += m.ci.lower <= c->spec.effect && c->spec.effect <= m.ci.upper;
    t->bias += x->minutes - c->spec.effect;
}

/* P(minutes after the chain > break-even), from the inputs as evidence has
 * them. */
static double probability_pays(const sw_evidence *e, double break_even,
                               sw_random *r)
{
    double *column[SW_IN_FIXED];
    double minutes[DRAWS], above = 0;
    for (size_t id = 0; id < SW_IN_FIXED; id++) {
        const sw_input *input = sw_inputs_at(&e->inputs, id);
        column[id] = g_new(double, DRAWS);
        for (int i = 0; i < DRAWS; i++)
            column[id][i] =
                input->known ? sw_distribution_draw(&input->distribution,
                                                    sw_random_uniform(r))
                             : NAN;
    }
    sw_evidence_chain(minutes, (const double *const *)column, DRAWS);
    for (int i = 0; i < DRAWS; i++)
        above += minutes[i] > break_even;
    for (size_t id = 0; id < SW_IN_FIXED; id++)
        g_free(column[id]);
    return above / DRAWS;
}

static void run_one(tally *t, const cell *c, size_t number, size_t run)
{
    sw_random r;
    double theta[DEPARTMENTS_MOST];
    sw_random_init(&r, seed, ((uint64_t)number << 32) + run);
    draw_truth(theta, c, &r);
    sw_pilot *pilot = sim_pilot(&c->spec, theta, &r);
    sw_evidence *e = sim_price(pilot);
    if (e->grade >= 'A' && e->grade <= 'D')
        t->grades[e->grade - 'A']++;
    if (c->break_even > 0) {
        t->of++;
        t->hits += e->grade < 'D' &&
                   probability_pays(e, c->break_even, &r) >= required;
    } else {
        count_coverage(t, c, e, theta);
    }
    sw_evidence_free(e);
    sim_free(pilot);
}

static void add(tally *into, const tally *t)
{
    into->hits += t->hits;
    into->of += t->of;
    into->bias += t->bias;
    for (size_t g = 0; g < G_N_ELEMENTS(t->grades); g++)
        into->grades[g] += t->grades[g];
}

/* Counts are whole numbers, so the order of adding does not matter; biases are
 * added run by run. */
static tally run_cell(const cell *c, size_t number, size_t runs)
{
    g_autofree tally *each = g_new0(tally, runs);
    tally all = {0};
#pragma omp parallel for schedule(dynamic, 16)
    for (size_t i = 0; i < runs; i++)
        run_one(&each[i], c, number, i);
    for (size_t i = 0; i < runs; i++)
        add(&all, &each[i]);
    return all;
}

/* Segments of one run resemble each other: runs count, not segments. */
static double standard_error(double share, size_t runs)
{
    return sqrt(fmax(share * (1 - share), 1e-6) / (double)runs);
}

static bool write_row(FILE *out, const cell *c, const tally *t, size_t runs)
{
    double share = t->hits / t->of, se = standard_error(share, runs);
    bool gated = c->high > c->low;
    bool met = !gated || (share >= c->low - errors_allowed * se &&
                          share <= c->high + errors_allowed * se);
    char gate[64] = "";
    if (gated)
        (void)snprintf(gate, sizeof gate, "%.2f to %.2f: %s", c->low, c->high,
                       met ? "met" : "**not met**");
    fprintf(out, "| %s | %s | %.4f | %.4f | ", c->spec.name,
            c->break_even > 0 ? "commits"
            : c->by_segment   ? "segments cover"
                              : "covers",
            share, se);
    if (c->break_even > 0)
        fprintf(out, "- | ");
    else
        fprintf(out, "%.2f | ", t->bias / t->of);
    fprintf(out, "%.0f/%.0f/%.0f/%.0f | %s%s |\n", t->grades[0], t->grades[1],
            t->grades[2], t->grades[3], gate, c->remark ? c->remark : "");
    fflush(out);
    return met;
}

static void write_head(FILE *out, size_t runs)
{
    fprintf(out,
            "# Validity\n\n"
            "Simulated pilots of known truth, %zu a row, through the "
            "estimators that\n`seatworth evaluate` uses (`make validity`; "
            "seed %llu). *covers*: share of runs\nwhose 95 %% interval of the "
            "priced estimate holds the truth. *segments cover*:\nthe same of "
            "the partially pooled departments, averaged. *commits*: share of "
            "runs\nin which a copilot that saves nothing reaches P(more than "
            "10 minutes a seat and\nweek) >= 0.80. Gates allow four standard "
            "errors of the simulation.\n\n"
            "| pilot | what | share | se | bias, minutes | grades A/B/C/D | "
            "gate |\n"
            "| --- | --- | --- | --- | --- | --- | --- |\n",
            runs, (unsigned long long)seed);
}

static size_t runs_wanted(void)
{
    const char *text = getenv("VALIDITY_RUNS");
    long runs = text ? strtol(text, NULL, 10) : FULL_RUNS;
    return runs > 0 ? (size_t)runs : FULL_RUNS;
}

int main(int argc, char **argv)
{
    sw_init();
    size_t runs = runs_wanted();
    bool full = runs >= FULL_RUNS && argc > 1;
    FILE *out = full ? fopen(argv[1], "w") : stdout;
    if (!out) {
        perror(argv[1]);
        return 2;
    }
    bool met = true;
    write_head(out, runs);
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        tally t = run_cell(&cells[i], i, runs);
        met = write_row(out, &cells[i], &t, runs) && met;
        if (full)
            (void)write_row(stdout, &cells[i], &t, runs);
    }
    if (full && fclose(out) != 0) {
        perror(argv[1]);
        return 2;
    }
    return met ? 0 : 1;
}
