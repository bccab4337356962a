/* units.h - the numbers that every conversion of time uses. */
#ifndef SW_BASE_UNITS_H
#define SW_BASE_UNITS_H

/* A month holds working_weeks_per_year / SW_MONTHS_PER_YEAR working weeks. */
enum {
    SW_MONTHS_PER_YEAR = 12,
    SW_MINUTES_PER_HOUR = 60,
    SW_DAYS_PER_WEEK = 7
};

/* How far back use is known by week, on each way that it comes, and the weeks
 * in which a habit is looked for. */
enum { SW_USE_WEEKS = 52, SW_RECENT_WEEKS = 12 };

/* A calendar year in the mean. */
#define SW_DAYS_PER_YEAR 365.25

#endif
