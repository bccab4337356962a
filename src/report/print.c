#include "report/print.h"

#include "report/text_width.h"

/* Pixels (96 an inch) inside the margins, landscape. A4's share of the width
 * is Letter's, and Letter's share of the height is A4's: both hold the page. */
static const struct {
    uint8_t number; /* in Excel's list of papers */
    double width, height;
} PAPER[] = {[SW_PAPER_A4] = {9, 958, 680}, [SW_PAPER_A3] = {8, 1488, 1010}};

/* Printers and office programs set columns up to a twentieth wider. */
static const double SPARE = 0.94;

static double row_pixels(const sw_sheet *s, lxw_row_t row)
{
    static const double PIXELS_PER_POINT = 96.0 / 72.0, DEFAULT = 20.0;
    const lxw_row *r = lxw_worksheet_find_row(s->ws, row);
    return r != NULL && r->height > 0 ? r->height * PIXELS_PER_POINT : DEFAULT;
}

static double rows_pixels(const sw_sheet *s, lxw_row_t from, lxw_row_t to)
{
    double sum = 0.0;
    for (lxw_row_t r = from; r < to; r++)
        sum += row_pixels(s, r);
    return sum;
}

static double columns_pixels(const sw_sheet *s, lxw_col_t last)
{
    static const double DEFAULT = 64.0;
    double sum = 0.0;
    for (lxw_col_t c = 0; c <= last; c++)
        sum += c < SW_WIDTHS && s->width[c] > 0 ? sw_column_pixels(s->width[c])
                                                : DEFAULT;
    return sum;
}

/* Where pages begin: before a block that would be cut and fits a page. */
static void set_breaks(sw_sheet *s, double page)
{
    lxw_row_t breaks[SW_BLOCKS + 1] = {0};
    size_t n = 0;
    double repeated = rows_pixels(s, s->ws->repeat_rows.first_row,
                                  s->ws->repeat_rows.last_row + 1);
    double used = rows_pixels(s, 0, s->n_blocks > 0 ? s->block[0] : 0);
    for (size_t i = 0; i < s->n_blocks; i++) {
        lxw_row_t end = i + 1 < s->n_blocks ? s->block[i + 1] : s->row;
        double block = rows_pixels(s, s->block[i], end);
        if (used + block > page && i > 0 && block <= page - repeated) {
            breaks[n++] = s->block[i];
            used = repeated;
        }
        used += block;
        while (used > page) /* longer than a page: cut where it must be */
            used -= page - repeated;
    }
    if (n > 0)
        sw_sheet_keep(s, worksheet_set_h_pagebreaks(s->ws, breaks));
}

void sw_sheet_pages(sw_sheet *s, lxw_col_t last, sw_paper paper)
{
    static const double SMALLEST = 0.1; /* that Excel takes */
    lxw_row_t last_row = s->row > 0 ? s->row - 1 : 0;
    double scale = SPARE * PAPER[paper].width / columns_pixels(s, last);
    scale = scale > 1 ? 1 : scale < SMALLEST ? SMALLEST : scale;
    worksheet_set_paper(s->ws, PAPER[paper].number);
    worksheet_set_print_scale(s->ws, (uint16_t)(scale * 100));
    sw_sheet_keep(s, worksheet_print_area(s->ws, 0, 0, last_row, last));
    set_breaks(s, PAPER[paper].height / scale);
}

void sw_sheet_protect(sw_sheet *s)
{
    lxw_protection allowed = {.format_columns = LXW_TRUE,
                              .format_rows = LXW_TRUE,
                              .sort = LXW_TRUE,
                              .autofilter = LXW_TRUE,
                              .objects = LXW_TRUE};
    worksheet_protect(s->ws, NULL, &allowed);
}
