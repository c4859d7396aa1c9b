/* servers.c - see servers.h. */
#include "servers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct server {
    char address[48];
    const struct host *holder; /* whose request is under way, or NULL */
    int64_t next_ms;
    int hosts; /* that are known to be there */
};

struct servers {
    struct server **items;
    size_t n, cap;
};

struct servers *servers_new(void)
{
    return calloc(1, sizeof(struct servers));
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
}

static bool is_free(const struct server *server, const struct host *host,
                    int64_t now_ms)
{
    return server->holder == host ||
           (server->holder == NULL && server->next_ms <= now_ms);
}

bool servers_may_connect(struct servers *s, struct host *host,
                         const char *address, int64_t now_ms)
{
    struct server *server = server_at(s, address);
    if (server == NULL)
        return true;
    if (is_free(server, host, now_ms)) {
        server->holder = host;
        return true;
    }
    move_to(host, server);
    return false;
}

void servers_hold(struct host *host, int64_t now_ms)
{
    if (host->server != NULL && is_free(host->server, host, now_ms))
        host->server->holder = host;
}

void servers_release(struct servers *s, struct host *host, const char *address,
                     int64_t next_ms)
{
    struct server *answered = *address != '\0' ? server_at(s, address) : NULL;
    if (answered != NULL)
        move_to(host, answered);
    for (size_t i = 0; i < s->n; i++) {
        struct server *server = s->items[i];
        if (server->holder != host)
            continue;
        server->holder = NULL;
        if (server == answered) /* the others were tried in vain */
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
        if (other->server == host->server && other != host && !other->busy &&
            !other->empty && other->given_up == NULL &&
            other->next_ms <= now_ms && other->done_ms < host->done_ms)
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
    if (server->holder != NULL)
        return INT64_MAX;
    int64_t ready =
        server->next_ms > host->next_ms ? server->next_ms : host->next_ms;
    if (ready <= now_ms && server->hosts > 1 && others_first(all, host, now_ms))
        return INT64_MAX;
    return ready;
}
