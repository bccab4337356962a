#include "switch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST = 1 << 16 };

static char unread[MOST];
int sw_mutant = 0;
char *sw_mutant_reached = unread;

/* What was reached is in a mapped file: it survives however a process ends. */
static void map_reached(const char *path)
{
    int file = open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, MOST) != 0)
        abort();
    void *map = mmap(NULL, MOST, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map == MAP_FAILED)
        abort();
    close(file);
    sw_mutant_reached = map;
}

__attribute__((constructor)) static void read_switch(void)
{
    const char *number = getenv("SW_MUTANT");
    const char *reached = getenv("SW_MUTANT_REACHED");
    if (number)
        sw_mutant = (int)strtol(number, NULL, 10);
    if (reached)
        map_reached(reached);
}
