/*
 * pilot.h - the validated model of a pilot: what evidence and economics read.
 *
 * Missing numbers are NaN, missing dates SW_DAY_NONE, missing texts NULL. All
 * strings and arrays are owned by the pilot.
 */
#ifndef SW_PILOT_PILOT_H
#define SW_PILOT_PILOT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/language.h"
#include "ingest/answer.h"
#include "ingest/json.h"
#include "pilot/contract.h"
#include "pilot/meter.h"
#include "pilot/extension.h"
#include "pilot/input.h"
#include "pilot/meter.h"
#include "pilot/records.h"
#include "seatworth/pilot.h"

enum { SW_NOBODY = -1 }; /* a person number where nobody on the roster fits */

typedef enum sw_assignment {
    SW_ASSIGN_VOLUNTEERS,
    SW_ASSIGN_MATCHED,
    SW_ASSIGN_RANDOMISED
} sw_assignment;

typedef enum sw_status_of_person {
    SW_PERSON_ACTIVE,
    SW_PERSON_ON_LEAVE,
    SW_PERSON_LEFT,
    SW_PERSON_OUTSIDE /* a disabled account or a guest: of no arm */
} sw_status_of_person;

/* Whether a file of people says when somebody last used it. */
typedef enum sw_activity_known {
    SW_ACTIVITY_UNKNOWN,
    SW_ACTIVITY_NONE, /* it would, and names no day: never, or long ago */
    SW_ACTIVITY_DATED
} sw_activity_known;

/* What an export of licences says of a person. */
typedef enum sw_licence {
    SW_LICENCE_UNKNOWN,
    SW_LICENCE_NONE,
    SW_LICENCE_HELD
} sw_licence;

typedef struct sw_person {
    char *key; /* normalised: trimmed, lower case */
    sw_arm arm;
    int department; /* index into roster.departments, -1 unknown */
    int team;       /* index into roster.teams, -1 unknown */
    char *role, *region, *seniority;
    char *cost_center;  /* who pays for the seat */
    double hourly_cost; /* roster, else band; NaN unknown or set for a run */
    sw_day seat_from, seat_to;
    sw_status_of_person status;
    double fte;         /* 1 unless given */
    sw_licence licence; /* now, as the file's date says */
    sw_activity_known activity;
    sw_day last_activity; /* where dated: the latest that any file has */
    bool use_doubtful;    /* a last activity that cannot be: in the future */
    sw_day metered;    /* last day of metered use; SW_DAY_NONE: none is known */
    bool holds_seat;   /* pilot arm, at work or on leave, not taken back */
    bool eligible;     /* holds one, is at work, seat older than the grace days
                        */
    uint32_t products; /* bit k: holds the k-th of the file; 0: not said */
} sw_person;

typedef struct sw_roster {
    sw_person *people; /* [n] */
    size_t n;
    char **departments, **teams; /* distinct names, sorted */
    size_t n_departments, n_teams;
    GHashTable *by_key;    /* normalised key -> person number + 1; other
                              names of the person too */
    GHashTable *ambiguous; /* keys that several people have */
    bool has_arm;          /* the file says who is in which arm */
    bool count_only;       /* `seats` in place of a roster */
    bool has_activity;     /* a file says when people were last active */
    sw_day activity_day;   /* then: up to which day, the report's or as_of */
    bool has_metered;      /* a file names who had metered use */
    sw_day metered_day;    /* then: the latest day of it */
    size_t assigned;       /* eligible seats, or seats.count */
    size_t held;           /* with those of newcomers and of people on leave */
    size_t newcomers, on_leave;
} sw_roster;

/* What became of the seats of an earlier roster (roster.before). held_then is
 * the sum of the first six, held_now that of the first five and of those newly
 * assigned. */
typedef struct sw_cohorts {
    sw_day from; /* of the earlier roster; SW_DAY_NONE: there is none */
    size_t retained, reactivated, lapsed, still_idle;
    size_t not_known; /* at one of the dates: newcomers, people on leave ... */
    size_t reclaimed, newly_assigned;
    size_t held_then, held_now;
} sw_cohorts;

/* Number of the person with this key (normalised here), or SW_NOBODY. */
int sw_roster_find(const sw_roster *roster, const char *key);

typedef enum sw_line_kind {
    SW_LINE_ONE_OFF,
    SW_LINE_RECURRING,
    SW_LINE_CONTINGENCY,  /* a share of every other cost line */
    SW_LINE_TIME_SAVED,   /* measured */
    SW_LINE_OTHER_BENEFIT /* an amount a year, or assumed hours */
} sw_line_kind;

typedef enum sw_class {
    SW_CLASS_CASHABLE,
    SW_CLASS_CAPACITY,
    SW_CLASS_SOFT
} sw_class;

/* Money a year that is freed from a day on, beside what was freed before. */
typedef struct sw_release {
    sw_day from;
    double size; /* money a year, or posts */
    bool posts;  /* at the line's cost_per_fte */
} sw_release;

/* A cost or benefit of pilot.json. Input ids are SIZE_MAX where not given. A
 * pilot that measures time and has no `benefits` key gets the one benefit
 * {"id": "time", "kind": "time-saved", "class": "capacity"}; an empty list of
 * benefits is left empty. */
typedef struct sw_line {
    char *id, *kind_text;
    sw_line_kind kind;
    bool is_benefit;
    sw_class class_;
    size_t amount;         /* one-off: money; recurring: money a year */
    size_t per_seat;       /* money a seat, or a seat-year (recurring) */
    size_t hours_per_seat; /* staff hours a seat, priced at hourly cost */
    size_t fte, cost_per_fte;
    size_t share; /* contingency: of every other cost line */
    size_t hires, per_hire, hours_per_hire; /* a year; money; staff hours */
    bool new_seats_only; /* one-offs: only seats that are added */
    bool committed;      /* one-off: spent even if the seats are not kept */
    bool at_exit;        /* one-off of the day that service ends */
    double ramp_months;  /* grows evenly to its full amount; 0: at once */
    sw_day date, from, to;
    char *evidence;      /* benefit: id of the item or metric, or NULL */
    sw_release *release; /* cashable benefit: in place of amount, by day */
    size_t n_release;
    char *budget_line, *owner;
    double margin;          /* revenue counts by its margin; NaN: not revenue */
    double risk_adjustment; /* NaN: none */
} sw_line;

typedef struct sw_risk {
    char *id;
    double probability_per_year;
    size_t benefit_months_lost, cost; /* input ids, SIZE_MAX where absent */
} sw_risk;

/* Something to switch to. Its numbers are inputs of the pilot. */
typedef struct sw_alternative {
    char *name;
    sw_contract contract;
    sw_meter *meters; /* units: its own, else those that are metered now */
    size_t n_meters;
    sw_line *lines; /* its costs, and the cost of switching */
    size_t n_lines;
    size_t benefit_factor; /* input id; SIZE_MAX: not given */
    double overlap_months; /* in which both are paid */
    sw_day available_from; /* SW_DAY_NONE: now */
    char *measured_by;     /* what its benefit was measured by; NULL: nothing */
} sw_alternative;

typedef struct sw_scenario {
    char *name;
    char **keys, **values; /* [n] --set path and JSON text */
    size_t n;
} sw_scenario;

typedef enum sw_discounting {
    SW_DISCOUNT_MONTHLY,
    SW_DISCOUNT_MID_YEAR,
    SW_DISCOUNT_YEAR_END
} sw_discounting;

typedef enum sw_headline {
    SW_HEADLINE_CASHABLE,
    SW_HEADLINE_WITH_CAPACITY,
    SW_HEADLINE_ALL
} sw_headline;

/* By what the seats are divided into segments. */
typedef enum sw_segment_by {
    SW_BY_DEPARTMENT,
    SW_BY_ROLE,
    SW_BY_REGION,
    SW_BY_SENIORITY,
    SW_BY_USE, /* never, lapsed, active, habitual */
    SW_BY_N
} sw_segment_by;

typedef struct sw_policy {
    sw_headline headline;
    sw_segment_by segment_by; /* the others are reported beside */
    double required_probability, max_expected_loss_share, max_loss_cvar10;
    double effect_scale, same_person_correlation, contamination;
    double plausible_discount, budget_per_year; /* NaN where null */
    double min_study_value_share, min_stability, study_changes_action;
    double segment_probability, segment_keep_probability;
    /* Less than this is no change: seats, shares of seats and of a year's
     * spend. */
    double min_change_seats, min_change_seats_share, min_change_spend_share;
    int max_extensions;
    int idle_days; /* a seat that nobody used for so long is idle */
    bool pooled_evidence, allow_assumption_only;
    /* The design's bias by grade (src/evidence/README.md): mean in units of the
     * effect where that is positive, sd in units of max(|effect|,
     * effect_scale). */
    double bias_b_mean, bias_b_sd, bias_c_mean, bias_c_sd;
} sw_policy;

typedef enum sw_draw_method {
    SW_DRAW_SOBOL,
    SW_DRAW_LHS,
    SW_DRAW_RANDOM
} sw_draw_method;

/* One input file, for the Data sheet and result.json. */
typedef struct sw_input_file {
    char *file; /* as named in pilot.json */
    char *kind; /* "roster", "survey before" ... */
    char *format, *encoding;
    char sha256[65];
    size_t rows, rejected;
    char *readings;  /* how its columns were read, a line each */
    char *statement; /* that a warehouse was asked; NULL: it is a file */
    char *asked_at;  /* when, UTC; SOURCE_DATE_EPOCH where that is set */
    char **columns;  /* whose cells are used, in the file's order, and as what
                        each is used; "" where no header says it */
    char **roles;
    char **unused; /* its other columns */
} sw_input_file;

/* How many keys of one source were found in the roster. */
typedef struct sw_join {
    char *source;    /* file name */
    size_t keys;     /* distinct persons named by the source */
    size_t matched;  /* of them on the roster */
    bool concealed;  /* its names are hashes: nothing can be paired */
    char *unmatched; /* the first that are not, apart by commas; "" if none */
    GPtrArray *unresolved; /* all of them, or very many; of text, owned */
} sw_join;

/* The share of saved time that a segment has committed to turn into value:
 * printed beside what is priced, with what a seat would be worth at it; the
 * verdict rests on what is measured or assumed. */
typedef struct sw_realisation_target {
    const char *segment;
    double share;
} sw_realisation_target;

/* What one unit of another currency is worth from a day on. */
typedef struct sw_rate {
    sw_day day;
    char currency[4];
    double rate; /* in the pilot's currency */
} sw_rate;

/* The pilot's money for one of a currency, by the last rate on or before the
 * day; 1 for its own (NULL), NaN where there is none. */
double sw_currency_rate(const sw_pilot *p, const char *currency, sw_day day);

/* People whom contracts serve: one with a seat for everybody serves everybody,
 * those with fewer share them.
 * @param of  [n] what is counted: the largest of the former, or the sum of the
 *            latter where that is more */
double sw_people_served(const double *of, const double *seats, size_t n,
                        double everybody);
/* Mean hourly cost of eligible people; NaN where none is known.
 * @param of  [roster->n] groups, of which one counts; NULL: everybody */
double sw_mean_cost(const sw_roster *roster, const size_t *of, size_t group);
/* Seats purchased, of all contracts for people. */
double sw_pilot_purchased(const sw_pilot *p);
/* An invoice as it was paid. */
typedef struct sw_invoice_paid {
    size_t contract; /* of sw_pilot.contracts */
    sw_day date;
    sw_day from, to; /* what it pays for; SW_DAY_NONE where not said */
    double seats;    /* NaN where not said */
    double amount;   /* negative: a credit */
    char currency[4];
} sw_invoice_paid;

struct sw_pilot {
    char *path, *folder;       /* of pilot.json */
    sw_pilot_opts loaded_with; /* copies, so that it can be read again */
    char *name, *product, *currency;
    sw_day start, end, as_of;
    bool as_of_is_default;
    sw_assignment assignment;
    double eligible_population;                          /* NaN unknown */
    double expected_split_pilot, expected_split_control; /* NaN unknown */
    int grace_days;
    sw_roster roster;
    sw_cohorts cohorts;
    /* The largest licence spend a year first, then by sku: the order of the
     * file changes nothing. The first has the fixed inputs SW_IN_PRICE... */
    sw_contract *contracts;
    size_t n_contracts;
    double *seats_held;        /* of each, by its place in the file: people who
                                  hold it, or all who hold a seat */
    double *seats_eligible;    /* those of them that count */
    bool products_named;       /* a row of the roster says which it is of */
    sw_day co_terminate;       /* a day for all to end together; SW_DAY_NONE */
    sw_invoice_paid *invoices; /* in the order of the file */
    size_t n_invoices;
    size_t hold_several; /* eligible people with two products or more */
    sw_meter *meters;    /* of all contracts, in their order */
    size_t n_meters;
    sw_survey survey;
    sw_outcome *outcomes;
    size_t n_outcomes;
    sw_usage usage;
    sw_line *lines; /* costs, then benefits, in file order */
    size_t n_lines;
    sw_risk *risks;
    size_t n_risks;
    sw_alternative *alternatives;
    size_t n_alternatives;
    sw_scenario *scenarios;
    size_t n_scenarios;
    sw_discounting discounting;
    bool real_basis; /* assumptions.basis "real" */
    double horizon_years;
    int benefit_delay_months, benefit_ramp_months; /* of every benefit; 0 */
    int fiscal_year_month;  /* 1-12, of the first day of the fiscal year */
    int fiscal_year_day;    /* 1-31; a shorter month's last day */
    bool fiscal_year_given; /* else the calendar's is taken */
    bool decay_given, persistence_given, transport_given;
    bool adoption_from_usage;
    bool measures_time; /* by an item or an outcome */
    sw_policy policy;
    int min_group;
    bool names;
    size_t draws;
    uint64_t seed;
    sw_draw_method method;
    sw_copula copula;
    sw_extension extension;
    sw_inputs inputs;
    sw_realisation_target *targets;
    size_t n_targets;
    sw_rate *rates; /* in the order of the file */
    size_t n_rates;
    sw_input_file *files;
    size_t n_files;
    GHashTable *strangers; /* keys of people who need not be on the roster */
    sw_join *joins;
    size_t n_joins;
    sw_diagnostics *rejects; /* every rejected row and why */
    GPtrArray *warnings;     /* of sw_message: what the report must say */
    GPtrArray *priors;       /* of sw_prior: the library, owned */
    GPtrArray *published;    /* of them, what stands beside the estimate */
    sw_json *resolved;       /* pilot.json with --set and defaults applied */
    sw_json *previous;       /* the result that previous.result names; NULL:
                                none, or it cannot be read */
    sw_json *approvals;      /* of approvals.json, an array; NULL: none */
    sw_json *theme;          /* of its reports, with all that it inherits */
    sw_language *language;   /* of its reports */
    GStringChunk *text;      /* owns interned strings */
};

/* A pilot of nothing but its theme and language; NULL with errors in `d`. */
sw_pilot *sw_pilot_looks(const sw_pilot_opts *opts, sw_diagnostics *d);

/* NaN: there is none of the segment. */
double sw_realisation_target_of(const sw_pilot *p, const char *segment);

#endif
