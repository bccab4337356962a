/*
 * panel_effect.c - the effects that a panel of persons allows.
 */
#include <math.h>

#include "evidence/panel.h"

static const double level = 0.95;
/* Fewer pilot teams than this and the p value rests on next to nothing. */
enum { FEW_TEAMS = 4, GROUP_MIN = 2 };

static sw_sample view(const double *v, size_t n)
{
    return (sw_sample){v, n};
}

/* Sizes of the effect's groups, from the rows that were used. */
static void count_groups(sw_effect *effect, const sw_panel *rows,
                         bool clustered)
{
    effect->n_pilot = sw_panel_count(rows, true);
    effect->n_control = sw_panel_count(rows, false);
    bool named = rows->n > 0 && rows->person[0] >= 0;
    effect->people_pilot = named ? effect->n_pilot : 0;
    effect->people_control = named ? effect->n_control : 0;
    if (!clustered)
        return;
    effect->clusters_pilot = sw_panel_clusters(rows, true);
    effect->clusters_control = sw_panel_clusters(rows, false);
    if (effect->clusters_pilot < FEW_TEAMS)
        sw_effect_note(effect,
                       "only %zu pilot teams: the standard error rests on few "
                       "clusters",
                       effect->clusters_pilot);
}

/* Teams can carry the standard error only if no arm is a single team. */
static bool clusters_serve(sw_effect *effect, const sw_panel *rows,
                           bool two_arms)
{
    if (!rows->clustered)
        return false;
    if (sw_panel_clusters(rows, true) >= 2 &&
        (!two_arms || sw_panel_clusters(rows, false) >= 2))
        return true;
    sw_effect_note(effect, "an arm is a single team, so what the team itself "
                           "does cannot be told from the copilot");
    effect->team_alone = two_arms;
    return false;
}

/* Takes the estimate, or the reason why there is none. */
static void settle(sw_effect *effect, sw_status status,
                   const sw_estimate *estimate, const char *method,
                   const sw_error *err)
{
    if (status == SW_OK)
        sw_effect_take(effect, estimate, sw_message_word(method));
    else
        sw_effect_note(effect, "cannot be estimated: %s", err->message);
}

/* The difference where all differences are alike, which no test accepts. */
static bool all_alike(const double *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (v[i] < v[0] || v[i] > v[0])
            return false;
    return n > 0;
}

static void constant_effect(sw_effect *effect, double estimate,
                            const char *method)
{
    sw_effect_take(effect, &(sw_estimate){.estimate = estimate},
                   sw_message_word(method));
}

static void before_after(sw_effect *effect, const sw_panel *rows)
{
    size_t n = rows->n;
    g_autofree double *change = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        change[i] = rows->after[i] - rows->before[i];
    bool clustered = clusters_serve(effect, rows, false);
    effect->model = SW_MODEL_PAIRED;
    count_groups(effect, rows, clustered);
    if (all_alike(change, n)) {
        constant_effect(effect, change[0], "paired difference");
        return;
    }
    sw_error err = {0};
    sw_estimate paired;
    sw_status status = sw_stats_paired(&paired, view(rows->before, n),
                                       view(rows->after, n), level, &err);
    if (status != SW_OK || !clustered) {
        settle(effect, status, &paired, "paired t", &err);
        return;
    }
    sw_regression model = {.y = change,
                           .n = n,
                           .cluster = rows->cluster,
                           .vcov = SW_VCOV_CR2,
                           .level = level};
    sw_estimate mean;
    status = sw_stats_ols(&mean, &model, &err);
    mean.effect_size = paired.effect_size;
    settle(effect, status, &mean, "paired difference, CR2 by team", &err);
}

/* Welch's test; its effect size serves the clustered estimate too. */
static sw_status welch(sw_estimate *out, const sw_panel *rows, sw_error *err)
{
    g_autofree double *arms = g_new(double, rows->n);
    size_t n1 = 0, n0 = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->treated[i])
            arms[n1++] = rows->after[i];
        else
            arms[rows->n - ++n0] = rows->after[i];
    if (all_alike(arms, n1) && all_alike(arms + n1, n0)) {
        *out = (sw_estimate){.estimate = arms[0] - arms[n1]};
        return SW_OK;
    }
    return sw_stats_welch(out, view(arms, n1), view(arms + n1, n0), level, err);
}

static void cross_section(sw_effect *effect, const sw_panel *rows)
{
    bool clustered = clusters_serve(effect, rows, true);
    effect->model = SW_MODEL_DIFFERENCE;
    count_groups(effect, rows, clustered);
    sw_error err = {0};
    sw_estimate plain;
    sw_status status = welch(&plain, rows, &err);
    if (status != SW_OK || !clustered || !(plain.se > 0)) {
        settle(effect, status, &plain, "Welch's t", &err);
        return;
    }
    g_autofree double *x = g_new(double, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        x[i] = rows->treated[i];
    sw_regression model = {.y = rows->after,
                           .x = x,
                           .n = rows->n,
                           .k = 1,
                           .cluster = rows->cluster,
                           .vcov = SW_VCOV_CR2,
                           .level = level};
    sw_estimate coefficient[2];
    status = sw_stats_ols(coefficient, &model, &err);
    coefficient[1].effect_size = plain.effect_size;
    settle(effect, status, &coefficient[1], "difference of means, CR2 by team",
           &err);
}

typedef sw_status (*change_estimator)(sw_estimate *, const double *,
                                      const double *, const bool *,
                                      const size_t *, size_t, double,
                                      sw_error *);

static void controlled(sw_effect *effect, const sw_panel *rows, bool ancova)
{
    bool clustered = clusters_serve(effect, rows, true);
    effect->model = ancova ? SW_MODEL_ANCOVA : SW_MODEL_DID;
    count_groups(effect, rows, clustered);
    sw_error err = {0};
    sw_estimate estimate;
    change_estimator fit = ancova ? sw_stats_ancova : sw_stats_did;
    sw_status status =
        fit(&estimate, rows->before, rows->after, rows->treated,
            clustered ? rows->cluster : NULL, rows->n, level, &err);
    settle(effect, status, &estimate, NULL, &err);
    if (status != SW_OK)
        return;
    sw_message *const parts[] = {
        sw_message_word(ancova ? "ANCOVA" : "difference in differences"),
        sw_message_word(clustered ? "CR2 by team"
                        : ancova  ? "HC2"
                                  : "CR2 by person")};
    effect->method = sw_message_join(", ", parts, G_N_ELEMENTS(parts));
}

static bool opposite(double a, double b)
{
    return (a > 0 && b < 0) || (a < 0 && b > 0);
}

/* Both estimates of one design: the second one is the bracket of the first. */
static void controlled_pair(GArray *effects, const sw_panel *rows,
                            const sw_subject *subject)
{
    sw_design design = sw_design_of(SW_DESIGN_CONTROLLED, subject->assignment);
    bool ancova_first = subject->assignment == SW_ASSIGN_RANDOMISED;
    controlled(sw_effect_add(effects, subject, design), rows, ancova_first);
    controlled(sw_effect_add(effects, subject, design), rows, !ancova_first);
    sw_effect *second = &g_array_index(effects, sw_effect, effects->len - 1);
    sw_effect *first = second - 1;
    second->is_primary = false;
    first->benchmark = second->benchmark = sw_panel_benchmark(rows);
    if (opposite(first->estimate, second->estimate))
        sw_effect_note(first, "ANCOVA and difference in differences disagree "
                              "about the sign, which costs a grade");
}

/* "the control group has one person" */
static void note_too_few(sw_effect *effect, const char *group, size_t n,
                         const char *what)
{
    if (n == 0)
        sw_effect_say(effect,
                      sw_message_of("nobody of the %s %s", sw_as_word(group),
                                    sw_as_word(what)));
    else if (n < GROUP_MIN)
        sw_effect_say(effect,
                      sw_message_of("the %s has one person who %s; a spread "
                                    "needs two",
                                    sw_as_word(group), sw_as_word(what)));
}

static bool enough(const sw_panel *rows, bool control)
{
    return sw_panel_count(rows, true) >= GROUP_MIN &&
           (!control || sw_panel_count(rows, false) >= GROUP_MIN);
}

/* One effect without figures, with the reasons in words. */
static void refuse(GArray *effects, const sw_subject *subject,
                   const sw_panel *rows, sw_design design, const char *what)
{
    sw_effect *effect = sw_effect_add(effects, subject, design);
    effect->n_pilot = sw_panel_count(rows, true);
    effect->n_control = sw_panel_count(rows, false);
    note_too_few(effect, "pilot group", effect->n_pilot, what);
    if (design != SW_DESIGN_BEFORE_AFTER)
        note_too_few(effect, "control group", effect->n_control, what);
}

static size_t count_present(const double *v, size_t n)
{
    size_t present = 0;
    for (size_t i = 0; i < n; i++)
        present += isnan(v[i]) ? 0 : 1;
    return present;
}

/* The first of the effects from `start` on that has an estimate is primary. */
static void choose_primary(GArray *effects, size_t start)
{
    bool chosen = false;
    for (size_t i = start; i < effects->len; i++) {
        sw_effect *effect = &g_array_index(effects, sw_effect, i);
        effect->is_primary = !chosen && isfinite(effect->estimate);
        chosen = chosen || effect->is_primary;
    }
    if (!chosen && start < effects->len)
        g_array_index(effects, sw_effect, start).is_primary = true;
}

void sw_panel_effects(GArray *effects, const sw_panel *panel,
                      const sw_subject *subject)
{
    g_autoptr(sw_panel) after = sw_panel_select(panel, false, true, true, true);
    g_autoptr(sw_panel) both = sw_panel_select(panel, true, true, true, true);
    g_autoptr(sw_panel) pilot = sw_panel_select(panel, true, true, true, false);
    size_t start = effects->len;
    bool has_before = count_present(panel->before, panel->n) > 0;
    bool has_control = sw_panel_count(panel, false) > 0;
    bool full = has_before && has_control && enough(both, true);
    if (full)
        controlled_pair(effects, both, subject);
    else if (has_before && has_control)
        refuse(effects, subject, both,
               sw_design_of(SW_DESIGN_CONTROLLED, subject->assignment),
               "has values both before and after");
    sw_design across =
        sw_design_of(SW_DESIGN_CROSS_SECTION, subject->assignment);
    if (!full && has_control && enough(after, true))
        cross_section(sw_effect_add(effects, subject, across), after);
    else if (has_control && !has_before)
        refuse(effects, subject, after, across, "has a value after the start");
    if (!full && has_before && enough(pilot, false))
        before_after(sw_effect_add(effects, subject, SW_DESIGN_BEFORE_AFTER),
                     pilot);
    else if (has_before && !has_control)
        refuse(effects, subject, pilot, SW_DESIGN_BEFORE_AFTER,
               "has values both before and after");
    if (effects->len == start)
        sw_effect_note(sw_effect_add(effects, subject, SW_DESIGN_BEFORE_AFTER),
                       "nothing before the start and no control group: there "
                       "is nothing to compare with");
    choose_primary(effects, start);
}
