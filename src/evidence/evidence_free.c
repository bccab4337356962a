/*
 * evidence_free.c - giving back what sw_evidence_estimate made.
 */
#include "evidence/scrutiny_steps.h"
#include "evidence/segment.h"

static void free_items(sw_item_summary *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < items[i].n_answers; k++)
            g_free(items[i].answers[k].answer);
        g_free(items[i].answers);
    }
    g_free(items);
}

static void free_guardrails(sw_guardrail *guardrails, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_free(guardrails[i].id);
        sw_message_free(guardrails[i].note);
    }
    g_free(guardrails);
}

static void free_segments(sw_segment *segments, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_free(segments[i].name);
        g_free(segments[i].use_knots);
        sw_message_free(segments[i].note);
    }
    g_free(segments);
}

void sw_grouping_clear(sw_grouping *g)
{
    free_segments(g->segments, g->n);
    g_free(g->of);
}

void sw_evidence_free(sw_evidence *e)
{
    if (!e)
        return;
    sw_inputs_clear(&e->inputs);
    for (size_t i = 0; i < e->n_effects; i++)
        sw_effect_clear(&e->effects[i]);
    for (size_t i = 0; i < e->n_chain; i++)
        sw_message_free(e->chain[i].note);
    g_free(e->effects);
    g_free(e->chain);
    sw_message_free(e->grade_reason);
    sw_message_free(e->bounds.answered);
    g_free(e->waves);
    free_items(e->items, e->n_items);
    free_segments(e->segments, e->n_segments);
    g_free(e->segment_of);
    for (size_t k = 0; k < e->n_groupings; k++)
        sw_grouping_clear(&e->groupings[k]);
    g_free(e->groupings);
    sw_segment_posterior_free(e->posterior);
    free_guardrails(e->guardrails, e->n_guardrails);
    sw_scrutiny_free(e);
    sw_derivations_free(e);
    for (size_t k = 0; k < e->n_published; k++)
        g_free(e->published[k].figures);
    g_free(e->published);
    g_ptr_array_unref(e->warnings);
    g_free(e);
}
