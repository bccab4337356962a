#include "ingest/source.h"

#include <glib.h>
#include <string.h>

#include "ingest/json_export.h"
#include "ingest/xlsx_reader.h"

sw_source_kind sw_source_sniff(const char *bytes, size_t length)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return SW_SOURCE_XLSX;
    if (length >= 3 && memcmp(bytes, mark, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    while (length > 0 && g_ascii_isspace(*bytes)) {
        bytes++;
        length--;
    }
    if (length < 2 || (*bytes != '{' && *bytes != '['))
        return SW_SOURCE_TEXT;
    /* A CSV may begin with a bracket, so JSON must go on as JSON does. */
    size_t k = 1;
    while (k < length && g_ascii_isspace(bytes[k]))
        k++;
    return k < length && strchr("\"{[}]", bytes[k]) != NULL ? SW_SOURCE_JSON
                                                            : SW_SOURCE_TEXT;
}

sw_table *sw_source_parse(const char *bytes, size_t length,
                          const sw_read_request *request, sw_diagnostics *d)
{
    switch (sw_source_sniff(bytes, length)) {
    case SW_SOURCE_XLSX:
        return sw_xlsx_parse(bytes, length, request, d);
    case SW_SOURCE_JSON:
        return sw_json_export_parse(bytes, length, request, d);
    case SW_SOURCE_TEXT:
        break;
    }
    sw_table_origin origin = {0};
    sw_records *records = sw_csv_records(bytes, length, &origin, request, d);
    if (records == NULL)
        return NULL;
    origin.source = "text";
    sw_table *t = sw_source_from_records(records, &origin, request, d);
    sw_records_free(records);
    return t;
}

sw_table *sw_source_read(const sw_read_request *request, sw_diagnostics *d)
{
    return sw_table_from_file(request, sw_source_parse, d);
}
