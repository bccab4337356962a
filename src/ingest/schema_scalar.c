/* The keywords about numbers and texts. */
#include "ingest/schema_check.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

typedef struct bound {
    const char *keyword, *words;
} bound;

static bool keeps(const char *keyword, double x, double limit)
{
    if (strcmp(keyword, "minimum") == 0)
        return x >= limit;
    if (strcmp(keyword, "maximum") == 0)
        return x <= limit;
    if (strcmp(keyword, "exclusiveMinimum") == 0)
        return x > limit;
    return x < limit;
}

static void check_number(sw_schema_run *run, const sw_json *schema,
                         const sw_json *value, sw_schema_words words)
{
    static const bound bounds[] = {{"minimum", "at least"},
                                   {"exclusiveMinimum", "above"},
                                   {"maximum", "at most"},
                                   {"exclusiveMaximum", "below"}};
    for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++) {
        const sw_json *limit = sw_json_member(schema, bounds[i].keyword);
        if (limit == NULL ||
            keeps(bounds[i].keyword, value->number, limit->number))
            continue;
        char a[SW_NUMBER_TEXT], b[SW_NUMBER_TEXT];
        g_autofree char *name = sw_schema_name(value);
        g_autofree char *remedy = sw_schema_remedy(words.description);
        sw_schema_error(run, "out-of-range", value, remedy,
                        "%s is %s, must be %s %s", name,
                        sw_number_text(value->number, a), bounds[i].words,
                        sw_number_text(limit->number, b));
    }
}

static bool matches(const char *pattern, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GRegex) regex =
        g_regex_new(pattern, G_REGEX_DOLLAR_ENDONLY, 0, &error);
    return regex != NULL && g_regex_match(regex, text, 0, NULL);
}

/* A text that must look in some way, which the title says. */
static void bad_text(sw_schema_run *run, const sw_json *value,
                     sw_schema_words words, const char *what)
{
    g_autofree char *name = sw_schema_name(value);
    g_autofree char *brief = sw_schema_brief(value);
    g_autofree char *remedy = sw_schema_remedy(words.description);
    sw_schema_error(run, "bad-text", value, remedy, "%s is %s, must be %s",
                    name, brief, what);
}

static bool is_open(const char *text)
{
    int year, month, day;
    return sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
           sw_date_is_open(year, month, day);
}

static void check_date(sw_schema_run *run, const sw_json *value,
                       sw_schema_words words)
{
    sw_day day;
    if (is_open(value->string)) {
        words.description = "leave the key out if nothing ends";
        bad_text(run, value, words, "a day, not a stand-in for \"no end\"");
    } else if (!sw_date_parse(&day, value->string)) {
        bad_text(run, value, words,
                 "a day that exists, as YYYY-MM-DD, from 1900 to 2200");
    }
}

static void check_string(sw_schema_run *run, const sw_json *schema,
                         const sw_json *value, sw_schema_words words)
{
    const sw_json *least = sw_json_member(schema, "minLength");
    glong length = g_utf8_strlen(value->string, -1);
    if (least != NULL && (double)length < least->number) {
        bad_text(run, value, words,
                 length == 0 ? "a text that is not empty" : "longer");
        return;
    }
    const char *format = sw_member_text(schema, "format");
    if (format != NULL && strcmp(format, "date") == 0) {
        check_date(run, value, words);
        return;
    }
    const char *pattern = sw_member_text(schema, "pattern");
    if (pattern != NULL && !matches(pattern, value->string))
        bad_text(run, value, words,
                 words.title != NULL ? words.title : pattern);
}

void sw_schema_scalar(sw_schema_run *run, const sw_json *schema,
                      const sw_json *value, sw_schema_words words)
{
    if (value->type == SW_JSON_NUMBER)
        check_number(run, schema, value, words);
    if (value->type == SW_JSON_STRING)
        check_string(run, schema, value, words);
}
