/*
 * person_files.c - writes the files that bench_person_sums reads. Synthetic,
 * of a fixed seed.
 *
 *   person_files clean FILE   7.8 million rows of 300,000 persons
 *   person_files quoted FILE  a million records, 62 % with a quoted cell
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

enum {
    PERSONS = 300000,
    WEEKS = 26,
    QUOTED_PERSONS = 20000,
    QUOTED_RECORDS = 1000000,
    FIRST_DAY = 19723, /* 2024-01-01, a Monday */
    WEEK = 7
};

/* Steele, Lea, Flood (2014): splitmix64. */
static uint64_t next(uint64_t *state)
{
    uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static unsigned below(uint64_t *state, unsigned n)
{
    return (unsigned)(next(state) % n);
}

static uint64_t id_of(unsigned person)
{
    uint64_t state = person;
    return next(&state);
}

static void shuffle(unsigned *order, unsigned n, uint64_t *state)
{
    for (unsigned i = n - 1; i > 0; i--) {
        unsigned j = below(state, i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

/* Week by week, in a new order each. */
static void write_clean(FILE *f)
{
    static unsigned order[PERSONS];
    uint64_t state = 1;
    char day[SW_DATE_TEXT];
    for (unsigned i = 0; i < PERSONS; i++)
        order[i] = i;
    fputs("person,period,team,active_days,actions,minutes\n", f);
    for (int week = 0; week < WEEKS; week++) {
        sw_date_format(FIRST_DAY + week * WEEK, day);
        shuffle(order, PERSONS, &state);
        for (unsigned i = 0; i < PERSONS; i++) {
            unsigned days = below(&state, 6);
            fprintf(f, "%016llx,%s,team-%04u,%u,%u,",
                    (unsigned long long)id_of(order[i]), day, order[i] % 2000,
                    days, days * below(&state, 40));
            unsigned minutes = days * below(&state, 4000);
            if (below(&state, 50) > 0)
                fprintf(f, "%u.%02u", minutes / 100, minutes % 100);
            fputc('\n', f);
        }
    }
}

static void write_note(FILE *f, uint64_t *state)
{
    static const char *const notes[] = {
        "\"Smith, Ann\"", "\"the \"\"new\"\" way\"", "\"two\nlines\"",
        "\"plain, with a comma\""};
    if (below(state, 100) < 62)
        fputs(notes[below(state, 4)], f);
    else
        fputs("nothing special", f);
}

static void write_quoted(FILE *f)
{
    uint64_t state = 2;
    char day[SW_DATE_TEXT];
    fputs("person,period,note,minutes\n", f);
    for (unsigned i = 0; i < QUOTED_RECORDS; i++) {
        int week = (int)(i / (QUOTED_RECORDS / WEEKS + 1));
        sw_date_format(FIRST_DAY + week * WEEK, day);
        fprintf(f, "%016llx,%s,",
                (unsigned long long)id_of(below(&state, QUOTED_PERSONS)), day);
        write_note(f, &state);
        fprintf(f, ",%u.%02u%s", below(&state, 200), below(&state, 100),
                below(&state, 10) == 0 ? "\r\n" : "\n");
        if (below(&state, 500) == 0)
            fputc('\n', f);
    }
}

int main(int argc, char **argv)
{
    FILE *f = argc == 3 ? fopen(argv[2], "wb") : NULL;
    if (f == NULL) {
        fputs("person_files clean|quoted FILE\n", stderr);
        return 2;
    }
    if (strcmp(argv[1], "quoted") == 0)
        write_quoted(f);
    else
        write_clean(f);
    return fclose(f) == 0 ? 0 : 1;
}
