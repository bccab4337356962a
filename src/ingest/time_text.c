/* Times of day behind a date, in the words of forms and logs. */
#include "ingest/time_text.h"

#include <glib.h>
#include <string.h>

int sw_scan_digits(const char **p, int max, int *out)
{
    int n = 0;
    *out = 0;
    while (n < max && g_ascii_isdigit((*p)[n]))
        *out = 10 * *out + ((*p)[n++] - '0');
    *p += n;
    return n;
}

void sw_scan_blanks(const char **p)
{
    while (**p == ' ')
        (*p)++;
}

bool sw_scan_word(const char **p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*p, word, n) != 0 || g_ascii_isalpha((*p)[n]))
        return false;
    *p += n;
    return true;
}

static bool set_half(sw_date_text *t, bool late)
{
    enum { HOUR = 3600, NOON = 12 };
    int hour = t->seconds / HOUR;
    t->seconds += (late && hour < NOON     ? NOON
                   : !late && hour == NOON ? -NOON
                                           : 0) *
                  HOUR;
    return hour >= 1 && hour <= NOON;
}

/* "am", "p. m.", "Uhr" behind the time. */
static bool half_day(const char **p, sw_date_text *t)
{
    static const char *const words[][2] = {
        {"am", "pm"},
        {"a.m.", "p.m."},
        {"a. m.", "p. m."},
        {"vorm.", "nachm."},
        {"vorm", "nachm"},
        {"ap.", "ip."},
        {"dop.", "odp."},
        {"fm", "em"},
        {"\xCF\x80.\xCE\xBC.", "\xCE\xBC.\xCE\xBC."}};
    sw_scan_blanks(p);
    sw_scan_word(p, "uhr");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        for (int late = 0; late < 2; late++) {
            if (!sw_scan_word(p, words[i][late]))
                continue;
            t->half_days = i == 0; /* the others put the day first */
            return set_half(t, late);
        }
    return true;
}

/* In Japanese, Chinese and Korean it stands before the time; -1: it does not.
 */
static int half_before(const char **p)
{
    static const char *const words[] = {
        "\xE5\x8D\x88\xE5\x89\x8D", "\xE5\x8D\x88\xE5\xBE\x8C",
        "\xE4\xB8\x8A\xE5\x8D\x88", "\xE4\xB8\x8B\xE5\x8D\x88",
        "\xEC\x98\xA4\xEC\xA0\x84", "\xEC\x98\xA4\xED\x9B\x84"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (sw_scan_word(p, words[i])) {
            sw_scan_blanks(p);
            return (int)i % 2;
        }
    return -1;
}

bool sw_is_zone_word(const char *p)
{
    enum { SHORTEST = 2, LONGEST = 5 };
    size_t n = 0;
    while (g_ascii_isalpha(p[n]))
        n++;
    return n >= SHORTEST && n <= LONGEST && p[n] == '\0';
}

/* "Z", "UTC", "GMT+1", "+01:00", "-0600", "CET". */
static bool zone(const char **p, sw_date_text *t)
{
    int hours = 0, minutes = 0;
    sw_scan_blanks(p);
    if (**p == '\0')
        return true;
    bool named = sw_scan_word(p, "z") || sw_scan_word(p, "utc") ||
                 sw_scan_word(p, "gmt");
    if (!named && sw_is_zone_word(*p)) {
        *p += strlen(*p);
        return true;
    }
    t->has_zone = true;
    if (**p == '+' || **p == '-') {
        int sign = *(*p)++ == '-' ? -1 : 1;
        if (sw_scan_digits(p, 2, &hours) == 0)
            return false;
        if (**p == ':')
            (*p)++;
        sw_scan_digits(p, 2, &minutes);
        t->zone = sign * (60 * hours + minutes);
        return hours <= 14 && minutes < 60;
    }
    return named;
}

/* "20 mai 2026 à 9:30". */
static void skip_at(const char **p)
{
    static const char *const words[] = {"at",    "um",   "om", "\xC3\xA0",
                                        "a las", "alle", "kl."};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (sw_scan_word(p, words[i])) {
            sw_scan_blanks(p);
            return;
        }
}

bool sw_time_text_read(const char **p, sw_date_text *t)
{
    int hours, minutes, seconds = 0;
    while (**p == ' ' || **p == ',')
        (*p)++;
    if (**p == 't' && g_ascii_isdigit((*p)[1]))
        (*p)++;
    if (**p == '\0')
        return true;
    skip_at(p);
    int half = half_before(p);
    if (sw_scan_digits(p, 2, &hours) == 0 || (**p != ':' && **p != '.'))
        return false;
    char separator = *(*p)++; /* Italy and Finland write 9.30.00 */
    if (sw_scan_digits(p, 2, &minutes) != 2 || hours > 24 || minutes > 59)
        return false;
    if (**p == separator) {
        (*p)++;
        if (sw_scan_digits(p, 2, &seconds) != 2 || seconds > 60)
            return false;
        if (**p == '.' || **p == ',')
            for ((*p)++; g_ascii_isdigit(**p); (*p)++)
                ;
    }
    t->has_time = true;
    t->seconds = 3600 * hours + 60 * minutes + seconds;
    if (half >= 0 && !set_half(t, half == 1))
        return false;
    return half_day(p, t) && zone(p, t) && **p == '\0';
}
