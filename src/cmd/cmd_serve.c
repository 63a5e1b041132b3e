/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_serve.c - schale serve: opens the store and answers until SIGTERM or SIGINT. */
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include "base/log.h"
#include "cmd/command.h"
#include "cmd/example_load.h"
#include "event/event_mqtt.h"
#include "link/link.h"
#include "store/store.h"
#include "web/web.h"

const struct option_row serve_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"listen", "HOST:PORT", "address (default 127.0.0.1:8080; port 0: a free one)"},
    {"public-url", "URL",
     "what addresses in descriptors and events begin with (default: http:// and the Host that a "
     "client sends; in events the address listened on)"},
    {"delegate", "URL…", "addresses that operations may be delegated to: http://host:port/prefix"},
    {"connect", "URL…",
     "machines that values may be read from and written to: http://host:port/prefix, "
     "mqtt://host:port, modbus+tcp://host:port"},
    {"connect-login", "FILE", "a line for each: address, user, password, with spaces between"},
    {"shell", "ID", "the shell that /aas stands for (default: the only one)"},
    {"submodel", "ID", "the submodel that /submodel stands for (default: the only one)"},
    {"example", NULL, "put the example factory into the store when it is empty"},
    {"connections", "N", "clients at once (default 4000); events take at most three quarters"},
    {"mqtt", "URL", "publish events to this broker: mqtt://HOST:PORT or mqtts://HOST:PORT"},
    {"mqtt-topic", "PREFIX", "what its topics begin with (default: nothing)"},
    {"mqtt-login", "FILE", "user in the first line, password in the second"},
    {"mqtt-ca", "FILE", "certificates that the broker's is checked with (default: the system's)"},
    {"mqtt-cert", "FILE", "certificate of this client"},
    {"mqtt-key", "FILE", "its key"},
    {"advisories-ca", "FILE",
     "certificates that servers of advisories are checked with (default: the system's)"},
    {"without-login-and-tls", NULL,
     "serve on more than this machine although nobody has to log in"},
    {0},
};

enum {
    STOP_MS_MAX = 4000,
    HOST_BYTES_MAX = 256,
    KEPT_BLOCK_BYTES = 4 << 20, /* larger blocks go back to the kernel at once */
    KEPT_BYTES = 16 << 20       /* and so does more than this at the end of the heap */
};
static const char default_data[] = "schale-data";

struct listen_address {
    char host[HOST_BYTES_MAX];
    uint16_t port;
};

/* "127.0.0.1:8080", "[::1]:0", "localhost:80". */
static bool read_address(const char *text, struct listen_address *ret_address)
{
    str whole = str_from(text);
    const char *colon = strrchr(text, ':');
    uint64_t port;
    if (!colon || !str_to_u64(str_from(colon + 1), UINT16_MAX, &port))
        return false;
    str host = str_of(text, (size_t)(colon - text));
    if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
        host = str_of(host.p + 1, host.n - 2);
    else if (str_find_char(host, ':') < host.n)
        return false;
    if (host.n == 0 || host.n >= HOST_BYTES_MAX || whole.n == 0)
        return false;
    *ret_address = (struct listen_address){.port = (uint16_t)port};
    memcpy(ret_address->host, host.p, host.n);
    return true;
}

/* An absolute http or https URL of characters that RFC 3986 has, without query and fragment. */
static bool is_public_url(str url)
{
    size_t scheme = str_starts_with(url, STR("https://"))  ? 8
                    : str_starts_with(url, STR("http://")) ? 7
                                                           : 0;
    if (!scheme || url.n == scheme || url.p[scheme] == '/')
        return false;
    for (size_t i = scheme; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] > '~' || strchr("\"<>\\^`{|}?#", url.p[i]))
            return false;
    return true;
}

static bool is_loopback(const char *host)
{
    return strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0 ||
           strcmp(host, "localhost") == 0;
}

/* Signals come to the one thread that waits for them; the others never see them. */
static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* NULL when no broker is asked for: nothing connects anywhere then. */
static err_t start_mqtt(const struct arguments *arguments, struct store *store, const char *data,
                        str base, struct event_mqtt **ret_mqtt, struct fail *why)
{
    struct event_mqtt_options options = {.url = argument_of(arguments, "mqtt"),
                                         .topic = argument_of(arguments, "mqtt-topic"),
                                         .login_file = argument_of(arguments, "mqtt-login"),
                                         .ca = argument_of(arguments, "mqtt-ca"),
                                         .cert = argument_of(arguments, "mqtt-cert"),
                                         .key = argument_of(arguments, "mqtt-key"),
                                         .dir = data,
                                         .base = base};
    *ret_mqtt = NULL;
    if (!options.url)
        return ERR_OK;
    return event_mqtt_start(&options, store, ret_mqtt, why);
}

static err_t start_links(const struct arguments *arguments, struct store *store,
                         struct links **ret_links, struct fail *why)
{
    struct link_options options = {.store = store,
                                   .login_file = argument_of(arguments, "connect-login")};
    options.allowed_count = argument_list(arguments, "connect", &options.allowed);
    return links_start(&options, ret_links, why);
}

static int serve(const struct arguments *arguments, struct store *store, struct links *links,
                 const char *data, const struct listen_address *address, const sigset_t *signals)
{
    struct fail why = {0};
    struct web *web;
    struct web_options options = {.store = store,
                                  .links = links,
                                  .host = address->host,
                                  .port = address->port,
                                  .public_url = argument_of(arguments, "public-url"),
                                  .shell = argument_of(arguments, "shell"),
                                  .submodel = argument_of(arguments, "submodel"),
                                  .advisories_ca = argument_of(arguments, "advisories-ca"),
                                  .data = data};
    options.delegate_count = argument_list(arguments, "delegate", &options.delegates);
    const char *connections = argument_of(arguments, "connections");
    uint64_t count;
    if (connections) {
        if (!str_to_u64(str_from(connections), WEB_CONNECTIONS_MAX, &count) || count == 0) {
            fprintf(stderr, "schale serve: --connections is a number from 1 to %d\n",
                    WEB_CONNECTIONS_MAX);
            return EXIT_USAGE;
        }
        options.connections_max = (uint32_t)count;
    }
    if (web_start(&options, &web, &why) != ERR_OK)
        return command_fail(arguments, &why);
    struct event_mqtt *mqtt;
    if (start_mqtt(arguments, store, data, web_event_base(web), &mqtt, &why) != ERR_OK) {
        (void)web_stop(web, 0);
        return command_fail(arguments, &why);
    }
    bool is_ipv6 = strchr(address->host, ':') != NULL;
    printf("listening on http://%s%s%s:%u\n", is_ipv6 ? "[" : "", address->host, is_ipv6 ? "]" : "",
           web_port(web));
    fflush(stdout);
    int number;
    sigwait(signals, &number);
    log_line(LOG_INFO, "stopping");
    if (!web_stop(web, STOP_MS_MAX))
        _exit(EXIT_FINE); /* the store takes that as it takes kill -9; closing it under a call would
                             be worse */
    if (mqtt)
        event_mqtt_stop(mqtt);
    return EXIT_FINE;
}

int cmd_serve(const struct arguments *arguments)
{
    const char *listen = argument_of(arguments, "listen");
    const char *data = argument_of(arguments, "data");
    struct listen_address address;
    if (arguments->file_count > 0 || !read_address(listen ? listen : "127.0.0.1:8080", &address)) {
        fprintf(stderr, "schale serve: usage: schale serve %s\n", arguments->command->usage);
        return EXIT_USAGE;
    }
    if (!is_loopback(address.host) && !argument_of(arguments, "without-login-and-tls")) {
        fprintf(stderr,
                "schale serve: %s can be reached from other machines, and this version has neither "
                "login nor TLS.\nListen on 127.0.0.1 behind a proxy that has both, or say "
                "--without-login-and-tls.\n",
                address.host);
        return EXIT_USAGE;
    }
    const char *public_url = argument_of(arguments, "public-url");
    if (public_url && !is_public_url(str_from(public_url))) {
        fprintf(stderr,
                "schale serve: --public-url %s is no http:// or https:// URL without query and "
                "fragment\n",
                public_url);
        return EXIT_USAGE;
    }
    struct fail why = {0};
    struct store *store;
    struct store_options options = {0};
    sigset_t signals;
    block_signals(&signals);
    /* Pages of documents come and go: memory for them is kept, not fetched anew and zeroed by the
     * kernel for each. */
    mallopt(M_MMAP_THRESHOLD, KEPT_BLOCK_BYTES);
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    if (store_open(data ? data : default_data, &options, &store, &why) != ERR_OK)
        return command_fail(arguments, &why);
    int status = EXIT_FINE;
    if (argument_of(arguments, "example") && example_load(store, &why) != ERR_OK)
        status = command_fail(arguments, &why);
    struct links *links;
    if (status == EXIT_FINE && start_links(arguments, store, &links, &why) != ERR_OK)
        status = command_fail(arguments, &why);
    else if (status == EXIT_FINE) {
        status = serve(arguments, store, links, data ? data : default_data, &address, &signals);
        links_stop(links);
    }
    store_close(store);
    return status;
}
