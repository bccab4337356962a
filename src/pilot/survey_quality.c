/* survey_quality.c - what the responses look like (FORMATS 5.8) */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pilot/survey.h"

typedef struct quality {
    const sw_survey_reading *all;
    const sw_survey *survey;
    const sw_roster *roster;
    const sw_json *where;
} quality;

static const sw_person *person_of(const quality *q, size_t i)
{
    int who = q->survey->person[i];
    return who == SW_NOBODY ? NULL : &q->roster->people[who];
}

static void warn(const quality *q, const char *code, const char *remedy,
                 size_t n, const char *what)
{
    if (n > 0)
        sw_load_problem_say(
            q->all->load, SW_WARNING, code, q->where, remedy,
            sw_message_of("%zu %s", sw_as_count(n), sw_as_word(what)));
}

static void check_partial(const quality *q)
{
    size_t n = 0;
    for (guint i = 0; i < q->all->responses->len; i++)
        n += g_array_index(q->all->responses, sw_response, i).partial;
    warn(q, "partial-responses", NULL, n,
         "responses are unfinished; the answers they have are used");
}

/* The same point in every one of four statements or more, where at least one is
 * turned round or the point is not the middle. */
static bool is_straight(const quality *q, size_t response)
{
    enum { ENOUGH = 4 };
    size_t n = 0;
    double first = NAN;
    for (size_t k = 0; k < q->survey->n_items; k++) {
        const sw_item *item = &q->survey->items[k];
        if (item->kind != SW_ITEM_LIKERT || isnan(item->lower[response]))
            continue;
        if (n++ == 0)
            first = item->lower[response];
        else if (fabs(item->lower[response] - first) > 0)
            return false;
    }
    return n >= ENOUGH;
}

static void check_straight_lines(const quality *q)
{
    size_t n = 0;
    for (size_t i = 0; i < q->survey->n; i++)
        n += is_straight(q, i);
    warn(q, "straight-lines", NULL, n,
         "responses give the same point to every statement; they are used");
}

/* After-answers of people who never had a seat stand for the control group;
 * before-answers of people who had one already are no baseline. */
static void check_seats(const quality *q)
{
    size_t late = 0;
    for (guint i = 0; i < q->all->responses->len; i++) {
        const sw_response *r =
            &g_array_index(q->all->responses, sw_response, i);
        const sw_person *p = person_of(q, i);
        late += r->wave == SW_WAVE_BEFORE && r->date != SW_DAY_NONE &&
                p != NULL && p->seat_from != SW_DAY_NONE &&
                r->date > p->seat_from;
    }
    warn(q, "before-after-seat", "check the wave, or seat_from of the roster",
         late,
         "responses of the first wave came after the seat was given: they are "
         "no baseline");
}

/* Of people on the roster who are in neither arm: without a seat that counts,
 * and no control. */
static void check_outsiders(const quality *q)
{
    size_t n = 0;
    for (size_t i = 0; i < q->survey->n; i++) {
        const sw_person *p = person_of(q, i);
        bool control = p != NULL && p->arm == SW_ARM_CONTROL &&
                       p->status == SW_PERSON_ACTIVE;
        n += p != NULL && !p->eligible && !control &&
             q->survey->wave[i] > SW_WAVE_BEFORE;
    }
    warn(q, "no-seat-answers", "check who holds a seat in the roster", n,
         "responses are of people who hold no seat that counts and are no "
         "control group: they are left out");
}

/* Nobody of the control group should speak of time that a seat saved. */
static void check_contamination(const quality *q)
{
    size_t n = 0;
    for (size_t i = 0; i < q->survey->n; i++) {
        const sw_person *p = person_of(q, i);
        bool speaks = false;
        for (size_t k = 0; k < q->survey->n_items; k++) {
            const sw_item *item = &q->survey->items[k];
            speaks |= item->kind == SW_ITEM_TIME_SAVED && item->lower[i] > 0;
        }
        n += speaks && p != NULL && p->arm == SW_ARM_CONTROL &&
             q->survey->wave[i] > SW_WAVE_BEFORE;
    }
    warn(q, "contamination", "check arm in the roster", n,
         "people of the control group say that the copilot saved them time");
}

typedef struct department {
    size_t seats, answered;
} department;

static department *count_departments(const quality *q)
{
    department *out = g_new0(department, q->roster->n_departments + 1);
    g_autofree bool *answered = g_new0(bool, q->roster->n + 1);
    for (size_t i = 0; i < q->survey->n; i++)
        if (q->survey->person[i] != SW_NOBODY &&
            q->survey->wave[i] > SW_WAVE_BEFORE)
            answered[q->survey->person[i]] = true;
    for (size_t i = 0; i < q->roster->n; i++) {
        const sw_person *p = &q->roster->people[i];
        if (!p->eligible || p->department < 0)
            continue;
        out[p->department].seats++;
        out[p->department].answered += answered[i];
    }
    return out;
}

/* Below this share of answers a department's voice is missing. */
static const double FEW = 0.5;

/* Departments that answer rarely; small ones are not named. */
static void check_nonresponse(const quality *q)
{
    g_autofree department *d = count_departments(q);
    g_autoptr(GString) names = g_string_new(NULL);
    size_t least = (size_t)MAX(q->all->load->pilot->min_group, 1);
    bool any = false;
    for (size_t i = 0; i < q->roster->n_departments; i++) {
        any |= d[i].answered > 0;
        if (d[i].seats >= least &&
            (double)d[i].answered < FEW * (double)d[i].seats)
            g_string_append_printf(
                names, "%s%s (%zu of %zu)", names->len ? ", " : "",
                q->roster->departments[i], d[i].answered, d[i].seats);
    }
    if (any && names->len > 0)
        sw_load_problem(q->all->load, SW_WARNING, "silent-departments",
                        q->where, NULL,
                        "fewer than half of the seat holders answered after "
                        "the start in: %s",
                        names->str);
}

/* Responses that took less than a third of their wave's usual time. */
static void check_haste(const quality *q)
{
    size_t n = 0;
    g_autofree bool *hasty = sw_survey_hasty(q->survey);
    for (size_t i = 0; i < q->survey->n; i++)
        n += hasty[i];
    warn(q, "hasty-responses", NULL, n,
         "responses took less than a third of the usual time; they are used");
}

void sw_survey_check_quality(const sw_survey_reading *r)
{
    const sw_pilot *p = r->load->pilot;
    quality q = {.all = r,
                 .survey = &p->survey,
                 .roster = &p->roster,
                 .where = sw_json_member(r->load->root, "survey")};
    check_partial(&q);
    check_straight_lines(&q);
    check_haste(&q);
    check_seats(&q);
    check_outsiders(&q);
    check_contamination(&q);
    check_nonresponse(&q);
}
