/*
 * evidence_derivation.c - estimates recomputed from the statistics of the raw
 * answers, so that a reader can follow every row by hand.
 */
#include <math.h>

#include "report/evidence_blocks.h"

/* Columns of a block. */
enum {
    NAME,
    VALUES,
    PEOPLE,
    TEAMS,
    SIGN,
    MEAN,
    SD,
    ERROR,
    DF,
    EXTRA, /* means of covariates, or what was fitted */
    ARITHMETIC = 1,
    FIGURE = MEAN
};

/* Where the rows of a block are. */
typedef struct block {
    sw_sheet *s;
    const sw_derivation *d;
    const sw_effect *effect;
    lxw_row_t first, slopes; /* groups; slopes of the covariates */
    lxw_row_t estimate, error, df, quantile, factor;
    bool live; /* the groups are large enough to be shown */
} block;

static sw_ref cell(lxw_row_t row, lxw_col_t column)
{
    return sw_at(row, column, SW_FIX_NONE);
}

static bool is_fitted(const sw_raw_group *g)
{
    return g->family != SW_FAMILY_AUTO;
}

/* The mean of the fitted family, zeros apart. */
static void put_fitted_mean(block *b, lxw_row_t r, const sw_raw_group *g)
{
    static const char *const FORMULAS[] = {
        [SW_FAMILY_LOGNORMAL] = "=(1-%s)*EXP(%s+%s^2/2)",
        [SW_FAMILY_WEIBULL] = "=(1-%s)*EXP(%s+GAMMALN(1+%s))",
        [SW_FAMILY_GAMMA] = "=(1-%s)*EXP(%s)+0*%s",
        [SW_FAMILY_GAUSSIAN] = "=(1-%s)*%s+0*%s"};
    sw_ref zeros = cell(r, EXTRA + 3), location = cell(r, EXTRA + 1),
           scale = cell(r, EXTRA + 2);
    char formula[256];
    g_snprintf(formula, sizeof formula, FORMULAS[g->family], zeros.text,
               location.text, scale.text);
    sw_put_formula(b->s, r, MEAN, g->mean, SW_LOOK_CELL, SW_NUM_DECIMAL_4, "%s",
                   formula);
}

static void put_fit(block *b, lxw_row_t r, const sw_raw_group *g)
{
    sw_put_text(b->s, r, EXTRA, sw_family_name(g->family), SW_LOOK_CELL);
    const double value[] = {g->location, g->scale, g->zero_share};
    for (lxw_col_t c = 0; c < 3; c++)
        sw_put_number(b->s, r, (lxw_col_t)(EXTRA + 1 + c), value[c],
                      SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    put_fitted_mean(b, r, g);
    sw_put_text(b->s, r, SD, "", SW_LOOK_CELL);
    sw_put_number(b->s, r, ERROR, g->se, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    sw_put_number(b->s, r, DF, g->df, SW_LOOK_CELL, SW_NUM_DECIMAL_1);
}

static void put_moments(block *b, lxw_row_t r, const sw_raw_group *g)
{
    double n = (double)g->n;
    sw_put_number(b->s, r, MEAN, g->mean, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    sw_put_number(b->s, r, SD, g->sd, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    sw_put_formula(b->s, r, ERROR, g->sd / sqrt(n), SW_LOOK_CELL,
                   SW_NUM_DECIMAL_4, "=%s/SQRT(%s)", cell(r, SD).text,
                   cell(r, VALUES).text);
    sw_put_formula(b->s, r, DF, n - 1, SW_LOOK_CELL, SW_NUM_DECIMAL_1, "=%s-1",
                   cell(r, VALUES).text);
    for (size_t c = 0; g->covariate && c < b->d->n_covariates; c++)
        sw_put_number(b->s, r, (lxw_col_t)(EXTRA + c), g->covariate[c],
                      SW_LOOK_CELL, SW_NUM_DECIMAL_4);
}

static void put_group(block *b, const sw_raw_group *g)
{
    lxw_row_t r = b->s->row++;
    sw_put_text(b->s, r, NAME, g->name, SW_LOOK_CELL);
    sw_put_number(b->s, r, VALUES, (double)g->n, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(b->s, r, PEOPLE, g->people ? (double)g->people : NAN,
                  SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(b->s, r, TEAMS, g->clusters ? (double)g->clusters : NAN,
                  SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(b->s, r, SIGN, g->sign, SW_LOOK_CELL, SW_NUM_COUNT);
    if (!b->live)
        sw_put_text(b->s, r, MEAN, "too few people to be shown", SW_LOOK_CELL);
    else if (is_fitted(g))
        put_fit(b, r, g);
    else
        put_moments(b, r, g);
}

static void put_extra_heads(block *b, lxw_row_t r)
{
    static const char *const FIT[] = {"Distribution", "Location", "Scale",
                                      "Share of zeros"};
    bool fitted = b->d->n_groups > 0 && is_fitted(&b->d->groups[0]);
    for (size_t c = 0; fitted && c < G_N_ELEMENTS(FIT); c++)
        sw_put_text(b->s, r, (lxw_col_t)(EXTRA + c), FIT[c],
                    c ? SW_LOOK_HEAD_RIGHT : SW_LOOK_HEAD);
    for (size_t c = 0; c < b->d->n_covariates; c++) {
        const char *name = b->d->covariate_names[c];
        if (b->d->own_names)
            name = sw_words(b->s->book, name);
        g_autofree char *head =
            sw_say(sw_sheet_language(b->s), "Mean of %s", name);
        sw_put_data(b->s, r, (lxw_col_t)(EXTRA + c), head, SW_LOOK_HEAD_RIGHT);
    }
}

static void put_groups(block *b)
{
    static const char *const HEADS[] = {"Group",
                                        ">Values",
                                        ">People",
                                        ">Teams or people as clusters",
                                        ">Sign",
                                        ">Mean",
                                        ">Std. dev.",
                                        ">Std. error",
                                        ">Std. error's df",
                                        NULL};
    put_extra_heads(b, b->s->row);
    sw_put_heads(b->s, HEADS);
    sw_sheet_height(b->s, b->s->row - 1, 27);
    b->first = b->s->row;
    for (size_t g = 0; g < b->d->n_groups; g++)
        put_group(b, &b->d->groups[g]);
    if (!b->d->n_covariates || !b->live)
        return;
    b->slopes = b->s->row++;
    sw_put_text(b->s, b->slopes, NAME, "slope, the same in every group",
                SW_LOOK_CELL);
    for (size_t c = 0; c < b->d->n_covariates; c++)
        sw_put_number(b->s, b->slopes, (lxw_col_t)(EXTRA + c), b->d->slope[c],
                      SW_LOOK_CELL, SW_NUM_DECIMAL_4);
}

/* A figure with how it is made; NULL formula: the engine's figure. */
static void put_figure(block *b, const char *name, const char *arithmetic,
                       double value, sw_number number, const char *formula)
{
    lxw_row_t r = b->s->row++;
    sw_put_text(b->s, r, NAME, name, SW_LOOK_CELL);
    sw_put_text(b->s, r, ARITHMETIC, arithmetic, SW_LOOK_PLAIN);
    if (formula)
        sw_put_formula(b->s, r, FIGURE, value, SW_LOOK_CELL, number, "=%s",
                       formula);
    else
        sw_put_number(b->s, r, FIGURE, value, SW_LOOK_CELL, number);
}

static void put_estimate(block *b)
{
    lxw_row_t last = b->first + (lxw_row_t)b->d->n_groups - 1;
    sw_ref sign = sw_span(b->first, SIGN, last, SIGN, SW_FIX_NONE);
    GString *f = g_string_new(NULL);
    g_string_printf(f, "SUMPRODUCT(%s,%s)", sign.text,
                    sw_span(b->first, MEAN, last, MEAN, SW_FIX_NONE).text);
    for (size_t c = 0; c < b->d->n_covariates; c++) {
        lxw_col_t x = (lxw_col_t)(EXTRA + c);
        g_string_append_printf(f, "-%s*SUMPRODUCT(%s,%s)",
                               cell(b->slopes, x).text, sign.text,
                               sw_span(b->first, x, last, x, SW_FIX_NONE).text);
    }
    b->estimate = b->s->row;
    put_figure(b, "Estimate",
               b->d->n_covariates
                   ? "signed sum of the means, each less slope x covariate"
                   : "signed sum of the means",
               b->effect->estimate, SW_NUM_DECIMAL_4, b->live ? f->str : NULL);
    g_string_free(f, TRUE);
}

/* "A^2+B^2" over the groups that make the spread; each with its own power or
 * divisor as the printf format of one cell says. */
static void append_spread(const block *b, GString *f, const char *between,
                          lxw_col_t column, int power, bool over_df)
{
    bool any = false;
    for (size_t g = 0; g < b->d->n_groups; g++) {
        lxw_row_t r = b->first + (lxw_row_t)g;
        if (!b->d->groups[g].spread)
            continue;
        g_string_append_printf(f, "%s%s^%d", any ? between : "",
                               cell(r, column).text, power);
        if (over_df)
            g_string_append_printf(f, "/%s", cell(r, DF).text);
        any = true;
    }
}

/* A prior of the teams' variance comes after what the rows tell. */
static double of_rows(double rows, double pooled)
{
    return isnan(rows) ? pooled : rows;
}

static void put_error(block *b)
{
    g_autoptr(GString) f = g_string_new("SQRT(");
    append_spread(b, f, "+", ERROR, 2, false);
    g_string_append_c(f, ')');
    bool live = b->live && b->d->from_groups;
    b->error = b->s->row;
    put_figure(b, "Standard error",
               live ? "root of the summed squares of the groups' errors"
                    : "from the rows: see the command below",
               of_rows(b->effect->rows_se, b->effect->se), SW_NUM_DECIMAL_4,
               live ? f->str : NULL);
}

static char *df_formula(const block *b)
{
    g_autoptr(GString) f = g_string_new("(");
    bool by_unit = b->d->df == SW_DF_BY_UNIT;
    switch (b->d->df) {
    case SW_DF_WELCH:
    case SW_DF_BY_UNIT:
        append_spread(b, f, "+", by_unit ? VALUES : ERROR, by_unit ? -1 : 2,
                      false);
        g_string_append(f, ")^2/(");
        append_spread(b, f, "+", by_unit ? VALUES : ERROR, by_unit ? -2 : 4,
                      true);
        g_string_append_c(f, ')');
        return g_strdup(f->str);
    case SW_DF_RESIDUAL:
        append_spread(b, f, "+", VALUES, 1, false);
        g_string_append_printf(f, ")-%zu", b->d->n_groups + b->d->n_covariates);
        return g_strdup(f->str);
    case SW_DF_GIVEN:
    case SW_DF_NORMAL:
        break;
    }
    return NULL;
}

static void put_df(block *b)
{
    g_autofree char *f = b->live ? df_formula(b) : NULL;
    const char *how =
        b->d->df == SW_DF_WELCH     ? "Satterthwaite's, from the groups' errors"
        : b->d->df == SW_DF_BY_UNIT ? "Satterthwaite's, from the groups' sizes"
        : b->d->df == SW_DF_RESIDUAL ? "values less coefficients"
        : b->d->df == SW_DF_NORMAL   ? "infinite: the normal is used"
                                     : "from the rows: see the "
                                       "command below";
    b->df = b->s->row;
    put_figure(b, "Degrees of freedom", how,
               of_rows(b->effect->rows_df, b->effect->df), SW_NUM_DECIMAL_1, f);
}

/* Both again with the prior that the teams' variance has. */
static void put_prior(block *b)
{
    const sw_effect *x = b->effect;
    if (isnan(x->prior_se))
        return;
    double own = x->team_alone ? 0 : x->rows_df, more = x->df - own;
    sw_ref error = cell(b->error, FIGURE), df = cell(b->df, FIGURE);
    sw_ref prior = cell(b->s->row, FIGURE);
    put_figure(b, "Standard error of the prior",
               "of the teams' variance: intra-class correlation 0.2",
               x->prior_se, SW_NUM_DECIMAL_4, NULL);
    sw_ref nu = cell(b->s->row, FIGURE);
    put_figure(b, "Degrees of freedom of the prior", "assumed", more,
               SW_NUM_DECIMAL_1, NULL);
    const char *rows = x->team_alone ? "0" : df.text;
    g_autofree char *f =
        g_strdup_printf("SQRT((%s*%s^2+%s*%s^2)/(%s+%s))", rows, error.text,
                        nu.text, prior.text, rows, nu.text);
    g_autofree char *sum = g_strdup_printf("%s+%s", rows, nu.text);
    b->error = b->s->row;
    put_figure(b, "Standard error with it",
               "root of both variances, weighted by degrees of freedom", x->se,
               SW_NUM_DECIMAL_4, f);
    put_figure(b, "Degrees of freedom with it", "the rows' and the prior's",
               x->df, SW_NUM_DECIMAL_1, sum);
}

/* The interval: the quantile is the engine's, since a spreadsheet's t takes
 * whole degrees of freedom only. */
static void put_interval(block *b)
{
    const sw_effect *x = b->effect;
    double t = (x->upper - x->estimate) / x->se;
    b->quantile = b->s->row;
    put_figure(b, "t for 95 %", "quantile at these degrees of freedom", t,
               SW_NUM_DECIMAL_4, NULL);
    for (int up = 0; up <= 1; up++) {
        g_autofree char *f = g_strdup_printf(
            "%s%c%s*%s", cell(b->estimate, FIGURE).text, up ? '+' : '-',
            cell(b->quantile, FIGURE).text, cell(b->error, FIGURE).text);
        put_figure(b, up ? "95 % high" : "95 % low",
                   up ? "estimate + t x standard error"
                      : "estimate - t x standard error",
                   up ? x->upper : x->lower, SW_NUM_DECIMAL_4,
                   isfinite(t) ? f : NULL);
    }
}

static void put_log_minutes(block *b)
{
    const sw_effect *x = b->effect;
    const char *minus = x->log_sign < 0 ? "-" : "";
    b->factor = b->s->row;
    put_figure(b, "Minutes of such work a week", "given with the outcome",
               x->log_week, SW_NUM_DECIMAL_2, NULL);
    g_autofree char *f =
        g_strdup_printf("%s*(1-EXP(%s%s))", cell(b->factor, FIGURE).text, minus,
                        cell(b->estimate, FIGURE).text);
    put_figure(b, "Minutes per seat and week", "minutes of work x (1 - ratio)",
               x->minutes, SW_NUM_DECIMAL_4, f);
    g_autofree char *error = g_strdup_printf(
        "%s*EXP(%s%s)*%s", cell(b->factor, FIGURE).text, minus,
        cell(b->estimate, FIGURE).text, cell(b->error, FIGURE).text);
    put_figure(b, "Its standard error", "minutes of work x ratio x std. error",
               x->minutes_se, SW_NUM_DECIMAL_4, error);
}

static void put_minutes(block *b)
{
    const sw_effect *x = b->effect;
    if (!isnan(x->log_week)) {
        put_log_minutes(b);
        return;
    }
    b->factor = b->s->row;
    put_figure(b, "Minutes a week of one unit",
               "negative where less time means a saving", x->slope,
               SW_NUM_DECIMAL_4, NULL);
    sw_ref factor = cell(b->factor, FIGURE);
    g_autofree char *f =
        g_strdup_printf("%s*%s", factor.text, cell(b->estimate, FIGURE).text);
    put_figure(b, "Minutes per seat and week", "estimate x minutes of one unit",
               x->minutes, SW_NUM_DECIMAL_4, f);
    bool plain = x->model != SW_MODEL_TASKS;
    g_autofree char *error =
        g_strdup_printf("ABS(%s)*%s", factor.text, cell(b->error, FIGURE).text);
    put_figure(b, "Its standard error",
               plain ? "standard error x minutes of one unit"
                     : "from the rows, since the mean divided by is estimated "
                       "too",
               x->minutes_se, SW_NUM_DECIMAL_4, plain ? error : NULL);
}

/* Whether every group has as many people as may be shown. */
static bool may_be_shown(const sw_derivation *d, const sw_pilot *pilot)
{
    size_t least = (size_t)MAX(pilot->min_group, 1);
    for (size_t g = 0; g < d->n_groups; g++) {
        const sw_raw_group *x = &d->groups[g];
        if ((x->people ? x->people : x->n) < least || isnan(x->mean))
            return false;
    }
    return true;
}

static void put_command(block *b)
{
    sw_sheet *s = b->s;
    if (!b->d->command)
        return;
    sw_put_text(s, s->row, NAME, "The same from the rows", SW_LOOK_CELL);
    g_autofree char *command =
        b->d->by_group ? sw_say(sw_sheet_language(s),
                                "for the rows of each group: %s", b->d->command)
                       : g_strdup(b->d->command);
    sw_put_data(s, s->row++, ARITHMETIC, command, SW_LOOK_PLAIN);
    if (b->d->effect == s->book->e->evidence->lead)
        sw_put_text(s, s->row++, ARITHMETIC,
                    "rows.csv is written by: seatworth evaluate PILOT --rows "
                    "rows.csv",
                    SW_LOOK_PLAIN);
}

static void put_derivation(sw_sheet *s, const sw_evaluation *e,
                           const sw_derivation *d)
{
    const sw_effect *x = &e->evidence->effects[d->effect];
    block b = {.s = s, .d = d, .effect = x, .live = may_be_shown(d, e->pilot)};
    g_autoptr(sw_message) heading = sw_message_of(
        "How \"%s\" comes to %.1f minutes: %s, %s, in %s", sw_as_text(x->label),
        sw_as_real(x->minutes), sw_as_word(x->design_text),
        sw_as_message(sw_message_share(x->method)), sw_as_word(x->unit));
    g_autofree char *says = sw_message_say(heading, sw_sheet_language(s));
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    put_groups(&b);
    put_estimate(&b);
    put_error(&b);
    put_df(&b);
    put_prior(&b);
    put_interval(&b);
    put_minutes(&b);
    put_command(&b);
    s->row++;
}

void sw_put_derivations(sw_sheet *s, const sw_evaluation *e, bool leads)
{
    const sw_evidence *ev = e->evidence;
    for (size_t i = 0; i < ev->n_derivations; i++)
        if ((ev->derivations[i].effect == ev->lead) == leads)
            put_derivation(s, e, &ev->derivations[i]);
}
