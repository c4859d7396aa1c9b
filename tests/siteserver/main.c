/*
 * siteserver - serves folders of files as web sites, one folder a host name.
 *
 *     siteserver --root DIR [--root DIR ...] [options]
 *
 * DIR/HOST/PATH is http://HOST/PATH, whatever the port; a later root is asked
 * where an earlier one has no such file. It listens on loopback, writes its
 * port to --port-file once it is ready, and ends on SIGTERM or SIGINT (or,
 * with --until-eof, when its standard input ends, so that it cannot outlive
 * the test that started it).
 */
#include "siteserver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_ROOTS 16
#define MAX_CONNECTIONS 1000

struct options {
    const char *roots[MAX_ROOTS];
    size_t n_roots;
    unsigned port;
    const char *port_file, *log;
    bool until_eof;
};

static const char help[] =
    "Usage: siteserver --root DIR [--root DIR ...] [options]\n"
    "\n"
    "  --root DIR       serve DIR/HOST/PATH as http://HOST/PATH\n"
    "  --port N         listen on 127.0.0.1:N; 0, the default, picks one\n"
    "  --port-file F    write the port number to F when ready\n"
    "  --log F          append a line a request to F (fields: see log.c)\n"
    "  --fault RULE     make pages misbehave (rules: see fault.c)\n"
    "  --control F      read more rules from F whenever it changes\n"
    "  --until-eof      end when standard input does\n";

static bool parse_options(int argc, char **argv, struct options *o)
{
    static const struct option names[] = {
        {"root", required_argument, NULL, 'r'},
        {"port", required_argument, NULL, 'p'},
        {"port-file", required_argument, NULL, 'f'},
        {"log", required_argument, NULL, 'l'},
        {"fault", required_argument, NULL, 'x'},
        {"control", required_argument, NULL, 'c'},
        {"until-eof", no_argument, NULL, 'u'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    char *end;
    int c;

    while ((c = getopt_long(argc, argv, "h", names, NULL)) != -1) {
        switch (c) {
        case 'r':
            if (o->n_roots == MAX_ROOTS)
                return false;
            o->roots[o->n_roots++] = optarg;
            break;
        case 'p': {
            unsigned long port = strtoul(optarg, &end, 10);

            if (*end || end == optarg || port > 65535)
                return false;
            o->port = (unsigned)port;
            break;
        }
        case 'f':
            o->port_file = optarg;
            break;
        case 'l':
            o->log = optarg;
            break;
        case 'x':
            if (!fault_add(optarg))
                return false;
            break;
        case 'c':
            fault_control(optarg);
            break;
        case 'u':
            o->until_eof = true;
            break;
        case 'h':
            fputs(help, stdout);
            exit(0);
        default:
            return false;
        }
    }
    return o->n_roots > 0 && optind == argc;
}

/* Renamed into place: whoever sees the file sees the whole number. */
static bool write_port(const char *path, unsigned port)
{
    char tmp[4096];
    FILE *out;
    bool ok;

    if (snprintf(tmp, sizeof tmp, "%s.%ld", path, (long)getpid()) >=
        (int)sizeof tmp)
        return false;
    out = fopen(tmp, "we");
    ok = out && fprintf(out, "%u\n", port) > 0;
    if (out && fclose(out) != 0)
        ok = false;
    if (ok && rename(tmp, path) == 0)
        return true;
    fprintf(stderr, "siteserver: %s: %s\n", path, strerror(errno));
    return false;
}

static struct MHD_Daemon *start(unsigned port)
{
    struct sockaddr_in at;

    memset(&at, 0, sizeof at);
    at.sin_family = AF_INET;
    at.sin_port = htons((uint16_t)port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
            MHD_USE_POLL | MHD_USE_ITC,
        0, NULL, NULL, serve_request, NULL, MHD_OPTION_SOCK_ADDR,
        (struct sockaddr *)&at, MHD_OPTION_URI_LOG_CALLBACK, serve_begin, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, serve_end, NULL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS,
        MHD_OPTION_LISTEN_BACKLOG_SIZE, 512u, MHD_OPTION_CONNECTION_TIMEOUT,
        60u, MHD_OPTION_THREAD_STACK_SIZE, (size_t)256 << 10,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
}

/* Until a signal comes, or standard input ends where that is asked for. */
static void wait_for_end(int signals, bool until_eof)
{
    struct pollfd fds[2] = {{.fd = signals, .events = POLLIN},
                            {.fd = STDIN_FILENO, .events = POLLIN}};
    char junk[256];

    for (;;) {
        if (poll(fds, until_eof ? 2 : 1, -1) < 0) {
            if (errno == EINTR)
                continue;
            return;
        }
        if (fds[0].revents)
            return;
        if (fds[1].revents && read(STDIN_FILENO, junk, sizeof junk) <= 0)
            return;
    }
}

int main(int argc, char **argv)
{
    struct options o;
    struct MHD_Daemon *d = NULL;
    sigset_t set;
    unsigned port;
    int signals, exit_code = 3;

    memset(&o, 0, sizeof o);
    if (!parse_options(argc, argv, &o)) {
        fputs(help, stderr);
        return 2;
    }
    /* Blocked before the first thread starts, so that none takes them. */
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signals = signalfd(-1, &set, SFD_CLOEXEC);

    if (signals < 0 || !content_open_roots(o.roots, o.n_roots) ||
        (o.log && !log_open(o.log)))
        goto out;
    d = start(o.port);
    if (!d) {
        fprintf(stderr, "siteserver: cannot listen on 127.0.0.1:%u\n", o.port);
        goto out;
    }
    port = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port;
    if (o.port_file && !write_port(o.port_file, port))
        goto out;
    if (!o.port_file) {
        printf("siteserver: http://127.0.0.1:%u\n", port);
        fflush(stdout);
    }
    wait_for_end(signals, o.until_eof);
    exit_code = 0;
out:
    serve_stop();
    if (d)
        MHD_stop_daemon(d);
    content_close_roots();
    fault_free_all();
    log_close();
    if (signals >= 0)
        close(signals);
    return exit_code;
}
