/* currency.c - dated rates of other currencies */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "pilot/data_file.h"

static void read_rate(sw_data_file *f, size_t i, size_t date, size_t currency,
                      size_t rate)
{
    sw_pilot *p = f->load->pilot;
    sw_rate r = {.rate = NAN};
    const char *text = sw_data_text(f, i, currency);
    if (sw_data_date(f, i, date, &r.day) != SW_CELL_OK ||
        sw_data_number(f, i, rate, &r.rate) != SW_CELL_OK)
        return;
    if (strlen(text) != sizeof r.currency - 1 || !(r.rate > 0)) {
        sw_data_reject(f, i, strlen(text) == 3 ? rate : currency, "bad-rate",
                       strlen(text) == 3 ? "is no rate above 0"
                                         : "is no code of a currency");
        return;
    }
    for (size_t k = 0; k < sizeof r.currency - 1; k++)
        r.currency[k] = g_ascii_toupper(text[k]);
    p->rates = g_renew(sw_rate, p->rates, p->n_rates + 1);
    p->rates[p->n_rates++] = r;
}

void sw_load_rates(const sw_load *load)
{
    const sw_json *spec = sw_json_at(load->root, "assumptions.currency_rates");
    sw_data_file f = {.load = load};
    if (!sw_is_given(spec) || !sw_data_open(&f, load, spec, "currency rates"))
        return;
    size_t date = sw_data_need(&f, "date");
    size_t currency = sw_data_need(&f, "currency");
    size_t rate = sw_data_need(&f, "rate");
    bool whole = date != SIZE_MAX && currency != SIZE_MAX && rate != SIZE_MAX;
    for (size_t i = 0; whole && i < sw_table_rows(f.table); i++)
        read_rate(&f, i, date, currency, rate);
    sw_data_close(&f);
}

double sw_currency_rate(const sw_pilot *p, const char *currency, sw_day day)
{
    const sw_rate *best = NULL;
    if (currency == NULL || p->currency == NULL ||
        g_ascii_strcasecmp(currency, p->currency) == 0)
        return 1.0;
    for (size_t i = 0; i < p->n_rates; i++) {
        const sw_rate *r = &p->rates[i];
        if (g_ascii_strcasecmp(r->currency, currency) == 0 && r->day <= day &&
            (best == NULL || r->day > best->day))
            best = r;
    }
    return best != NULL ? best->rate : NAN;
}
