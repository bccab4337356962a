#include "regret/table.h"

#include <math.h>
#include <stdlib.h>

enum { RESAMPLES = 2000, OPTIONS = SW_OPTION_DO_NOTHING + 1 };
static const double gate_all = .70, gate_part = 1.05, gate_small = 1.0;
static const double thousand = 1000;

/* A part of the mix: the worlds that a test accepts. */
typedef struct part {
    const char *what;
    char *name;
    bool gated;
    double gate;
    const outcome **world; /* [n] */
    size_t n;
} part;

static double mean_regret(const part *p, rule k)
{
    double sum = 0;
    for (size_t i = 0; i < p->n; i++)
        sum += p->world[i]->regret[k];
    return sum / (double)p->n;
}

/* The simple rule with the least regret over the part. */
static rule best_simple(const part *p)
{
    rule best = RULE_RENEW;
    for (rule k = RULE_RENEW; k < RULE_N; k++)
        if (mean_regret(p, k) < mean_regret(p, best))
            best = k;
    return best;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Upper 97.5 % bound of the ratio by resampling worlds, the simple rule chosen
 * anew in each resample so that its luck is not counted as merit. */
static double upper_bound(const part *p, uint64_t seed)
{
    double *ratio = g_new(double, RESAMPLES);
#pragma omp parallel for schedule(static)
    for (size_t b = 0; b < RESAMPLES; b++) {
        double sum[RULE_N] = {0};
        sw_random r;
        sw_random_init(&r, seed + 1, b);
        for (size_t i = 0; i < p->n; i++) {
            size_t at = (size_t)(sw_random_uniform(&r) * (double)p->n);
            for (int k = 0; k < RULE_N; k++)
                sum[k] += p->world[MIN(at, p->n - 1)]->regret[k];
        }
        double least = INFINITY;
        for (int k = RULE_RENEW; k < RULE_N; k++)
            least = fmin(least, sum[k]);
        ratio[b] = sum[RULE_SEATWORTH] / least;
    }
    qsort(ratio, RESAMPLES, sizeof *ratio, ascending);
    double bound = ratio[(size_t)(.975 * RESAMPLES)];
    g_free(ratio);
    return bound;
}

static bool write_part(FILE *out, const part *p, uint64_t seed)
{
    rule best = best_simple(p);
    double own = mean_regret(p, RULE_SEATWORTH);
    double least = mean_regret(p, best);
    double bound = least > 0 ? upper_bound(p, seed) : NAN;
    bool met = !p->gated || bound <= p->gate;
    fprintf(out, "| %s | %zu |", p->name, p->n);
    for (int k = 0; k < RULE_N; k++)
        fprintf(out, " %.1f |", mean_regret(p, (rule)k) / thousand);
    fprintf(out, " %s | ", rule_name[best]);
    if (least > 0)
        fprintf(out, "%.2f | %.2f | ", own / least, bound);
    else
        fprintf(out, "| | ");
    if (p->gated)
        fprintf(out, "%.2f: %s |\n", p->gate, met ? "met" : "**not met**");
    else
        fprintf(out, "printed, not gated |\n");
    return met;
}

typedef bool accepts(const outcome *o, int key);

static bool any(const outcome *o, int key)
{
    return o != NULL && key == 0;
}

static bool of_design(const outcome *o, int key)
{
    return (int)o->world.design == key;
}

static bool of_size(const outcome *o, int key)
{
    return (int)o->world.size == key;
}

static bool of_worth(const outcome *o, int key)
{
    return (int)o->world.worth == key;
}

static bool of_claims(const outcome *o, int key)
{
    return o->world.design == STUDY_REPORTED && o->world.inflated == (key != 0);
}

static bool table_row(FILE *out, const outcome *all, size_t n, accepts *takes,
                      int key, const char *name, double gate, uint64_t seed)
{
    part p = {.name = g_strdup(name),
              .gated = gate > 0,
              .gate = gate,
              .world = g_new(const outcome *, n)};
    for (size_t i = 0; i < n; i++)
        if (takes(&all[i], key))
            p.world[p.n++] = &all[i];
    bool met = p.n == 0 || write_part(out, &p, seed);
    g_free(p.world);
    g_free(p.name);
    return met;
}

/* True if the main gate is met, and `parts` tells of the others. */
static bool write_ratios(FILE *out, const outcome *all, size_t n,
                         const outcome *small, size_t n_small, bool *parts,
                         uint64_t seed)
{
    bool main_met = table_row(out, all, n, any, 0, "all", gate_all, seed);
    bool met = true;
    for (int k = 0; k < STUDY_DESIGNS; k++)
        met = table_row(out, all, n, of_design, k, design_name[k], gate_part,
                        seed) &&
              met;
    for (int k = 0; k < SIZES; k++) {
        g_autofree char *name = g_strdup_printf("%d seats", seats_of_size[k]);
        met = table_row(out, all, n, of_size, k, name,
                        k == 0 ? gate_small : gate_part, seed) &&
              met;
    }
    met = table_row(out, small, n_small, any, 0, "randomised, 15 + 15, apart",
                    gate_small, seed) &&
          met;
    for (int k = 0; k < WORTH_N; k++)
        (void)table_row(out, all, n, of_worth, k, worth_name[k], 0, seed);
    (void)table_row(out, all, n, of_claims, 0, "honest self-report", 0, seed);
    (void)table_row(out, all, n, of_claims, 1, "inflated self-report", 0, seed);
    *parts = met;
    return main_met;
}

static void write_share(FILE *out, double count, double of)
{
    if (of > 0)
        fprintf(out, " %.3f |", count / of);
    else
        fprintf(out, " |");
}

static void write_verdicts(FILE *out, const outcome *all, size_t n)
{
    fprintf(out, "\n| worth | worlds |");
    for (int o = 0; o < OPTIONS - 1; o++)
        fprintf(out, " %s |", sw_option_name((sw_option_kind)o));
    fprintf(out, " buys, grade A | B | C |\n| --- | ---: |");
    for (int o = 0; o < OPTIONS + 2; o++)
        fprintf(out, " ---: |");
    fprintf(out, "\n");
    for (int k = 0; k < WORTH_N; k++) {
        double of = 0, verdict[OPTIONS] = {0}, buys[3] = {0}, graded[3] = {0};
        for (size_t i = 0; i < n; i++) {
            const outcome *o = &all[i];
            if ((int)o->world.worth != k)
                continue;
            int g = o->grade - 'A';
            of++;
            verdict[o->verdict]++;
            if (g >= 0 && g < 3) {
                graded[g]++;
                buys[g] += o->buys;
            }
        }
        fprintf(out, "| %s | %.0f |", worth_name[k], of);
        for (int o = 0; o < OPTIONS - 1; o++)
            fprintf(out, " %.3f |", verdict[o] / of);
        for (int g = 0; g < 3; g++)
            write_share(out, buys[g], graded[g]);
        fprintf(out, "\n");
    }
}

static void write_head(FILE *out, size_t n, uint64_t seed)
{
    fprintf(out,
            "# Regret\n\n"
            "%zu simulated pilots of known worth (`make validity`; seed %llu), "
            "each decided by\nseatworth and by the rules that people use. The "
            "mix is invented and was laid down\nbefore the results: "
            "`tests/validity/regret/mix.h`. Regret: what the best choice at\n"
            "the list price would bring in truth, less what the rule's choice "
            "brings; thousands\na pilot and year. *ratio*: seatworth's over "
            "that of the best simple rule; *bound*:\nits upper 97.5 %% bound "
            "over %d resamples of the worlds.\n\n| worlds | n |",
            n, (unsigned long long)seed, RESAMPLES);
    for (int k = 0; k < RULE_N; k++)
        fprintf(out, " %s |", rule_name[k]);
    fprintf(out, " best simple rule | ratio | bound | gate |\n| --- | ---: |");
    for (int k = 0; k < RULE_N; k++)
        fprintf(out, " ---: |");
    fprintf(out, " --- | ---: | ---: | --- |\n");
}

bool regret_table(FILE *out, const outcome *all, size_t n, const outcome *small,
                  size_t n_small, bool parts, uint64_t seed)
{
    bool parts_met;
    write_head(out, n, seed);
    bool met = write_ratios(out, all, n, small, n_small, &parts_met, seed);
    fprintf(out, "\nWhat seatworth says, as shares of the worlds, and how "
                 "often seats are "
                 "bought in the\nend, by the grade of the evidence.\n");
    write_verdicts(out, all, n);
    return met && (parts_met || !parts);
}
