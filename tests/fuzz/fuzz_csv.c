/* libFuzzer: any bytes as a CSV, every cell read in every way. */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/answer.h"
#include "ingest/csv_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_cell(const char *text)
{
    double x;
    sw_day day;
    bool b;
    sw_duration duration;
    sw_cell_number(&x, text, '.');
    sw_cell_number(&x, text, ',');
    sw_cell_date(&day, text);
    sw_cell_period(&day, text);
    sw_cell_boolean(&b, text);
    if (sw_answer_duration(&duration, text, 1.0) == SW_CELL_OK &&
        !(duration.upper >= duration.lower))
        abort(); /* time that was lost is below 0 */
    sw_answer_likert(&x, text, 5);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const sw_read_request request = {.name = "fuzz"};
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = sw_csv_parse((const char *)data, size, &request, d);
    if (t == NULL && sw_diagnostics_count(d, SW_ERROR) == 0)
        abort(); /* a refusal says why */
    for (size_t i = 0; t != NULL && i < sw_table_rows(t); i++)
        for (size_t j = 0; j < sw_table_columns(t); j++)
            read_cell(sw_table_cell(t, i, j));
    sw_table_free(t);
    sw_diagnostics_free(d);
    return 0;
}
