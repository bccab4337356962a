/*
 * chain.c - from the gross answer to the minutes that are priced, link by link
 * in one order (README.md, The chain).
 */
#include <math.h>

#include "evidence/assess.h"

void sw_evidence_chain(double *minutes, const double *const *column, size_t n)
{
    const double *effect = column[SW_IN_EFFECT];
    const double *factor = column[SW_IN_SELF_REPORT];
    const double *bias = column[SW_IN_BIAS];
    const double *rework = column[SW_IN_REWORK];
    const double *transport = column[SW_IN_TRANSPORT];
    const double *persistence = column[SW_IN_PERSISTENCE];
    for (size_t i = 0; i < n; i++)
        minutes[i] = (effect[i] * factor[i] + bias[i]) * (1 - rework[i]) *
                     transport[i] * persistence[i];
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

static void append_input(builder *b, const char *step, size_t id, bool added,
                         sw_message *note)
{
    const sw_input *input = sw_inputs_at(b->inputs, id);
    sw_link row = {.step = step,
                   .value = sw_inputs_value(b->inputs, id),
                   .lower = NAN,
                   .upper = NAN,
                   .added = added,
                   .input = id,
                   .is_complement = id == SW_IN_REWORK,
                   .provenance = input->provenance,
                   .note = note};
    if (input->known) {
        row.lower = sw_distribution_quantile(&input->distribution, 0.025);
        row.upper = sw_distribution_quantile(&input->distribution, 0.975);
    }
    if (id == SW_IN_REWORK) {
        double lower = row.lower;
        row.value = 1 - row.value;
        row.lower = 1 - row.upper;
        row.upper = 1 - lower;
    }
    append(b, row);
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
        : lead ? sw_message_of("%s: %s, %s; minutes per seat and week.",
                               sw_as_text(lead->label),
                               sw_as_word(lead->design_text),
                               sw_as_message(sw_message_share(lead->method)))
               : sw_message_word(
                     "Assumed, not measured; minutes per seat and week.");
    append_input(b, "gross answer", SW_IN_EFFECT, true, note);
}

static void append_seats(builder *b, const sw_effect *lead)
{
    size_t seats = sw_people_of_arm(&b->pilot->roster, SW_ARM_PILOT);
    sw_message *note =
        lead && lead->people_pilot
            ? sw_message_new("The mean is of eligible seats: %zu of %zu are "
                             "behind it, others are left out.",
                             lead->people_pilot, seats)
            : sw_message_new("Taken to be of all %zu eligible seats; who "
                             "answered is not known.",
                             seats);
    append_one(b, "eligible seats",
               lead && lead->people_pilot ? SW_MEASURED : SW_ASSUMPTION, note);
}

static void append_response(builder *b, const sw_evidence *e,
                            const sw_effect *lead)
{
    bool survey = lead && lead->provenance == SW_SURVEY;
    sw_message *note =
        survey && !isnan(e->response_rate)
            ? sw_message_new("Those who did not answer are like those who "
                             "did; %.0f %% answered.",
                             100 * e->response_rate)
            : sw_message_word(
                  "Those who are not in the data are like those who are.");
    append_one(b, "non-response", SW_ASSUMPTION, note);
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
            "published trials are in priors/"
            "self_report_factor.json.");
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
    append_input(
        b, "verification and rework", SW_IN_REWORK, false,
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
    e->minutes = NAN;
    if (!sw_inputs_at(&e->inputs, SW_IN_EFFECT)->known)
        return;
    builder b = {.links = g_array_new(FALSE, FALSE, sizeof(sw_link)),
                 .pilot = pilot,
                 .inputs = &e->inputs};
    append_gross(&b, e, lead);
    append_seats(&b, lead);
    append_response(&b, e, lead);
    append_measurement(&b, e);
    append_bias(&b, e);
    append_rest(&b);
    e->minutes = b.minutes;
    append_input(
        &b, "realisation", SW_IN_REALISATION, false,
        sw_message_word("The share of saved time that turns into value; "
                        "priced with the benefit."));
    e->n_chain = b.links->len;
    e->chain = (sw_link *)(void *)g_array_free(b.links, FALSE);
}

double sw_chain_gross_at(const sw_evidence *e, double minutes)
{
    /* The first link is the gross figure, the last the realisation. */
    for (size_t i = e->n_chain; i-- > 1;) {
        const sw_link *x = &e->chain[i];
        if (i + 1 == e->n_chain)
            continue;
        minutes = x->added ? minutes - x->value : minutes / x->value;
    }
    return e->n_chain && isfinite(minutes) ? minutes : NAN;
}
