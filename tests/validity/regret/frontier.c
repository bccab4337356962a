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

static void write_head(FILE *out, size_t n)
{
    fprintf(out,
            "\n## Which bar\n\nWhat the rule's first choice brings where it is "
            "bought at this bar alone: studies,\nprices and smaller sets left "
            "out. Regret in money a seat and year, over the %zu\nworlds above; "
            "the share of useless pilots that are bought, by kind of pilot; "
            "whether\nall of the gates of that table hold, exactly.\n\n"
            "| bar | regret |",
            n);
    for (size_t k = 0; k < FALSE_CELLS; k++)
        if (false_cells[k].gate > 0)
            fprintf(out, " %s |", false_cells[k].what);
    fprintf(out, " gates |\n| --- | ---: |");
    for (size_t k = 0; k < FALSE_CELLS; k++)
        if (false_cells[k].gate > 0)
            fprintf(out, " ---: |");
    fprintf(out, " --- |\n");
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
    const bar *best = NULL;
    double least = INFINITY;
    write_head(out, n);
    for (size_t k = 0; k < G_N_ELEMENTS(bars); k++) {
        double regret = regret_of(&bars[k], worlds, n);
        if (write_bar(out, &bars[k], regret, useless, runs) && regret < least) {
            least = regret;
            best = &bars[k];
        }
    }
    char name[32] = "none";
    if (best != NULL)
        name_bar(name, sizeof name, best);
    fprintf(out, "\nLeast regret among those that hold the gates: %s.\n", name);
}
