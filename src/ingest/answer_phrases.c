/* The phrases of duration answers in nine languages: templates/answers.json. */
#include "ingest/answer_words.h"

#include <string.h>

#include "ingest/json.h"
#include "ingest/template.h"

static const char *const KINDS[] = {
    [SW_WORD_NUMBER] = "number",   [SW_WORD_UNIT] = "unit",
    [SW_WORD_AMOUNT] = "amount",   [SW_WORD_LESS] = "less",
    [SW_WORD_MORE] = "more",       [SW_WORD_OR_LESS] = "or-less",
    [SW_WORD_OR_MORE] = "or-more", [SW_WORD_ABOUT] = "about",
    [SW_WORD_BETWEEN] = "between", [SW_WORD_AND] = "and",
    [SW_WORD_DASH] = "dash",       [SW_WORD_PERIOD] = "period",
    [SW_WORD_SPAN] = "span",       [SW_WORD_NONE] = "none",
    [SW_WORD_LOST] = "lost",       [SW_WORD_UNKNOWN] = "unknown"};

static sw_word_kind kind_of(const char *name)
{
    for (size_t k = 0; k < G_N_ELEMENTS(KINDS); k++)
        if (strcmp(KINDS[k], name) == 0)
            return (sw_word_kind)k;
    g_assert_not_reached(); /* the template is ours */
}

static sw_period period_of(const char *name)
{
    return strcmp(name, "day") == 0    ? SW_PERIOD_DAY
           : strcmp(name, "week") == 0 ? SW_PERIOD_WEEK
                                       : SW_PERIOD_MONTH;
}

static sw_word word_of(const sw_json *group)
{
    const sw_json *value = sw_json_member(group, "value");
    sw_word word = {.kind = kind_of(sw_json_member(group, "kind")->string),
                    .period = SW_PERIOD_UNKNOWN};
    if (value != NULL && value->type == SW_JSON_NUMBER)
        word.value = value->number;
    else if (value != NULL)
        word.period = period_of(value->string);
    return word;
}

static void add_group(GArray *out, const sw_json *group)
{
    const sw_json *words = sw_json_member(group, "words");
    sw_word word = word_of(group);
    for (size_t i = 0; i < words->n_items; i++) {
        const char *text = words->items[i]->string;
        sw_phrase phrase = {
            .text = g_strdup(text), .length = strlen(text), .word = word};
        g_array_append_val(out, phrase);
    }
}

/* By the first byte, the longest first: the first that fits is the longest. */
static int by_start(const void *a, const void *b)
{
    const sw_phrase *x = a, *y = b;
    int first = (unsigned char)x->text[0] - (unsigned char)y->text[0];
    if (first != 0)
        return first;
    return (x->length < y->length) - (x->length > y->length);
}

static gpointer load(gpointer unused)
{
    (void)unused;
    GArray *all = g_array_new(FALSE, FALSE, sizeof(sw_phrase));
    sw_diagnostics *d = sw_diagnostics_new();
    g_autoptr(GBytes) bytes = sw_template_read("answers.json", NULL, NULL);
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    sw_json *root = sw_json_parse(text, length, "answers.json", false, d);
    const sw_json *groups = sw_json_member(root, "phrases");
    for (size_t i = 0; i < groups->n_items; i++)
        add_group(all, groups->items[i]);
    sw_json_free(root);
    sw_diagnostics_free(d);
    g_array_sort(all, by_start);
    sw_phrases *out = g_new0(sw_phrases, 1);
    out->n = all->len;
    out->phrase = (sw_phrase *)(void *)g_array_free(all, FALSE);
    for (size_t i = out->n; i-- > 0;)
        out->start[(unsigned char)out->phrase[i].text[0]] = i;
    return out;
}

const sw_phrases *sw_phrases_all(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, load, NULL);
}
