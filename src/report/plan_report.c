/* plan_report.c - the plan's sizes, its curves, and what they rest on. */
#include "report/plan_report.h"

#include <math.h>
#include <string.h>

#include "base/json_writer.h"

static const char *source_name(sw_plan_source source)
{
    static const char *const names[] = {"unknown", "default", "pilot", "given"};
    return names[source];
}

static void put_inputs(sw_json_writer *w, const sw_plan_inputs *in)
{
    sw_json_key(w, "inputs");
    sw_json_begin_array(w);
    for (int k = 0; k < SW_PLAN_KEYS; k++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "input", SW_PLAN_FIELDS[k].name);
        sw_json_put_number(w, "value", in->value[k]);
        sw_json_put_string(w, "source", source_name(in->source[k]));
        sw_json_put_string(w, "meaning", SW_PLAN_FIELDS[k].meaning);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_members(sw_json_writer *w, const sw_plan_size *s)
{
    sw_json_put_number(w, "responses_per_arm", s->responses);
    sw_json_put_number(w, "teams_per_arm", s->teams);
    sw_json_put_number(w, "seats", s->seats);
    sw_json_put_number(w, "control", s->control);
    sw_json_put_number(w, "weeks", s->weeks);
    sw_json_put_number(w, "width", s->width);
    sw_json_put_number(w, "power", s->power);
    sw_json_put_number(w, "detectable_effect", s->detectable_effect);
    sw_json_put_number(w, "evsi", s->evsi);
    sw_json_put_number(w, "cost", s->cost);
    sw_json_put_number(w, "delay", s->delay);
    sw_json_put_number(w, "net_gain", s->net);
}

static void put_size(sw_json_writer *w, const char *key, bool known,
                     const sw_plan_size *s)
{
    if (!known) {
        sw_json_put_null(w, key);
        return;
    }
    sw_json_key(w, key);
    sw_json_begin_object(w);
    put_members(w, s);
    sw_json_end_object(w);
}

static void put_sizes(sw_json_writer *w, const char *key, const GArray *sizes)
{
    sw_json_key(w, key);
    sw_json_begin_array(w);
    for (guint i = 0; i < sizes->len; i++) {
        sw_json_begin_object(w);
        put_members(w, &g_array_index(sizes, sw_plan_size, i));
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_by_icc(sw_json_writer *w, const GArray *rows)
{
    sw_json_key(w, "by_icc");
    sw_json_begin_array(w);
    for (guint i = 0; i < rows->len; i++) {
        const sw_plan_icc *row = &g_array_index(rows, sw_plan_icc, i);
        sw_json_begin_object(w);
        sw_json_put_number(w, "icc", row->icc);
        put_members(w, &row->size);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_recommended(sw_json_writer *w, const sw_plan *p)
{
    const sw_plan_size *s = &p->recommended;
    sw_json_key(w, "recommended");
    sw_json_begin_object(w);
    sw_json_put_string(w, "goal", p->goal);
    sw_json_put_number(w, "responses_per_arm", s->responses);
    sw_json_put_number(w, "seats", p->goal == NULL ? NAN : s->seats);
    sw_json_put_number(w, "control", p->goal == NULL ? NAN : s->control);
    sw_json_put_number(w, "weeks", p->goal == NULL ? NAN : s->weeks);
    sw_json_end_object(w);
}

char *sw_plan_json(const sw_plan *p, const char *name, const char *currency)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "schema", "seatworth/plan/1");
    sw_json_put_string(&w, "name", name);
    sw_json_put_string(&w, "currency", currency);
    put_recommended(&w, p);
    sw_json_put_number(&w, "design_effect", p->design_effect);
    sw_json_put_number(&w, "responding_team", p->responding_team);
    sw_json_put_number(&w, "break_even_effect", p->break_even);
    sw_json_put_number(&w, "evpi", p->evpi);
    put_size(&w, "for_width", p->has_width, &p->width);
    put_size(&w, "for_power", p->has_power, &p->power);
    put_size(&w, "for_net_gain", p->has_gain, &p->gain);
    put_sizes(&w, "curve", p->curve);
    put_sizes(&w, "by_weeks", p->by_weeks);
    put_by_icc(&w, p->by_icc);
    put_inputs(&w, &p->in);
    sw_json_key(&w, "notes");
    sw_json_begin_array(&w);
    for (guint i = 0; i < p->notes->len; i++)
        sw_json_string(&w, g_ptr_array_index(p->notes, i));
    sw_json_end_array(&w);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}

enum { FIGURE = 32 };

static const char *figure(double x, char buf[FIGURE])
{
    g_snprintf(buf, FIGURE,
               fabs(x) >= 999.5 && fabs(x) < 1e15 ? "%.0f" : "%.3g", x);
    return isfinite(x) ? buf : "-";
}

static void append_row(GString *s, const char *label, const sw_plan_size *size)
{
    char a[8][FIGURE];
    g_string_append_printf(
        s, "%-16s %9s %7s %8s %6s %9s %6s %10s %10s\n", label,
        figure(size->responses, a[0]), figure(size->seats, a[1]),
        figure(size->control, a[2]), figure(size->weeks, a[3]),
        figure(size->width, a[4]), figure(size->power, a[5]),
        figure(size->evsi, a[6]), figure(size->net, a[7]));
}

static void append_head(GString *s, const char *label)
{
    g_string_append_printf(s, "%-16s %9s %7s %8s %6s %9s %6s %10s %10s\n",
                           label, "responses", "seats", "control", "weeks",
                           "interval", "power", "worth", "net gain");
}

static void append_recommended(GString *s, const sw_plan *p)
{
    const sw_plan_size *r = &p->recommended;
    if (p->goal == NULL)
        g_string_append(s, "No size of study can be recommended.\n");
    else if (strcmp(p->goal, "no-study") == 0)
        g_string_append(s, "Recommended: no study; decide now.\n");
    else
        g_string_append_printf(
            s,
            "Recommended: %.0f seats, %.0f control persons, %.0f weeks (%.0f "
            "responses an arm; %s).\n",
            r->seats, r->control, r->weeks, r->responses,
            strcmp(p->goal, "net-gain") == 0 ? "the highest net gain"
            : strcmp(p->goal, "power") == 0  ? "for the power"
                                             : "for the width");
}

static void append_inputs(GString *s, const sw_plan_inputs *in)
{
    g_string_append(s, "\nWhat this rests on:\n");
    for (int k = 0; k < SW_PLAN_KEYS; k++) {
        char x[FIGURE];
        if (in->source[k] != SW_PLAN_UNKNOWN)
            g_string_append_printf(
                s, "  %-17s %9s  %-8s %s\n", SW_PLAN_FIELDS[k].name,
                figure(in->value[k], x),
                in->source[k] == SW_PLAN_DEFAULT ? "assumed"
                                                 : source_name(in->source[k]),
                SW_PLAN_FIELDS[k].meaning);
    }
}

char *sw_plan_text(const sw_plan *p, const char *currency)
{
    GString *s = g_string_new(NULL);
    append_recommended(s, p);
    g_string_append_c(s, '\n');
    append_head(s, "For");
    if (p->has_width)
        append_row(s, "the width", &p->width);
    if (p->has_power)
        append_row(s, "the power", &p->power);
    if (p->has_gain)
        append_row(s, "the net gain", &p->gain);
    g_string_append_c(s, '\n');
    append_head(s, "Curve");
    for (guint i = 0; i < p->curve->len; i++)
        append_row(s, "", &g_array_index(p->curve, sw_plan_size, i));
    if (p->by_icc->len > 0) {
        g_string_append_c(s, '\n');
        append_head(s, "If the ICC were");
    }
    for (guint i = 0; i < p->by_icc->len; i++) {
        const sw_plan_icc *row = &g_array_index(p->by_icc, sw_plan_icc, i);
        g_autofree char *label = g_strdup_printf("%g", row->icc);
        append_row(s, label, &row->size);
    }
    append_inputs(s, &p->in);
    if (currency != NULL)
        g_string_append_printf(s, "Money is in %s.\n", currency);
    for (guint i = 0; i < p->notes->len; i++)
        g_string_append_printf(s, "Note: %s.\n",
                               (char *)g_ptr_array_index(p->notes, i));
    return g_string_free(s, FALSE);
}
