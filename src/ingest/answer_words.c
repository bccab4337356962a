#include "ingest/answer_words.h"

#include <glib.h>
#include <string.h>

#define HOUR 60.0
/* A working day, where an answer counts in days. */
#define DAY (8.0 * 60.0)

typedef struct phrase {
    const char *text;
    sw_word word;
} phrase;

#define UNIT(t, m) {t, {SW_WORD_UNIT, m, SW_PERIOD_UNKNOWN}}
#define AMOUNT(t, m) {t, {SW_WORD_AMOUNT, m, SW_PERIOD_UNKNOWN}}
#define NUMBER(t, x) {t, {SW_WORD_NUMBER, x, SW_PERIOD_UNKNOWN}}
#define WORD(t, k) {t, {SW_WORD_##k, 0.0, SW_PERIOD_UNKNOWN}}
#define EVERY(t, p) {t, {SW_WORD_PERIOD, 0.0, SW_PERIOD_##p}}
/* Words that change nothing stand as ABOUT: "15 minutes saved". */
#define NOISE(t) WORD(t, ABOUT)

/* Folded. The longest phrase that fits is taken, whatever the order here. */
static const phrase phrases[] = {
    UNIT("m", 1), UNIT("min", 1), UNIT("min.", 1), UNIT("mins", 1),
    UNIT("mins.", 1), UNIT("minute", 1), UNIT("minutes", 1),
    UNIT("minuten", 1), UNIT("minuut", 1), UNIT("minuten.", 1),
    UNIT("minuto", 1), UNIT("minutos", 1),
    UNIT("h", HOUR), UNIT("h.", HOUR), UNIT("hr", HOUR), UNIT("hr.", HOUR),
    UNIT("hrs", HOUR), UNIT("hrs.", HOUR), UNIT("hour", HOUR),
    UNIT("hours", HOUR), UNIT("std", HOUR), UNIT("std.", HOUR),
    UNIT("stunde", HOUR), UNIT("stunden", HOUR), UNIT("uur", HOUR),
    UNIT("uren", HOUR), UNIT("u", HOUR), UNIT("heure", HOUR),
    UNIT("heures", HOUR), UNIT("hora", HOUR), UNIT("horas", HOUR),
    UNIT("day", DAY), UNIT("days", DAY), UNIT("tag", DAY), UNIT("tage", DAY),
    UNIT("dag", DAY), UNIT("dagen", DAY), UNIT("jour", DAY),
    UNIT("jours", DAY), UNIT("día", DAY), UNIT("días", DAY), UNIT("dia", DAY),
    UNIT("dias", DAY), UNIT("workday", DAY), UNIT("workdays", DAY),

    AMOUNT("half an hour", 30), AMOUNT("half hour", 30),
    AMOUNT("a half hour", 30), AMOUNT("an hour", HOUR),
    AMOUNT("an hour and a half", 90), AMOUNT("a quarter of an hour", 15),
    AMOUNT("quarter of an hour", 15), AMOUNT("three quarters of an hour", 45),
    AMOUNT("half a day", DAY / 2), AMOUNT("half day", DAY / 2),
    AMOUNT("eine halbe stunde", 30), AMOUNT("halbe stunde", 30),
    AMOUNT("einer halben stunde", 30), AMOUNT("anderthalb stunden", 90),
    AMOUNT("eine viertelstunde", 15), AMOUNT("viertelstunde", 15),
    AMOUNT("half uur", 30), AMOUNT("een half uur", 30),
    AMOUNT("anderhalf uur", 90), AMOUNT("kwartier", 15),
    AMOUNT("een kwartier", 15), AMOUNT("demi-heure", 30),
    AMOUNT("une demi-heure", 30), AMOUNT("demi heure", 30),
    AMOUNT("un quart d'heure", 15), AMOUNT("quart d'heure", 15),
    AMOUNT("media hora", 30), AMOUNT("hora y media", 90),
    AMOUNT("un cuarto de hora", 15), AMOUNT("cuarto de hora", 15),

    NUMBER("one", 1), NUMBER("two", 2), NUMBER("three", 3),
    NUMBER("four", 4), NUMBER("five", 5), NUMBER("six", 6),
    NUMBER("eight", 8), NUMBER("ten", 10), NUMBER("fifteen", 15),
    NUMBER("twenty", 20), NUMBER("thirty", 30), NUMBER("ein", 1),
    NUMBER("eine", 1), NUMBER("einer", 1), NUMBER("zwei", 2),
    NUMBER("drei", 3), NUMBER("een", 1), NUMBER("één", 1), NUMBER("twee", 2),
    NUMBER("drie", 3), NUMBER("une", 1), NUMBER("deux", 2),
    NUMBER("trois", 3), NUMBER("una", 1), NUMBER("dos", 2),
    NUMBER("tres", 3), NUMBER("½", .5), NUMBER("¼", .25), NUMBER("¾", .75),
    NUMBER("1/2", .5), NUMBER("1/4", .25), NUMBER("3/4", .75),

    WORD("less than", LESS), WORD("fewer than", LESS), WORD("under", LESS),
    WORD("below", LESS), WORD("up to", LESS), WORD("at most", LESS),
    WORD("<", LESS), WORD("<=", LESS), WORD("≤", LESS), WORD("bis zu", LESS),
    WORD("weniger als", LESS), WORD("unter", LESS), WORD("höchstens", LESS),
    WORD("maximal", LESS), WORD("minder dan", LESS), WORD("tot", LESS),
    WORD("maximaal", LESS), WORD("hoogstens", LESS), WORD("moins de", LESS),
    WORD("moins d'", LESS), WORD("jusqu'à", LESS), WORD("au plus", LESS),
    WORD("menos de", LESS), WORD("hasta", LESS),
    WORD("more than", MORE), WORD("over", MORE), WORD("above", MORE),
    WORD("at least", MORE), WORD("greater than", MORE), WORD(">", MORE),
    WORD(">=", MORE), WORD("≥", MORE), WORD("mehr als", MORE),
    WORD("über", MORE), WORD("mindestens", MORE), WORD("meer dan", MORE),
    WORD("minstens", MORE), WORD("plus de", MORE), WORD("plus d'", MORE),
    WORD("au moins", MORE), WORD("más de", MORE), WORD("mas de", MORE),
    WORD("al menos", MORE),
    WORD("or less", OR_LESS), WORD("or fewer", OR_LESS),
    WORD("oder weniger", OR_LESS), WORD("of minder", OR_LESS),
    WORD("ou moins", OR_LESS), WORD("o menos", OR_LESS),
    WORD("or more", OR_MORE), WORD("and more", OR_MORE),
    WORD("or over", OR_MORE), WORD("oder mehr", OR_MORE),
    WORD("und mehr", OR_MORE), WORD("of meer", OR_MORE),
    WORD("ou plus", OR_MORE), WORD("et plus", OR_MORE),
    WORD("o más", OR_MORE), WORD("o mas", OR_MORE), WORD("+", OR_MORE),
    WORD("about", ABOUT), WORD("approximately", ABOUT),
    WORD("approx.", ABOUT), WORD("approx", ABOUT), WORD("around", ABOUT),
    WORD("roughly", ABOUT), WORD("~", ABOUT), WORD("≈", ABOUT),
    WORD("ca.", ABOUT), WORD("ca", ABOUT), WORD("circa", ABOUT),
    WORD("etwa", ABOUT), WORD("ungefähr", ABOUT), WORD("rund", ABOUT),
    WORD("ongeveer", ABOUT), WORD("environ", ABOUT),
    WORD("aproximadamente", ABOUT), WORD("unos", ABOUT),
    WORD("alrededor de", ABOUT),
    NOISE("saved"), NOISE("of time saved"), NOISE("time saved"),
    NOISE("of time"), NOISE("on average"), NOISE("gespart"),
    NOISE("bespaard"), NOISE("gagnées"), NOISE("ahorrados"), NOISE("time"),
    WORD("between", BETWEEN), WORD("from", BETWEEN),
    WORD("zwischen", BETWEEN), WORD("von", BETWEEN), WORD("tussen", BETWEEN),
    WORD("entre", BETWEEN), WORD("de", BETWEEN),
    WORD("and", AND), WORD("und", AND), WORD("en", AND), WORD("et", AND),
    WORD("y", AND),
    WORD("-", DASH), WORD("to", DASH), WORD("bis", DASH), WORD("à", DASH),
    WORD("a", DASH), WORD("till", DASH),

    EVERY("per day", DAY), EVERY("per workday", DAY),
    EVERY("per working day", DAY), EVERY("a day", DAY), EVERY("each day", DAY),
    EVERY("every day", DAY), EVERY("daily", DAY), EVERY("/day", DAY),
    EVERY("/ day", DAY), EVERY("/d", DAY), EVERY("pro tag", DAY),
    EVERY("am tag", DAY), EVERY("täglich", DAY), EVERY("pro arbeitstag", DAY),
    EVERY("/tag", DAY), EVERY("per dag", DAY), EVERY("per werkdag", DAY),
    EVERY("par jour", DAY), EVERY("/jour", DAY), EVERY("por día", DAY),
    EVERY("por dia", DAY), EVERY("al día", DAY), EVERY("al dia", DAY),
    EVERY("per week", WEEK), EVERY("a week", WEEK), EVERY("each week", WEEK),
    EVERY("every week", WEEK), EVERY("weekly", WEEK), EVERY("/week", WEEK),
    EVERY("/ week", WEEK), EVERY("/wk", WEEK), EVERY("pro woche", WEEK),
    EVERY("die woche", WEEK), EVERY("wöchentlich", WEEK),
    EVERY("/woche", WEEK), EVERY("par semaine", WEEK),
    EVERY("/semaine", WEEK), EVERY("por semana", WEEK),
    EVERY("a la semana", WEEK),
    EVERY("per month", MONTH), EVERY("a month", MONTH),
    EVERY("each month", MONTH), EVERY("every month", MONTH),
    EVERY("monthly", MONTH), EVERY("/month", MONTH), EVERY("/ month", MONTH),
    EVERY("pro monat", MONTH), EVERY("im monat", MONTH),
    EVERY("monatlich", MONTH), EVERY("per maand", MONTH),
    EVERY("par mois", MONTH), EVERY("por mes", MONTH), EVERY("al mes", MONTH),

    WORD("none", NONE), WORD("none at all", NONE), WORD("nothing", NONE),
    WORD("no time", NONE), WORD("no time saved", NONE),
    WORD("no time at all", NONE), WORD("not at all", NONE),
    WORD("zero", NONE), WORD("keine", NONE), WORD("keine zeit", NONE),
    WORD("keine zeitersparnis", NONE), WORD("gar nicht", NONE),
    WORD("geen", NONE), WORD("geen tijd", NONE), WORD("niets", NONE),
    WORD("aucun", NONE), WORD("aucune", NONE), WORD("aucun temps", NONE),
    WORD("pas de temps", NONE), WORD("rien", NONE), WORD("ninguno", NONE),
    WORD("ninguna", NONE), WORD("nada", NONE)};

static bool is_word_character(const char *p)
{
    return *p != '\0' && g_unichar_isalpha(g_utf8_get_char(p));
}

/* The longest phrase at p that does not end within a word. */
static const phrase *longest(const char *p, size_t *length)
{
    const phrase *best = NULL;
    *length = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
        size_t n = strlen(phrases[i].text);
        if (n <= *length || strncmp(p, phrases[i].text, n) != 0)
            continue;
        const char *last = g_utf8_prev_char(p + n);
        bool cut = is_word_character(last) && is_word_character(p + n);
        /* 1/2 of 1/2/2024 is a piece of a date, and 1/25 no half. */
        bool digits = g_ascii_isdigit(*last) &&
                      (g_ascii_isdigit(p[n]) || p[n] == '/');
        if (cut || digits)
            continue;
        best = &phrases[i];
        *length = n;
    }
    return best;
}

/* Digits with at most one decimal point or comma, or h:mm as hours. */
static size_t number(const char *p, sw_word *word)
{
    char buf[32];
    size_t n = strspn(p, "0123456789");
    if (n == 0 || n > 9)
        return 0;
    size_t whole = n, fraction = 0;
    if (p[n] == '.' || p[n] == ',' || p[n] == ':')
        fraction = strspn(p + n + 1, "0123456789");
    if (fraction > 9)
        return 0;
    if (fraction > 0)
        n += 1 + fraction;
    memcpy(buf, p, n);
    buf[n] = '\0';
    *word = (sw_word){.kind = SW_WORD_NUMBER};
    if (fraction > 0 && p[whole] == ':') {
        if (fraction != 2 || p[whole + 1] > '5')
            return 0;
        word->kind = SW_WORD_AMOUNT;
        word->value = HOUR * g_ascii_strtod(buf, NULL) +
                      g_ascii_strtod(buf + whole + 1, NULL);
        return n;
    }
    if (fraction > 0)
        buf[whole] = '.';
    word->value = g_ascii_strtod(buf, NULL);
    return n;
}

int sw_answer_words(sw_word words[SW_MAX_WORDS], const char *p)
{
    int n = 0;
    while (*p != '\0') {
        if (*p == ' ') {
            p++;
            continue;
        }
        if (n == SW_MAX_WORDS)
            return -1;
        size_t length;
        const phrase *found = longest(p, &length);
        if (found != NULL)
            words[n] = found->word;
        else
            length = number(p, &words[n]);
        if (length == 0)
            return -1;
        n++;
        p += length;
    }
    return n;
}

static gunichar plain(gunichar c)
{
    if (c >= 0x2010 && c <= 0x2015)
        return '-';
    if (c == 0x2212)
        return '-';
    if (c == 0x2019 || c == 0x2BC)
        return '\'';
    return g_unichar_isspace(c) || c == 0x202F ? ' ' : c;
}

char *sw_answer_fold(const char *text)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = plain(g_utf8_get_char(p));
        bool again = c == ' ' && (out->len == 0 ||
                                  out->str[out->len - 1] == ' ');
        if (!again)
            g_string_append_unichar(out, c);
    }
    return g_strstrip(g_string_free(out, FALSE));
}
