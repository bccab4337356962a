/*
 * evidence_doubts.c - what it would take for the lead to be wrong: a hidden
 * cause, one team, the silent, repeated looks, a control group that used it.
 */
#include <math.h>

#include "evidence/assess.h"
#include "report/evidence_blocks.h"

static void put_hidden_cause(sw_sheet *s, const sw_evidence *ev,
                             const sw_sensitivity *x)
{
    sw_put_fact(s, "E-value of the estimate", x->e_value, SW_NUM_DECIMAL_2,
                "risk ratio that a hidden cause must have with both the seat "
                "and the outcome to explain the effect away");
    sw_put_fact(s, "E-value of the interval's near end", x->e_value_limit,
                SW_NUM_DECIMAL_2, "the same, to make the interval touch zero");
    sw_put_fact(s, "Robustness value", x->robustness, SW_NUM_PERCENT_1,
                "share of what is left of both that it must explain");
    sw_put_fact(s, "Robustness value of the interval", x->robustness_limit,
                SW_NUM_PERCENT_1, "the same, to make the interval touch zero");
    const sw_effect *lead = sw_evidence_lead(ev);
    sw_put_fact(s, "Strongest observed characteristic",
                lead ? lead->benchmark : NAN, SW_NUM_PERCENT_1,
                "the same share of the strongest one that is known");
}

static void put_left_out(sw_sheet *s, const char *name, const sw_left_out *x)
{
    g_autoptr(sw_message) team = x->team != NULL
                                     ? sw_message_text_of(x->team)
                                     : sw_message_word("too small to be named");
    sw_put_fact_of(s, name, x->minutes, SW_NUM_DECIMAL_2, team);
}

static void put_teams(sw_sheet *s, const sw_sensitivity *x)
{
    sw_put_fact_of(s, "Teams left out, one at a time", (double)x->n_left_out,
                   SW_NUM_COUNT, x->note);
    if (!x->n_left_out)
        return;
    put_left_out(s, "Lowest minutes, without team", &x->lowest);
    put_left_out(s, "Highest minutes, without team", &x->highest);
}

/* What the silent must be like for the mean of all to just pay. */
static void put_tipping(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    if (!ev->nonresponse)
        return;
    double needed = sw_chain_gross_at(
        ev, e->money->break_even.minutes_per_seat_week / sw_later_adoption(e));
    sw_put_fact(s, "Gross minutes needed to pay", needed, SW_NUM_DECIMAL_2,
                "the break-even minutes, taken back through the chain");
    sw_put_fact(s, "Tipping point of the silent",
                sw_tipping_point(ev->nonresponse, needed), SW_NUM_DECIMAL_2,
                "gross minutes of those who are not in the data at which "
                "everyone's mean only just pays");
    sw_put_fact(s, "Silent share of the pilot group",
                ev->nonresponse->silent_share, SW_NUM_PERCENT_1, NULL);
}

void sw_put_sensitivity(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    const sw_sensitivity *x = ev->sensitivity;
    if (x == NULL)
        return;
    const sw_language *l = e->pilot->language;
    g_autofree char *says =
        isfinite(x->e_value_limit)
            ? sw_say(l,
                     "What it would take to be wrong: a hidden cause with a "
                     "risk ratio of %.1f",
                     x->e_value_limit)
        : isfinite(x->lowest.minutes) && isfinite(x->highest.minutes)
            ? sw_say(l,
                     "What it would take to be wrong: without one team it is "
                     "%.1f to %.1f minutes",
                     x->lowest.minutes, x->highest.minutes)
            : sw_say(l, "What it would take to be wrong");
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    sw_put_fact_heads(s, "Doubt");
    put_hidden_cause(s, ev, x);
    put_teams(s, x);
    put_tipping(s, e);
    s->row++;
}

void sw_put_looks(sw_sheet *s, const sw_evaluation *e)
{
    const sw_looks *x = e->evidence->looks;
    if (x == NULL)
        return;
    const sw_language *l = e->pilot->language;
    /* Of what people say they saved no test tells what they saved. */
    bool said = e->evidence->self_report_lead;
    g_autofree char *says =
        said ? sw_say(l, "Look %zu: what people report, not what they saved",
                      x->look)
        : x->crossed
            ? sw_say(l, "Look %zu: significant, with every look paid for",
                     x->look)
            : sw_say(l, "Look %zu: not significant once every look is paid for",
                     x->look);
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    sw_put_fact_heads(s, "This look");
    sw_put_fact_of(s, "Look", (double)x->look, SW_NUM_COUNT, x->note);
    sw_put_fact(s, "Information", x->information, SW_NUM_PERCENT_1,
                "share of what was planned");
    sw_put_fact(s, "Alpha spent", x->alpha_spent, SW_NUM_P_VALUE,
                "two-sided, up to and with this look");
    sw_put_fact(s, "z", x->z, SW_NUM_DECIMAL_2, "of the lead");
    sw_put_fact(s, "Bound of z", x->bound, SW_NUM_DECIMAL_2,
                said
                    ? "of what people report"
                    : "above it the effect counts as significant at this look");
    sw_put_minutes(s, "Minutes, repeated interval", &x->repeated,
                   "holds over all planned looks");
    sw_put_minutes(s, "Minutes, always-valid interval", &x->always,
                   "holds however often one looks");
    s->row++;
}

static void put_contamination(sw_sheet *s, const sw_contamination *x)
{
    sw_put_fact_of(s, "Uptake in the pilot group", x->uptake_pilot,
                   SW_NUM_PERCENT_1, x->note);
    sw_put_fact(
        s, "Uptake in the control group", x->uptake_control, SW_NUM_PERCENT_1,
        x->diluted ? "it used the copilot too: the effect is diluted" : NULL);
    sw_put_minutes(s, "Minutes per seat in use", &x->scaled,
                   "effect over the difference of uptake");
}

static void put_calibration(sw_sheet *s, const sw_calibration *x)
{
    lxw_row_t r = s->row;
    sw_put_fact_of(s, "People with both answer and measurement", (double)x->n,
                   SW_NUM_COUNT, x->note);
    sw_put_fact(s, "Minutes they report", x->reported, SW_NUM_DECIMAL_2, NULL);
    sw_put_fact(s, "Minutes measured of them", x->measured, SW_NUM_DECIMAL_2,
                NULL);
    sw_put_minutes(s, "Measured over reported",
                   &(sw_minutes){x->factor, x->factor_se, x->lower, x->upper},
                   x->used ? "replaces the assumed self-report factor"
                           : "stands beside the assumed self-report factor");
    if (isfinite(x->factor))
        sw_put_formula(s, s->row - 1, 1, x->factor, SW_LOOK_CELL,
                       SW_NUM_DECIMAL_2, "=%s/%s",
                       sw_at(r + 2, 1, SW_FIX_NONE).text,
                       sw_at(r + 1, 1, SW_FIX_NONE).text);
}

void sw_put_measurement(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    if (ev->contamination != NULL) {
        sw_put_section(s,
                       ev->contamination->diluted
                           ? "The control group used the copilot too"
                           : "Who took it up",
                       SW_EVIDENCE_COLUMNS);
        sw_put_fact_heads(s, "Uptake");
        put_contamination(s, ev->contamination);
        s->row++;
    }
    if (ev->calibration == NULL || !ev->calibration->n)
        return;
    sw_put_section(s, "What people say against what was measured of them",
                   SW_EVIDENCE_COLUMNS);
    sw_put_fact_heads(s, "Calibration");
    put_calibration(s, ev->calibration);
    s->row++;
}
