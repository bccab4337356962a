#include "report/workbook_check.h"
#include "report/workbook_memory.h"

#include <expat.h>
#include <stdbool.h>
#include <string.h>
#include <unzip.h>

enum { CHUNK = 65536, NAME = 256 };

/* Feeds the part that is open to `parser`, NULL for a picture; whether all of
 * it could be read, and what it is if it is XML. */
static bool read_part(unzFile zip, XML_Parser parser)
{
    char chunk[CHUNK];
    bool good = true;
    int n;
    while ((n = unzReadCurrentFile(zip, chunk, sizeof chunk)) > 0)
        good =
            good && (parser == NULL ||
                     XML_Parse(parser, chunk, n, XML_FALSE) == XML_STATUS_OK);
    return n == 0 && good &&
           (parser == NULL ||
            XML_Parse(parser, "", 0, XML_TRUE) == XML_STATUS_OK);
}

/* Reads the current part to its end; its checksum is compared on closing. */
static const char *part_problem(unzFile zip, bool is_picture)
{
    if (unzOpenCurrentFile(zip) != UNZ_OK)
        return "cannot be opened";
    XML_Parser parser = is_picture ? NULL : XML_ParserCreate(NULL);
    bool whole = (is_picture || parser != NULL) && read_part(zip, parser);
    if (parser != NULL)
        XML_ParserFree(parser);
    if (unzCloseCurrentFile(zip) != UNZ_OK)
        return "does not match its checksum";
    return whole ? NULL : "is no whole XML document";
}

sw_status sw_workbook_check(const char *path, sw_error *err)
{
    static const char MEDIA[] = "xl/media/"; /* pictures are no XML */
    unzFile zip = unzOpen64(path);
    if (zip == NULL)
        return sw_fail(err, SW_EIO, "%s: the workbook is no zip file", path);
    int at = unzGoToFirstFile(zip);
    const char *problem = at == UNZ_OK ? NULL : "is missing";
    char name[NAME] = "its first part";
    unz_file_info64 info;
    while (at == UNZ_OK && problem == NULL) {
        if (unzGetCurrentFileInfo64(zip, &info, name, sizeof name, NULL, 0,
                                    NULL, 0) != UNZ_OK) {
            problem = "has no directory entry";
            break;
        }
        problem = part_problem(zip, strncmp(name, MEDIA, strlen(MEDIA)) == 0);
        sw_parts_found(info.uncompressed_size, (uint32_t)info.crc);
        at = unzGoToNextFile(zip);
    }
    if (problem == NULL && at != UNZ_END_OF_LIST_OF_FILE)
        problem = "is followed by a broken directory";
    if (problem == NULL && sw_parts_missing() > 0)
        problem = "is not followed by all that was meant";
    unzClose(zip);
    if (problem != NULL)
        return sw_fail(err, SW_EIO,
                       "%s: part %s of the workbook %s; is the disk full?",
                       path, name, problem);
    return SW_OK;
}
