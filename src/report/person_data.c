/*
 * person_data.c - proof that no output holds an identifier of the input: its
 * words are looked up one by one, so that it takes as long as reading it.
 */
#include "report/person_data.h"

#include <string.h>

#include "base/clean_text.h"
#include "base/hash.h"
#include "ingest/xlsx_zip.h"
#include "pilot/join.h"

struct sw_person_data {
    GHashTable *by_word; /* first word -> GPtrArray of identifiers */
};

static bool is_of_word(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

static size_t word_length(const char *text, const char *end)
{
    const char *c = text;
    while (c < end && is_of_word(*c))
        c++;
    return (size_t)(c - text);
}

/* Found by its first word; what stands before that is no part of it. */
static void add_spelling(sw_person_data *p, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end && !is_of_word(*text))
        text++;
    if (text == end)
        return;
    g_autofree char *word = g_strndup(text, word_length(text, end));
    GPtrArray *list = g_hash_table_lookup(p->by_word, word);
    if (list == NULL) {
        list = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(p->by_word, g_strdup(word), list);
    }
    g_ptr_array_add(list, g_strdup(text));
}

static char *escaped_as_json(const char *text)
{
    GString *s = g_string_new(NULL);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_c(s, '\\');
        g_string_append_c(s, *c);
    }
    return g_string_free(s, FALSE);
}

/* Text of XML keeps its quotes; values of attributes do not. */
static char *escaped_as_text(const char *text)
{
    g_autofree char *all = g_markup_escape_text(text, -1);
    GString *s = g_string_new(all);
    g_string_replace(s, "&quot;", "\"", 0);
    g_string_replace(s, "&apos;", "'", 0);
    g_string_replace(s, "&#39;", "'", 0);
    return g_string_free(s, FALSE);
}

/* As it is, and as XML, JSON, JSON within XML and Markdown have it. */
static void add_identifier(sw_person_data *p, const char *key)
{
    g_autofree char *xml = g_markup_escape_text(key, -1);
    g_autofree char *json = escaped_as_json(key);
    g_autofree char *text = escaped_as_text(key);
    g_autofree char *both = escaped_as_text(json);
    g_autofree char *markdown = sw_clean_markdown(key);
    const char *const spellings[] = {key, xml, text, json, both, markdown};
    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++)
        if (i == 0 || strcmp(spellings[i], key) != 0)
            add_spelling(p, spellings[i]);
}

static void add_keys(sw_person_data *p, GHashTable *keys)
{
    GHashTableIter at;
    gpointer key;
    if (keys == NULL)
        return;
    g_hash_table_iter_init(&at, keys);
    while (g_hash_table_iter_next(&at, &key, NULL))
        add_identifier(p, key);
}

static void free_list(gpointer list)
{
    g_ptr_array_unref(list);
}

sw_person_data *sw_person_data_new(const sw_pilot *pilot)
{
    sw_person_data *p = g_new0(sw_person_data, 1);
    p->by_word =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, free_list);
    for (size_t i = 0; i < pilot->roster.n; i++)
        if (pilot->roster.people[i].key != NULL)
            add_identifier(p, pilot->roster.people[i].key);
    add_keys(p, pilot->roster.by_key);
    add_keys(p, pilot->roster.ambiguous);
    add_keys(p, pilot->strangers);
    return p;
}

void sw_person_data_free(sw_person_data *p)
{
    if (p == NULL)
        return;
    g_hash_table_unref(p->by_word);
    g_free(p);
}

static bool begins(const char *text, const char *end, const char *identifier)
{
    size_t n = strlen(identifier);
    return (size_t)(end - text) >= n && memcmp(text, identifier, n) == 0 &&
           (text + n == end || !is_of_word(text[n]) ||
            !is_of_word(identifier[n - 1]));
}

/* The code unit of an escape of JSON, \\uXXXX; -1: there is none. */
static int unit_at(const char *c)
{
    enum { DIGITS = 4, HEX = 16 };
    int unit = 0;
    if (c[0] != '\\' || c[1] != 'u')
        return -1;
    for (int i = 0; i < DIGITS; i++) {
        int digit = g_ascii_xdigit_value(c[2 + i]);
        if (digit < 0)
            return -1;
        unit = HEX * unit + digit;
    }
    return unit;
}

/* A text with its escapes of JSON written out: the result inside a workbook is
 * in ASCII. */
static char *written_out(const char *text)
{
    enum { LENGTH = 6, HIGH = 0xD800, LOW = 0xDC00, END = 0xE000 };
    GString *s = g_string_new(NULL);
    while (*text != '\0') {
        int unit = unit_at(text);
        if (unit < 0) {
            g_string_append_c(s, *text++);
            continue;
        }
        text += LENGTH;
        int low = unit >= HIGH && unit < LOW ? unit_at(text) : -1;
        if (low >= LOW && low < END) {
            unit = 0x10000 + ((unit - HIGH) << 10) + (low - LOW);
            text += LENGTH;
        }
        g_string_append_unichar(s, unit >= HIGH && unit < END ? 0xFFFD
                                                              : (gunichar)unit);
    }
    return g_string_free(s, FALSE);
}

static bool names_anybody(const sw_person_data *p, const char *bytes,
                          size_t length)
{
    g_autofree char *valid = g_utf8_make_valid(bytes, (gssize)length);
    g_autofree char *plain = written_out(valid);
    g_autofree char *text = sw_person_lower(plain, strlen(plain));
    const char *end = text + strlen(text);
    for (const char *c = text; c < end;) {
        size_t n = word_length(c, end);
        g_autofree char *word = g_strndup(c, n);
        const GPtrArray *list =
            n > 0 ? g_hash_table_lookup(p->by_word, word) : NULL;
        for (guint i = 0; list != NULL && i < list->len; i++)
            if (begins(c, end, list->pdata[i]))
                return true;
        c += MAX(n, 1);
    }
    return false;
}

static bool append_piece(const char *piece, size_t length, void *data)
{
    g_string_append_len(data, piece, (gssize)length);
    return true;
}

/* A part that cannot be read is not shown to hold nobody. */
static bool part_names_anybody(const sw_person_data *p, sw_zip *zip,
                               const char *part)
{
    g_autoptr(GString) text = g_string_new(part);
    g_string_append_c(text, '\n');
    return !sw_zip_read(zip, part, append_piece, text) ||
           names_anybody(p, text->str, text->len);
}

static bool archive_names_anybody(const sw_person_data *p, const char *bytes,
                                  size_t length, const char *name)
{
    sw_zip zip;
    char part[SW_ZIP_NAME];
    sw_diagnostics *d = sw_diagnostics_new();
    bool open = sw_zip_open(&zip, bytes, length, name, d), found = !open;
    for (size_t i = 0; open && !found && sw_zip_part(&zip, i, part); i++)
        found = part_names_anybody(p, &zip, part);
    if (open)
        sw_zip_close(&zip);
    sw_diagnostics_free(d);
    return found;
}

sw_status sw_person_data_review(const char *name, const char *bytes,
                                size_t length, const void *data, sw_error *err)
{
    const sw_person_data *p = data;
    bool archive = length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
    if (archive ? !archive_names_anybody(p, bytes, length, name)
                : !names_anybody(p, bytes, length))
        return SW_OK;
    return sw_fail(err, SW_EDOMAIN,
                   "--no-person-data: %s would hold an identifier of a person, "
                   "or a word or figure that reads like one; nothing was "
                   "written",
                   name);
}
