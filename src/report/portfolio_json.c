/* portfolio_json.c - seatworth/portfolio/1. */
#include <math.h>

#include "base/json_writer.h"
#include "report/portfolio_report.h"

static void put_option(sw_json_writer *w, const sw_portfolio_option *o)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "option", o->option);
    sw_json_put_string(w, "alternative", o->alternative);
    sw_json_put_number(w, "seats", o->seats);
    sw_json_put_number(w, "cost", o->cost);
    sw_json_put_number(w, "value", o->value);
    sw_json_put_number(w, "chance", o->chance);
    sw_json_end_object(w);
}

static void put_place(sw_json_writer *w, const char *key, int place)
{
    sw_json_put_number(w, key,
                       place == SW_PORTFOLIO_NONE ? (double)NAN : place);
}

static void put_holding(sw_json_writer *w, const sw_holding *h)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "pilot", h->path);
    sw_json_put_string(w, "error", h->error);
    sw_json_put_string(w, "owner", h->owner);
    if (h->error == NULL) {
        sw_json_put_string(w, "name", h->name);
        sw_json_put_string(w, "vendor", h->vendor);
        sw_json_put_string(w, "currency", h->currency);
        sw_json_put_number(w, "rate", h->rate);
        sw_json_put_day(w, "as_of", h->as_of);
        sw_json_put_day(w, "act_by", h->act_by);
        sw_json_put_string(w, "verdict", h->verdict);
        sw_json_put_string(w, "order", h->order);
        sw_json_put_string(w, "evidence_grade", h->grade);
        sw_json_put_number(w, "confidence", h->confidence);
        sw_json_put_number(w, "seats_now", h->seats_now);
        sw_json_put_number(w, "seats", h->seats);
        sw_json_put_number(w, "cost_of_missing_act_by", h->missing);
        sw_json_put_number(w, "people_with_another", h->holds_more);
        put_place(w, "decided", h->decided);
        put_place(w, "allocated", h->chosen);
        sw_json_key(w, "options");
        sw_json_begin_array(w);
        for (size_t i = 0; i < h->n_options; i++)
            put_option(w, &h->options[i]);
        sw_json_end_array(w);
    }
    sw_json_end_object(w);
}

static void put_order(sw_json_writer *w, const char *key, const sw_portfolio *p,
                      const size_t *order)
{
    sw_json_key(w, key);
    sw_json_begin_array(w);
    for (size_t i = 0; i < p->n - p->n_failed; i++)
        sw_json_integer(w, (long long)order[i]);
    sw_json_end_array(w);
}

static void put_allocation(sw_json_writer *w, const sw_portfolio *p)
{
    sw_json_key(w, "allocation");
    sw_json_begin_object(w);
    sw_json_put_boolean(w, "feasible", p->fit.feasible);
    sw_json_put_boolean(w, "exact", p->fit.exact);
    sw_json_put_number(w, "cost", p->fit.cost + p->set_aside);
    sw_json_put_number(w, "set_aside", p->set_aside);
    sw_json_put_number(w, "value", p->fit.value);
    sw_json_put_number(w, "bound", p->fit.bound);
    sw_json_end_object(w);
    sw_json_key(w, "verdicts");
    sw_json_begin_object(w);
    sw_json_put_number(w, "cost", p->decided_cost);
    sw_json_put_number(w, "value", p->decided_value);
    sw_json_end_object(w);
}

static void put_rolled(sw_json_writer *w, const char *key,
                       const sw_portfolio *p, sw_roll_up by)
{
    g_autoptr(GArray) rows = sw_portfolio_roll_up(p, by);
    sw_json_key(w, key);
    sw_json_begin_array(w);
    for (guint i = 0; i < rows->len; i++) {
        const sw_rolled_up *r = &g_array_index(rows, sw_rolled_up, i);
        sw_json_begin_object(w);
        sw_json_put_string(w, "name", r->name);
        sw_json_put_integer(w, "pilots", (long long)r->pilots);
        sw_json_put_number(w, "seats_now", r->seats_now);
        sw_json_put_number(w, "seats", r->seats);
        sw_json_put_number(w, "cost", r->cost);
        sw_json_put_number(w, "value", r->value);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

char *sw_portfolio_json(const sw_portfolio *p)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "schema", "seatworth/portfolio/1");
    sw_json_put_string(&w, "currency", p->currency);
    sw_json_put_number(&w, "budget", p->budget);
    sw_json_put_integer(&w, "failed", (long long)p->n_failed);
    sw_json_key(&w, "pilots");
    sw_json_begin_array(&w);
    for (size_t i = 0; i < p->n; i++)
        put_holding(&w, &p->holdings[i]);
    sw_json_end_array(&w);
    put_order(&w, "calendar", p, p->calendar);
    put_order(&w, "ranking", p, p->ranking);
    put_allocation(&w, p);
    put_rolled(&w, "vendors", p, SW_BY_VENDOR);
    put_rolled(&w, "owners", p, SW_BY_OWNER);
    put_rolled(&w, "currencies", p, SW_BY_CURRENCY);
    sw_json_key(&w, "people");
    sw_json_begin_object(&w);
    sw_json_put_number(&w, "holders", p->people);
    sw_json_put_number(&w, "hold_several", p->several);
    sw_json_put_number(&w, "most", p->most);
    sw_json_end_object(&w);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}
