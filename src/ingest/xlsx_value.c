/* xlsx_value.c - the number of a cell to the text that it stands for */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "ingest/number_text.h"
#include "ingest/xlsx.h"

enum {
    DAY_SECONDS = 86400,
    FAKE_LEAP_DAY = 60,    /* 29 February 1900, which Excel took from Lotus */
    LAST_SERIAL = 2958465, /* 9999-12-31 */
    LAST_SERIAL_1904 = 2957003
};

/* 0.07 as "7%" - where that reads back as exactly the same number. */
static void put_percent(GString *out, double x)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.15g", x * 100);
    if (fabs(g_ascii_strtod(text, NULL) / 100 - x) > 0)
        sw_cell_put_number(out, x);
    else
        g_string_append_printf(out, "%s%%", text);
}

static void put_time(GString *out, long seconds)
{
    g_string_append_printf(out, "%02ld:%02ld:%02ld", seconds / 3600,
                           seconds / 60 % 60, seconds % 60);
}

static sw_day day_of_serial(long serial, bool from_1904)
{
    if (from_1904)
        return sw_date_from_ymd(1904, 1, 1) + (sw_day)serial;
    if (serial > FAKE_LEAP_DAY)
        serial--;
    return sw_date_from_ymd(1899, 12, 31) + (sw_day)serial;
}

/* A day that never was stays readable and is refused as a date further on. */
static void put_date(GString *out, double x, bool from_1904)
{
    long serial = (long)floor(x);
    long seconds = lround((x - floor(x)) * DAY_SECONDS);
    if (seconds == DAY_SECONDS) {
        serial++;
        seconds = 0;
    }
    char date[SW_DATE_TEXT];
    if (!from_1904 && serial == FAKE_LEAP_DAY)
        g_string_append(out, "1900-02-29");
    else if (!from_1904 && serial == 0)
        g_string_append(out, "1900-01-00");
    else
        g_string_append(out,
                        sw_date_format(day_of_serial(serial, from_1904), date));
    if (seconds == 0)
        return;
    g_string_append_c(out, ' ');
    put_time(out, seconds);
}

void sw_xlsx_put_number(GString *out, const char *written, sw_xlsx_style style,
                        bool from_1904)
{
    char *end;
    double x = g_ascii_strtod(written, &end);
    double last = from_1904 ? LAST_SERIAL_1904 : LAST_SERIAL;
    if (end == written || *end != '\0' || !isfinite(x)) {
        g_string_append(out, written);
        return;
    }
    bool in_calendar = x >= 0 && x < last + 1;
    /* Below a day a date's format shows a time alone. */
    bool time = style == SW_XLSX_TIME ||
                (style == SW_XLSX_DATE && x > 0 && x < 1 && !from_1904);
    if (style == SW_XLSX_PERCENT)
        put_percent(out, x);
    else if (time && in_calendar)
        put_time(out, lround(x * DAY_SECONDS));
    else if (style == SW_XLSX_DATE && in_calendar)
        put_date(out, x, from_1904);
    else
        sw_cell_put_number(out, x);
}
