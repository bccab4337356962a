#include "ingest/json_export.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/json_documents.h"
#include "ingest/json_pages.h"
#include "ingest/format.h"
#include "ingest/source.h"

/* The mark that tells rows apart, and what makes one of them the same again. */
typedef struct row_kind {
    const char *mark;
    const char *key[3];
    const char *what;
} row_kind;

static const row_kind KINDS[] = {
    {"assignee.login", {"assignee.login", NULL, NULL}, "seats"},
    {"user_login", {"user_login", "day", NULL}, "days of a user"},
    {"userPrincipalName",
     {"userPrincipalName", "reportRefreshDate", "reportPeriod"},
     "rows of a user"},
    {"total_active_users", {"date", "organization", NULL}, "days"},
};

static const row_kind *kind_of(const sw_json_grid *g)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
        for (guint k = 0; k < g->headers->len; k++)
            if (g_ascii_strcasecmp(g->headers->pdata[k], KINDS[i].mark) == 0)
                return &KINDS[i];
    return NULL;
}

/* NULL where the row lacks the key's first part. */
static char *key_of(const sw_json_grid *g, size_t row, const row_kind *kind)
{
    GString *key = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(kind->key); i++) {
        if (kind->key[i] == NULL)
            break;
        const char *text = sw_json_grid_text(g, row, kind->key[i]);
        g_autofree char *lower = g_ascii_strdown(text, -1);
        g_string_append_printf(key, "%s\n", lower);
        if (i == 0 && *text == '\0')
            return g_string_free(key, TRUE);
    }
    return g_string_free(key, FALSE);
}

static bool is_same(const sw_json_grid *g, size_t a, size_t b)
{
    for (guint i = 0; i < g->headers->len; i++) {
        const char *name = g->headers->pdata[i];
        if (strcmp(sw_json_grid_text(g, a, name),
                   sw_json_grid_text(g, b, name)) != 0)
            return false;
    }
    return true;
}

static double number(const sw_json_grid *g, size_t row, const char *name)
{
    return g_ascii_strtod(sw_json_grid_text(g, row, name), NULL);
}

/* The later of two times, or the earlier, to row a; an empty one is none, and
 * where `all` is set wins. */
static void merge_time(sw_json_grid *g, size_t a, size_t b, const char *name,
                       bool earlier, bool all)
{
    const char *x = sw_json_grid_text(g, a, name);
    const char *y = sw_json_grid_text(g, b, name);
    bool gap = *x == '\0' || *y == '\0';
    bool take = gap ? (*x == '\0') != all : (strcmp(y, x) < 0) == earlier;
    if (take && strcmp(x, y) != 0)
        sw_json_grid_set(g, a, name, y);
}

/* One person's seat in two organisations is a seat: given first, used last, and
 * given up only where all of them are. */
static size_t merge_seats(sw_json_grid *g, size_t a, size_t b)
{
    merge_time(g, a, b, "created_at", true, false);
    merge_time(g, a, b, "last_activity_at", false, false);
    merge_time(g, a, b, "pending_cancellation_date", false, true);
    return b;
}

/* Of two rows that contradict each other the one to drop: the seat whose facts
 * the other has taken over, the day with less activity; SIZE_MAX to keep both.
 */
static size_t weaker(sw_json_grid *g, const row_kind *kind, size_t a, size_t b)
{
    if (strcmp(kind->mark, "assignee.login") == 0)
        return merge_seats(g, a, b);
    if (strcmp(kind->mark, "user_login") != 0)
        return SIZE_MAX;
    double x = number(g, a, SW_ACTIVE_DAYS), y = number(g, b, SW_ACTIVE_DAYS);
    const char *prompts = "user_initiated_interaction_count";
    if (!(x < y) && !(x > y)) {
        x = number(g, a, prompts);
        y = number(g, b, prompts);
    }
    return x < y ? a : b;
}

typedef struct repeats {
    size_t same, differ, first_differing; /* counts, and a row's line */
} repeats;

static repeats mark_repeats(sw_json_grid *g, const row_kind *kind, char *drop)
{
    repeats found = {0};
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (guint i = 0; i < g->rows->len; i++) {
        char *key = key_of(g, i, kind);
        size_t first =
            key == NULL ? 0 : GPOINTER_TO_SIZE(g_hash_table_lookup(seen, key));
        if (key == NULL)
            continue;
        if (first == 0) {
            g_hash_table_insert(seen, key, GSIZE_TO_POINTER(i + 1));
            continue;
        }
        size_t less = i;
        bool same = is_same(g, first - 1, i);
        if (!same)
            less = weaker(g, kind, first - 1, i);
        found.same += same;
        if (!same && found.differ++ == 0)
            found.first_differing = g_array_index(g->lines, size_t, i);
        if (less != SIZE_MAX)
            drop[less] = 1;
        g_hash_table_insert(
            seen, key, GSIZE_TO_POINTER(less == first - 1 ? i + 1 : first));
    }
    return found;
}

static void drop_repeats(sw_json_grid *g, const row_kind *kind,
                         const char *name, sw_diagnostics *d)
{
    g_autofree char *drop = g_malloc0(g->rows->len + 1);
    repeats found = mark_repeats(g, kind, drop);
    bool dropped = memchr(drop, 1, g->rows->len) != NULL;
    sw_json_grid_drop(g, drop);
    if (found.same > 0)
        sw_diagnose(d, SW_WARNING, "repeated-rows", (sw_place){.file = name},
                    "check that the pages do not overlap",
                    "%zu %s stand in the file more than once and are taken "
                    "once",
                    found.same, kind->what);
    if (found.differ > 0)
        sw_diagnose(
            d, SW_WARNING, "conflicting-rows",
            (sw_place){.file = name, .line = found.first_differing}, NULL,
            dropped ? "%zu %s stand in the file more than once and differ: "
                      "of a seat the first grant, the last activity, and "
                      "a cancellation that all have, or the day with most "
                      "activity, are taken"
                    : "%zu %s stand in the file more than once and differ: "
                      "all are taken",
            found.differ, kind->what);
}

/* Seats without a login were offered and not accepted. */
static void drop_invited(sw_json_grid *g, const char *name, sw_diagnostics *d)
{
    size_t n = 0;
    g_autofree char *drop = g_malloc0(g->rows->len + 1);
    for (guint i = 0; i < g->rows->len; i++)
        if (*sw_json_grid_text(g, i, "assignee.login") == '\0') {
            drop[i] = 1;
            n++;
        }
    sw_json_grid_drop(g, drop);
    if (n > 0)
        sw_diagnose(d, SW_WARNING, "invited-seats", (sw_place){.file = name},
                    NULL,
                    "%zu seats are of people who have not accepted yet; they "
                    "have no login and are left out",
                    n);
}

/* GitHub forgets the last activity after 90 days (FORMATS 4.1). */
static void tell_forgotten(const sw_json_grid *g, const char *name,
                           sw_diagnostics *d)
{
    size_t n = 0;
    for (guint i = 0; i < g->rows->len; i++)
        n += *sw_json_grid_text(g, i, "last_activity_at") == '\0';
    if (n > 0)
        sw_diagnose(d, SW_NOTE, "activity-unknown", (sw_place){.file = name},
                    NULL,
                    "%zu seats have no last activity: never used, or not in "
                    "the last 90 days, which look alike",
                    n);
}

/* Decisions about money rest on rows: one that is not there is an error. */
static bool is_whole(const sw_json_pages *pages, const sw_read_request *request,
                     sw_diagnostics *d)
{
    g_autofree char *missing = sw_json_paging_missing(pages->paging);
    if (missing == NULL)
        return true;
    sw_diagnose(d, request->allow_partial ? SW_WARNING : SW_ERROR,
                "pages-missing",
                (sw_place){.file = request->name,
                           .line = pages->paging->line,
                           .column = pages->paging->column},
                "fetch every page, or take what is there with --allow-partial",
                "%s", missing);
    return request->allow_partial || request->keep_empty;
}

static sw_table *table_of(const sw_json_grid *g, const char *bytes,
                          size_t length, const sw_read_request *request,
                          sw_diagnostics *d)
{
    sw_table_origin origin = {.source = "json", .encoding = "utf-8"};
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        origin.encoding = "utf-8-bom";
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_strlcpy(origin.sha256, sum, sizeof origin.sha256);
    sw_records *records = sw_json_grid_records(g);
    sw_table *t = sw_source_from_records(records, &origin, request, d);
    sw_records_free(records);
    if (t == NULL)
        return NULL;
    origin = *sw_table_source(t);
    origin.header_row = origin.header_rows = 0; /* names, and no row of them */
    sw_table_set_source(t, &origin);
    return t;
}

static bool finish(sw_json_grid *g, const char *name, sw_diagnostics *d)
{
    if (sw_json_grid_is_too_large(g)) {
        sw_diagnose(d, SW_ERROR, "file-too-large", (sw_place){.file = name},
                    "split it",
                    "the table would have more than 16,384 columns or "
                    "33,554,432 cells");
        return false;
    }
    const row_kind *kind = kind_of(g);
    if (kind != NULL)
        drop_repeats(g, kind, name, d);
    if (kind == &KINDS[0]) {
        drop_invited(g, name, d);
        tell_forgotten(g, name, d);
    }
    if (g->rows->len > 0)
        return true;
    sw_diagnose(d, SW_ERROR, "no-rows", (sw_place){.file = name}, NULL,
                "the file is JSON without any row");
    return false;
}

/* The rows of all documents; false with an error in `d`. */
static bool collect(sw_json_grid *g, const GArray *documents,
                    const sw_read_request *request, sw_diagnostics *d)
{
    sw_json_paging own;
    sw_json_paging_init(&own);
    sw_json_pages pages = {
        .grid = g,
        .paging = request->paging != NULL ? request->paging : &own,
        .name = request->name,
        .d = d,
        .alone = documents->len == 1,
        .envelope = {
            .formats = request->formats,
            .format = request->format == NULL
                          ? NULL
                          : sw_formats_find(request->formats, request->format),
            .rows = request->rows}};
    pages.known =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (guint i = 0; i < documents->len; i++)
        sw_json_pages_add(&pages,
                          &g_array_index(documents, sw_json_document, i));
    bool good = !pages.failed &&
                (request->paging != NULL || is_whole(&pages, request, d)) &&
                finish(g, request->name, d);
    sw_json_paging_clear(&own);
    g_hash_table_unref(pages.known);
    return good;
}

static sw_table *parse(const char *bytes, size_t length,
                       const sw_read_request *request, sw_diagnostics *d)
{
    GArray *documents = sw_json_documents(bytes, length, request->name, d);
    if (documents == NULL)
        return NULL;
    sw_json_grid grid;
    sw_json_grid_init(&grid);
    bool good = collect(&grid, documents, request, d);
    g_array_unref(documents);
    sw_table *t = good ? table_of(&grid, bytes, length, request, d) : NULL;
    sw_json_grid_clear(&grid);
    return t;
}

sw_table *sw_json_export_parse(const char *bytes, size_t length,
                               const sw_read_request *request,
                               sw_diagnostics *d)
{
    sw_read_request with = *request;
    sw_formats *own = NULL;
    if (with.formats == NULL)
        with.formats = own =
            sw_formats_load_with(request->templates, request->format, d);
    sw_table *t = parse(bytes, length, &with, d);
    sw_formats_free(own);
    return t;
}
