/*
 * address.c - public or not; see address.h. The ranges are those of IANA's
 * special-purpose registries (RFC 6890 and its updates).
 */
#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct prefix4 {
    uint8_t a, b, c, d;
    int bits;
};

static const struct prefix4 PRIVATE4[] = {
    {0, 0, 0, 0, 8},       /* this network */
    {10, 0, 0, 0, 8},      /* private */
    {100, 64, 0, 0, 10},   /* carrier-grade NAT */
    {127, 0, 0, 0, 8},     /* loopback */
    {169, 254, 0, 0, 16},  /* link-local, metadata services */
    {172, 16, 0, 0, 12},   /* private */
    {192, 0, 0, 0, 24},    /* protocol assignments */
    {192, 0, 2, 0, 24},    /* documentation */
    {192, 88, 99, 0, 24},  /* 6to4 relays */
    {192, 168, 0, 0, 16},  /* private */
    {198, 18, 0, 0, 15},   /* benchmarks */
    {198, 51, 100, 0, 24}, /* documentation */
    {203, 0, 113, 0, 24},  /* documentation */
    {224, 0, 0, 0, 4},     /* multicast */
    {240, 0, 0, 0, 4},     /* reserved, broadcast */
};

static const struct {
    uint8_t bytes[6];
    int bits;
} PRIVATE6[] = {
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, /* local NAT64 */
    {{0x01, 0x00, 0x00, 0x00, 0x00, 0x00}, 48}, /* discard-only */
    {{0x20, 0x01, 0x00}, 23},       /* protocol assignments, Teredo */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x3f, 0xff, 0x00}, 20},       /* documentation */
    {{0x5f, 0x00}, 16},             /* segment routing */
    {{0xfc}, 7},                    /* unique local */
    {{0xfe, 0x80}, 9},              /* link-local, and the old site-local */
    {{0xff}, 8},                    /* multicast */
};

static bool has_prefix(const uint8_t *p, const uint8_t *prefix, int bits)
{
    int whole = bits / 8, rest = bits % 8;
    if (memcmp(p, prefix, (size_t)whole) != 0)
        return false;
    return rest == 0 || (p[whole] ^ prefix[whole]) >> (8 - rest) == 0;
}

static bool is_public4(const uint8_t *p)
{
    for (size_t i = 0; i < sizeof PRIVATE4 / sizeof *PRIVATE4; i++) {
        const struct prefix4 *x = &PRIVATE4[i];
        const uint8_t prefix[4] = {x->a, x->b, x->c, x->d};
        if (has_prefix(p, prefix, x->bits))
            return false;
    }
    return true;
}

static bool is_public6(const uint8_t *p)
{
    static const uint8_t ZERO[12];
    static const uint8_t MAPPED[12] = {[10] = 0xff, [11] = 0xff};
    static const uint8_t NAT64[12] = {0x00, 0x64, 0xff, 0x9b};
    static const uint8_t SIX_TO_FOUR[2] = {0x20, 0x02};
    if (memcmp(p, MAPPED, 12) == 0 || memcmp(p, NAT64, 12) == 0)
        return is_public4(p + 12);
    if (memcmp(p, SIX_TO_FOUR, 2) == 0)
        return is_public4(p + 2);
    /* Unspecified, loopback and the "compatible" form of old. */
    if (memcmp(p, ZERO, 12) == 0)
        return false;
    for (size_t i = 0; i < sizeof PRIVATE6 / sizeof *PRIVATE6; i++)
        if (has_prefix(p, PRIVATE6[i].bytes, PRIVATE6[i].bits))
            return false;
    return true;
}

bool address_is_public(const struct sockaddr *sa, socklen_t len)
{
    if (sa->sa_family == AF_INET && len >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in in;
        memcpy(&in, sa, sizeof in);
        return is_public4((const uint8_t *)&in.sin_addr);
    }
    if (sa->sa_family == AF_INET6 && len >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 in6;
        memcpy(&in6, sa, sizeof in6);
        return is_public6(in6.sin6_addr.s6_addr);
    }
    return false;
}

bool address_text_is_public(const char *text)
{
    uint8_t bytes[16];
    char plain[INET6_ADDRSTRLEN];
    size_t n = strcspn(text, "%"); /* a zone */
    if (n >= sizeof plain)
        return false;
    memcpy(plain, text, n);
    plain[n] = '\0';
    if (inet_pton(AF_INET, plain, bytes) == 1)
        return is_public4(bytes);
    if (inet_pton(AF_INET6, plain, bytes) == 1)
        return is_public6(bytes);
    return false;
}
