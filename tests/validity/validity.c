/*
 * validity.c - do the intervals cover, and how often does a useless copilot win
 * a commitment? Simulated pilots of known truth go through the estimators that
 * evaluate uses.
 *
 *   validity [FILE.md]      every cell, 10,000 pilots each; writes the table,
 *                           or prints it
 *   VALIDITY_RUNS=N         another number of pilots
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
/* Chances that a seat pays that a commitment may need; the program's default
 * is counted as a commitment. */
enum { BARS = 7, DEFAULT_BAR = 3 };
static const double bar_of[BARS] = {.60, .65, .70, .75, .80, .85, .90};
/* From this chance on what self-report states is looked at. */
static const double stated_from = .8;

/* What is counted over the runs of a cell. */
typedef struct tally {
    double hits, of;             /* covered, commitments, or paid as stated */
    double chain_hits, chain_of; /* covered as drawn */
    double at[BARS];             /* commitments at each bar */
    double bias, grades[5];      /* bias: or the chances stated */
} tally;

typedef struct cell {
    sim_spec spec;
    double low, high;  /* gate on the share; high below low: none */
    bool by_segment;   /* coverage of the pooled segments, averaged */
    double tau_scale;  /* of the segments' half-normal; 0: all alike */
    double break_even; /* above 0: commitments are counted */
    bool by_mixture;   /* the truth is what is said times a factor of the
                          default: does what is stated come true? */
    bool any_grade;    /* commits at grade D too */
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
    {{"randomised persons, 15 + 15", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 15, 15, .effect = 20}, .94, .97},
    {{"randomised persons, 24 + 24 of three teams", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 24, 24, .team = 16, .team_sd = 15, .effect = 20}, .94, .97},
    {{"randomised persons, effects differ by person", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 60, 60, .person_effect_sd = 40, .effect = 20}, .94, .96},
    {{"randomised teams, 3 + 3 of 8", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 24, 24, .team = 8, .team_arms = true, .team_sd = 15, .effect = 20}, .93, 1},
    {{"before and after, 60, a third silent", SIM_BEFORE_AFTER, SW_ASSIGN_VOLUNTEERS, 60, 0, .silent = .33, .effect = 20}, .94, .96},
    {{"six segments, 10 to 60 % silent", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 180, 180, .departments = 6, .silent = .1, .silent_step = .1, .effect = 20}, .93, 1, .by_segment = true, .tau_scale = 30},
    {{"waves of 1 team, 2 without", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 16, 16, .team = 8, .team_arms = true, .team_sd = 15, .waves = 2, .effect = 20}, 1, 0, .remark = "not estimable: none leads"},
    {{"waves of 2 teams, 2 without", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 32, 16, .team = 8, .team_arms = true, .team_sd = 15, .waves = 2, .effect = 20}, .93, 1},
    {{"waves of 3 teams, 3 without", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 48, 24, .team = 8, .team_arms = true, .team_sd = 15, .waves = 2, .effect = 20}, .93, 1},
    {{"waves of 4 teams, 4 without", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 64, 32, .team = 8, .team_arms = true, .team_sd = 15, .waves = 2, .effect = 20}, .93, 1},
    {{"waves of 4 teams, 4 without, shocks last", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 64, 32, .team = 8, .team_arms = true, .team_sd = 15, .shock_rho = .6, .waves = 2, .effect = 20}, .93, 1},
    {{"missing data follow the gain, 100 + 100", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 100, 100, .silent = .27, .follows = .012, .person_effect_sd = 40, .effect = 20}, 1, 0, .remark = "adversarial: printed, not gated"},
    {{"volunteers on a trend, 100 + 100", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 100, 100, .hidden_mean = 3, .hidden_sd = 7.5, .effect = 20}, 1, 0, .remark = "biased: printed, not gated"},
    {{"a fifth of the controls use it, 100 + 100", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 100, 100, .diluted = .2, .effect = 20}, 1, 0, .remark = "diluted: printed, not gated"},
    {{"useless, randomised, 100 + 100", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 100, 100}, 0, .05, .break_even = 10},
    {{"useless, randomised teams, 12 + 12 of 8", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 96, 96, .team = 8, .team_arms = true, .team_sd = 15}, 0, .05, .break_even = 10},
    {{"useless, volunteers, as biased as the prior", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 100, 100, .hidden_sd = 7.5}, 0, .10, .break_even = 10},
    {{"useless, after only, as biased as the prior", SIM_CROSS, SW_ASSIGN_VOLUNTEERS, 100, 100, .hidden_sd = 12}, 0, .10, .break_even = 10},
    {{"useless, randomised, 15 + 15", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 15, 15}, 0, .10, .break_even = 10},
    {{"useless, randomised teams, 3 + 3 of 8", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 24, 24, .team = 8, .team_arms = true, .team_sd = 15}, 0, .10, .break_even = 10},
    {{"useless, randomised, a third silent", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 100, 100, .silent = .33}, 0, .10, .break_even = 10},
    {{"useless, missing data follow the gain", SIM_CONTROLLED, SW_ASSIGN_RANDOMISED, 100, 100, .silent = .27, .follows = .012, .person_effect_sd = 40}, 0, .30, .break_even = 10},
    {{"useless, volunteers on a trend", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 100, 100, .hidden_mean = 3, .hidden_sd = 7.5}, 0, .10, .break_even = 10},
    {{"useless, waves of 2 teams, 2 without", SIM_CONTROLLED, SW_ASSIGN_VOLUNTEERS, 32, 16, .team = 8, .team_arms = true, .team_sd = 15, .waves = 2}, 0, .10, .break_even = 10},
    {{"useless, said to save 5 a day", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .effect = 25}, 1, 0, .break_even = 10, .remark = "by inflation: printed, not gated"},
    {{"useless, said to save 10 a day", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .effect = 50}, 1, 0, .break_even = 10, .remark = "by inflation: printed, not gated"},
    {{"useless, said to save 20 a day", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .effect = 100}, 1, 0, .break_even = 10, .remark = "by inflation: printed, not gated"},
    {{"useless, said to save 10 a day, 5 of 60 answer", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 60, 0, .answers = 5, .effect = 50}, 1, 0, .break_even = 10, .remark = "printed, not gated"},
    {{"the same, grade D no bar to buying", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 60, 0, .answers = 5, .effect = 50}, 1, 0, .break_even = 10, .any_grade = true, .remark = "printed, not gated"},
    {{"useless, said to save 5 a day, the eager answer", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .silent = .5, .follows = 1, .effect = 25}, 1, 0, .break_even = 10, .remark = "printed, not gated"},
    {{"self-report by the default factor, 200", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0}, 1, 0, .break_even = 10, .by_mixture = true},
    {{"self-report by the default factor, half silent", SIM_REPORTED, SW_ASSIGN_VOLUNTEERS, 200, 0, .silent = .5}, 1, 0, .break_even = 10, .by_mixture = true},
};
/* clang-format on */

/* Chances stated from here on must come true within so much. */
static const double calibrated_within = .05;
/* As drawn, intervals of correctly specified pilots cover at least this. */
static const double chain_covers = .93;

/* Effects of the departments: mean `effect`, sd tau drawn from its prior. */
static void draw_truth(double *theta, const cell *c, sw_random *r)
{
    double tau = c->tau_scale * fabs(sim_normal(r));
    for (int d = 0; d < DEPARTMENTS_MOST; d++)
        theta[d] = c->spec.effect + tau * sim_normal(r);
}

static int departments_of(const cell *c)
{
    return MAX(c->spec.departments, 1);
}

/* The interval of all seats, as it is drawn; departments are of one size. */
static void count_chain(tally *t, const cell *c, const sw_evidence *e,
                        const double *theta)
{
    double truth = 0;
    for (int d = 0; d < departments_of(c); d++)
        truth += theta[d] / departments_of(c);
    if (isnan(e->minutes_lower) || c->spec.design >= SIM_REPORTED)
        return;
    t->chain_of++;
    t->chain_hits += e->minutes_lower <= truth && truth <= e->minutes_upper;
}

static void count_coverage(tally *t, const cell *c, const sw_evidence *e,
                           const double *theta)
{
    count_chain(t, c, e, theta);
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
            column[id][i] = input->known
                                ? sw_distribution_draw(&input->distribution,
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

/* Claims of 10 to 100 minutes a week, all evenly likely on the log scale. */
static double draw_claim(double *theta, sw_random *r)
{
    double claim = 10 * pow(10, sw_random_uniform(r));
    for (int d = 0; d < DEPARTMENTS_MOST; d++)
        theta[d] = claim;
    return claim;
}

/* What it saves in truth: factor and kappa are drawn from the defaults. */
static double draw_saved(const sw_pilot *pilot, const sim_spec *spec,
                         double claim, sw_random *r)
{
    const sw_input *factor = sw_inputs_at(&pilot->inputs, SW_IN_SELF_REPORT);
    const sw_input *kappa = sw_inputs_at(&pilot->inputs, SW_IN_KAPPA);
    double f =
        sw_distribution_draw(&factor->distribution, sw_random_uniform(r));
    double k = sw_distribution_draw(&kappa->distribution, sw_random_uniform(r));
    return claim * f * (1 - spec->silent + spec->silent * k);
}

static void count_stated(tally *t, double stated, bool pays)
{
    if (stated < stated_from)
        return;
    t->of++;
    t->hits += pays;
    t->bias += stated;
}

static void count_commitments(tally *t, const cell *c, const sw_evidence *e,
                              sw_random *r)
{
    double chance = probability_pays(e, c->break_even, r);
    t->of++;
    for (size_t k = 0; k < BARS; k++)
        t->at[k] += (c->any_grade || e->grade < 'D') && chance >= bar_of[k];
    t->hits = t->at[DEFAULT_BAR];
}

static void run_one(tally *t, const cell *c, size_t number, size_t run)
{
    sw_random r;
    double theta[DEPARTMENTS_MOST];
    sw_random_init(&r, seed, ((uint64_t)number << 32) + run);
    draw_truth(theta, c, &r);
    double claim = c->by_mixture ? draw_claim(theta, &r) : NAN;
    sw_pilot *pilot = sim_pilot(&c->spec, theta, &r);
    sw_evidence *e = sim_price(pilot);
    if (e->grade >= 'A' && e->grade <= 'D')
        t->grades[e->grade - 'A']++;
    if (c->by_mixture) {
        double saved = draw_saved(pilot, &c->spec, claim, &r);
        count_stated(t, probability_pays(e, c->break_even, &r),
                     saved > c->break_even);
    } else if (c->break_even > 0) {
        count_commitments(t, c, e, &r);
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
    into->chain_hits += t->chain_hits;
    into->chain_of += t->chain_of;
    into->bias += t->bias;
    for (size_t k = 0; k < BARS; k++)
        into->at[k] += t->at[k];
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

static const char *verdict_on(bool met)
{
    return met ? "met" : "**not met**";
}

static const char *counted(const cell *c)
{
    return c->by_mixture       ? "pays"
           : c->break_even > 0 ? "commits"
           : c->by_segment     ? "segments cover"
                               : "covers";
}

/* The share where pilots are counted, its error and its gate. */
static bool write_share(FILE *out, const cell *c, const tally *t, size_t runs)
{
    double share = t->hits / t->of;
    double se = standard_error(share, c->by_mixture ? (size_t)t->of : runs);
    double stated = t->bias / t->of;
    double low = c->by_mixture ? stated - calibrated_within : c->low;
    double high = c->by_mixture ? stated + calibrated_within : c->high;
    bool met = high < low || (share >= low - errors_allowed * se &&
                              share <= high + errors_allowed * se);
    if (t->of > 0)
        fprintf(out, "| %s | %s | %.4f | %.4f | ", c->spec.name, counted(c),
                share, se);
    else
        fprintf(out, "| %s | %s | none | | ", c->spec.name, counted(c));
    if (high > low)
        fprintf(out, "%.2f to %.2f: %s", low, high, verdict_on(met));
    fprintf(out, "%s | ", c->remark ? c->remark : "");
    return met;
}

static bool write_chain(FILE *out, const cell *c, const tally *t)
{
    if (!(t->chain_of > 0)) {
        fprintf(out, "| | ");
        return true;
    }
    double share = t->chain_hits / t->chain_of;
    double se = standard_error(share, (size_t)t->chain_of);
    bool met = c->remark || share >= chain_covers - errors_allowed * se;
    fprintf(out, "%.4f | %s | ", share,
            c->remark ? "not gated" : verdict_on(met));
    return met;
}

static bool write_row(FILE *out, const cell *c, const tally *t, size_t runs)
{
    bool met = write_share(out, c, t, runs);
    met = write_chain(out, c, t) && met;
    if (c->break_even > 0 || !(t->of > 0))
        fprintf(out, "| ");
    else
        fprintf(out, "%.2f | ", t->bias / t->of);
    fprintf(out, "%.0f/%.0f/%.0f/%.0f |\n", t->grades[0], t->grades[1],
            t->grades[2], t->grades[3]);
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
            "leading estimate holds the truth. *segments cover*:\nthe same of "
            "the partially pooled departments, averaged. *as drawn*: the "
            "same of the\nchain's interval, with the silent and the design's "
            "bias; its gate is at least 0.93\nwhere the pilot is correctly "
            "specified. *commits*: share of runs in which a copilot\nthat "
            "saves nothing reaches P(more than 10 minutes a seat and week) >= "
            "%.2f, grade D\nleft out. *pays*: of the pilots of which 0.80 or "
            "more was stated, those that pay, with\nfactors drawn from the "
            "default; within 0.05 of what was stated. *grades*: A/B/C/D.\n"
            "Gates allow four standard errors of the simulation.\n\n"
            "| pilot | what | share | se | gate | as drawn | at least 0.93 | "
            "bias, minutes | grades |\n"
            "| --- | --- | ---: | ---: | --- | ---: | --- | ---: | ---: |\n",
            runs, (unsigned long long)seed, bar_of[DEFAULT_BAR]);
}

/* Commitments at other bars, and at which all gates stand, exactly. */
static void write_bars(FILE *out, const tally *t)
{
    bool stand[BARS];
    fprintf(out, "\n## Commitments by bar\n\nThe same at other bars on the "
                 "chance; in brackets where it is above the gate. The default "
                 "of\npolicy.required_probability is a bar at which all "
                 "stand.\n\n| pilot |");
    for (size_t k = 0; k < BARS; k++) {
        fprintf(out, " %.2f |", bar_of[k]);
        stand[k] = true;
    }
    fprintf(out, "\n| --- |");
    for (size_t k = 0; k < BARS; k++)
        fprintf(out, " ---: |");
    fprintf(out, "\n");
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        const cell *c = &cells[i];
        if (!(c->break_even > 0) || c->by_mixture)
            continue;
        fprintf(out, "| %s |", c->spec.name);
        for (size_t k = 0; k < BARS; k++) {
            double share = t[i].at[k] / t[i].of;
            bool met = c->high < c->low || share <= c->high;
            fprintf(out, met ? " %.4f |" : " (%.4f) |", share);
            stand[k] = stand[k] && met;
        }
        fprintf(out, "\n");
    }
    fprintf(out, "| all gates |");
    for (size_t k = 0; k < BARS; k++)
        fprintf(out, stand[k] ? " held |" : " not held |");
    fprintf(out, "\n");
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
    bool full = argc > 1;
    FILE *out = full ? fopen(argv[1], "w") : stdout;
    if (!out) {
        perror(argv[1]);
        return 2;
    }
    bool met = true;
    write_head(out, runs);
    tally t[G_N_ELEMENTS(cells)];
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        t[i] = run_cell(&cells[i], i, runs);
        met = write_row(out, &cells[i], &t[i], runs) && met;
        if (full)
            (void)write_row(stdout, &cells[i], &t[i], runs);
    }
    if (full)
        write_bars(out, t);
    if (full && fclose(out) != 0) {
        perror(argv[1]);
        return 2;
    }
    return met ? 0 : 1;
}
