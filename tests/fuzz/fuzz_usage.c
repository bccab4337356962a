/* libFuzzer: any bytes as a log of usage that is summed by person: sums are
 * finite, and the same whatever the number of threads. */
#define _GNU_SOURCE /* memfd_create */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "fuzz_memory.h"
#include "ingest/person_sums.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t people_in(const char *path, int threads)
{
    const sw_sums_request request = {.path = path,
                                     .name = "fuzz",
                                     .delimiter = ',',
                                     .person = "person",
                                     .period = "period",
                                     .value = {"active_days", "actions"},
                                     .split = 19723,
                                     .threads = threads};
    sw_person_sums *sums = NULL;
    sw_error err = {0};
    if (sw_person_sums_read(&sums, &request, &err) != SW_OK) {
        if (err.message[0] == '\0')
            abort(); /* a refusal says why */
        return 0;
    }
    size_t n = sw_person_sums_size(sums);
    for (size_t i = 0; i < n; i++)
        if (sw_person_sums_at(sums, i).key_length == 0)
            abort();
    sw_person_sums_free(sums);
    return n + 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    int fd = open_memory(data, size, path, sizeof path);
    if (people_in(path, 1) != people_in(path, 2))
        abort();
    close(fd);
    return 0;
}
