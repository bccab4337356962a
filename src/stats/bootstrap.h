/* bootstrap.h - what a bootstrap draws from. */
#ifndef SW_STATS_BOOTSTRAP_H
#define SW_STATS_BOOTSTRAP_H

#include "seatworth/stats_resample.h"
#include "stats/multinomial.h"

/* x, y, x^2, y^2, x y; the median and means have the first only. */
enum { SW_BOOT_COLUMNS = 5 };

/* The distinct rows of one group, ascending. */
typedef struct sw_boot_arm {
    size_t n;                        /* rows of the sample */
    size_t k;                        /* rows here: distinct ones, or n */
    size_t *repeat;                  /* [k]; NULL: all n rows are here */
    double *column[SW_BOOT_COLUMNS]; /* [sw_padded(k)], zero beyond k */
    sw_multinomial draws;
} sw_boot_arm;

/* y: {NULL, 0} or paired values. SW_ENOMEM; clear it after either outcome. The
 * columns beyond y are left to the caller. */
SW_NODISCARD sw_status sw_boot_arm_init(sw_boot_arm *arm, sw_sample x,
                                        sw_sample y, sw_error *err);
void sw_boot_arm_clear(sw_boot_arm *arm);

/* out[resamples]; arm[2], the second only for a difference. SW_ENOMEM. */
SW_NODISCARD sw_status sw_boot_replicates(double *out, const sw_boot_arm *arm,
                                          const sw_bootstrap_options *options,
                                          sw_error *err);

#endif
