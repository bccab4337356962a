#include "report/selection.h"

#include <string.h>

#include "ingest/result_file.h"
#include "report/words.h"

/* As --sheets and themes name them. */
static const char *const KEY[SW_SHEET_N] = {
    [SW_SHEET_DECISION] = "decision",
    [SW_SHEET_INPUTS] = "inputs",
    [SW_SHEET_SCENARIOS] = "scenarios",
    [SW_SHEET_CASH_FLOW] = "cash-flow",
    [SW_SHEET_LEDGER] = "ledger",
    [SW_SHEET_BUDGET] = "budget",
    [SW_SHEET_BREAK_EVEN] = "break-even",
    [SW_SHEET_SEATS] = "seats",
    [SW_SHEET_EVIDENCE] = "evidence",
    [SW_SHEET_SURVEY] = "survey",
    [SW_SHEET_SIMULATION] = "simulation",
    [SW_SHEET_ALTERNATIVES] = "alternatives",
    [SW_SHEET_RISKS] = "risks",
    [SW_SHEET_DATA] = "data",
    [SW_SHEET_CHECKS] = "checks",
    [SW_SHEET_METHODS] = "methods",
};

const char *sw_sheet_key(sw_sheet_id id)
{
    return KEY[id];
}

static int id_of(const char *key)
{
    for (int id = 0; id < SW_SHEET_N; id++)
        if (KEY[id] != NULL && strcmp(KEY[id], key) == 0)
            return id;
    return SW_SHEET_N;
}

static void add(sw_sheet_id *order, size_t *n, sw_sheet_id id)
{
    for (size_t i = 0; i < *n; i++)
        if (order[i] == id)
            return;
    order[(*n)++] = id;
}

static void add_all(sw_sheet_id *order, size_t *n)
{
    for (int id = 0; id < SW_SHEET_N; id++)
        add(order, n, (sw_sheet_id)id);
}

static bool is_word(const char *sheets, const char *word)
{
    return sheets != NULL && strcmp(sheets, word) == 0;
}

/* "decision, cash-flow" */
static sw_status read_list(sw_sheet_id *order, size_t *n, const char *sheets,
                           sw_error *err)
{
    g_auto(GStrv) names = g_strsplit(sheets, ",", -1);
    for (char **name = names; *name != NULL; name++) {
        int id = id_of(g_strstrip(*name));
        if (id == SW_SHEET_N) {
            g_autofree char *known = g_strjoinv(", ", (char **)KEY);
            return sw_fail(err, SW_EDOMAIN,
                           "there is no sheet '%s'; known are %s, or default "
                           "or all",
                           *name, known);
        }
        add(order, n, (sw_sheet_id)id);
    }
    return SW_OK;
}

static void read_theme(sw_sheet_id *order, size_t *n, const sw_json *theme)
{
    const sw_json *list = sw_json_member(theme, "sheets");
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        int id = id_of(list->items[i]->string);
        if (id != SW_SHEET_N)
            add(order, n, (sw_sheet_id)id);
    }
    if (*n == 0)
        add_all(order, n);
}

sw_status sw_report_sheets_check(const char *sheets, sw_error *err)
{
    sw_sheet_id order[SW_SHEET_N];
    size_t n = 0;
    if (sheets == NULL || is_word(sheets, "default") || is_word(sheets, "all"))
        return SW_OK;
    return read_list(order, &n, sheets, err);
}

static void set_titles(sw_book *b)
{
    const sw_json *own = sw_json_member(b->e->pilot->theme, "titles");
    for (int id = 0; id < SW_SHEET_N; id++) {
        const sw_json *title = sw_json_member(own, KEY[id]);
        bool own_one = title != NULL && title->type == SW_JSON_STRING;
        b->title[id] = sw_excel_title(own_one ? title->string : "");
        if (b->title[id][0] != '\0')
            continue;
        g_free(b->title[id]);
        b->title[id] =
            sw_excel_title(sw_words(b, sw_sheet_title_of((sw_sheet_id)id)));
    }
}

/* A spreadsheet takes names as equal that differ in case alone. */
static bool same_title(const char *a, const char *b)
{
    g_autofree char *one = g_utf8_casefold(a, -1);
    g_autofree char *other = g_utf8_casefold(b, -1);
    return strcmp(one, other) == 0;
}

/* Excel keeps one name for itself, and the result inside has one. */
static bool is_taken(const char *title)
{
    return same_title(title, "History") || same_title(title, SW_EMBEDDED_SHEET);
}

static sw_status check_titles(const sw_book *b, sw_error *err)
{
    for (int i = 0; i < SW_SHEET_N; i++) {
        if (is_taken(b->title[i]))
            return sw_fail(err, SW_ESCHEMA,
                           "the sheet %s is called '%s', a name that no sheet "
                           "of a report may have; give it another title",
                           KEY[i], b->title[i]);
        for (int j = 0; j < i; j++)
            if (same_title(b->title[i], b->title[j]))
                return sw_fail(err, SW_ESCHEMA,
                               "the sheets %s and %s are both called '%s'; "
                               "give each a title of its own",
                               KEY[j], KEY[i], b->title[i]);
    }
    return SW_OK;
}

static void set_paper(sw_book *b)
{
    enum { LETTER = 1, A4 = 9 }; /* Excel's numbers */
    const sw_json *paper = sw_json_member(b->e->pilot->theme, "paper");
    bool letter = paper != NULL && is_word(paper->string, "letter");
    b->paper = letter ? LETTER : A4;
}

sw_status sw_book_select(sw_book *b, sw_error *err)
{
    const char *sheets = b->opts->sheets;
    set_titles(b);
    set_paper(b);
    b->all_sheets = is_word(sheets, "all");
    sw_status st = check_titles(b, err);
    if (st != SW_OK)
        return st;
    if (b->all_sheets)
        add_all(b->order, &b->n_order);
    else if (sheets == NULL || is_word(sheets, "default"))
        read_theme(b->order, &b->n_order, b->e->pilot->theme);
    else
        st = read_list(b->order, &b->n_order, sheets, err);
    /* A workbook has at least one sheet that can be seen. */
    for (size_t i = 0; i < b->n_order; i++)
        if (sw_book_shows(b, b->order[i]))
            return st;
    add(b->order, &b->n_order, SW_SHEET_DECISION);
    return st;
}

void sw_book_select_clear(sw_book *b)
{
    for (int id = 0; id < SW_SHEET_N; id++)
        g_clear_pointer(&b->title[id], g_free);
}

static bool is_chosen(const sw_book *b, sw_sheet_id id)
{
    for (size_t i = 0; i < b->n_order; i++)
        if (b->order[i] == id)
            return true;
    return false;
}

static bool is_model(sw_sheet_id id)
{
    return id == SW_SHEET_INPUTS || id == SW_SHEET_SCENARIOS ||
           id == SW_SHEET_LEDGER || id == SW_SHEET_CASH_FLOW ||
           id == SW_SHEET_CHECKS;
}

bool sw_book_writes(const sw_book *b, sw_sheet_id id)
{
    return (is_chosen(b, id) || is_model(id)) &&
           (b->all_sheets || sw_sheet_speaks(b, id));
}

bool sw_book_shows(const sw_book *b, sw_sheet_id id)
{
    return is_chosen(b, id) && sw_book_writes(b, id);
}
