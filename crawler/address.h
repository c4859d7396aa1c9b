/*
 * address.h - which network addresses a page may be fetched from.
 */
#ifndef MEDEL_CRAWLER_ADDRESS_H
#define MEDEL_CRAWLER_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * True for a unicast address of the public Internet. Private, loopback,
 * link-local (with the cloud's metadata services), carrier-grade NAT,
 * documentation, multicast and reserved ranges are not, nor is any other
 * address family; IPv4 inside IPv6 is judged as IPv4.
 */
bool address_is_public(const struct sockaddr *sa, socklen_t len);
/* The same for its text, as libcurl gives it. */
bool address_text_is_public(const char *text);

#endif
