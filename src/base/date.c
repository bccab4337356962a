#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from civil date: years are counted from March, so that the leap day is
 * the last of the year (a standard era form, 400 years = 146,097 days). */
sw_day sw_date_from_ymd(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int from_march = (month + 9) % 12;
    int day_of_year = (153 * from_march + 2) / 5 + day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

sw_ymd sw_date_to_ymd(sw_day day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                       day_of_era / 146096) /
                      365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * day_of_year + 2) / 153;
    int month = from_march < 10 ? from_march + 3 : from_march - 9;
    int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return (sw_ymd){year, month, day_of_year - (153 * from_march + 2) / 5 + 1};
}

/* Reads exactly n digits. */
static bool digits(const char *text, int n, int *out)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool sw_date_parse(sw_day *out, const char *text)
{
    int year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!digits(text, 4, &year) || !digits(text + 5, 2, &month) ||
        !digits(text + 8, 2, &day))
        return false;
    if (year < SW_YEAR_FIRST || year > SW_YEAR_LAST || month < 1 ||
        month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *out = sw_date_from_ymd(year, month, day);
    return true;
}

/* The last representable day of SQL Server's small dates ends a term, too. */
bool sw_date_is_open(int year, int month, int day)
{
    enum { FIRST_OPEN = 2099, EVERY_DAY = 9999 };
    bool new_year = month == 1 && day == 1;
    bool years_end = month == 12 && day == 31;
    return year == EVERY_DAY ||
           (year >= FIRST_OPEN && (new_year || years_end)) ||
           (year == 2079 && month == 6 && day == 6);
}

bool sw_date_is_sentinel(int year, int month, int day)
{
    bool new_year = month == 1 && day == 1;
    bool spreadsheet_zero = year == 1899 && month == 12 && day >= 30;
    bool zero = year == 0 && month == 0 && day == 0;
    bool serial_zero = year == 1900 && month + day == 1; /* 0 in Excel */
    return year == 1753 || spreadsheet_zero || zero || serial_zero ||
           (new_year &&
            (year == 1 || year == 1900 || year == 1970 || year == 1980)) ||
           sw_date_is_open(year, month, day);
}

const char *sw_date_format(sw_day day, char buf[SW_DATE_TEXT])
{
    buf[0] = '\0';
    if (day == SW_DAY_NONE)
        return buf;
    sw_ymd d = sw_date_to_ymd(day);
    snprintf(buf, SW_DATE_TEXT, "%04d-%02d-%02d", d.year % 10000, d.month,
             d.day);
    return buf;
}

static sw_day add_months(sw_day day, int n, bool keep_month_end)
{
    sw_ymd d = sw_date_to_ymd(day);
    int months = d.year * 12 + (d.month - 1) + n;
    int year = months >= 0 ? months / 12 : (months - 11) / 12;
    int month = months - year * 12 + 1;
    int last = days_in_month(year, month);
    bool was_last = d.day == days_in_month(d.year, d.month);
    int target = d.day > last || (keep_month_end && was_last) ? last : d.day;
    return sw_date_from_ymd(year, month, target);
}

sw_day sw_date_add_months(sw_day day, int n)
{
    return add_months(day, n, true);
}

sw_day sw_date_add_months_clamped(sw_day day, int n)
{
    return add_months(day, n, false);
}

sw_day sw_date_add_part(sw_day day, double months)
{
    int whole = (int)floor(months);
    sw_day start = sw_date_add_months(day, whole);
    double days = (double)(sw_date_add_months(day, whole + 1) - start);
    return start + (sw_day)lround((months - whole) * days);
}

sw_day sw_date_month_end(sw_day day)
{
    sw_ymd d = sw_date_to_ymd(day);
    return sw_date_add_months(sw_date_from_ymd(d.year, d.month, 1) - 1, 1);
}

/* 0 = Monday ... 6 = Sunday. */
static int weekday_of(sw_day day)
{
    return (int)(((day + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

sw_day sw_date_from_iso_week(int year, int week)
{
    if (week < 1 || week > 53 || year < SW_YEAR_FIRST || year > SW_YEAR_LAST)
        return SW_DAY_NONE;
    sw_day jan4 = sw_date_from_ymd(year, 1, 4); /* always in week 1 */
    sw_day monday = jan4 - weekday_of(jan4) + (week - 1) * 7;
    /* The week belongs to the year that holds its Thursday. */
    return sw_date_to_ymd(monday + 3).year == year ? monday : SW_DAY_NONE;
}
