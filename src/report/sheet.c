/*
 * sheet.c - guarded writes; see the table of traps each guard answers in the
 * header.
 */
#include "report/sheet.h"

#include <glib.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/clean_text.h"
#include "report/link.h"
#include "report/text.h"
#include "report/text_width.h"

static const double LINE_POINTS = 12.6; /* a line of 9-point text */
static const double HEAD_POINTS = 4.4;  /* above and below it in a head */

void sw_sheet_keep(sw_sheet *s, lxw_error e)
{
    if (s->book->failed == LXW_NO_ERROR && e != LXW_NO_ERROR) {
        s->book->failed = e;
        s->book->failed_sheet = s->name;
    }
}

static bool is_failed(const sw_sheet *s)
{
    return s->book->failed != LXW_NO_ERROR;
}

static lxw_format *format_of(sw_sheet *s, sw_look look, sw_number number)
{
    lxw_format *f = sw_style_format(&s->book->style, look, number);
    if (f == NULL)
        sw_sheet_keep(s, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return f;
}

char *sw_clean_text(const char *text)
{
    enum { CELL_LIMIT = 32000 }; /* Excel holds 32,767 characters */
    char *valid = sw_clean_xml(text);
    if (strlen(valid) > CELL_LIMIT) {
        char *end = g_utf8_find_prev_char(valid, valid + CELL_LIMIT);
        memcpy(end, "…", sizeof "…");
    }
    return valid;
}

void sw_sheet_open(sw_sheet *s, sw_book *book, sw_sheet_id id)
{
    *s = (sw_sheet){
        .book = book, .ws = book->ws[id], .name = sw_book_title(book, id)};
}

static void put(sw_sheet *s, lxw_row_t row, lxw_col_t column, const char *text,
                sw_look look, sw_number number)
{
    if (is_failed(s))
        return;
    g_autofree char *clean = sw_clean_text(text);
    lxw_format *f = format_of(s, look, number);
    sw_sheet_keep(s,
                  *clean == '\0'
                      ? worksheet_write_blank(s->ws, row, column, f)
                      : worksheet_write_string(s->ws, row, column, clean, f));
}

const sw_language *sw_sheet_language(const sw_sheet *s)
{
    return s->book->e->pilot->language;
}

void sw_put_text_as(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const char *text, sw_look look, sw_number number)
{
    put(s, row, column, sw_words(s->book, text), look, number);
}

void sw_put_data(sw_sheet *s, lxw_row_t row, lxw_col_t column, const char *text,
                 sw_look look)
{
    put(s, row, column, text, look, SW_NUM_GENERAL);
}

void sw_put_data_as(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const char *text, sw_look look, sw_number number)
{
    put(s, row, column, text, look, number);
}

void sw_put_name(sw_sheet *s, lxw_row_t row, lxw_col_t column, const char *name,
                 bool is_word, sw_look look)
{
    sw_put_data(s, row, column, is_word ? sw_words(s->book, name) : name, look);
}

void sw_put_message(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const sw_message *m, sw_look look)
{
    g_autofree char *text = sw_message_say(m, sw_sheet_language(s));
    sw_put_data(s, row, column, text, look);
}

void sw_put_text(sw_sheet *s, lxw_row_t row, lxw_col_t column, const char *text,
                 sw_look look)
{
    sw_put_text_as(s, row, column, text, look, SW_NUM_GENERAL);
}

void sw_put_number(sw_sheet *s, lxw_row_t row, lxw_col_t column, double x,
                   sw_look look, sw_number number)
{
    if (is_failed(s))
        return;
    lxw_format *f = format_of(s, look, number);
    sw_sheet_keep(s, isfinite(x)
                         ? worksheet_write_number(s->ws, row, column, x, f)
                         : worksheet_write_string(s->ws, row, column,
                                                  sw_words(s->book, "n/a"), f));
}

void sw_put_date(sw_sheet *s, lxw_row_t row, lxw_col_t column, sw_day day,
                 sw_look look)
{
    static const double EXCEL_OF_1970 = 25569; /* serial of 1970-01-01 */
    if (day == SW_DAY_NONE)
        sw_put_text(s, row, column, "unknown", look);
    else
        sw_put_number(s, row, column, EXCEL_OF_1970 + day, look, SW_NUM_DATE);
}

static void put_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                       lxw_row_t last_row, lxw_col_t last_column,
                       const char *text, sw_look look)
{
    if (is_failed(s))
        return;
    g_autofree char *clean = sw_clean_text(text);
    lxw_format *f = format_of(s, look, SW_NUM_GENERAL);
    sw_sheet_keep(s, worksheet_merge_range(s->ws, row, column, last_row,
                                           last_column, clean, f));
}

void sw_put_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                   lxw_row_t last_row, lxw_col_t last_column, const char *text,
                   sw_look look)
{
    put_across(s, row, column, last_row, last_column, sw_words(s->book, text),
               look);
}

void sw_put_data_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                        lxw_row_t last_row, lxw_col_t last_column,
                        const char *text, sw_look look)
{
    put_across(s, row, column, last_row, last_column, text, look);
}

void sw_put_message_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                           lxw_row_t last_row, lxw_col_t last_column,
                           const sw_message *m, sw_look look)
{
    g_autofree char *text = sw_message_say(m, sw_sheet_language(s));
    put_across(s, row, column, last_row, last_column, text, look);
}

void sw_put_note(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                 const sw_message *m, size_t characters)
{
    g_autofree char *text = sw_message_say(m, sw_sheet_language(s));
    sw_put_data(s, row, column, text, SW_LOOK_CELL_WRAP);
    sw_sheet_fit(s, row, text, characters);
}

void sw_put_note_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                        lxw_col_t last, const sw_message *m, size_t characters)
{
    g_autofree char *text = sw_message_say(m, sw_sheet_language(s));
    put_across(s, row, column, row, last, text, SW_LOOK_CELL_WRAP);
    sw_sheet_fit(s, row, text, characters);
}

/* Lines of a bold 9-point head in its column. */
static size_t head_lines(const sw_sheet *s, lxw_col_t column, const char *text)
{
    enum { INSET = 10 }; /* pixels of indent and padding */
    if (column >= SW_WIDTHS || !(s->width[column] > 0))
        return 1;
    return sw_text_lines(text, sw_column_pixels(s->width[column]) - INSET,
                         (sw_type_face){.points = 9, .bold = true});
}

void sw_put_heads(sw_sheet *s, const char *const *heads)
{
    size_t lines = 1;
    for (lxw_col_t c = 0; heads[c] != NULL; c++) {
        bool right = heads[c][0] == '>';
        sw_put_text(s, s->row, c, heads[c] + right,
                    right ? SW_LOOK_HEAD_RIGHT : SW_LOOK_HEAD);
        const char *own = sw_words(s->book, heads[c] + right);
        lines = MAX(lines, head_lines(s, c, own));
    }
    sw_sheet_height(s, s->row, LINE_POINTS * (double)lines + HEAD_POINTS);
    s->row++;
}

void sw_sheet_block(sw_sheet *s)
{
    if (s->n_blocks < SW_BLOCKS)
        s->block[s->n_blocks++] = s->row;
}

void sw_put_section(sw_sheet *s, const char *text, lxw_col_t columns)
{
    sw_put_data_section(s, sw_words(s->book, text), columns);
}

void sw_put_data_section(sw_sheet *s, const char *text, lxw_col_t columns)
{
    sw_sheet_block(s);
    sw_put_data(s, s->row, 0, text, SW_LOOK_SECTION);
    for (lxw_col_t c = 1; c < columns; c++)
        sw_put_text(s, s->row, c, "", SW_LOOK_SECTION);
    sw_sheet_height(s, s->row, 18);
    s->row++;
}

void sw_put_formula(sw_sheet *s, lxw_row_t row, lxw_col_t column, double value,
                    sw_look look, sw_number number, const char *fmt, ...)
{
    if (is_failed(s))
        return;
    if (!isfinite(value)) {
        sw_put_number(s, row, column, value, look, number);
        return;
    }
    va_list args;
    va_start(args, fmt);
    g_autofree char *written = g_strdup_vprintf(fmt, args);
    va_end(args);
    g_autofree char *formula = sw_own_formula(s->book, written);
    sw_sheet_keep(s, worksheet_write_formula_num(s->ws, row, column, formula,
                                                 format_of(s, look, number),
                                                 value));
}

void sw_put_formula_or(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                       double value, const char *otherwise, sw_look look,
                       sw_number number, const char *formula)
{
    if (is_failed(s))
        return;
    lxw_format *f = format_of(s, look, number);
    g_autofree char *own = sw_own_formula(s->book, formula);
    sw_sheet_keep(
        s, isfinite(value)
               ? worksheet_write_formula_num(s->ws, row, column, own, f, value)
               : worksheet_write_formula_str(s->ws, row, column, own, f,
                                             sw_words(s->book, otherwise)));
}

static void put_formula_text(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                             const char *value, sw_look look,
                             const char *written)
{
    if (is_failed(s))
        return;
    g_autofree char *formula = sw_own_formula(s->book, written);
    g_autofree char *clean = sw_clean_text(value);
    sw_sheet_keep(s, worksheet_write_formula_str(
                         s->ws, row, column, formula,
                         format_of(s, look, SW_NUM_GENERAL), clean));
}

void sw_put_formula_text(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                         const char *value, sw_look look, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_autofree char *written = g_strdup_vprintf(fmt, args);
    va_end(args);
    put_formula_text(s, row, column, sw_words(s->book, value), look, written);
}

void sw_put_formula_data(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                         const char *value, sw_look look, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_autofree char *written = g_strdup_vprintf(fmt, args);
    va_end(args);
    put_formula_text(s, row, column, value, look, written);
}

void sw_put_formula_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                           lxw_col_t last_column, double value, sw_look look,
                           sw_number number, const char *formula)
{
    if (is_failed(s))
        return;
    lxw_format *f = format_of(s, look, number);
    sw_sheet_keep(
        s, worksheet_merge_range(s->ws, row, column, row, last_column, "", f));
    sw_put_formula(s, row, column, value, look, number, "%s", formula);
}

void sw_sheet_widths(sw_sheet *s, const double *width)
{
    for (lxw_col_t c = 0; width[c] > 0; c++)
        sw_sheet_columns(s, c, c, width[c]);
}

void sw_sheet_columns(sw_sheet *s, lxw_col_t first, lxw_col_t last,
                      double width)
{
    sw_sheet_keep(s, worksheet_set_column(s->ws, first, last, width, NULL));
    for (lxw_col_t c = first; c <= last && c < SW_WIDTHS; c++)
        s->width[c] = width;
}

void sw_sheet_height(sw_sheet *s, lxw_row_t row, double points)
{
    sw_sheet_keep(s, worksheet_set_row(s->ws, row, points, NULL));
}

static size_t lines_of(const char *text, size_t characters)
{
    static const double PIXELS = 5.9; /* see the header */
    g_autofree char *clean = sw_clean_text(text);
    return sw_text_lines(clean, PIXELS * (double)characters,
                         (sw_type_face){.points = 9});
}

static void set_lines(sw_sheet *s, lxw_row_t row, size_t lines)
{
    static const double TALLEST = 400; /* Excel's limit is 409 points */
    double points = (double)lines * LINE_POINTS + 2.4;
    sw_sheet_height(s, row, points < TALLEST ? points : TALLEST);
}

void sw_sheet_fit(sw_sheet *s, lxw_row_t row, const char *text,
                  size_t characters)
{
    set_lines(s, row, lines_of(text, characters));
}

void sw_sheet_fit_all(sw_sheet *s, lxw_row_t row, const sw_wrapped *cell,
                      size_t n)
{
    size_t most = 1;
    for (size_t i = 0; i < n; i++) {
        size_t lines = lines_of(cell[i].text, cell[i].characters);
        most = lines > most ? lines : most;
    }
    set_lines(s, row, most);
}

char *sw_checks_say(const sw_book *b)
{
    g_autofree char *failed = g_strdup_printf("%zu", b->failed_checks);
    return b->failed_checks == 0
               ? g_strdup(sw_words(b, "Checks: all passed"))
               : g_strconcat(sw_words(b, "CHECKS FAILED: "), failed, NULL);
}

void sw_put_checks(sw_sheet *s, lxw_row_t row, sw_look look)
{
    const sw_book *b = s->book;
    sw_ref total = sw_on(sw_sheet_title_of(SW_SHEET_CHECKS),
                         b->checks_total.row, b->checks_total.column);
    g_autofree char *says = sw_checks_say(b);
    sw_put_formula_data(
        s, row, 0, says, look,
        "=IF(%s=0,\"Checks: all passed\",\"CHECKS FAILED: \"&%s)"
        "&IF(inputs_changed=0,\"\",\"   |   INPUTS DIFFER FROM THE BASE: what "
        "the engine alone knows is as evaluated; evaluate again\")",
        total.text, total.text);
}

void sw_sheet_title(sw_sheet *s, const char *title, const char *says)
{
    sw_put_text(s, 0, 0, title, SW_LOOK_TITLE);
    sw_sheet_height(s, 0, 24);
    sw_put_text(s, 1, 0, says, SW_LOOK_SUBTITLE);
    sw_put_checks(s, 2, SW_LOOK_SUBTITLE);
    sw_put_link(s, 0, 1, SW_SHEET_DECISION, "Back to Decision", SW_LOOK_LINK);
    s->row = 4;
}

/* Header and footer codes start with `&`, and hold at most 255 characters. */
static char *footer_text(const char *text, size_t limit)
{
    g_autofree char *clean = sw_clean_text(text);
    GString *out = g_string_new(NULL);
    for (const char *c = clean; *c != '\0'; c = g_utf8_next_char(c)) {
        size_t n = (size_t)(g_utf8_next_char(c) - c);
        if (out->len + n > limit)
            break;
        if (*c == '&')
            g_string_append(out, "&&");
        else if (*c != '\n')
            g_string_append_len(out, c, (gssize)n);
    }
    return g_string_free(out, FALSE);
}

void sw_sheet_print(sw_sheet *s, lxw_row_t first_repeat, lxw_row_t last_repeat)
{
    const sw_pilot *p = s->book->e->pilot;
    g_autofree char *name = footer_text(p->name, 120);
    g_autofree char *as_of = sw_say_date(p->language, p->as_of);
    g_autofree char *footer =
        sw_say(p->language, "&L&8%s, as of %s&R&8%s: page &P of &N", name,
               as_of, s->name);
    const char *product =
        p->product != NULL ? p->product : sw_words(s->book, "AI copilot");
    g_autofree char *what = footer_text(product, 120);
    g_autofree char *header =
        sw_say(p->language, "&L&8What a seat is worth: %s&R&8seatworth %s",
               what, sw_version());
    sw_sheet_keep(s, worksheet_set_header(s->ws, header));
    worksheet_set_paper(s->ws, s->book->paper);
    worksheet_fit_to_pages(s->ws, 1, 0);
    worksheet_set_landscape(s->ws);
    worksheet_set_margins(s->ws, 0.5, 0.5, 0.5, 0.6);
    sw_sheet_keep(s, worksheet_set_footer(s->ws, footer));
    sw_sheet_keep(s, worksheet_repeat_rows(s->ws, first_repeat, last_repeat));
}
