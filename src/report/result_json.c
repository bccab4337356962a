/*
 * result_json.c - result.json, schema seatworth/result/2: the document as a
 * whole and the sections about the data it came from.
 */
#include <math.h>

#include "base/output_file.h"
#include "pilot/run_id.h"
#include "report/private_text.h"
#include "report/result_json_parts.h"

static const char SCHEMA[] = "seatworth/result/2";

#define STRINGIFY(x) #x
#define TEXT_OF(x) STRINGIFY(x)
#if defined(__clang__)
static const char COMPILER[] = "clang " __clang_version__;
#elif defined(__GNUC__)
static const char COMPILER[] = "gcc " __VERSION__;
#else
static const char COMPILER[] = "C " TEXT_OF(__STDC_VERSION__);
#endif

void sw_result_interval(sw_json_writer *w, const char *key, double lower,
                        double upper)
{
    sw_json_key(w, key);
    if (isnan(lower) && isnan(upper)) {
        sw_json_null(w);
        return;
    }
    sw_json_begin_array(w);
    sw_json_number(w, lower);
    sw_json_number(w, upper);
    sw_json_end_array(w);
}

void sw_result_empty(sw_json_writer *w, const char *key)
{
    sw_json_key(w, key);
    sw_json_begin_array(w);
    sw_json_end_array(w);
}

void sw_result_message(sw_json_writer *w, const char *key, const sw_message *m)
{
    g_autofree char *text = sw_message_say(m, NULL);
    sw_json_put_string(w, key, text);
}

void sw_result_messages(sw_json_writer *w, const char *key,
                        const GPtrArray *messages)
{
    sw_json_key(w, key);
    sw_json_begin_array(w);
    for (guint i = 0; i < messages->len; i++) {
        g_autofree char *text =
            sw_message_say(g_ptr_array_index(messages, i), NULL);
        sw_json_string(w, text);
    }
    sw_json_end_array(w);
}

static void put_warnings(sw_json_writer *w, const sw_pilot *pilot, bool names,
                         const GPtrArray *warnings)
{
    for (guint i = 0; warnings != NULL && i < warnings->len; i++) {
        g_autofree char *says =
            sw_private_say(pilot, names, g_ptr_array_index(warnings, i), NULL);
        sw_json_string(w, says);
    }
}

static size_t rejected_rows(const sw_pilot *pilot)
{
    size_t n = 0;
    for (size_t i = 0; i < pilot->n_files; i++)
        n += pilot->files[i].rejected;
    return n;
}

static void put_data_quality(sw_json_writer *w, const sw_evaluation *e,
                             bool names)
{
    sw_json_key(w, "data_quality");
    sw_json_begin_object(w);
    sw_json_put_number(w, "response_rate", e->evidence->response_rate);
    sw_json_put_number(w, "join_rate", e->evidence->join_rate);
    sw_json_put_integer(w, "rejected", (long long)rejected_rows(e->pilot));
    sw_json_put_number(w, "sample_ratio_p", e->evidence->sample_ratio_p);
    sw_json_key(w, "warnings");
    sw_json_begin_array(w);
    put_warnings(w, e->pilot, names, e->pilot->warnings);
    put_warnings(w, e->pilot, names, e->evidence->warnings);
    put_warnings(w, e->pilot, names, e->economics->warnings);
    put_warnings(w, e->pilot, names, e->decision->warnings);
    sw_json_end_array(w);
    sw_json_end_object(w);
}

static void put_inputs(sw_json_writer *w, const sw_pilot *pilot)
{
    sw_json_key(w, "inputs");
    sw_json_begin_array(w);
    for (size_t i = 0; i < pilot->n_files; i++) {
        const sw_input_file *file = &pilot->files[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "file", file->file);
        sw_json_put_string(w, "sha256", file->sha256);
        sw_json_put_string(w, "format", file->format);
        sw_json_put_integer(w, "rows", (long long)file->rows);
        sw_json_put_integer(w, "rejected", (long long)file->rejected);
        if (file->statement != NULL) {
            sw_json_put_string(w, "statement", file->statement);
            sw_json_put_string(w, "asked_at", file->asked_at);
        }
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_provenance(sw_json_writer *w, const sw_evaluation *e,
                           const sw_report_opts *opts)
{
    sw_json_key(w, "provenance");
    sw_json_begin_object(w);
    char id[SW_RUN_ID];
    sw_run_id(id, e->pilot);
    sw_json_put_string(w, "run_id", id);
    sw_json_put_string(w, "version", sw_version());
    sw_json_put_string(w, "build", COMPILER);
    sw_json_put_integer(w, "seed", (long long)e->pilot->seed);
    sw_json_put_string(w, "options", opts->command);
    sw_json_put_day(w, "as_of", e->pilot->as_of);
    sw_json_key(w, "assumptions");
    sw_json_begin_object(w);
    for (int p = 0; p < SW_PROVENANCE_N; p++)
        sw_json_put_integer(w, sw_provenance_name((sw_provenance)p),
                            (long long)e->provenance_count[p]);
    sw_json_put_integer(w, "expired", (long long)e->expired_inputs);
    sw_json_put_integer(w, "ownerless", (long long)e->ownerless_inputs);
    sw_json_end_object(w);
    sw_json_end_object(w);
}

/* The order of the keys is the order of the contract. */
static void put_document(sw_json_writer *w, const sw_evaluation *e,
                         const sw_report_opts *opts)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "schema", SCHEMA);
    sw_json_put_string(w, "name", e->pilot->name);
    sw_json_put_string(w, "currency", e->pilot->currency);
    sw_result_verdict(w, e);
    sw_result_options(w, e);
    sw_result_evidence(w, e);
    sw_result_published(w, e);
    sw_result_economics(w, e);
    sw_result_pilot_to_date(w, e);
    sw_result_segments(w, e);
    sw_result_groupings(w, e);
    sw_result_seats(w, e);
    sw_result_simulation(w, e);
    sw_result_scenarios(w, e);
    sw_result_guardrails(w, e);
    put_data_quality(w, e, opts->names);
    put_inputs(w, e->pilot);
    sw_result_model(w, e);
    put_provenance(w, e, opts);
    sw_json_end_object(w);
}

char *sw_result_document(size_t *length, const sw_evaluation *e,
                         const sw_report_opts *opts)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    put_document(&w, e, opts);
    return sw_json_writer_take(&w, length);
}

sw_status sw_report_json(const char *path, const sw_evaluation *e,
                         const sw_report_opts *opts, sw_error *err)
{
    size_t length;
    g_autofree char *text = sw_result_document(&length, e, opts);
    return sw_output_write(path, text, length, err);
}
