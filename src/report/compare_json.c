/* compare_json.c - seatworth/compare/1. */
#include <math.h>

#include "base/json_writer.h"
#include "report/compare_report.h"

static const char *const SIDE[SW_SIDES] = {"old", "new"};

static void put_results(sw_json_writer *w, const sw_comparison *c)
{
    for (int side = 0; side < SW_SIDES; side++) {
        const sw_json *r = c->result[side];
        sw_json_key(w, SIDE[side]);
        sw_json_begin_object(w);
        sw_json_put_string(w, "name", sw_result_text(r, "name"));
        sw_json_put_string(w, "as_of", sw_result_text(r, "provenance.as_of"));
        sw_json_put_string(w, "version",
                           sw_result_text(r, "provenance.version"));
        sw_json_end_object(w);
    }
}

static void put_figures(sw_json_writer *w, const sw_comparison *c)
{
    sw_json_key(w, "figures");
    sw_json_begin_array(w);
    for (guint i = 0; i < c->figures->len; i++) {
        const sw_compared *f = &g_array_index(c->figures, sw_compared, i);
        bool is_text =
            g_str_equal(f->unit, "text") || g_str_equal(f->unit, "date");
        sw_json_begin_object(w);
        sw_json_put_string(w, "figure", f->key);
        sw_json_put_string(w, "label", f->label);
        sw_json_put_string(w, "unit", f->unit);
        for (int side = 0; side < SW_SIDES; side++)
            if (is_text)
                sw_json_put_string(w, SIDE[side], f->text[side]);
            else
                sw_json_put_number(w, SIDE[side], f->value[side]);
        sw_json_put_number(w, "change", f->value[SW_NEW] - f->value[SW_OLD]);
        sw_json_put_boolean(w, "changed", f->changed);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_inputs(sw_json_writer *w, const sw_comparison *c)
{
    sw_json_key(w, "inputs");
    sw_json_begin_array(w);
    for (guint i = 0; i < c->inputs->len; i++) {
        const sw_compared_input *in =
            &g_array_index(c->inputs, sw_compared_input, i);
        sw_json_begin_object(w);
        sw_json_put_string(w, "input", in->key);
        sw_json_put_string(w, "unit", in->unit);
        sw_json_put_number(w, "old", in->value[SW_OLD]);
        sw_json_put_number(w, "new", in->value[SW_NEW]);
        sw_json_put_number(w, "change", in->value[SW_NEW] - in->value[SW_OLD]);
        sw_json_put_string(w, "old_provenance", in->provenance[SW_OLD]);
        sw_json_put_string(w, "new_provenance", in->provenance[SW_NEW]);
        sw_json_put_number(w, "explains", in->explains);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_change(sw_json_writer *w, const sw_comparison *c)
{
    if (!c->has_change) {
        sw_json_put_null(w, "npv_change");
        return;
    }
    sw_json_key(w, "npv_change");
    sw_json_begin_object(w);
    sw_json_put_number(w, "old", c->npv[SW_OLD]);
    sw_json_put_number(w, "new", c->npv[SW_NEW]);
    sw_json_put_number(w, "change", c->npv[SW_NEW] - c->npv[SW_OLD]);
    sw_json_key(w, "parts");
    sw_json_begin_array(w);
    for (guint i = 0; i < c->parts->len; i++) {
        const sw_change_part *p = &g_array_index(c->parts, sw_change_part, i);
        sw_json_begin_object(w);
        sw_json_put_string(w, "line", p->line);
        sw_json_put_string(w, "input", p->input);
        sw_json_put_number(w, "effect", p->effect);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
    sw_json_end_object(w);
}

static void put_files(sw_json_writer *w, const sw_comparison *c)
{
    sw_json_key(w, "files");
    sw_json_begin_array(w);
    for (guint i = 0; i < c->files->len; i++) {
        const sw_compared_file *f =
            &g_array_index(c->files, sw_compared_file, i);
        sw_json_begin_object(w);
        sw_json_put_string(w, "file", f->file);
        sw_json_put_string(w, "old_sha256", f->sha[SW_OLD]);
        sw_json_put_string(w, "new_sha256", f->sha[SW_NEW]);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_bridge_figure(sw_json_writer *w, const sw_bridge *b, int figure)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "figure",
                       sw_bridge_figure_name((sw_bridge_figure)figure));
    sw_json_put_number(w, "old", b->at[0].figure[figure]);
    sw_json_put_number(w, "new", b->at[SW_BRIDGE_PARTS + 1].figure[figure]);
    sw_json_put_number(w, "change", b->change[figure]);
    sw_json_key(w, "parts");
    sw_json_begin_object(w);
    for (int part = 0; part < SW_BRIDGE_PARTS; part++)
        sw_json_put_number(w, sw_bridge_part_name(part), b->part[figure][part]);
    sw_json_end_object(w);
    sw_json_end_object(w);
}

static void put_turns(sw_json_writer *w, const sw_bridge *b)
{
    sw_json_key(w, "verdict");
    sw_json_begin_array(w);
    for (size_t i = 0; i < b->n_turns; i++) {
        const sw_turn *t = &b->turns[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "part", sw_bridge_part_name(t->part));
        sw_json_put_string(w, "from", t->from);
        sw_json_put_string(w, "to", t->to);
        sw_json_put_string(w, "rule", t->rule);
        sw_json_put_number(w, "old", t->before);
        sw_json_put_number(w, "new", t->now);
        sw_json_put_number(w, "threshold", t->threshold);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_bridge(sw_json_writer *w, const sw_bridge *b)
{
    sw_json_key(w, "bridge");
    sw_json_begin_object(w);
    sw_json_put_string(w, "why_not", b->why_not);
    sw_json_key(w, "figures");
    sw_json_begin_array(w);
    for (int f = 0; b->known && f < SW_BRIDGE_FIGURES; f++)
        put_bridge_figure(w, b, f);
    sw_json_end_array(w);
    sw_json_key(w, "told_with_the_next");
    sw_json_begin_array(w);
    for (int part = 0; part < SW_BRIDGE_PARTS; part++)
        if (b->with_next[part])
            sw_json_string(w, sw_bridge_part_name(part));
    sw_json_end_array(w);
    sw_json_put_boolean(w, "segments_withheld", b->withheld);
    put_turns(w, b);
    sw_json_end_object(w);
}

static void put_breaks(sw_json_writer *w, const sw_review *r)
{
    sw_json_key(w, "breaks");
    sw_json_begin_array(w);
    for (guint i = 0; i < r->breaks->len; i++) {
        const sw_break *b = &g_array_index(r->breaks, sw_break, i);
        sw_json_begin_object(w);
        sw_json_put_string(w, "definition", b->what);
        sw_json_put_string(w, "name", b->name);
        sw_json_put_string(w, "old", b->was);
        sw_json_put_string(w, "new", b->is);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_forecasts(sw_json_writer *w, const sw_review *r)
{
    sw_json_key(w, "forecasts");
    sw_json_begin_array(w);
    for (guint i = 0; i < r->forecasts->len; i++) {
        const sw_forecast *f = &g_array_index(r->forecasts, sw_forecast, i);
        sw_json_begin_object(w);
        sw_json_put_string(w, "what", f->what);
        sw_json_put_string(w, "unit", f->unit);
        sw_json_put_number(w, "fiscal_year",
                           f->year > 0 ? (double)f->year : (double)NAN);
        sw_json_put_number(w, "forecast", f->forecast);
        sw_json_put_number(w, "actual", f->actual);
        sw_json_put_number(w, "difference", f->actual - f->forecast);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_point(sw_json_writer *w, const sw_trend_point *t)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "as_of", t->as_of);
    sw_json_put_string(w, "verdict", t->verdict);
    sw_json_put_string(w, "evidence_grade", t->grade);
    sw_json_put_string(w, "act_by", t->act_by);
    sw_json_put_string(w, "currency", t->currency);
    sw_json_put_number(w, "npv", t->npv);
    sw_json_put_number(w, "npv_expected", t->expected);
    sw_json_put_number(w, "chance", t->chance);
    sw_json_put_number(w, "confidence", t->confidence);
    sw_json_put_number(w, "price", t->price);
    sw_json_put_number(w, "minutes", t->minutes);
    sw_json_put_number(w, "adoption", t->adoption);
    sw_json_put_number(w, "seats", t->seats);
    sw_json_put_number(w, "active", t->active);
    sw_json_put_number(w, "response_rate", t->response_rate);
    sw_json_put_number(w, "look", t->look);
    sw_json_put_number(w, "information", t->information);
    sw_json_put_number(w, "alpha_spent", t->alpha_spent);
    sw_json_end_object(w);
}

static void put_trend(sw_json_writer *w, const sw_review *r)
{
    sw_json_key(w, "trend");
    sw_json_begin_array(w);
    for (guint i = 0; i < r->trend->len; i++)
        put_point(w, &g_array_index(r->trend, sw_trend_point, i));
    sw_json_end_array(w);
    sw_json_put_number(w, "alpha_left", r->alpha_left);
}

char *sw_review_json(const sw_review *r)
{
    const sw_comparison *c = r->comparison;
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "schema", "seatworth/compare/1");
    put_results(&w, c);
    sw_json_put_string(&w, "currency", c->currency);
    sw_json_put_boolean(
        &w, "verdict_changed",
        g_strcmp0(sw_result_text(c->result[SW_OLD], "verdict.option"),
                  sw_result_text(c->result[SW_NEW], "verdict.option")) != 0);
    put_figures(&w, c);
    put_bridge(&w, &r->bridge);
    put_breaks(&w, r);
    put_forecasts(&w, r);
    put_trend(&w, r);
    put_change(&w, c);
    put_inputs(&w, c);
    put_files(&w, c);
    sw_json_key(&w, "notes");
    sw_json_begin_array(&w);
    for (guint i = 0; i < c->notes->len; i++)
        sw_json_string(&w, g_ptr_array_index(c->notes, i));
    sw_json_end_array(&w);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}
