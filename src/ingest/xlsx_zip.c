#include "ingest/xlsx_zip.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>
#include <unzip.h>

enum { PIECE = 64 * 1024, NAMES_LIKE_A_FILE_SYSTEM = 2, ENCRYPTED = 1 };

static const char SAVE_AGAIN[] = "export or save it again";

bool sw_zip_fail(sw_zip *z, const char *code, const char *remedy,
                 const char *fmt, ...)
{
    if (z->failed)
        return false;
    va_list args;
    va_start(args, fmt);
    g_autofree char *message = g_strdup_vprintf(fmt, args);
    va_end(args);
    sw_diagnose(z->d, SW_ERROR, code, (sw_place){.file = z->name}, remedy, "%s",
                message);
    z->failed = true;
    return false;
}

/* The bytes in memory as the file that minizip wants to read. */
static voidpf open_memory(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *out, uLong size)
{
    sw_zip *z = opaque;
    (void)stream;
    uLong n = MIN(size, z->length - z->at);
    memcpy(out, z->bytes + z->at, n);
    z->at += n;
    return n;
}

static uLong write_memory(voidpf opaque, voidpf stream, const void *in,
                          uLong size)
{
    (void)opaque;
    (void)stream;
    (void)in;
    (void)size;
    return 0;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream)
{
    const sw_zip *z = opaque;
    (void)stream;
    return z->at;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset,
                        int origin)
{
    sw_zip *z = opaque;
    (void)stream;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                  : origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at
                                                     : z->length;
    if (offset > z->length - from)
        return -1;
    z->at = from + offset;
    return 0;
}

static int close_memory(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static bool has_few_parts(sw_zip *z)
{
    unz_global_info64 info;
    if (unzGetGlobalInfo64(z->archive, &info) == UNZ_OK &&
        info.number_entry <= SW_ZIP_MAX_PARTS)
        return true;
    return sw_zip_fail(z, "too-many-parts", SAVE_AGAIN,
                       "the archive has more than %d parts", SW_ZIP_MAX_PARTS);
}

bool sw_zip_open(sw_zip *z, const char *bytes, size_t length, const char *name,
                 sw_diagnostics *d)
{
    *z = (sw_zip){.bytes = bytes, .length = length, .name = name, .d = d};
    zlib_filefunc64_def memory = {.zopen64_file = open_memory,
                                  .zread_file = read_memory,
                                  .zwrite_file = write_memory,
                                  .ztell64_file = tell_memory,
                                  .zseek64_file = seek_memory,
                                  .zclose_file = close_memory,
                                  .zerror_file = close_memory,
                                  .opaque = z};
    z->archive = unzOpen2_64(name, &memory);
    if (z->archive != NULL && has_few_parts(z))
        return true;
    sw_zip_close(z);
    return sw_zip_fail(z, "broken-archive", SAVE_AGAIN,
                       "the file begins like a workbook or zip archive but is "
                       "cut short or damaged");
}

void sw_zip_close(sw_zip *z)
{
    if (z->archive != NULL)
        unzClose(z->archive);
    z->archive = NULL;
}

/* Some writers part the names of folders with a backslash, which Excel opens.
 */
bool sw_zip_has(const sw_zip *z, const char *part)
{
    if (strlen(part) >= SW_ZIP_NAME)
        return false;
    if (unzLocateFile(z->archive, part, NAMES_LIKE_A_FILE_SYSTEM) == UNZ_OK)
        return true;
    g_autofree char *other = g_strdelimit(g_strdup(part), "/", '\\');
    return unzLocateFile(z->archive, other, NAMES_LIKE_A_FILE_SYSTEM) == UNZ_OK;
}

bool sw_zip_part(const sw_zip *z, size_t i, char *name)
{
    int s = unzGoToFirstFile(z->archive);
    for (size_t k = 0; s == UNZ_OK && k < i; k++)
        s = unzGoToNextFile(z->archive);
    memset(name, 0, SW_ZIP_NAME); /* minizip ends short names only */
    if (s != UNZ_OK ||
        unzGetCurrentFileInfo64(z->archive, NULL, name, SW_ZIP_NAME - 1, NULL,
                                0, NULL, 0) != UNZ_OK)
        return false;
    g_strdelimit(name, "\\", '/');
    return true;
}

static bool open_part(sw_zip *z, const char *part)
{
    unz_file_info64 info;
    if (!sw_zip_has(z, part))
        return sw_zip_fail(z, "broken-workbook", SAVE_AGAIN,
                           "the part %s is missing", part);
    if (unzGetCurrentFileInfo64(z->archive, &info, NULL, 0, NULL, 0, NULL, 0) !=
        UNZ_OK)
        return sw_zip_fail(z, "broken-archive", SAVE_AGAIN,
                           "the part %s cannot be found", part);
    if (info.flag & ENCRYPTED)
        return sw_zip_fail(z, "encrypted", "save it without a password",
                           "the file is encrypted");
    if (unzOpenCurrentFile(z->archive) != UNZ_OK)
        return sw_zip_fail(z, "broken-archive", SAVE_AGAIN,
                           "the part %s cannot be unpacked", part);
    return true;
}

/* @return what unzReadCurrentFile said last; > 0 if the taker had enough */
static int pass_on(sw_zip *z, sw_zip_taker *take, void *data)
{
    g_autofree char *piece = g_malloc(PIECE);
    int n;
    while ((n = unzReadCurrentFile(z->archive, piece, PIECE)) > 0) {
        z->inflated += (uint64_t)n;
        if (z->inflated > SW_ZIP_MAX_INFLATED) {
            sw_zip_fail(z, "file-too-large", "split it into smaller files",
                        "the file unpacks to more than 1 GiB");
            return n;
        }
        if (!take(piece, (size_t)n, data))
            return n;
    }
    return n;
}

bool sw_zip_read(sw_zip *z, const char *part, sw_zip_taker *take, void *data)
{
    if (z->failed || !open_part(z, part))
        return false;
    int last = pass_on(z, take, data);
    int closed = unzCloseCurrentFile(z->archive);
    if (z->failed)
        return false;
    if (last < 0 || (last == 0 && closed == UNZ_CRCERROR))
        return sw_zip_fail(z, "broken-archive", SAVE_AGAIN,
                           "the part %s is damaged", part);
    return true;
}
