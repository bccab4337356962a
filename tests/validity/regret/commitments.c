#include "regret/commitments.h"

#include <math.h>

enum { SIZE_300 = 2, DAYS = 5 };

/* clang-format off */
const false_cell false_cells[FALSE_CELLS] = {
    {"randomised, 300 + 300", STUDY_RANDOMISED, 300, .gate = .05, .silent = .3},
    {"randomised, 100 + 100, all answer", STUDY_RANDOMISED, 100, .gate = .05},
    {"randomised, 15 + 15, all answer", STUDY_RANDOMISED, 15, .gate = .10},
    {"randomised, 100 + 100, missing data follow the gain", STUDY_RANDOMISED, 100, .gate = .30, .silent = .27, .follows = .012, .person_effect_sd = 40},
    {"volunteers with a control group, 300 + 300", STUDY_VOLUNTEERS, 300, .gate = .10, .silent = .3},
    {"before and after alone, 300", STUDY_BEFORE_AFTER, 300, .gate = .10, .silent = .3},
    {"said to save 0 a day, 300", STUDY_REPORTED, 300, .silent = .3},
    {"said to save 5 a day, 300", STUDY_REPORTED, 300, 5, .silent = .3},
    {"said to save 10 a day, 300", STUDY_REPORTED, 300, 10, .silent = .3},
    {"said to save 15 a day, 300", STUDY_REPORTED, 300, 15, .silent = .3},
    {"said to save 15 a day, 300, the eager answer", STUDY_REPORTED, 300, 15, .silent = .5, .follows = 1},
    {"said to save 15 a day, 5 of 60 answer", STUDY_REPORTED, 60, 15, .answers = 5},
    {"the same, grade D no bar to buying", STUDY_REPORTED, 60, 15, .any_grade = true, .answers = 5},
};
/* clang-format on */

static void make_world(world *w, const false_cell *c, sw_random *r)
{
    world_draw(w, r);
    world_make(w, WORTH_NOTHING, c->design, SIZE_300);
    world_resize(w, c->people);
    w->any_grade = c->any_grade;
    w->spec.silent = c->silent;
    w->spec.follows = c->follows;
    w->spec.person_effect_sd = c->person_effect_sd;
    w->spec.answers = c->answers;
    for (int d = 0; d < DEPARTMENTS; d++) {
        w->minutes[d] = 0;
        w->shown[d] = DAYS * c->claimed;
    }
}

static bool write_cell(FILE *out, const false_cell *c, const outcome *o,
                       size_t runs)
{
    static const double errors_allowed = 4, little = 1e-6;
    size_t bought = 0, grades[4] = {0};
    for (size_t i = 0; i < runs; i++) {
        bought += o[i].buys;
        if (o[i].grade >= 'A' && o[i].grade <= 'D')
            grades[o[i].grade - 'A']++;
    }
    double share = (double)bought / (double)runs;
    double se = sqrt(fmax(share * (1 - share), little) / (double)runs);
    bool met = !(c->gate > 0) || share <= c->gate + errors_allowed * se;
    fprintf(out, "| %s | %zu/%zu/%zu/%zu | %.4f | %.4f | ", c->what, grades[0],
            grades[1], grades[2], grades[3], share, se);
    if (c->gate > 0)
        fprintf(out, "%.2f: %s |\n", c->gate, met ? "met" : "**not met**");
    else
        fprintf(out, "printed, not gated |\n");
    fflush(out);
    return met;
}

bool commitments_table(FILE *out, outcome *all, const char *folder, size_t runs,
                       bool bars, uint64_t seed)
{
    bool met = true;
    fprintf(out,
            "\n## Useless copilots\n\n%zu pilots that save nothing, a row: "
            "the share in which the whole rule ends in buying\nseats, refusals "
            "and studies followed to their end. Undetermined and lapse count "
            "as\nnot bought.\n\n| pilot | grades A/B/C/D | buys | se | gate "
            "|\n| --- | --- | ---: | ---: | --- |\n",
            runs);
    for (size_t k = 0; k < FALSE_CELLS; k++) {
        outcome *of = all + k * runs;
#pragma omp parallel for schedule(dynamic, 4)
        for (size_t i = 0; i < runs; i++) {
            sw_random r;
            sw_random_init(&r, seed + 2, ((uint64_t)k << 32) + i);
            make_world(&of[i].world, &false_cells[k], &r);
            regret_follow(&of[i], folder, bars && false_cells[k].gate > 0, &r);
        }
        met = write_cell(out, &false_cells[k], of, runs) && met;
    }
    return met;
}
