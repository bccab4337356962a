#include "ingest/number_text.h"

#include <math.h>

#include "base/json_writer.h"

/* Up to here every whole number is a double. */
static const double EXACT_WHOLE = 9007199254740992.0; /* 2^53 */

void sw_cell_put_number(GString *out, double x)
{
    char text[SW_NUMBER_TEXT];
    if (fabs(x) < EXACT_WHOLE && !(fabs(x - trunc(x)) > 0))
        g_string_append_printf(out, "%.0f", x);
    else
        g_string_append(out, sw_number_text(x, text));
}
