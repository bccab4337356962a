/*
 * diagnostic_say.h - findings that a report may say in another language.
 */
#ifndef SW_BASE_DIAGNOSTIC_SAY_H
#define SW_BASE_DIAGNOSTIC_SAY_H

#include "base/message.h"
#include "seatworth/diagnostic.h"

/* As sw_diagnose, of a message of any values, which is taken over. */
void sw_diagnose_say(sw_diagnostics *d, sw_severity severity, const char *code,
                     sw_place place, const char *remedy, sw_message *said);
/* What `x` says, as a message of the caller's own. */
sw_message *sw_diagnostic_said(const sw_diagnostic *x);

#endif
