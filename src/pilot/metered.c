/* metered.c - metered usage by month, and what a month takes */
#include "pilot/meter_load.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "pilot/data_period.h"
#include "pilot/join.h"
#include "pilot/metered_people.h"
#include "pilot/metered_rows.h"
#include "pilot/metered_thousands.h"

typedef sw_metered_row row;

typedef struct reading {
    const sw_load *load;
    sw_meter *meter;
    sw_data_file file;
    sw_data_period_columns period;
    size_t units, amount, currency, person, model, kind, group;
    GArray *rows; /* of row */
    sw_metered_rows kept;
    double priced, cost; /* units with a token price, and what they cost */
    bool foreign;        /* another currency was complained about */
} reading;

static bool find_columns(reading *r)
{
    bool dated = sw_data_period_find(&r->period, &r->file);
    r->units = sw_data_find(&r->file, "units");
    r->amount = sw_data_find(&r->file, "amount");
    r->currency = sw_data_find(&r->file, "currency");
    r->person = sw_data_find_person(&r->file);
    r->model = sw_data_find(&r->file, "model");
    r->kind = sw_data_find(&r->file, "kind");
    r->group = sw_data_find(&r->file, "group");
    if (r->group == SIZE_MAX)
        r->group = sw_data_find(&r->file, "cost_center");
    if (r->units == SIZE_MAX && r->amount == SIZE_MAX) {
        sw_data_need(&r->file, "units");
        return false;
    }
    if (r->units == SIZE_MAX)
        sw_load_warn_file(r->load, "no-units", r->file.name,
                          "add a column of units",
                          "%s has amounts and no units: future metered cost is "
                          "unknown",
                          r->file.name);
    return dated;
}

static sw_day month_of(sw_day day)
{
    sw_ymd d = sw_date_to_ymd(day);
    return sw_date_from_ymd(d.year, d.month, 1);
}

/* What a unit of the row's money is in the pilot's; NaN after a complaint, 1
 * where it is the pilot's own. */
static double rate_of(reading *r, size_t i, sw_day day)
{
    const sw_pilot *p = r->load->pilot;
    const char *text = sw_data_text(&r->file, i, r->currency);
    if (r->currency == SIZE_MAX && sw_data_has_quirk(&r->file, "dollars"))
        text = "USD";
    if (sw_cell_is_missing(text) || p->currency == NULL ||
        g_ascii_strcasecmp(text, p->currency) == 0)
        return 1.0;
    double rate = sw_currency_rate(p, text, day);
    if (!isnan(rate) || r->foreign)
        return rate;
    r->foreign = true;
    sw_place place = {.file = r->file.name,
                      .line = sw_table_line(r->file.table, i),
                      .column = r->currency != SIZE_MAX ? r->currency + 1 : 0};
    sw_diagnose(r->load->d, SW_ERROR, "other-currency", place,
                "give assumptions.currency_rates a rate of that day or before, "
                "or convert the amounts at dated rates",
                "an amount in %s, the pilot is in %s", text, p->currency);
    return NAN;
}

/* A row of tokens costs what its model and kind cost. `kind` is that of the
 * column, or NULL. */
static bool add_tokens(reading *r, size_t i, double units, const char *kind)
{
    const sw_json *list =
        sw_json_member(sw_meter_at(r->load, r->meter), "token_prices");
    const char *model = sw_data_text(&r->file, i, r->model);
    if (kind == NULL)
        kind = sw_data_text(&r->file, i, r->kind);
    if (sw_json_length(list) == 0)
        return true;
    for (size_t k = 0; k < list->n_items; k++) {
        const char *name = sw_member_text(list->items[k], "model");
        if (name == NULL ||
            (r->model != SIZE_MAX && g_ascii_strcasecmp(name, model) != 0))
            continue;
        double price = sw_member_number(
            list->items[k], sw_cell_is_missing(kind) ? "input" : kind);
        if (isnan(price))
            break;
        r->priced += units;
        r->cost += units * price;
        return true;
    }
    sw_data_reject(&r->file, i, r->model == SIZE_MAX ? r->kind : r->model,
                   "no-token-price", "has no price in token_prices");
    return false;
}

/* A range of days counts in each of its months by its days there. */
static void put_rows(reading *r, row out, int days)
{
    sw_day end = out.day + MAX(days, 1);
    double units = out.units, amount = out.amount, all = MAX(days, 1);
    for (sw_day from = out.day; from < end; from = out.day) {
        out.month = month_of(from);
        sw_day next = sw_date_add_months_clamped(out.month, 1);
        double share = days > 1 ? (MIN(next, end) - from) / all : 1;
        out.units = units * share;
        out.amount = amount * share;
        g_array_append_val(r->rows, out);
        if (next >= end)
            return;
        out.day = next;
    }
}

/* Units of all columns that add up to them, each a kind of token for itself;
 * false where one has no price. */
static bool read_units(reading *r, size_t i, double scale, double *out)
{
    const sw_columns *c = sw_table_decisions(r->file.table);
    double x;
    for (size_t k = r->units; k < sw_table_columns(r->file.table); k++) {
        bool adds = k < c->n && g_strcmp0(c->column[k].maps_to, "units") == 0;
        if ((k != r->units && !adds) ||
            sw_data_number(&r->file, i, k, &x) != SW_CELL_OK)
            continue;
        *out = (isnan(*out) ? 0 : *out) + x * scale;
        const char *token = k < c->n ? c->column[k].token : NULL;
        if (!add_tokens(r, i, x * scale, token))
            return false;
    }
    return true;
}

/* Whether the seats of the roster are this contract's: it has some, and no
 * other has. */
static bool has_the_seats(const sw_pilot *p, size_t contract)
{
    for (size_t k = 0; k < p->n_contracts; k++)
        if ((sw_inputs_value(&p->inputs, p->contracts[k].seats_purchased) >
             0) != (k == contract))
            return false;
    return true;
}

/* Whoever has metered units of the contract with seats has used the seat. A
 * range of more than a month says too little of when. */
static void note_use(const reading *r, const row *one, int days)
{
    enum { A_MONTH = 31 };
    sw_pilot *p = r->load->pilot;
    sw_day last = one->day + MAX(days, 1) - 1;
    bool used = one->units > 0 || one->amount > 0;
    bool later = p->as_of != SW_DAY_NONE && last > p->as_of;
    int who = one->person != NULL && p->roster.by_key != NULL
                  ? sw_roster_find(&p->roster, one->person)
                  : SW_NOBODY;
    if (who == SW_NOBODY || !used || later || days > A_MONTH ||
        !has_the_seats(p, r->meter->contract))
        return;
    sw_day *metered = &p->roster.people[who].metered;
    *metered = MAX(*metered, last);
    p->roster.metered_day =
        p->roster.has_metered ? MAX(p->roster.metered_day, last) : last;
    p->roster.has_metered = true;
}

static void read_row(reading *r, size_t i)
{
    row out = {.units = NAN, .amount = NAN};
    double scale;
    int days = 0;
    if (!sw_metered_rows_take(&r->kept, i, &scale) ||
        sw_data_period_read(&out.day, &days, &r->file, &r->period, i) !=
            SW_CELL_OK)
        return;
    double x, rate = rate_of(r, i, out.day);
    bool priced = read_units(r, i, scale, &out.units);
    if (sw_data_number(&r->file, i, r->amount, &x) == SW_CELL_OK)
        out.amount = x * rate;
    const char *person = sw_data_text(&r->file, i, r->person);
    if (!sw_cell_is_missing(person)) {
        g_autofree char *key = sw_person_key(person);
        out.person = sw_keep(r->load, key);
        g_hash_table_add(r->load->pilot->strangers, g_strdup(key));
    }
    note_use(r, &out, days);
    const char *group = sw_data_text(&r->file, i, r->group);
    if (!sw_cell_is_missing(group))
        out.group = sw_keep(r->load, group);
    if (priced)
        put_rows(r, out, days);
}

static int by_day(const void *a, const void *b)
{
    sw_day x = ((const row *)a)->day, y = ((const row *)b)->day;
    return (x > y) - (x < y);
}

/* Sum of a column over the rows of one month; NaN where none has it. */
static double month_sum(const row *rows, size_t n, bool units)
{
    sw_sum sum = {0};
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        double x = units ? rows[i].units : rows[i].amount;
        if (isnan(x))
            continue;
        sw_sum_add(&sum, x);
        known++;
    }
    return known > 0 ? sw_sum_value(&sum) : NAN;
}

static void sum_months(reading *r)
{
    sw_meter *m = r->meter;
    const row *rows = (const row *)(const void *)r->rows->data;
    size_t n = r->rows->len, end;
    m->months = g_new0(sw_metered_month, n);
    for (size_t i = 0; i < n; i = end) {
        for (end = i + 1; end < n && rows[end].month == rows[i].month;)
            end++;
        m->months[m->n_months++] =
            (sw_metered_month){.month = rows[i].month,
                               .units = month_sum(rows + i, end - i, true),
                               .amount = month_sum(rows + i, end - i, false)};
    }
}

/* The same where the file says which days it counts. */
static void find_full_of_file(const reading *r)
{
    sw_day from, to;
    sw_data_period_bounds(&r->file, &from, &to);
    r->meter->first += month_of(from) < from;
    r->meter->last -= month_of(to + 1) < to + 1;
}

/* Whether the file covers the whole of its first (last) month. Rows by month
 * do; rows by day or week may begin or end within one. */
static void find_full_months(const reading *r)
{
    enum { MONTH = 30 };
    const row *rows = (const row *)(const void *)r->rows->data;
    size_t n = r->rows->len;
    sw_day *day = g_new(sw_day, n);
    for (size_t i = 0; i < n; i++)
        day[i] = rows[i].day;
    int days =
        sw_period_days(day, n, sw_data_text(&r->file, 0, r->period.period));
    g_free(day);
    r->meter->first = 0;
    r->meter->last = r->meter->n_months;
    if (r->period.by_file) {
        find_full_of_file(r);
        return;
    }
    if (days >= MONTH || r->period.period == SIZE_MAX ||
        sw_data_has_quirk(&r->file, "monthly-rows"))
        return;
    sw_day next_month = sw_date_add_months_clamped(rows[n - 1].month, 1);
    if (rows[0].day - rows[0].month >= days)
        r->meter->first++;
    if (rows[n - 1].day + days < next_month)
        r->meter->last--;
}

/* What is to come, where a full month has units. */
static void define_units(const reading *r)
{
    sw_meter *m = r->meter;
    find_full_months(r);
    sw_meter_forecast(r->load, m);
    if (m->forecast.n == 0 && r->units != SIZE_MAX)
        sw_load_warn_file(r->load, "no-full-month", r->file.name,
                          "give a file that covers a month from its first to "
                          "its last day",
                          "%s covers no full month: future metered cost is "
                          "unknown",
                          r->file.name);
}

static const row *rows_of(const reading *r)
{
    return (const row *)(const void *)r->rows->data;
}

/* Token prices at the mix of the file, where no unit price is given. */
static void define_price(const reading *r)
{
    sw_input *price =
        sw_inputs_at(&r->load->pilot->inputs, r->meter->unit_price);
    if (price->known || !(r->priced > 0))
        return;
    sw_input_define(price, sw_constant(r->cost / r->priced), SW_MEASURED);
    sw_input_from(price, sw_message_word("token_prices at the mix of the usage "
                                         "file"));
    price->live = false;
}

/* Amounts a hundred times what the units cost, or a hundredth of it, are cents
 * for dollars or the other way round. */
static void check_cents(const reading *r)
{
    const sw_input *price =
        sw_inputs_at(&r->load->pilot->inputs, r->meter->unit_price);
    double units = 0, amount = 0;
    for (guint i = 0; i < r->rows->len; i++) {
        const row *one = &g_array_index(r->rows, row, i);
        bool both = !isnan(one->units) && !isnan(one->amount);
        units += both ? one->units : 0;
        amount += both ? one->amount : 0;
    }
    double times = units > 0 && price->known && price->value > 0
                       ? amount / units / price->value
                       : 0;
    bool cents = fabs(times - 100) < 5, dollars = fabs(times - 0.01) < 0.0005;
    if (!cents && !dollars)
        return;
    sw_load_warn_file(r->load, "cents-or-dollars", r->file.name,
                      "check which of the two is in cents",
                      cents ? "the amounts of %s are a hundred times what its "
                              "units cost at unit_price: one of them is in "
                              "cents"
                            : "the amounts of %s are a hundredth of what its "
                              "units cost at unit_price: one of them is in "
                              "cents",
                      r->file.name);
}

/* A bill is as good as a record of use; a price list is neither. */
static bool is_metered(const sw_data_file *f)
{
    bool counts = sw_data_find(f, "units") != SIZE_MAX ||
                  sw_data_find(f, "amount") != SIZE_MAX;
    if (f->format == NULL)
        return true;
    return strcmp(f->format->table, "cost") == 0 ||
           (strcmp(f->format->table, "usage") == 0 && counts) ||
           sw_data_is_about(f, "metered");
}

static void forget_units(reading *r)
{
    for (guint i = 0; i < r->rows->len; i++)
        g_array_index(r->rows, row, i).units = NAN;
    r->units = SIZE_MAX;
}

static void read_rows(reading *r)
{
    if (!is_metered(&r->file) || sw_metered_in_thousands(&r->file) ||
        !find_columns(r))
        return;
    sw_metered_rows_init(&r->kept, &r->file);
    for (size_t i = 0; i < sw_table_rows(r->file.table); i++)
        read_row(r, i);
    if (!sw_metered_rows_finish(&r->kept))
        forget_units(r);
    sw_data_period_tell(&r->file, false);
}

static void load_usage(const sw_load *load, sw_meter *m)
{
    const sw_json *spec = sw_json_member(sw_meter_at(load, m), "usage");
    reading r = {.load = load, .meter = m};
    if (!sw_is_given(spec) || !sw_data_open(&r.file, load, spec, "metered"))
        return;
    m->file = sw_keep(load, r.file.name);
    r.rows = g_array_new(FALSE, FALSE, sizeof(row));
    read_rows(&r);
    if (r.rows->len > 0) {
        qsort(r.rows->data, r.rows->len, sizeof(row), by_day);
        sum_months(&r);
        define_units(&r);
        define_price(&r);
        check_cents(&r);
        sw_metered_people_set(load, m, rows_of(&r), r.rows->len);
    }
    g_array_free(r.rows, TRUE);
    sw_data_close(&r.file);
}

void sw_load_metered(const sw_load *load)
{
    for (size_t i = 0; i < load->pilot->n_meters; i++)
        load_usage(load, &load->pilot->meters[i]);
}
