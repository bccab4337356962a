/* stat_tests.h - what the families of tests share. */
#ifndef SW_CLI_STAT_TESTS_H
#define SW_CLI_STAT_TESTS_H

#include "cli/stat.h"

/* --resamples where it was given; *out is the default before. SW_EPARSE where
 * there are fewer than 99. */
SW_NODISCARD sw_status sw_stat_resamples(size_t *out, const sw_stat_options *o,
                                         sw_error *err);

#endif
