/*
 * previous.h - what the previous result decided.
 */
#ifndef SW_DECISION_PREVIOUS_H
#define SW_DECISION_PREVIOUS_H

#include "economics/economics.h"

/* [n_segments] whether the previous result recommended seats for it; NULL
 * without a previous result that says. Freed with g_free. */
bool *sw_previous_segments(const sw_economics *e);
/* Extensions that were used by then; 0 without a previous result. */
int sw_previous_extensions(const sw_economics *e);

#endif
