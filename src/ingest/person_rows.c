#include "ingest/person_rows.h"

#include <glib.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decimal_fast.h"

/* Rows between asking for a slot, for an entry, and needing the entry. */
enum { ENTRY_BEHIND = 24, UPDATE_BEHIND = 48 };

typedef struct cell {
    char *text;
    size_t length;
} cell;

enum { PERSON, PERIOD, VALUE, CELLS = VALUE + SW_PERSON_VALUES };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void trim(cell *c)
{
    while (c->length > 0 && is_blank(c->text[c->length - 1]))
        c->length--;
    while (c->length > 0 && is_blank(*c->text)) {
        c->text++;
        c->length--;
    }
}

/* Doubled quotes become one, in place. */
static void undouble(cell *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->length; i++) {
        c->text[n++] = c->text[i];
        i += c->text[i] == '"';
    }
    c->length = n;
}

/* The scan has seen that quotes stand only at both ends, or doubled. */
static cell cell_between(char *text, size_t start, size_t end)
{
    cell c = {text + start, end - start};
    if (c.length == 0)
        return c;
    if (*c.text > '"' && !is_blank(c.text[c.length - 1]))
        return c;
    trim(&c);
    if (c.length >= 2 && *c.text == '"') {
        c.text++;
        c.length -= 2;
        if (memchr(c.text, '"', c.length) != NULL)
            undouble(&c);
        trim(&c);
    }
    return c;
}

static void update(sw_person_rows *r)
{
    const sw_waiting_row *w = &r->ring[r->tail++ % SW_ROWS_RING];
    sw_person_add_row(sw_person_table_find(r->table, &w->key), &w->row,
                      r->at.n_values);
}

static void push(sw_person_rows *r)
{
    size_t head = r->head++;
    sw_person_table_fetch_slot(r->table, r->ring[head % SW_ROWS_RING].key.hash);
    if (head >= r->tail + ENTRY_BEHIND)
        sw_person_table_fetch_entry(
            r->table, r->ring[(head - ENTRY_BEHIND) % SW_ROWS_RING].key.hash);
    if (head >= r->tail + UPDATE_BEHIND)
        update(r);
}

void sw_person_rows_flush(sw_person_rows *r)
{
    while (r->tail < r->head)
        update(r);
}

enum { LONGEST = 80 }; /* cells that can be a period or a word for "missing" */

/* The cell with a NUL behind it; false: too long for either, or no UTF-8. */
static bool copy_word(char buffer[LONGEST], const cell *c)
{
    if (c->length >= LONGEST ||
        !g_utf8_validate(c->text, (gssize)c->length, NULL))
        return false;
    memcpy(buffer, c->text, c->length);
    buffer[c->length] = '\0';
    return true;
}

static unsigned form_of(const cell *c)
{
    if (c->length == strlen("YYYY-MM-DD"))
        return SW_WRITTEN_DATE;
    return c->length == strlen("YYYY-Www") ? SW_WRITTEN_WEEK : SW_WRITTEN_OTHER;
}

static bool parse_period(sw_person_rows *r, const cell *c, sw_day *day)
{
    char text[LONGEST];
    sw_cell_status s =
        copy_word(text, c) ? sw_cell_period(day, text) : SW_CELL_BAD;
    if (s == SW_CELL_MISSING) {
        r->counts.undated++;
        return false;
    }
    if (s == SW_CELL_OK && *day >= 0 && *day < SW_ROWS_DAYS) {
        r->counts.written |= form_of(c);
        return true;
    }
    r->counts.bad++;
    return false;
}

/* Files have few periods: each is parsed once. */
static bool read_period(sw_person_rows *r, const cell *c, uint16_t *out)
{
    sw_day day;
    if (c->length == 0 || c->length > SW_KEY_INLINE) {
        if (!parse_period(r, c, &day))
            return false;
        *out = (uint16_t)day;
        return true;
    }
    sw_person_key_bytes key = sw_person_key_of(c->text, c->length);
    sw_known_period *known = &r->memo[key.hash % SW_ROWS_MEMO];
    if (known->length != key.length || known->word[0] != key.word[0] ||
        known->word[1] != key.word[1]) {
        if (!parse_period(r, c, &day))
            return false;
        *known = (sw_known_period){{key.word[0], key.word[1]}, key.length, day};
    }
    *out = (uint16_t)known->day;
    return true;
}

/* Missing is nothing to add. */
static int64_t read_value(sw_person_rows *r, const cell *c)
{
    int64_t x;
    char text[LONGEST];
    switch (sw_decimal_read(&x, c->text, c->length)) {
    case SW_DECIMAL_OK:
        r->counts.negative += x < 0;
        return x;
    case SW_DECIMAL_EMPTY:
        return 0;
    case SW_DECIMAL_BAD:
        break;
    }
    if (!copy_word(text, c) || !sw_cell_is_missing(text))
        r->counts.bad++;
    return 0;
}

/* Whole days of a week, from millionths. */
static uint8_t days_of(int64_t value)
{
    int64_t days = value / SW_DECIMAL_ONE;
    bool fits =
        value >= 0 && days < SW_DAYS_UNKNOWN && days * SW_DECIMAL_ONE == value;
    return fits ? (uint8_t)days : SW_DAYS_UNKNOWN;
}

static void take_cells(sw_person_rows *r, const cell cells[CELLS])
{
    sw_waiting_row *w = &r->ring[r->head % SW_ROWS_RING];
    w->row.active = false;
    w->row.days =
        r->at.n_values > 0 && r->at.which[0] == 0 ? 0 : SW_DAYS_UNKNOWN;
    r->counts.rows++;
    if (cells[PERSON].length == 0) {
        r->counts.nameless++;
        return;
    }
    if (!read_period(r, &cells[PERIOD], &w->row.day))
        return;
    w->row.after = w->row.day >= r->at.split;
    for (size_t v = 0; v < r->at.n_values; v++) {
        int64_t x = read_value(r, &cells[VALUE + v]);
        w->row.value[v] = x;
        w->row.active |= x > 0;
        if (r->at.which[v] == 0)
            w->row.days = days_of(x);
        r->total[v] += (uint64_t)(x < 0 ? -x : x);
    }
    r->days[w->row.day / 64] |= UINT64_C(1) << w->row.day % 64;
    w->key = sw_person_key_of(cells[PERSON].text, cells[PERSON].length);
    push(r);
}

/* Cells by their column; a column of SIZE_MAX is missing everywhere. */
static cell column(char *text, size_t start, const uint32_t *ends, size_t i)
{
    size_t from = i == 0 ? start : (size_t)ends[i - 1] + 1;
    return cell_between(text, from, ends[i]);
}

static void take_ragged(sw_person_rows *r, char *text, size_t start,
                        const uint32_t *ends, size_t n)
{
    cell all = cell_between(text, start, ends[0]);
    if (n == 1 && all.length == 0 && text[start] != '"')
        return; /* a blank line */
    r->counts.ragged++;
    if (n > r->at.n) {
        for (size_t i = r->at.n; i < n; i++)
            if (column(text, start, ends, i).length > 0) {
                r->counts.rows++;
                r->counts.faulty++;
                return;
            }
    }
    char *nothing = text + ends[n - 1];
    cell cells[CELLS];
    const size_t at[CELLS] = {r->at.person, r->at.period, r->at.value[0],
                              r->at.value[1], r->at.value[2]};
    for (size_t i = 0; i < VALUE + r->at.n_values; i++)
        cells[i] =
            at[i] < n ? column(text, start, ends, at[i]) : (cell){nothing, 0};
    take_cells(r, cells);
}

void sw_person_rows_take(sw_person_rows *r, char *text,
                         const sw_record_scan *scan, size_t n)
{
    const sw_person_columns at = r->at;
    size_t start = 0, first = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t *ends = scan->cell + first;
        size_t last = scan->record[i], found = last + 1 - first;
        if (found != at.n || (found == 1 && ends[0] == start)) {
            take_ragged(r, text, start, ends, found);
        } else {
            cell cells[CELLS];
            cells[PERSON] = column(text, start, ends, at.person);
            cells[PERIOD] = column(text, start, ends, at.period);
            for (size_t v = 0; v < at.n_values; v++)
                cells[VALUE + v] = column(text, start, ends, at.value[v]);
            take_cells(r, cells);
        }
        first = last + 1;
        start = (size_t)scan->cell[last] + 1;
    }
}

/* The cells, one behind another, with room for reads of whole words. */
void sw_person_rows_take_exotic(sw_person_rows *r, const sw_records *records)
{
    if (sw_records_count(records) == 0)
        return;
    r->counts.exotic++;
    size_t width = sw_records_width(records, 0);
    GString *all = g_string_new(NULL);
    g_autofree uint32_t *ends = g_new(uint32_t, MAX(width, r->at.n));
    for (size_t i = 0; i < width; i++) {
        g_string_append(all, sw_records_text(records, 0, i));
        ends[i] = (uint32_t)all->len;
        g_string_append_c(all, '\0');
    }
    g_string_append_len(all, (const char[SW_SCAN_BLOCK]){0}, SW_SCAN_BLOCK);
    cell cells[CELLS];
    const size_t at[CELLS] = {r->at.person, r->at.period, r->at.value[0],
                              r->at.value[1], r->at.value[2]};
    bool surplus = false;
    for (size_t i = r->at.n; i < width; i++)
        surplus |= *sw_records_text(records, 0, i) != '\0';
    r->counts.ragged += width != r->at.n;
    r->counts.faulty += surplus;
    r->counts.rows += surplus;
    for (size_t i = 0; i < VALUE + r->at.n_values; i++) {
        size_t from = at[i] == 0 || at[i] >= width ? 0 : ends[at[i] - 1] + 1;
        cells[i] =
            (cell){all->str + from, at[i] < width ? ends[at[i]] - from : 0};
        trim(&cells[i]);
    }
    if (!surplus)
        take_cells(r, cells);
    sw_person_rows_flush(r);
    g_string_free(all, TRUE);
}

void sw_person_rows_merge(sw_person_rows *to, const sw_person_rows *from)
{
    sw_rows_counts *c = &to->counts;
    c->rows += from->counts.rows;
    c->nameless += from->counts.nameless;
    c->undated += from->counts.undated;
    c->bad += from->counts.bad;
    c->negative += from->counts.negative;
    c->ragged += from->counts.ragged;
    c->faulty += from->counts.faulty;
    c->exotic += from->counts.exotic;
    c->written |= from->counts.written;
    for (size_t i = 0; i < SW_PERSON_VALUES; i++)
        to->total[i] += from->total[i];
    for (size_t i = 0; i < SW_ROWS_DAY_WORDS; i++)
        to->days[i] |= from->days[i];
}
