/* SPDX-License-Identifier: Apache-2.0 */
/* protocol_http.c - datapoints over HTTP: polled with GET, written with PUT, POST or PATCH. Rule:
 * IDTA 02017-1-1, htv_methodName; W3C WoT Thing Description 1.1, 8.3.1: GET and PUT by default. */
#include "link/protocol.h"
#include "net/client.h"

struct plan {
    const char *url, *method, *content_type;
    enum link_codec codec;
    bool gets_login; /* an href may lead to another machine, whose login this is not */
};

static bool is_one_of(str text, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(text, str_from(names[i])))
            return true;
    return false;
}

/* The method goes one way; without one the form reads, and writes where `op` says so. */
static err_t find_method(struct link_form *form, bool writes, const char **ret_method,
                         struct fail *why)
{
    static const char *const reading[] = {"GET"}, *const writing[] = {"PUT", "POST", "PATCH"};
    str method = form->terms[TERM_HTV_METHOD], op = form->terms[TERM_OP];
    bool reads = is_one_of(method, reading, COUNT_OF(reading));
    if (method.n && !reads && !is_one_of(method, writing, COUNT_OF(writing)))
        return fail_set(why, ERR_NOT_IMPLEMENTED, 0, method,
                        "htv_methodName %.*s is not supported; there are GET to read and PUT, POST "
                        "and PATCH to write",
                        STR_ARG(method));
    if (method.n)
        form->there = writes != reads;
    else if (op.n)
        form->there = str_find(op, writes ? STR("writeproperty") : STR("readproperty")) < op.n;
    else
        form->there = !writes;
    *ret_method = method.n ? method.p : writes ? "PUT" : NULL;
    return ERR_OK;
}

static err_t prepare(struct link_interface *interface, const struct link_property *property,
                     struct link_form *form, bool writes, struct fail *why)
{
    struct arena *home = &interface->home;
    struct plan *plan = ARENA_NEW(home, struct plan);
    struct address address;
    (void)property;
    err_t err = find_method(form, writes, &plan->method, why);
    if (err || !form->there)
        return err;
    str type = form->terms[TERM_CONTENT_TYPE];
    if (!link_codec_find(type, &plan->codec))
        return fail_set(why, ERR_NOT_IMPLEMENTED, 0, type,
                        "contentType %.*s is not supported; there are application/json and "
                        "text/plain",
                        STR_ARG(type));
    err = address_read_machine(home, interface->base, form->terms[TERM_HREF], &address, why);
    if (err)
        return err;
    if (!str_starts_with(address.scheme, STR("http")))
        return fail_set(why, ERR_INVALID, 0, address.url, "href %.*s leaves HTTP",
                        STR_ARG(form->terms[TERM_HREF]));
    if (!allow_list_has(interface->allowed, &address) &&
        allow_list_has(interface->allowed, &interface->address))
        return fail_set(why, ERR_NOT_ALLOWED, 0, address.url,
                        "the server was not started with --connect for %.*s", STR_ARG(address.url));
    plan->url = address.url.p;
    plan->gets_login = str_equal(address.scheme, interface->address.scheme) &&
                       str_equal(address.host, interface->address.host) &&
                       str_equal(address.port, interface->address.port);
    plan->content_type = plan->codec == CODEC_PLAIN ? "text/plain" : "application/json";
    form->plan = plan;
    return ERR_OK;
}

/* Who listens is connected; what is asked for is another matter. */
static err_t open_http(struct link_connection *connection, struct fail *why)
{
    struct client_request request = {.url = connection->interface->address.url.p,
                                     .ms_max = LINK_TIMEOUT_MS_DEFAULT};
    return client_reach(&request, why);
}

static void close_http(struct link_connection *connection)
{
    (void)connection;
}

static err_t do_request(const struct link_connection *connection, const struct link_form *form,
                        struct client_request *request, struct buf *ret_body, struct fail *why)
{
    const struct plan *plan = form->plan;
    const struct link_login *login = connection->interface->login;
    int status = 0;
    request->url = plan->url;
    request->accept = plan->content_type;
    request->method = plan->method;
    request->headers = form->headers;
    request->header_count = form->header_count;
    request->ms_max = LINK_TIMEOUT_MS_DEFAULT;
    if (login && plan->gets_login && str_equal(form->scheme, STR("basic"))) {
        request->user = login->user;
        request->password = login->password;
    }
    err_t err = client_do(request, ret_body, &status, why);
    if (!err && (status < 200 || status > 299))
        err = fail_set(why, ERR_INVALID, 0, str_from(plan->url), "the machine answers %d", status);
    return err;
}

static err_t read_http(struct link_connection *connection, const struct link_property *property,
                       struct fail *why)
{
    const struct plan *plan = property->read.plan;
    struct client_request request = {0};
    struct buf body = {.bytes_max = LINK_PAYLOAD_BYTES_MAX};
    err_t err = do_request(connection, &property->read, &request, &body, why);
    if (!err)
        connection_deliver(connection, property, plan->codec, buf_str(&body), NULL);
    buf_release(&body);
    return err;
}

static err_t write_http(struct link_connection *connection, const struct link_property *property,
                        const struct link_raw *raw, struct fail *why)
{
    const struct plan *plan = property->write.plan;
    struct buf payload = {0}, body = {.bytes_max = LINK_PAYLOAD_BYTES_MAX};
    link_payload_write(plan->codec, raw, &payload);
    struct client_request request = {.content_type = plan->content_type, .body = buf_str(&payload)};
    err_t err = do_request(connection, &property->write, &request, &body, why);
    buf_release(&payload);
    buf_release(&body);
    return err;
}

const struct link_protocol link_http = {.name = "http",
                                        .schemes = {STR("http"), STR("https")},
                                        .prepare = prepare,
                                        .open = open_http,
                                        .close = close_http,
                                        .read = read_http,
                                        .write = write_http};
