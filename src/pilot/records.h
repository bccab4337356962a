/*
 * records.h - what the files of a pilot hold: answers, outcomes, usage.
 *
 * A person is the number of a row of the roster, or SW_NOBODY. Missing numbers
 * are NaN, missing days SW_DAY_NONE.
 */
#ifndef SW_PILOT_RECORDS_H
#define SW_PILOT_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "ingest/answer.h"
#include "stats/distribution.h"

typedef enum sw_arm { SW_ARM_CONTROL, SW_ARM_PILOT } sw_arm;

typedef enum sw_item_kind {
    SW_ITEM_TIME_SAVED,
    SW_ITEM_TIME_SPENT,
    SW_ITEM_LIKERT,
    SW_ITEM_REINVESTMENT,
    SW_ITEM_OTHER
} sw_item_kind;

/* A text that could not be read, and how often it was given. */
typedef struct sw_unread_answer {
    const char *text;
    size_t count;
} sw_unread_answer;

typedef struct sw_item {
    char *id, *question;
    sw_item_kind kind;
    sw_period per;       /* of a duration */
    double unit_minutes; /* 1 for minutes, 60 for hours */
    int points;          /* of a likert scale */
    bool reverse, guardrail;
    bool lower_is_better;
    double margin; /* NaN: none */
    /* Answers by response: minutes (per `per`) as an interval, or the score as
     * answered (`reverse` is not applied) in both; lower is NaN where
     * unanswered, upper INFINITY in an open top bin. An answer that names
     * another period than `per` has been brought to it. */
    double *lower, *upper; /* [survey.n] */
    const char **text;     /* [survey.n] as given; "" where unanswered */
    bool binned;           /* at least one answer is a range */
    bool *unread;          /* [survey.n] answered with what nobody can read */
    sw_unread_answer *unread_answer; /* [n_unread] each text once */
    size_t n_unread;
} sw_item;

enum { SW_WAVE_BEFORE = 0, SW_WAVE_AFTER = 1 };

typedef struct sw_survey {
    size_t n;        /* responses, one a person and wave (the last one kept) */
    int *person;     /* [n] person number or SW_NOBODY */
    int *wave;       /* [n] 0 before, 1 after, or the integer given */
    sw_arm *arm;     /* [n] of nameless responses; NULL: all of the pilot */
    double *seconds; /* [n] it took to answer, NaN unknown; NULL: all unknown */
    sw_item *items;
    size_t n_items;
    size_t n_duplicates; /* earlier responses of the same person and wave */
} sw_survey;

/* [n] Responses that took less than a third of their wave's median time; none
 * of a wave where fewer than ten say how long they took. Freed with g_free. */
bool *sw_survey_hasty(const sw_survey *survey);

typedef struct sw_outcome {
    char *metric;
    bool lower_is_better;
    double minutes_per_unit;      /* its mean; NaN: none */
    sw_distribution unit_minutes; /* owned; constant: a number is given */
    bool by_task;                 /* unit "task", else "person" */
    bool cluster_person;          /* cluster "person" (tasks), else "team" */
    bool log_scale;
    double work_minutes_per_seat_week; /* NaN: none */
    bool guardrail;
    bool system_of_record; /* a system counts it, of everybody it serves */
    double margin;         /* NaN: none */
    size_t n, n_covariates;
    int *person;       /* [n] or SW_NOBODY */
    sw_day *day;       /* [n] SW_DAY_NONE without a period */
    bool *after;       /* [n] on or after pilot.start (true w/o period) */
    sw_arm *arm;       /* [n] of the row, else of the person */
    double *value;     /* [n] */
    double *covariate; /* [n * n_covariates], row-major */
    char **covariate_names;
} sw_outcome;

/* All that is kept of a person of a file that was too large for rows. The
 * values are active days, actions and minutes, summed. */
typedef struct sw_usage_summary {
    int person; /* or SW_NOBODY; a person can have several */
    sw_day first_active, last_active; /* SW_DAY_NONE: never */
    sw_day last_row;
    uint64_t weeks;     /* active; bit 0 is the file's last. Of weekly files */
    double recent_days; /* active days in the last twelve weeks; NaN unknown */
} sw_usage_summary;

/* By row, or, of a large file, by person: then n is 0 and n_summary is not. */
typedef struct sw_usage {
    size_t n_summary;
    sw_usage_summary *summary;  /* [n_summary] */
    sw_day first_day, last_day; /* first and last period of the summaries */
    size_t n;
    int *person;                             /* [n] or SW_NOBODY */
    sw_day *day;                             /* [n] start of the period */
    double *active_days, *actions, *minutes; /* [n], NaN missing */
    int *days;       /* [n] length of the period; NULL: period_days of each */
    int period_days; /* 1, 7 or about 30; of several files the longest */
    size_t n_sources, n_concealed; /* read, and of these with codes for names */
    bool concealed;        /* people go by codes: who is who cannot be known */
    bool partly_concealed; /* in some of the files: who is idle is not known */
    /* People by the names of the file, where these are not on a roster: all
     * of the last days, and those of them who used it. */
    size_t named, named_active;
    size_t in_several; /* people of the roster active by two sources or more */
    bool has_free;     /* a file of an assistant that needs no seat was read */
    size_t free_users; /* of late, by people who hold no seat */
} sw_usage;

/* Length of the i-th row's period. */
static inline int sw_usage_days(const sw_usage *usage, size_t i)
{
    return usage->days != NULL ? usage->days[i] : usage->period_days;
}

#endif
