/*
 * Those of whom there are no data: what they cost as links of the chain, and
 * the effect of all seats from the segments'.
 */
#include "sw_test.h"

#include <string.h>

#include "base/sum.h"
#include "evidence_fixture.h"

static double given(const sw_evidence *e, sw_input_id id)
{
    return sw_inputs_value(&e->inputs, id);
}

/* Blanks the after answers of the first `silent` people from `from` on. */
static void silence(sw_item *item, int from, int silent)
{
    for (int i = from; i < from + silent; i++)
        item->lower[PEOPLE + i] = item->upper[PEOPLE + i] = NAN;
}

static const sw_link *link_of(const sw_evidence *e, const char *step)
{
    for (size_t i = 0; i < e->n_chain; i++)
        if (strcmp(e->chain[i].step, step) == 0)
            return &e->chain[i];
    return NULL;
}

/* With everybody in the data nothing is assumed of anybody, and what would be
 * changes nothing. */
static void full_response_assumes_nothing(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        double minutes[2];
        for (int k = 0; k < 2; k++) {
            sw_pilot *pilot = fixture_new(false);
            fixture_undivide(pilot);
            fixture_define(pilot, SW_IN_KAPPA, k);
            fixture_define(pilot, SW_IN_R_MISS, k);
            fixture_define(pilot, SW_IN_R_MISS_CONTROL, -k);
            kind ? fixture_time_saved(pilot) : fixture_time_spent(pilot);
            sw_evidence *e = fixture_estimate(pilot);
            minutes[k] = e->minutes;
            assert_close(link_of(e, "non-response")->value, 1, 0, 0, "link");
            assert_false(sw_inputs_at(&e->inputs, SW_IN_KAPPA)->known);
            assert_false(sw_inputs_at(&e->inputs, SW_IN_R_MISS)->known);
            sw_evidence_free(e);
            fixture_free(pilot);
        }
        assert_close(minutes[0], minutes[1], 0, 0, "the same minutes");
    }
}

/* One arm: theta (f + (1 - f) kappa), whatever kappa and f. */
static void those_who_did_not_answer_save_kappa_times_as_much(void **state)
{
    (void)state;
    static const double kappas[] = {0, .6, 1, 1.2};
    for (int silent = 0; silent <= 18; silent += 6)
        for (size_t k = 0; k < COUNT(kappas); k++) {
            sw_pilot *pilot = fixture_new(false);
            fixture_undivide(pilot);
            fixture_define(pilot, SW_IN_KAPPA, kappas[k]);
            silence(fixture_time_saved(pilot), 0, silent);
            sw_evidence *e = fixture_estimate(pilot);
            double f = 1 - silent / (double)PILOT_PEOPLE;
            const sw_link *link = link_of(e, "non-response");
            assert_close(link->value, f + (1 - f) * kappas[k], 1e-14, 0,
                         "ratio");
            assert_close(e->minutes,
                         e->effects[e->lead].minutes * link->value * .5 * .9 *
                             .8,
                         1e-13, 0, "minutes");
            assert_int_equal(link->provenance,
                             silent ? SW_ASSUMPTION : SW_MEASURED);
            sw_evidence_free(e);
            fixture_free(pilot);
        }
}

/* sd of the changes of those who are in the data, in minutes a week. */
static double spread(int from, int to)
{
    double y[PEOPLE];
    size_t n = 0;
    for (int i = from; i < to; i++)
        y[n++] = 5 * (before_minutes(i) - after_minutes(i));
    return sqrt(sw_variance(y, n, sw_mean(y, n)));
}

static double odds(int heard, int of)
{
    return sqrt((of - heard) / (double)heard);
}

/* Two arms, difference in differences: r sd sqrt((1 - f) / f) off each mean. */
static void means_of_arms_are_off_by_what_is_missing(void **state)
{
    (void)state;
    enum { GONE = 6, GONE_CONTROL = 3 };
    sw_pilot *pilot = fixture_new(false);
    fixture_undivide(pilot);
    fixture_define(pilot, SW_IN_R_MISS, .2);
    fixture_define(pilot, SW_IN_R_MISS_CONTROL, -.1);
    sw_item *item = fixture_time_spent(pilot);
    silence(item, 0, GONE);
    silence(item, PILOT_PEOPLE, GONE_CONTROL);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->effects[e->lead].model, SW_MODEL_DID);
    double pilot_off =
        spread(GONE, PILOT_PEOPLE) * odds(PILOT_PEOPLE - GONE, PILOT_PEOPLE);
    double control_off = spread(PILOT_PEOPLE + GONE_CONTROL, PEOPLE) *
                         odds(PILOT_PEOPLE - GONE_CONTROL, PILOT_PEOPLE);
    assert_close(given(e, SW_IN_MISSING), pilot_off, 1e-12, 0, "pilot");
    assert_close(given(e, SW_IN_MISSING_CONTROL), control_off, 1e-12, 0,
                 "control");
    double all = given(e, SW_IN_EFFECT) - .2 * pilot_off + -.1 * control_off;
    assert_close(link_of(e, "non-response, control")->minutes_after, all, 1e-12,
                 0, "of all");
    assert_close(e->minutes, (all + given(e, SW_IN_BIAS)) * .9 * .8, 1e-12, 0,
                 "minutes");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Sums of squares and products round an arm's means, who answered after alone.
 */
typedef struct arm_sums {
    double xx, xy, yy, n;
} arm_sums;

static arm_sums sums_of(int from, int to)
{
    arm_sums s = {.n = to - from};
    double x = 0, y = 0;
    for (int i = from; i < to; i++) {
        x += before_minutes(i) / s.n;
        y += after_minutes(i) / s.n;
    }
    for (int i = from; i < to; i++) {
        double dx = before_minutes(i) - x, dy = after_minutes(i) - y;
        s.xx += dx * dx;
        s.xy += dx * dy;
        s.yy += dy * dy;
    }
    return s;
}

/* Analysis of covariance: the sd of an arm is that round the slope that both
 * arms share, sum xy / sum xx, in minutes of a week of five days. */
static void the_spread_of_ancova_is_round_the_shared_slope(void **state)
{
    (void)state;
    enum { GONE = 6, GONE_CONTROL = 3 };
    sw_pilot *pilot = fixture_new(false);
    fixture_undivide(pilot);
    pilot->assignment = SW_ASSIGN_RANDOMISED;
    sw_item *item = fixture_time_spent(pilot);
    silence(item, 0, GONE);
    silence(item, PILOT_PEOPLE, GONE_CONTROL);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->effects[e->lead].model, SW_MODEL_ANCOVA);
    arm_sums s[2] = {sums_of(GONE, PILOT_PEOPLE),
                     sums_of(PILOT_PEOPLE + GONE_CONTROL, PEOPLE)};
    double b = (s[0].xy + s[1].xy) / (s[0].xx + s[1].xx);
    int gone[2] = {GONE, GONE_CONTROL};
    for (int a = 0; a < 2; a++) {
        double left = s[a].yy - 2 * b * s[a].xy + b * b * s[a].xx;
        double off = 5 * sqrt(left / (s[a].n - 1)) *
                     odds(PILOT_PEOPLE - gone[a], PILOT_PEOPLE);
        assert_close(given(e, a ? SW_IN_MISSING_CONTROL : SW_IN_MISSING), off,
                     1e-11, 0, a ? "control" : "pilot");
    }
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* What a system counts of everybody says half as much by whom it lacks. */
static void a_system_of_record_counts_half(void **state)
{
    (void)state;
    double missing[2];
    for (int record = 0; record < 2; record++) {
        sw_pilot *pilot = fixture_new(false);
        fixture_undivide(pilot);
        sw_outcome *o = fixture_outcome(pilot, "tickets", 2 * PEOPLE - 8, 0);
        o->minutes_per_unit = 1;
        o->system_of_record = record;
        for (int i = 4, k = 0; i < PEOPLE - 4; i++, k++)
            for (int after = 0; after < 2; after++) {
                size_t at = (size_t)(2 * k + after);
                o->person[at] = i;
                o->after[at] = after;
                o->day[at] = pilot->start + (after ? 30 : -30);
                o->arm[at] = i < PILOT_PEOPLE ? SW_ARM_PILOT : SW_ARM_CONTROL;
                o->value[at] = after ? after_minutes(i) : before_minutes(i);
            }
        o->n = 2 * (PEOPLE - 8);
        sw_evidence *e = fixture_estimate(pilot);
        missing[record] = given(e, SW_IN_MISSING);
        sw_evidence_free(e);
        fixture_free(pilot);
    }
    assert_true(missing[0] > 0);
    assert_close(missing[1], missing[0] / 2, 1e-13, 0, "half");
}

/* Half of every department answered: the link is that of the whole, and the
 * effect of all seats the segments' by their seats. */
static void equal_response_is_that_of_the_whole(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    silence(fixture_time_saved(pilot), 0, PILOT_PEOPLE / 2);
    sw_evidence *e = fixture_estimate(pilot);
    double effect = 0;
    assert_int_equal(e->n_segments, 3);
    for (size_t g = 0; g < e->n_segments; g++) {
        assert_close(e->segments[g].silent.share, .5, 1e-15, 0, "share");
        effect += sw_segment_share(e, g) * e->segments[g].pooled;
    }
    assert_close(given(e, SW_IN_SILENT_SHARE), .5, 1e-13, 0, "share of all");
    assert_close(given(e, SW_IN_EFFECT), effect, 1e-12, 0, "post-stratified");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* A department of which nobody answered is all silent, and keeps its name. */
static void a_segment_without_answers_is_all_silent(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    sw_item *item = fixture_time_saved(pilot);
    for (int i = 0; i < PILOT_PEOPLE; i += 3)
        silence(item, i, 1);
    sw_evidence *e = fixture_estimate(pilot);
    assert_int_equal(e->n_segments, 3);
    const sw_segment *quiet = &e->segments[0];
    assert_string_equal(quiet->name, "Chemistry");
    assert_close(quiet->silent.share, 1, 0, 0, "silent");
    assert_int_equal(quiet->responses, 0);
    assert_close(quiet->pooled, e->posterior->mu, 1e-9, 0, "the common mean");
    double sd = quiet->pooled_sd;
    assert_true(sd > e->segments[1].pooled_sd && sd > e->segments[2].pooled_sd);
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Renaming the departments in a circle moves the figures with the names. */
static void the_order_of_segments_does_not_matter(void **state)
{
    (void)state;
    double pooled[2][3], all[2];
    for (int turn = 0; turn < 2; turn++) {
        sw_pilot *pilot = fixture_new(false);
        for (size_t i = 0; i < PEOPLE; i++)
            pilot->roster.people[i].department =
                (pilot->roster.people[i].department + turn) % 3;
        silence(fixture_time_saved(pilot), 0, 7);
        sw_evidence *e = fixture_estimate(pilot);
        for (size_t g = 0; g < 3; g++)
            pooled[turn][(g + 3 - (size_t)turn) % 3] = e->segments[g].pooled;
        all[turn] = e->minutes;
        sw_evidence_free(e);
        fixture_free(pilot);
    }
    for (size_t g = 0; g < 3; g++)
        assert_close(pooled[1][g], pooled[0][g], 1e-9, 0, "pooled");
    assert_close(all[1], all[0], 1e-9, 0, "minutes");
}

static void use(sw_pilot *pilot, int people)
{
    sw_usage *usage = &pilot->usage;
    usage->n = (size_t)people;
    usage->period_days = 7;
    usage->person = g_new(int, usage->n);
    usage->day = g_new(sw_day, usage->n);
    usage->active_days = g_new(double, usage->n);
    usage->actions = g_new(double, usage->n);
    usage->minutes = g_new(double, usage->n);
    for (int i = 0; i < people; i++) {
        usage->person[i] = i;
        usage->day[i] = pilot->end;
        usage->active_days[i] = 1;
        usage->actions[i] = usage->minutes[i] = NAN;
    }
}

static double mean_saved(int from, int to)
{
    double sum = 0;
    for (int i = from; i < to; i++)
        sum += 5 * saved_minutes(i) / (to - from);
    return sum;
}

/* Half of the seats are in use; all of those answered, and `rest` of the 12
 * others. By hand: weights 1 and 12 / rest. The raked figure leads while their
 * effective number is half of the answers. */
static void the_raked_figure_leads_while_its_weights_allow(void **state)
{
    (void)state;
    enum { HALF = PILOT_PEOPLE / 2 };
    for (int rest = 8; rest >= 2; rest -= 6) {
        sw_pilot *pilot = fixture_new(false);
        fixture_undivide(pilot);
        fixture_define(pilot, SW_IN_KAPPA, 1);
        use(pilot, HALF);
        silence(fixture_time_saved(pilot), HALF + rest, HALF - rest);
        sw_evidence *e = fixture_estimate(pilot);
        const sw_effect *lead = &e->effects[e->lead];
        double w = HALF / (double)rest, n = HALF + rest;
        double ess = pow(PILOT_PEOPLE, 2) / (HALF + rest * w * w);
        double raked =
            (mean_saved(0, HALF) + mean_saved(HALF, HALF + rest)) / 2;
        assert_close(e->nonresponse->ess, ess, 1e-9, 0, "effective number");
        assert_int_equal(e->nonresponse->raked_leads, ess >= n / 2);
        if (ess >= n / 2) {
            const sw_input *in = sw_inputs_at(&e->inputs, SW_IN_EFFECT);
            assert_close(in->value, raked, 1e-9, 0, "raked");
            assert_close(in->distribution.p[1],
                         lead->minutes_se * sqrt(n / ess), 1e-9, 0, "scale");
            assert_close(link_of(e, "eligible seats")->minutes_after, raked,
                         1e-9, 0, "priced");
        }
        sw_evidence_free(e);
        fixture_free(pilot);
    }
}

/* A reliability of 1 is ANCOVA itself; less of it moves the figure by the
 * groups' distance at the start. */
static void a_baseline_measured_with_error_moves_ancova(void **state)
{
    (void)state;
    sw_pilot *pilot = fixture_new(false);
    fixture_undivide(pilot);
    fixture_time_spent(pilot);
    sw_evidence *e = fixture_estimate(pilot);
    const sw_effect *ancova = NULL;
    for (size_t i = 0; i < e->n_effects; i++)
        if (e->effects[i].model == SW_MODEL_ANCOVA)
            ancova = &e->effects[i];
    assert_non_null(ancova);
    assert_non_null(e->baseline);
    const double *m = e->baseline->minutes;
    double start = 0, flat = ancova->minutes;
    for (int i = 0; i < PEOPLE; i++)
        start += (i < PILOT_PEOPLE ? 5 : -5) * before_minutes(i) / PILOT_PEOPLE;
    assert_close(m[2], ancova->minutes, 1e-11, 0, "reliable");
    /* minutes(1) = -(dy - b dx): minutes(l) = minutes(1) + b dx (1/l - 1) */
    double b_dx = (m[0] - flat) / (1 / .7 - 1);
    assert_close(m[1], flat + b_dx * (1 / .85 - 1), 1e-10, 0, "in between");
    assert_true((b_dx > 0) == (start > 0));
    assert_close(link_of(e, "baseline error")->value, 1, 0, 0, "a row");
    sw_evidence_free(e);
    fixture_free(pilot);
}

/* Where the effect alone is uncertain, the chain's interval is the effect's
 * through the other links; a link that is uncertain too widens it. */
static void the_chains_interval_is_that_of_all_links(void **state)
{
    (void)state;
    double width[2];
    for (int wide = 0; wide < 2; wide++) {
        sw_pilot *pilot = fixture_new(false);
        fixture_undivide(pilot);
        if (wide)
            sw_input_define(
                sw_inputs_at(&pilot->inputs, SW_IN_SELF_REPORT),
                (sw_distribution){.kind = SW_DIST_NORMAL, .p = {.5, .2}},
                SW_ASSUMPTION);
        fixture_time_saved(pilot);
        sw_evidence *e = fixture_estimate(pilot);
        const sw_link *gross = link_of(e, "gross answer");
        double rest = .5 * .9 * .8;
        width[wide] = e->minutes_upper - e->minutes_lower;
        if (!wide) {
            assert_close(e->minutes_lower, rest * gross->lower, 1e-2, 0, "low");
            assert_close(e->minutes_upper, rest * gross->upper, 1e-2, 0,
                         "high");
        }
        sw_evidence_free(e);
        fixture_free(pilot);
    }
    assert_true(width[1] > 1.5 * width[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_response_assumes_nothing),
        cmocka_unit_test(those_who_did_not_answer_save_kappa_times_as_much),
        cmocka_unit_test(means_of_arms_are_off_by_what_is_missing),
        cmocka_unit_test(the_spread_of_ancova_is_round_the_shared_slope),
        cmocka_unit_test(a_system_of_record_counts_half),
        cmocka_unit_test(equal_response_is_that_of_the_whole),
        cmocka_unit_test(a_segment_without_answers_is_all_silent),
        cmocka_unit_test(the_order_of_segments_does_not_matter),
        cmocka_unit_test(the_raked_figure_leads_while_its_weights_allow),
        cmocka_unit_test(a_baseline_measured_with_error_moves_ancova),
        cmocka_unit_test(the_chains_interval_is_that_of_all_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
