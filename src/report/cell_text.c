#include "report/cell_text.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXCEL_OF_1970 = 25569 }; /* serial of 1970-01-01 */
static const char PLACES[] = "#0,.";

/* What a section says of its digits. */
typedef struct picture {
    int decimals;
    int thousands; /* each divides by 1,000 */
    bool grouped, percent, exponent;
} picture;

/* The character behind a token that starts at c: a quoted text, [Red], an
 * escaped character, or one plain character. */
static const char *next_token(const char *c)
{
    const char *end = *c == '"' ? strchr(c + 1, '"') : NULL;
    if (*c == '[')
        end = strchr(c, ']');
    if (end != NULL)
        return end + 1;
    if ((*c == '\\' || *c == '_' || *c == '*') && c[1] != '\0')
        c++;
    return g_utf8_next_char(c);
}

static bool is_place(const char *c)
{
    return *c != '\0' && strchr(PLACES, *c) != NULL;
}

/* Section k (from 0), or NULL; the caller frees it. */
static char *section_of(const char *code, int k)
{
    const char *start = code, *c = code;
    for (; *c != '\0'; c = next_token(c)) {
        if (*c != ';')
            continue;
        if (k-- == 0)
            break;
        start = c + 1;
    }
    return k > 0 ? NULL : g_strndup(start, (gsize)(c - start));
}

static void read_places(picture *p, const char *c, size_t n)
{
    const char *point = memchr(c, '.', n);
    for (size_t i = 0; i < n; i++) {
        bool digit = c[i] == '0' || c[i] == '#';
        if (digit && point != NULL && c + i > point)
            p->decimals++;
        if (c[i] == ',' && i + 1 < n && (c[i + 1] == '#' || c[i + 1] == '0'))
            p->grouped = true;
    }
    while (n > 0 && c[n - 1] == ',') {
        p->thousands++;
        n--;
    }
}

static picture picture_of(const char *section)
{
    picture p = {0};
    for (const char *c = section; *c != '\0'; c = next_token(c)) {
        if (is_place(c)) {
            size_t n = strspn(c, PLACES);
            read_places(&p, c, n);
            c += n - 1;
        } else if (*c == '%') {
            p.percent = true;
        } else if (*c == 'E') {
            p.exponent = true;
            c += strspn(c + 1, "+0");
        }
    }
    return p;
}

/* Digits alone; the language's decimal mark, without thousands. */
static char *ungrouped(const sw_language *l, double magnitude, int decimals)
{
    g_autofree char *text = sw_say_number(l, magnitude, decimals);
    const char *mark = sw_language_numbers(l)->thousands;
    g_auto(GStrv) parts = g_strsplit(text, *mark != '\0' ? mark : " ", -1);
    return g_strjoinv("", parts);
}

static char *scientific(const sw_language *l, double magnitude, int decimals)
{
    char format[8], plain[64];
    g_snprintf(format, sizeof format, "%%.%dE", decimals);
    g_ascii_formatd(plain, sizeof plain, format, magnitude);
    g_auto(GStrv) parts = g_strsplit(plain, ".", 2);
    return g_strjoinv(sw_language_numbers(l)->decimal, parts);
}

static char *digits_of(const sw_language *l, const picture *p, double magnitude)
{
    double x = p->percent ? 100 * magnitude : magnitude;
    for (int i = 0; i < p->thousands; i++)
        x /= 1000;
    if (p->exponent)
        return scientific(l, x, p->decimals);
    return p->grouped ? sw_say_number(l, x, p->decimals)
                      : ungrouped(l, x, p->decimals);
}

/* A token that is shown as it is. */
static void append_literal(GString *out, const char *c, const char *end)
{
    if (*c == '"')
        g_string_append_len(out, c + 1, end - c - 2);
    else if (*c == '_' || *c == '*')
        g_string_append_c(out, ' ');
    else if (*c != '[')
        g_string_append_len(out, *c == '\\' ? c + 1 : c,
                            end - (*c == '\\' ? c + 1 : c));
}

static char *fill_in(const sw_language *l, const char *section, double x)
{
    picture p = picture_of(section);
    g_autofree char *digits = digits_of(l, &p, fabs(x));
    GString *out = g_string_new(NULL);
    for (const char *c = section; *c != '\0';) {
        const char *end = next_token(c);
        if (is_place(c)) {
            end = c + strspn(c, PLACES);
            g_string_append(out, digits);
        } else if (*c == 'E') {
            end += strspn(end, "+0");
        } else if (*c == '%' && c > section && is_place(c - 1)) {
            g_string_append(out, sw_language_numbers(l)->percent);
        } else {
            append_literal(out, c, end);
        }
        c = end;
    }
    return g_string_free(out, FALSE);
}

static const char *month_name(const sw_language *l, int month)
{
    static const char *const MONTH[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return sw_language_text(l, MONTH[month - 1]);
}

/* n of the same letter: d, dd, m, mm, mmm, mmmm, yy, yyyy. */
static void append_part(GString *out, const sw_language *l, char letter,
                        size_t n, sw_ymd day)
{
    enum { SHORT = 3 };
    const char *name = month_name(l, day.month);
    g_autofree char *brief = g_utf8_substring(name, 0, SHORT);
    if (letter == 'y')
        g_string_append_printf(out, n > 2 ? "%04d" : "%02d",
                               n > 2 ? day.year : day.year % 100);
    else if (letter == 'm' && n > SHORT)
        g_string_append(out, name);
    else if (letter == 'm' && n == SHORT)
        g_string_append(out, brief);
    else
        g_string_append_printf(out, n > 1 ? "%02d" : "%d",
                               letter == 'm' ? day.month : day.day);
}

static char *day_text(const sw_language *l, const char *section, double x)
{
    sw_ymd day = sw_date_to_ymd((sw_day)(floor(x) - EXCEL_OF_1970));
    GString *out = g_string_new(NULL);
    for (const char *c = section; *c != '\0';) {
        const char *end = next_token(c);
        if (strchr("dmy", *c) != NULL) {
            end = c + strspn(c, (const char[]){*c, '\0'});
            append_part(out, l, *c, (size_t)(end - c), day);
        } else {
            append_literal(out, c, end);
        }
        c = end;
    }
    return g_string_free(out, FALSE);
}

static bool is_day(const char *section)
{
    for (const char *c = section; *c != '\0'; c = next_token(c))
        if (*c == 'd' || *c == 'm' || *c == 'y')
            return true;
    return false;
}

/* Takes `digits` over. */
static char *minus(char *digits)
{
    char *text = g_strconcat("-", digits, NULL);
    g_free(digits);
    return text;
}

/* As many digits as are needed, at most ten. */
static char *general_text(const sw_language *l, double x)
{
    enum { DIGITS = 10 };
    for (int decimals = 0; decimals < DIGITS; decimals++) {
        double scale = pow(10, decimals);
        if (fabs(x - rint(x * scale) / scale) <= 1e-10 * fabs(x) ||
            fabs(x) * scale >= 1e9)
            return x < 0 ? minus(ungrouped(l, -x, decimals))
                         : ungrouped(l, x, decimals);
    }
    return sw_say_number(l, x, DIGITS);
}

/* Whether x is as a section's condition, "[>=0.995]", says. */
static bool is_met(const char *section, double x)
{
    bool above = section[1] == '>', or_equal = section[2] == '=';
    double bound = g_ascii_strtod(section + (or_equal ? 3 : 2), NULL);
    return above ? x > bound || (or_equal && x >= bound)
                 : x < bound || (or_equal && x <= bound);
}

/* The first of three sections whose condition x meets; the last has none. */
static char *conditional_section(const char *code, double x)
{
    char *section = section_of(code, 0);
    for (int k = 1; section[0] == '[' && !is_met(section, x); k++) {
        g_free(section);
        section = section_of(code, k);
    }
    return section;
}

/* The part of the code that is for x: above zero, below, nothing; or by
 * conditions. */
static char *own_section(const char *code, double x, bool *negative)
{
    *negative = false;
    if (code[0] == '[' && (code[1] == '<' || code[1] == '>'))
        return conditional_section(code, x);
    char *below = section_of(code, 1), *nothing = section_of(code, 2);
    g_autofree char *first = section_of(code, 0);
    *negative = x < 0 && below == NULL;
    char **own = x < 0                               ? &below
                 : !(fabs(x) > 0) && nothing != NULL ? &nothing
                                                     : &first;
    char *section =
        *own != NULL ? g_steal_pointer(own) : g_steal_pointer(&first);
    g_free(below);
    g_free(nothing);
    return section;
}

/* Whether all of its digits are zeros: then it has no sign. */
static bool is_nothing(const sw_language *l, const char *section, double x)
{
    enum { FIRST_DIGIT_SHOWN = 1 };
    picture p = picture_of(section);
    if (p.thousands == 0 && !(fabs(x) < FIRST_DIGIT_SHOWN))
        return false;
    g_autofree char *digits = digits_of(l, &p, fabs(x));
    return strpbrk(digits, "123456789") == NULL;
}

char *sw_cell_text(const sw_language *l, const char *code, double x)
{
    if (!isfinite(x))
        return g_strdup(sw_language_text(l, "n/a"));
    if (strcmp(code, "General") == 0 || strcmp(code, "@") == 0)
        return general_text(l, x);
    bool negative;
    g_autofree char *section = own_section(code, x, &negative);
    if (is_day(section))
        return day_text(l, section, x);
    if (is_nothing(l, section, x)) {
        g_free(section);
        x = 0;
        section = own_section(code, x, &negative);
    }
    g_autofree char *text = fill_in(l, section, x);
    return g_strconcat(negative ? "-" : "", text, NULL);
}
