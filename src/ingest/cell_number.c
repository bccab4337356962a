/* Numbers as people export them (FORMATS 7). */
#include "ingest/cell.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/json_writer.h"

enum { MAX_TEXT = 128, MAX_CODE = 3 };

/* What stood around the digits. */
typedef struct figure {
    char digits[MAX_TEXT]; /* ASCII, separators still in it */
    size_t n;
    bool negative, percent, cents;
} figure;

static bool is_blank(gunichar c)
{
    return g_unichar_isspace(c) || c == 0x202F || c == 0x2009;
}

static bool is_minus(gunichar c)
{
    return c == '-' || c == 0x2212 || c == 0x2013;
}

/* Apostrophes and blanks never mean a decimal sign: ' as one of them. */
static bool append(figure *f, gunichar c)
{
    if (f->n + 1 >= sizeof f->digits)
        return false;
    if (is_blank(c) || c == 0x2019)
        c = '\'';
    f->digits[f->n++] = (char)c;
    f->digits[f->n] = '\0';
    return true;
}

/* "(120)", "12-", "-12": at most one of them. */
static bool take_sign(figure *f, const char **from, const char **to)
{
    gunichar first = g_utf8_get_char(*from);
    const char *last_at = g_utf8_prev_char(*to);
    gunichar last = g_utf8_get_char(last_at);
    bool brackets = first == '(' && last == ')';
    bool before = is_minus(first) || first == '+', after = is_minus(last);
    if (before || brackets)
        *from = g_utf8_next_char(*from);
    if (after || brackets)
        *to = last_at;
    if (before || after || brackets) {
        if (f->negative || (before && after) || *from >= *to)
            return false;
        f->negative = first != '+' || after;
    }
    return true;
}

/* Codes and words of currencies stand before or behind the digits. */
static size_t currency_word(const char *text, size_t n)
{
    static const char *const words[] = {"kr.", "kr",  "Fr.", "zł",
                                        "R$",  "US$", "C$",  "A$"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (n >= strlen(words[i]) &&
            strncmp(text, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    size_t k = 0;
    while (k < n && g_ascii_isupper(text[k]))
        k++;
    if (k == MAX_CODE && !(k < n && g_ascii_isalpha(text[k])))
        return k;
    gunichar c = n > 0 ? g_utf8_get_char(text) : 0;
    if (n > 0 && g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL)
        return (size_t)(g_utf8_next_char(text) - text);
    return 0;
}

/* Takes blanks, and one currency if `currency` is still open, from the front.
 */
static const char *skip_front(const char *from, const char *to, bool *currency)
{
    for (;;) {
        size_t n = 0;
        while (from < to && is_blank(g_utf8_get_char(from)))
            from = g_utf8_next_char(from);
        if (*currency)
            n = currency_word(from, (size_t)(to - from));
        if (n == 0)
            return from;
        *currency = false;
        from += n;
    }
}

static const char *skip_blanks_back(const char *from, const char *to)
{
    while (to > from && is_blank(g_utf8_get_char(g_utf8_prev_char(to))))
        to = g_utf8_prev_char(to);
    return to;
}

/* "31¢", "31 cents", "31 ct": a hundredth of the currency. */
static bool is_cents_word(const char *text, size_t n)
{
    static const char *const words[] = {"ct",       "cts",       "cent",
                                        "cents",    "pence",     "centimes",
                                        "céntimos", "centesimi", NULL};
    g_autofree char *word = g_utf8_strdown(text, (gssize)n);
    return g_strv_contains(words, word);
}

static const char CENT_SIGN[] = "\xC2\xA2";

/* Behind the digits: a percent sign or a currency, blanks between. */
static bool take_back(figure *f, const char *from, const char *to,
                      bool currency)
{
    from = skip_front(from, to, &currency);
    if (from < to && *from == '%') {
        f->percent = true;
        from = skip_front(from + 1, to, &currency);
    }
    if (from < to && currency && is_cents_word(from, (size_t)(to - from))) {
        f->cents = true;
        from = to;
    }
    return from == to;
}

/* Cuts text into sign, currency, digits with separators, and what follows. */
static bool cut(figure *f, const char *text)
{
    const char *from = text, *to = text + strlen(text);
    bool currency = true;
    *f = (figure){.cents = strstr(text, CENT_SIGN) != NULL};
    from = skip_front(from, to, &currency);
    to = skip_blanks_back(from, to);
    if (from == to || !take_sign(f, &from, &to))
        return false;
    from = skip_front(from, to, &currency);
    to = skip_blanks_back(from, to);
    /* "€ -5" and "-€ 5" are both written. */
    if (from < to && !f->negative && is_minus(g_utf8_get_char(from))) {
        f->negative = true;
        from = g_utf8_next_char(from);
    }
    while (from < to) {
        gunichar c = g_utf8_get_char(from);
        bool exponent = (c == 'e' || c == 'E') && f->n > 0;
        bool sign = (c == '-' || c == '+') && f->n > 0 &&
                    strchr("eE", f->digits[f->n - 1]) != NULL;
        const char *next = g_utf8_next_char(from);
        const char *after = next;
        while (after < to && is_blank(g_utf8_get_char(after)))
            after = g_utf8_next_char(after);
        bool inner = (is_blank(c) || c == 0x2019 || c == '\'') && f->n > 0 &&
                     after < to && g_ascii_isdigit(*after);
        if (exponent && !(next < to && strchr("+-0123456789", *next) != NULL))
            break;
        if (!(c < 0x80 && g_ascii_isdigit((char)c)) && c != '.' && c != ',' &&
            !exponent && !sign && !inner)
            break;
        if (!append(f, c))
            return false;
        from = inner ? after : next;
    }
    return f->n > 0 && take_back(f, from, to, currency);
}

/* Groups of three digits between separators of one kind (two in the middle, as
 * in India: 1,00,000). "1,5" under a decimal point is no number: a decimal
 * comma read as a separator would be wrong by a factor of ten. */
static bool strip_groups(char *out, const char *in, size_t n, char decimal)
{
    size_t group = 0, k = 0;
    char separator = 0;
    for (size_t i = 0; i < n; i++) {
        if (g_ascii_isdigit(in[i])) {
            out[k++] = in[i];
            group++;
            continue;
        }
        if (in[i] == decimal || (separator != 0 && in[i] != separator) ||
            group == 0 || group > 3 || (separator != 0 && group < 2))
            return false;
        separator = in[i];
        group = 0;
    }
    out[k] = '\0';
    return separator == 0 || group == 3;
}

/* [digits and separators][decimal digits][e exponent] to a C number. */
static bool normalise(char out[MAX_TEXT], const figure *f, char decimal)
{
    size_t exponent = strcspn(f->digits, "eE");
    const char *mark = memchr(f->digits, decimal, exponent);
    size_t whole = mark != NULL ? (size_t)(mark - f->digits) : exponent;
    if (!strip_groups(out, f->digits, whole, decimal))
        return false;
    GString *all = g_string_new(out[0] == '\0' ? "0" : out);
    bool good =
        out[0] != '\0' || (mark != NULL && g_ascii_isdigit(mark[1])); /* .5 */
    if (mark != NULL) {
        g_string_append_c(all, '.');
        for (const char *p = mark + 1; p < f->digits + exponent; p++) {
            if (!g_ascii_isdigit(*p))
                good = false;
            g_string_append_c(all, *p);
        }
    }
    g_string_append(all, f->digits + exponent);
    good = good && all->len < MAX_TEXT;
    if (good)
        g_strlcpy(out, all->str, MAX_TEXT);
    g_string_free(all, TRUE);
    return good;
}

/* Most cells are bare digits with at most one decimal mark. Up to 15 digits are
 * an exact integer, and a power of ten up to 15 is exact too, so that their
 * quotient is the correctly rounded value (Clinger 1990). */
static bool plain_number(double *out, const char *text, char decimal)
{
    enum { EXACT_DIGITS = 15 };
    double whole = 0, scale = 1;
    size_t digits = 0;
    bool fraction = false;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == decimal && !fraction && digits > 0) {
            fraction = true;
            continue;
        }
        if (!g_ascii_isdigit(*c) || ++digits > EXACT_DIGITS)
            return false;
        whole = 10 * whole + (*c - '0');
        scale = fraction ? 10 * scale : 1;
    }
    *out = whole / scale;
    return digits > 0 && (!fraction || scale > 1);
}

bool sw_cell_is_level(const char *text, bool *some)
{
    static const char *const none[] = {"none", "never", "no usage", NULL};
    static const char *const levels[] = {
        "very low", "low", "medium", "moderate", "high", "very high", NULL};
    g_autofree char *lower = g_ascii_strdown(text, -1);
    g_strstrip(lower);
    *some = g_strv_contains(levels, lower);
    return *some || g_strv_contains(none, lower);
}

bool sw_cell_is_free(const char *text)
{
    static const char *const words[] = {"-",
                                        "\xE2\x80\x93",
                                        "\xE2\x80\x94",
                                        "included",
                                        "free",
                                        "no charge",
                                        "not charged",
                                        "no cost",
                                        "waived",
                                        "inklusive",
                                        "inbegriffen",
                                        "kostenlos",
                                        "inclus",
                                        "gratuit",
                                        "incluido",
                                        "gratis",
                                        "enthalten",
                                        "kostenfrei",
                                        "inclusif",
                                        "gratuito",
                                        "incluso",
                                        "inbegrepen",
                                        "inclu\xC3\xAD"
                                        "do",
                                        NULL};
    static const char *const ends[] = {"no charge", "not charged"};
    g_autofree char *lower = g_utf8_strdown(text, -1);
    g_strstrip(lower);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(lower, ends[i]))
            return true;
    if (g_str_has_prefix(lower, "included ") &&
        strpbrk(lower, "0123456789") == NULL)
        return true; /* included in plan */
    return g_strv_contains(words, lower);
}

bool sw_cell_says_cents(const char *text)
{
    figure f;
    return !sw_cell_is_plain(text) && cut(&f, text) && f.cents;
}

sw_cell_status sw_cell_number(double *out, const char *text, char decimal)
{
    if (plain_number(out, text, decimal))
        return SW_CELL_OK;
    figure f;
    char plain[MAX_TEXT], *end;
    if (sw_cell_is_missing(text))
        return SW_CELL_MISSING;
    if (!cut(&f, text) || !normalise(plain, &f, decimal))
        return SW_CELL_BAD;
    double x = g_ascii_strtod(plain, &end);
    if (*end != '\0' || !isfinite(x))
        return SW_CELL_BAD;
    x = f.percent || f.cents ? x / 100.0 : x;
    *out = f.negative ? -x : x;
    return SW_CELL_OK;
}

bool sw_cell_is_plain(const char *text)
{
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    text += whole;
    if (*text == '.') {
        size_t fraction = strspn(text + 1, "0123456789");
        text += fraction > 0 ? 1 + fraction : 0;
    }
    return whole > 0 && *text == '\0';
}

/* Shifts the decimal point by two places to the left, digit by digit, so that
 * "35" is "0.35" and "80" is "0.80". */
static void divide_by_hundred(char text[SW_NUMBER_PLAIN])
{
    size_t whole = strcspn(text, ".");
    GString *s = g_string_new(NULL);
    for (size_t i = whole; i < 3; i++)
        g_string_append_c(s, '0');
    g_string_append_len(s, text, (gssize)whole);
    g_string_insert_c(s, (gssize)s->len - 2, '.');
    if (text[whole] == '.')
        g_string_append(s, text + whole + 1);
    size_t zeros = strspn(s->str, "0");
    if (zeros > 1 && s->str[zeros] != '.')
        g_string_erase(s, 0, (gssize)zeros);
    g_strlcpy(text, s->str, SW_NUMBER_PLAIN);
    g_string_free(s, TRUE);
}

void sw_cell_hundredth(char text[SW_NUMBER_PLAIN])
{
    char digits[SW_NUMBER_PLAIN];
    bool negative = text[0] == '-';
    g_strlcpy(digits, text + negative, sizeof digits);
    divide_by_hundred(digits);
    g_snprintf(text, SW_NUMBER_PLAIN, "%s%.*s", negative ? "-" : "",
               SW_NUMBER_PLAIN - 2, digits);
}

/* Exponents are written out: Excel shows 1.2E+05 for 120000. */
static void expand(char text[SW_NUMBER_PLAIN])
{
    char plain[SW_NUMBER_TEXT];
    if (strpbrk(text, "eE") != NULL)
        g_strlcpy(text, sw_number_text(g_ascii_strtod(text, NULL), plain),
                  SW_NUMBER_PLAIN);
}

/* A number that is plain already, or plain but for one separator of thousands;
 * minus zero is zero. False: it takes more than a look. */
static bool copy_plain(char out[SW_NUMBER_PLAIN], const char *text,
                       char decimal)
{
    enum { SHORT = 32, GROUP = 3 };
    size_t n = strlen(text);
    if (n > SHORT || !sw_cell_is_plain(text))
        return false;
    text += strspn(text, "-0.") == n && *text == '-';
    const char *point = strchr(text, '.');
    if (decimal == '.' || point == NULL) {
        g_strlcpy(out, text, SW_NUMBER_PLAIN);
        return true;
    }
    size_t whole = (size_t)(point - text) - (*text == '-');
    if (whole > GROUP || strlen(point + 1) != GROUP)
        return false;
    g_snprintf(out, SW_NUMBER_PLAIN, "%.*s%s", (int)(point - text), text,
               point + 1);
    return true;
}

sw_cell_status sw_cell_number_plain(char out[SW_NUMBER_PLAIN], bool *percent,
                                    const char *text, char decimal)
{
    figure f;
    char digits[SW_NUMBER_PLAIN], *end;
    *percent = false;
    if (copy_plain(out, text, decimal))
        return SW_CELL_OK;
    if (sw_cell_is_missing(text))
        return SW_CELL_MISSING;
    if (!cut(&f, text) || !normalise(digits, &f, decimal))
        return SW_CELL_BAD;
    double x = g_ascii_strtod(digits, &end);
    if (*end != '\0' || !isfinite(x))
        return SW_CELL_BAD;
    expand(digits);
    if (f.percent || f.cents)
        divide_by_hundred(digits);
    *percent = f.percent;
    bool zero = !(x < 0) && !(x > 0);
    g_snprintf(out, SW_NUMBER_PLAIN, "%s%s", f.negative && !zero ? "-" : "",
               digits);
    return SW_CELL_OK;
}
