/*
 * quality.c - response rates, joins and the sample ratio.
 */
#include <math.h>
#include <stdlib.h>

#include "evidence/assess.h"
#include "evidence/survey.h"

static const double small_count = 5; /* below it chi-square is not to be had */
static const double same_chance = 1 + 1e-9; /* ties of binomial chances */

static double log_chance(double k, double n, double share)
{
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(share) +
           (n - k) * log1p(-share);
}

/* Sum of the chances of all splits no likelier than the one seen. */
static double exact_p(double pilot, double n, double share)
{
    double seen = exp(log_chance(pilot, n, share)) * same_chance, p = 0;
    for (double k = 0; k <= n; k++) {
        double chance = exp(log_chance(k, n, share));
        if (chance <= seen)
            p += chance;
    }
    return fmin(p, 1);
}

double sw_sample_ratio_p(double pilot, double control, double split_pilot,
                         double split_control)
{
    double n = pilot + control;
    double share = split_pilot / (split_pilot + split_control);
    if (!(n > 0) || !(share > 0 && share < 1))
        return NAN;
    double expected = n * share, other = n - expected;
    if (fmin(expected, other) < small_count)
        return exact_p(pilot, n, share);
    double gap = pilot - expected;
    /* One degree of freedom: the tail of the squared normal. */
    return erfc(sqrt((gap * gap / expected + gap * gap / other) / 2));
}

static double sample_ratio(const sw_pilot *pilot)
{
    double arms[2] = {0, 0};
    if (pilot->assignment != SW_ASSIGN_RANDOMISED || pilot->roster.count_only ||
        !pilot->roster.has_arm)
        return NAN;
    for (size_t i = 0; i < pilot->roster.n; i++)
        arms[pilot->roster.people[i].arm]++;
    return sw_sample_ratio_p(arms[SW_ARM_PILOT], arms[SW_ARM_CONTROL],
                             pilot->expected_split_pilot,
                             pilot->expected_split_control);
}

static int by_number(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* The waves of the survey in order, each once; the caller frees it. */
static int *distinct_waves(const sw_survey *survey, size_t *n)
{
    int *waves = g_new(int, survey->n + 1);
    *n = 0;
    if (!survey->n)
        return waves;
    memcpy(waves, survey->wave, survey->n * sizeof *waves);
    qsort(waves, survey->n, sizeof *waves, by_number);
    for (size_t i = 0; i < survey->n; i++)
        if (i == 0 || waves[i] != waves[*n - 1])
            waves[(*n)++] = waves[i];
    return waves;
}

/* Eligible people of the pilot arm, and how many of them responded. */
static sw_wave_response response_of(const sw_responses *responses, int wave)
{
    const sw_pilot *pilot = responses->pilot;
    sw_wave_response response = {
        wave, sw_people_of_arm(&pilot->roster, SW_ARM_PILOT), 0};
    for (size_t i = 0; i < pilot->survey.n; i++)
        response.answered +=
            sw_response_counts(responses, i, wave, SW_ARM_PILOT);
    return response;
}

static void count_responses(sw_evidence *e, const sw_pilot *pilot)
{
    g_autofree int *waves = distinct_waves(&pilot->survey, &e->n_waves);
    e->waves = g_new0(sw_wave_response, e->n_waves + 1);
    sw_responses responses = sw_responses_of(pilot);
    int after = responses.after;
    for (size_t i = 0; i < e->n_waves; i++) {
        sw_wave_response r = response_of(&responses, waves[i]);
        e->waves[i] = r;
        if (waves[i] == after && after > SW_WAVE_BEFORE && r.invited)
            e->response_rate = (double)r.answered / (double)r.invited;
    }
}

void sw_assess_quality(sw_evidence *e, const sw_pilot *pilot)
{
    e->response_rate = e->join_rate = NAN;
    count_responses(e, pilot);
    for (size_t i = 0; i < pilot->n_joins; i++)
        if (pilot->joins[i].keys)
            e->join_rate = fmin(e->join_rate, (double)pilot->joins[i].matched /
                                                  (double)pilot->joins[i].keys);
    e->sample_ratio_p = sample_ratio(pilot);
}
