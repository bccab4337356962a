#include "seatworth/version.h"
#include "seatworth/error.h"

#include <gsl/gsl_errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

/* Many a caller takes a failed estimate as one that the data do not allow: what
 * memory made fail is counted, so that no result is built upon it. */
static atomic_uint failed_allocations;

unsigned sw_failed_allocations(void)
{
    return failed_allocations;
}

static void on_gsl_error(const char *reason, const char *file, int line,
                         int code)
{
    (void)reason;
    (void)file;
    (void)line;
    if (code == GSL_ENOMEM)
        failed_allocations++;
}

sw_status sw_fail(sw_error *err, sw_status code, const char *fmt, ...)
{
    if (code == SW_ENOMEM)
        failed_allocations++;
    if (err == NULL || err->code != SW_OK)
        return code;
    err->code = code;
    va_list args;
    va_start(args, fmt);
    vsnprintf(err->message, sizeof err->message, fmt, args);
    va_end(args);
    return code;
}

const char *sw_status_name(sw_status code)
{
    switch (code) {
    case SW_OK:
        return "ok";
    case SW_ENOMEM:
        return "out of memory";
    case SW_EIO:
        return "input or output failed";
    case SW_EPARSE:
        return "not parsable";
    case SW_ESCHEMA:
        return "wrong structure";
    case SW_EDOMAIN:
        return "outside the domain";
    case SW_ENODATA:
        return "too little data";
    case SW_ENUMERIC:
        return "numerical failure";
    }
    return "unknown status";
}

void sw_init(void)
{
    gsl_set_error_handler(on_gsl_error);
}

const char *sw_version(void)
{
    return SW_VERSION;
}
