/*
 * odbc.h - a statement to a data source, and its answer as a CSV.
 *
 * The driver manager (unixODBC) is loaded when it is needed and never linked.
 * Passwords come from the data source or from the environment variable
 * SEATWORTH_ODBC ("UID=...;PWD=..."), never from a pilot, and are in no
 * message. The connection only reads: it says so to the driver, and whatever a
 * statement did is rolled back.
 */
#ifndef SW_INGEST_ODBC_H
#define SW_INGEST_ODBC_H

#include <glib.h>

#include "seatworth/error.h"
#include "ingest/sql_statement.h"

typedef struct sw_odbc sw_odbc;

/* `seconds`: how long a statement may take; connecting may take 15.
 * @return SW_OK; SW_EIO with what the driver says, or where there is no driver
 * manager, here or in this build. sw_odbc_close() it. */
SW_NODISCARD sw_status sw_odbc_open(sw_odbc **out, const char *connection,
                                    unsigned seconds, sw_error *err);
void sw_odbc_close(sw_odbc *c);

/* How its product reads SQL; SW_SQL_ANSI where that is not known. */
sw_sql_dialect sw_odbc_dialect(const sw_odbc *c);

/* Header and rows as UTF-8, commas, a point as the decimal sign, NULL as an
 * empty cell, into `csv`. *rows: how many, without the header.
 * @return SW_OK; SW_EIO with what the driver says; SW_EDOMAIN where the answer
 * is above SW_ODBC_MAX_BYTES. Half an answer is none. */
SW_NODISCARD sw_status sw_odbc_ask(sw_odbc *c, const char *statement,
                                   GString *csv, size_t *rows, sw_error *err);

enum { SW_ODBC_MAX_BYTES = 512 * 1024 * 1024 };

/* The key in a connection string that must not stand in a file (a password, a
 * user, a token); NULL: none. Points into a static text. */
const char *sw_odbc_secret_key(const char *connection);

#endif
