#include "ingest/odbc.h"

#include <stdbool.h>
#include <string.h>

const char *sw_odbc_secret_key(const char *connection)
{
    static const char *const keys[] = {
        "pwd",   "password",    "uid",          "user",
        "token", "accesstoken", "access_token", "secret",
        "key",   "apikey",      "privatekey",   "client_secret"};
    g_auto(GStrv) parts = g_strsplit(connection, ";", -1);
    for (size_t i = 0; parts[i] != NULL; i++) {
        g_auto(GStrv) pair = g_strsplit(parts[i], "=", 2);
        for (size_t k = 0; pair[0] != NULL && k < G_N_ELEMENTS(keys); k++)
            if (g_ascii_strcasecmp(g_strstrip(pair[0]), keys[k]) == 0)
                return keys[k];
    }
    return NULL;
}

#ifdef SW_HAVE_ODBC

#include <dlfcn.h>
#include <sql.h>
#include <sqlext.h>

/* The calls of the driver manager that are used, as it names them. */
#define CALLS(X)                                                               \
    X(SQLAllocHandle)                                                          \
    X(SQLFreeHandle)                                                           \
    X(SQLSetEnvAttr)                                                           \
    X(SQLSetConnectAttr)                                                       \
    X(SQLDriverConnect)                                                        \
    X(SQLDisconnect)                                                           \
    X(SQLGetInfo)                                                              \
    X(SQLSetStmtAttr)                                                          \
    X(SQLExecDirect)                                                           \
    X(SQLNumResultCols)                                                        \
    X(SQLDescribeCol)                                                          \
    X(SQLFetch)                                                                \
    X(SQLGetData)                                                              \
    X(SQLEndTran)                                                              \
    X(SQLGetDiagRec)

#define FIELD(name) __typeof__(name) *name;
typedef struct manager {
    void *library;
    CALLS(FIELD)
} manager;

struct sw_odbc {
    manager m;
    SQLHENV environment;
    SQLHDBC connection;
    bool connected;
    unsigned seconds;
    sw_sql_dialect dialect;
    char *secret; /* what no message may hold; NULL: nothing */
};

static sw_status load(manager *m, sw_error *err)
{
    m->library = dlopen("libodbc.so.2", RTLD_NOW | RTLD_LOCAL);
    if (m->library == NULL)
        return sw_fail(err, SW_EIO,
                       "there is no driver manager: install unixODBC");
        /* POSIX lets a function's address travel as an object's. */
#define FIND(name)                                                             \
    *(void **)&m->name = dlsym(m->library, #name);                             \
    if (m->name == NULL)                                                       \
        return sw_fail(err, SW_EIO, "the driver manager has no " #name);
    CALLS(FIND)
#undef FIND
    return SW_OK;
}

/* What the driver says of the last call, without line ends and secrets. */
static sw_status complain(const sw_odbc *c, SQLSMALLINT type, SQLHANDLE handle,
                          sw_error *err)
{
    enum { STATE = 6 };
    SQLCHAR state[STATE] = "", text[SQL_MAX_MESSAGE_LENGTH] = "";
    SQLINTEGER native;
    SQLSMALLINT length;
    c->m.SQLGetDiagRec(type, handle, 1, state, &native, text, sizeof text,
                       &length);
    g_autofree char *said = g_utf8_make_valid((const char *)text, -1);
    g_strdelimit(said, "\r\n\t", ' ');
    if (c->secret != NULL && strstr(said, c->secret) != NULL)
        return sw_fail(err, SW_EIO, "the data source says %s", state);
    return sw_fail(err, SW_EIO, "the data source says %s %s", state,
                   g_strstrip(said));
}

static void *number(unsigned long x)
{
    return (void *)(uintptr_t)x;
}

static sw_status connect_to(sw_odbc *c, const char *connection, sw_error *err)
{
    enum { CONNECT_SECONDS = 15 };
    const manager *m = &c->m;
    SQLSMALLINT length;
    g_autofree char *all =
        g_strdup_printf("%s%s%s", connection, c->secret != NULL ? ";" : "",
                        c->secret != NULL ? c->secret : "");
    m->SQLSetConnectAttr(c->connection, SQL_ATTR_LOGIN_TIMEOUT,
                         number(CONNECT_SECONDS), SQL_IS_UINTEGER);
    m->SQLSetConnectAttr(c->connection, SQL_ATTR_ACCESS_MODE,
                         number(SQL_MODE_READ_ONLY), SQL_IS_UINTEGER);
    SQLRETURN r =
        m->SQLDriverConnect(c->connection, NULL, (SQLCHAR *)all, SQL_NTS, NULL,
                            0, &length, SQL_DRIVER_NOPROMPT);
    if (!SQL_SUCCEEDED(r))
        return complain(c, SQL_HANDLE_DBC, c->connection, err);
    c->connected = true;
    m->SQLSetConnectAttr(c->connection, SQL_ATTR_AUTOCOMMIT,
                         number(SQL_AUTOCOMMIT_OFF), SQL_IS_UINTEGER);
    return SW_OK;
}

static sw_sql_dialect dialect_of(const sw_odbc *c)
{
    enum { NAME = 128 };
    char product[NAME] = "";
    SQLSMALLINT length;
    c->m.SQLGetInfo(c->connection, SQL_DBMS_NAME, product, NAME, &length);
    sw_sql_dialect d = sw_sql_dialect_find(product);
    return d == SW_SQL_DIALECTS ? SW_SQL_ANSI : d;
}

sw_status sw_odbc_open(sw_odbc **out, const char *connection, unsigned seconds,
                       sw_error *err)
{
    sw_odbc *c = g_new0(sw_odbc, 1);
    c->seconds = seconds;
    c->secret = g_strdup(g_getenv("SEATWORTH_ODBC"));
    sw_status status = load(&c->m, err);
    if (status == SW_OK) {
        c->m.SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &c->environment);
        c->m.SQLSetEnvAttr(c->environment, SQL_ATTR_ODBC_VERSION,
                           number(SQL_OV_ODBC3), 0);
        c->m.SQLAllocHandle(SQL_HANDLE_DBC, c->environment, &c->connection);
        status = connect_to(c, connection, err);
    }
    if (status != SW_OK) {
        sw_odbc_close(c);
        return status;
    }
    c->dialect = dialect_of(c);
    *out = c;
    return SW_OK;
}

/* The library stays: drivers leave threads and handlers behind. */
void sw_odbc_close(sw_odbc *c)
{
    if (c == NULL)
        return;
    if (c->connected) {
        c->m.SQLEndTran(SQL_HANDLE_DBC, c->connection, SQL_ROLLBACK);
        c->m.SQLDisconnect(c->connection);
    }
    if (c->connection != NULL)
        c->m.SQLFreeHandle(SQL_HANDLE_DBC, c->connection);
    if (c->environment != NULL)
        c->m.SQLFreeHandle(SQL_HANDLE_ENV, c->environment);
    g_free(c->secret);
    g_free(c);
}

sw_sql_dialect sw_odbc_dialect(const sw_odbc *c)
{
    return c->dialect;
}

static void put_cell(GString *csv, const char *text, size_t length)
{
    bool plain = true;
    for (size_t i = 0; i < length && plain; i++)
        plain = strchr(",\"\r\n", text[i]) == NULL;
    if (plain) {
        g_string_append_len(csv, text, (gssize)length);
        return;
    }
    g_string_append_c(csv, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            g_string_append_c(csv, '"');
        g_string_append_c(csv, text[i]);
    }
    g_string_append_c(csv, '"');
}

/* The cell in parts, as long as the driver has more of it. */
static sw_status read_cell(const sw_odbc *c, SQLHSTMT s, SQLUSMALLINT column,
                           GString *cell, sw_error *err)
{
    enum { PART = 1024 };
    char part[PART];
    SQLLEN left;
    g_string_truncate(cell, 0);
    for (;;) {
        SQLRETURN r = c->m.SQLGetData(s, column, SQL_C_CHAR, part, PART, &left);
        if (r == SQL_NO_DATA || left == SQL_NULL_DATA)
            return SW_OK;
        if (!SQL_SUCCEEDED(r))
            return complain(c, SQL_HANDLE_STMT, s, err);
        g_string_append(cell, part);
        if (left != SQL_NO_TOTAL && left < PART)
            return SW_OK;
    }
}

static sw_status read_header(const sw_odbc *c, SQLHSTMT s, SQLSMALLINT n,
                             GString *csv, sw_error *err)
{
    enum { NAME = 256 };
    for (SQLSMALLINT i = 0; i < n; i++) {
        SQLCHAR name[NAME] = "";
        SQLSMALLINT length, type, digits, nullable;
        SQLULEN size;
        SQLRETURN r =
            c->m.SQLDescribeCol(s, (SQLUSMALLINT)(i + 1), name, NAME, &length,
                                &type, &size, &digits, &nullable);
        if (!SQL_SUCCEEDED(r))
            return complain(c, SQL_HANDLE_STMT, s, err);
        if (i > 0)
            g_string_append_c(csv, ',');
        put_cell(csv, (const char *)name, strlen((const char *)name));
    }
    g_string_append_c(csv, '\n');
    return SW_OK;
}

static sw_status read_row(const sw_odbc *c, SQLHSTMT s, SQLSMALLINT n,
                          GString *csv, GString *cell, sw_error *err)
{
    for (SQLSMALLINT i = 0; i < n; i++) {
        sw_status status = read_cell(c, s, (SQLUSMALLINT)(i + 1), cell, err);
        if (status != SW_OK)
            return status;
        if (i > 0)
            g_string_append_c(csv, ',');
        put_cell(csv, cell->str, cell->len);
    }
    g_string_append_c(csv, '\n');
    return SW_OK;
}

static sw_status read_rows(const sw_odbc *c, SQLHSTMT s, SQLSMALLINT n,
                           GString *csv, size_t *rows, sw_error *err)
{
    g_autoptr(GString) cell = g_string_new(NULL);
    sw_status status = read_header(c, s, n, csv, err);
    *rows = 0;
    while (status == SW_OK) {
        SQLRETURN r = c->m.SQLFetch(s);
        if (r == SQL_NO_DATA)
            return SW_OK;
        if (!SQL_SUCCEEDED(r))
            return complain(c, SQL_HANDLE_STMT, s, err);
        status = read_row(c, s, n, csv, cell, err);
        ++*rows;
        if (csv->len > SW_ODBC_MAX_BYTES)
            return sw_fail(err, SW_EDOMAIN,
                           "the answer is above %d MB: ask for less",
                           SW_ODBC_MAX_BYTES / 1024 / 1024);
    }
    return status;
}

sw_status sw_odbc_ask(sw_odbc *c, const char *statement, GString *csv,
                      size_t *rows, sw_error *err)
{
    const manager *m = &c->m;
    SQLHSTMT s = NULL;
    SQLSMALLINT n = 0;
    sw_status status;
    m->SQLAllocHandle(SQL_HANDLE_STMT, c->connection, &s);
    m->SQLSetStmtAttr(s, SQL_ATTR_QUERY_TIMEOUT, number(c->seconds),
                      SQL_IS_UINTEGER);
    SQLRETURN r = m->SQLExecDirect(s, (SQLCHAR *)statement, SQL_NTS);
    if (!SQL_SUCCEEDED(r) && r != SQL_NO_DATA)
        status = complain(c, SQL_HANDLE_STMT, s, err);
    else if (!SQL_SUCCEEDED(m->SQLNumResultCols(s, &n)))
        status = complain(c, SQL_HANDLE_STMT, s, err);
    else if (n == 0)
        status = sw_fail(err, SW_EIO, "the statement has no rows to give");
    else
        status = read_rows(c, s, n, csv, rows, err);
    m->SQLFreeHandle(SQL_HANDLE_STMT, s);
    if (status != SW_OK)
        g_string_truncate(csv, 0);
    return status;
}

#else

sw_status sw_odbc_open(sw_odbc **out, const char *connection, unsigned seconds,
                       sw_error *err)
{
    (void)out;
    (void)connection;
    (void)seconds;
    return sw_fail(err, SW_EIO,
                   "this build knows no data sources: install unixodbc-dev "
                   "and build again");
}

void sw_odbc_close(sw_odbc *c)
{
    (void)c;
}

sw_sql_dialect sw_odbc_dialect(const sw_odbc *c)
{
    (void)c;
    return SW_SQL_ANSI;
}

sw_status sw_odbc_ask(sw_odbc *c, const char *statement, GString *csv,
                      size_t *rows, sw_error *err)
{
    (void)c;
    (void)statement;
    (void)csv;
    (void)rows;
    return sw_fail(err, SW_EIO, "this build knows no data sources");
}

#endif
