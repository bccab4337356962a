#include "evaluation/review.h"

#include <math.h>
#include <string.h>

/* ---- which results can be reviewed together ---- */

static sw_status check_schema(const sw_json *result, const char *file,
                              sw_error *err)
{
    static const char RESULT[] = "seatworth/result/";
    const char *schema = sw_result_text(result, "schema");
    double edition = schema != NULL && g_str_has_prefix(schema, RESULT)
                         ? g_ascii_strtod(schema + strlen(RESULT), NULL)
                         : 0.0;
    const char *version = sw_result_text(result, "provenance.version");
    if (edition > SW_RESULT_EDITION)
        return sw_fail(err, SW_ESCHEMA,
                       "%s is of schema %s, newer than this program reads; "
                       "use seatworth %s or later",
                       file, schema, version != NULL ? version : "of its day");
    if (edition >= SW_RESULT_EDITION)
        return SW_OK;
    if (edition >= 1.0)
        return sw_fail(err, SW_ESCHEMA,
                       "%s is of schema seatworth/result/1, whose money was "
                       "against another day of leaving; evaluate its inputs "
                       "again and compare that result",
                       file);
    return sw_fail(err, SW_ESCHEMA,
                   "%s is no result of seatworth: its schema is not "
                   "seatworth/result/2",
                   file);
}

/* Members that every result has: a file that was cut off and mended lacks
 * some. */
static sw_status check_whole(const sw_json *result, const char *file,
                             sw_error *err)
{
    static const char *const MEMBERS[] = {"name",      "currency",  "verdict",
                                          "options",   "economics", "model",
                                          "provenance"};
    for (size_t i = 0; i < G_N_ELEMENTS(MEMBERS); i++)
        if (sw_json_member(result, MEMBERS[i]) == NULL)
            return sw_fail(err, SW_ESCHEMA,
                           "%s is not whole: it has no '%s'; evaluate its "
                           "inputs again",
                           file, MEMBERS[i]);
    return SW_OK;
}

static sw_status check_same(const sw_json *first, const sw_json *other,
                            const char *const names[2], sw_error *err)
{
    const char *a = sw_result_text(first, "name");
    const char *b = sw_result_text(other, "name");
    if (g_strcmp0(a, b) == 0)
        return SW_OK;
    return sw_fail(err, SW_ESCHEMA,
                   "%s is of the pilot '%s' and %s of '%s': results of one "
                   "pilot are compared",
                   names[0], a != NULL ? a : "", names[1], b != NULL ? b : "");
}

static sw_status check_all(const sw_json *const *results,
                           const char *const *names, size_t n, sw_error *err)
{
    sw_status st = SW_OK;
    for (size_t i = 0; i < n && st == SW_OK; i++) {
        const char *const pair[2] = {names[0], names[i]};
        st = check_schema(results[i], names[i], err);
        if (st == SW_OK)
            st = check_whole(results[i], names[i], err);
        if (st == SW_OK)
            st = check_same(results[0], results[i], pair, err);
    }
    return st;
}

/* ---- definitions ---- */

static void clear_break(gpointer p)
{
    sw_break *b = p;
    g_free(b->name);
    g_free(b->was);
    g_free(b->is);
}

/* A value as pilot.json has it; NULL where it is not there. */
static char *written(const sw_json *v)
{
    if (v == NULL || v->type == SW_JSON_NULL)
        return NULL;
    if (v->type == SW_JSON_STRING)
        return g_strdup(v->string);
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_write(&w, v);
    return g_strstrip(sw_json_writer_take(&w, NULL));
}

static void hold(sw_review *r, const char *what, const char *name,
                 const sw_json *was, const sw_json *is)
{
    sw_break b = {.what = what, .was = written(was), .is = written(is)};
    if (g_strcmp0(b.was, b.is) == 0) {
        clear_break(&b);
        return;
    }
    b.name = g_strdup(name);
    g_array_append_val(r->breaks, b);
}

static const sw_json *element(const sw_json *list, const char *key,
                              const char *name)
{
    for (size_t i = 0; list != NULL && i < list->n_items; i++)
        if (g_strcmp0(sw_result_text(list->items[i], key), name) == 0)
            return list->items[i];
    return NULL;
}

/* What an element of both lists says by these keys; an element of one of them
 * is a break by its first key. */
static void hold_lists(sw_review *r, const char *path, const char *id,
                       const char *what, const char *const *keys, size_t n)
{
    const sw_json *list[SW_SIDES];
    for (int side = 0; side < SW_SIDES; side++)
        list[side] = sw_json_at(r->comparison->result[side], path);
    for (int side = 0; side < SW_SIDES; side++)
        for (size_t i = 0; list[side] != NULL && i < list[side]->n_items; i++) {
            const sw_json *mine = list[side]->items[i];
            const char *name = sw_result_text(mine, id);
            const sw_json *other = element(list[!side], id, name);
            if (name == NULL || (side == SW_NEW && other != NULL))
                continue;
            const sw_json *pair[SW_SIDES];
            pair[side] = mine;
            pair[!side] = other;
            for (size_t k = 0; k < (other == NULL ? 1 : n); k++)
                hold(r, what, name, sw_json_member(pair[SW_OLD], keys[k]),
                     sw_json_member(pair[SW_NEW], keys[k]));
        }
}

static void find_breaks(sw_review *r)
{
    static const char *const ITEM[] = {"question", "kind",   "per",
                                       "unit",     "points", "answers"};
    static const char *const METRIC[] = {"metric", "unit", "better", "scale",
                                         "minutes_per_unit"};
    static const struct {
        const char *what, *path;
    } PLAIN[] = {
        {"currency", "currency"},
        {"segment_by", "model.pilot.policy.segment_by"},
        {"headline", "model.pilot.policy.headline"},
        {"horizon", "model.pilot.assumptions.horizon_years"},
        {"discounting", "model.pilot.assumptions.discounting"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(PLAIN); i++)
        hold(r, PLAIN[i].what, NULL,
             sw_json_at(r->comparison->result[SW_OLD], PLAIN[i].path),
             sw_json_at(r->comparison->result[SW_NEW], PLAIN[i].path));
    hold_lists(r, "model.pilot.survey.items", "id", "survey", ITEM,
               G_N_ELEMENTS(ITEM));
    hold_lists(r, "model.pilot.outcomes", "metric", "metric", METRIC,
               G_N_ELEMENTS(METRIC));
}

/* ---- forecast against actual ---- */

/* A fiscal year's cash of lines with actuals in the new result. */
static void add_spend(sw_review *r, int year, const sw_json *was,
                      const sw_json *is)
{
    sw_forecast f = {"spend", "money", year, 0.0, 0.0};
    bool any = false;
    for (size_t i = 0; i < is->n_items; i++) {
        const sw_json *row = is->items[i];
        double actual = sw_result_number(row, "actual");
        if ((int)sw_result_number(row, "fiscal_year") != year || isnan(actual))
            continue;
        any = true;
        f.actual += actual;
    }
    for (size_t i = 0; any && i < was->n_items; i++) {
        const sw_json *row = was->items[i];
        const char *line = sw_result_text(row, "line");
        bool counts = false;
        for (size_t k = 0; k < is->n_items; k++)
            counts |=
                g_strcmp0(sw_result_text(is->items[k], "line"), line) == 0 &&
                (int)sw_result_number(is->items[k], "fiscal_year") == year &&
                !isnan(sw_result_number(is->items[k], "actual"));
        if (counts && (int)sw_result_number(row, "fiscal_year") == year)
            f.forecast += sw_result_number(row, "cash");
    }
    if (any)
        g_array_append_val(r->forecasts, f);
}

static void compare_spend(sw_review *r)
{
    const sw_json *was =
        sw_json_at(r->comparison->result[SW_OLD], "economics.budget");
    const sw_json *is =
        sw_json_at(r->comparison->result[SW_NEW], "economics.budget");
    double last = NAN;
    if (was == NULL || is == NULL || r->comparison->currency == NULL)
        return;
    for (size_t i = 0; i < is->n_items; i++) {
        double year = sw_result_number(is->items[i], "fiscal_year");
        if (!isfinite(year) || year < 1.0 || year > 9999.0 ||
            (int)year == (int)(isnan(last) ? 0.0 : last))
            continue;
        last = year;
        add_spend(r, (int)year, was, is);
    }
}

static void compare_forecasts(sw_review *r)
{
    const sw_json *was = r->comparison->result[SW_OLD];
    const sw_json *is = r->comparison->result[SW_NEW];
    double expected = sw_result_input(was, "assumptions.adoption");
    if (isnan(expected))
        expected = sw_result_input(was, "usage.adoption_pilot");
    sw_forecast adoption = {"adoption", "share", 0, expected,
                            sw_result_input(is, "usage.adoption_pilot")};
    sw_forecast minutes = {
        "minutes", "minutes", 0,
        sw_result_number(was, "model.effect.minutes_after_chain"),
        sw_result_number(is, "model.effect.minutes_after_chain")};
    compare_spend(r);
    g_array_append_val(r->forecasts, adoption);
    g_array_append_val(r->forecasts, minutes);
}

/* ---- trend ---- */

static void take_looks(sw_trend_point *t, const sw_json *result)
{
    const sw_json *list = sw_json_member(result, "evidence");
    t->look = t->information = t->alpha_spent = NAN;
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        double look = sw_result_number(list->items[i], "look");
        if (isnan(look))
            continue;
        t->look = look;
        t->information = sw_result_number(list->items[i], "information");
        t->alpha_spent = sw_result_number(list->items[i], "alpha_spent");
        return;
    }
}

static void add_point(sw_review *r, const sw_json *v)
{
    sw_trend_point t = {
        .as_of = sw_result_text(v, "provenance.as_of"),
        .verdict = sw_result_text(v, "verdict.option"),
        .grade = sw_result_text(v, "verdict.evidence_grade"),
        .act_by = sw_result_text(v, "verdict.act_by"),
        .currency = sw_result_text(v, "currency"),
        .npv = sw_result_number(v, "economics.npv"),
        .expected = sw_result_number(v, "options[0].npv.mean"),
        .chance = sw_result_number(v, "options[0].probability_positive"),
        .confidence = sw_result_number(v, "verdict.confidence"),
        .price = sw_result_input(v, "contract.price"),
        .minutes = sw_result_number(v, "model.effect.minutes_after_chain"),
        .adoption = sw_result_input(v, "usage.adoption_pilot"),
        .seats = sw_result_number(v, "seats.purchased"),
        .active = sw_result_number(v, "seats.active"),
        .response_rate = sw_result_number(v, "data_quality.response_rate")};
    take_looks(&t, v);
    g_array_append_val(r->trend, t);
}

/* Alpha is spent once: what the last look left of it is what the next has. */
static void carry_alpha(sw_review *r)
{
    static const double ALPHA = 0.05;
    double most = NAN;
    for (guint i = 0; i < r->trend->len; i++)
        most =
            fmax(most, g_array_index(r->trend, sw_trend_point, i).alpha_spent);
    r->alpha_left = isnan(most) ? NAN : fmax(0.0, ALPHA - most);
}

sw_status sw_review_new(sw_review **out, const sw_json *const *results,
                        const char *const *names, size_t n, sw_error *err)
{
    sw_comparison *c = NULL;
    sw_status st = check_all(results, names, n, err);
    if (st == SW_OK)
        st = sw_compare(&c, results[n - 2], results[n - 1], err);
    if (st != SW_OK)
        return st;
    sw_review *r = g_new0(sw_review, 1);
    r->comparison = c;
    r->breaks = g_array_new(FALSE, TRUE, sizeof(sw_break));
    g_array_set_clear_func(r->breaks, clear_break);
    r->forecasts = g_array_new(FALSE, TRUE, sizeof(sw_forecast));
    r->trend = g_array_new(FALSE, TRUE, sizeof(sw_trend_point));
    find_breaks(r);
    compare_forecasts(r);
    for (size_t i = 0; i < n; i++)
        add_point(r, results[i]);
    carry_alpha(r);
    if (c->currency != NULL)
        sw_bridge_build(&r->bridge, results[n - 2], results[n - 1],
                        names + n - 2);
    else
        r->bridge.why_not = g_strdup("the results are in different currencies");
    *out = r;
    return SW_OK;
}

void sw_review_free(sw_review *r)
{
    if (r == NULL)
        return;
    sw_comparison_free(r->comparison);
    sw_bridge_clear(&r->bridge);
    g_array_free(r->breaks, TRUE);
    g_array_free(r->forecasts, TRUE);
    g_array_free(r->trend, TRUE);
    g_free(r);
}
