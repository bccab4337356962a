/*
 * regret.c - is deciding this way better? Simulated pilots of known worth are
 * decided by seatworth and by the rules that people use; regret is what the
 * best choice would have brought, in truth, less what the rule's choice brings.
 *
 *   regret FILE.md     5,000 worlds; writes the table
 *   REGRET_WORLDS=N    another number; the table is printed, not written
 *
 * The mix is laid down in mix.h. Exit code 1 if a gate is not met; with few
 * worlds the parts of the mix are printed and not gated. Equal seeds give equal
 * figures for any number of threads.
 */
#include <stdio.h>
#include <stdlib.h>

#include "regret/commitments.h"
#include "regret/table.h"

enum { FULL_WORLDS = 5000, FULL_RUNS = 2000, FEW_RUNS = 50 };
static const uint64_t seed = 20241121;

static size_t worlds_wanted(void)
{
    const char *text = getenv("REGRET_WORLDS");
    long n = text != NULL ? strtol(text, NULL, 10) : FULL_WORLDS;
    return n > 1 ? (size_t)n : FULL_WORLDS;
}

static outcome *run_worlds(size_t n, const char *folder)
{
    outcome *all = g_new0(outcome, n);
#pragma omp parallel for schedule(dynamic, 4)
    for (size_t i = 0; i < n; i++) {
        sw_random r;
        sw_random_init(&r, seed, i);
        world_draw(&all[i].world, &r);
        regret_follow(&all[i], folder, &r);
    }
    return all;
}

int main(int argc, char **argv)
{
    sw_init();
    size_t n = worlds_wanted();
    bool full = n >= FULL_WORLDS && argc > 1;
    char *folder = regret_folder_new();
    FILE *out = full ? fopen(argv[1], "w") : stdout;
    if (folder == NULL || out == NULL) {
        perror("regret");
        return 2;
    }
    outcome *all = run_worlds(n, folder);
    bool met = regret_table(out, all, n, full, seed);
    met = commitments_table(out, folder, full ? FULL_RUNS : FEW_RUNS, seed) &&
          met;
    g_free(all);
    regret_folder_remove(folder);
    if (full && fclose(out) != 0) {
        perror(argv[1]);
        return 2;
    }
    return met ? 0 : 1;
}
