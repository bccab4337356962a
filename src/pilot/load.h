/*
 * load.h - what the loaders of a pilot's parts share.
 *
 * Each loader reads its part of pilot.json (checked against the schema and
 * completed with the defaults), fills its part of the pilot and appends what
 * is wrong to the diagnostics.
 */
#ifndef SW_PILOT_LOAD_H
#define SW_PILOT_LOAD_H

#include "base/message.h"
#include "ingest/format.h"
#include "pilot/pilot.h"

enum { SW_MAX_SEATS = 5000000 };

typedef struct sw_load {
    sw_pilot *pilot;
    const sw_json *root; /* the resolved pilot.json */
    const char *file;    /* pilot.json as named in diagnostics */
    const sw_pilot_opts *opts;
    sw_diagnostics *d;
    sw_formats *formats; /* the exports that are known */
    bool without_files;  /* a variant: names of columns have been checked */
    GHashTable *asked;   /* statements that a data source was asked, by its
                            object in pilot.json */
    GHashTable *kept;    /* of sources while their files are read, by their
                            object in pilot.json */
} sw_load;

/* A pilot of nothing but its places; `path` is pilot.json or its folder. */
sw_pilot *sw_pilot_new(const char *path);

/* A finding about a value of pilot.json (NULL: about the file). Warnings are
 * also kept for the report. `remedy` may be NULL. */
void sw_load_problem(const sw_load *load, sw_severity severity,
                     const char *code, const sw_json *where, const char *remedy,
                     const char *fmt, ...) SW_PRINTF(6, 7);
/* The same of a message of any values, which is taken over; the texts of
 * sw_load_problem, as %s prints them, are the user's. */
void sw_load_problem_say(const sw_load *load, sw_severity severity,
                         const char *code, const sw_json *where,
                         const char *remedy, sw_message *said);
/* A warning about an input file: kept for the report too. */
void sw_load_warn_file(const sw_load *load, const char *code, const char *file,
                       const char *remedy, const char *fmt, ...)
    SW_PRINTF(5, 6);
void sw_load_warn_file_say(const sw_load *load, const char *code,
                           const char *file, const char *remedy,
                           sw_message *said);

/* Members of an object by type (sw_member_text too); the fallback where absent
 * or null. */
double sw_member_number(const sw_json *object, const char *key);
/* The mean of a member that may be a distribution; where it is one, a warning
 * says that its spread is not drawn. NaN where absent. */
double sw_member_mean(const sw_load *load, const sw_json *object,
                      const char *key);
/* A member that may be a distribution; the constant NaN where absent. */
sw_distribution sw_member_distribution(const sw_load *load,
                                       const sw_json *object, const char *key);
/* What a result wrote of a distribution: also Student's t and quantiles, which
 * take mean and sd from beside them. False where there is none. */
bool sw_distribution_stored(sw_distribution *out, const sw_json *v, double mean,
                            double sd);
int sw_member_int(const sw_json *object, const char *key, int fallback);
bool sw_member_flag(const sw_json *object, const char *key, bool fallback);
/* SW_DAY_NONE where absent; an impossible date is an error. */
sw_day sw_member_date(const sw_load *load, const sw_json *object,
                      const char *key);
/* Position of the member's text in names[n], or the fallback. */
int sw_member_choice(const sw_json *object, const char *key,
                     const char *const *names, int n, int fallback);
/* True where a value is there and was not merged from the defaults. */
bool sw_is_given(const sw_json *v);
/* The number of elements; 0 for NULL or null. */
size_t sw_json_length(const sw_json *v);

/* Complains where two elements of the list have the same text in `key`. */
void sw_check_distinct(const sw_load *load, const sw_json *list,
                       const char *key);

/* A copy of the text that lives as long as the pilot; NULL for NULL. */
char *sw_keep(const sw_load *load, const char *text);

/* The mean of a number, distribution or record; NaN where there is none. What
 * is wrong with it is left to its binding. */
double sw_json_mean(const sw_load *load, const sw_json *v);

/* Makes the input known from a number, distribution or record; absent or null
 * leaves it unknown. What is written in the file gets provenance `given`.
 * @return true if the input is known now */
bool sw_bind_input(const sw_load *load, size_t id, const sw_json *v,
                   sw_provenance given);
/* Appends an input for the value (key: its dotted path), bound at once.
 * @return its id, or SIZE_MAX where the value is absent */
size_t sw_bind_new_input(const sw_load *load, const sw_json *v,
                         const char *label, sw_unit unit);
/* The same with a label of any values, which is taken over. */
size_t sw_bind_named_input(const sw_load *load, const sw_json *v,
                           sw_message *label, sw_unit unit);

/* The parts, in the order they are loaded. */
void sw_load_settings(const sw_load *load); /* pilot, as_of, privacy ... */
void sw_load_policy(const sw_load *load);
void sw_load_published(const sw_load *load); /* after the outcomes */
void sw_load_assumptions(const sw_load *load);
void sw_load_rates(const sw_load *load);
void sw_load_contract(const sw_load *load);
/* A contract that could be signed: prices and offers, without a term that
 * runs. `path` is where it stands, "alternatives[0].contract". */
void sw_load_offered_contract(const sw_load *load, sw_contract *c,
                              const sw_json *v, const char *path);
void sw_load_alternatives(const sw_load *load);
/* Costs of a list as lines (with room for them); their number. */
size_t sw_load_costs(const sw_load *load, const sw_json *list, sw_line *lines);
/* A one-off amount as a line, on the day the service begins or (`at_exit`)
 * ends. */
sw_line sw_one_off_line(const sw_load *load, const sw_json *amount,
                        const char *id, const char *label, bool at_exit);
void sw_load_roster(const sw_load *load);
void sw_load_seats(const sw_load *load);      /* eligible, assigned, held */
void sw_load_purchased(const sw_load *load);  /* where the contract is silent */
void sw_check_contracts(const sw_load *load); /* the seats are known */
void sw_load_invoices(const sw_load *load);   /* after the contracts */
void sw_load_hourly_cost(const sw_load *load);
void sw_load_survey(const sw_load *load);
void sw_load_realisation(const sw_load *load); /* where the time went */
void sw_load_realisation_targets(const sw_load *load);
void sw_load_outcomes(const sw_load *load);
void sw_load_usage(const sw_load *load);
void sw_load_cohorts(const sw_load *load);  /* once use is known */
void sw_load_adoption(const sw_load *load); /* once use is known */
/* The sources of `usage`, an object or a list of them. */
size_t sw_usage_sources(const sw_load *load);
const sw_json *sw_usage_source(const sw_load *load, size_t k);
/* Whether a source of usage is an export of licences. */
bool sw_usage_is_roster(const sw_load *load, const sw_json *source);
void sw_load_meters(const sw_load *load);  /* what the contracts say */
void sw_load_metered(const sw_load *load); /* what was used, and will be */
/* Those of a contract that could be signed, on `from` or the day after the
 * decision; use that is not given is today's. *n of them. */
sw_meter *sw_load_offered_meters(const sw_load *load, const sw_contract *c,
                                 const sw_json *contract, sw_day from,
                                 size_t *n);
void sw_load_lines(const sw_load *load); /* costs, benefits, risks */
void sw_load_risks(const sw_load *load);
/* A member of a line as an input of its own; SIZE_MAX where absent. */
size_t sw_bind_line(const sw_load *load, const sw_json *v, const char *key,
                    const char *what, sw_unit unit);
/* Lines that count the same money twice, named in a warning each. */
void sw_check_counted_twice(const sw_load *load);
void sw_load_correlations(const sw_load *load); /* after all inputs */
void sw_load_extension(const sw_load *load);
void sw_load_scenarios(const sw_load *load, const sw_json *written,
                       const sw_json *schema);
/* Rules that join several parts: expired inputs, double-counted risk. */
void sw_check_pilot(const sw_load *load);
void sw_check_previous(const sw_load *load); /* of an earlier schema? */

/* The k-th contract as written: `contract`, or an element of `contracts`; NULL
 * past the last. */
const sw_json *sw_contract_json(const sw_load *load, size_t k);
/* How many there are in the file: the length of `contracts`, else 1. */
size_t sw_contracts_written(const sw_load *load);
/* Places in the file, [sw_contracts_written], in the order of the pilot's
 * contracts; g_free() it. */
size_t *sw_contract_order(const sw_load *load);

#endif
