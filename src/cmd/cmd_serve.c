/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_serve.c - schale serve: opens the store and answers until SIGTERM or SIGINT. */
#include <signal.h>

#include "base/log.h"
#include "cmd/command.h"
#include "cmd/example_load.h"
#include "event/event_mqtt.h"
#include "store/store.h"
#include "web/web.h"

const struct option_row serve_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"listen", "HOST:PORT", "address (default 127.0.0.1:8080; port 0: a free one)"},
    {"example", NULL, "put the example factory into the store when it is empty"},
    {"public-url", "URL", "what addresses in events begin with (default: the address listened on)"},
    {"connections", "N", "clients at once (default 4000); events take at most three quarters"},
    {"mqtt", "URL", "publish events to this broker: mqtt://HOST:PORT or mqtts://HOST:PORT"},
    {"mqtt-topic", "PREFIX", "what its topics begin with (default: nothing)"},
    {"mqtt-login", "FILE", "user in the first line, password in the second"},
    {"mqtt-ca", "FILE", "certificates that the broker's is checked with (default: the system's)"},
    {"mqtt-cert", "FILE", "certificate of this client"},
    {"mqtt-key", "FILE", "its key"},
    {"without-login-and-tls", NULL,
     "serve on more than this machine although nobody has to log in"},
    {0},
};

enum { STOP_MS_MAX = 4000, HOST_BYTES_MAX = 256 };

struct address {
    char host[HOST_BYTES_MAX];
    uint16_t port;
};

/* "127.0.0.1:8080", "[::1]:0", "localhost:80". */
static bool read_address(const char *text, struct address *ret_address)
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
    *ret_address = (struct address){.port = (uint16_t)port};
    memcpy(ret_address->host, host.p, host.n);
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
static err_t start_mqtt(const struct arguments *arguments, struct store *store, str public_url,
                        struct event_mqtt **ret_mqtt, struct fail *why)
{
    const char *data = argument_of(arguments, "data");
    struct event_mqtt_options options = {.url = argument_of(arguments, "mqtt"),
                                         .topic = argument_of(arguments, "mqtt-topic"),
                                         .login_file = argument_of(arguments, "mqtt-login"),
                                         .ca = argument_of(arguments, "mqtt-ca"),
                                         .cert = argument_of(arguments, "mqtt-cert"),
                                         .key = argument_of(arguments, "mqtt-key"),
                                         .dir = data ? data : "schale-data",
                                         .base = public_url};
    *ret_mqtt = NULL;
    if (!options.url)
        return ERR_OK;
    return event_mqtt_start(&options, store, ret_mqtt, why);
}

static int serve(const struct arguments *arguments, struct store *store,
                 const struct address *address, const sigset_t *signals)
{
    struct fail why = {0};
    struct web *web;
    struct web_options options = {.store = store, .host = address->host, .port = address->port};
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
    if (argument_of(arguments, "public-url"))
        options.public_url = server_address(argument_of(arguments, "public-url"));
    if (web_start(&options, &web, &why) != ERR_OK)
        return command_fail(arguments, &why);
    struct event_mqtt *mqtt;
    if (start_mqtt(arguments, store, web_public_url(web), &mqtt, &why) != ERR_OK) {
        web_stop(web, 0);
        return command_fail(arguments, &why);
    }
    bool is_ipv6 = strchr(address->host, ':') != NULL;
    printf("listening on http://%s%s%s:%u\n", is_ipv6 ? "[" : "", address->host, is_ipv6 ? "]" : "",
           web_port(web));
    fflush(stdout);
    int number;
    sigwait(signals, &number);
    log_line(LOG_INFO, "stopping");
    web_stop(web, STOP_MS_MAX);
    if (mqtt)
        event_mqtt_stop(mqtt);
    return EXIT_FINE;
}

int cmd_serve(const struct arguments *arguments)
{
    const char *listen = argument_of(arguments, "listen");
    const char *data = argument_of(arguments, "data");
    struct address address;
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
    struct fail why = {0};
    struct store *store;
    struct store_options options = {0};
    sigset_t signals;
    block_signals(&signals);
    if (store_open(data ? data : "schale-data", &options, &store, &why) != ERR_OK)
        return command_fail(arguments, &why);
    int status = EXIT_FINE;
    if (argument_of(arguments, "example") && example_load(store, &why) != ERR_OK)
        status = command_fail(arguments, &why);
    if (status == EXIT_FINE)
        status = serve(arguments, store, &address, &signals);
    store_close(store);
    return status;
}
