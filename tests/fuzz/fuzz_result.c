/* libFuzzer: any JSON as a result: compared with itself and with a whole one,
 * and its differences from both. */
#include <stdint.h>
#include <stdlib.h>

#include "evaluation/compare.h"
#include "evaluation/result_difference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The seed that is a whole result. */
static const sw_json *whole(void)
{
    static sw_json *read;
    if (read == NULL) {
        sw_diagnostics *d = sw_diagnostics_new();
        read =
            sw_json_read("tests/fuzz/corpus/fuzz_result/whole.json", false, d);
        sw_diagnostics_free(d);
        if (read == NULL)
            abort(); /* to be run from the top folder */
    }
    return read;
}

static void compare(const sw_json *a, const sw_json *b)
{
    sw_comparison *c = NULL;
    sw_error err = {0};
    if (sw_compare(&c, a, b, &err) == SW_OK)
        sw_comparison_free(c);
    else if (err.message[0] == '\0')
        abort(); /* a refusal says why */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_parse((const char *)data, size, "fuzz", false, d);
    sw_diagnostics_free(d);
    if (v == NULL)
        return 0;
    g_autoptr(GPtrArray) none = sw_result_differences(v, v);
    if (none->len > 0)
        abort(); /* nothing differs from itself */
    g_ptr_array_unref(sw_result_differences(v, whole()));
    if (sw_result_edition(v) == 2) { /* as the command asks first */
        compare(v, v);
        compare(whole(), v);
        compare(v, whole());
    }
    sw_json_free(v);
    return 0;
}
