/*
 * agent.h - the name the crawler goes by.
 */
#ifndef MEDEL_CRAWLER_AGENT_H
#define MEDEL_CRAWLER_AGENT_H

/* The product token that robots.txt files and meta tags address (RFC 9309,
 * section 2.2.1). */
#define AGENT_TOKEN "medel"

/* Where a webmaster reads what medel is, unless --contact or $MEDEL_CONTACT
 * says it better, as whoever runs medel should: this is a placeholder. */
#define AGENT_URL "https://medel.example/crawler"

#endif
