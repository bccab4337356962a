/* compare_text.c - a comparison in three tables. */
#include <math.h>
#include <string.h>

#include "base/clean_text.h"
#include "base/text.h"
#include "report/compare_report.h"
#include "report/markdown.h"

/* What a result says, which its maker wrote. */
static char *said(const char *text)
{
    return sw_clean_markdown(text != NULL ? text : "unknown");
}

static char *figure_text(const sw_comparison *c, const char *unit, double x)
{
    if (!isfinite(x))
        return g_strdup("n/a");
    if (strcmp(unit, "money") == 0)
        return c->currency != NULL ? sw_text_money(c->currency, x, 0)
                                   : sw_text_number(x, 0);
    if (strcmp(unit, "price") == 0)
        return c->currency != NULL ? sw_text_price(c->currency, x)
                                   : sw_text_number(x, 2);
    if (strcmp(unit, "share") == 0)
        return sw_text_percent(x, 0);
    return sw_text_number(x, strcmp(unit, "minutes") == 0 ? 1 : 0);
}

static char *change_text(const sw_comparison *c, const sw_compared *f)
{
    double change = f->value[SW_NEW] - f->value[SW_OLD];
    if (!f->changed)
        return g_strdup("-");
    if (!isfinite(change))
        return g_strdup("changed");
    if (strcmp(f->unit, "share") == 0)
        return g_strdup_printf("%+.1f points", 100.0 * change);
    g_autofree char *text = figure_text(c, f->unit, change);
    return g_strdup_printf("%s%s", change > 0.0 ? "+" : "", text);
}

static void append_figures(GString *s, const sw_comparison *c)
{
    static const char *const heads[] = {"Figure", "Before", "Now", "Change"};
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (guint i = 0; i < c->figures->len; i++) {
        const sw_compared *f = &g_array_index(c->figures, sw_compared, i);
        /* A sentence is no cell: the JSON has it. */
        if (strcmp(f->key, "verdict.order") == 0)
            continue;
        bool is_text =
            strcmp(f->unit, "text") == 0 || strcmp(f->unit, "date") == 0;
        sw_markdown_add(&t, g_strdup(f->label));
        for (int side = 0; side < SW_SIDES; side++) {
            const char *text = f->text[side] != NULL ? f->text[side] : "n/a";
            sw_markdown_add(&t, is_text
                                    ? g_strdup(text)
                                    : figure_text(c, f->unit, f->value[side]));
        }
        sw_markdown_add(&t, change_text(c, f));
    }
    sw_markdown_append(s, &t);
}

static void append_change(GString *s, const sw_comparison *c)
{
    static const char *const heads[] = {"Part of the change", "Line", "Money"};
    if (!c->has_change || c->parts->len == 0)
        return;
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (guint i = 0; i < c->parts->len; i++) {
        const sw_change_part *p = &g_array_index(c->parts, sw_change_part, i);
        sw_markdown_add(
            &t, g_strdup(p->input != NULL
                             ? p->input
                             : "dates, renewals, discounting, the rest"));
        sw_markdown_add(&t, g_strdup(p->line));
        sw_markdown_add(&t, figure_text(c, "money", p->effect));
    }
    g_string_append(s, "\nWhere the change of the net present value comes "
                       "from:\n\n");
    sw_markdown_append(s, &t);
}

static char *input_text(double x)
{
    return isfinite(x) ? g_strdup_printf("%.6g", x) : g_strdup("n/a");
}

static void append_inputs(GString *s, const sw_comparison *c)
{
    static const char *const heads[] = {"Input", "Unit", "Before", "Now",
                                        "Explains"};
    if (c->inputs->len == 0) {
        g_string_append(s, "\nNo input differs.\n");
        return;
    }
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (guint i = 0; i < c->inputs->len; i++) {
        const sw_compared_input *in =
            &g_array_index(c->inputs, sw_compared_input, i);
        sw_markdown_add(&t, g_strdup(in->key));
        sw_markdown_add(&t, g_strdup(in->unit != NULL ? in->unit : ""));
        sw_markdown_add(&t, input_text(in->value[SW_OLD]));
        sw_markdown_add(&t, input_text(in->value[SW_NEW]));
        sw_markdown_add(&t, figure_text(c, "money", in->explains));
    }
    g_string_append(s, "\nInputs that differ:\n\n");
    sw_markdown_append(s, &t);
}

static void append_verdict(GString *s, const sw_comparison *c)
{
    const sw_json *before = c->result[SW_OLD], *now = c->result[SW_NEW];
    g_autofree char *was = said(sw_result_text(before, "verdict.option"));
    g_autofree char *is = said(sw_result_text(now, "verdict.option"));
    g_autofree char *from = said(sw_result_text(before, "provenance.as_of"));
    g_autofree char *to = said(sw_result_text(now, "provenance.as_of"));
    if (strcmp(was, is) == 0)
        g_string_append_printf(
            s, "As of %s and of %s the verdict is the same: %s.\n", from, to,
            is);
    else
        g_string_append_printf(
            s, "As of %s the verdict was %s; as of %s it is %s.\n", from, was,
            to, is);
}

static char *signed_text(const sw_comparison *c, const char *unit, double x)
{
    if (isfinite(x) && strcmp(unit, "share") == 0)
        return g_strdup_printf("%+.1f points", 100.0 * x);
    g_autofree char *text = figure_text(c, unit, x);
    return g_strdup_printf("%s%s", x > 0.0 ? "+" : "", text);
}

/* Money where a benefit is priced, else what it costs. */
static void append_bridge(GString *s, const sw_comparison *c,
                          const sw_bridge *b)
{
    bool priced = isfinite(b->change[SW_BRIDGE_NPV]);
    int money = priced ? SW_BRIDGE_NPV : SW_BRIDGE_COSTS;
    const char *const heads[] = {"What moved",
                                 priced ? "Net present value" : "Present costs",
                                 "Expected net benefit", "Chance to pay"};
    if (!b->known) {
        g_autofree char *why = said(b->why_not);
        g_string_append_printf(s, "\nThe change cannot be split: %s.\n", why);
        return;
    }
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (int part = 0; part <= SW_BRIDGE_PARTS; part++) {
        bool all = part == SW_BRIDGE_PARTS;
        const int figures[] = {money, SW_BRIDGE_EXPECTED, SW_BRIDGE_CHANCE};
        sw_markdown_add(
            &t, g_strdup(all ? "Whole change" : sw_bridge_part_label(part)));
        for (size_t i = 0; i < G_N_ELEMENTS(figures); i++)
            sw_markdown_add(
                &t,
                signed_text(
                    c, figures[i] == SW_BRIDGE_CHANCE ? "share" : "money",
                    all ? b->change[figures[i]] : b->part[figures[i]][part]));
    }
    g_string_append(s, "\nWhat moved the result, of renewing all:\n\n");
    sw_markdown_append(s, &t);
    for (int part = 0; part < SW_BRIDGE_PARTS; part++)
        if (b->with_next[part])
            g_string_append_printf(
                s, "\n%s cannot be told from the part after it.\n",
                sw_bridge_part_label(part));
    if (b->withheld)
        g_string_append(s, "\nFigures of segments are withheld in a result: "
                           "what they add stands with the software.\n");
}

static void append_turns(GString *s, const sw_bridge *b)
{
    for (size_t i = 0; i < b->n_turns; i++) {
        const sw_turn *t = &b->turns[i];
        g_string_append_printf(s, "\n%s turned the verdict from %s to %s",
                               sw_bridge_part_label(t->part), t->from, t->to);
        if (t->rule != NULL)
            g_string_append_printf(s, ", at step \"%s\"", t->rule);
        if (isfinite(t->before) && isfinite(t->now))
            g_string_append_printf(s, " (%.6g before, %.6g now, against %.6g)",
                                   t->before, t->now, t->threshold);
        g_string_append(s, ".\n");
    }
}

static void append_breaks(GString *s, const sw_review *r)
{
    for (guint i = 0; i < r->breaks->len; i++) {
        const sw_break *b = &g_array_index(r->breaks, sw_break, i);
        g_autofree char *name = said(b->name != NULL ? b->name : b->what);
        g_autofree char *was = said(b->was != NULL ? b->was : "not there");
        g_autofree char *is = said(b->is != NULL ? b->is : "not there");
        g_string_append_printf(s, "%s- %s, %s: %s, now %s\n",
                               i == 0 ? "\nDefinitions that changed, so that "
                                        "figures do not compare:\n\n"
                                      : "",
                               b->what, name, was, is);
    }
}

static void append_forecasts(GString *s, const sw_review *r)
{
    static const char *const heads[] = {"Forecast and actual", "Year",
                                        "Forecast", "Actual", "Difference"};
    const sw_comparison *c = r->comparison;
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (guint i = 0; i < r->forecasts->len; i++) {
        const sw_forecast *f = &g_array_index(r->forecasts, sw_forecast, i);
        sw_markdown_add(&t, g_strdup(f->what));
        sw_markdown_add(&t, f->year > 0 ? g_strdup_printf("%d", f->year)
                                        : g_strdup(""));
        sw_markdown_add(&t, figure_text(c, f->unit, f->forecast));
        sw_markdown_add(&t, figure_text(c, f->unit, f->actual));
        sw_markdown_add(&t, signed_text(c, f->unit, f->actual - f->forecast));
    }
    g_string_append_c(s, '\n');
    sw_markdown_append(s, &t);
}

static void append_trend(GString *s, const sw_review *r)
{
    static const char *const heads[] = {"As of",    "Verdict",    "Grade",
                                        "NPV",      "Chance",     "Minutes",
                                        "Adoption", "Alpha spent"};
    const sw_comparison *c = r->comparison;
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (guint i = 0; i < r->trend->len; i++) {
        const sw_trend_point *p = &g_array_index(r->trend, sw_trend_point, i);
        sw_markdown_add(&t, g_strdup(p->as_of != NULL ? p->as_of : "n/a"));
        sw_markdown_add(&t, g_strdup(p->verdict != NULL ? p->verdict : "n/a"));
        sw_markdown_add(&t, g_strdup(p->grade != NULL ? p->grade : "n/a"));
        sw_markdown_add(&t, figure_text(c, "money", p->npv));
        sw_markdown_add(&t, figure_text(c, "share", p->chance));
        sw_markdown_add(&t, figure_text(c, "minutes", p->minutes));
        sw_markdown_add(&t, figure_text(c, "share", p->adoption));
        sw_markdown_add(&t, isfinite(p->alpha_spent)
                                ? g_strdup_printf("%.4f", p->alpha_spent)
                                : g_strdup("n/a"));
    }
    g_string_append(s, "\nTrend:\n\n");
    sw_markdown_append(s, &t);
    if (isfinite(r->alpha_left))
        g_string_append_printf(s, "\nThe looks leave %.4f of alpha 0.05.\n",
                               r->alpha_left);
}

char *sw_review_text(const sw_review *r)
{
    const sw_comparison *c = r->comparison;
    const sw_json *now = c->result[SW_NEW];
    GString *s = g_string_new(NULL);
    g_autofree char *name = said(sw_result_text(now, "name"));
    g_string_append_printf(s, "# %s\n\n", name);
    append_verdict(s, c);
    const char *order = sw_result_text(now, "verdict.order");
    g_autofree char *wording = said(order);
    if (order != NULL)
        g_string_append_printf(s, "%s\n", wording);
    append_bridge(s, c, &r->bridge);
    append_turns(s, &r->bridge);
    append_breaks(s, r);
    append_forecasts(s, r);
    append_trend(s, r);
    g_string_append_c(s, '\n');
    append_figures(s, c);
    append_change(s, c);
    append_inputs(s, c);
    for (guint i = 0; i < c->files->len; i++) {
        g_autofree char *file =
            said(g_array_index(c->files, sw_compared_file, i).file);
        g_string_append_printf(s, "%s- %s differs\n",
                               i == 0 ? "\nFiles:\n\n" : "", file);
    }
    for (guint i = 0; i < c->notes->len; i++) {
        g_autofree char *note = said(g_ptr_array_index(c->notes, i));
        g_string_append_printf(s, "%sNote: %s.\n", i == 0 ? "\n" : "", note);
    }
    return g_string_free(s, FALSE);
}
