/*
 * sheet_data.c - which files were read, what could not be, and what joined.
 */
#include <math.h>

#include "report/print.h"
#include "report/table.h"
#include "report/private_text.h"

enum { COLUMNS = 7, MOST_REJECTS = 10000 };

static void put_files(sw_sheet *s, const sw_pilot *p)
{
    static const char *const HEADS[] = {"File",     "Holds", "Format",
                                        "Encoding", ">Rows", ">Rejected",
                                        "SHA-256",  NULL};
    sw_put_section(s, "Files", COLUMNS);
    if (p->n_files > 0)
        sw_put_table(s, "files", HEADS, (lxw_row_t)p->n_files);
    for (size_t i = 0; i < p->n_files; i++) {
        const sw_input_file *f = &p->files[i];
        lxw_row_t r = s->row++;
        sw_put_data(s, r, 0, f->file, SW_LOOK_CELL);
        sw_put_text(s, r, 1, f->kind, SW_LOOK_CELL);
        sw_put_text(s, r, 2, f->format, SW_LOOK_CELL);
        sw_put_text(s, r, 3, f->encoding, SW_LOOK_CELL);
        sw_put_number(s, r, 4, (double)f->rows, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_number(s, r, 5, (double)f->rejected, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_data(s, r, 6, f->sha256, SW_LOOK_CELL);
    }
    if (p->n_files == 0)
        sw_put_text(s, s->row++, 0, "No file but pilot.json was read.",
                    SW_LOOK_PLAIN);
}

/* What was asked is shown as it was: whoever keeps the warehouse can ask it
 * again, and compare the hash of the answer. */
static void put_statements(sw_sheet *s, const sw_pilot *p)
{
    bool any = false;
    for (size_t i = 0; i < p->n_files; i++) {
        const sw_input_file *f = &p->files[i];
        if (f->statement == NULL)
            continue;
        if (!any)
            sw_put_section(s, "Statements that data sources were asked",
                           COLUMNS);
        any = true;
        sw_put_data(s, s->row, 0, f->file, SW_LOOK_LEAD);
        sw_put_data(s, s->row++, 1, f->asked_at, SW_LOOK_PLAIN);
        g_auto(GStrv) lines = g_strsplit(f->statement, "\n", -1);
        for (size_t k = 0; lines[k] != NULL; k++)
            sw_put_data(s, s->row++, 0, lines[k], SW_LOOK_PLAIN);
    }
}

static void put_joins(sw_sheet *s, const sw_pilot *p)
{
    static const char *const HEADS[] = {"Source", ">People named",
                                        ">On the roster", ">Share", NULL};
    sw_put_section(s, "Joins: people of a file found on the roster", COLUMNS);
    if (p->n_joins == 0)
        sw_put_text(s, s->row++, 0, "No file names people beside the roster.",
                    SW_LOOK_PLAIN);
    else
        sw_put_heads(s, HEADS);
    for (size_t i = 0; i < p->n_joins; i++) {
        const sw_join *j = &p->joins[i];
        lxw_row_t r = s->row++;
        double share = j->keys > 0 ? (double)j->matched / (double)j->keys : NAN;
        sw_put_data(s, r, 0, j->source, SW_LOOK_CELL);
        sw_put_number(s, r, 1, (double)j->keys, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_number(s, r, 2, (double)j->matched, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_formula(s, r, 3, share, SW_LOOK_CELL, SW_NUM_PERCENT_1, "=%s/%s",
                       sw_at(r, 2, SW_FIX_NONE).text,
                       sw_at(r, 1, SW_FIX_NONE).text);
    }
}

static void put_warnings(sw_sheet *s, const sw_pilot *p)
{
    sw_put_section(s, "Warnings", COLUMNS);
    for (guint i = 0; p->warnings != NULL && i < p->warnings->len; i++) {
        g_autofree char *says =
            sw_private_say(p, s->book->opts->names,
                           g_ptr_array_index(p->warnings, i), p->language);
        sw_put_data(s, s->row++, 0, says, SW_LOOK_PLAIN);
    }
    if (p->warnings == NULL || p->warnings->len == 0)
        sw_put_text(s, s->row++, 0, "None.", SW_LOOK_PLAIN);
}

static void put_reject(sw_sheet *s, const sw_diagnostic *d)
{
    lxw_row_t r = s->row++;
    sw_put_data(s, r, 0, d->file, SW_LOOK_CELL);
    sw_put_number(s, r, 1, d->line > 0 ? (double)d->line : NAN, SW_LOOK_CELL,
                  SW_NUM_COUNT);
    sw_put_number(s, r, 2, d->column > 0 ? (double)d->column : NAN,
                  SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_data(s, r, 3, d->code, SW_LOOK_CELL);
    const sw_book *b = s->book;
    g_autofree char *says = sw_private_say(b->e->pilot, b->opts->names, d->said,
                                           sw_sheet_language(s));
    sw_put_data(s, r, 4, says, SW_LOOK_PLAIN);
}

static void put_rejects(sw_sheet *s, const sw_pilot *p)
{
    static const char *const HEADS[] = {"Of file", ">Line",         ">Column",
                                        "Code",    "What is wrong", NULL};
    size_t n = p->rejects == NULL ? 0 : sw_diagnostics_length(p->rejects);
    sw_put_section(s, "Rejected rows", COLUMNS);
    if (n == 0) {
        sw_put_text(s, s->row++, 0, "Every row was read.", SW_LOOK_PLAIN);
        return;
    }
    if (n > MOST_REJECTS) {
        g_autofree char *says = sw_say(
            p->language, "%zu rows were rejected; the first %d are listed.", n,
            MOST_REJECTS);
        sw_put_data(s, s->row++, 0, says, SW_LOOK_PLAIN);
    }
    size_t listed = MIN(n, (size_t)MOST_REJECTS);
    sw_put_table(s, "rejected_rows", HEADS, (lxw_row_t)listed);
    for (size_t i = 0; i < listed; i++)
        put_reject(s, sw_diagnostics_at(p->rejects, i));
}

void sw_write_data(sw_book *book)
{
    static const double WIDTH[] = {40, 20, 18, 18, 12, 12, 66, 0};
    const sw_pilot *p = book->e->pilot;
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_DATA);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Data",
                   "What was read, byte for byte, and what could not be. "
                   "Nothing is dropped silently.");
    put_files(&s, p);
    put_statements(&s, p);
    s.row++;
    put_joins(&s, p);
    s.row++;
    put_warnings(&s, p);
    s.row++;
    put_rejects(&s, p);
    worksheet_freeze_panes(s.ws, 4, 1);
    sw_sheet_print(&s, 0, 2);
    sw_sheet_pages(&s, COLUMNS - 1, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
