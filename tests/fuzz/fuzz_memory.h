/* fuzz_memory.h - bytes as a file, under the name that a shell would give it.
 */
#ifndef FUZZ_MEMORY_H
#define FUZZ_MEMORY_H

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Needs _GNU_SOURCE. The caller closes it. */
static inline int open_memory(const uint8_t *data, size_t size, char *path,
                              size_t length)
{
    int fd = memfd_create("fuzz", 0);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size ||
        lseek(fd, 0, SEEK_SET) != 0)
        abort();
    g_snprintf(path, length, "/dev/fd/%d", fd);
    return fd;
}

#endif
