#include "ingest/date_text.h"

#include <glib.h>
#include <string.h>

#include "ingest/answer_words.h"
#include "ingest/time_text.h"

enum {
    FIRST_SERIAL = 20000, /* 1954 */
    LAST_SERIAL = 80000,  /* 2119 */
    SERIAL_EPOCH = 25569, /* 1970-01-01, past the false 29 February 1900 */
    DAY_SECONDS = 24 * 60 * 60,
    SECONDS = 10, /* digits of a time since 1970 */
    MILLISECONDS = 13
};

static bool day_of(sw_day *out, int year, int month, int day)
{
    char text[SW_DATE_TEXT];
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > 31)
        return false;
    g_snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return sw_date_parse(out, text);
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
    if (n == 8 && p[n] == '\0' && sw_scan_digits(&rest, 8, &whole) == 8) {
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
    sw_scan_digits(&rest, 5, &whole);
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
    if (sw_scan_digits(&p, 2, &month) == 0 || !g_str_has_prefix(p, EAST[1]))
        return false;
    p += strlen(EAST[1]);
    if (sw_scan_digits(&p, 2, &day) == 0 || !g_str_has_prefix(p, EAST[2]))
        return false;
    p += strlen(EAST[2]);
    set_day(t, year, month, day);
    return sw_time_text_read(&p, t);
}

/* YYYY-MM-DD, YYYY/M/D, YYYY-MM, YYYY-Www. */
static bool read_year_first(sw_date_text *t, const char *p)
{
    int year, month, day;
    if (sw_scan_digits(&p, 4, &year) != 4)
        return false;
    if (g_str_has_prefix(p, EAST[0]))
        return read_east(t, p, year);
    char separator = *p;
    if (separator == 'w' || (separator == '-' && p[1] == 'w')) {
        p += separator == 'w' ? 1 : 2;
        t->form = SW_DATE_PERIOD;
        return sw_scan_digits(&p, 2, &month) == 2 && *p == '\0' && month >= 1 &&
               month <= 53;
    }
    if (separator != '-' && separator != '/' && separator != '.')
        return false;
    p++;
    sw_scan_blanks(&p);
    if (sw_scan_digits(&p, 2, &month) == 0)
        return false;
    if (*p == '\0' && separator == '-') {
        t->form = SW_DATE_PERIOD;
        return month >= 1 && month <= 12;
    }
    if (*p++ != separator)
        return false;
    sw_scan_blanks(&p);
    if (sw_scan_digits(&p, 2, &day) == 0 || g_ascii_isdigit(*p))
        return false;
    set_day(t, year, month, day);
    p += separator == '.' && *p == '.'; /* 2026. 5. 20. in Korea */
    return sw_time_text_read(&p, t);
}

static bool read_numbers(sw_date_text *t, const char *p)
{
    if (sw_scan_digits(&p, 2, &t->number[0]) == 0)
        return false;
    char separator = *p++;
    if (separator != '/' && separator != '.' && separator != '-')
        return false;
    sw_scan_blanks(&p);
    if (sw_scan_digits(&p, 2, &t->number[1]) == 0 || *p++ != separator)
        return false;
    sw_scan_blanks(&p);
    int n = sw_scan_digits(&p, 4, &t->number[2]);
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
    return sw_time_text_read(&p, t);
}

static void skip_between(const char **p)
{
    while (**p == ' ' || **p == '-' || **p == '.' || **p == ',' || **p == '/')
        (*p)++;
    if (sw_scan_word(p, "de") || sw_scan_word(p, "of"))
        sw_scan_blanks(p);
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
    sw_scan_blanks(p);
}

/* "1 June 2026", "June 1, 2026", "7 de jul. de 2026", "01-Jun-26". */
static bool read_named(sw_date_text *t, const char *p)
{
    int day = 0, year, month;
    skip_weekday(&p);
    bool day_first = sw_scan_digits(&p, 2, &day) > 0;
    if (day_first && (sw_scan_word(&p, "st") || sw_scan_word(&p, "nd") ||
                      sw_scan_word(&p, "rd")))
        sw_scan_blanks(&p);
    if (day_first)
        (void)sw_scan_word(&p, "th");
    skip_between(&p);
    month = sw_month_name(&p);
    if (month == 0)
        return false;
    skip_between(&p);
    if (!day_first && sw_scan_digits(&p, 2, &day) == 0)
        return false;
    skip_between(&p);
    int n = sw_scan_digits(&p, 4, &year);
    if (n != 2 && n != 4)
        return false;
    set_day(t, n == 2 ? 2000 + year : year, month, day);
    return sw_time_text_read(&p, t);
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
    return sw_scan_digits(&p, 4, &year) == 4 && p[0] == '-' && p[1] == 'W' &&
           (p += 2, sw_scan_digits(&p, 2, &week) == 2) && *p == '\0' &&
           week >= 1 && week <= 53;
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
    bool before = sw_scan_digits(&p, 2, &day) > 0;
    if (before && *p != '-' && *p != '.' && *p != ' ')
        return false;
    skip_between(&p);
    if (sw_month_name(&p) == 0)
        return false;
    const char *word_end = p;
    skip_between(&p);
    bool behind = p > word_end && sw_scan_digits(&p, 2, &day) > 0;
    return *p == '\0' && before != behind;
}
