/* What the cells of the first columns look like, in whatever language. */
#include <string.h>

#include "ingest/cell.h"
#include "ingest/date_text.h"
#include "ingest/decide.h"
#include "ingest/format_signature.h"
#include "ingest/records.h"

enum { LOOKED_AT = 50 };

static bool is_whole(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n > 0 && text[n] == '\0';
}

/* A date with a time of day, as a form stamps it. */
static bool is_time(const char *text)
{
    sw_date_text t;
    return sw_date_text_read(&t, text) &&
           (t.has_time || t.form == SW_DATE_SERIAL);
}

static bool looks(const char *what, const char *text)
{
    if (strcmp(what, "number") == 0)
        return is_whole(text);
    if (strcmp(what, "date") == 0)
        return is_time(text);
    if (strcmp(what, "address") == 0)
        return sw_is_address(text) || !strcmp(text, "anonymous");
    return !is_whole(text) && !is_time(text) && !sw_is_address(text);
}

/* Whether no filled cell of a column looks like anything else; all of an id or
 * a time are filled. */
static bool column_looks(const char *what, const sw_sight *sight, size_t column)
{
    bool needed = strcmp(what, "number") == 0 || strcmp(what, "date") == 0;
    size_t end = MIN(sight->end, sight->from + LOOKED_AT);
    for (size_t i = sight->from; i < end; i++) {
        const char *text = sw_records_text(sight->records, i, column);
        if (text[0] == '\0' ? needed : !looks(what, text))
            return false;
    }
    return true;
}

bool sw_shape_fits(const GPtrArray *shape, const sw_sight *sight)
{
    if (sight->end <= sight->from || sight->n <= shape->len)
        return false;
    for (guint i = 0; i < shape->len; i++)
        if (!column_looks(shape->pdata[i], sight, i))
            return false;
    return true;
}
