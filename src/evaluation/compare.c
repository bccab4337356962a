/* compare.c - figures, inputs and files of two results, side by side. */
#include "evaluation/compare.h"

#include <math.h>
#include <string.h>

typedef struct figure {
    const char *key, *label, *unit;
} figure;

/* "chosen" is the option that the verdict names. */
static const figure FIGURES[] = {
    {"verdict.option", "Verdict", "text"},
    {"verdict.order", "Order", "text"},
    {"verdict.evidence_grade", "Evidence grade", "text"},
    {"verdict.act_by", "Act by", "date"},
    {"verdict.confidence", "Confidence", "share"},
    {"verdict.stability", "Stability", "share"},
    {"chosen.seats", "Seats of the verdict", "seats"},
    {"chosen.npv.mean", "Its expected net benefit", "money"},
    {"chosen.probability_positive", "Its chance to pay", "share"},
    {"model.effect.minutes_after_chain", "Minutes per seat and week",
     "minutes"},
    {"economics.npv", "Net present value of renewing all", "money"},
    {"economics.npv_programme", "The same over the programme", "money"},
    {"economics.pv_benefits", "Present benefits", "money"},
    {"economics.pv_costs", "Present costs", "money"},
    {"economics.roi", "Return on investment", "share"},
    {"economics.break_even.minutes_per_seat_week", "Minutes that pay",
     "minutes"},
    {"economics.break_even.price_per_seat_month", "Price that pays", "price"},
    {"input.contract.price", "Price of a seat", "price"},
    {"seats.purchased", "Seats purchased", "seats"},
    {"seats.assigned", "Seats assigned", "seats"},
    {"seats.active", "Seats active", "seats"},
    {"seats.habitual", "Seats in habitual use", "seats"},
    {"seats.unassigned", "Seats without a holder", "seats"},
    {"seats.reclaimable", "Seats held and idle", "seats"},
    {"seats.cohorts.retained", "Seats still used", "seats"},
    {"seats.cohorts.reactivated", "Seats used again", "seats"},
    {"seats.cohorts.lapsed", "Seats no longer used", "seats"},
    {"seats.cohorts.still_idle", "Seats idle as before", "seats"},
    {"seats.cohorts.reclaimed", "Seats taken back", "seats"},
    {"seats.cohorts.newly_assigned", "Seats newly assigned", "seats"},
    {"data_quality.response_rate", "Response rate", "share"},
};

double sw_result_number(const sw_json *result, const char *path)
{
    const sw_json *v = sw_json_at(result, path);
    return v != NULL && v->type == SW_JSON_NUMBER ? v->number : NAN;
}

const char *sw_result_text(const sw_json *result, const char *path)
{
    const sw_json *v = sw_json_at(result, path);
    return v != NULL && v->type == SW_JSON_STRING ? v->string : NULL;
}

static const sw_json *member_named(const sw_json *array, const char *key,
                                   const char *name)
{
    for (size_t i = 0; array != NULL && i < array->n_items; i++) {
        const char *text = sw_result_text(array->items[i], key);
        if (text != NULL && name != NULL && strcmp(text, name) == 0)
            return array->items[i];
    }
    return NULL;
}

double sw_result_input(const sw_json *result, const char *key)
{
    const sw_json *inputs = sw_json_at(result, "model.inputs");
    return sw_result_number(member_named(inputs, "key", key), "value");
}

/* Where a figure of FIGURES stands: the value, or NULL. */
static double number_of(const sw_json *result, const char *key)
{
    if (g_str_has_prefix(key, "input."))
        return sw_result_input(result, key + strlen("input."));
    if (!g_str_has_prefix(key, "chosen."))
        return sw_result_number(result, key);
    const sw_json *option =
        member_named(sw_json_member(result, "options"), "option",
                     sw_result_text(result, "verdict.option"));
    return sw_result_number(option, key + strlen("chosen."));
}

/* Both unknown, or the same to the last digits that a recalculation keeps. */
static bool is_same(double a, double b)
{
    if (!isfinite(a) || !isfinite(b))
        return isfinite(a) == isfinite(b);
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static void compare_figures(sw_comparison *c)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FIGURES); i++) {
        const figure *f = &FIGURES[i];
        bool is_text =
            strcmp(f->unit, "text") == 0 || strcmp(f->unit, "date") == 0;
        sw_compared row = {.key = f->key, .label = f->label, .unit = f->unit};
        for (int side = 0; side < SW_SIDES; side++) {
            row.value[side] =
                is_text ? NAN : number_of(c->result[side], f->key);
            row.text[side] =
                is_text ? sw_result_text(c->result[side], f->key) : NULL;
        }
        row.changed = is_text
                          ? g_strcmp0(row.text[SW_OLD], row.text[SW_NEW]) != 0
                          : !is_same(row.value[SW_OLD], row.value[SW_NEW]);
        g_array_append_val(c->figures, row);
    }
}

static void take_input(sw_compared_input *row, const sw_json *input, int side)
{
    row->value[side] = sw_result_number(input, "value");
    row->provenance[side] = sw_result_text(input, "provenance");
    if (input != NULL && row->key == NULL) {
        row->key = sw_result_text(input, "key");
        row->unit = sw_result_text(input, "unit");
    }
}

/* Every input of the old result, then those that only the new one has. */
static void compare_inputs(sw_comparison *c)
{
    const sw_json *list[SW_SIDES];
    for (int side = 0; side < SW_SIDES; side++)
        list[side] = sw_json_at(c->result[side], "model.inputs");
    for (int side = 0; side < SW_SIDES; side++)
        for (size_t i = 0; list[side] != NULL && i < list[side]->n_items; i++) {
            const sw_json *mine = list[side]->items[i];
            const char *key = sw_result_text(mine, "key");
            const sw_json *other = member_named(list[!side], "key", key);
            if (key == NULL || (side == SW_NEW && other != NULL))
                continue;
            sw_compared_input row = {.explains = NAN};
            take_input(&row, mine, side);
            take_input(&row, other, !side);
            if (!is_same(row.value[SW_OLD], row.value[SW_NEW]) ||
                g_strcmp0(row.provenance[SW_OLD], row.provenance[SW_NEW]) != 0)
                g_array_append_val(c->inputs, row);
        }
}

static void compare_files(sw_comparison *c)
{
    const sw_json *list[SW_SIDES];
    for (int side = 0; side < SW_SIDES; side++)
        list[side] = sw_json_member(c->result[side], "inputs");
    for (int side = 0; side < SW_SIDES; side++)
        for (size_t i = 0; list[side] != NULL && i < list[side]->n_items; i++) {
            const sw_json *mine = list[side]->items[i];
            const char *name = sw_result_text(mine, "file");
            const sw_json *other = member_named(list[!side], "file", name);
            if (name == NULL || (side == SW_NEW && other != NULL))
                continue;
            sw_compared_file row = {.file = name};
            row.sha[side] = sw_result_text(mine, "sha256");
            row.sha[!side] = sw_result_text(other, "sha256");
            if (g_strcmp0(row.sha[SW_OLD], row.sha[SW_NEW]) != 0)
                g_array_append_val(c->files, row);
        }
}

static void sum_by_input(sw_comparison *c)
{
    for (guint i = 0; i < c->inputs->len; i++) {
        sw_compared_input *in = &g_array_index(c->inputs, sw_compared_input, i);
        for (guint k = 0; k < c->parts->len; k++) {
            const sw_change_part *p =
                &g_array_index(c->parts, sw_change_part, k);
            if (p->input == NULL || strcmp(p->input, in->key) != 0)
                continue;
            in->explains =
                (isnan(in->explains) ? 0.0 : in->explains) + p->effect;
        }
    }
}

static void add_notes(sw_comparison *c)
{
    static const struct {
        const char *path, *note;
    } same[] = {
        {"name", "the results are of pilots with different names"},
        {"provenance.version", "the results are of different versions"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
        if (g_strcmp0(sw_result_text(c->result[SW_OLD], same[i].path),
                      sw_result_text(c->result[SW_NEW], same[i].path)) != 0)
            g_ptr_array_add(c->notes, g_strdup(same[i].note));
    const char *before = sw_result_text(c->result[SW_OLD], "provenance.as_of");
    const char *now = sw_result_text(c->result[SW_NEW], "provenance.as_of");
    if (before != NULL && now != NULL && strcmp(before, now) > 0)
        g_ptr_array_add(c->notes,
                        g_strdup("the first result is the later one of the "
                                 "two"));
}

int sw_result_edition(const sw_json *result)
{
    const char *schema = sw_result_text(result, "schema");
    if (g_strcmp0(schema, "seatworth/result/2") == 0)
        return SW_RESULT_EDITION;
    return g_strcmp0(schema, "seatworth/result/1") == 0 ? 1 : 0;
}

static sw_status check(const sw_json *result, const char *which, sw_error *err)
{
    switch (sw_result_edition(result)) {
    case SW_RESULT_EDITION:
        return SW_OK;
    case 1:
        return sw_fail(err, SW_ESCHEMA,
                       "the %s file is of schema seatworth/result/1, whose "
                       "money was against another day of leaving; evaluate "
                       "its inputs again and compare that result",
                       which);
    default:
        break;
    }
    return sw_fail(err, SW_ESCHEMA,
                   "the %s file is no result of seatworth: its schema is not "
                   "seatworth/result/2",
                   which);
}

sw_status sw_compare(sw_comparison **out, const sw_json *old_result,
                     const sw_json *new_result, sw_error *err)
{
    sw_status st = check(old_result, "first", err);
    if (st == SW_OK)
        st = check(new_result, "second", err);
    if (st != SW_OK)
        return st;
    sw_comparison *c = g_new0(sw_comparison, 1);
    c->result[SW_OLD] = old_result;
    c->result[SW_NEW] = new_result;
    c->figures = g_array_new(FALSE, TRUE, sizeof(sw_compared));
    c->inputs = g_array_new(FALSE, TRUE, sizeof(sw_compared_input));
    c->parts = g_array_new(FALSE, TRUE, sizeof(sw_change_part));
    c->files = g_array_new(FALSE, TRUE, sizeof(sw_compared_file));
    c->notes = g_ptr_array_new_with_free_func(g_free);
    const char *currency = sw_result_text(old_result, "currency");
    if (g_strcmp0(currency, sw_result_text(new_result, "currency")) == 0)
        c->currency = currency;
    compare_figures(c);
    compare_inputs(c);
    compare_files(c);
    c->has_change = sw_compare_change(c);
    sum_by_input(c);
    add_notes(c);
    *out = c;
    return SW_OK;
}

void sw_comparison_free(sw_comparison *c)
{
    if (c == NULL)
        return;
    g_array_free(c->figures, TRUE);
    g_array_free(c->inputs, TRUE);
    g_array_free(c->parts, TRUE);
    g_array_free(c->files, TRUE);
    g_ptr_array_unref(c->notes);
    g_free(c);
}
