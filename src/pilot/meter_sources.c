/* meter_sources.c - packs, commitments and limits of a meter */
#include "pilot/meter_load.h"

#include <math.h>
#include <string.h>

static const char *const KIND[] = {"prepaid", "commit", "pay-as-you-go"};
static const char *const SCOPE[] = {"user", "group", "all"};

static sw_meter_source read_source(const sw_meter_json *w, const sw_json *v)
{
    sw_day from = sw_member_date(w->at.load, v, "from");
    return (sw_meter_source){
        .kind = (sw_meter_source_kind)sw_member_choice(
            v, "kind", KIND, G_N_ELEMENTS(KIND), SW_METER_AS_YOU_GO),
        .units = sw_member_number(v, "units"),
        .price = sw_member_number(v, "price"),
        .from = from != SW_DAY_NONE ? from : w->start,
        .valid_months =
            sw_member_int(v, "valid_months", w->contract->term_months),
        .auto_renew = sw_member_flag(v, "auto_renew", false)};
}

/* A pack or commitment is units at a price; what is paid as it is used has no
 * number of units. */
static void check_numbers(const sw_load *load, const sw_meter_source *s,
                          const sw_json *v)
{
    bool as_you_go = s->kind == SW_METER_AS_YOU_GO;
    if (as_you_go && !isnan(s->units))
        sw_load_problem(load, SW_ERROR, "source-units",
                        sw_json_member(v, "units"), "take units out",
                        "units that are paid as they are used have no number");
    else if (!as_you_go && (isnan(s->units) || isnan(s->price)))
        sw_load_problem(
            load, SW_ERROR, "source-units", v, "give units and price",
            "a source of kind %s is units at a price", KIND[s->kind]);
}

/* What is over before the decision gives nothing any more. */
static void check_dates(const sw_load *load, const sw_meter_source *s,
                        const sw_json *v)
{
    char end[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    sw_day last = sw_date_add_months(s->from - 1, s->valid_months);
    if (s->kind == SW_METER_AS_YOU_GO || s->auto_renew ||
        last > load->pilot->as_of)
        return;
    sw_load_problem(load, SW_WARNING, "source-over", v,
                    "take it out, or give auto_renew or a later from",
                    "its units expire on %s, the day of decision is %s: it "
                    "gives nothing",
                    sw_date_format(last, end),
                    sw_date_format(load->pilot->as_of, as_of));
}

/* Sources are drawn in order, so nothing comes after what has no end. */
static void check_order(const sw_meter_json *w, const sw_meter *m,
                        const sw_json *list)
{
    for (size_t i = 0; i + 1 < m->n_sources; i++)
        if (m->sources[i].kind == SW_METER_AS_YOU_GO)
            sw_load_problem(w->at.load, SW_ERROR, "source-order",
                            list->items[i + 1], "put pay-as-you-go last",
                            "what comes after pay-as-you-go is never drawn");
}

static void check_commitments(const sw_meter_json *w, const sw_meter *m,
                              const sw_json *list)
{
    if (!(sw_member_number(w->at.v, "commit_per_month") > 0))
        return;
    for (size_t i = 0; i < m->n_sources; i++)
        if (m->sources[i].kind == SW_METER_COMMIT)
            sw_load_problem(w->at.load, SW_ERROR, "two-commitments",
                            list->items[i],
                            "take commit_per_month out: it is short for one "
                            "such source",
                            "a commitment is given as a source and as "
                            "commit_per_month");
}

void sw_load_meter_sources(const sw_meter_json *w, sw_meter *m)
{
    const sw_json *list = sw_json_member(w->at.v, "sources");
    m->n_sources = sw_json_length(list);
    m->sources = g_new0(sw_meter_source, m->n_sources);
    for (size_t i = 0; i < m->n_sources; i++) {
        m->sources[i] = read_source(w, list->items[i]);
        check_numbers(w->at.load, &m->sources[i], list->items[i]);
        check_dates(w->at.load, &m->sources[i], list->items[i]);
    }
    check_order(w, m, list);
    check_commitments(w, m, list);
}

void sw_load_meter_caps(const sw_meter_json *w, sw_meter *m)
{
    const sw_json *list = sw_json_member(w->at.v, "caps");
    m->n_caps = sw_json_length(list);
    m->caps = g_new0(sw_meter_cap, m->n_caps);
    sw_check_distinct(w->at.load, list, "scope");
    for (size_t i = 0; i < m->n_caps; i++)
        m->caps[i] = (sw_meter_cap){
            .scope =
                (sw_cap_scope)sw_member_choice(list->items[i], "scope", SCOPE,
                                               G_N_ELEMENTS(SCOPE), SW_CAP_ALL),
            .amount = sw_member_number(list->items[i], "amount"),
            .stop = sw_member_flag(list->items[i], "stop", true)};
}
