/*
 * silent.c - those of whom there are no data, as links of the chain (README.md,
 * The silent).
 *
 * One arm that says what it saves: those who did not answer save kappa times
 * as much. Means of arms: the mean of those in the data is off by
 * r sd sqrt((1 - f) / f), r the correlation of gain and being in the data.
 *
 * Source: Rubin (1977), JASA 72, 538-543; Meng (2018), Annals of Applied
 *         Statistics 12, 685-726, identity (2.3).
 */
#include "evidence/silent.h"

#include <math.h>

static const double record_share = 0.5; /* of r, for systems of record */

/* ---- who is in the data ---- */

static double share(double part, double whole)
{
    return part > 0 && whole > 0 ? fmin(part / whole, 1) : NAN;
}

double sw_heard_share(const sw_effect *effect, const sw_roster *roster,
                      sw_arm arm)
{
    return share((double)sw_effect_people(effect, arm),
                 (double)sw_people_of_arm(roster, arm));
}

/* ---- how much they may differ ---- */

/* A system counts of everybody: who is missing from it tells half as much. */
static double weight_of(const sw_pilot *pilot, const sw_effect *lead)
{
    for (size_t i = 0; i < pilot->n_outcomes; i++)
        if (pilot->outcomes[i].system_of_record &&
            g_strcmp0(pilot->outcomes[i].metric, lead->id) == 0)
            return record_share;
    return 1;
}

/* A spread of persons that would give the standard error. */
static double spread_behind(const sw_effect *effect)
{
    bool people = effect->people_pilot > 0;
    double n1 = (double)(people ? effect->people_pilot : effect->n_pilot);
    double n0 = (double)(people ? effect->people_control : effect->n_control);
    double parts = 1 / n1 + (n0 > 0 ? 1 / n0 : 0);
    return effect->minutes_se > 0 ? effect->minutes_se / sqrt(parts) : NAN;
}

/* Sums of products of an arm's deviations. */
typedef struct arm_sums {
    double n, y, x, yy, xy, xx;
} arm_sums;

static void add_row(arm_sums *s, double y, double x)
{
    double dy = y - s->y, dx = x - s->x;
    s->n++;
    s->y += dy / s->n;
    s->x += dx / s->n;
    s->yy += dy * (y - s->y);
    s->xy += dx * (y - s->y);
    s->xx += dx * (x - s->x);
}

/* Whether the rows are one a person, pilot and control, exact. */
static bool are_persons(const sw_rows *rows)
{
    return rows && rows->n_cells <= 2 && rows->k <= 1 &&
           rows->model != SW_MODEL_TASKS && !sw_rows_ranges(rows);
}

/* Weight times the residual sd of both arms in minutes, after the one
 * covariate; where the rows are not persons', that behind the standard error.
 */
static void spreads_of(double sd[2], const sw_effect *effect,
                       const sw_rows *rows, double weight)
{
    sd[0] = sd[1] = weight * spread_behind(effect);
    if (!are_persons(rows))
        return;
    arm_sums s[2] = {{0}, {0}};
    for (size_t i = 0; i < rows->n; i++)
        add_row(&s[rows->cell[i]], rows->y[i], rows->k ? rows->x[i] : 0);
    double xx = s[0].xx + s[1].xx, b = xx > 0 ? (s[0].xy + s[1].xy) / xx : 0;
    double slope = fabs(sw_effect_minutes_slope(effect, effect->estimate));
    for (size_t a = 0; a < rows->n_cells; a++) {
        double left = s[a].yy - 2 * b * s[a].xy + b * b * s[a].xx;
        if (s[a].n > 2 && left >= 0)
            sd[a] = weight * slope * sqrt(left / (s[a].n - 1));
    }
}

static double odds_root(double f)
{
    return f > 0 && f < 1 ? sqrt((1 - f) / f) : 0;
}

static sw_silent silent_at(const sw_effect *effect, const double sd[2],
                           double pilot, double control)
{
    sw_silent s = {0};
    if (effect->self_report) {
        s.share = isnan(pilot) ? 0 : 1 - pilot;
        return s;
    }
    if (isfinite(sd[0]))
        s.missing = sd[0] * odds_root(pilot);
    if (isfinite(sd[1]) && effect->n_control)
        s.missing_control = sd[1] * odds_root(control);
    return s;
}

/* ---- segments ---- */

/* People of a segment's arm, and those of them who are in the rows. */
static double heard_in(const sw_roster *roster, const size_t *of, size_t g,
                       sw_arm arm, const bool *in_data)
{
    double all = 0, heard = 0;
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *p = &roster->people[i];
        if (of[i] != g || p->arm != arm || !sw_person_counts(p))
            continue;
        all++;
        heard += in_data[i];
    }
    return all > 0 ? heard / all : NAN;
}

static bool *people_in(const sw_rows *rows, size_t n_people)
{
    bool *in_data = g_new0(bool, n_people + 1);
    for (size_t i = 0; i < rows->n; i++)
        if (rows->person[i] >= 0)
            in_data[rows->person[i]] = true;
    return in_data;
}

/* Of a segment of which nobody was asked, or whose means nobody is behind,
 * what holds of all; of one that was asked and said nothing, everything is
 * silent. */
static double or_all(double own, double all, bool says)
{
    return isnan(own) || (!says && !(own > 0)) ? all : own;
}

void sw_silence_segments(sw_segment *segments, size_t n, const size_t *of,
                         const sw_effect *lead, const sw_rows *rows,
                         const sw_pilot *pilot)
{
    const sw_roster *roster = &pilot->roster;
    double sd[2], asked = sw_heard_share(lead, roster, SW_ARM_PILOT);
    double control = sw_heard_share(lead, roster, SW_ARM_CONTROL);
    if (!lead->people_pilot)
        return;
    g_autofree bool *in_data = people_in(rows, roster->n);
    spreads_of(sd, lead, rows, weight_of(pilot, lead));
    for (size_t g = 0; g < n; g++) {
        double f1 = heard_in(roster, of, g, SW_ARM_PILOT, in_data);
        double f0 = heard_in(roster, of, g, SW_ARM_CONTROL, in_data);
        segments[g].silent =
            silent_at(lead, sd, or_all(f1, asked, lead->self_report),
                      or_all(f0, control, false));
    }
}

/* The segments' together, so that the chain of the segments' mean effect is
 * that of their means: shares weigh by the effects that they are shares of. */
static sw_silent together(const sw_evidence *e)
{
    sw_silent out = {0};
    double effect = 0, silent = 0;
    for (size_t g = 0; g < e->n_segments; g++) {
        const sw_segment *s = &e->segments[g];
        double weight = sw_segment_share(e, g);
        effect += weight * s->pooled;
        silent += weight * s->pooled * s->silent.share;
        out.share += weight * s->silent.share;
        out.missing += weight * s->silent.missing;
        out.missing_control += weight * s->silent.missing_control;
    }
    if (fabs(effect) > 0)
        out.share = silent / effect;
    return out;
}

/* ---- inputs ---- */

/* What is not 0, and with it what is assumed of it; else neither is known. */
static void give_or_forget(sw_evidence *e, sw_input_id id, double x,
                           sw_input_id assumed)
{
    if (fabs(x) > 0) {
        sw_give_input(e, id, sw_constant(x), SW_MEASURED,
                      sw_message_of("estimated from %s",
                                    sw_as_word("who is in the data")));
        return;
    }
    sw_give_unknown(e, id);
    sw_give_unknown(e, assumed);
}

static sw_silent silent_of_lead(sw_evidence *e, const sw_pilot *pilot,
                                const sw_effect *lead)
{
    double sd[2];
    g_autoptr(sw_rows) rows = sw_rows_of(lead, pilot);
    e->heard = sw_heard_share(lead, &pilot->roster, SW_ARM_PILOT);
    if (lead->n_control)
        e->heard_control = sw_heard_share(lead, &pilot->roster, SW_ARM_CONTROL);
    spreads_of(sd, lead, rows, weight_of(pilot, lead));
    return e->posterior ? together(e)
                        : silent_at(lead, sd, e->heard, e->heard_control);
}

void sw_price_silent(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    sw_silent s = {0};
    e->heard = e->heard_control = NAN;
    if (lead && !sw_set_by_hand(pilot, SW_IN_EFFECT))
        s = silent_of_lead(e, pilot, lead);
    give_or_forget(e, SW_IN_SILENT_SHARE, s.share, SW_IN_KAPPA);
    give_or_forget(e, SW_IN_MISSING, s.missing, SW_IN_R_MISS);
    give_or_forget(e, SW_IN_MISSING_CONTROL, s.missing_control,
                   SW_IN_R_MISS_CONTROL);
}
