#include "decision/previous.h"

static bool recommended(const sw_json *segments, const char *name)
{
    for (size_t i = 0; i < segments->n_items; i++) {
        const sw_json *text = sw_json_member(segments->items[i], "segment");
        const sw_json *seats =
            sw_json_member(segments->items[i], "recommended_seats");
        if (text != NULL && text->type == SW_JSON_STRING &&
            g_str_equal(text->string, name))
            return seats != NULL && seats->type == SW_JSON_NUMBER &&
                   seats->number > 0.0;
    }
    return false;
}

bool *sw_previous_segments(const sw_economics *e)
{
    const sw_json *segments = sw_json_member(e->pilot->previous, "segments");
    bool *kept = NULL;
    if (segments != NULL && segments->type == SW_JSON_ARRAY) {
        kept = g_new0(bool, e->evidence->n_segments);
        for (size_t g = 0; g < e->evidence->n_segments; g++)
            kept[g] = recommended(segments, e->evidence->segments[g].name);
    }
    return kept;
}

int sw_previous_extensions(const sw_economics *e)
{
    const sw_json *used =
        sw_json_at(e->pilot->previous, "verdict.extensions_used");
    double n = 0.0;
    if (used != NULL && used->type == SW_JSON_NUMBER)
        n = used->number;
    return n > 0.0 ? (int)n : 0;
}
