/* units.h - the two numbers that every conversion of time uses. */
#ifndef SW_ECONOMICS_UNITS_H
#define SW_ECONOMICS_UNITS_H

/* A month holds working_weeks_per_year / SW_MONTHS_PER_YEAR working weeks. */
enum { SW_MONTHS_PER_YEAR = 12, SW_MINUTES_PER_HOUR = 60 };

#endif
