/*
 * result_json_parts.h - the sections of result.json, one function each.
 *
 * A section is written as `"key": value` into the open object of the document,
 * in the order of the contract; an unknown figure is null, never NaN.
 */
#ifndef SW_REPORT_RESULT_JSON_PARTS_H
#define SW_REPORT_RESULT_JSON_PARTS_H

#include "base/json_writer.h"
#include "evaluation/evaluation.h"
#include "seatworth/report.h"

void sw_result_verdict(sw_json_writer *w, const sw_evaluation *e);
void sw_result_options(sw_json_writer *w, const sw_evaluation *e);
/* Parts of simulation. */
void sw_result_evppi(sw_json_writer *w, const sw_evaluation *e);
void sw_result_sobol(sw_json_writer *w, const sw_evaluation *e);
void sw_result_evsi(sw_json_writer *w, const sw_evaluation *e);
void sw_result_acceptance(sw_json_writer *w, const sw_evaluation *e);
void sw_result_convergence(sw_json_writer *w, const sw_evaluation *e);
void sw_result_simulation(sw_json_writer *w, const sw_evaluation *e);

void sw_result_evidence(sw_json_writer *w, const sw_evaluation *e);
void sw_result_published(sw_json_writer *w, const sw_evaluation *e);
void sw_result_segments(sw_json_writer *w, const sw_evaluation *e);
void sw_result_groupings(sw_json_writer *w, const sw_evaluation *e);
void sw_result_seats(sw_json_writer *w, const sw_evaluation *e);
void sw_result_guardrails(sw_json_writer *w, const sw_evaluation *e);

void sw_result_economics(sw_json_writer *w, const sw_evaluation *e);
/* Parts of economics. */
void sw_result_ledger(sw_json_writer *w, const sw_evaluation *e);
void sw_result_budget(sw_json_writer *w, const sw_evaluation *e);
void sw_result_pilot_to_date(sw_json_writer *w, const sw_evaluation *e);
void sw_result_scenarios(sw_json_writer *w, const sw_evaluation *e);

void sw_result_model(sw_json_writer *w, const sw_evaluation *e);

/* Shared by the sections. */
void sw_result_interval(sw_json_writer *w, const char *key, double lower,
                        double upper);
void sw_result_empty(sw_json_writer *w, const char *key); /* "key": [] */
/* Sentences are English in every report. */
void sw_result_message(sw_json_writer *w, const char *key, const sw_message *m);
void sw_result_messages(sw_json_writer *w, const char *key,
                        const GPtrArray *messages);

/* The whole of result.json; the caller frees it with g_free. */
char *sw_result_document(size_t *length, const sw_evaluation *e,
                         const sw_report_opts *opts);

#endif
