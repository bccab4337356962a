/* init_look.h - what exports tell of the pilot that they come from. */
#ifndef SW_CLI_INIT_LOOK_H
#define SW_CLI_INIT_LOOK_H

#include <glib.h>

#include "base/date.h"
#include "cli/identify.h"

/* One export. */
typedef struct sw_export {
    char *path, *name; /* name: its base name; owned */
    sw_identified is;
    sw_day first, last; /* days in it; SW_DAY_NONE: none */
    bool dated;         /* its rows are of days */
    size_t people;      /* 0: it names none */
} sw_export;

/* Reads every file, those of a folder in order of name; of sw_export. What
 * cannot be read is left out with a line on standard error. */
GArray *sw_exports_read(const char *const *from, const sw_formats *formats);

/* "Microsoft 365 Copilot" and its usual price a month, from the name of the
 * format; NULL: no product's. */
typedef struct sw_product {
    const char *prefix, *name;
    double price;
} sw_product;
const sw_product *sw_product_of(const sw_export *e);

#endif
