/*
 * hash.h - hashes of texts that come from files.
 *
 * Keyed by random bytes of the process, so that nobody can choose names that
 * meet in one bucket. The order of a table differs from run to run: whoever
 * walks through one sorts.
 */
#ifndef SW_BASE_HASH_H
#define SW_BASE_HASH_H

#include <glib.h>
#include <stdint.h>

/* One half of the key of this process. */
uint64_t sw_hash_key(int half);

/* GHashFunc of strings: SipHash-1-3.
 * Source: Aumasson & Bernstein 2012, SipHash: a fast short-input PRF. */
guint sw_hash_text(gconstpointer text);

#endif
