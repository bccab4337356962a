/* invoices.c - what was really paid for the contracts */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/schema.h"
#include "pilot/data_file.h"

typedef struct reading {
    sw_data_file file;
    size_t contract, date, from, to, seats, amount, currency; /* columns */
    GArray *paid;     /* of sw_invoice_paid */
    GHashTable *seen; /* what an invoice says -> its line */
} reading;

static sw_place place_of(const reading *r, size_t row, size_t column)
{
    return (sw_place){.file = r->file.name,
                      .line = sw_table_line(r->file.table, row),
                      .column = column == SIZE_MAX ? 0 : column + 1};
}

/* The only contract has no need of a sku: the pilot's name, the product's and
 * its place, 1, are understood too. */
static bool means_the_only_one(const sw_pilot *p, const char *text)
{
    return p->n_contracts == 1 &&
           (sw_cell_is_missing(text) || strcmp(text, "1") == 0 ||
            g_ascii_strcasecmp(text, p->name) == 0 ||
            (p->product != NULL && g_ascii_strcasecmp(text, p->product) == 0));
}

static void complain_of_contract(const reading *r, size_t row, const char *text)
{
    const sw_pilot *p = r->file.load->pilot;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t k = 0; k < p->n_contracts; k++)
        if (p->contracts[k].sku != NULL)
            g_ptr_array_add(names, p->contracts[k].sku);
    const char *near =
        sw_nearest_name(text, (const char *const *)names->pdata, names->len);
    g_autofree char *remedy = near != NULL
                                  ? g_strdup_printf("did you mean '%s'?", near)
                                  : g_strdup("write the sku of its contract");
    sw_diagnose(r->file.load->d, SW_ERROR, "no-such-contract",
                place_of(r, row, r->contract), remedy,
                "an invoice of '%s', which is the sku of no contract", text);
}

static bool read_contract(const reading *r, size_t row, size_t *out)
{
    const sw_pilot *p = r->file.load->pilot;
    const char *text = sw_data_text(&r->file, row, r->contract);
    for (size_t k = 0; k < p->n_contracts; k++)
        if (p->contracts[k].sku != NULL &&
            g_ascii_strcasecmp(p->contracts[k].sku, text) == 0) {
            *out = k;
            return true;
        }
    *out = 0;
    if (means_the_only_one(p, text))
        return true;
    complain_of_contract(r, row, text);
    return false;
}

/* The contract's currency where the row says none. */
static bool read_currency(reading *r, size_t row, sw_invoice_paid *v)
{
    const sw_pilot *p = r->file.load->pilot;
    const char *usual = p->contracts[v->contract].currency;
    const char *text = sw_data_text(&r->file, row, r->currency);
    if (sw_cell_is_missing(text))
        text = usual != NULL ? usual : p->currency;
    if (strlen(text) != sizeof v->currency - 1) {
        sw_data_reject(&r->file, row, r->currency, "bad-currency",
                       "is no code of a currency");
        return false;
    }
    for (size_t k = 0; k < sizeof v->currency - 1; k++)
        v->currency[k] = g_ascii_toupper(text[k]);
    return true;
}

/* An amount is needed, and a day: that of the invoice, else the first day of
 * what it pays for. */
static bool read_figures(reading *r, size_t row, sw_invoice_paid *v)
{
    sw_data_file *f = &r->file;
    sw_cell_status amount = sw_data_number(f, row, r->amount, &v->amount);
    sw_cell_status date = sw_data_date(f, row, r->date, &v->date);
    sw_cell_status from = sw_data_date(f, row, r->from, &v->from);
    sw_cell_status to = sw_data_date(f, row, r->to, &v->to);
    sw_cell_status seats = sw_data_number(f, row, r->seats, &v->seats);
    if (amount == SW_CELL_BAD || date == SW_CELL_BAD || from == SW_CELL_BAD ||
        to == SW_CELL_BAD || seats == SW_CELL_BAD)
        return false;
    if (seats == SW_CELL_MISSING)
        v->seats = NAN;
    if (date != SW_CELL_OK)
        v->date = v->from;
    if (amount == SW_CELL_OK && v->date != SW_DAY_NONE)
        return true;
    sw_data_reject(f, row, amount == SW_CELL_OK ? r->date : r->amount,
                   "half-an-invoice", "leaves its day or its amount out");
    return false;
}

static bool is_in_order(const reading *r, size_t row, const sw_invoice_paid *v)
{
    char from[SW_DATE_TEXT], to[SW_DATE_TEXT];
    if (v->from == SW_DAY_NONE || v->to == SW_DAY_NONE || v->to >= v->from)
        return true;
    sw_diagnose(r->file.load->d, SW_ERROR, "invoice-dates",
                place_of(r, row, r->to),
                "exchange the two dates, or correct one",
                "what is paid for ends on %s, before it begins on %s",
                sw_date_format(v->to, to), sw_date_format(v->from, from));
    return false;
}

/* It is converted at the rate of its day. */
static bool has_rate(const reading *r, size_t row, const sw_invoice_paid *v)
{
    const sw_pilot *p = r->file.load->pilot;
    char day[SW_DATE_TEXT];
    if (p->currency == NULL ||
        !isnan(sw_currency_rate(p, v->currency, v->date)))
        return true;
    sw_diagnose(r->file.load->d, SW_ERROR, "no-rate",
                place_of(r, row, r->currency),
                "give assumptions.currency_rates: date, currency, rate",
                "an invoice in %s, the pilot is in %s, and there is no rate of "
                "%s or before",
                v->currency, p->currency, sw_date_format(v->date, day));
    return false;
}

static bool is_new(reading *r, size_t row, const sw_invoice_paid *v)
{
    size_t line = sw_table_line(r->file.table, row);
    char *key =
        g_strdup_printf("%zu %d %d %d %.17g %.17g %s", v->contract, v->date,
                        v->from, v->to, v->seats, v->amount, v->currency);
    size_t first = GPOINTER_TO_SIZE(g_hash_table_lookup(r->seen, key));
    if (first == 0) {
        g_hash_table_insert(r->seen, key, GSIZE_TO_POINTER(line));
        return true;
    }
    g_free(key);
    sw_diagnose(r->file.load->d, SW_ERROR, "same-invoice",
                place_of(r, row, SIZE_MAX), "keep one of the two rows",
                "the same invoice stands on lines %zu and %zu", first, line);
    return false;
}

static void read_row(reading *r, size_t row)
{
    sw_invoice_paid v = {.date = SW_DAY_NONE,
                         .from = SW_DAY_NONE,
                         .to = SW_DAY_NONE,
                         .seats = NAN,
                         .amount = NAN};
    if (read_contract(r, row, &v.contract) && read_figures(r, row, &v) &&
        read_currency(r, row, &v) && is_in_order(r, row, &v) &&
        has_rate(r, row, &v) && is_new(r, row, &v))
        g_array_append_val(r->paid, v);
}

/* An export of all products has to say which of its columns is the contract. */
static bool find_columns(reading *r)
{
    const sw_data_file *f = &r->file;
    bool several = f->load->pilot->n_contracts > 1 ||
                   sw_data_find(f, "product") != SIZE_MAX;
    r->contract =
        several ? sw_data_need(f, "contract") : sw_data_find(f, "contract");
    r->from = sw_data_find(f, "from");
    r->to = sw_data_find(f, "to");
    r->seats = sw_data_find(f, "seats");
    r->currency = sw_data_find(f, "currency");
    r->date =
        r->from == SIZE_MAX ? sw_data_need(f, "date") : sw_data_find(f, "date");
    r->amount = sw_data_need(f, "amount");
    return r->amount != SIZE_MAX && (!several || r->contract != SIZE_MAX) &&
           (r->date != SIZE_MAX || r->from != SIZE_MAX);
}

void sw_load_invoices(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *spec = sw_json_at(load->root, "actuals.invoices");
    reading r = {0};
    if (!sw_is_given(spec) || !sw_data_open(&r.file, load, spec, "invoices"))
        return;
    r.paid = g_array_new(FALSE, FALSE, sizeof(sw_invoice_paid));
    r.seen = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    if (sw_data_is_about(&r.file, "invoice") && find_columns(&r))
        for (size_t i = 0; i < sw_table_rows(r.file.table); i++)
            read_row(&r, i);
    p->n_invoices = r.paid->len;
    p->invoices = (sw_invoice_paid *)(void *)g_array_free(r.paid, FALSE);
    g_hash_table_unref(r.seen);
    sw_data_close(&r.file);
}
