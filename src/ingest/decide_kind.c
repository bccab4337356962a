/* What a column holds, by its cells (FORMATS 2.6). */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/cell.h"
#include "ingest/decide.h"
#include "ingest/multi_select.h"

enum { LONG_TEXT = 40, MANY_ROWS = 5000 };

/* How many of the cells that hold a value look like what. */
typedef struct tally {
    size_t cells, numbers, percents, money, dates, serials, epochs, words,
        emails, codes, labels, durations, bins, damage, bare, lists, long_texts,
        free;
} tally;

bool sw_is_address(const char *text)
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
    if (sw_cell_is_plain(text))
        return true;
    if (strpbrk(text, "0123456789") == NULL)
        return false;
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
    enum { LONGEST = 4 };
    bool b;
    if (sw_cell_boolean(&b, text) == SW_CELL_OK)
        return true;
    if (strlen(text) > LONGEST)
        return false;
    g_autofree char *folded = g_utf8_strdown(text, -1);
    return g_strv_contains(words, folded);
}

/* A text that stands in n cells. */
static void count_answer(const sw_decision *d, tally *t, const char *text,
                         size_t n, bool number)
{
    double x;
    g_autofree char *label = sw_scale_cut(text, &x);
    if (label[0] != '\0' && g_hash_table_contains(d->labels, label))
        t->labels += n;
    if (sw_date_text_is_damage(text))
        t->damage += n;
    if (strchr(text, ';') != NULL && !sw_is_address(text))
        t->lists += n;
    sw_duration duration;
    if (sw_answer_duration(&duration, text, 1.0) != SW_CELL_OK)
        return;
    t->durations += n;
    if (number)
        t->bare += n;
    else if (strpbrk(text, "0123456789") != NULL)
        t->bins += n;
}

static void count_date(tally *t, const char *text, size_t n)
{
    sw_date_text date;
    if (!sw_date_text_read(&date, text))
        return;
    t->epochs += date.form == SW_DATE_SERIAL && date.has_zone ? n : 0;
    if (date.form == SW_DATE_SERIAL)
        t->serials += n;
    else
        t->dates += n;
}

static void count_text(const sw_decision *d, tally *t, const char *text,
                       size_t n)
{
    bool percent = false, number;
    t->cells += n;
    if (sw_cell_is_suppressed(text)) {
        t->numbers += n;
        return;
    }
    number = is_number(text, &percent);
    t->numbers += number ? n : 0;
    t->percents += percent || strchr(text, '%') != NULL ? n : 0;
    t->money +=
        number && (has_currency(text) || sw_cell_says_cents(text)) ? n : 0;
    t->words += g_ascii_isalpha(text[0]) && is_boolean(text) ? n : 0;
    t->emails += sw_is_address(text) ? n : 0;
    t->codes += is_code(text) ? n : 0;
    t->free += sw_cell_is_free(text) ? n : 0;
    t->long_texts += g_utf8_strlen(text, -1) > LONG_TEXT ? n : 0;
    count_date(t, text, n);
    count_answer(d, t, text, n, number);
}

/* Whether the cell says nothing; "None" may be an answer. */
static bool is_blank(const char *cell)
{
    sw_duration none;
    return cell[0] == '\0' || cell[0] == '#' ||
           (sw_cell_is_missing(cell) &&
            sw_answer_duration(&none, cell, 1.0) != SW_CELL_OK);
}

/* How often each text stands in the column: it is read once, not once a cell.
 */
static GHashTable *texts_of(const sw_decision *d, size_t column)
{
    GHashTable *all = g_hash_table_new(sw_hash_text, g_str_equal);
    size_t rows = MIN(sw_table_rows(d->table), (size_t)MANY_ROWS);
    for (size_t i = 0; i < rows; i++) {
        char *cell = (char *)sw_table_cell(d->table, i, column);
        size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(all, cell));
        g_hash_table_insert(all, cell, GSIZE_TO_POINTER(n + 1));
    }
    return all;
}

static tally count(const sw_decision *d, size_t column)
{
    tally t = {0};
    g_autoptr(GHashTable) all = texts_of(d, column);
    GHashTableIter at;
    gpointer text, n;
    g_hash_table_iter_init(&at, all);
    while (g_hash_table_iter_next(&at, &text, &n))
        if (!is_blank(text))
            count_text(d, &t, text, GPOINTER_TO_SIZE(n));
    return t;
}

static bool has_any(const char *words, const char *const *list)
{
    for (; *list != NULL; list++)
        if (g_regex_match_simple(*list, words, 0, 0))
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

/* Ten or thirteen digits under such a header are a time since 1970. */
static bool names_moment(const char *words)
{
    static const char *const list[] = {
        "last|activ|seen|used|login|modif|submit|stamp|aktiv|zuletzt", NULL};
    static const char *const numbers[] = {
        "token|credit|count|request|total|users|bytes|lines|number|amount",
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

/* What was charged, not what an hour costs or a unit. */
static bool names_cost(const char *words)
{
    static const char *const list[] = {
        "\\b(cost|costs|amount|charge|charged|spend|kosten|betrag|montant|"
        "importe)( (usd|eur|gbp))?$",
        NULL};
    static const char *const others[] = {
        "\\b(hour|hourly|rate|per|unit|stunde)\\b", NULL};
    return has_any(words, list) && !has_any(words, others);
}

static bool most(size_t part, size_t all)
{
    return part > 0 && 2 * part >= all;
}

static sw_kind infer_value(const tally *t, const char *words)
{
    if (names_date(words) && t->serials + t->dates == t->cells)
        return SW_KIND_DATE;
    if (names_moment(words) && t->epochs + t->dates == t->cells)
        return SW_KIND_DATE;
    if (most(t->dates, t->cells) && t->dates + t->serials > t->numbers / 2)
        return SW_KIND_DATE;
    if (names_cost(words) && t->free > 0 && t->numbers + t->free == t->cells)
        return SW_KIND_MONEY;
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
static bool holds_durations(const tally *t, const char *words)
{
    if (!most(t->durations + t->damage, t->cells))
        return false;
    bool is_asked = names_duration(words);
    bool in_words =
        t->bins > 0 || t->damage > 0 || (is_asked && t->durations > t->bare);
    return in_words && (is_asked || t->bins > t->bare);
}

static sw_kind infer(const tally *t, const char *words, char separator)
{
    if (t->cells == 0)
        return names_duration(words)  ? SW_KIND_DURATION
               : names_comment(words) ? SW_KIND_COMMENT
                                      : SW_KIND_TEXT;
    if (most(t->emails, t->cells))
        return SW_KIND_ID;
    if (t->words == t->cells)
        return SW_KIND_BOOLEAN;
    if (most(t->labels, t->cells))
        return SW_KIND_LIKERT;
    if (holds_durations(t, words))
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
        c->is_cost = c->kind == SW_KIND_MONEY && names_cost(words);
        c->is_cents = (c->kind == SW_KIND_MONEY || c->kind == SW_KIND_NUMBER) &&
                      g_regex_match_simple("cents$", words, 0, 0);
    }
}
