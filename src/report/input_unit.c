#include "report/input_unit.h"

#include <string.h>

#include "report/words.h"

const char *sw_contract_currency(const sw_pilot *p, size_t contract)
{
    const char *own = p->contracts[contract].currency;
    return own != NULL ? own : p->currency;
}

/* The contract whose price it is; NULL: none. */
static const sw_contract *contract_of(const sw_pilot *p, size_t id)
{
    for (size_t k = 0; k < p->n_contracts; k++)
        if (id == p->contracts[k].price || id == p->contracts[k].baseline_price)
            return &p->contracts[k];
    return NULL;
}

const char *sw_input_currency(const sw_pilot *p, size_t id)
{
    const sw_contract *c = contract_of(p, id);
    const char *own = c != NULL ? c->currency : NULL;
    for (size_t i = 0; i < p->n_meters; i++)
        if (id == p->meters[i].unit_price || id == p->meters[i].commit)
            own = p->meters[i].currency;
    return own != NULL ? own : p->currency;
}

char *sw_input_unit(const sw_book *b, size_t id)
{
    static const char *const PER[SW_UNIT_N] = {
        [SW_UNIT_MONEY] = "%s",
        [SW_UNIT_MONEY_SEAT_MONTH] = "%s per seat and month",
        [SW_UNIT_MONEY_HOUR] = "%s per hour",
        [SW_UNIT_MONEY_YEAR] = "%s per year",
        [SW_UNIT_MONEY_MONTH] = "%s per month",
        [SW_UNIT_MONEY_UNIT] = "%s per unit",
    };
    const sw_pilot *p = b->e->pilot;
    sw_unit unit = sw_inputs_at(&b->e->economics->inputs, id)->unit;
    const sw_contract *c = contract_of(p, id);
    if (PER[unit] == NULL)
        return g_strdup(sw_words(b, sw_unit_name(unit)));
    bool year = unit == SW_UNIT_MONEY_SEAT_MONTH && c != NULL && c->per_year;
    g_autoptr(sw_message) text =
        sw_message_of(year ? "%s per seat and year" : PER[unit],
                      sw_as_text(sw_input_currency(p, id)));
    return sw_message_say(text, p->language);
}

static bool is_foreign(const sw_pilot *p, const char *currency)
{
    return strcmp(currency, p->currency) != 0;
}

sw_number sw_input_format(const sw_book *b, size_t id)
{
    const sw_pilot *p = b->e->pilot;
    sw_unit unit = sw_inputs_at(&b->e->economics->inputs, id)->unit;
    if (!is_foreign(p, sw_input_currency(p, id)))
        return sw_input_number(unit);
    return unit == SW_UNIT_MONEY_UNIT ? SW_NUM_DECIMAL_4 : SW_NUM_DECIMAL_2;
}

sw_number sw_price_format(const sw_book *b, size_t contract)
{
    const sw_pilot *p = b->e->pilot;
    return is_foreign(p, sw_contract_currency(p, contract)) ? SW_NUM_DECIMAL_2
                                                            : SW_NUM_PRICE;
}
