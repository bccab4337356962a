/*
 * panel.h - one row a person: the value before, the value after, and the arm.
 */
#ifndef SW_EVIDENCE_PANEL_H
#define SW_EVIDENCE_PANEL_H

#include "evidence/effect.h"

typedef struct sw_panel {
    const sw_pilot *pilot;
    size_t n;
    int *person;            /* [n] SW_NOBODY where the rows name nobody */
    double *before, *after; /* [n] NaN missing */
    bool *treated;          /* [n] */
    size_t *cluster;        /* [n] */
    bool clustered;         /* by team; else each person is a cluster */
} sw_panel;

sw_panel *sw_panel_new(const sw_pilot *pilot, size_t capacity);
void sw_panel_free(sw_panel *panel);
/* Appends a row within the capacity. */
void sw_panel_add(sw_panel *panel, int person, double before, double after,
                  bool treated);
/* The rows that have what is asked for, with their clusters. */
sw_panel *sw_panel_select(const sw_panel *panel, bool before, bool after,
                          bool treated, bool control);
size_t sw_panel_count(const sw_panel *panel, bool treated);
size_t sw_panel_clusters(const sw_panel *panel, bool treated);

/* Appends every effect that the panel allows, the primary one first: before and
 * after with a control group by ANCOVA and by difference in differences, else
 * pilot against control, and before and after alone. Where nothing can be
 * estimated, one effect that is NaN and says why. */
void sw_panel_effects(GArray *effects, const sw_panel *panel,
                      const sw_subject *subject);

/* The strongest confounding that observed covariates of the roster stand for,
 * as a partial R2 (see robustness.c); NaN without any. */
double sw_panel_benchmark(const sw_panel *complete);
/* Whether the n values are not all the same. */
bool sw_varies(const double *x, size_t n);
/* The benchmark of one column that varies, beside the treatment. */
double sw_benchmark(const double *y, const bool *treated, const double *x,
                    size_t n);
/* Cinelli and Hazlett's robustness value of a t statistic. */
double sw_robustness_value(double t, double df);

/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_panel, sw_panel_free)

#endif
