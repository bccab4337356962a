/* libFuzzer: any bytes as a pilot.json, against the schema, written again. */
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>

#include "ingest/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sw_json *read_schema(void)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *schema = sw_json_read("templates/pilot.schema.json", false, d);
    sw_diagnostics_free(d);
    if (schema == NULL)
        abort(); /* to be run from the top folder */
    return schema;
}

/* What was read and written is read again as the same. */
static void write_again(const sw_json *v)
{
    sw_json_writer w;
    size_t length;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json_writer_init(&w);
    sw_json_write(&w, v);
    char *text = sw_json_writer_take(&w, &length);
    sw_json *again = sw_json_parse(text, length, "again", false, d);
    if (again == NULL)
        abort();
    sw_json_free(again);
    g_free(text);
    sw_diagnostics_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static sw_json *schema;
    if (schema == NULL)
        schema = read_schema();
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_parse((const char *)data, size, "fuzz", true, d);
    if (v == NULL && sw_diagnostics_count(d, SW_ERROR) == 0)
        abort(); /* a refusal says why */
    if (v != NULL) {
        sw_schema_check(schema, v, "fuzz", d);
        write_again(v);
    }
    sw_json_free(v);
    sw_diagnostics_free(d);
    return 0;
}
