/*
 * result_difference.h - where two results differ.
 */
#ifndef SW_EVALUATION_RESULT_DIFFERENCE_H
#define SW_EVALUATION_RESULT_DIFFERENCE_H

#include <glib.h>

#include "ingest/json.h"

/**
 * Every value in which two results differ: numbers by more than 1e-9 of the
 * larger one and 1e-12, all else at all.
 * Which program made them (provenance.version and build) is not compared, and
 * the run's id only of one version.
 *
 * @return of char*, one sentence each: what it was made of first (inputs and
 *         model), the rest in the order of the file; free with
 *         g_ptr_array_unref
 */
GPtrArray *sw_result_differences(const sw_json *was, const sw_json *is);

#endif
