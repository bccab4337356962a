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

static bool says(const sw_json *x, const char *key, const char *text)
{
    const sw_json *v = sw_json_member(x, key);
    return v != NULL && v->type == SW_JSON_STRING && text != NULL &&
           strcmp(v->string, text) == 0;
}

/* The object of a list whose `key` is `name`; NULL: none. */
static const sw_json *named(const sw_json *list, const char *key,
                            const char *name)
{
    for (size_t i = 0; list != NULL && i < list->n_items; i++)
        if (says(list->items[i], key, name))
            return list->items[i];
    return NULL;
}

/* The same estimate by the same method; by another where that is gone: the
 * method may follow from the answers. */
static const sw_json *earlier(const sw_json *evidence, const sw_effect *x)
{
    g_autofree char *method = sw_message_say(x->method, NULL);
    for (size_t i = 0; evidence != NULL && i < evidence->n_items; i++)
        if (says(evidence->items[i], "id", x->id) &&
            says(evidence->items[i], "method", method))
            return evidence->items[i];
    return named(evidence, "id", x->id);
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
    const sw_json *old = earlier(evidence, x);
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

static const sw_json *shared_previous(const sw_pilot *pilot)
{
    return pilot->min_group > 1 && sw_previous_is_shared(pilot)
               ? pilot->previous
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
    const sw_json *result = shared_previous(pilot);
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
}

sw_status sw_check_differences(const sw_evidence *e, const sw_pilot *pilot,
                               sw_error *err)
{
    const sw_json *result = shared_previous(pilot);
    const sw_json *evidence = sw_json_member(result, "evidence");
    const sw_effect *found = NULL;
    for (size_t i = 0; i < e->n_effects && found == NULL; i++)
        if (sw_outcome_named(pilot, &e->effects[i]) == NULL &&
            effect_tells(&e->effects[i], evidence, pilot->min_group))
            found = &e->effects[i];
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
