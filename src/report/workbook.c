/*
 * workbook.c - report.xlsx: layouts first, then one writer per sheet, then a
 * look at the bytes that were written.
 */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "decision/option.h"
#include "base/output_file.h"
#include "pilot/run_id.h"
#include "report/book.h"
#include "report/dress.h"
#include "report/embedded_sheet.h"
#include "report/selection.h"
#include "report/sheet.h"
#include "report/stored_scenario.h"
#include "report/text.h"
#include "report/workbook_check.h"
#include "report/workbook_file.h"
#include "report/workbook_memory.h"

static const char *const SHEET[SW_SHEET_N] = {
    [SW_SHEET_DECISION] = "Decision",
    [SW_SHEET_INPUTS] = "Inputs",
    [SW_SHEET_SCENARIOS] = "Scenarios",
    [SW_SHEET_CASH_FLOW] = "Cash flow",
    [SW_SHEET_LEDGER] = "Ledger",
    [SW_SHEET_BUDGET] = "Budget",
    [SW_SHEET_BREAK_EVEN] = "Break-even",
    [SW_SHEET_SEATS] = "Seats",
    [SW_SHEET_EVIDENCE] = "Evidence",
    [SW_SHEET_SURVEY] = "Survey",
    [SW_SHEET_SIMULATION] = "Simulation",
    [SW_SHEET_ALTERNATIVES] = "Alternatives",
    [SW_SHEET_RISKS] = "Risks",
    [SW_SHEET_DATA] = "Data",
    [SW_SHEET_CHECKS] = "Checks",
    [SW_SHEET_METHODS] = "Methods",
};

const char *sw_sheet_title_of(sw_sheet_id id)
{
    return SHEET[id];
}

bool sw_sheet_speaks(const sw_book *book, sw_sheet_id id)
{
    const sw_evaluation *e = book->e;
    const sw_simulation *sim = e->decision->simulation;
    switch (id) {
    case SW_SHEET_BREAK_EVEN:
        return e->economics->has_benefit;
    case SW_SHEET_SEATS:
        return e->evidence->n_segments > 1 ||
               isfinite(e->evidence->seats.active) ||
               e->evidence->seats.unassigned > 0;
    case SW_SHEET_SIMULATION:
        return sim != NULL && sim->n_histogram > 1 && e->economics->has_benefit;
    default:
        return true;
    }
}

static double larger(double a, double b)
{
    return isfinite(b) && fabs(b) > a ? fabs(b) : a;
}

/* The largest amount on page one, which sets how amounts are shortened. */
static double largest_amount(const sw_evaluation *e)
{
    double most = 0.0;
    for (size_t i = 0; i < e->decision->n_options; i++) {
        const sw_option *o = &e->decision->options[i];
        if (!o->evaluated)
            continue;
        most = larger(most, o->cash_12_months);
        const sw_option_draws own = sw_option_own_draws(o);
        most = larger(most, own.p05);
        most = larger(most, own.p95);
        most = larger(most, own.npv_all);
        most = larger(most, own.npv_cashable);
    }
    most = larger(most, e->money->commitment.npv);
    return larger(most, e->money->commitment.npv_cashable);
}

/* The file is dated by the decision, not by the clock, so that the same inputs
 * give the same bytes. */
static void set_properties(sw_book *book)
{
    static const time_t SECONDS_PER_DAY = 86400;
    const sw_pilot *p = book->e->pilot;
    g_autofree char *title = sw_clean_text(p->name);
    g_autofree char *comments =
        sw_say(p->language, "Made by seatworth %s", sw_version());
    lxw_doc_properties properties = {
        .title = title,
        .author = "seatworth",
        .comments = comments,
        .created = (time_t)p->as_of * SECONDS_PER_DAY,
    };
    char id[SW_RUN_ID];
    sw_run_id(id, p);
    lxw_error e = workbook_set_properties(book->workbook, &properties);
    if (e == LXW_NO_ERROR)
        e = workbook_set_custom_property_string(book->workbook, "run_id", id);
    if (e != LXW_NO_ERROR)
        book->failed = e;
}

static void add_sheet(sw_book *book, sw_sheet_id id)
{
    if (book->ws[id] != NULL || !sw_book_writes(book, id))
        return;
    book->ws[id] =
        workbook_add_worksheet(book->workbook, sw_book_title(book, id));
    if (book->ws[id] == NULL && book->failed == LXW_NO_ERROR) {
        book->failed = LXW_ERROR_MEMORY_MALLOC_FAILED;
        book->failed_sheet = SHEET[id];
    } else if (book->ws[id] != NULL && !sw_book_shows(book, id)) {
        worksheet_hide(book->ws[id]);
    }
}

/* In the reader's order; what only formulas need comes last. */
static void add_sheets(sw_book *book)
{
    for (size_t i = 0; i < book->n_order; i++)
        add_sheet(book, book->order[i]);
    for (int i = 0; i < SW_SHEET_N; i++)
        add_sheet(book, (sw_sheet_id)i);
}

/* A sheet that was asked for although there is nothing to put on it. */
static void write_silent(sw_book *book, sw_sheet_id id)
{
    sw_sheet s;
    sw_sheet_open(&s, book, id);
    sw_sheet_title(&s, SHEET[id],
                   "This pilot's data say nothing on this subject.");
    sw_sheet_print(&s, 0, 1);
}

static void write_sheets(sw_book *book)
{
    static void (*const WRITE[SW_SHEET_N])(sw_book *) = {
        [SW_SHEET_DECISION] = sw_write_decision,
        [SW_SHEET_INPUTS] = sw_write_inputs,
        [SW_SHEET_SCENARIOS] = sw_write_scenarios,
        [SW_SHEET_CASH_FLOW] = sw_write_cash_flow,
        [SW_SHEET_LEDGER] = sw_write_ledger,
        [SW_SHEET_BUDGET] = sw_write_budget,
        [SW_SHEET_BREAK_EVEN] = sw_write_break_even,
        [SW_SHEET_SEATS] = sw_write_seats,
        [SW_SHEET_EVIDENCE] = sw_write_evidence,
        [SW_SHEET_SURVEY] = sw_write_survey,
        [SW_SHEET_SIMULATION] = sw_write_simulation,
        [SW_SHEET_ALTERNATIVES] = sw_write_alternatives,
        [SW_SHEET_RISKS] = sw_write_risks,
        [SW_SHEET_DATA] = sw_write_data,
        [SW_SHEET_METHODS] = sw_write_methods,
    };
    sw_inputs_layout(book);
    sw_stored_init(book);
    sw_scenarios_layout(book);
    sw_budget_init(&book->budget, book->e->money);
    sw_ledger_layout(book);
    sw_cash_layout(book);
    sw_checks_layout(book);
    sw_write_checks(book); /* the others show how many failed */
    for (int i = 0; i < SW_SHEET_N && book->failed == LXW_NO_ERROR; i++) {
        if (i == SW_SHEET_CHECKS || book->ws[i] == NULL)
            continue;
        else if (sw_sheet_speaks(book, (sw_sheet_id)i))
            WRITE[i](book);
        else
            write_silent(book, (sw_sheet_id)i);
    }
}

void sw_book_clear(sw_book *book)
{
    size_t n = sw_inputs_length(&book->e->economics->inputs);
    for (size_t i = 0; book->live_name != NULL && i < n; i++) {
        g_free(book->live_name[i]);
        g_free(book->base_name[i]);
    }
    sw_stored_clear(book);
    sw_budget_clear(&book->budget);
    g_free(book->live_name);
    g_free(book->base_name);
    g_free(book->input_row);
    g_clear_pointer(&book->statements, g_ptr_array_unref);
    if (book->workbook != NULL) /* it was not closed */
        lxw_workbook_free(book->workbook);
    sw_style_clear(&book->style);
    sw_book_select_clear(book);
}

/* Naming lxw_tmpfile (workbook_memory.c) keeps it in a program that is linked
 * to the archive. */
lxw_workbook *sw_workbook_new(const char *path)
{
    FILE *(*volatile in_memory)(char *) = lxw_tmpfile;
    (void)in_memory;
    sw_parts_begin();
    return workbook_new(path);
}

/* Asked beforehand, for libxlsxwriter complains on standard error. */
static bool can_open(const char *path)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd >= 0 && close(fd) == 0;
}

/* libxlsxwriter says on standard error what it returns too: there is one line
 * for a failure, and it is ours. */
static lxw_error close_quietly(lxw_workbook *workbook)
{
    FILE *own = stderr, *nowhere = fopen("/dev/null", "w");
    if (nowhere != NULL)
        stderr = nowhere;
    lxw_error e = workbook_close(workbook);
    stderr = own;
    if (nowhere != NULL)
        (void)fclose(nowhere);
    return e;
}

static sw_status failure(const sw_book *book, sw_error *err)
{
    if (book->failed == LXW_NO_ERROR)
        return SW_OK;
    bool memory = book->failed == LXW_ERROR_MEMORY_MALLOC_FAILED;
    return sw_fail(err, memory ? SW_ENOMEM : SW_EIO, "sheet \"%s\": %s",
                   book->failed_sheet != NULL ? book->failed_sheet : "",
                   lxw_strerror(book->failed));
}

sw_status sw_workbook_close(sw_book *book, const char *path, sw_error *err)
{
    lxw_workbook *workbook = book->workbook;
    book->workbook = NULL;
    if (book->failed != LXW_NO_ERROR) {
        lxw_workbook_free(workbook);
        return failure(book, err);
    }
    if (can_open(path)) {
        lxw_error e = close_quietly(workbook);
        return e == LXW_NO_ERROR
                   ? SW_OK
                   : sw_fail(err, SW_EIO, "%s: %s", path, lxw_strerror(e));
    }
    int reason = errno;
    lxw_workbook_free(workbook);
    return sw_fail(err, SW_EIO, "%s: cannot be opened: %s", path,
                   g_strerror(reason));
}

sw_status sw_book_build(sw_book *book, const char *path, const sw_evaluation *e,
                        const sw_report_opts *opts, sw_error *err)
{
    *book = (sw_book){.e = e, .opts = opts};
    sw_status st = sw_book_select(book, err);
    if (st == SW_OK && (book->workbook = sw_workbook_new(path)) == NULL)
        st = sw_fail(err, SW_ENOMEM, "%s: out of memory", path);
    if (st != SW_OK)
        return st;
    book->statements = sw_text_statements(e);
    sw_style_init(&book->style, book->workbook, e->pilot, largest_amount(e));
    add_sheets(book);
    if (book->failed == LXW_NO_ERROR)
        set_properties(book);
    if (book->failed == LXW_NO_ERROR)
        write_sheets(book);
    return failure(book, err);
}

static sw_status write_book(const char *temporary, const sw_evaluation *e,
                            const sw_report_opts *opts, sw_error *err)
{
    sw_book book;
    sw_status st = sw_book_build(&book, temporary, e, opts, err);
    if (st == SW_OK) {
        sw_write_embedded(&book);
        sw_book_dress(&book);
        st = sw_workbook_close(&book, temporary, err);
    }
    sw_book_clear(&book);
    return st;
}

sw_status sw_report_workbook(const char *path, const sw_evaluation *e,
                             const sw_report_opts *opts, sw_error *err)
{
    sw_output out;
    sw_status st = sw_output_begin(&out, path, err);
    if (st != SW_OK)
        return st;
    st = write_book(out.temporary, e, opts, err);
    if (st == SW_OK)
        st = sw_workbook_check(out.temporary, err);
    if (st != SW_OK) {
        sw_output_discard(&out);
        return st;
    }
    return sw_output_commit(&out, err);
}
