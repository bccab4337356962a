/*
 * html_page.c - report.html: one file that shows what the workbook shows. It
 * loads nothing and runs nothing.
 */
#include <string.h>

#include "base/output_file.h"
#include "ingest/template.h"
#include "pilot/run_id.h"
#include "report/html_decision.h"
#include "report/html_palette.h"
#include "report/html_sheet.h"
#include "report/selection.h"
#include "report/sheet.h"
#include "report/text.h"

static const char HEAD[] =
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'; img-src data:\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n"
    "<link rel=\"icon\" href=\"data:,\">\n";

/* The page of paper, as the workbook has it: page one stands, the rest lies. */
static void put_paper(sw_html *h, const sw_book *b)
{
    enum { A4 = 9 }; /* Excel's number */
    const char *size = b->paper == A4 ? "A4" : "letter";
    sw_html_putf(h,
                 "@page{size:%s;margin:8mm 12mm}\n"
                 "@page rest{size:%s landscape;margin:11mm 12mm}\n",
                 size, size);
}

static sw_status put_style(sw_html *h, const sw_book *b, sw_error *err)
{
    g_autoptr(GBytes) css = sw_template_read("report/page.css", NULL, err);
    if (css == NULL)
        return SW_EIO;
    gsize n;
    const char *text = g_bytes_get_data(css, &n);
    sw_html_put(h, "<style>\n");
    sw_html_palette(h, &b->style);
    put_paper(h, b);
    g_string_append_len(h->out, text, (gssize)n);
    sw_html_put(h, "</style>\n");
    return SW_OK;
}

static sw_status put_head(sw_html *h, const sw_book *b, sw_error *err)
{
    const sw_evaluation *e = b->e;
    sw_html_put(h, "<!DOCTYPE html>\n<html");
    sw_html_attribute(h, "lang", sw_language_name(h->language));
    sw_html_put(h, ">\n<head>\n");
    sw_html_put(h, HEAD);
    sw_html_put(h, "<title>");
    sw_html_text(h, e->pilot->name);
    sw_html_put(h, ": ");
    sw_html_text(
        h, sw_html_word(h, sw_text_verdict_word(e->decision->verdict.option)));
    sw_html_put(h, "</title>\n");
    sw_status st = put_style(h, b, err);
    sw_html_put(h, "</head>\n");
    return st;
}

/* What the page shows: the Ledger's rows are for a workbook to add up. */
static bool is_shown(const sw_book *b, sw_sheet_id id)
{
    return id != SW_SHEET_LEDGER && b->ws[id] != NULL && sw_book_shows(b, id);
}

static void put_contents(sw_html *h, const sw_book *b)
{
    sw_html_put(h, "<nav");
    sw_html_attribute(h, "aria-label", sw_html_word(h, "Contents"));
    sw_html_put(h, ">\n<ul>\n");
    for (size_t i = 0; i < b->n_order; i++) {
        sw_sheet_id id = b->order[i];
        if (!is_shown(b, id))
            continue;
        sw_html_putf(h, "<li><a href=\"#%s\">", sw_sheet_key(id));
        sw_html_text(h, sw_book_title(b, id));
        sw_html_put(h, "</a></li>\n");
    }
    sw_html_put(h, "</ul>\n</nav>\n");
}

static void put_section(sw_html *h, const sw_book *b, sw_sheet_id id)
{
    const char *key = sw_sheet_key(id);
    sw_grid g;
    sw_grid_open(&g, b, id);
    sw_html_putf(h, "<section id=\"%s\" aria-labelledby=\"h-%s\">\n", key, key);
    sw_html_putf(h, "<h2 id=\"h-%s\">", key);
    sw_html_text(h, sw_book_title(b, id));
    sw_html_put(h, "</h2>\n");
    if (id == SW_SHEET_DECISION)
        sw_html_decision(h, &g);
    else
        sw_html_sheet(h, &g, id);
    sw_html_put(h, "</section>\n");
    sw_grid_close(&g);
}

static void put_band(sw_html *h, const sw_book *b)
{
    sw_grid g = {.book = b};
    bool decision = b->ws[SW_SHEET_DECISION] != NULL;
    if (decision)
        sw_grid_open(&g, b, SW_SHEET_DECISION);
    sw_html_band(h, &g);
    if (decision)
        sw_grid_close(&g);
}

/* Last on the page, as the run is looked for from the end. */
static void put_foot(sw_html *h, const sw_book *b)
{
    char id[SW_RUN_ID];
    sw_run_id(id, b->e->pilot);
    sw_html_put(h, "<footer><p>seatworth ");
    sw_html_text(h, sw_version());
    sw_html_put(h, ", ");
    sw_html_text(h, id);
    sw_html_put(h, "</p></footer>\n</body>\n</html>\n");
}

static sw_status put_page(sw_html *h, const sw_book *b, sw_error *err)
{
    sw_status st = put_head(h, b, err);
    sw_html_put(h, "<body>\n<a class=\"skip\" href=\"#main\">");
    sw_html_text(h, sw_html_word(h, "Skip to the content"));
    sw_html_put(h, "</a>\n");
    put_band(h, b);
    put_contents(h, b);
    sw_html_put(h, "<main id=\"main\">\n");
    for (size_t i = 0; i < b->n_order; i++)
        if (is_shown(b, b->order[i]))
            put_section(h, b, b->order[i]);
    sw_html_put(h, "</main>\n");
    put_foot(h, b);
    return st;
}

sw_status sw_report_html(const char *path, const sw_evaluation *e,
                         const sw_report_opts *opts, sw_error *err)
{
    sw_book book;
    sw_html h;
    size_t length;
    sw_status st = sw_book_build(&book, path, e, opts, err);
    sw_html_init(&h, e->pilot->language);
    if (st == SW_OK)
        st = put_page(&h, &book, err);
    sw_book_clear(&book);
    g_autofree char *page = sw_html_take(&h, &length);
    return st == SW_OK ? sw_output_write(path, page, length, err) : st;
}
