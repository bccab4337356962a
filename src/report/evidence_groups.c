/*
 * evidence_groups.c - whether the groups compare, who is silent, and what the
 * sources say beside each other.
 */
#include <math.h>

#include "report/evidence_blocks.h"

static void put_balance_row(sw_sheet *s, const sw_balance_row *x)
{
    lxw_row_t r = s->row++;
    const double value[] = {x->mean_pilot, x->mean_control, x->mean_weighted,
                            x->smd_before, x->smd_after};
    sw_put_message(s, r, 0, x->name, SW_LOOK_CELL);
    for (size_t c = 0; c < G_N_ELEMENTS(value); c++)
        sw_put_number(s, r, (lxw_col_t)(1 + c), value[c], SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
}

/* The largest distance that is left after weighting. */
static double worst_after(const sw_weighted_control *x)
{
    double worst = NAN;
    for (size_t i = 0; i < x->n_rows; i++)
        worst = fmax(worst, fabs(x->rows[i].smd_after));
    return worst;
}

void sw_put_balance(sw_sheet *s, const sw_evaluation *e)
{
    static const char *const HEADS[] = {"Characteristic",
                                        ">Mean, pilot",
                                        ">Mean, control",
                                        ">Control, weighted",
                                        ">Distance before (sd)",
                                        ">Distance after (sd)",
                                        NULL};
    const sw_weighted_control *x = e->evidence->weighted;
    if (x == NULL || x->n_rows == 0)
        return;
    g_autofree char *says = sw_say(
        e->pilot->language,
        "Do the groups compare? Weighted, they differ by at most %.2f standard "
        "deviations; the control group is then worth %.0f people",
        worst_after(x), x->ess_propensity);
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < x->n_rows; i++)
        put_balance_row(s, &x->rows[i]);
    sw_put_fact_heads(s, "With the control group weighted");
    sw_put_minutes_of(s, "Minutes, weighted by propensity", &x->propensity,
                      x->note);
    sw_put_fact(s, "Control group, worth (propensity)", x->ess_propensity,
                SW_NUM_DECIMAL_1, "effective sample size");
    sw_put_minutes(s, "Minutes, entropy balancing", &x->entropy, NULL);
    sw_put_fact(s, "Control group, worth (entropy)", x->ess_entropy,
                SW_NUM_DECIMAL_1, "effective sample size");
    sw_put_fact(s, "Pilot group without a like", x->share_outside,
                SW_NUM_PERCENT_1,
                "beyond the scores that are found in both groups");
    s->row++;
}

static void put_response(sw_sheet *s, const sw_nonresponse *x)
{
    static const char *const HEADS[] = {"Pilot group", ">People",
                                        ">In the data", ">Share", NULL};
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < x->n_segments; i++) {
        const sw_segment_response *g = &x->segments[i];
        lxw_row_t r = s->row++;
        sw_put_name(s, r, 0, g->segment, g->is_word, SW_LOOK_CELL);
        sw_put_number(s, r, 1, (double)g->invited, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_number(s, r, 2, (double)g->answered, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_formula(s, r, 3, (double)g->answered / (double)g->invited,
                       SW_LOOK_CELL, SW_NUM_PERCENT_1, "=%s/%s",
                       sw_at(r, 2, SW_FIX_NONE).text,
                       sw_at(r, 1, SW_FIX_NONE).text);
    }
}

static void put_bounds(sw_sheet *s, const sw_nonresponse *x)
{
    sw_put_fact_heads(s, "If the silent are not like the others");
    sw_put_minutes_of(s, "Minutes, as answered", &x->as_answered, x->note);
    g_autoptr(sw_message) margins =
        x->margins
            ? sw_message_of("weighted to: %s; design effect %.2f, worth "
                            "%.0f answers, largest weight %.1f",
                            sw_as_word(x->margins), sw_as_real(x->deff),
                            sw_as_real(x->ess), sw_as_real(x->max_weight))
            : NULL;
    sw_put_minutes_of(s, "Minutes, raked to the roster", &x->raked, margins);
    sw_put_minutes(s, "Lee: would always answer", &x->lee,
                   "the interval of the bounds (Imbens and Manski)");
    sw_put_fact(s, "Lee, lower bound", x->lee_lower, SW_NUM_DECIMAL_2, NULL);
    sw_put_fact(s, "Lee, upper bound", x->lee_upper, SW_NUM_DECIMAL_2, NULL);
    sw_put_fact(s, "Manski, lower bound", x->manski_lower, SW_NUM_DECIMAL_2,
                "the silent are as bad as anyone seen");
    sw_put_fact(s, "Manski, upper bound", x->manski_upper, SW_NUM_DECIMAL_2,
                "the silent are as good as anyone seen");
}

void sw_put_silence(sw_sheet *s, const sw_evaluation *e)
{
    const sw_nonresponse *x = e->evidence->nonresponse;
    if (x == NULL)
        return;
    const sw_language *l = e->pilot->language;
    bool bounded = x->silent_share > 0 && isfinite(x->manski_lower);
    g_autofree char *says =
        bounded
            ? sw_say(l,
                     "Who is silent: %.0f %% of the pilot group; whatever they "
                     "are like, the effect is %.1f to %.1f minutes",
                     100 * x->silent_share, x->manski_lower, x->manski_upper)
        : x->silent_share > 0
            ? sw_say(l, "Who is silent: %.0f %% of the pilot group",
                     100 * x->silent_share)
            : sw_say(l, "Who is silent: nobody of the pilot group");
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    put_response(s, x);
    put_bounds(s, x);
    s->row++;
}

static void put_source(sw_sheet *s, const sw_evidence *ev, const sw_source *x)
{
    lxw_row_t r = s->row++;
    const sw_effect *effect = &ev->effects[x->effect];
    const double value[] = {x->raw.minutes, x->raw.lower, x->raw.upper,
                            x->adjusted, x->adjusted_sd};
    sw_put_data(s, r, 0, effect->label, SW_LOOK_CELL);
    for (size_t c = 0; c < G_N_ELEMENTS(value); c++)
        sw_put_number(s, r, (lxw_col_t)(1 + c), value[c], SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
    sw_put_text(s, r, 6, x->leads ? "leads" : "beside", SW_LOOK_CELL);
    sw_put_text(s, r, 7, "", SW_LOOK_CELL);
    sw_put_text(s, r, 8, effect->design_text, SW_LOOK_PLAIN);
}

void sw_put_sources(sw_sheet *s, const sw_evaluation *e)
{
    static const char *const HEADS[] = {
        "Source",         ">Minutes", ">95% low", ">95% high", ">As it counts",
        ">Its std. dev.", "Role",     "",         "Design",    NULL};
    const sw_sources *x = e->evidence->sources;
    if (x == NULL || x->n_sources < 2)
        return;
    g_autofree char *says = sw_message_say(x->note, sw_sheet_language(s));
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < x->n_sources; i++)
        put_source(s, e->evidence, &x->sources[i]);
    sw_put_fact_heads(s, "All sources together");
    sw_put_fact(s, "Disagreement Q", x->q, SW_NUM_DECIMAL_2,
                "after each is adjusted for how it was measured");
    sw_put_fact(s, "Degrees of freedom", x->q_df, SW_NUM_COUNT, NULL);
    sw_put_fact(s, "p of disagreement", x->q_p, SW_NUM_P_VALUE, NULL);
    sw_put_fact(s, "Pooled minutes", x->pooled, SW_NUM_DECIMAL_2,
                x->used ? "priced, as the policy asks"
                        : "not priced: the best design leads");
    sw_put_fact(s, "Their std. dev.", x->pooled_sd, SW_NUM_DECIMAL_2, NULL);
    sw_put_fact(s, "Spread between sources", x->tau, SW_NUM_DECIMAL_2, NULL);
    s->row++;
}
