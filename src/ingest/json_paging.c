#include "ingest/json_paging.h"

#include <string.h>

/* Keys without case, `_` and `-`: vendors spell the same words differently. */
static char *plain(const char *key)
{
    GString *s = g_string_new(NULL);
    for (; *key != '\0'; key++)
        if (*key != '_' && *key != '-')
            g_string_append_c(s, g_ascii_tolower(*key));
    return g_string_free(s, FALSE);
}

static const char *const MORE[] = {"hasmore", "hasnextpage", "hasnext", NULL};
static const char *const NEXT[] = {"nextpage",
                                   "next",
                                   "nextcursor",
                                   "nextpagetoken",
                                   "@odata.nextlink",
                                   "nextlink",
                                   "nexttoken",
                                   "continuationtoken",
                                   NULL};
static const char *const NUMBER[] = {"page", "currentpage", "pagenumber", NULL};
static const char *const PAGES[] = {"totalpages", "pagecount", "lastpage",
                                    "pages", NULL};
static const char *const ROWS[] = {
    "totalseats",   "totalcount",   "totalitems", "totalresults",
    "totalrecords", "@odata.count", NULL};
static const char *const OTHERS[] = {
    "haspreviouspage", "cursor",  "startcursor", "endcursor",
    "@odata.context",  "firstid", "lastid",      "pagesize",
    "perpage",         "limit",   "offset",      "pagination",
    "pageinfo",        "paging",  "object",      NULL};
static const char *const HOLDERS[] = {
    "pagination", "pageinfo", "paging",           "links",
    "meta",       "cursor",   "responsemetadata", NULL};
/* Beside one of these a bare "total" is one of rows. */
static const char *const SIZES[] = {"pagesize", "perpage", "limit", "offset",
                                    NULL};

bool sw_json_is_paging(const char *key)
{
    g_autofree char *name = plain(key);
    return g_strv_contains(MORE, name) || g_strv_contains(NEXT, name) ||
           g_strv_contains(NUMBER, name) || g_strv_contains(PAGES, name) ||
           g_strv_contains(ROWS, name) || g_strv_contains(OTHERS, name);
}

void sw_json_paging_init(sw_json_paging *p)
{
    *p = (sw_json_paging){.numbers = g_array_new(FALSE, FALSE, sizeof(int))};
}

void sw_json_paging_clear(sw_json_paging *p)
{
    g_array_unref(p->numbers);
    g_free(p->more);
}

/* A link or a token: any value but null, false and "". */
static bool is_filled(const sw_json *v)
{
    return (v->type == SW_JSON_BOOLEAN && v->boolean) ||
           v->type == SW_JSON_NUMBER ||
           (v->type == SW_JSON_STRING && v->string[0] != '\0');
}

static void place(sw_json_paging *p, const sw_json *v, size_t line)
{
    p->line = line + v->line - 1;
    p->column = v->column;
}

/* Whether the members say how many rows a page has. */
static bool is_sized(const sw_json *members)
{
    for (size_t i = 0; i < members->n_items; i++) {
        g_autofree char *name = plain(members->items[i]->key);
        if (g_strv_contains(SIZES, name) || g_strv_contains(NUMBER, name))
            return true;
    }
    return false;
}

static void take(sw_json_paging *p, const sw_json *v, size_t line, bool sized)
{
    g_autofree char *name = plain(v->key);
    bool more =
        g_strv_contains(MORE, name) && v->type == SW_JSON_BOOLEAN && v->boolean;
    bool next = g_strv_contains(NEXT, name) && is_filled(v);
    if (more || next) {
        g_free(p->more);
        p->more = g_strdup(v->key);
        place(p, v, line);
    }
    if (strcmp(name, "haspreviouspage") == 0 && v->boolean && !p->first_seen) {
        p->cut_before = true;
        place(p, v, line);
    }
    if (v->type != SW_JSON_NUMBER || !(v->number >= 0 && v->number < G_MAXINT))
        return;
    if (g_strv_contains(NUMBER, name)) {
        int number = (int)v->number;
        g_array_append_val(p->numbers, number);
    }
    if (g_strv_contains(PAGES, name))
        p->pages = MAX(p->pages, v->number);
    bool rows =
        g_strv_contains(ROWS, name) || (sized && strcmp(name, "total") == 0);
    if (rows && v->number > p->rows) {
        p->rows = v->number;
        p->total = g_intern_string(v->key);
        place(p, v, line);
    }
}

void sw_json_paging_add(sw_json_paging *p, const sw_json *page, size_t line)
{
    bool sized = is_sized(page);
    g_clear_pointer(&p->more, g_free); /* only the last page counts */
    for (size_t i = 0; i < page->n_items; i++) {
        const sw_json *v = page->items[i];
        g_autofree char *name = plain(v->key);
        take(p, v, line, sized);
        if (v->type != SW_JSON_OBJECT || !g_strv_contains(HOLDERS, name))
            continue;
        for (size_t k = 0; k < v->n_items; k++)
            take(p, v->items[k], line, is_sized(v));
    }
    p->first_seen = true;
}

static bool has_number(const sw_json_paging *p, int number)
{
    for (guint i = 0; i < p->numbers->len; i++)
        if (g_array_index(p->numbers, int, i) == number)
            return true;
    return false;
}

/* The first page that is not there, counted as the file counts; -1: none. */
static int gap(const sw_json_paging *p)
{
    int last = (int)p->pages, from = has_number(p, 0) ? 0 : 1;
    if (from == 0)
        last--;
    for (guint i = 0; i < p->numbers->len; i++)
        last = MAX(last, g_array_index(p->numbers, int, i));
    for (int k = from; p->numbers->len > 0 && k <= last; k++)
        if (!has_number(p, k))
            return k;
    return -1;
}

char *sw_json_paging_missing(const sw_json_paging *p)
{
    const char *where = p->several ? "in none of the files" : "not in the file";
    int first = gap(p);
    if (first >= 0 && p->pages > 0)
        return g_strdup_printf("page %d of %.0f is %s", first, p->pages, where);
    if (first >= 0)
        return g_strdup_printf("page %d is %s", first, where);
    if (p->cut_before)
        return g_strdup_printf("the first page says that one stands before it, "
                               "which is %s",
                               where);
    if (p->more != NULL)
        return g_strdup_printf("the last page says by \"%s\" that another "
                               "follows, which is %s",
                               p->more, where);
    if (p->rows > (double)p->held)
        return g_strdup_printf("it says by \"%s\" that there are %.0f rows, "
                               "and there are %zu",
                               p->total, p->rows, p->held);
    return NULL;
}
