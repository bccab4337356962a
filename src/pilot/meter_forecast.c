/* meter_forecast.c - the use to come, as inputs of the model */
#include "pilot/meter_load.h"

#include <math.h>
#include <stdint.h>

#include "base/units.h"

size_t sw_meter_input(const sw_load *load, const sw_meter *m, const char *key,
                      const char *label, sw_unit unit, sw_distribution d)
{
    sw_inputs *in = &load->pilot->inputs;
    bool first = m == load->pilot->meters;
    g_autofree char *path = sw_json_dotted(sw_meter_at(load, m));
    g_autofree char *full = first ? g_strdup_printf("usage.metered_%s", key)
                                  : g_strdup_printf("usage.%s.%s", path, key);
    size_t id = sw_inputs_find(in, full);
    if (id == SIZE_MAX)
        id = sw_inputs_add_named(in, full,
                                 first ? sw_message_word(label)
                                       : sw_message_of("%s: %s",
                                                       sw_as_text(m->name),
                                                       sw_as_word(label)),
                                 unit);
    sw_input *input = sw_inputs_at(in, id);
    sw_input_define(input, d, SW_MEASURED);
    sw_input_from(input, sw_message_text_of(m->file));
    input->live = false;
    return id;
}

/* Units of the full months that have any, and which months they are. */
static size_t known_months(const sw_meter *m, int *month, double *units)
{
    size_t n = 0;
    for (size_t i = m->first; i < m->last; i++) {
        sw_ymd d = sw_date_to_ymd(m->months[i].month);
        if (isnan(m->months[i].units))
            continue;
        month[n] = SW_MONTHS_PER_YEAR * d.year + d.month;
        units[n++] = m->months[i].units;
    }
    return n;
}

/* Lognormal with this mean and standard error: use is never below nothing. */
static sw_distribution around(double mean, double se)
{
    double sigma = mean > 0 ? sqrt(log1p(se / mean * (se / mean))) : 0;
    if (!(sigma > 0))
        return sw_constant(mean);
    return (sw_distribution){
        .kind = SW_DIST_LOGNORMAL,
        .p = {mean * exp(-sigma * sigma / 2), exp(sigma), 0}};
}

/* The mean of two months is no sample of means: its error is not drawn. */
static void define_level(const sw_load *load, sw_meter *m)
{
    enum { ENOUGH = 3 };
    const sw_usage_forecast *f = &m->forecast;
    double se = f->n >= ENOUGH ? f->level_se : 0;
    m->units =
        sw_meter_input(load, m, "units_per_month", "Metered units used a month",
                       SW_UNIT_COUNT, around(f->level, se));
}

static void define_growth(const sw_load *load, sw_meter *m)
{
    const sw_usage_forecast *f = &m->forecast;
    sw_distribution d = sw_constant(f->growth);
    if (m->growth_given)
        return;
    if (f->fitted && f->se > 0)
        d = (sw_distribution){.kind = SW_DIST_NORMAL,
                              .p = {f->growth, f->se, 0}};
    m->growth =
        sw_meter_input(load, m, "growth_per_month",
                       "Growth of metered units a month", SW_UNIT_FRACTION, d);
}

/* What the months cannot say is said. */
static void tell(const sw_load *load, const sw_meter *m)
{
    enum { MOST_FOLD = 3 };
    const sw_usage_forecast *f = &m->forecast;
    double fold = sw_usage_ahead(1, f->growth, f->given, SW_MONTHS_PER_YEAR);
    if (load->without_files)
        return;
    if (f->basis == SW_USAGE_SHORT && f->n > 1)
        sw_load_warn_file(load, "few-months", m->file,
                          "give more months, or growth_per_month",
                          "%s has %zu full months of use: too few to see "
                          "growth, so their mean is the forecast",
                          m->file, f->n);
    else if (f->basis == SW_USAGE_SHORT)
        sw_load_warn_file(load, "few-months", m->file, "give more months",
                          "%s has one full month of use: neither its growth "
                          "nor its variation is known",
                          m->file);
    else if (f->basis == SW_USAGE_ZERO)
        sw_load_warn_file(load, "month-of-nothing", m->file,
                          "leave out the months before the service began, or "
                          "give growth_per_month",
                          "%s has a month without use: growth is not fitted "
                          "and the mean of the months is the forecast",
                          m->file);
    else if (f->fitted && !f->given && fold > MOST_FOLD)
        sw_load_warn_file(load, "steep-growth", m->file,
                          "give growth_per_month if it will not last",
                          "the months of %s grow so fast that a year ahead "
                          "use is taken to be %.1f times today's",
                          m->file, fold);
}

void sw_meter_forecast(const sw_load *load, sw_meter *m)
{
    size_t most = m->last > m->first ? m->last - m->first : 0;
    g_autofree int *month = g_new(int, most + 1);
    g_autofree double *units = g_new(double, most + 1);
    size_t n = known_months(m, month, units);
    double given = m->growth_given
                       ? sw_inputs_value(&load->pilot->inputs, m->growth)
                       : NAN;
    m->forecast = (sw_usage_forecast){.n = 0};
    if (n == 0 || sw_usage_forecast_fit(&m->forecast, month, units, n, given,
                                        NULL) != SW_OK)
        return;
    m->origin =
        sw_date_from_ymd((month[n - 1] - 1) / SW_MONTHS_PER_YEAR,
                         (month[n - 1] - 1) % SW_MONTHS_PER_YEAR + 1, 1);
    define_level(load, m);
    define_growth(load, m);
    if (!isnan(m->forecast.cv))
        m->cv = sw_meter_input(load, m, "variation",
                               "Variation of the metered units of a month",
                               SW_UNIT_FRACTION, sw_constant(m->forecast.cv));
    tell(load, m);
}
