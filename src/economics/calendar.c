#include "economics/calendar.h"

#include <math.h>

#include "base/units.h"

sw_day sw_earlier(sw_day a, sw_day b)
{
    return a < b ? a : b;
}

sw_day sw_later(sw_day a, sw_day b)
{
    return a > b ? a : b;
}

sw_day sw_month_last(sw_day as_of, int m)
{
    return sw_date_add_months(as_of, m);
}

sw_day sw_month_first(sw_day as_of, int m)
{
    return sw_month_last(as_of, m - 1) + 1;
}

/* Counted from the calendar month before the day's, so that two steps are
 * enough. */
int sw_month_of(sw_day as_of, sw_day day)
{
    sw_ymd from = sw_date_to_ymd(as_of), to = sw_date_to_ymd(day);
    int m =
        SW_MONTHS_PER_YEAR * (to.year - from.year) + to.month - from.month - 1;
    if (day < as_of)
        return 0;
    m = m < 1 ? 1 : m;
    while (sw_month_last(as_of, m) < day)
        m++;
    return m;
}

double sw_month_share(sw_day as_of, int m, sw_day from, sw_day to)
{
    sw_day start = sw_month_first(as_of, m), end = sw_month_last(as_of, m);
    sw_day first = sw_later(from, start), last = sw_earlier(to, end);
    if (last < first)
        return 0.0;
    return (double)(last - first + 1) / (double)(end - start + 1);
}

double sw_start_exponent(sw_discounting convention, int m)
{
    if (convention == SW_DISCOUNT_MONTHLY)
        return (m - 1) / (double)SW_MONTHS_PER_YEAR;
    return (double)((m + 5) / SW_MONTHS_PER_YEAR);
}

double sw_end_exponent(sw_discounting convention, int m)
{
    double year = (double)((m + SW_MONTHS_PER_YEAR - 1) / SW_MONTHS_PER_YEAR);
    switch (convention) {
    case SW_DISCOUNT_MID_YEAR:
        return year - 0.5;
    case SW_DISCOUNT_YEAR_END:
        return year;
    case SW_DISCOUNT_MONTHLY:
        break;
    }
    return m / (double)SW_MONTHS_PER_YEAR;
}
