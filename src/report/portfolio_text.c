/* portfolio_text.c - a portfolio in tables: what is due first. */
#include <math.h>

#include "base/clean_text.h"
#include "base/text.h"
#include "report/markdown.h"
#include "report/portfolio_report.h"

/* ---- what tables and sheets share ---- */

const sw_portfolio_option *sw_holding_option(const sw_holding *h, int place)
{
    return h->error != NULL || place == SW_PORTFOLIO_NONE ? NULL
                                                          : &h->options[place];
}

static const char *name_by(const sw_holding *h, sw_roll_up by)
{
    return by == SW_BY_VENDOR  ? h->vendor
           : by == SW_BY_OWNER ? h->owner
                               : h->currency;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(((const sw_rolled_up *)a)->name,
                     ((const sw_rolled_up *)b)->name);
}

static sw_rolled_up *row_named(GArray *rows, const char *name)
{
    for (guint i = 0; i < rows->len; i++)
        if (g_strcmp0(g_array_index(rows, sw_rolled_up, i).name, name) == 0)
            return &g_array_index(rows, sw_rolled_up, i);
    sw_rolled_up row = {.name = name};
    g_array_append_val(rows, row);
    return &g_array_index(rows, sw_rolled_up, rows->len - 1);
}

/* What nobody knows makes a sum unknown, but for seats that are not there. */
GArray *sw_portfolio_roll_up(const sw_portfolio *p, sw_roll_up by)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(sw_rolled_up));
    for (size_t i = 0; i < p->n; i++) {
        const sw_holding *h = &p->holdings[i];
        if (h->error != NULL)
            continue;
        const sw_portfolio_option *o = sw_holding_option(h, h->decided);
        sw_rolled_up *row = row_named(rows, name_by(h, by));
        row->pilots++;
        row->seats_now += isnan(h->seats_now) ? 0.0 : h->seats_now;
        row->seats += isnan(h->seats) ? 0.0 : h->seats;
        row->cost += o != NULL ? o->cost : (double)NAN;
        row->value += o != NULL ? o->value : (double)NAN;
    }
    g_array_sort(rows, by_name);
    return rows;
}

/* ---- the tables ---- */

static char *money(const sw_portfolio *p, double x)
{
    return !isfinite(x)          ? g_strdup("n/a")
           : p->currency != NULL ? sw_text_money(p->currency, x, 0)
                                 : sw_text_number(x, 0);
}

static char *count(double x)
{
    return isfinite(x) ? sw_text_number(x, 0) : g_strdup("n/a");
}

static char *day(sw_day d)
{
    char text[SW_DATE_TEXT];
    return g_strdup(d == SW_DAY_NONE ? "none" : sw_date_format(d, text));
}

static char *or_not_said(const char *text)
{
    return g_strdup(text != NULL ? text : "not said");
}

static char *change_of(const sw_holding *h)
{
    g_autofree char *from = count(h->seats_now), *to = count(h->seats);
    return isnan(h->seats) ? g_strdup("n/a")
                           : g_strdup_printf("%s to %s seats", from, to);
}

static void append_calendar(GString *s, const sw_portfolio *p)
{
    static const char *const heads[] = {"Pilot",       "Act by",   "Owner",
                                        "Verdict",     "Change",   "12 months",
                                        "Net benefit", "If missed"};
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (size_t i = 0; i < p->n - p->n_failed; i++) {
        const sw_holding *h = &p->holdings[p->calendar[i]];
        const sw_portfolio_option *o = sw_holding_option(h, h->decided);
        sw_markdown_add(&t, or_not_said(h->name));
        sw_markdown_add(&t, day(h->act_by));
        sw_markdown_add(&t, or_not_said(h->owner));
        sw_markdown_add(&t, g_strdup(h->verdict));
        sw_markdown_add(&t, change_of(h));
        sw_markdown_add(&t, money(p, o != NULL ? o->cost : (double)NAN));
        sw_markdown_add(&t, money(p, o != NULL ? o->value : (double)NAN));
        sw_markdown_add(&t, money(p, h->missing));
    }
    g_string_append(s, "What is due, the next first:\n\n");
    sw_markdown_append(s, &t);
}

static void append_ranking(GString *s, const sw_portfolio *p)
{
    static const char *const heads[] = {"Rank",    "Pilot",       "Vendor",
                                        "Verdict", "Net benefit", "Chance"};
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (size_t i = 0; i < p->n - p->n_failed; i++) {
        const sw_holding *h = &p->holdings[p->ranking[i]];
        const sw_portfolio_option *o = sw_holding_option(h, h->decided);
        bool known = o != NULL && isfinite(o->chance);
        sw_markdown_add(&t, g_strdup_printf("%zu", i + 1));
        sw_markdown_add(&t, or_not_said(h->name));
        sw_markdown_add(&t, or_not_said(h->vendor));
        sw_markdown_add(&t, g_strdup(h->verdict));
        sw_markdown_add(&t, money(p, o != NULL ? o->value : (double)NAN));
        sw_markdown_add(&t, known ? sw_say_probability(NULL, o->chance)
                                  : g_strdup("n/a"));
    }
    g_string_append(s, "\nWhat the verdicts are worth:\n\n");
    sw_markdown_append(s, &t);
}

static void append_limits(GString *s, const sw_portfolio *p)
{
    g_autofree char *cost = money(p, p->fit.cost + p->set_aside);
    g_autofree char *value = money(p, p->fit.value);
    g_autofree char *bound = money(p, p->fit.bound);
    g_autofree char *all = money(p, p->decided_cost);
    g_autofree char *budget = money(p, p->budget);
    if (isfinite(p->budget))
        g_string_append_printf(s,
                               "\nThe verdicts cost %s in twelve months, of "
                               "a budget of %s.\n",
                               all, budget);
    if (!p->fit.feasible) {
        g_string_append(s, "No choice is within the budget: even the cheapest "
                           "option of every pilot is not.\n");
        return;
    }
    g_string_append_printf(s, "The best allocation costs %s and is worth %s",
                           cost, value);
    g_string_append_printf(s,
                           p->fit.exact ? "; no other is worth more.\n"
                                        : "; none is worth more than %s.\n",
                           bound);
}

static void append_allocation(GString *s, const sw_portfolio *p)
{
    static const char *const heads[] = {"Pilot",     "Take",        "Seats",
                                        "12 months", "Net benefit", "Verdict"};
    append_limits(s, p);
    if (!p->fit.feasible)
        return;
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (size_t i = 0; i < p->n - p->n_failed; i++) {
        const sw_holding *h = &p->holdings[p->calendar[i]];
        const sw_portfolio_option *o = sw_holding_option(h, h->chosen);
        if (o == NULL)
            o = sw_holding_option(h, h->decided);
        sw_markdown_add(&t, or_not_said(h->name));
        sw_markdown_add(&t, g_strdup(o != NULL ? o->option : "n/a"));
        sw_markdown_add(&t, count(o != NULL ? o->seats : (double)NAN));
        sw_markdown_add(&t, money(p, o != NULL ? o->cost : (double)NAN));
        sw_markdown_add(&t, money(p, o != NULL ? o->value : (double)NAN));
        sw_markdown_add(&t, g_strdup(h->verdict));
    }
    g_string_append_c(s, '\n');
    sw_markdown_append(s, &t);
}

static void append_rolled(GString *s, const sw_portfolio *p, sw_roll_up by,
                          const char *what)
{
    const char *const heads[] = {what,          "Pilots",    "Seats now",
                                 "Seats after", "12 months", "Net benefit"};
    g_autoptr(GArray) rows = sw_portfolio_roll_up(p, by);
    sw_markdown t = sw_markdown_new(G_N_ELEMENTS(heads), heads);
    for (guint i = 0; i < rows->len; i++) {
        const sw_rolled_up *r = &g_array_index(rows, sw_rolled_up, i);
        sw_markdown_add(&t, or_not_said(r->name));
        sw_markdown_add(&t, g_strdup_printf("%zu", r->pilots));
        sw_markdown_add(&t, count(r->seats_now));
        sw_markdown_add(&t, count(r->seats));
        sw_markdown_add(&t, money(p, r->cost));
        sw_markdown_add(&t, money(p, r->value));
    }
    g_string_append_c(s, '\n');
    sw_markdown_append(s, &t);
}

static void append_people(GString *s, const sw_portfolio *p)
{
    if (!(p->people > 0.0))
        return;
    g_autofree char *all = count(p->people), *several = count(p->several);
    if (isnan(p->several))
        g_string_append_printf(s,
                               "\n%s people hold a seat; few of them hold "
                               "several assistants.\n",
                               all);
    else
        g_string_append_printf(
            s, "\n%s people hold a seat; %s of them hold several assistants.\n",
            all, several);
}

char *sw_portfolio_text(const sw_portfolio *p)
{
    GString *s = g_string_new("# Portfolio\n\n");
    append_calendar(s, p);
    append_ranking(s, p);
    append_allocation(s, p);
    append_rolled(s, p, SW_BY_VENDOR, "Vendor");
    append_rolled(s, p, SW_BY_OWNER, "Owner");
    append_people(s, p);
    for (size_t i = 0; i < p->n; i++) {
        const sw_holding *h = &p->holdings[i];
        if (h->error == NULL)
            continue;
        g_autofree char *path = sw_clean_markdown(h->path);
        g_autofree char *why = sw_clean_markdown(h->error);
        g_string_append_printf(s, "\nLeft out: %s: %s\n", path, why);
    }
    return g_string_free(s, FALSE);
}
