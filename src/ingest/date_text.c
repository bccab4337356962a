#include "ingest/date_text.h"

#include <glib.h>
#include <string.h>

#include "ingest/answer_words.h"

enum {
    FIRST_SERIAL = 20000, /* 1954 */
    LAST_SERIAL = 80000,  /* 2119 */
    SERIAL_EPOCH = 25569, /* 1970-01-01, past the false 29 February 1900 */
    DAY_SECONDS = 24 * 60 * 60,
    SECONDS = 10, /* digits of a time since 1970 */
    MILLISECONDS = 13
};

/* Reads up to `max` digits at *p; returns how many there were. */
static int digits(const char **p, int max, int *out)
{
    int n = 0;
    *out = 0;
    while (n < max && g_ascii_isdigit((*p)[n]))
        *out = 10 * *out + ((*p)[n++] - '0');
    *p += n;
    return n;
}

static void skip_blanks(const char **p)
{
    while (**p == ' ')
        (*p)++;
}

static bool take(const char **p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*p, word, n) != 0 || g_ascii_isalpha((*p)[n]))
        return false;
    *p += n;
    return true;
}

static bool day_of(sw_day *out, int year, int month, int day)
{
    char text[SW_DATE_TEXT];
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > 31)
        return false;
    g_snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return sw_date_parse(out, text);
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
    skip_blanks(p);
    take(p, "uhr");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        for (int late = 0; late < 2; late++) {
            if (!take(p, words[i][late]))
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
        if (take(p, words[i])) {
            skip_blanks(p);
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
    skip_blanks(p);
    if (**p == '\0')
        return true;
    bool named = take(p, "z") || take(p, "utc") || take(p, "gmt");
    if (!named && sw_is_zone_word(*p)) {
        *p += strlen(*p);
        return true;
    }
    t->has_zone = true;
    if (**p == '+' || **p == '-') {
        int sign = *(*p)++ == '-' ? -1 : 1;
        if (digits(p, 2, &hours) == 0)
            return false;
        if (**p == ':')
            (*p)++;
        digits(p, 2, &minutes);
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
        if (take(p, words[i])) {
            skip_blanks(p);
            return;
        }
}

static bool read_time(const char **p, sw_date_text *t)
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
    if (digits(p, 2, &hours) == 0 || (**p != ':' && **p != '.'))
        return false;
    char separator = *(*p)++; /* Italy and Finland write 9.30.00 */
    if (digits(p, 2, &minutes) != 2 || hours > 24 || minutes > 59)
        return false;
    if (**p == separator) {
        (*p)++;
        if (digits(p, 2, &seconds) != 2 || seconds > 60)
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

static void set_day(sw_date_text *t, int year, int month, int day)
{
    if (sw_date_is_sentinel(year, month, day))
        t->form = SW_DATE_SENTINEL;
    else if (!day_of(&t->day, year, month, day))
        t->form = SW_DATE_NO_DAY;
    else
        t->form = SW_DATE_SURE;
}

/* Seconds or milliseconds since 1970, from 2001 to 2286. */
static bool read_epoch(sw_date_text *t, const char *p, size_t n)
{
    gint64 seconds = g_ascii_strtoll(p, NULL, 10);
    seconds = n == MILLISECONDS ? seconds / 1000 : seconds;
    if (p[0] == '0')
        return false;
    t->form = SW_DATE_SERIAL;
    t->day = (sw_day)(seconds / DAY_SECONDS);
    t->seconds = (int)(seconds % DAY_SECONDS);
    t->has_time = t->has_zone = true;
    return true;
}

/* Digits alone: YYYYMMDD or a serial with its part of the day. */
static bool read_count(sw_date_text *t, const char *p)
{
    size_t n = strspn(p, "0123456789");
    int whole;
    const char *rest = p;
    if (n == 8 && p[n] == '\0' && digits(&rest, 8, &whole) == 8) {
        int year = whole / 10000;
        if ((year < SW_YEAR_FIRST || year > SW_YEAR_LAST) &&
            !sw_date_is_sentinel(year, whole / 100 % 100, whole % 100))
            return false;
        set_day(t, year, whole / 100 % 100, whole % 100);
        return true;
    }
    if ((n == SECONDS || n == MILLISECONDS) && p[n] == '\0')
        return read_epoch(t, p, n);
    if (n != 5 || strspn(p + n, ".0123456789") != strlen(p + n))
        return false;
    digits(&rest, 5, &whole);
    if (whole < FIRST_SERIAL || whole > LAST_SERIAL)
        return false;
    double part = g_ascii_strtod(p, NULL) - whole;
    t->form = SW_DATE_SERIAL;
    t->day = whole - SERIAL_EPOCH;
    t->seconds = (int)(part * DAY_SECONDS + 0.5);
    t->has_time = t->seconds > 0;
    return true;
}

/* The words of year, month and day in Chinese and Japanese. */
static const char *const EAST[] = {"\xE5\xB9\xB4", "\xE6\x9C\x88",
                                   "\xE6\x97\xA5"};

/* YYYY年M月D日, from behind the year. */
static bool read_east(sw_date_text *t, const char *p, int year)
{
    int month, day;
    p += strlen(EAST[0]);
    if (digits(&p, 2, &month) == 0 || !g_str_has_prefix(p, EAST[1]))
        return false;
    p += strlen(EAST[1]);
    if (digits(&p, 2, &day) == 0 || !g_str_has_prefix(p, EAST[2]))
        return false;
    p += strlen(EAST[2]);
    set_day(t, year, month, day);
    return read_time(&p, t);
}

/* YYYY-MM-DD, YYYY/M/D, YYYY-MM, YYYY-Www. */
static bool read_year_first(sw_date_text *t, const char *p)
{
    int year, month, day;
    if (digits(&p, 4, &year) != 4)
        return false;
    if (g_str_has_prefix(p, EAST[0]))
        return read_east(t, p, year);
    char separator = *p;
    if (separator == 'w' || (separator == '-' && p[1] == 'w')) {
        p += separator == 'w' ? 1 : 2;
        t->form = SW_DATE_PERIOD;
        return digits(&p, 2, &month) == 2 && *p == '\0' && month >= 1 &&
               month <= 53;
    }
    if (separator != '-' && separator != '/' && separator != '.')
        return false;
    p++;
    skip_blanks(&p);
    if (digits(&p, 2, &month) == 0)
        return false;
    if (*p == '\0' && separator == '-') {
        t->form = SW_DATE_PERIOD;
        return month >= 1 && month <= 12;
    }
    if (*p++ != separator)
        return false;
    skip_blanks(&p);
    if (digits(&p, 2, &day) == 0 || g_ascii_isdigit(*p))
        return false;
    set_day(t, year, month, day);
    p += separator == '.' && *p == '.'; /* 2026. 5. 20. in Korea */
    return read_time(&p, t);
}

static bool read_numbers(sw_date_text *t, const char *p)
{
    if (digits(&p, 2, &t->number[0]) == 0)
        return false;
    char separator = *p++;
    if (separator != '/' && separator != '.' && separator != '-')
        return false;
    skip_blanks(&p);
    if (digits(&p, 2, &t->number[1]) == 0 || *p++ != separator)
        return false;
    skip_blanks(&p);
    int n = digits(&p, 4, &t->number[2]);
    if ((n != 2 && n != 4) || g_ascii_isdigit(*p))
        return false;
    t->form = SW_DATE_NUMBERS;
    t->separator = separator;
    t->short_year = n == 2;
    if (n == 2)
        t->number[2] += 2000;
    else if (sw_date_is_sentinel(t->number[2], t->number[1], t->number[0]) ||
             sw_date_is_sentinel(t->number[2], t->number[0], t->number[1]))
        t->form = SW_DATE_SENTINEL;
    return read_time(&p, t);
}

static void skip_between(const char **p)
{
    while (**p == ' ' || **p == '-' || **p == '.' || **p == ',' || **p == '/')
        (*p)++;
    if (take(p, "de") || take(p, "of"))
        skip_blanks(p);
}

/* "Mon, ": a weekday in front, in whatever language. */
static void skip_weekday(const char **p)
{
    const char *comma = strchr(*p, ',');
    const char *digit = strpbrk(*p, "0123456789");
    const char *word = *p;
    if (comma == NULL || digit == NULL || comma > digit ||
        sw_month_name(&word) > 0)
        return;
    *p = comma + 1;
    skip_blanks(p);
}

/* "1 June 2026", "June 1, 2026", "7 de jul. de 2026", "01-Jun-26". */
static bool read_named(sw_date_text *t, const char *p)
{
    int day = 0, year, month;
    skip_weekday(&p);
    bool day_first = digits(&p, 2, &day) > 0;
    if (day_first && (take(&p, "st") || take(&p, "nd") || take(&p, "rd")))
        skip_blanks(&p);
    if (day_first)
        (void)take(&p, "th");
    skip_between(&p);
    month = sw_month_name(&p);
    if (month == 0)
        return false;
    skip_between(&p);
    if (!day_first && digits(&p, 2, &day) == 0)
        return false;
    skip_between(&p);
    int n = digits(&p, 4, &year);
    if (n != 2 && n != 4)
        return false;
    set_day(t, n == 2 ? 2000 + year : year, month, day);
    return read_time(&p, t);
}

static void set_day_of(sw_date_text *t)
{
    sw_ymd d = sw_date_to_ymd(t->day);
    t->form = sw_date_is_sentinel(d.year, d.month, d.day) ? SW_DATE_SENTINEL
                                                          : SW_DATE_SURE;
}

/* YYYY-Www as it is usually written. */
static bool is_iso_week(const char *text)
{
    const char *p = text;
    int year, week;
    return digits(&p, 4, &year) == 4 && p[0] == '-' && p[1] == 'W' &&
           (p += 2, digits(&p, 2, &week) == 2) && *p == '\0' && week >= 1 &&
           week <= 53;
}

bool sw_date_text_read(sw_date_text *out, const char *text)
{
    enum { LONGEST = 64, SHORTEST = 5 };
    *out = (sw_date_text){.day = SW_DAY_NONE};
    if (sw_date_parse(&out->day, text)) { /* most dates there are */
        set_day_of(out);
        return true;
    }
    if (is_iso_week(text)) {
        out->form = SW_DATE_PERIOD;
        return true;
    }
    size_t n = strlen(text);
    if (n > LONGEST || n < SHORTEST || strpbrk(text, "0123456789") == NULL)
        return false;
    g_autofree char *folded = sw_answer_fold(text);
    const char *p = folded;
    return read_count(out, p) || read_year_first(out, p) ||
           read_numbers(out, p) || read_named(out, p);
}

bool sw_date_text_day(sw_day *day, int *seconds, const sw_date_text *t,
                      sw_date_order order)
{
    *day = t->day;
    *seconds = t->seconds;
    if (t->form == SW_DATE_NUMBERS) {
        int a = t->number[0], b = t->number[1], c = t->number[2];
        bool good = order == SW_ORDER_DMY   ? day_of(day, c, b, a)
                    : order == SW_ORDER_MDY ? day_of(day, c, a, b)
                    : order == SW_ORDER_YMD && t->short_year
                        ? day_of(day, 2000 + a, b, c - 2000)
                        : false;
        if (!good)
            return false;
    } else if (t->form != SW_DATE_SURE && t->form != SW_DATE_SERIAL) {
        return false;
    }
    int utc = t->seconds - 60 * t->zone;
    if (utc < 0)
        *day -= 1;
    else if (utc >= DAY_SECONDS)
        *day += 1;
    *seconds = (utc + DAY_SECONDS) % DAY_SECONDS;
    return true;
}

static size_t count_digits(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += g_ascii_isdigit(*text) != 0;
    return n;
}

bool sw_date_text_is_damage(const char *text)
{
    enum { LONGEST = 20, MOST_DIGITS = 2 };
    size_t n = count_digits(text);
    if (n == 0 || n > MOST_DIGITS || strlen(text) > LONGEST ||
        strpbrk(text, "@_/:") != NULL)
        return false; /* most cells, without folding them */
    g_autofree char *folded = sw_answer_fold(text);
    const char *p = folded;
    int day;
    bool before = digits(&p, 2, &day) > 0;
    if (before && *p != '-' && *p != '.' && *p != ' ')
        return false;
    skip_between(&p);
    if (sw_month_name(&p) == 0)
        return false;
    const char *word_end = p;
    skip_between(&p);
    bool behind = p > word_end && digits(&p, 2, &day) > 0;
    return *p == '\0' && before != behind;
}
