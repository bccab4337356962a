/* Dates and periods in ISO form (FORMATS 7). */
#include "ingest/cell.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "ingest/date_text.h"

enum { ISO_DATE = 10, MINUTES_A_DAY = 24 * 60 };

static char *trimmed(const char *text)
{
    return g_strstrip(g_strdup(text));
}

/* Reads two digits at *p and moves on. */
static bool two_digits(const char **p, int max, int *out)
{
    const char *s = *p;
    if (!g_ascii_isdigit(s[0]) || !g_ascii_isdigit(s[1]))
        return false;
    *out = (s[0] - '0') * 10 + (s[1] - '0');
    *p = s + 2;
    return *out <= max;
}

/* "Z", " UTC", "+01:00", "-0500", " MDT" or nothing; minutes east of Greenwich.
 */
static bool zone(const char *p, int *offset)
{
    *offset = 0;
    while (*p == ' ')
        p++;
    if (sw_is_zone_word(p))
        return true;
    if (*p == '\0' || strcmp(p, "Z") == 0 || strcmp(p, "UTC") == 0)
        return true;
    if (*p != '+' && *p != '-')
        return false;
    int sign = *p++ == '-' ? -1 : 1, hours, minutes = 0;
    if (!two_digits(&p, 14, &hours))
        return false;
    if (*p == ':')
        p++;
    if (*p != '\0' && !two_digits(&p, 59, &minutes))
        return false;
    *offset = sign * (hours * 60 + minutes);
    return *p == '\0';
}

/* "T10:00:00.5Z" and the like; days to add so that the date is that of UTC. */
static bool time_of_day(const char *p, int *shift)
{
    int hours, minutes, seconds, offset;
    if (*p != 'T' && *p != ' ')
        return false;
    p++;
    if (!two_digits(&p, 23, &hours) || *p++ != ':' ||
        !two_digits(&p, 59, &minutes))
        return false;
    if (*p == ':') {
        p++;
        if (!two_digits(&p, 60, &seconds))
            return false;
        if (*p == '.' || *p == ',')
            do
                p++;
            while (g_ascii_isdigit(*p));
    }
    if (!zone(p, &offset))
        return false;
    int utc = hours * 60 + minutes - offset;
    *shift = utc < 0 ? -1 : utc >= MINUTES_A_DAY ? 1 : 0;
    return true;
}

/* 0000-00-00, 00/00/0000, with a time or without: no date at all. */
static bool is_zero(const char *text)
{
    return strncmp(text, "0000-00-00", ISO_DATE) == 0 ||
           (strlen(text) >= ISO_DATE && strspn(text, "0/.-: ") == strlen(text));
}

/* What systems write for "no date" may be no day that is read. */
static bool is_sentinel(const char *date)
{
    int year, month, day;
    return sscanf(date, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
           sw_date_is_sentinel(year, month, day);
}

sw_cell_status sw_cell_date(sw_day *out, const char *text)
{
    g_autofree char *s = trimmed(text);
    char date[ISO_DATE + 1];
    sw_day day;
    int shift = 0;
    if (sw_cell_is_missing(s) || is_zero(s))
        return SW_CELL_MISSING;
    g_strlcpy(date, s, sizeof date);
    bool open = is_sentinel(date);
    if (strlen(s) < ISO_DATE || (!open && !sw_date_parse(&day, date)))
        return SW_CELL_BAD;
    if (s[ISO_DATE] != '\0' && !time_of_day(s + ISO_DATE, &shift))
        return SW_CELL_BAD;
    if (open)
        return SW_CELL_MISSING;
    *out = day + shift;
    return SW_CELL_OK;
}

/* "2024-W05" or "2024W05": that week's Monday. */
static bool iso_week(sw_day *out, const char *s)
{
    int century, year, week;
    if (!two_digits(&s, 99, &century) || !two_digits(&s, 99, &year))
        return false;
    if (*s == '-')
        s++;
    if (*s != 'W' && *s != 'w')
        return false;
    s++;
    if (!two_digits(&s, 53, &week) || *s != '\0')
        return false;
    *out = sw_date_from_iso_week(century * 100 + year, week);
    return *out != SW_DAY_NONE;
}

sw_cell_status sw_cell_period(sw_day *out, const char *text)
{
    g_autofree char *s = trimmed(text);
    sw_day day;
    if (iso_week(&day, s)) {
        *out = day;
        return SW_CELL_OK;
    }
    if (strlen(s) == strlen("YYYY-MM")) {
        g_autofree char *first = g_strconcat(s, "-01", NULL);
        if (!sw_date_parse(&day, first))
            return SW_CELL_BAD;
        *out = day;
        return SW_CELL_OK;
    }
    return sw_cell_date(out, text);
}
