#include "pilot/metered_thousands.h"

#include <stdint.h>
#include <string.h>

static bool says_thousand(const char *text)
{
    static const char *const SIGNS[] = {"1k",   "(k)",  "thousand",
                                        "'000", "000s", "x1000"};
    g_autofree char *low = g_ascii_strdown(text, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(SIGNS); i++)
        if (strstr(low, SIGNS[i]) != NULL)
            return true;
    return false;
}

/* "12k": a number with the sign behind it. */
static bool is_suffixed(const char *cell)
{
    size_t length = strlen(cell);
    return length > 1 && g_ascii_isdigit(cell[0]) &&
           (cell[length - 1] == 'k' || cell[length - 1] == 'K');
}

static void complain(const sw_data_file *f, size_t line, size_t column,
                     const char *what)
{
    sw_place place = {.file = f->name, .line = line, .column = column + 1};
    sw_diagnose(f->load->d, SW_ERROR, "units-in-thousands", place,
                "multiply by a thousand, or give unit_price and included for "
                "a thousand units and rename it",
                "'%s': the units are counted in thousands, prices are of one "
                "unit",
                what);
}

/* The column of units by the file's header; where none is called that, the
 * first that says what it counts. */
static size_t counted_column(const sw_data_file *f, size_t units)
{
    static const char *const COUNTED[] = {"unit",  "credit",  "message",
                                          "token", "request", "quantity"};
    if (units != SIZE_MAX)
        return units;
    for (size_t i = 0; i < sw_table_columns(f->table); i++) {
        g_autofree char *low =
            g_ascii_strdown(sw_table_header(f->table, i), -1);
        for (size_t k = 0; k < G_N_ELEMENTS(COUNTED); k++)
            if (strstr(low, COUNTED[k]) != NULL && says_thousand(low))
                return i;
    }
    return SIZE_MAX;
}

static bool header_says_so(const sw_data_file *f, size_t units)
{
    const sw_json *columns = sw_json_member(f->spec, "columns");
    const char *header = sw_member_text(columns, "units");
    size_t at = counted_column(f, units);
    if (header == NULL && at != SIZE_MAX)
        header = sw_table_header(f->table, at);
    if (header == NULL || !says_thousand(header))
        return false;
    complain(f, sw_table_source(f->table)->header_row, at, header);
    return true;
}

bool sw_metered_in_thousands(const sw_data_file *f)
{
    size_t unit = sw_data_find(f, "unit"), units = sw_data_find(f, "units");
    if (sw_data_has_quirk(f, "unit-scales-quantity"))
        return false;
    if (header_says_so(f, units))
        return true;
    for (size_t i = 0; i < sw_table_rows(f->table); i++) {
        const char *text = sw_data_text(f, i, unit);
        const char *cell = sw_data_text(f, i, units);
        if (units == SIZE_MAX || !(is_suffixed(cell) || says_thousand(text)))
            continue;
        complain(f, sw_table_line(f->table, i), units,
                 is_suffixed(cell) ? cell : text);
        return true;
    }
    return false;
}
