/*
 * servers.h - which hosts are one server: those at the same network address.
 *
 * Several funders' sites often stand on one machine. It must not notice that
 * they are several: so many requests at a time, and the delay between two, hold
 * for the address as they do for a host, and its hosts are asked in turn. How
 * it answers one of them counts for all (pace.h). (A Crawl-delay or a
 * Retry-After is one host's, and stays so; but one that may have one request
 * under way has it with no other's beside it.)
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

/* HOSTS is borrowed. NULL when out of memory. */
struct servers *servers_new(const struct hosts *hosts);
void servers_free(struct servers *s);

/*
 * HOST's REQUEST (whatever it is known by) is about to connect to ADDRESS (as
 * text). True where it may: it then has a hold on the server until
 * servers_release(). False where as many as may be are under way there, or its
 * delay is not over; HOST then waits for it. (When out of memory it may.)
 */
bool servers_may_connect(struct servers *s, const void *request,
                         struct host *host, const char *address,
                         int64_t now_ms);
/* HOST's REQUEST is sent, maybe on a connection that is open already. */
void servers_hold(struct servers *s, const void *request, struct host *host,
                  int64_t now_ms);
/* HOST's REQUEST has ended, and with it its holds on servers. The one at
 * ADDRESS (it answered; "" where none did) may be asked from NEXT_MS on. */
void servers_release(struct servers *s, const void *request, struct host *host,
                     const char *address, int64_t next_ms);

/* When HOST may be asked (monotonic milliseconds) as far as its own delay and
 * its server's go; INT64_MAX where another of the server's hosts comes
 * first. */
int64_t servers_ready_ms(const struct hosts *all, const struct host *host,
                         int64_t now_ms);

#endif
