#include "regret/commitments.h"

#include <math.h>

enum { SIZE_300 = 2, DAYS = 5 };

typedef struct cell {
    study_design design;
    double claimed; /* minutes a day, of self-report */
    double gate;    /* 0: none */
} cell;

static const cell cells[] = {
    {STUDY_RANDOMISED, 0, .05},   {STUDY_VOLUNTEERS, 0, .10},
    {STUDY_BEFORE_AFTER, 0, .10}, {STUDY_REPORTED, 0, 0},
    {STUDY_REPORTED, 5, 0},       {STUDY_REPORTED, 10, 0},
    {STUDY_REPORTED, 15, 0}};

static bool spends(const cell *c, const char *folder, sw_random *r, char *grade)
{
    outcome o = {0};
    world_draw(&o.world, r);
    world_make(&o.world, WORTH_NOTHING, c->design, SIZE_300);
    for (int d = 0; d < DEPARTMENTS; d++) {
        o.world.minutes[d] = 0;
        o.world.shown[d] = DAYS * c->claimed;
    }
    regret_follow(&o, folder, r);
    *grade = o.grade;
    return o.commits;
}

static bool write_cell(FILE *out, size_t number, const char *folder,
                       size_t runs, uint64_t seed)
{
    static const double errors_allowed = 4, little = 1e-6;
    const cell *c = &cells[number];
    size_t committed = 0, grades[4] = {0};
#pragma omp parallel for schedule(dynamic, 4) reduction(+ : committed, grades)
    for (size_t i = 0; i < runs; i++) {
        sw_random r;
        char grade;
        sw_random_init(&r, seed + 2, ((uint64_t)number << 32) + i);
        committed += spends(c, folder, &r, &grade);
        if (grade >= 'A' && grade <= 'D')
            grades[grade - 'A']++;
    }
    double share = (double)committed / (double)runs;
    double se = sqrt(fmax(share * (1 - share), little) / (double)runs);
    bool met = !(c->gate > 0) || share <= c->gate + errors_allowed * se;
    fprintf(out, "| %s | ", design_name[c->design]);
    if (c->design == STUDY_REPORTED)
        fprintf(out, "%.0f minutes a day", c->claimed);
    fprintf(out, " | %zu/%zu/%zu/%zu | %.4f | %.4f | ", grades[0], grades[1],
            grades[2], grades[3], share, se);
    if (c->gate > 0)
        fprintf(out, "%.2f: %s |\n", c->gate, met ? "met" : "**not met**");
    else
        fprintf(out, "printed, not gated |\n");
    fflush(out);
    return met;
}

bool commitments_table(FILE *out, const char *folder, size_t runs,
                       uint64_t seed)
{
    bool met = true;
    fprintf(out,
            "\n## Useless copilots\n\n%zu pilots of 300 seats that save "
            "nothing, a row: the share in which the whole\nrule ends in "
            "spending on seats, refusals and studies followed to their "
            "end.\n\n| design | claimed | grades A/B/C/D | spends | se | gate "
            "|\n| --- | --- | --- | ---: | ---: | --- |\n",
            runs);
    for (size_t k = 0; k < G_N_ELEMENTS(cells); k++)
        met = write_cell(out, k, folder, runs, seed) && met;
    return met;
}
