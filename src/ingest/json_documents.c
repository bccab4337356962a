#include "ingest/json_documents.h"

#include <string.h>

typedef struct splitter {
    const char *text;
    size_t length, at;
    size_t line, column; /* of `at`, 1-based */
} splitter;

static void step(splitter *s)
{
    bool ends = s->text[s->at] == '\n';
    s->line += ends;
    s->column = ends ? 1 : s->column + 1;
    s->at++;
}

/* Behind the document that begins at s->at: where its last bracket closes. What
 * is no object or list runs to the end of the file: the parser says why. */
static size_t document_end(const splitter *s)
{
    size_t depth = 0;
    bool quoted = false;
    if (s->text[s->at] != '{' && s->text[s->at] != '[')
        return s->length;
    for (size_t i = s->at; i < s->length; i++) {
        char c = s->text[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
            continue;
        }
        quoted = c == '"';
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (depth == 0)
            return i + 1;
    }
    return s->length;
}

/* A finding within a document to its place in the file. */
static void relocate(const sw_diagnostics *found, const splitter *s,
                     const char *name, sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_diagnostics_length(found); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(found, i);
        sw_place place = {.file = name, .pointer = x->pointer};
        place.line = x->line > 0 ? s->line + x->line - 1 : s->line;
        place.column = x->line == 1 ? s->column + x->column - 1 : x->column;
        sw_diagnose(d, x->severity, x->code, place, x->remedy, "%s",
                    x->message);
    }
}

static sw_json *parse(const splitter *s, size_t end, const char *name,
                      sw_diagnostics *d)
{
    sw_diagnostics *found = sw_diagnostics_new();
    sw_json *root =
        sw_json_parse(s->text + s->at, end - s->at, name, false, found);
    relocate(found, s, name, d);
    sw_diagnostics_free(found);
    return root;
}

static void clear_document(gpointer data)
{
    sw_json_free(((sw_json_document *)data)->root);
}

GArray *sw_json_documents(const char *text, size_t length, const char *name,
                          sw_diagnostics *d)
{
    static const char mark[] = "\xEF\xBB\xBF";
    GArray *list = g_array_new(FALSE, FALSE, sizeof(sw_json_document));
    g_array_set_clear_func(list, clear_document);
    splitter s = {.text = text, .length = length, .line = 1, .column = 1};
    if (length >= 3 && memcmp(text, mark, 3) == 0)
        s.at = 3;
    for (;;) {
        while (s.at < length && g_ascii_isspace(text[s.at]))
            step(&s);
        if (length - s.at > 3 && memcmp(text + s.at, mark, 3) == 0) {
            s.at += 3; /* of a file that was put behind another */
            continue;
        }
        if (s.at >= length)
            return list;
        size_t end = document_end(&s);
        sw_json_document one = {.root = parse(&s, end, name, d),
                                .line = s.line};
        if (one.root == NULL) {
            g_array_unref(list);
            return NULL;
        }
        g_array_append_val(list, one);
        while (s.at < end)
            step(&s);
    }
}
