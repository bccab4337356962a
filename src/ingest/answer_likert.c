/* One answer in a scale of which only the points are known (FORMATS 8.1). Where
 * a whole column is at hand, scale.h tells which scale it is. */
#include "ingest/answer.h"

#include <glib.h>
#include <math.h>

#include "ingest/scale.h"

/* The point that the first scale of so many points that knows the label gives
 * it; 0: none does. */
static int point_of(const char *label, int points)
{
    for (size_t i = 0; label[0] != '\0' && i < sw_n_scales; i++) {
        int point = sw_scales[i].points == points
                        ? sw_scale_point(&sw_scales[i], label)
                        : 0;
        if (point > 0)
            return point;
    }
    return 0;
}

/* Above, at or below the middle of the scale. */
static int side(double x, int points)
{
    double from_middle = 2.0 * x - (double)(points + 1);
    return (from_middle > 0.0) - (from_middle < 0.0);
}

sw_cell_status sw_answer_likert(double *out, const char *text, int points)
{
    if (sw_cell_is_missing(text))
        return SW_CELL_MISSING;
    double x;
    g_autofree char *label = sw_scale_cut(text, &x);
    int said = point_of(label, points);
    if (!isnan(x)) {
        /* The label of "1 - Strongly agree" says that 1 is the other end. */
        bool turned = said > 0 && side(said, points) != side(x, points);
        if (turned || x < 1.0 || x > points || fabs(x - nearbyint(x)) > 0.0)
            return SW_CELL_BAD;
        *out = x;
        return SW_CELL_OK;
    }
    if (said == 0)
        return SW_CELL_BAD;
    *out = said;
    return SW_CELL_OK;
}
