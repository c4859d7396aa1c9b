/*
 * asking.h - the options of all commands that ask funders' servers: medel
 * crawl, and medel update and medel sources --check, which start it.
 */
#ifndef MEDEL_ASKING_H
#define MEDEL_ASKING_H

#include "medel/cli.h"

struct asking {
    double delay, timeout; /* seconds; below 0: not given */
    const char *cacert, *contact;
    struct cli_list connect_to;
    bool allow_private;
};

/* Elements of a table of struct cli_option, which fill in struct asking O. */
/* clang-format off */
#define ASKING_OPTIONS(o)                                                      \
    {"delay", 0, CLI_SECONDS, &(o).delay, N_("S"),                             \
     N_("seconds between two requests to a host (1)"), NULL},                  \
    {"timeout", 0, CLI_SECONDS, &(o).timeout, N_("S"),                         \
     N_("seconds for one request (60)"), NULL},                                \
    {"connect-to", 0, CLI_LIST, &(o).connect_to, "H1:P1:H2:P2",                \
     N_("connect to H2:P2 for H1:P1; empty H1 and P1 mean any"), NULL},        \
    {"allow-private", 0, CLI_FLAG, &(o).allow_private, NULL,                   \
     N_("fetch from private and loopback addresses too"), NULL},               \
    {"cacert", 0, CLI_STRING, &(o).cacert, "FILE",                             \
     N_("trust these certificate authorities instead of the system's"), NULL}, \
    {"contact", 0, CLI_STRING, &(o).contact, "URL",                            \
     N_("told to the servers: who crawls ($MEDEL_CONTACT)"), NULL}
/* clang-format on */

#endif
