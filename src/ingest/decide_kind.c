/* What a column holds, by its cells (FORMATS 2.6). */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decide.h"
#include "ingest/multi_select.h"

enum { LONG_TEXT = 40, MANY_ROWS = 5000 };

/* How many of the cells that hold a value look like what. */
typedef struct tally {
    size_t cells, numbers, grouped, percents, money, dates, serials, booleans,
        words, ones, emails, codes, labels, durations, bins, damage, bare,
        lists, long_texts;
} tally;

static bool is_email(const char *text)
{
    const char *at = strchr(text, '@');
    return at != NULL && at > text && strchr(at, '.') != NULL;
}

static bool all_of(const char *text, const char *set, size_t least)
{
    return strlen(text) >= least && strspn(text, set) == strlen(text);
}

/* A GUID, a hash, or letters and digits without blanks: E10001, u001. */
static bool is_code(const char *text)
{
    static const char hex[] = "0123456789abcdefABCDEF-";
    if (all_of(text, hex, 24))
        return true;
    bool digit = false, letter = false;
    for (const char *p = text; *p != '\0'; p++) {
        digit = digit || g_ascii_isdigit(*p);
        letter = letter || g_ascii_isalpha(*p);
        if (!g_ascii_isalnum(*p) && strchr("-_.:#/", *p) == NULL)
            return false;
    }
    return digit && letter;
}

static bool is_number(const char *text, bool *percent)
{
    char out[SW_NUMBER_PLAIN];
    return sw_cell_number_plain(out, percent, text, '.') == SW_CELL_OK ||
           sw_cell_number_plain(out, percent, text, ',') == SW_CELL_OK;
}

static bool has_currency(const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        if (g_unichar_type(g_utf8_get_char(p)) == G_UNICODE_CURRENCY_SYMBOL)
            return true;
    return g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           g_ascii_isupper(text[2]);
}

static bool is_boolean(const char *text)
{
    static const char *const words[] = {"ja", "nein", "nee", "oui", "non",
                                        "sí", "si",   "sim", "não", NULL};
    bool b;
    g_autofree char *folded = g_utf8_strdown(text, -1);
    return sw_cell_boolean(&b, text) == SW_CELL_OK ||
           g_strv_contains(words, folded);
}

static void count_answer(tally *t, const char *text, bool number)
{
    sw_duration duration;
    double x;
    g_autofree char *label = sw_scale_cut(text, &x);
    t->labels += label[0] != '\0' && sw_scale_knows(label);
    if (sw_answer_duration(&duration, text, 1.0) == SW_CELL_OK) {
        t->durations++;
        t->bare += number;
        t->bins += !number && strpbrk(text, "0123456789") != NULL;
    }
    t->damage += sw_date_text_is_damage(text);
    const char *semicolon = strchr(text, ';');
    t->lists += semicolon != NULL && !is_email(text);
}

static void count_cell(tally *t, const char *text)
{
    bool percent = false, number;
    sw_date_text date;
    t->cells++;
    if (sw_cell_is_suppressed(text)) {
        t->numbers++;
        return;
    }
    number = is_number(text, &percent);
    t->numbers += number;
    t->percents += percent || (strchr(text, '%') != NULL);
    t->money += number && has_currency(text);
    if (sw_date_text_read(&date, text)) {
        t->dates += date.form != SW_DATE_SERIAL;
        t->serials += date.form == SW_DATE_SERIAL;
    }
    t->words += g_ascii_isalpha(text[0]) && is_boolean(text);
    t->booleans += is_boolean(text);
    t->emails += is_email(text);
    t->codes += is_code(text);
    t->long_texts += g_utf8_strlen(text, -1) > LONG_TEXT;
    count_answer(t, text, number);
}

static tally count(const sw_decision *d, size_t column)
{
    tally t = {0};
    size_t rows = MIN(sw_table_rows(d->table), (size_t)MANY_ROWS);
    for (size_t i = 0; i < rows; i++) {
        const char *cell = sw_table_cell(d->table, i, column);
        sw_duration none;
        bool answer = sw_answer_duration(&none, cell, 1.0) == SW_CELL_OK;
        if (cell[0] == '\0' || (sw_cell_is_missing(cell) && !answer) ||
            g_str_has_prefix(cell, "#"))
            continue;
        count_cell(&t, cell);
    }
    return t;
}

static bool has_any(const char *words, const char *const *list)
{
    for (; *list != NULL; list++)
        if (g_regex_match_simple(*list, words, G_REGEX_OPTIMIZE, 0))
            return true;
    return false;
}

static bool names_id(const char *words)
{
    static const char *const list[] = {
        "\\b(id|key|login|guid|token|username|code|nr|number|nummer|upn|"
        "e ?mail|user|cost center|kostenstelle|personid|userid|person|"
        "personalnummer|phone|sku|unit id|account)$",
        "^(user|employee|person|respondent|login|account) ?(id|no|number)?\\b$",
        NULL};
    return has_any(words, list);
}

static bool names_date(const char *words)
{
    static const char *const list[] = {
        "\\b(date|dates|datum|fecha|timestamp|from|to|since|until|start|end|"
        "started|ended|created|updated|assigned|removed|hired|time|period|"
        "week|month|day|von|bis|eintritt|austritt|zeitpunkt|horodateur)\\b",
        "date$", NULL};
    static const char *const numbers[] = {
        "\\b(minutes|hours|days|minuten|stunden|cost|price|amount|total|sum|"
        "salary|pay|rate|count|number|prompts|actions)\\b",
        NULL};
    return has_any(words, list) && !has_any(words, numbers);
}

/* A question about a length of time. */
static bool names_duration(const char *words)
{
    static const char *const list[] = {
        "how much time|time.*sav|sav.*time|minutes|hours.*(sav|spen)|"
        "wie ?viel zeit|zeit.*(spar|gespart)|zeitersparnis|combien de temps|"
        "temps.*(gagn|épargn|econom)|cuánto tiempo|tiempo.*ahorr|"
        "hoeveel tijd|tijd.*(bespaar|win)|quanto tempo|tempo.*(econom|poup|"
        "risparm)",
        NULL};
    return has_any(words, list);
}

static bool names_comment(const char *words)
{
    static const char *const list[] = {
        "comment|anything else|kommentar|feedback|commentaire|comentario|"
        "opmerking|note|open ended|what else|please explain|why",
        NULL};
    return has_any(words, list);
}

static bool most(size_t part, size_t all)
{
    return part > 0 && 2 * part >= all;
}

static sw_kind infer_value(const tally *t, const char *words)
{
    if (names_date(words) && t->serials + t->dates == t->cells)
        return SW_KIND_DATE;
    if (most(t->dates, t->cells) && t->dates + t->serials > t->numbers / 2)
        return SW_KIND_DATE;
    if (most(t->percents, t->cells))
        return SW_KIND_PERCENT;
    if (most(t->money, t->cells))
        return SW_KIND_MONEY;
    if (most(t->numbers, t->cells))
        return SW_KIND_NUMBER;
    return SW_KIND_TEXT;
}

static sw_kind infer_text(const tally *t, const char *words, char separator)
{
    if (most(t->lists, t->cells) && separator != 0)
        return SW_KIND_MULTI;
    if (most(t->codes, t->cells))
        return SW_KIND_ID;
    if (names_comment(words) || most(t->long_texts, t->cells))
        return SW_KIND_COMMENT;
    return SW_KIND_TEXT;
}

/* Lengths of time in words, not numbers that could be anything. */
static bool holds_durations(const tally *t, bool is_asked)
{
    bool in_words = t->bins > 0 || t->damage > 0 ||
                    (is_asked && t->durations > t->bare);
    return most(t->durations + t->damage, t->cells) && in_words &&
           (is_asked || t->bins > t->bare);
}

static sw_kind infer(const tally *t, const char *words, char separator)
{
    bool duration = names_duration(words);
    if (t->cells == 0)
        return duration               ? SW_KIND_DURATION
               : names_comment(words) ? SW_KIND_COMMENT
                                      : SW_KIND_TEXT;
    if (most(t->emails, t->cells))
        return SW_KIND_ID;
    if (t->words == t->cells)
        return SW_KIND_BOOLEAN;
    if (most(t->labels, t->cells))
        return SW_KIND_LIKERT;
    if (holds_durations(t, duration))
        return SW_KIND_DURATION;
    if (names_id(words) && !most(t->dates, t->cells))
        return SW_KIND_ID;
    sw_kind kind = infer_value(t, words);
    return kind != SW_KIND_TEXT ? kind : infer_text(t, words, separator);
}

void sw_decide_kinds(sw_decision *d)
{
    for (size_t i = 0; i < d->columns->n; i++) {
        sw_column *c = &d->columns->column[i];
        if (c->kind_is_given)
            continue;
        g_autofree char *words = sw_decide_words(d, i);
        tally t = count(d, i);
        char separator = t.lists > 0 ? sw_multi_separator(d->table, i) : 0;
        c->kind = infer(&t, words, separator);
    }
}
