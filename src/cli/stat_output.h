/*
 * stat_output.h - the output of a method as the command prints it.
 */
#ifndef SW_CLI_STAT_OUTPUT_H
#define SW_CLI_STAT_OUTPUT_H

#include <glib.h>

#include "cli/stat.h"

typedef enum sw_stat_node_kind {
    SW_STAT_NUMBER,
    SW_STAT_COUNT,
    SW_STAT_TEXT,
    SW_STAT_BOOL,
    SW_STAT_OBJECT,
    SW_STAT_ARRAY
} sw_stat_node_kind;

typedef struct sw_stat_node sw_stat_node;
struct sw_stat_node {
    char *key; /* NULL in an array */
    sw_stat_node_kind kind;
    double number;
    size_t count;
    bool boolean;
    char *text;
    GPtrArray *item; /* of sw_stat_node, for objects and arrays */
};

struct sw_stat_output {
    sw_stat_node *root;
    GPtrArray *open; /* the path from the root to where the next key goes */
    GPtrArray *notes;
    size_t n, n_missing;
    char *rows; /* the CSV to print in place of all this, or NULL */
};

sw_stat_output *sw_stat_output_new(const sw_stat_data *data);
void sw_stat_output_free(sw_stat_output *out);
/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_stat_output, sw_stat_output_free)

/* Puts null under each of `keys` (by blanks) that was not put. */
void sw_stat_put_nulls(sw_stat_output *out, const char *keys);

/* The whole result; the caller frees it. */
char *sw_stat_json(const sw_stat_output *out, const char *method);
char *sw_stat_text(const sw_stat_output *out, const char *method);

#endif
