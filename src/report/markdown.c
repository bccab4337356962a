#include "report/markdown.h"

#include "base/clean_text.h"

sw_markdown sw_markdown_new(size_t columns, const char *const *heads)
{
    sw_markdown t = {g_ptr_array_new_with_free_func(g_free), columns};
    for (size_t i = 0; i < columns; i++)
        g_ptr_array_add(t.cells, g_strdup(heads[i]));
    return t;
}

void sw_markdown_add(sw_markdown *t, char *text)
{
    g_ptr_array_add(t->cells, sw_clean_markdown(text));
    g_free(text);
}

static void append_row(GString *s, const sw_markdown *t, size_t row,
                       const size_t *width)
{
    g_string_append_c(s, '|');
    for (size_t j = 0; j < t->columns; j++) {
        const char *cell = g_ptr_array_index(t->cells, row * t->columns + j);
        size_t blanks = width[j] - (size_t)g_utf8_strlen(cell, -1);
        bool right = j > 0;
        g_string_append_printf(s, " %*s%s%*s |", right ? (int)blanks : 0, "",
                               cell, right ? 0 : (int)blanks, "");
    }
    g_string_append_c(s, '\n');
}

static void append_rule(GString *s, const sw_markdown *t, const size_t *width)
{
    g_string_append_c(s, '|');
    for (size_t j = 0; j < t->columns; j++) {
        for (size_t i = 0; i < width[j] + 1; i++)
            g_string_append_c(s, '-');
        g_string_append(s, j > 0 ? ":|" : "-|");
    }
    g_string_append_c(s, '\n');
}

void sw_markdown_append(GString *s, sw_markdown *t)
{
    size_t width[SW_MARKDOWN_COLUMNS] = {0}, rows = t->cells->len / t->columns;
    for (guint i = 0; i < t->cells->len; i++) {
        const char *cell = g_ptr_array_index(t->cells, i);
        size_t *w = &width[i % t->columns];
        *w = MAX(*w, (size_t)g_utf8_strlen(cell, -1));
    }
    append_row(s, t, 0, width);
    append_rule(s, t, width);
    for (size_t row = 1; row < rows; row++)
        append_row(s, t, row, width);
    g_ptr_array_unref(t->cells);
}
