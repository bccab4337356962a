/* libFuzzer: any bytes as any export, every cell in canonical form. */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/column.h"
#include "ingest/format.h"
#include "ingest/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Loaded once: the files of formats are not what is tried here. */
static const sw_formats *formats(void)
{
    static sw_formats *loaded;
    if (loaded == NULL) {
        sw_diagnostics *d = sw_diagnostics_new();
        loaded = sw_formats_load(NULL, d);
        sw_diagnostics_free(d);
    }
    return loaded;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const sw_read_request request = {
        .name = "fuzz", .formats = formats(), .keep_empty = true};
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = sw_source_parse((const char *)data, size, &request, d);
    if (t == NULL && sw_diagnostics_count(d, SW_ERROR) == 0)
        abort(); /* a refusal says why */
    const sw_columns *c = t != NULL ? sw_table_decisions(t) : NULL;
    if (t != NULL && (c == NULL || c->n != sw_table_columns(t)))
        abort();
    for (size_t i = 0; t != NULL && i < sw_table_rows(t); i++)
        for (size_t k = 0; k < c->n; k++)
            g_free(sw_column_text(&c->column[k], sw_table_cell(t, i, k)));
    sw_table_free(t);
    sw_diagnostics_free(d);
    return 0;
}
