/*
 * chain.c - from the gross answer to the minutes that are priced, link by link
 * in one order (README.md, The chain).
 */
#include <math.h>

#include "evidence/assess.h"

/* A correlation. */
static double bounded(double r)
{
    return fmin(fmax(r, -1), 1);
}

/* What is not known, or 0, changes nothing: nobody is silent. */
static double of_all(double answered, const sw_silent *s,
                     const double *const *column, size_t i)
{
    double x = answered;
    if (fabs(s->share) > 0)
        x *= 1 - s->share * (1 - column[SW_IN_KAPPA][i]);
    if (s->missing > 0)
        x -= s->missing * bounded(column[SW_IN_R_MISS][i]);
    if (s->missing_control > 0)
        x += s->missing_control * bounded(column[SW_IN_R_MISS_CONTROL][i]);
    return x;
}

/* 1 where a unit of the outcome is a minute, or no outcome leads. */
static double unit_of(const double *const *column, size_t i)
{
    double ratio =
        column[SW_IN_UNIT_MINUTES][i] / column[SW_IN_UNIT_ASSUMED][i];
    return isnan(ratio) ? 1 : ratio;
}

static double rest_of_chain(double all, const double *const *column, size_t i)
{
    return (all * unit_of(column, i) * column[SW_IN_SELF_REPORT][i] +
            column[SW_IN_BIAS][i]) *
           (1 - column[SW_IN_REWORK][i]) * column[SW_IN_TRANSPORT][i] *
           column[SW_IN_PERSISTENCE][i];
}

void sw_evidence_add_all(double *sum, double weight, const double *answered,
                         const sw_silent *silent, const double *const *column,
                         size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum[i] += weight * of_all(answered[i], silent, column, i);
}

void sw_evidence_chain_of_all(double *minutes, const double *all,
                              const double *const *column, size_t n)
{
    for (size_t i = 0; i < n; i++)
        minutes[i] = rest_of_chain(all[i], column, i);
}

void sw_evidence_chain(double *minutes, const double *const *column, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const sw_silent s = {column[SW_IN_SILENT_SHARE][i],
                             column[SW_IN_MISSING][i],
                             column[SW_IN_MISSING_CONTROL][i]};
        minutes[i] = rest_of_chain(
            of_all(column[SW_IN_EFFECT][i], &s, column, i), column, i);
    }
}

/* The chain as it grows. */
typedef struct builder {
    GArray *links; /* of sw_link */
    double minutes;
    const sw_pilot *pilot;
    const sw_inputs *inputs;
} builder;

/* Appends a link and takes over its note. */
static void append(builder *b, sw_link row)
{
    b->minutes = row.added ? b->minutes + row.value : b->minutes * row.value;
    row.minutes_after = b->minutes;
    g_array_append_val(b->links, row);
}

/* A link that changes nothing, printed because it might have. */
static void append_one(builder *b, const char *step, sw_provenance provenance,
                       sw_message *note)
{
    append(b, (sw_link){.step = step,
                        .value = 1,
                        .lower = 1,
                        .upper = 1,
                        .input = SIZE_MAX,
                        .provenance = provenance,
                        .note = note});
}

/* What a link is at the value x of its input. */
static double value_at(const sw_inputs *in, sw_link_form form, double x)
{
    switch (form) {
    case SW_LINK_COMPLEMENT:
        return 1 - x;
    case SW_LINK_SILENT:
        return 1 - sw_inputs_value(in, SW_IN_SILENT_SHARE) * (1 - x);
    case SW_LINK_MISSING:
        return -sw_inputs_value(in, SW_IN_MISSING) * x;
    case SW_LINK_MISSING_CONTROL:
        return sw_inputs_value(in, SW_IN_MISSING_CONTROL) * x;
    case SW_LINK_UNIT:
        return x / sw_inputs_value(in, SW_IN_UNIT_ASSUMED);
    case SW_LINK_INPUT:
        break;
    }
    return x;
}

static void append_form(builder *b, const char *step, size_t id,
                        sw_link_form form, bool added, sw_message *note)
{
    const sw_inputs *in = b->inputs;
    const sw_input *input = sw_inputs_at(in, id);
    sw_link row = {.step = step,
                   .value = value_at(in, form, sw_inputs_value(in, id)),
                   .lower = NAN,
                   .upper = NAN,
                   .added = added,
                   .input = id,
                   .form = form,
                   .provenance = input->provenance,
                   .note = note};
    if (input->known) {
        const sw_distribution *d = &input->distribution;
        double low = value_at(in, form, sw_distribution_quantile(d, 0.025));
        double high = value_at(in, form, sw_distribution_quantile(d, 0.975));
        row.lower = fmin(low, high);
        row.upper = fmax(low, high);
    }
    append(b, row);
}

static void append_input(builder *b, const char *step, size_t id, bool added,
                         sw_message *note)
{
    append_form(b, step, id, SW_LINK_INPUT, added, note);
}

static bool is_pooled(const sw_evidence *e)
{
    return e->sources && e->sources->used;
}

static void append_gross(builder *b, const sw_evidence *e,
                         const sw_effect *lead)
{
    sw_message *note =
        is_pooled(e)
            ? sw_message_new("%zu sources, each adjusted for how it was "
                             "measured, then pooled; minutes per seat and "
                             "week.",
                             e->sources->n_sources)
        : lead ? sw_message_of(
                     e->posterior ? "%s: %s, %s; the segments' effects, "
                                    "weighted by their seats; minutes per "
                                    "seat and week."
                                  : "%s: %s, %s; minutes per seat and week.",
                     sw_as_text(lead->label), sw_as_word(lead->design_text),
                     sw_as_message(sw_message_share(lead->method)))
               : sw_message_word(
                     "Assumed, not measured; minutes per seat and week.");
    append_input(b, "gross answer", SW_IN_EFFECT, true, note);
}

/* How the figure priced differs from what was answered; NULL: it does not.
 * Segments lend each other strength before they are weighted by their seats;
 * several sources are pooled, whatever each was weighted by. */
static sw_message *weighted_note(const builder *b, const sw_evidence *e,
                                 const sw_effect *lead, size_t seats)
{
    sw_value n = sw_as_count(lead->people_pilot), all = sw_as_count(seats);
    sw_value priced = sw_as_real(b->minutes);
    sw_value answered = sw_as_real(lead->minutes);
    if (is_pooled(e))
        return NULL;
    if (e->posterior)
        return sw_message_of(
            "The mean is of eligible seats: %zu of %zu are behind it. Partly "
            "pooled by %s and weighted by seats it is %.2f minutes; as "
            "answered, %.2f.",
            n, all, sw_as_word(e->segment_by), priced, answered);
    if (e->nonresponse && e->nonresponse->raked_leads)
        return sw_message_of("The mean is of eligible seats: %zu of %zu are "
                             "behind it. Weighted by %s it is %.2f minutes; "
                             "as answered, %.2f.",
                             n, all, sw_as_word(e->nonresponse->margins),
                             priced, answered);
    return NULL;
}

static void append_seats(builder *b, const sw_evidence *e,
                         const sw_effect *lead)
{
    size_t seats = sw_people_of_arm(&b->pilot->roster, SW_ARM_PILOT);
    bool known = lead && lead->people_pilot;
    sw_message *note = known ? weighted_note(b, e, lead, seats) : NULL;
    if (note == NULL)
        note = known
                   ? sw_message_new("The mean is of eligible seats: %zu of %zu "
                                    "are behind it, others are left out.",
                                    lead->people_pilot, seats)
                   : sw_message_new("Taken to be of all %zu eligible seats; "
                                    "who answered is not known.",
                                    seats);
    append_one(b, "eligible seats", known ? SW_MEASURED : SW_ASSUMPTION, note);
}

/* Control people who used it too: what full use would have given. */
static void append_contamination(builder *b, const sw_evidence *e)
{
    const sw_contamination *c = e->contamination;
    if (!c)
        return;
    append_one(
        b, "contamination", SW_MEASURED,
        !c->diluted
            ? sw_message_new("%.0f %% of the control group used it too: the "
                             "comparison is not diluted.",
                             100 * c->uptake_control)
            : sw_message_new("Diluted: %.0f %% of the control group used it "
                             "too. Over the difference in use it is %.2f "
                             "minutes (%.2f to %.2f); the figure is priced as "
                             "it is.",
                             100 * c->uptake_control, c->scaled.minutes,
                             c->scaled.lower, c->scaled.upper));
}

/* Groups that started apart, and a baseline that is measured with error. */
static void append_baseline(builder *b, const sw_evidence *e)
{
    if (!e->baseline)
        return;
    const double *m = e->baseline->minutes;
    append_one(b, "baseline error", SW_ASSUMPTION,
               sw_message_new("ANCOVA with a baseline of reliability .7, .85 "
                              "and 1 gives %.2f, %.2f and %.2f minutes; the "
                              "figure is priced as it is.",
                              m[0], m[1], m[2]));
}

/* How many are in the data, and of how many. */
static sw_message *heard(const char *arm, double share)
{
    return sw_message_of("%.0f %% of the %s are in the data",
                         sw_as_real(100 * share), sw_as_word(arm));
}

/* One arm that says what it saves: the others save a share of that. */
static void append_silent(builder *b, const sw_evidence *e)
{
    const char *rest = "those who did not answer save kappa times what those "
                       "who did say.";
    append_form(b, "non-response", SW_IN_KAPPA, SW_LINK_SILENT, false,
                sw_message_of("%s; %s",
                              sw_as_message(heard("seats asked", e->heard)),
                              sw_as_word(rest)));
}

/* Means of arms: each is off by r * sd * sqrt((1 - f) / f). */
static void append_missing(builder *b, const sw_evidence *e)
{
    const char *rest = "those who gain less may be missing more often, by the "
                       "correlation r_miss.";
    if (sw_inputs_at(b->inputs, SW_IN_MISSING)->known)
        append_form(b, "non-response", SW_IN_R_MISS, SW_LINK_MISSING, true,
                    sw_message_of("%s; %s",
                                  sw_as_message(heard("pilot group", e->heard)),
                                  sw_as_word(rest)));
    if (sw_inputs_at(b->inputs, SW_IN_MISSING_CONTROL)->known)
        append_form(b, "non-response, control", SW_IN_R_MISS_CONTROL,
                    SW_LINK_MISSING_CONTROL, true,
                    sw_message_of(
                        "%s; %s",
                        sw_as_message(heard("control group", e->heard_control)),
                        sw_as_word(rest)));
}

static void append_response(builder *b, const sw_evidence *e,
                            const sw_effect *lead)
{
    if (lead && e->heard >= 1 && !(e->heard_control < 1))
        append_one(b, "non-response", SW_MEASURED,
                   sw_message_word("Everybody who was asked is in the data."));
    else if (sw_inputs_at(b->inputs, SW_IN_SILENT_SHARE)->known)
        append_silent(b, e);
    else if (sw_inputs_at(b->inputs, SW_IN_MISSING)->known ||
             sw_inputs_at(b->inputs, SW_IN_MISSING_CONTROL)->known)
        append_missing(b, e);
    else
        append_one(b, "non-response", SW_ASSUMPTION,
                   sw_message_word("Who is in the data is not known: those "
                                   "who are not are taken to be like those "
                                   "who are."));
}

/* Where a unit of the outcome is not a minute. */
static void append_unit(builder *b)
{
    if (!sw_inputs_at(b->inputs, SW_IN_UNIT_MINUTES)->known)
        return;
    append_form(b, "minutes per unit", SW_IN_UNIT_MINUTES, SW_LINK_UNIT, false,
                sw_message_word("Minutes that one unit of the outcome stands "
                                "for, over those that the effect is stated "
                                "at."));
}

/* Where the factor comes from. */
static sw_message *measurement_note(const sw_evidence *e)
{
    if (e->calibration && e->calibration->used)
        return sw_message_new("What people say they saved, to what was "
                              "measured of the same %zu people.",
                              e->calibration->n);
    if (is_pooled(e))
        return sw_message_word("Already in the pooled figure.");
    if (e->self_report_lead)
        return sw_message_word(
            "What people say they saved, to what they saved; the "
            "published trials: seatworth explain prior.");
    return sw_message_word("Not a self-reported saving: the factor is 1.");
}

static void append_measurement(builder *b, const sw_evidence *e)
{
    append_input(b, "measurement", SW_IN_SELF_REPORT, false,
                 measurement_note(e));
}

static void append_bias(builder *b, const sw_evidence *e)
{
    sw_message *note =
        is_pooled(e) ? sw_message_word("Already in the pooled figure.")
        : e->self_report_lead
            ? sw_message_word(
                  "The self-report factor stands for it: none is added.")
            : sw_message_new("What the design may be wrong by at its level, "
                             "%d of 5; minutes, added.",
                             sw_evidence_lead(e) ? sw_evidence_lead(e)->grade
                                                 : 0);
    append_input(b, "design bias", SW_IN_BIAS, true, note);
}

/* Where persistence comes from. */
static sw_message *persistence_note(const sw_pilot *pilot)
{
    if (pilot->decay_given)
        return sw_message_word("A yearly decay is given and stands for it.");
    return sw_message_word(
        pilot->persistence_given
            ? "How much of the effect lasts."
            : "How much of the effect lasts: not measured, the "
              "default is assumed.");
}

static void append_rest(builder *b)
{
    append_one(
        b, "active share", SW_MEASURED,
        sw_message_word("The estimate is of all eligible seats, used or not, "
                        "so use is already in it."));
    append_form(
        b, "verification and rework", SW_IN_REWORK, SW_LINK_COMPLEMENT, false,
        sw_message_word("One minus the share of the saving that checking "
                        "and repair take back."));
    append_input(
        b, "transport", SW_IN_TRANSPORT, false,
        sw_message_word(b->pilot->transport_given
                            ? "From the people of the pilot to the seats "
                              "decided on."
                            : "The seats decided on gain what the pilot "
                              "gained."));
    append_input(b, "persistence", SW_IN_PERSISTENCE, false,
                 persistence_note(b->pilot));
}

void sw_build_chain(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    e->minutes = e->minutes_lower = e->minutes_upper = NAN;
    if (!sw_inputs_at(&e->inputs, SW_IN_EFFECT)->known)
        return;
    builder b = {.links = g_array_new(FALSE, FALSE, sizeof(sw_link)),
                 .pilot = pilot,
                 .inputs = &e->inputs};
    append_gross(&b, e, lead);
    append_seats(&b, e, lead);
    append_response(&b, e, lead);
    append_unit(&b);
    append_contamination(&b, e);
    append_baseline(&b, e);
    append_measurement(&b, e);
    append_bias(&b, e);
    append_rest(&b);
    e->minutes = b.minutes;
    sw_draw_chain(e);
    append_input(
        &b, "realisation", SW_IN_REALISATION, false,
        sw_message_word("The share of saved time that turns into value; "
                        "priced with the benefit."));
    e->n_chain = b.links->len;
    e->chain = (sw_link *)(void *)g_array_free(b.links, FALSE);
}

static bool is_of_silent(const sw_link *x)
{
    return x->form == SW_LINK_SILENT || x->form == SW_LINK_MISSING ||
           x->form == SW_LINK_MISSING_CONTROL;
}

double sw_chain_gross_at(const sw_evidence *e, double minutes)
{
    /* The first link is the gross figure, the last the realisation. */
    for (size_t i = e->n_chain; i-- > 1;) {
        const sw_link *x = &e->chain[i];
        if (i + 1 == e->n_chain || is_of_silent(x))
            continue;
        minutes = x->added ? minutes - x->value : minutes / x->value;
    }
    return e->n_chain && isfinite(minutes) ? minutes : NAN;
}
