#include "ingest/text.h"

#include <glib.h>
#include <string.h>

/* A kind of file that is no CSV, by how it begins. */
typedef struct signature {
    const char *bytes;
    size_t length;
    const char *message, *remedy;
} signature;

static const signature signatures[] = {
    {"PK\3\4", 4, "this is a workbook (xlsx) or another zip file, not a CSV",
     "give the workbook itself, or save the sheet as CSV UTF-8"},
    {"\xD0\xCF\x11\xE0", 4, "this is an old Excel workbook (xls), not a CSV",
     "save the sheet as CSV UTF-8"},
    {"\x1F\x8B", 2, "this is a gzip file, not a CSV", "unpack it"},
    {"\x28\xB5\x2F\xFD", 4, "this is a zstd file, not a CSV", "unpack it"},
    {"%PDF", 4, "this is a PDF, not a CSV", "export the table as CSV"}};

static bool refuse(const sw_read_request *r, sw_diagnostics *d,
                   const char *code, size_t line, const char *message,
                   const char *remedy)
{
    sw_place place = {.file = r->name, .line = line};
    sw_diagnose(d, SW_ERROR, code, place, remedy, "%s", message);
    return false;
}

static bool begins_with(const char *bytes, size_t n, const char *word)
{
    size_t k = strlen(word);
    return n >= k && g_ascii_strncasecmp(bytes, word, k) == 0;
}

/* A page or JSON in place of a table: an expired link, a wrong file. A CSV may
 * begin with a bracket, so JSON must go on as JSON does. */
static bool is_other_text(const char *bytes, size_t n, const sw_read_request *r,
                          sw_diagnostics *d)
{
    while (n > 0 && g_ascii_isspace(*bytes)) {
        bytes++;
        n--;
    }
    if (begins_with(bytes, n, "<!doctype") || begins_with(bytes, n, "<html"))
        return !refuse(r, d, "not-a-table", 1, "this is a web page, not a CSV",
                       "the download link had expired; download it again");
    if (n == 0 || (*bytes != '{' && *bytes != '['))
        return false;
    size_t k = 1;
    while (k < n && g_ascii_isspace(bytes[k]))
        k++;
    if (k < n && strchr("\"{[}]", bytes[k]) != NULL)
        return !refuse(r, d, "not-a-table", 1, "this is JSON, not a CSV",
                       "export the table as CSV");
    return false;
}

static size_t line_of(const char *bytes, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

/* NUL ends a C string, so it becomes SUB, the control character that stands for
 * a lost one; rows that hold either are rejected later. */
static void replace_nul(sw_text *text)
{
    for (char *p = text->bytes;
         (p = memchr(p, '\0', text->length - (size_t)(p - text->bytes)));)
        *p++ = '\x1A';
}

/* The end-of-file sign of old systems is no part of the text. */
static void drop_end_sign(sw_text *text)
{
    if (text->length > 0 && text->bytes[text->length - 1] == '\x1A')
        text->bytes[--text->length] = '\0';
}

static void drop_mark(sw_text *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (text->length < 3 || memcmp(text->bytes, mark, 3) != 0)
        return;
    memmove(text->bytes, text->bytes + 3, text->length - 2);
    text->length -= 3;
}

static bool convert(sw_text *out, const char *bytes, size_t length,
                    const char *encoding)
{
    gsize n;
    out->bytes =
        g_convert(bytes, (gssize)length, "UTF-8", encoding, NULL, &n, NULL);
    out->length = n;
    if (out->bytes == NULL)
        return false;
    drop_mark(out);
    return true;
}

static bool no_such_text(sw_text *out, const sw_read_request *r,
                         sw_diagnostics *d, const char *encoding, size_t line)
{
    g_free(out->bytes);
    out->bytes = NULL;
    g_autofree char *message =
        g_strdup_printf("the bytes are no %s text", encoding);
    return refuse(r, d, "bad-encoding", line, message,
                  "save it as CSV UTF-8, or give its \"encoding\"");
}

/* Bytes that are no UTF-8, of a file whose encoding nobody gave. */
static bool fall_back(sw_text *out, const char *bytes, size_t length,
                      const char *bad, const sw_read_request *r,
                      sw_diagnostics *d)
{
    size_t line = line_of(bytes, (size_t)(bad - bytes));
    if (!convert(out, bytes, length, "WINDOWS-1252"))
        return no_such_text(out, r, d, "UTF-8 or Windows-1252", line);
    out->encoding = "windows-1252";
    sw_diagnose(d, SW_NOTE, "encoding-fallback",
                (sw_place){.file = r->name, .line = line},
                "look at the accents; give its \"encoding\" if they are wrong",
                "the text is not UTF-8 and was read as Windows-1252");
    return true;
}

/* Names of encodings that iconv does not know, or not for Windows' variant. */
static const char *iconv_name(const char *name)
{
    static const char *const names[][2] = {
        {"utf-16le", "UTF-16LE"},         {"utf-16be", "UTF-16BE"},
        {"windows-1252", "WINDOWS-1252"}, {"cp1252", "WINDOWS-1252"},
        {"latin1", "ISO-8859-1"},         {"macroman", "MACINTOSH"}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(name, names[i][0]) == 0)
            return names[i][1];
    return name;
}

static bool as_asked(sw_text *out, const char *bytes, size_t length,
                     const sw_read_request *r, sw_diagnostics *d)
{
    out->encoding = r->encoding;
    if (convert(out, bytes, length, iconv_name(r->encoding)))
        return true;
    return no_such_text(out, r, d, r->encoding, 0);
}

static bool is_utf8_name(const char *name)
{
    return name == NULL || g_ascii_strcasecmp(name, "utf-8") == 0 ||
           g_ascii_strcasecmp(name, "utf8") == 0 ||
           g_ascii_strcasecmp(name, "utf-8-bom") == 0 ||
           g_ascii_strcasecmp(name, SW_ENCODING_TWICE) == 0;
}

/* Excel's own order: a mark of UTF-16 first; without one, every second byte of
 * plain text is NUL. */
static const char *utf16_name(const char *bytes, size_t length)
{
    enum { SAMPLE = 64 * 1024, LEAST = 4 };
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return "utf-16le";
    if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return "utf-16be";
    size_t n = MIN(length, (size_t)SAMPLE), nul[2] = {0, 0};
    for (size_t i = 0; i < n; i++)
        nul[i % 2] += bytes[i] == '\0';
    if (n < LEAST || nul[0] == nul[1])
        return NULL;
    bool little = nul[1] > nul[0];
    bool enough = 10 * nul[little] >= 3 * (n / 2);
    return !enough ? NULL : little ? "utf-16le" : "utf-16be";
}

static bool check_kind(const char *bytes, size_t length,
                       const sw_read_request *r, sw_diagnostics *d)
{
    for (size_t i = 0; i < G_N_ELEMENTS(signatures); i++)
        if (length >= signatures[i].length &&
            memcmp(bytes, signatures[i].bytes, signatures[i].length) == 0)
            return refuse(r, d, "not-a-table", 0, signatures[i].message,
                          signatures[i].remedy);
    return !is_other_text(bytes, length, r, d);
}

static bool decode_utf16(sw_text *out, const char *bytes, size_t length,
                         const sw_read_request *r, sw_diagnostics *d)
{
    out->encoding = utf16_name(bytes, length);
    if (!convert(out, bytes, length, iconv_name(out->encoding)))
        return no_such_text(out, r, d, out->encoding, 0);
    if (check_kind(out->bytes, out->length, r, d))
        return true;
    g_free(out->bytes);
    out->bytes = NULL;
    return false;
}

static bool decode_utf8(sw_text *out, const char *bytes, size_t length,
                        const sw_read_request *r, sw_diagnostics *d)
{
    const char *bad;
    if (!check_kind(bytes, length, r, d))
        return false;
    out->bytes = g_malloc(length + 1);
    memcpy(out->bytes, bytes, length);
    out->bytes[length] = '\0';
    out->length = length;
    replace_nul(out);
    if (g_utf8_validate_len(out->bytes, length, &bad))
        return true;
    size_t at = (size_t)(bad - out->bytes);
    g_free(out->bytes);
    out->bytes = NULL;
    if (r->encoding == NULL)
        return fall_back(out, bytes, length, bytes + at, r, d);
    return no_such_text(out, r, d, r->encoding, line_of(bytes, at));
}

static bool decode(sw_text *out, const char *bytes, size_t length,
                   const sw_read_request *r, sw_diagnostics *d)
{
    static const char mark[] = "\xEF\xBB\xBF";
    *out = (sw_text){.encoding = "utf-8"};
    if (!is_utf8_name(r->encoding))
        return as_asked(out, bytes, length, r, d);
    if (length >= 3 && memcmp(bytes, mark, 3) == 0) {
        out->encoding = "utf-8-bom";
        bytes += 3;
        length -= 3;
    } else if (r->encoding == NULL && utf16_name(bytes, length) != NULL) {
        return decode_utf16(out, bytes, length, r, d);
    }
    return decode_utf8(out, bytes, length, r, d);
}

bool sw_text_decode(sw_text *out, const char *bytes, size_t length,
                    const sw_read_request *request, sw_diagnostics *d)
{
    if (!decode(out, bytes, length, request, d))
        return false;
    replace_nul(out);
    drop_end_sign(out);
    sw_text_check_twice(out, request, d);
    return true;
}
