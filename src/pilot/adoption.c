/* adoption.c - the share of the pilot's seats that is in use */
#include <string.h>

#include "pilot/activity.h"
#include "pilot/data_parts.h"
#include "pilot/load.h"

typedef struct share {
    size_t active, of;
    size_t control; /* active, and of the control group */
} share;

/* Of the seats that count, those of which is known whether they are used. */
static share share_of_roster(const sw_roster *roster, const sw_activity *a)
{
    share out = {0};
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *p = &roster->people[i];
        bool active = a->use[i] == SW_USE_ACTIVE;
        out.of += p->eligible && a->use[i] != SW_USE_UNKNOWN;
        out.active += p->eligible && active;
        out.control += active && roster->has_arm && p->arm == SW_ARM_CONTROL &&
                       p->status == SW_PERSON_ACTIVE;
    }
    return out;
}

/* Concealed people cannot be found on the roster: they are a share of their own
 * file. */
static share share_of_names(const sw_pilot *p)
{
    size_t of = p->roster.count_only ? p->roster.assigned : p->usage.named;
    return (share){.active = MIN(p->usage.named_active, of),
                   .of = p->usage.named > 0 ? of : 0};
}

/* The files of usage, apart by commas. */
static const char *source_of(const sw_load *load)
{
    const sw_usage *u = &load->pilot->usage;
    if (u->n + u->n_summary == 0)
        return "roster";
    g_autoptr(GString) s = g_string_new(NULL);
    for (size_t k = 0; k < sw_usage_sources(load); k++) {
        const char *name = sw_data_source_name(sw_usage_source(load, k));
        if (name != NULL)
            g_string_append_printf(s, "%s%s", s->len > 0 ? ", " : "", name);
    }
    return sw_keep(load, s->len > 0 ? s->str : "usage");
}

/* Jeffreys' posterior: Beta(1/2 + x, 1/2 + n - x). */
static void define(const sw_load *load, const share *s)
{
    double n = (double)s->of, x = (double)s->active;
    sw_input *input = sw_inputs_at(&load->pilot->inputs, SW_IN_ADOPTION_PILOT);
    sw_input_define(
        input,
        (sw_distribution){.kind = SW_DIST_BETA, .p = {0.5 + x, 0.5 + n - x, 0}},
        SW_MEASURED);
    sw_input_from(input, sw_message_text_of(source_of(load)));
}

static void tell(const sw_load *load, const share *s)
{
    const sw_pilot *p = load->pilot;
    int days = sw_activity_days(p);
    const char *file = source_of(load);
    if (s->control > 0)
        sw_load_warn_file(load, "control-used", file,
                          "check arm, and who holds a seat",
                          "%zu of the control group used the copilot in the "
                          "last %d days of %s: the effect is understated",
                          s->control, days, file);
    if (days > p->policy.idle_days)
        sw_load_warn_file(load, "active-in-period", file,
                          "give an export that says when each person was last "
                          "active",
                          "%s says only who was active in %d days: whether a "
                          "seat was used in the last %d is not known",
                          file, days, p->policy.idle_days);
    if (s->active == 0 && s->of > 0)
        sw_load_warn_file(load, "nobody-active", file,
                          "if the export is older than that, give as_of its "
                          "day",
                          "by %s nobody used a seat in the last %d days", file,
                          days);
}

static void tell_unknown(const sw_load *load)
{
    const sw_json *usage = sw_json_member(load->root, "usage");
    const sw_json *adoption = sw_json_at(load->root, "assumptions.adoption");
    if (sw_usage_sources(load) > 0 &&
        sw_usage_is_roster(load, sw_usage_source(load, 0)))
        sw_load_problem(load, SW_WARNING, "no-usage", usage,
                        "give an export of usage as well",
                        "%s says who holds a licence, not who uses it",
                        sw_data_source_name(sw_usage_source(load, 0)));
    else if (usage == NULL && load->pilot->adoption_from_usage &&
             sw_is_given(adoption))
        sw_load_problem(load, SW_WARNING, "no-usage", adoption,
                        "give usage.file, or adoption as a number",
                        "adoption is to come from usage, and there is no "
                        "usage file");
}

void sw_load_adoption(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    g_autoptr(sw_activity) activity = sw_activity_of(p);
    if (activity == NULL && p->usage.n + p->usage.n_summary == 0) {
        tell_unknown(load);
        return;
    }
    share s = activity != NULL ? share_of_roster(&p->roster, activity)
                               : share_of_names(p);
    if (s.of == 0)
        return;
    define(load, &s);
    tell(load, &s);
}
