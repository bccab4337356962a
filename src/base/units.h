/* units.h - the numbers that every conversion of time uses. */
#ifndef SW_BASE_UNITS_H
#define SW_BASE_UNITS_H

/* A month holds working_weeks_per_year / SW_MONTHS_PER_YEAR working weeks. */
enum {
    SW_MONTHS_PER_YEAR = 12,
    SW_MINUTES_PER_HOUR = 60,
    SW_DAYS_PER_WEEK = 7
};

/* A calendar year in the mean. */
#define SW_DAYS_PER_YEAR 365.25

#endif
