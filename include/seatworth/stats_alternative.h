/* stats_alternative.h - the direction in which a test looks. */
#ifndef SEATWORTH_STATS_ALTERNATIVE_H
#define SEATWORTH_STATS_ALTERNATIVE_H

/* A one-sided alternative also makes the interval one-sided: its open end is
 * infinite (or the end of the parameter's range, where a method says so). */
typedef enum sw_alternative {
    SW_TWO_SIDED,
    SW_LESS,   /* treated < control, after < before */
    SW_GREATER /* treated > control, after > before */
} sw_alternative;

#endif
