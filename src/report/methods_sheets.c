/*
 * methods_sheets.c - the files behind the workbook, and what each sheet is for.
 */
#include "report/link.h"
#include "report/methods.h"

enum { SAYS_CHARACTERS = 83 };

static const char *const SAYS[SW_SHEET_N] = {
    [SW_SHEET_DECISION] = "One printed page: what to order, until when, what "
                          "it is worth and how sure that is. Its figures refer "
                          "to the model.",
    [SW_SHEET_INPUTS] = "Every number the model reads, with unit, base, "
                        "scenarios, provenance, source and owner. Tinted cells "
                        "may be typed over; the workbook follows.",
    [SW_SHEET_SCENARIOS] = "The base, the pilot's scenarios and the reader's "
                           "own column side by side.",
    [SW_SHEET_CASH_FLOW] = "The model in formulas: calendar, cost and benefit "
                           "lines by month, differences to leaving, discount "
                           "factors, measures.",
    [SW_SHEET_LEDGER] = "What contracts bill, entry by entry, in the option of "
                        "renewing and of leaving: the rows that Cash flow adds "
                        "up.",
    [SW_SHEET_BUDGET] = "What renewing all spends by fiscal year: as it falls "
                        "due, as it is used up, and by cost centre.",
    [SW_SHEET_BREAK_EVEN] = "What price, minutes, adoption, realisation or "
                            "wage would have to be; a grid of price and "
                            "minutes.",
    [SW_SHEET_SEATS] = "Seats from purchased to reducible, use by week, and "
                       "what each segment is worth.",
    [SW_SHEET_EVIDENCE] = "Every estimate with design, interval and grade, and "
                          "the chain from the gross figure to the priced one.",
    [SW_SHEET_SURVEY] = "Who answered, the answers before and after, and the "
                        "guardrails.",
    [SW_SHEET_SIMULATION] = "The distribution of the net benefit, what moves "
                            "it most, and the chance by price. Stored figures.",
    [SW_SHEET_ALTERNATIVES] = "Every option and alternative beside the "
                              "others, and the price at which the policy's "
                              "bar is met.",
    [SW_SHEET_RISKS] = "Events that may happen, and the contract's days.",
    [SW_SHEET_DATA] = "The files as read, joins, warnings, and every rejected "
                      "row with its reason. Stored figures.",
    [SW_SHEET_CHECKS] = "What must hold between the sheets and against the "
                        "engine; the total stands on every sheet.",
    [SW_SHEET_METHODS] = "This sheet.",
};

void sw_methods_files(sw_sheet *s)
{
    static const char *const HEADS[] = {"File",  "SHA-256",   "Holds",
                                        ">Rows", ">Rejected", NULL};
    const sw_pilot *p = s->book->e->pilot;
    sw_put_section(s, "Files that were read", SW_METHOD_COLUMNS);
    if (p->n_files == 0) {
        sw_put_text(s, s->row++, 0, "No file but pilot.json was read.",
                    SW_LOOK_PLAIN);
        return;
    }
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < p->n_files; i++) {
        const sw_input_file *f = &p->files[i];
        lxw_row_t r = s->row++;
        sw_put_data(s, r, 0, f->file, SW_LOOK_CELL);
        sw_put_data(s, r, 1, f->sha256, SW_LOOK_CELL);
        sw_put_text(s, r, 2, f->kind, SW_LOOK_CELL);
        sw_put_number(s, r, 3, (double)f->rows, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_number(s, r, 4, (double)f->rejected, SW_LOOK_CELL, SW_NUM_COUNT);
    }
}

void sw_methods_sheets(sw_sheet *s)
{
    static const char *const HEADS[] = {"Sheet", "What it is for", NULL};
    sw_put_section(s, "Sheets of this workbook", SW_METHOD_COLUMNS);
    sw_put_heads(s, HEADS);
    for (int i = 0; i < SW_SHEET_N; i++) {
        if (s->book->ws[i] == NULL)
            continue;
        sw_put_link(s, s->row, 0, (sw_sheet_id)i, NULL, SW_LOOK_LINK_CELL);
        if (SAYS[i] != NULL)
            sw_put_text(s, s->row, 1, SAYS[i], SW_LOOK_CELL_WRAP);
        sw_sheet_fit(s, s->row++,
                     SAYS[i] != NULL ? sw_words(s->book, SAYS[i]) : "",
                     SAYS_CHARACTERS);
    }
}
