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
     "save the sheet as CSV UTF-8"},
    {"\xD0\xCF\x11\xE0", 4, "this is an old Excel workbook (xls), not a CSV",
     "save the sheet as CSV UTF-8"},
    {"\x1F\x8B", 2, "this is a gzip file, not a CSV", "unpack it"},
    {"\x28\xB5\x2F\xFD", 4, "this is a zstd file, not a CSV", "unpack it"},
    {"%PDF", 4, "this is a PDF, not a CSV", "export the table as CSV"},
    {"\xFF\xFE", 2, "this is UTF-16 text", "save it as CSV UTF-8"},
    {"\xFE\xFF", 2, "this is UTF-16 text", "save it as CSV UTF-8"}};

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

static size_t count_nul(const char *bytes, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += bytes[i] == '\0';
    return count;
}

static bool convert(sw_text *out, const char *bytes, size_t length,
                    const char *encoding)
{
    gsize n;
    out->bytes =
        g_convert(bytes, (gssize)length, "UTF-8", encoding, NULL, &n, NULL);
    out->length = n;
    return out->bytes != NULL && memchr(out->bytes, '\0', n) == NULL;
}

static bool no_such_text(sw_text *out, const sw_read_request *r,
                         sw_diagnostics *d, const char *encoding, size_t line)
{
    g_free(out->bytes);
    out->bytes = NULL;
    g_autofree char *message =
        g_strdup_printf("the bytes are no %s text", encoding);
    return refuse(r, d, "bad-encoding", line, message,
                  "save it as CSV UTF-8, or give its encoding");
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
    sw_diagnose(d, SW_NOTE, "encoding",
                (sw_place){.file = r->name, .line = line},
                "look at the accents; give its encoding if they are wrong",
                "the text is not UTF-8 and was read as Windows-1252");
    return true;
}

static bool as_asked(sw_text *out, const char *bytes, size_t length,
                     const sw_read_request *r, sw_diagnostics *d)
{
    out->encoding = r->encoding;
    if (convert(out, bytes, length, r->encoding))
        return true;
    return no_such_text(out, r, d, r->encoding, 0);
}

static bool is_utf8_name(const char *name)
{
    return name == NULL || g_ascii_strcasecmp(name, "utf-8") == 0 ||
           g_ascii_strcasecmp(name, "utf8") == 0 ||
           g_ascii_strcasecmp(name, "utf-8-bom") == 0;
}

static bool check_kind(const char *bytes, size_t length,
                       const sw_read_request *r, sw_diagnostics *d)
{
    for (size_t i = 0; i < G_N_ELEMENTS(signatures); i++)
        if (length >= signatures[i].length &&
            memcmp(bytes, signatures[i].bytes, signatures[i].length) == 0)
            return refuse(r, d, "not-a-table", 0, signatures[i].message,
                          signatures[i].remedy);
    size_t nul = count_nul(bytes, length);
    if (nul > 0)
        return refuse(r, d, "not-a-table", 0,
                      10 * nul >= 3 * length
                          ? "this is UTF-16 text, or no text"
                          : "the file holds NUL bytes, so it is no text",
                      "save it as CSV UTF-8");
    return !is_other_text(bytes, length, r, d);
}

bool sw_text_decode(sw_text *out, const char *bytes, size_t length,
                    const sw_read_request *request, sw_diagnostics *d)
{
    static const char mark[] = "\xEF\xBB\xBF";
    *out = (sw_text){.encoding = "utf-8"};
    if (!is_utf8_name(request->encoding))
        return as_asked(out, bytes, length, request, d);
    if (length >= 3 && memcmp(bytes, mark, 3) == 0) {
        out->encoding = "utf-8-bom";
        bytes += 3;
        length -= 3;
    }
    if (!check_kind(bytes, length, request, d))
        return false;
    const char *bad;
    if (!g_utf8_validate_len(bytes, length, &bad)) {
        if (request->encoding == NULL)
            return fall_back(out, bytes, length, bad, request, d);
        return no_such_text(out, request, d, request->encoding,
                            line_of(bytes, (size_t)(bad - bytes)));
    }
    out->bytes = g_malloc(length + 1);
    memcpy(out->bytes, bytes, length);
    out->bytes[length] = '\0';
    out->length = length;
    return true;
}
