/*
 * stat_option_table.h - the options of `seatworth stat` beside the common ones.
 */
#ifndef SW_CLI_STAT_OPTION_TABLE_H
#define SW_CLI_STAT_OPTION_TABLE_H

#include "cli/stat.h"

typedef enum sw_stat_option_kind {
    SW_STAT_IS_COLUMN, /* a role */
    SW_STAT_IS_TEXT,
    SW_STAT_IS_NUMBER, /* at: member of sw_stat_options */
    SW_STAT_IS_COUNT,
    SW_STAT_IS_FLAG
} sw_stat_option_kind;

/* One option with a value, or one flag. */
typedef struct sw_stat_option {
    const char *name;
    sw_stat_option_kind kind;
    size_t at; /* offset in sw_stat_options, or the role */
    const char *value, *says, *words; /* as of sw_flag */
} sw_stat_option;

enum { SW_STAT_N_OPTIONS = 51 };
extern const sw_stat_option SW_STAT_OPTIONS[SW_STAT_N_OPTIONS];

#endif
