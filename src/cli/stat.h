/*
 * stat.h - how a method plugs into `seatworth stat`.
 *
 * A family of methods exports a table of sw_stat_method; stat_registry.c lists
 * the families. A method reads its columns from sw_stat_data, whose rows are
 * complete, and puts its figures on sw_stat_output in the order in which table
 * and JSON print them. `method`, `n`, `n_missing` before them and `notes`
 * behind them are the command's.
 */
#ifndef SW_CLI_STAT_H
#define SW_CLI_STAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "seatworth/stats.h"

/* The options that name columns. */
typedef enum sw_stat_role {
    SW_STAT_Y,
    SW_STAT_X, /* several, by comma */
    SW_STAT_GROUP,
    SW_STAT_BEFORE,
    SW_STAT_AFTER,
    SW_STAT_UNIT,
    SW_STAT_PERIOD,
    SW_STAT_CLUSTER,
    SW_STAT_WEIGHTS,
    SW_STAT_STRATA,
    SW_STAT_LOWER,
    SW_STAT_UPPER,
    SW_STAT_EVENT,
    SW_STAT_TIME,
    SW_STAT_ESTIMATE, /* of a method without a file: the number as text */
    SW_STAT_SE,       /* the same */
    SW_STAT_P,
    SW_STAT_ROLES
} sw_stat_role;

/* A set of roles, e.g. SW_STAT_SET(Y) | SW_STAT_SET(GROUP). */
#define SW_STAT_SET(role) (1u << SW_STAT_##role)

/* The command line. Texts are NULL and numbers NaN where not given. */
typedef struct sw_stat_options {
    const char *column[SW_STAT_ROLES]; /* as written */
    const char *treated, *vcov, *statistic, *method, *family, *kind, *range,
        *curve, *margins, *looks, *expected;
    double conf; /* 0.95 where not given; in (0, 1) */
    double null; /* 0 where not given, but see has_null */
    double margin, alpha, cap, tau_scale, n, effect, sd, icc, cluster_size,
        target_power, df;
    uint64_t resamples; /* 0: the method's default */
    uint64_t seed;      /* 1 where not given */
    int polynomial;     /* 1 where not given */
    sw_hypothesis alternative;
    bool has_null, equal_variance, delta, no_intercept, hurdle, studentised,
        table, json;
} sw_stat_options;

/* One column after incomplete rows were dropped. */
typedef struct sw_stat_column {
    const char *name;        /* header in the file; NULL: not given */
    const double *number;    /* [n]; NaN: empty; NULL for a text column */
    const char *const *text; /* [n]; "": empty */
    const char *offender;    /* first cell that is no number; NULL: none */
    size_t offender_line;
} sw_stat_column;

/* The distinct cells of a column: in order of value when all are numbers, else
 * by byte. */
typedef struct sw_stat_levels {
    size_t n;
    const char *const *name; /* [n] */
    const double *value;     /* [n]; NULL unless all are numbers */
    const size_t *count;     /* [n] rows */
    const size_t *code;      /* [rows] level of each row */
} sw_stat_levels;

typedef struct sw_stat_data {
    const sw_stat_options *options;
    size_t n;                             /* rows left */
    size_t n_missing;                     /* rows dropped for an empty cell */
    const size_t *line;                   /* [n] of the file, 1-based */
    sw_stat_column column[SW_STAT_ROLES]; /* but X */
    const sw_stat_column *x;              /* [n_x] */
    size_t n_x;
    struct sw_stat_store *store; /* owns everything here */
} sw_stat_data;

typedef struct sw_stat_output sw_stat_output;

/**
 * Runs one method.
 *
 * @return SW_OK
 *         SW_ENODATA, SW_ENUMERIC  it cannot be estimated: the command prints
 *                     null and the message as a note, exit code 0
 *         SW_ESCHEMA, SW_EDOMAIN  a column is not what it must be: exit code 1
 *         SW_EPARSE   the value of an option is wrong: exit code 2
 */
typedef sw_status sw_stat_run(const sw_stat_data *data, sw_stat_output *out,
                              sw_error *err);

typedef struct sw_stat_method {
    const char *name;
    const char *purpose;  /* one line of `seatworth stat --help` */
    unsigned needs;       /* roles that must be given */
    unsigned takes;       /* roles that may be given besides */
    unsigned keeps_empty; /* of these, roles whose empty cells drop no row */
    const char *options;  /* names of further options it reads, by blanks */
    const char *nulls;    /* keys that are null where it cannot be estimated;
                             NULL: "estimate se df statistic p ci" */
    bool no_file;         /* works without FILE.csv: data->n is 0 */
    sw_stat_run *run;
} sw_stat_method;

/* A family, as the registry lists it. */
extern const sw_stat_method SW_STAT_MEANS[];
extern const size_t SW_STAT_MEANS_N;
extern const sw_stat_method SW_STAT_MODELS[];
extern const size_t SW_STAT_MODELS_N;
extern const sw_stat_method SW_STAT_PANEL[];
extern const size_t SW_STAT_PANEL_N;
extern const sw_stat_method SW_STAT_INTERVAL[];
extern const size_t SW_STAT_INTERVAL_N;
extern const sw_stat_method SW_STAT_REGRESSION[];
extern const size_t SW_STAT_REGRESSION_N;
extern const sw_stat_method SW_STAT_POOL[];
extern const size_t SW_STAT_POOL_N;
extern const sw_stat_method SW_STAT_WEIGHT[];
extern const size_t SW_STAT_WEIGHT_N;
extern const sw_stat_method SW_STAT_RANK[];
extern const size_t SW_STAT_RANK_N;
extern const sw_stat_method SW_STAT_RESAMPLE[];
extern const size_t SW_STAT_RESAMPLE_N;
extern const sw_stat_method SW_STAT_COUNTS[];
extern const size_t SW_STAT_COUNTS_N;
extern const sw_stat_method SW_STAT_CURVES[];
extern const size_t SW_STAT_CURVES_N;
extern const sw_stat_method SW_STAT_DESIGN[];
extern const size_t SW_STAT_DESIGN_N;
extern const sw_stat_method SW_STAT_PLAN[];
extern const size_t SW_STAT_PLAN_N;

/* NULL where there is no such method. */
const sw_stat_method *sw_stat_find(const char *name);
/* The i-th of all methods in the order of the registry; NULL at the end. */
const sw_stat_method *sw_stat_at(size_t i);

/* --- reading --------------------------------------------------------------*/

/* Zeroed memory that lives as long as the data; never NULL. */
void *sw_stat_alloc(const sw_stat_data *data, size_t n, size_t size);

/* A text that lives as long. */
const char *sw_stat_text_of(const sw_stat_data *data, const char *fmt, ...)
    SW_PRINTF(2, 3);

/* *out: [n] numbers of a column that was given. SW_ESCHEMA naming the first
 * cell that is no number. NaN only in a role of keeps_empty. */
SW_NODISCARD sw_status sw_stat_numbers(const double **out,
                                       const sw_stat_data *data,
                                       sw_stat_role role, sw_error *err);
/* The same for one of data->x. */
SW_NODISCARD sw_status sw_stat_x_numbers(const double **out,
                                         const sw_stat_data *data, size_t x,
                                         sw_error *err);
/* The same where every value must be 0 or 1. */
SW_NODISCARD sw_status sw_stat_binary(const double **out,
                                      const sw_stat_data *data,
                                      sw_stat_role role, sw_error *err);

/* Levels of any column; empty cells count as the level "". */
const sw_stat_levels *sw_stat_levels_of(const sw_stat_data *data,
                                        sw_stat_role role);
const sw_stat_levels *sw_stat_x_levels(const sw_stat_data *data, size_t x);

/* Levels of the column with this header, which no option names: for methods
 * whose variables are listed elsewhere. SW_ESCHEMA where there is none. */
SW_NODISCARD sw_status sw_stat_named_levels(const sw_stat_levels **out,
                                            const sw_stat_data *data,
                                            const char *header, sw_error *err);

/* Labels [n] for sw_regression and its like; NULL where none was given. */
const size_t *sw_stat_clusters(const sw_stat_data *data);

/* The two levels of --group. */
typedef struct sw_stat_arms {
    const char *treated_name, *control_name;
    const bool *treated; /* [n] of each row */
    size_t n_treated, n_control;
} sw_stat_arms;

/* --treated, else the last level in order, against the other. SW_ESCHEMA where
 * there are more than two levels or --treated is none of them, SW_ENODATA where
 * there is one. */
SW_NODISCARD sw_status sw_stat_two_arms(sw_stat_arms *out,
                                        const sw_stat_data *data,
                                        sw_error *err);
/* v[n] split by the arms, each in the order of its rows. */
void sw_stat_split(sw_sample *treated, sw_sample *control,
                   const sw_stat_data *data, const sw_stat_arms *arms,
                   const double *v);

/* The columns of --x as a matrix: a text column becomes `name[level]` against
 * its first level, a numeric one its powers up to `polynomial`. */
typedef struct sw_stat_design {
    const double *x;         /* [n * k], row-major, without the intercept */
    const char *const *name; /* [k] */
    size_t k;
} sw_stat_design;

SW_NODISCARD sw_status sw_stat_design_of(sw_stat_design *out,
                                         const sw_stat_data *data,
                                         int polynomial, sw_error *err);

/* Where st is SW_ENODATA and the message begins "column 3 of x", puts the
 * column's name, name[3] of k, in its place. */
void sw_stat_name_column(sw_error *err, sw_status st, const char *const *name,
                         size_t k);

/* Index of `value` among words[n]; `fallback` where value is NULL. SW_EPARSE
 * naming the option and its words. */
SW_NODISCARD sw_status sw_stat_choice(size_t *out, const char *option,
                                      const char *value, size_t fallback,
                                      const char *const *words, size_t n,
                                      sw_error *err);
/* "0.25,0.5,1" to *v[*n]; SW_EPARSE naming the option. */
SW_NODISCARD sw_status sw_stat_number_list(const double **v, size_t *n,
                                           const sw_stat_data *data,
                                           const char *option,
                                           const char *value, sw_error *err);

/* --- output ---------------------------------------------------------------*/

/* NaN and infinities are null. A key that was put is not put again: the first
 * one stays. Inside an array, key is NULL. Keys and texts are copied. */
void sw_stat_put(sw_stat_output *out, const char *key, double x);
void sw_stat_put_count(sw_stat_output *out, const char *key, size_t x);
void sw_stat_put_text(sw_stat_output *out, const char *key, const char *text);
void sw_stat_put_bool(sw_stat_output *out, const char *key, bool b);
void sw_stat_put_numbers(sw_stat_output *out, const char *key, const double *v,
                         size_t n);
/* [lower, upper] */
void sw_stat_put_interval(sw_stat_output *out, const char *key, double lower,
                          double upper);
void sw_stat_begin_object(sw_stat_output *out, const char *key);
void sw_stat_begin_array(sw_stat_output *out, const char *key);
void sw_stat_end(sw_stat_output *out);

/* One sentence of `notes`; the same sentence is noted once. */
void sw_stat_note(sw_stat_output *out, const char *fmt, ...) SW_PRINTF(2, 3);

/* The number of observations where it is not the number of rows; SIZE_MAX is
 * unknown, which prints as null. */
void sw_stat_set_n(sw_stat_output *out, size_t n);
/* The same for the rows left out. */
void sw_stat_set_missing(sw_stat_output *out, size_t n);

/* Prints, in place of everything else, the rows of the file that were used as
 * CSV, with v[n] as one more column: for --table. */
void sw_stat_print_rows(sw_stat_output *out, const sw_stat_data *data,
                        const char *header, const double *v);

/* sw_stats_direct against --null, --alternative and --conf. */
void sw_stat_direct(sw_estimate *e, const sw_stat_options *options);

/* `estimate se df statistic p ci conf`; without `df` where it is infinite. What
 * is NaN is null. Puts what e holds: call sw_stat_direct before. */
void sw_stat_put_estimate(sw_stat_output *out, const sw_estimate *e,
                          const sw_stat_options *options);
/* `coefficients`: [{name estimate se df statistic p ci}] */
void sw_stat_put_coefficients(sw_stat_output *out, const char *const *name,
                              const sw_estimate *e, size_t k);

#endif
