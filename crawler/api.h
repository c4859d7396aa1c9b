/*
 * api.h - funders' data beside their pages: the crawler's side of
 * medel/adapter.h.
 *
 *   api_plan.c    which addresses an API is asked by
 *   api_answer.c  an answer, split into its items
 *   api_page.c    what becomes of the row it was asked by
 *   api_store.c   items, each stored as a page of its own; those that are gone
 *   api_key.c     the user's own keys
 */
#ifndef MEDEL_CRAWLER_API_H
#define MEDEL_CRAWLER_API_H

#include "crawl.h"

#include "medel/adapter.h"

/* --- api_plan.c --- */

/* Finds out what J's funder publishes; nothing is asked for yet. A missing key
 * is noted and costs that API alone. */
enum status api_open(struct crawl *c, struct job *j,
                     struct err *e) MEDEL_NODISCARD;
void api_close(struct job *j);
/* In a transaction: puts what is due in the queue. */
enum status api_queue(struct crawl *c, struct job *j,
                      struct err *e) MEDEL_NODISCARD;
/* The API of J's that the address belongs to, with PART; NULL: none any
 * more. */
const struct api_use *api_of(const struct job *j,
                             const struct adapter_part *part, const char *url);

/* What a request for an API's address differs in: the cap on its length, the
 * type, the key. */
void api_request(const struct job *j, const struct page_row *p,
                 struct fetch_request *r);

/* --- api_answer.c --- */

/* Reads a whole answer to a page that has an adapter and is not inlined.
 * *problem (else NULL) says what is wrong with the answer: AFTER has failed
 * then. Where all is well AFTER is filled but for what all pages have. */
enum status api_answer(struct crawl *c, struct task *t, struct page_row *after,
                       const struct fetch_result *r, const char **problem,
                       bool *changed, struct err *e) MEDEL_NODISCARD;

/* --- api_page.c --- */

/* 200: what becomes of its row. */
enum status api_page(struct crawl *c, struct task *t, struct page_row *p,
                     const struct fetch_result *r,
                     struct err *e) MEDEL_NODISCARD;
/* Behind the last page of a list, where some servers say 400. */
enum status api_list_end(struct crawl *c, struct task *t, struct page_row *p,
                         struct err *e) MEDEL_NODISCARD;

/* --- api_store.c --- */

/* Stores an item under URL (normal form). LIST is the answer that it came
 * with. *changed: it is new or says something else than before; *page is its
 * row, whose id is 0 where it was left out. */
enum status api_store_item(struct crawl *c, struct job *j, struct arena *mem,
                           const struct page_row *list, const char *url,
                           const struct adapter_item *item,
                           struct page_row *page, bool *changed,
                           struct err *e) MEDEL_NODISCARD;
/* The row of an item stored under URL; ST_NOT_FOUND, also where the address
 * is another page's. */
enum status api_find_item(struct crawl *c, struct job *j, struct arena *mem,
                          const char *url, struct page_row *ret,
                          struct err *e) MEDEL_NODISCARD;
/* It is no longer among the funder's data. */
enum status api_lose_item(struct crawl *c, struct job *j,
                          const struct page_row *item, enum adapter_absence how,
                          struct err *e) MEDEL_NODISCARD;
/* The same for all that came by an API that the source has no more. */
enum status api_lose_dropped(struct crawl *c, struct job *j,
                             struct err *e) MEDEL_NODISCARD;
/* The same for all of PART that this crawl did not see, where every list of
 * it was read to its end, and every item. */
enum status api_lose_unseen(struct crawl *c, struct job *j,
                            const struct page_row *list,
                            const struct adapter_part *part,
                            struct err *e) MEDEL_NODISCARD;

/* --- api_key.c --- */

/*
 * The user's key NAME: $MEDEL_KEY_NAME, else the first line of the file
 * keys/NAME in medel's folder of settings, which nobody else may read. In
 * MEM. ST_NOT_FOUND where there is none, ST_REFUSED where the file is open to
 * others or not the user's; *e says what to do.
 */
enum status api_key_load(struct arena *mem, const char *name, const char **ret,
                         struct err *e) MEDEL_NODISCARD;

#endif
