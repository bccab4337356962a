/*
 * regret.c - is deciding this way better? Simulated pilots of known worth are
 * decided by seatworth and by the rules that people use; regret is what the
 * best choice would have brought, in truth, less what the rule's choice brings.
 *
 *   regret [FILE.md]   5,000 worlds; writes the table, or prints it
 *   REGRET_WORLDS=N    another number
 *   OMP_NUM_THREADS=1  one processor
 *
 * The mix is laid down in mix.h. Exit code 1 if a gate is not met; with few
 * worlds the parts of the mix are printed and not gated. Equal seeds give equal
 * figures for any number of threads.
 */
#include <stdio.h>
#include <stdlib.h>

#include "regret/frontier.h"
#include "regret/table.h"

enum { FULL_WORLDS = 5000, FEW_RUNS = 20, SMALL_ARM = 15, PART = 4 };
static const uint64_t seed = 20241121;

static size_t worlds_wanted(void)
{
    const char *text = getenv("REGRET_WORLDS");
    long n = text != NULL ? strtol(text, NULL, 10) : FULL_WORLDS;
    return n > 1 ? (size_t)n : FULL_WORLDS;
}

/* `people` an arm of a randomised pilot, all of whom answer; 0: as the mix. */
static outcome *run_worlds(size_t n, int people, const char *folder, bool bars)
{
    outcome *all = g_new0(outcome, n);
#pragma omp parallel for schedule(dynamic, 4)
    for (size_t i = 0; i < n; i++) {
        sw_random r;
        sw_random_init(&r, seed + (uint64_t)people, i);
        world *w = &all[i].world;
        world_draw(w, &r);
        if (people > 0) {
            world_make(w, w->worth, STUDY_RANDOMISED, 0);
            world_resize(w, people);
            w->spec.silent = 0;
            memcpy(w->shown, w->minutes, sizeof w->shown);
        }
        regret_follow(&all[i], folder, bars, &r);
    }
    return all;
}

int main(int argc, char **argv)
{
    sw_init();
    size_t n = worlds_wanted();
    bool full = argc > 1;
    char *folder = regret_folder_new();
    FILE *out = full ? fopen(argv[1], "w") : stdout;
    if (folder == NULL || out == NULL) {
        perror("regret");
        return 2;
    }
    size_t runs = full ? MAX(n / PART, FEW_RUNS) : FEW_RUNS;
    outcome *all = run_worlds(n, 0, folder, full);
    outcome *small = run_worlds(runs, SMALL_ARM, folder, full);
    outcome *useless = g_new0(outcome, FALSE_CELLS * runs);
    bool met = regret_table(out, all, n, small, runs, full, seed);
    met = commitments_table(out, useless, folder, runs, full, seed) && met;
    if (full)
        bars_table(out, all, n, small, useless, runs);
    frontier_table(out, all, n, useless, runs);
    g_free(all);
    g_free(small);
    g_free(useless);
    regret_folder_remove(folder);
    if (full && fclose(out) != 0) {
        perror(argv[1]);
        return 2;
    }
    return met ? 0 : 1;
}
