/* libFuzzer: any bytes as pilot.json, whose files are not there. */
#define _GNU_SOURCE /* memfd_create */
#include <stdint.h>
#include <stdlib.h>

#include "fuzz_memory.h"
#include "pilot/pilot.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    int fd = open_memory(data, size, path, sizeof path);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    sw_pilot *pilot = sw_pilot_load(path, &opts, d);
    if ((pilot == NULL) != (sw_diagnostics_count(d, SW_ERROR) > 0))
        abort(); /* a refusal says why, and nothing else is one */
    if (pilot != NULL)
        sw_pilot_free(pilot);
    sw_diagnostics_free(d);
    close(fd);
    return 0;
}
