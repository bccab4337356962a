#include "decision/run.h"

#include "decision/extend.h"
#include "decision/option.h"
#include "decision/renegotiate.h"

bool sw_run_has_analyses(sw_run *r)
{
    if (r->failed == SW_OK && r->analyses->draws == 0)
        r->failed = sw_analyses_value(r->analyses, r->d, r->err);
    return r->failed == SW_OK;
}

bool sw_run_has_price(sw_run *r)
{
    sw_decision *d = r->d;
    int best = d->verdict.best;
    sw_option o;
    if (!sw_run_has_analyses(r) ||
        sw_options_find(d, SW_OPTION_RENEGOTIATE) != NULL)
        return r->failed == SW_OK;
    bool own =
        best != SW_NO_OPTION && d->options[best].kind != SW_OPTION_SWITCH;
    sw_walk_away_set(d, r->e, r->analyses, r->least, own ? best : 0);
    r->failed = sw_renegotiate(&o, d, r->e, r->least, r->tolerance, r->err);
    if (r->failed == SW_OK)
        sw_options_insert(d, o);
    return r->failed == SW_OK;
}

bool sw_run_has_study(sw_run *r)
{
    sw_decision *d = r->d;
    if (r->failed != SW_OK || sw_options_find(d, SW_OPTION_EXTEND) != NULL)
        return r->failed == SW_OK;
    if (d->studies == NULL) /* else somebody has valued them */
        r->failed = sw_studies_value(d, r->e, r->money, r->err);
    if (r->failed == SW_OK)
        sw_options_insert(d, sw_extend_option(d, r->e));
    return r->failed == SW_OK;
}
