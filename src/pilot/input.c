#include "pilot/input.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef struct fixed_input {
    const char *key, *label;
    sw_unit unit;
    bool fixed_value; /* the workbook cannot recompute it: locked */
} fixed_input;

/* clang-format off */
static const fixed_input FIXED[SW_IN_FIXED] = {
    [SW_IN_PRICE] = {"contract.price", "Price a seat", SW_UNIT_MONEY_SEAT_MONTH, false},
    [SW_IN_BASELINE_PRICE] = {"contract.baseline_price", "Price a seat without the copilot", SW_UNIT_MONEY_SEAT_MONTH, false},
    [SW_IN_SURCHARGE] = {"contract.monthly_billing_surcharge", "Surcharge for monthly billing", SW_UNIT_FRACTION, false},
    [SW_IN_UPLIFT] = {"contract.renewal_uplift", "Price rise at each renewal", SW_UNIT_FRACTION, false},
    [SW_IN_VAT] = {"contract.vat_irrecoverable", "VAT that cannot be recovered", SW_UNIT_FRACTION, false},
    [SW_IN_SEATS_PURCHASED] = {"contract.seats_purchased", "Seats purchased", SW_UNIT_SEATS, false},
    [SW_IN_MIN_SEATS] = {"contract.min_seats", "Fewest seats the contract allows", SW_UNIT_SEATS, true},
    [SW_IN_SEATS_ASSIGNED] = {"seats.assigned", "Seats with an eligible person", SW_UNIT_SEATS, true},
    [SW_IN_METERED_PRICE] = {"contract.metered.unit_price", "Price of a metered unit", SW_UNIT_MONEY_UNIT, false},
    [SW_IN_METERED_INCLUDED] = {"contract.metered.included", "Metered units included a seat and month", SW_UNIT_COUNT, false},
    [SW_IN_METERED_COMMIT] = {"contract.metered.commit_per_month", "Metered spend committed a month", SW_UNIT_MONEY_MONTH, false},
    [SW_IN_METERED_UNITS] = {"usage.metered_units_per_month", "Metered units used a month", SW_UNIT_COUNT, true},
    [SW_IN_WORKING_WEEKS] = {"assumptions.working_weeks_per_year", "Working weeks a year", SW_UNIT_WEEKS, false},
    [SW_IN_HOURS_PER_WEEK] = {"assumptions.hours_per_week", "Working hours a week", SW_UNIT_HOURS, false},
    [SW_IN_DAYS_PER_WEEK] = {"assumptions.days_per_week", "Working days a week", SW_UNIT_DAYS, false},
    [SW_IN_HOURLY_COST] = {"assumptions.hourly_cost", "Loaded cost of an hour of work", SW_UNIT_MONEY_HOUR, false},
    [SW_IN_REALISATION] = {"assumptions.realisation", "Share of saved time that turns into value", SW_UNIT_FRACTION, false},
    [SW_IN_SELF_REPORT] = {"assumptions.self_report_factor", "True saving per minute that people report", SW_UNIT_FACTOR, false},
    [SW_IN_REWORK] = {"assumptions.rework_share", "Share of the saving lost to checking and rework", SW_UNIT_FRACTION, false},
    [SW_IN_TRANSPORT] = {"assumptions.transport", "Effect on later seats per effect in the pilot", SW_UNIT_FACTOR, false},
    [SW_IN_PERSISTENCE] = {"assumptions.persistence", "Share of the effect that lasts", SW_UNIT_FRACTION, false},
    [SW_IN_DECAY] = {"assumptions.decay_per_year", "Share of the effect lost each year", SW_UNIT_FRACTION, false},
    [SW_IN_ADOPTION_PILOT] = {"usage.adoption_pilot", "Share of the pilot's seats in use", SW_UNIT_FRACTION, true},
    [SW_IN_ADOPTION] = {"assumptions.adoption", "Share of seats in use later on", SW_UNIT_FRACTION, false},
    [SW_IN_WAGE_GROWTH] = {"assumptions.wage_growth", "Growth of wages a year", SW_UNIT_FRACTION, false},
    [SW_IN_INFLATION] = {"assumptions.inflation", "Inflation a year", SW_UNIT_FRACTION, false},
    [SW_IN_DISCOUNT_RATE] = {"assumptions.discount_rate", "Discount rate a year", SW_UNIT_FRACTION, false},
    [SW_IN_EFFECT] = {"effect.minutes_per_seat_week", "Minutes saved a seat and week", SW_UNIT_MINUTES_SEAT_WEEK, true},
    [SW_IN_BIAS] = {"effect.bias", "Bias of the study's design", SW_UNIT_MINUTES_SEAT_WEEK, true},
    [SW_IN_SILENT_SHARE] = {"effect.silent_share", "Share of the effect that is carried over to those who did not answer", SW_UNIT_FACTOR, true},
    [SW_IN_KAPPA] = {"policy.nonresponse.kappa", "Saving of those who did not answer per saving of those who did", SW_UNIT_FACTOR, false},
    [SW_IN_MISSING] = {"effect.missing_pilot", "Bias per unit of correlation between gain and being in the data, pilot group", SW_UNIT_MINUTES_SEAT_WEEK, true},
    [SW_IN_R_MISS] = {"policy.nonresponse.r_miss", "Correlation between gain and being in the data, pilot group", SW_UNIT_FACTOR, false},
    [SW_IN_MISSING_CONTROL] = {"effect.missing_control", "Bias per unit of correlation between gain and being in the data, control group", SW_UNIT_MINUTES_SEAT_WEEK, true},
    [SW_IN_R_MISS_CONTROL] = {"policy.nonresponse.r_miss_control", "Correlation between gain and being in the data, control group", SW_UNIT_FACTOR, false},
    [SW_IN_UNIT_MINUTES] = {"effect.minutes_per_unit", "Minutes that a unit of the outcome stands for", SW_UNIT_FACTOR, true},
    [SW_IN_UNIT_ASSUMED] = {"effect.minutes_per_unit_assumed", "Minutes a unit at which the effect is stated", SW_UNIT_FACTOR, true},
};
/* clang-format on */

static void free_input(gpointer p)
{
    sw_input *input = p;
    g_free(input->key);
    sw_message_free(input->label);
    sw_message_free(input->source);
    g_free(input->owner);
    g_free(input->approved_on);
    g_free(input->expires);
    sw_distribution_clear(&input->distribution);
    g_free(input);
}

size_t sw_inputs_add(sw_inputs *inputs, const char *key, const char *label,
                     sw_unit unit)
{
    return sw_inputs_add_named(inputs, key, sw_message_word(label), unit);
}

void sw_input_from(sw_input *input, sw_message *source)
{
    sw_message_free(input->source);
    input->source = source;
}

size_t sw_inputs_add_named(sw_inputs *inputs, const char *key,
                           sw_message *label, sw_unit unit)
{
    sw_input *input = g_new0(sw_input, 1);
    input->key = g_strdup(key);
    input->label = label;
    input->unit = unit;
    input->distribution = sw_constant(NAN);
    input->value = input->low = input->high = NAN;
    input->provenance = SW_ASSUMPTION;
    input->live = true;
    g_ptr_array_add(inputs->items, input);
    return inputs->items->len - 1;
}

void sw_inputs_init(sw_inputs *inputs)
{
    inputs->items = g_ptr_array_new_with_free_func(free_input);
    for (size_t i = 0; i < SW_IN_FIXED; i++) {
        const fixed_input *f = &FIXED[i];
        size_t id = sw_inputs_add(inputs, f->key, f->label, f->unit);
        sw_inputs_at(inputs, id)->live = !f->fixed_value;
    }
}

void sw_inputs_clear(sw_inputs *inputs)
{
    g_clear_pointer(&inputs->items, g_ptr_array_unref);
}

static sw_input *copy_of(const sw_input *in)
{
    sw_input *out = g_memdup2(in, sizeof *in);
    out->key = g_strdup(in->key);
    out->label = sw_message_share(in->label);
    out->source = sw_message_share(in->source);
    out->owner = g_strdup(in->owner);
    out->approved_on = g_strdup(in->approved_on);
    out->expires = g_strdup(in->expires);
    if (sw_distribution_copy(&out->distribution, &in->distribution) != SW_OK)
        g_error("out of memory"); /* as GLib's own allocations */
    return out;
}

void sw_inputs_copy(sw_inputs *out, const sw_inputs *in)
{
    out->items = g_ptr_array_new_with_free_func(free_input);
    for (size_t i = 0; i < sw_inputs_length(in); i++)
        g_ptr_array_add(out->items, copy_of(sw_inputs_at(in, i)));
}

void sw_inputs_replace(sw_inputs *inputs, size_t id, const sw_input *from)
{
    sw_input *copy = copy_of(from);
    free_input(sw_inputs_at(inputs, id));
    inputs->items->pdata[id] = copy;
}

void sw_inputs_share_tables(sw_inputs *to, const sw_inputs *from)
{
    for (size_t id = 0; id < sw_inputs_length(to); id++) {
        sw_distribution *own = &sw_inputs_at(to, id)->distribution, copy;
        size_t other = sw_inputs_find(from, sw_inputs_at(to, id)->key);
        if (other == SIZE_MAX || sw_distribution_is_constant(own))
            continue;
        const sw_distribution *d = &sw_inputs_at(from, other)->distribution;
        if (!sw_distribution_equal(own, d) ||
            sw_distribution_copy(&copy, d) != SW_OK)
            continue;
        sw_distribution_clear(own);
        *own = copy;
    }
}

sw_input *sw_inputs_at(const sw_inputs *inputs, size_t id)
{
    return g_ptr_array_index(inputs->items, id);
}

size_t sw_inputs_length(const sw_inputs *inputs)
{
    return inputs->items->len;
}

void sw_input_define(sw_input *input, sw_distribution distribution,
                     sw_provenance provenance)
{
    enum { PERCENT_LOW = 10, PERCENT_HIGH = 90 };
    sw_distribution_clear(&input->distribution);
    input->distribution = distribution;
    input->known = true;
    input->provenance = provenance;
    input->value = sw_distribution_mean(&input->distribution);
    input->low = input->high = input->value;
    if (sw_distribution_is_constant(&input->distribution))
        return;
    input->low =
        sw_distribution_quantile(&input->distribution, PERCENT_LOW / 100.0);
    input->high =
        sw_distribution_quantile(&input->distribution, PERCENT_HIGH / 100.0);
}

void sw_input_forget(sw_input *input)
{
    sw_distribution_clear(&input->distribution);
    input->distribution = sw_constant(NAN);
    input->value = input->low = input->high = NAN;
    input->known = false;
}

size_t sw_inputs_find(const sw_inputs *inputs, const char *key)
{
    for (size_t i = 0; i < sw_inputs_length(inputs); i++)
        if (strcmp(sw_inputs_at(inputs, i)->key, key) == 0)
            return i;
    return SIZE_MAX;
}

double sw_inputs_value(const sw_inputs *inputs, size_t id)
{
    if (id >= sw_inputs_length(inputs) || !sw_inputs_at(inputs, id)->known)
        return NAN;
    return sw_inputs_at(inputs, id)->value;
}

const char *sw_provenance_name(sw_provenance provenance)
{
    static const char *const NAME[SW_PROVENANCE_N] = {
        [SW_MEASURED] = "measured",
        [SW_SURVEY] = "survey",
        [SW_ASSUMPTION] = "assumption",
        [SW_BENCHMARK] = "benchmark",
    };
    return NAME[provenance];
}

const char *sw_unit_name(sw_unit unit)
{
    static const char *const NAME[SW_UNIT_N] = {
        [SW_UNIT_MONEY] = "money",
        [SW_UNIT_MONEY_SEAT_MONTH] = "money per seat and month",
        [SW_UNIT_MONEY_HOUR] = "money per hour",
        [SW_UNIT_MONEY_YEAR] = "money per year",
        [SW_UNIT_MONEY_MONTH] = "money per month",
        [SW_UNIT_MONEY_UNIT] = "money per metered unit",
        [SW_UNIT_FRACTION] = "fraction",
        [SW_UNIT_FACTOR] = "factor",
        [SW_UNIT_MINUTES_SEAT_WEEK] = "minutes per seat and week",
        [SW_UNIT_HOURS] = "hours",
        [SW_UNIT_WEEKS] = "weeks",
        [SW_UNIT_DAYS] = "days",
        [SW_UNIT_MONTHS] = "months",
        [SW_UNIT_YEARS] = "years",
        [SW_UNIT_SEATS] = "seats",
        [SW_UNIT_COUNT] = "count",
    };
    return NAME[unit];
}
