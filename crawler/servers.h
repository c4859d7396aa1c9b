/*
 * servers.h - which hosts are one server: those at the same network address.
 *
 * Several funders' sites often stand on one machine. It must not notice that
 * they are several: one request at a time, and the delay between two, hold
 * for the address as they do for a host, and its hosts are asked in turn.
 * (A Crawl-delay or a Retry-After is one host's, and stays so.)
 *
 * What a host's address is shows when it is first connected to, just before
 * (see may_connect in fetch.h); until then nothing is known of it.
 */
#ifndef MEDEL_CRAWLER_SERVERS_H
#define MEDEL_CRAWLER_SERVERS_H

#include "hosts.h"

#include <stdbool.h>
#include <stdint.h>

struct servers;

struct servers *servers_new(void); /* NULL when out of memory */
void servers_free(struct servers *s);

/*
 * HOST is about to connect to ADDRESS (as text). True where it may: the
 * server is then HOST's until servers_release(). False where another host's
 * request is under way there, or its delay is not over; HOST then waits for
 * it. (When out of memory it may.)
 */
bool servers_may_connect(struct servers *s, struct host *host,
                         const char *address, int64_t now_ms);
/* A request is sent, maybe on a connection that is open already. */
void servers_hold(struct host *host, int64_t now_ms);
/* Its request has ended, and with it HOST's hold on servers. The one at
 * ADDRESS (it answered; "" where none did) may be asked from NEXT_MS on. */
void servers_release(struct servers *s, struct host *host, const char *address,
                     int64_t next_ms);

/* When HOST may be asked (monotonic milliseconds) as far as its own delay and
 * its server's go; INT64_MAX where another of the server's hosts comes
 * first. */
int64_t servers_ready_ms(const struct hosts *all, const struct host *host,
                         int64_t now_ms);

#endif
