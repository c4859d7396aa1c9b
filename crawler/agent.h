/*
 * agent.h - the name the crawler goes by.
 */
#ifndef MEDEL_CRAWLER_AGENT_H
#define MEDEL_CRAWLER_AGENT_H

/* The product token that robots.txt files and meta tags address (RFC 9309,
 * section 2.2.1). */
#define AGENT_TOKEN "medel"

/* Where a webmaster reads what medel is, unless --contact says it better. */
#define AGENT_URL "https://medel.example/crawler"

#endif
