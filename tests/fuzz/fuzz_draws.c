/* libFuzzer: any bytes as a CSV of draws; what is read is finite. */
#define _GNU_SOURCE /* memfd_create */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib.h>

#include "cli/draws_file.h"
#include "fuzz_memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    int fd = open_memory(data, size, path, sizeof path);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_draws_file f = {0};
    bool read = sw_draws_file_read(&f, path, d);
    if (!read && sw_diagnostics_count(d, SW_ERROR) == 0)
        abort(); /* a refusal says why */
    for (size_t i = 0; read && i < f.columns * f.rows; i++)
        if (!isfinite(f.value[i]))
            abort();
    if (read && (!sw_draws_file_arrange(&f, &f, d) ||
                 !sw_draws_file_same_rows(&f, &f, d)))
        abort(); /* it is like itself */
    sw_draws_file_clear(&f);
    sw_diagnostics_free(d);
    close(fd);
    return 0;
}
