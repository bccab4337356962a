/*
 * survey.h - a survey's answers as estimators want them.
 */
#ifndef SW_EVIDENCE_SURVEY_H
#define SW_EVIDENCE_SURVEY_H

#include "evidence/panel.h"

/* The answers of one item, wave and arm. */
typedef struct sw_answers {
    double *lower, *upper;
    size_t *cluster;
    int *person;        /* SW_NOBODY where it is not known who */
    size_t n, n_people; /* n_people: of them, on the roster */
    bool clustered;
} sw_answers;

/* A pilot's survey, and what has to be known of all of it. */
typedef struct sw_responses {
    const sw_pilot *pilot;
    bool anonymous; /* nobody is named: all are taken as the pilot arm */
    int after;      /* the wave that stands for after: the last; 0 without */
} sw_responses;

/* Of the restricted mean of time spent: a week. */
enum { SW_CAP_MINUTES_SPENT = 40 * 60 };

sw_responses sw_responses_of(const sw_pilot *pilot);
/* The item of that id, or NULL. */
const sw_item *sw_item_named(const sw_pilot *pilot, const char *id);
/* Nobody is believed to save more than this a day in a restricted mean. */
#define SW_CAP_MINUTES_PER_DAY 120.0
/* Above this many minutes a `per` nobody is believed to save, where an open
 * range asks for an end. */
double sw_minutes_cap(const sw_pilot *pilot, sw_period per);
/* Arm of the person who answered; of a nameless answer, as the survey says. */
sw_arm sw_response_arm(const sw_responses *responses, size_t i);
/* Whether response i is of this wave and of a person who counts in this arm. */
bool sw_response_counts(const sw_responses *responses, size_t i, int wave,
                        sw_arm arm);

sw_answers *sw_answers_of(const sw_responses *responses, const sw_item *item,
                          int wave, sw_arm arm);
void sw_answers_free(sw_answers *answers);
/* Whether all that are above none, one at least if there is any, are the same
 * range or value: there is no spread to fit. */
bool sw_answers_share_range(const sw_answers *answers);
/* True if one of the answers is a range. */
bool sw_answers_binned(const sw_answers *answers);

/* Mean of exact or binned answers, with the method, which the caller frees.
 * Notes go to the effect. `cap` is that of the restricted mean. */
SW_NODISCARD bool sw_answers_mean(sw_estimate *out, sw_message **method,
                                  sw_effect *effect, const sw_answers *answers,
                                  double cap);

/* Fewer answers than this, or answers without a spread, take a posterior of
 * their own (stats/small_sample.h). */
enum { SW_FEW_ANSWERS = 20 };
/* Estimates minutes saved of which so few are known; false, with a note, where
 * answers are of lost time. `per_day` is the item's minutes of one a day. */
bool sw_few_answers_effect(sw_effect *effect, const sw_answers *answers,
                           double per_day);
/* Beside the estimate of time saved: what it is if every answer that nobody can
 * read means none. */
void sw_effect_unread(sw_effect *effect, const sw_responses *responses,
                      const sw_item *item, double cap);

/* One row a person with the answers of the two waves; nameless answers are rows
 * of their own, of the pilot group. */
sw_panel *sw_survey_panel(const sw_responses *responses, const sw_item *item);

/* Appends the effects of one item. */
void sw_survey_effects(GArray *effects, const sw_responses *responses,
                       const sw_item *item);
/* The same for a time-spent item with binned answers, which has no pairs. */
void sw_binned_spent_effects(GArray *effects, const sw_responses *responses,
                             const sw_item *item, const sw_subject *subject);

/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_answers, sw_answers_free)

#endif
