/*
 * successive.c - two results side by side: what their difference tells.
 *
 * Of one estimate with n answers and another with m, mean times number, less
 * the same of the other, is the sum of those who came or went. Results hold
 * numbers of people and no list of them, so that what is compared is the number
 * behind a figure: equal numbers with another figure may be one person's answer
 * too.
 */
#include <math.h>
#include <string.h>

#include "evidence/assess.h"
#include "evidence/disclosure.h"
#include "evidence/effect_rows.h"
#include "pilot/previous.h"

static const double SAME = 1e-9; /* of a figure's size: no answer changed */

typedef struct figure {
    double people, value; /* value NaN: not published */
} figure;

static double number_at(const sw_json *x, const char *key)
{
    const sw_json *v = sw_json_member(x, key);
    return v != NULL && v->type == SW_JSON_NUMBER ? v->number : NAN;
}

/* The object of a list whose `key` is `name`; NULL: none. */
static const sw_json *named(const sw_json *list, const char *key,
                            const char *name)
{
    for (size_t i = 0; name != NULL && list != NULL && i < list->n_items; i++) {
        const sw_json *text = sw_json_member(list->items[i], key);
        if (text != NULL && text->type == SW_JSON_STRING &&
            strcmp(text->string, name) == 0)
            return list->items[i];
    }
    return NULL;
}

/* An unknown number of people is no reason to publish. */
static bool few_changed(figure was, figure is, double least)
{
    if (isnan(was.value) || isnan(is.value))
        return false;
    double people = fabs(was.people - is.people);
    bool same = fabs(was.value - is.value) <= SAME * fabs(was.value);
    return !(people >= least) && !(people <= 0 && same);
}

static bool effect_tells(const sw_effect *x, const sw_json *evidence,
                         double least)
{
    const sw_json *old = named(evidence, "id", x->id);
    const figure was = {number_at(old, "n_pilot") + number_at(old, "n_control"),
                        number_at(old, "estimate")};
    const figure is = {(double)(x->n_pilot + x->n_control), x->estimate};
    return few_changed(was, is, least);
}

static bool division_tells(const sw_segment *s, size_t n, const sw_json *list,
                           double least)
{
    for (size_t g = 0; g < n; g++) {
        const sw_json *old = named(list, "segment", s[g].name);
        const figure was = {number_at(old, "responses"),
                            number_at(old, "effect")};
        const figure is = {(double)s[g].responses,
                           s[g].withheld ? NAN : s[g].minutes};
        if (few_changed(was, is, least))
            return true;
    }
    return false;
}

static sw_json *shared_previous(const sw_pilot *pilot)
{
    return pilot->min_group > 1 && sw_previous_is_shared(pilot)
               ? sw_previous_result(pilot)
               : NULL;
}

static void withhold_segments(sw_evidence *e, int least)
{
    for (size_t g = 0; g < e->n_segments; g++)
        e->segments[g].withheld = true;
    sw_warn(e,
            "Figures by segment are withheld: in one of them the answers of "
            "fewer than %d people can have changed since the previous result, "
            "and the difference of the two would tell them.",
            least);
}

void sw_withhold_differences(sw_evidence *e, const sw_pilot *pilot)
{
    sw_json *result = shared_previous(pilot);
    const sw_json *groupings = sw_json_member(result, "groupings");
    double least = pilot->min_group;
    const sw_json *by = sw_json_member(result, "segments_by");
    if (by != NULL && by->type == SW_JSON_STRING && e->segment_by != NULL &&
        strcmp(by->string, e->segment_by) == 0 &&
        division_tells(e->segments, e->n_segments,
                       sw_json_member(result, "segments"), least))
        withhold_segments(e, pilot->min_group);
    size_t kept = 0;
    for (size_t k = 0; k < e->n_groupings; k++) {
        sw_grouping g = e->groupings[k];
        const sw_json *old = named(groupings, "by", g.by);
        if (!division_tells(g.segments, g.n, sw_json_member(old, "segments"),
                            least)) {
            e->groupings[kept++] = g;
            continue;
        }
        sw_grouping_clear(&g);
        e->n_dropped++;
    }
    e->n_groupings = kept;
    sw_json_free(result);
}

sw_status sw_check_differences(const sw_evidence *e, const sw_pilot *pilot,
                               sw_error *err)
{
    sw_json *result = shared_previous(pilot);
    const sw_json *evidence = sw_json_member(result, "evidence");
    const sw_effect *found = NULL;
    for (size_t i = 0; i < e->n_effects && found == NULL; i++)
        if (sw_outcome_named(pilot, &e->effects[i]) == NULL &&
            effect_tells(&e->effects[i], evidence, pilot->min_group))
            found = &e->effects[i];
    sw_json_free(result);
    if (found == NULL)
        return SW_OK;
    return sw_fail(err, SW_EDOMAIN,
                   "previous.result: %s rests on the answers of %zu people, "
                   "and fewer than privacy.min_group (%d) can have changed "
                   "since that result: the difference of the two would tell "
                   "their answers; wait for more answers, or set "
                   "previous.shared to false if no reader of this result has "
                   "that one",
                   found->id, found->n_pilot + found->n_control,
                   pilot->min_group);
}
