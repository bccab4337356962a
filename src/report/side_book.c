#include "report/side_book.h"

#include "report/dress.h"
#include "report/workbook_check.h"
#include "report/workbook_file.h"

enum { A4_PAPER = 9, US_LETTER = 1 };

static uint8_t paper_of(const sw_pilot *p)
{
    const char *paper = sw_member_text(p->theme, "paper");
    return g_strcmp0(paper, "letter") == 0 ? US_LETTER : A4_PAPER;
}

static sw_pilot *dressed(const char *name, const char *currency,
                         const sw_pilot_opts *opts, sw_error *err)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *p = sw_pilot_looks(opts, d);
    if (p == NULL)
        (void)sw_fail(err, SW_ESCHEMA, "%s",
                      sw_diagnostics_length(d) > 0
                          ? sw_diagnostics_at(d, 0)->message
                          : "the theme or the language cannot be read");
    sw_diagnostics_free(d);
    if (p == NULL)
        return NULL;
    p->name = g_string_chunk_insert(p->text, name);
    p->currency = g_string_chunk_insert(p->text, currency);
    return p;
}

sw_status sw_side_book_begin(sw_side_book *b, const char *path,
                             const char *name, const char *currency,
                             const sw_pilot_opts *opts, double largest,
                             sw_error *err)
{
    *b = (sw_side_book){0};
    b->pilot = dressed(name, currency, opts, err);
    if (b->pilot == NULL)
        return err != NULL ? err->code : SW_ESCHEMA;
    b->e.pilot = b->pilot;
    b->book.e = &b->e;
    b->book.paper = paper_of(b->pilot);
    sw_status st = sw_output_begin(&b->out, path, err);
    if (st == SW_OK) {
        b->book.workbook = sw_workbook_new(b->out.temporary);
        if (b->book.workbook == NULL) {
            sw_output_discard(&b->out);
            st = sw_fail(err, SW_ENOMEM, "%s: out of memory", path);
        }
    }
    if (st != SW_OK) {
        sw_pilot_free(b->pilot);
        return st;
    }
    sw_style_init(&b->book.style, b->book.workbook, b->pilot, largest);
    return SW_OK;
}

void sw_side_sheet(sw_sheet *s, sw_side_book *b, const char *title,
                   const char *says)
{
    g_autofree char *own = sw_excel_title(sw_words(&b->book, title));
    const char *name = g_string_chunk_insert(b->pilot->text, own);
    *s = (sw_sheet){.book = &b->book,
                    .ws = workbook_add_worksheet(b->book.workbook, name),
                    .name = name};
    if (s->ws == NULL) {
        b->book.failed = LXW_ERROR_MEMORY_MALLOC_FAILED;
        b->book.failed_sheet = name;
        return;
    }
    worksheet_gridlines(s->ws, LXW_HIDE_ALL_GRIDLINES);
    sw_put_text(s, 0, 0, title, SW_LOOK_TITLE);
    sw_sheet_height(s, 0, 24);
    sw_put_text(s, 1, 0, says, SW_LOOK_SUBTITLE);
    s->row = 3;
}

void sw_side_sheet_end(sw_sheet *s)
{
    if (s->ws == NULL)
        return;
    worksheet_set_paper(s->ws, s->book->paper);
    worksheet_set_landscape(s->ws);
    worksheet_fit_to_pages(s->ws, 1, 0);
    worksheet_set_margins(s->ws, 0.5, 0.5, 0.5, 0.6);
    g_autofree char *footer = sw_say(
        sw_sheet_language(s), "&R&8seatworth %s: page &P of &N", sw_version());
    sw_sheet_keep(s, worksheet_set_footer(s->ws, footer));
}

static void set_properties(sw_side_book *b)
{
    g_autofree char *title = sw_clean_text(b->pilot->name);
    g_autofree char *comments =
        sw_say(b->pilot->language, "Made by seatworth %s", sw_version());
    lxw_doc_properties properties = {.title = title,
                                     .author = "seatworth",
                                     .comments = comments,
                                     .created = 86400};
    lxw_error e = workbook_set_properties(b->book.workbook, &properties);
    if (b->book.failed == LXW_NO_ERROR)
        b->book.failed = e;
}

sw_status sw_side_book_end(sw_side_book *b, sw_error *err)
{
    set_properties(b);
    sw_book_dress(&b->book);
    sw_status st = sw_workbook_close(&b->book, b->out.temporary, err);
    if (st == SW_OK)
        st = sw_workbook_check(b->out.temporary, err);
    if (st == SW_OK)
        st = sw_output_commit(&b->out, err);
    else
        sw_output_discard(&b->out);
    sw_style_clear(&b->book.style);
    sw_pilot_free(b->pilot);
    return st;
}
