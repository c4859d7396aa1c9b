/* libraries.c - what medel-crawl is linked with; see medel/libraries.h. */
#include "commands.h"

#include "medel/libraries.h"

#include <brotli/decode.h>
#include <curl/curl.h>
#include <expat.h>
#include <libpsl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <yajl/yajl_version.h>
#include <zlib.h>
#include <zstd.h>

#define VERSION_BYTES 40

/* "expat_2.5.0" is 2.5.0. */
static const char *expat_version(void)
{
    const char *v = XML_ExpatVersion();
    const char *number = strchr(v, '_');
    return number != NULL ? number + 1 : v;
}

static int run_libraries(int argc, char **argv)
{
    char brotli[VERSION_BYTES], yajl[VERSION_BYTES];
    unsigned b = BrotliDecoderVersion();
    int y = yajl_version();
    const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
    (void)argc, (void)argv;
    snprintf(brotli, sizeof brotli, "%u.%u.%u", b >> 24, b >> 12 & 0xfff,
             b & 0xfff);
    snprintf(yajl, sizeof yajl, "%d.%d.%d", y / 10000, y / 100 % 100, y % 100);
    const struct library all[] = {
        {"libcurl", curl->version},
        {"TLS", curl->ssl_version != NULL ? curl->ssl_version : "none"},
        {"SQLite", sqlite3_libversion()},
        {"zstd", ZSTD_versionString()},
        {"zlib", zlibVersion()},
        {"brotli", brotli},
        {"libpsl", psl_get_version()},
        {"expat", expat_version()},
        {"yajl", yajl},
    };
    return libraries_print(all, sizeof all / sizeof *all);
}

static const struct cli_option options[] = {
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command crawl_libraries_command = {
    .name = "libraries",
    .operands = "",
    .summary = "for 'medel doctor': the libraries of medel-crawl",
    .run = run_libraries,
    .options = options,
};
