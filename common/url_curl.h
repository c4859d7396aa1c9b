/*
 * url_curl.h - libcurl's functions for addresses, loaded when first needed: see
 * medel/late.h.
 *
 * url_plain.c sees to nearly all addresses. Yet the thirty libraries that
 * libcurl brings along took the loader 5 ms in each `medel index` and `medel
 * extract`. In a program that has libcurl it is that one.
 */
#ifndef MEDEL_URL_CURL_H
#define MEDEL_URL_CURL_H

#include "medel/err.h"

#include <curl/curl.h>

/* Each as the function in libcurl that is called so. */
struct url_curl {
    __typeof__(curl_url) *url;
    __typeof__(curl_url_cleanup) *url_cleanup;
    __typeof__(curl_url_set) *url_set;
    __typeof__(curl_url_get) *url_get;
    __typeof__(curl_free) *free;
};

/* The same each time; NULL where libcurl cannot be loaded, and *E says why,
 * with ST_IO. */
const struct url_curl *url_curl(struct err *e);

#endif
