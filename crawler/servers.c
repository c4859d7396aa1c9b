/* servers.c - see servers.h. */
#include "servers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A request that is under way at a server, or about to be. */
struct holder {
    const void *request;
    const struct host *host;
};

struct server {
    char address[48];
    struct holder holders[PER_HOST_MAX];
    int n_holders;
    int64_t next_ms;
    int hosts; /* that are known to be there */
    struct pace pace;
};

struct servers {
    const struct hosts *hosts;
    struct server **items;
    size_t n, cap;
};

struct servers *servers_new(const struct hosts *hosts)
{
    struct servers *s = calloc(1, sizeof *s);
    if (s != NULL)
        s->hosts = hosts;
    return s;
}

void servers_free(struct servers *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->n; i++)
        free(s->items[i]);
    free(s->items);
    free(s);
}

/* NULL when out of memory. */
static struct server *server_at(struct servers *s, const char *address)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->items[i]->address, address) == 0)
            return s->items[i];
    if (s->n == s->cap) {
        size_t cap = s->cap != 0 ? 2 * s->cap : 32;
        struct server **items = realloc(s->items, cap * sizeof *items);
        if (items == NULL)
            return NULL;
        s->items = items;
        s->cap = cap;
    }
    struct server *new = calloc(1, sizeof *new);
    if (new == NULL)
        return NULL;
    snprintf(new->address, sizeof new->address, "%s", address);
    s->items[s->n++] = new;
    return new;
}

static void move_to(struct host *host, struct server *server)
{
    if (host->server == server)
        return;
    if (host->server != NULL)
        host->server->hosts--;
    host->server = server;
    server->hosts++;
    pace_join(&server->pace, host->pace);
    host->pace = &server->pace;
}

/* Where REQUEST is among the server's; n_holders where it is not. */
static int find_holder(const struct server *server, const void *request)
{
    int i = 0;
    while (i < server->n_holders && server->holders[i].request != request)
        i++;
    return i;
}

/* As many requests are under way as may be, if HOST is one of those asked. */
static bool is_full(const struct hosts *all, const struct server *server,
                    const struct host *host)
{
    int most = hosts_at_once(all, host);
    for (int i = 0; i < server->n_holders; i++) {
        int its = hosts_at_once(all, server->holders[i].host);
        most = its < most ? its : most;
    }
    return server->n_holders >= most;
}

/* False where REQUEST, of HOST's, has to wait. */
static bool hold(struct servers *s, struct server *server, const void *request,
                 const struct host *host, int64_t now_ms)
{
    if (find_holder(server, request) < server->n_holders)
        return true;
    if (server->next_ms > now_ms || is_full(s->hosts, server, host))
        return false;
    server->holders[server->n_holders++] = (struct holder){request, host};
    return true;
}

bool servers_may_connect(struct servers *s, const void *request,
                         struct host *host, const char *address,
                         int64_t now_ms)
{
    struct server *server = server_at(s, address);
    if (server == NULL || hold(s, server, request, host, now_ms))
        return true;
    move_to(host, server);
    return false;
}

void servers_hold(struct servers *s, const void *request, struct host *host,
                  int64_t now_ms)
{
    if (s != NULL && host->server != NULL)
        (void)hold(s, host->server, request, host, now_ms);
}

void servers_release(struct servers *s, const void *request, struct host *host,
                     const char *address, int64_t next_ms)
{
    struct server *answered = *address != '\0' ? server_at(s, address) : NULL;
    if (answered != NULL)
        move_to(host, answered);
    for (size_t i = 0; i < s->n; i++) {
        struct server *server = s->items[i];
        int at = find_holder(server, request);
        if (at == server->n_holders)
            continue;
        server->holders[at] = server->holders[--server->n_holders];
        /* The others were tried in vain. */
        if (server == answered && next_ms > server->next_ms)
            server->next_ms = next_ms;
    }
}

/* Another of the server's hosts has something to be asked for and had its turn
 * longer ago. */
static bool others_first(const struct hosts *all, const struct host *host,
                         int64_t now_ms)
{
    for (size_t i = 0; i < hosts_count(all); i++) {
        const struct host *other = hosts_at(all, i);
        if (other->server == host->server && other != host &&
            hosts_is_open(all, other) && other->next_ms <= now_ms &&
            other->done_ms < host->done_ms)
            return true;
    }
    return false;
}

int64_t servers_ready_ms(const struct hosts *all, const struct host *host,
                         int64_t now_ms)
{
    const struct server *server = host->server;
    if (server == NULL)
        return host->next_ms;
    if (is_full(all, server, host))
        return INT64_MAX;
    int64_t ready =
        server->next_ms > host->next_ms ? server->next_ms : host->next_ms;
    if (ready <= now_ms && server->hosts > 1 && others_first(all, host, now_ms))
        return INT64_MAX;
    return ready;
}
