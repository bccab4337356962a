/*
 * seatworth.h - everything that the library offers.
 *
 * Ownership: what a function returns or writes to its first parameter belongs
 * to the caller and is freed with the function named there; every other pointer
 * is borrowed for the call. Option structs start from their SW_..._INIT, or
 * where they have none from {0}, so that a member of a later version is at its
 * default.
 *
 * Threads: call sw_init once, before any other thread. Objects may then be used
 * from any thread, one at a time; different objects at the same time. Files are
 * the exception: what report.h writes, and the output it is written to, belongs
 * to one thread at a time in the whole process, since libxlsxwriter's temporary
 * files and its messages have one place. The library prints nothing, never
 * exits, and leaves the locale alone.
 */
#ifndef SEATWORTH_SEATWORTH_H
#define SEATWORTH_SEATWORTH_H

#include "seatworth/diagnostic.h"
#include "seatworth/error.h"
#include "seatworth/evaluation.h"
#include "seatworth/pilot.h"
#include "seatworth/report.h"
#include "seatworth/stats.h"
#include "seatworth/version.h"

#endif
