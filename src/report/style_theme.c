/* style_theme.c - what a theme and a language say of colours and formats. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/style.h"

/* The palette by what its colours are for, as themes name them. */
static const struct {
    const char *key;
    int colour;
} ROLE[SW_COLOURS] = {
    {"primary", SW_NAVY},   {"accent", SW_TEAL},
    {"caution", SW_OCHRE},  {"stop", SW_BRICK},
    {"muted", SW_GREY},     {"panel", SW_PALE},
    {"line", SW_LINE},      {"input", SW_INPUT_FILL},
    {"text", SW_DARK},      {"input-text", SW_INPUT_TEXT},
    {"pays", SW_PAYS_FILL}, {"grid", SW_GRID},
    {"interval", SW_BAR},   {"loss", SW_LOSS},
};

/* Number formats that a theme may set. */
static const struct {
    const char *key, *code;
    sw_number number;
} CODE[] = {
    {"general", "General", SW_NUM_GENERAL},
    {"percent", "0%", SW_NUM_PERCENT},
    {"percent-1", "0.0%", SW_NUM_PERCENT_1},
    {"chance", "[>=0.995]\">99%\";[<0.005]\"<1%\";0%", SW_NUM_CHANCE},
    {"count", "#,##0", SW_NUM_COUNT},
    {"decimal-1", "#,##0.0", SW_NUM_DECIMAL_1},
    {"decimal-2", "#,##0.00", SW_NUM_DECIMAL_2},
    {"decimal-4", "0.0000", SW_NUM_DECIMAL_4},
    {"p-value", "0.000", SW_NUM_P_VALUE},
    {"residual", "0.0E+00", SW_NUM_RESIDUAL},
    {"fails", "[Red]\"\u2717\"  0;[Red]-0;\"\u2713\"  0", SW_NUM_FAILS},
};

static void set_palette(sw_style *s, const sw_json *theme)
{
    const sw_json *own = sw_json_member(theme, "colours");
    for (size_t i = 0; i < SW_COLOURS; i++) {
        const char *text = sw_member_text(own, ROLE[i].key);
        s->palette[i] =
            text == NULL ? ROLE[i].colour : (int)strtol(text + 1, NULL, 16);
    }
}

const char *sw_style_role(int colour)
{
    for (size_t i = 0; i < SW_COLOURS; i++)
        if (ROLE[i].colour == colour)
            return ROLE[i].key;
    return NULL;
}

const char *sw_style_role_at(size_t i)
{
    return ROLE[i].key;
}

lxw_color_t sw_style_colour(const sw_style *s, int colour)
{
    for (size_t i = 0; i < SW_COLOURS; i++)
        if (ROLE[i].colour == colour)
            return (lxw_color_t)s->palette[i];
    return (lxw_color_t)colour;
}

/* An amount in a format, with the currency where the language has it. */
static char *money_code(const sw_number_words *w, const char *sign,
                        const char *digits, const char *scale)
{
    g_autofree char *bare = g_strchomp(g_strdup(sign));
    bool scaled = *scale != '\0';
    if (!w->money_after)
        return scaled ? g_strdup_printf("\"%s\"%s%.*s\"%s\"", sign, digits,
                                        (int)strspn(scale, ","), scale,
                                        scale + strspn(scale, ","))
                      : g_strdup_printf("\"%s\"%s", sign, digits);
    return g_strdup_printf(
        "%s%.*s\"\u00a0%s%s%s\"", digits, (int)strspn(scale, ","), scale,
        scale + strspn(scale, ","), scaled ? "\u00a0" : "", bare);
}

/* What shortens the largest amount on page one: ",k" or ",,M". */
static char *scale_of(const sw_number_words *w, double largest)
{
    static const double FROM_MILLIONS = 1e8, FROM_THOUSANDS = 1e6;
    if (largest >= FROM_MILLIONS)
        return g_strconcat(",,", w->million, NULL);
    if (largest >= FROM_THOUSANDS)
        return g_strconcat(",", w->thousand, NULL);
    return g_strdup("");
}

static void set_money(sw_style *s, const sw_pilot *p, double largest)
{
    const sw_number_words *w = sw_language_numbers(p->language);
    g_autofree char *sign = sw_text_currency_sign(p->currency);
    g_strdelimit(sign, "\"", '\'');
    g_autofree char *scale = scale_of(w, largest);
    g_autofree char *whole = money_code(w, sign, "#,##0", "");
    g_autofree char *brief = money_code(w, sign, "#,##0", scale);
    g_autofree char *cents = money_code(w, sign, "#,##0.00", "");
    s->number[SW_NUM_MONEY] = g_strdup_printf("%s;[Red]-%s", whole, whole);
    s->number[SW_NUM_MONEY_SHORT] = g_strdup_printf("%s;-%s", brief, brief);
    s->number[SW_NUM_PRICE] = g_strdup_printf("%s;[Red]-%s", cents, cents);
    s->number[SW_NUM_UNIT_PRICE] = money_code(w, sign, "#,##0.000000", "");
}

/* A number among words, which has a mark where it goes. */
static char *counted(const char *words, const char *digits)
{
    g_auto(GStrv) part = g_strsplit(words, "\001", 2);
    const char *after = part[0] != NULL && part[1] != NULL ? part[1] : "";
    return *part[0] == '\0' ? g_strdup_printf("%s\"%s\"", digits, after)
           : *after == '\0'
               ? g_strdup_printf("\"%s\"%s", part[0], digits)
               : g_strdup_printf("\"%s\"%s\"%s\"", part[0], digits, after);
}

void sw_style_read_theme(sw_style *s, const sw_pilot *p, double largest)
{
    const sw_json *formats = sw_json_member(p->theme, "formats");
    const sw_number_words *w = sw_language_numbers(p->language);
    s->font = sw_member_text(p->theme, "font");
    set_palette(s, p->theme);
    set_money(s, p, largest);
    for (size_t i = 0; i < G_N_ELEMENTS(CODE); i++) {
        const char *own = sw_member_text(formats, CODE[i].key);
        g_auto(GStrv) parts =
            g_strsplit(own != NULL ? own : CODE[i].code, "%", -1);
        s->number[CODE[i].number] = g_strjoinv(w->percent, parts);
    }
    g_autofree char *seats = sw_say(p->language, "%s seats", "\001");
    g_autofree char *year = sw_say(p->language, "Year %s", "\001");
    s->number[SW_NUM_SEATS] = counted(seats, "#,##0");
    s->number[SW_NUM_YEAR] = counted(year, "0");
    s->number[SW_NUM_DATE] = g_strdup(w->date_code);
    s->number[SW_NUM_TEXT] = g_strdup("@");
}
