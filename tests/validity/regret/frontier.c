#include "regret/frontier.h"

#include <math.h>

/* A rule that buys the first choice where it is likely enough to pay, or its
 * expected gain is so many times its expected loss. */
typedef struct bar {
    double chance, gain_loss;
} bar;

static const bar bars[] = {{.60, 0}, {.65, 0}, {.70, 0}, {.75, 0}, {.80, 0},
                           {.85, 0}, {.90, 0}, {0, 1},   {0, 1.5}, {0, 2},
                           {0, 2.5}, {0, 3},   {0, 4}};

static bool buys(const bar *b, const first_choice *c)
{
    return c->open && c->chance >= b->chance && c->gain_loss >= b->gain_loss;
}

/* Regret for a seat and year. */
static double regret_of(const bar *b, const outcome *o, size_t n)
{
    double sum = 0, seats = 0;
    for (size_t i = 0; i < n; i++) {
        sum += o[i].best - (buys(b, &o[i].first) ? o[i].first.brings : 0);
        seats += o[i].world.seats;
    }
    return sum / seats;
}

static double share_bought(const bar *b, const outcome *o, size_t n)
{
    size_t bought = 0;
    for (size_t i = 0; i < n; i++)
        bought += buys(b, &o[i].first);
    return (double)bought / (double)n;
}

static void name_bar(char *text, size_t size, const bar *b)
{
    if (b->chance > 0)
        (void)snprintf(text, size, "chance >= %.2f", b->chance);
    else
        (void)snprintf(text, size, "gain over loss >= %.1f", b->gain_loss);
}

/* The columns of the useless pilots that have a gate. */
static void write_cells_head(FILE *out, const char *first)
{
    fprintf(out, "%s", first);
    for (size_t k = 0; k < FALSE_CELLS; k++)
        if (false_cells[k].gate > 0)
            fprintf(out, " %s |", false_cells[k].what);
    fprintf(out, " gates |\n|");
    for (const char *c = first + 1; *c != '\0'; c++)
        if (*c == '|')
            fprintf(out, " ---: |");
    for (size_t k = 0; k < FALSE_CELLS; k++)
        if (false_cells[k].gate > 0)
            fprintf(out, " ---: |");
    fprintf(out, " --- |\n");
}

static void write_head(FILE *out, size_t n)
{
    fprintf(out,
            "\n## The first choice alone\n\nWhat the rule's first choice "
            "brings where it is bought at this bar alone: studies,\nprices and "
            "smaller sets left out. Regret in money a seat and year, over the "
            "%zu\nworlds above; the share of useless pilots that are bought; "
            "whether all of the gates of\nthat table hold, exactly. A bar on "
            "gain over loss is not a setting of the program.\n\n",
            n);
    write_cells_head(out, "| bar | regret |");
}

/* True if the bar holds all gates. */
static bool write_bar(FILE *out, const bar *b, double regret,
                      const outcome *useless, size_t runs)
{
    char name[32];
    bool holds = true;
    name_bar(name, sizeof name, b);
    fprintf(out, "| %s | %.1f |", name, regret);
    for (size_t k = 0; k < FALSE_CELLS; k++) {
        if (!(false_cells[k].gate > 0))
            continue;
        double share = share_bought(b, useless + k * runs, runs);
        holds = holds && share <= false_cells[k].gate;
        fprintf(out, " %.3f |", share);
    }
    fprintf(out, " %s |\n", holds ? "held" : "**not held**");
    return holds;
}

void frontier_table(FILE *out, const outcome *worlds, size_t n,
                    const outcome *useless, size_t runs)
{
    write_head(out, n);
    for (size_t k = 0; k < G_N_ELEMENTS(bars); k++)
        (void)write_bar(out, &bars[k], regret_of(&bars[k], worlds, n), useless,
                        runs);
}

/* ---- the whole rule ---- */

static bool any_world(const outcome *o)
{
    return o != NULL;
}

static bool is_smallest(const outcome *o)
{
    return o->world.size == 0;
}

/* Regret at a bar over that of the best simple rule, in a part of the mix. */
static double ratio_at(size_t at, const outcome *o, size_t n,
                       bool takes(const outcome *))
{
    double own = 0, simple[RULE_N] = {0}, least = INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (!takes(&o[i]))
            continue;
        own += o[i].at[at].regret;
        for (int k = RULE_RENEW; k < RULE_N; k++)
            simple[k] += o[i].regret[k];
    }
    for (int k = RULE_RENEW; k < RULE_N; k++)
        least = fmin(least, simple[k]);
    return own / least;
}

static double whole_regret(size_t at, const outcome *o, size_t n)
{
    double sum = 0, seats = 0;
    for (size_t i = 0; i < n; i++) {
        sum += o[i].at[at].regret;
        seats += o[i].world.seats;
    }
    return sum / seats;
}

/* Of the difference to the first bar's regret a seat and year. */
static double difference_se(size_t at, const outcome *o, size_t n)
{
    double seats = 0, sum = 0, squares = 0, all = (double)n;
    for (size_t i = 0; i < n; i++) {
        double x = o[i].at[at].regret - o[i].at[0].regret;
        seats += o[i].world.seats;
        sum += x;
        squares += x * x;
    }
    double variance = fmax(squares - sum * sum / all, 0) / (all - 1);
    return sqrt(variance * all) / seats;
}

/* True if the whole rule holds all gates at the bar. */
static bool write_shares(FILE *out, size_t at, const outcome *useless,
                         size_t runs)
{
    bool holds = true;
    for (size_t k = 0; k < FALSE_CELLS; k++) {
        size_t bought = 0;
        if (!(false_cells[k].gate > 0))
            continue;
        for (size_t i = 0; i < runs; i++)
            bought += useless[k * runs + i].at[at].buys;
        double share = (double)bought / (double)runs;
        holds = holds && share <= false_cells[k].gate;
        fprintf(out, " %.3f |", share);
    }
    fprintf(out, " %s |\n", holds ? "held" : "**not held**");
    return holds;
}

void bars_table(FILE *out, const outcome *worlds, size_t n,
                const outcome *small, const outcome *useless, size_t runs)
{
    double least = INFINITY, best = NAN;
    fprintf(out,
            "\n## Which bar\n\nThe whole rule at each bar, studies followed to "
            "their end. Regret in money a seat and\nyear, and the standard "
            "error of its difference to the first row's; regret over that\nof "
            "the best simple rule; the share of useless pilots that are "
            "bought; whether all\ngates of that table hold, exactly. The "
            "default of policy.required_probability is\nthe bar of least "
            "regret among those that hold them and, in VALIDITY_PILOTS.md, "
            "the\ngates of its commitments by bar.\n\n");
    write_cells_head(out, "| bar | regret | se of difference | ratio, all | 30 "
                          "seats | 15 + 15 |");
    for (size_t k = 0; k < BARS; k++) {
        double regret = whole_regret(k, worlds, n);
        fprintf(out, "| %.2f | %.1f | %.1f | %.2f | %.2f | %.2f |", bar_of[k],
                regret, difference_se(k, worlds, n),
                ratio_at(k, worlds, n, any_world),
                ratio_at(k, worlds, n, is_smallest),
                ratio_at(k, small, runs, any_world));
        if (write_shares(out, k, useless, runs) && regret < least) {
            least = regret;
            best = bar_of[k];
        }
    }
    fprintf(
        out,
        "\nLeast regret among those that hold the gates of this table: %.2f.\n",
        best);
}
