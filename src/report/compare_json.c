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

char *sw_comparison_json(const sw_comparison *c)
{
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
