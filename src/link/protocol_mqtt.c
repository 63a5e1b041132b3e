/* SPDX-License-Identifier: Apache-2.0 */
/* protocol_mqtt.c - datapoints over MQTT: subscribed to, written by publishing. Rule: IDTA
 * 02017-1-1, mqv_controlPacket, mqv_qos, mqv_retain; W3C WoT MQTT Binding: the topic is the path of
 * href, or mqv_topic, mqv_filter. */
#include "base/clock.h"
#include "link/protocol.h"
#include "net/mqtt.h"

enum { STEP_MS = 1000, OPEN_STEP_MS = 50 };

struct plan {
    const char *topic; /* to subscribe to it may be a pattern */
    int qos;
    bool retain;
    enum link_codec codec;
};

struct session {
    struct mqtt *mqtt;
    struct link_connection *connection;
    struct arena home;
    int *ids; /* of the subscriptions, in the order of the properties */
};

/* --- forms ----------------------------------------------------------------------------------- */

/* subscribe reads, publish writes; without a word `op` says it, else the form reads. */
static err_t find_way(struct link_form *form, bool writes, struct fail *why)
{
    str packet = form->terms[TERM_MQV_CONTROL_PACKET], op = form->terms[TERM_OP];
    bool publish = str_equal_nocase(packet, STR("publish"));
    if (packet.n && !publish && !str_equal_nocase(packet, STR("subscribe")))
        return fail_set(why, ERR_NOT_IMPLEMENTED, 0, packet,
                        "mqv_controlPacket %.*s is not supported; there are subscribe and publish",
                        STR_ARG(packet));
    if (packet.n)
        form->there = publish == writes;
    else if (op.n)
        form->there = str_find(op, writes ? STR("writeproperty") : STR("readproperty")) < op.n ||
                      (!writes && str_find(op, STR("observeproperty")) < op.n);
    else
        form->there = !writes;
    return ERR_OK;
}

/* The path of "mqtt://host/a/b" and "/a/b" is "a/b"; "a/b" is itself. */
static str topic_of(const struct link_form *form, bool writes)
{
    str topic = form->terms[TERM_MQV_TOPIC], filter = form->terms[TERM_MQV_FILTER];
    if (!writes && filter.n)
        return filter;
    if (topic.n || filter.n)
        return topic.n ? topic : filter;
    str href = form->terms[TERM_HREF];
    size_t scheme = str_find(href, STR("://"));
    if (scheme < href.n) {
        href = str_of(href.p + scheme + 3, href.n - scheme - 3);
        size_t host = str_find_char(href, '/');
        href = str_of(href.p + host, href.n - host);
    }
    if (href.n && href.p[0] == '/')
        href = str_of(href.p + 1, href.n - 1);
    return href;
}

static err_t prepare(struct link_interface *interface, const struct link_property *property,
                     struct link_form *form, bool writes, struct fail *why)
{
    struct plan *plan = ARENA_NEW(&interface->home, struct plan);
    uint64_t qos = 0;
    (void)property;
    err_t err = find_way(form, writes, why);
    if (err || !form->there)
        return err;
    str topic = topic_of(form, writes), type = form->terms[TERM_CONTENT_TYPE];
    str quality = form->terms[TERM_MQV_QOS];
    if (writes ? !mqtt_topic_is_valid(topic) : !mqtt_pattern_is_valid(topic))
        return fail_set(why, ERR_INVALID, 0, topic, "\"%.*s\" is no topic to %s", STR_ARG(topic),
                        writes ? "publish to" : "subscribe to");
    if (quality.n && !str_to_u64(quality, 2, &qos))
        return fail_set(why, ERR_INVALID, 0, quality, "mqv_qos is 0, 1 or 2, not %.*s",
                        STR_ARG(quality));
    if (!link_codec_find(type, &plan->codec))
        return fail_set(why, ERR_NOT_IMPLEMENTED, 0, type,
                        "contentType %.*s is not supported; there are application/json and "
                        "text/plain",
                        STR_ARG(type));
    plan->topic = arena_dup(&interface->home, topic).p;
    plan->qos = (int)qos;
    plan->retain = str_equal(form->terms[TERM_MQV_RETAIN], STR("true"));
    form->plan = plan;
    return ERR_OK;
}

/* --- the session ----------------------------------------------------------------------------- */

static void received(void *context, const char *topic, str payload)
{
    struct session *session = context;
    struct link_connection *connection = session->connection;
    for (struct link_property *at = connection->interface->properties; at; at = at->next) {
        const struct plan *plan = at->read.plan;
        if (!connection_reads(connection, at) || !mqtt_pattern_matches(plan->topic, topic))
            continue;
        struct fail why = {.text = "the message has more than 1 MiB"};
        bool fits = payload.n <= LINK_PAYLOAD_BYTES_MAX;
        connection_deliver(connection, at, plan->codec, fits ? payload : (str){0}, &why);
    }
}

static void subscribed(void *context, int id, bool granted)
{
    struct session *session = context;
    struct link_connection *connection = session->connection;
    struct fail why = {.text = "the broker does not let the server subscribe to the topic"};
    size_t i = 0;
    for (struct link_property *at = connection->interface->properties; at; at = at->next, i++)
        if (!granted && session->ids[i] == id && connection_reads(connection, at))
            connection_deliver(connection, at, CODEC_PLAIN, (str){0}, &why);
}

static void close_session(struct session *session)
{
    if (session->mqtt)
        mqtt_close(session->mqtt);
    struct arena home = session->home;
    arena_release(&home);
}

static err_t connect_now(struct session *session, struct fail *why)
{
    struct link_connection *connection = session->connection;
    int64_t until = clock_steady_ms() + LINK_TIMEOUT_MS_DEFAULT;
    while (!mqtt_is_connected(session->mqtt)) {
        const char *failure = mqtt_failure(session->mqtt);
        if (failure)
            return fail_set(why, ERR_IO, 0, connection->interface->base, "the broker: %s", failure);
        if (connection_is_ended(connection) || clock_steady_ms() > until)
            return fail_set(why, ERR_TIMEOUT, 0, connection->interface->base,
                            "the broker does not answer");
        mqtt_step(session->mqtt, OPEN_STEP_MS);
    }
    return ERR_OK;
}

static err_t subscribe_all(struct session *session, struct fail *why)
{
    struct link_connection *connection = session->connection;
    size_t i = 0;
    for (struct link_property *at = connection->interface->properties; at; at = at->next, i++) {
        const struct plan *plan = at->read.plan;
        if (connection_reads(connection, at) &&
            mqtt_subscribe(session->mqtt, plan->topic, plan->qos, &session->ids[i]) != ERR_OK)
            return fail_set(why, ERR_IO, 0, str_from(plan->topic), "subscribing to %s failed",
                            plan->topic);
    }
    return ERR_OK;
}

static err_t open_mqtt(struct link_connection *connection, struct fail *why)
{
    struct arena home = {0};
    struct session *session = ARENA_NEW(&home, struct session);
    const struct link_interface *interface = connection->interface;
    struct mqtt_options options = {.host = interface->host,
                                   .tls = str_equal(interface->address.scheme, STR("mqtts")),
                                   .received = received,
                                   .subscribed = subscribed,
                                   .context = session};
    uint64_t port;
    size_t count = 1;
    (void)str_to_u64(interface->address.port, UINT16_MAX, &port);
    options.port = (uint16_t)port;
    if (interface->login) {
        options.user = interface->login->user;
        options.password = interface->login->password;
    }
    for (const struct link_property *at = interface->properties; at; at = at->next)
        count++;
    session->connection = connection;
    session->ids = ARENA_ARRAY(&home, int, count);
    session->home = home;
    err_t err = mqtt_open(&options, &session->mqtt, why);
    if (!err)
        err = connect_now(session, why);
    if (!err)
        err = subscribe_all(session, why);
    if (err)
        close_session(session);
    else
        connection->session = session;
    return err;
}

static void close_mqtt(struct link_connection *connection)
{
    close_session(connection->session);
    connection->session = NULL;
}

static err_t write_mqtt(struct link_connection *connection, const struct link_property *property,
                        const struct link_raw *raw, struct fail *why)
{
    const struct plan *plan = property->write.plan;
    struct session *session = connection->session;
    struct buf payload = {0};
    int id;
    link_payload_write(plan->codec, raw, &payload);
    err_t err = mqtt_publish_as(session->mqtt, plan->topic, buf_str(&payload), plan->qos,
                                plan->retain, &id);
    buf_release(&payload);
    return err ? fail_set(why, err, 0, str_from(plan->topic), "publishing to %s failed",
                          plan->topic)
               : ERR_OK;
}

static err_t wait_mqtt(struct link_connection *connection, int ms, struct fail *why)
{
    struct session *session = connection->session;
    mqtt_step(session->mqtt, ms < STEP_MS ? ms : STEP_MS);
    if (mqtt_is_connected(session->mqtt))
        return ERR_OK;
    const char *failure = mqtt_failure(session->mqtt);
    return fail_set(why, ERR_IO, 0, connection->interface->base, "the broker: %s",
                    failure ? failure : "the connection is closed");
}

static void wake_mqtt(struct link_connection *connection)
{
    struct session *session = connection->session;
    mqtt_wake(session->mqtt);
}

const struct link_protocol link_mqtt = {.name = "mqtt",
                                        .schemes = {STR("mqtt"), STR("mqtts")},
                                        .prepare = prepare,
                                        .open = open_mqtt,
                                        .close = close_mqtt,
                                        .write = write_mqtt,
                                        .wait = wait_mqtt,
                                        .wake = wake_mqtt};
