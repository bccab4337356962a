/* xlsx_book.c - which sheets a workbook has, and where its parts are */
#include <string.h>

#include "ingest/xlsx.h"
#include "ingest/xlsx_xml.h"

typedef struct relation {
    char *id, *type, *part;
} relation;

static void clear_relation(gpointer data)
{
    relation *r = data;
    g_free(r->id);
    g_free(r->type);
    g_free(r->part);
}

static void clear_sheet(gpointer data)
{
    sw_xlsx_sheet *s = data;
    g_free(s->name);
    g_free(s->part);
}

void sw_xlsx_book_init(sw_xlsx_book *book)
{
    *book = (sw_xlsx_book){
        .sheets = g_array_new(FALSE, FALSE, sizeof(sw_xlsx_sheet)),
        .styles = g_array_new(FALSE, FALSE, sizeof(sw_xlsx_style)),
        .text = g_string_new(NULL),
        .strings = g_array_new(FALSE, FALSE, sizeof(size_t))};
    g_array_set_clear_func(book->sheets, clear_sheet);
}

void sw_xlsx_book_clear(sw_xlsx_book *book)
{
    g_array_unref(book->sheets);
    g_array_unref(book->styles);
    g_array_unref(book->strings);
    g_string_free(book->text, TRUE);
    g_free(book->strings_part);
    g_free(book->styles_part);
}

/* The last word of a relationship's type, which is a URL. */
static const char *kind_of(const char *type)
{
    const char *slash = strrchr(type, '/');
    return slash != NULL ? slash + 1 : type;
}

typedef struct relations {
    const char *folder; /* of the part that has them, with a slash, or "" */
    GArray *list;       /* of relation */
    sw_zip *zip;
} relations;

/* Target of a relationship to a part: absolute, or relative to the folder. */
static char *resolve(const char *folder, const char *target)
{
    if (*target == '/')
        return g_strdup(target + 1);
    g_autofree char *joined = g_strconcat("/", folder, target, NULL);
    g_autofree char *whole = g_canonicalize_filename(joined, "/");
    return g_strdup(whole + 1);
}

static void on_relation(void *data, const char *name, const char **attributes)
{
    relations *r = data;
    const char *id = sw_xml_attribute(attributes, "Id");
    const char *type = sw_xml_attribute(attributes, "Type");
    const char *target = sw_xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL ||
        target == NULL)
        return;
    if (r->list->len >= SW_XLSX_MAX_RELATIONS) {
        sw_zip_fail(r->zip, "too-many-parts", "save it again",
                    "the workbook refers to more than %d parts",
                    SW_XLSX_MAX_RELATIONS);
        return;
    }
    relation one = {.id = g_strdup(id),
                    .type = g_strdup(kind_of(type)),
                    .part = resolve(r->folder, target)};
    g_array_append_val(r->list, one);
}

static void on_end(void *data, const char *name)
{
    (void)data;
    (void)name;
}

/* The relationships of a part; none where it has no such file. */
static GArray *read_relations(sw_zip *zip, const char *part)
{
    const char *slash = strrchr(part, '/');
    const char *base = slash != NULL ? slash + 1 : part;
    g_autofree char *folder = g_strndup(part, (gsize)(base - part));
    g_autofree char *file = g_strconcat(folder, "_rels/", base, ".rels", NULL);
    GArray *list = g_array_new(FALSE, FALSE, sizeof(relation));
    g_array_set_clear_func(list, clear_relation);
    relations r = {.folder = folder, .list = list, .zip = zip};
    const sw_xml_handler handler = {
        .start = on_relation, .end = on_end, .data = &r};
    if (sw_zip_has(zip, file))
        (void)sw_xml_walk(zip, file, &handler); /* a fault stays in zip */
    return list;
}

static char *part_of_kind(const GArray *list, const char *kind)
{
    for (guint i = 0; i < list->len; i++) {
        const relation *r = &g_array_index(list, relation, i);
        if (strcmp(r->type, kind) == 0)
            return g_strdup(r->part);
    }
    return NULL;
}

char *sw_xlsx_find_book(sw_zip *zip)
{
    g_autoptr(GArray) list = read_relations(zip, "");
    char *part = part_of_kind(list, "officeDocument");
    if (part == NULL && sw_zip_has(zip, "xl/workbook.xml"))
        part = g_strdup("xl/workbook.xml");
    return part;
}

typedef struct book_walk {
    sw_xlsx_book *book;
    const GArray *relations;
    sw_zip *zip;
} book_walk;

/* Worksheets only: charts and macros have sheets too. */
static const char *worksheet_part(const book_walk *w, const char *id)
{
    for (guint i = 0; id != NULL && i < w->relations->len; i++) {
        const relation *r = &g_array_index(w->relations, relation, i);
        if (strcmp(r->id, id) == 0)
            return strcmp(r->type, "worksheet") == 0 ? r->part : NULL;
    }
    return NULL;
}

static void on_book(void *data, const char *name, const char **attributes)
{
    book_walk *w = data;
    if (strcmp(name, "workbookPr") == 0)
        w->book->from_1904 = sw_xml_flag(attributes, "date1904");
    if (strcmp(name, "sheet") != 0)
        return;
    if (w->book->sheets->len >= SW_XLSX_MAX_SHEETS) {
        sw_zip_fail(w->zip, "too-many-sheets",
                    "save the sheet that is meant as a file of its own",
                    "the workbook has more than %d sheets", SW_XLSX_MAX_SHEETS);
        return;
    }
    const char *title = sw_xml_attribute(attributes, "name");
    const char *state = sw_xml_attribute(attributes, "state");
    const char *part = worksheet_part(w, sw_xml_attribute(attributes, "id"));
    if (part == NULL)
        return;
    sw_xlsx_sheet sheet = {.name = g_strdup(title != NULL ? title : ""),
                           .part = g_strdup(part),
                           .visible =
                               state == NULL || strcmp(state, "visible") == 0};
    g_array_append_val(w->book->sheets, sheet);
}

bool sw_xlsx_read_book(sw_xlsx_book *book, sw_zip *zip, const char *part)
{
    g_autoptr(GArray) list = read_relations(zip, part);
    book_walk w = {.book = book, .relations = list, .zip = zip};
    const sw_xml_handler handler = {
        .start = on_book, .end = on_end, .data = &w};
    if (zip->failed || !sw_xml_walk(zip, part, &handler))
        return false;
    book->strings_part = part_of_kind(list, "sharedStrings");
    book->styles_part = part_of_kind(list, "styles");
    return true;
}
