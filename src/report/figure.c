/* figure.c - a figure of the result by its key, and the result in memory */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/result_json_parts.h"

static sw_json *tree_of(const sw_evaluation *e)
{
    static const sw_report_opts OPTS = SW_REPORT_OPTS_INIT;
    size_t length;
    g_autofree char *text = sw_result_document(&length, e, &OPTS);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *tree = sw_json_parse(text, length, "result", false, d);
    sw_diagnostics_free(d);
    return tree;
}

sw_status sw_evaluation_number(const sw_evaluation *e, const char *key,
                               double *out, sw_error *err)
{
    sw_json *tree = tree_of(e);
    const sw_json *v = sw_json_at(tree, key);
    sw_status st = SW_OK;
    if (v == NULL || (v->type != SW_JSON_NUMBER && v->type != SW_JSON_NULL))
        st = sw_fail(err, SW_ENODATA, "the result has no number '%s'", key);
    else
        *out = v->type == SW_JSON_NUMBER ? v->number : NAN;
    sw_json_free(tree);
    return st;
}

static sw_status copy(char **out, const char *text, sw_error *err)
{
    char *made = strdup(text);
    if (made == NULL)
        return sw_fail(err, SW_ENOMEM, "a text of %zu bytes", strlen(text));
    *out = made;
    return SW_OK;
}

sw_status sw_evaluation_text(const sw_evaluation *e, const char *key,
                             char **out, sw_error *err)
{
    sw_json *tree = tree_of(e);
    const sw_json *v = sw_json_at(tree, key);
    sw_status st =
        v != NULL && v->type == SW_JSON_STRING
            ? copy(out, v->string, err)
            : sw_fail(err, SW_ENODATA, "the result has no text '%s'", key);
    sw_json_free(tree);
    return st;
}

sw_status sw_report_json_text(char **out, size_t *length,
                              const sw_evaluation *e,
                              const sw_report_opts *opts, sw_error *err)
{
    size_t n;
    g_autofree char *text = sw_result_document(&n, e, opts);
    sw_status st = copy(out, text, err);
    if (st == SW_OK && length != NULL)
        *length = n;
    return st;
}
