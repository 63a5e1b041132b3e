/* SPDX-License-Identifier: Apache-2.0 */
/* mqtt.c - libmosquitto, driven by the caller's thread. */
#include "net/mqtt.h"

#include <mosquitto.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"

struct mqtt {
    struct arena home;
    struct mqtt_options options;
    struct mosquitto *client;
    int wake_fd;
    bool begun;     /* mosquitto_connect was called, so mosquitto_reconnect may be */
    bool open;      /* there is a connection, or one is being made */
    bool connected; /* the broker has accepted it */
    int64_t retry_at_ms, opened_ms;
    int retry_ms;
    const char *failure; /* static text */
};

static void on_connect(struct mosquitto *client, void *context, int code)
{
    struct mqtt *mqtt = context;
    (void)client;
    if (code == 0) {
        log_line(LOG_INFO, "mqtt: connected to %s port %u", mqtt->options.host, mqtt->options.port);
        mqtt->connected = true;
        mqtt->retry_ms = 0;
        mqtt->failure = NULL;
    } else {
        mqtt->failure = mosquitto_connack_string(code);
        log_line(LOG_WARN, "mqtt: the broker refuses: %s", mosquitto_connack_string(code));
    }
}

static void on_disconnect(struct mosquitto *client, void *context, int code)
{
    struct mqtt *mqtt = context;
    (void)client, (void)code;
    mqtt->connected = false;
}

static void on_publish(struct mosquitto *client, void *context, int id)
{
    struct mqtt *mqtt = context;
    (void)client;
    if (mqtt->options.acknowledged)
        mqtt->options.acknowledged(mqtt->options.context, id);
}

static void on_message(struct mosquitto *client, void *context,
                       const struct mosquitto_message *message)
{
    struct mqtt *mqtt = context;
    (void)client;
    if (mqtt->options.received)
        mqtt->options.received(
            mqtt->options.context, message->topic,
            str_of(message->payload ? message->payload : "", (size_t)message->payloadlen));
}

static void on_subscribe(struct mosquitto *client, void *context, int id, int count,
                         const int *granted)
{
    struct mqtt *mqtt = context;
    (void)client;
    if (mqtt->options.subscribed)
        mqtt->options.subscribed(mqtt->options.context, id, count > 0 && granted[0] <= 2);
}

static void start_library(void)
{
    mosquitto_lib_init();
}

static const char *copy(struct arena *arena, const char *text)
{
    return text ? arena_dup(arena, str_from(text)).p : NULL;
}

static err_t set_up(struct mqtt *mqtt, struct fail *why)
{
    const struct mqtt_options *options = &mqtt->options;
    mosquitto_connect_callback_set(mqtt->client, on_connect);
    mosquitto_disconnect_callback_set(mqtt->client, on_disconnect);
    mosquitto_publish_callback_set(mqtt->client, on_publish);
    mosquitto_message_callback_set(mqtt->client, on_message);
    mosquitto_subscribe_callback_set(mqtt->client, on_subscribe);
    int code = mosquitto_max_inflight_messages_set(mqtt->client, MQTT_UNACKNOWLEDGED_MAX);
    if (code == MOSQ_ERR_SUCCESS && options->user)
        code = mosquitto_username_pw_set(mqtt->client, options->user, options->password);
    if (code == MOSQ_ERR_SUCCESS && options->tls)
        code = mosquitto_tls_set(mqtt->client, options->ca, options->ca ? NULL : "/etc/ssl/certs",
                                 options->cert, options->key, NULL);
    if (code != MOSQ_ERR_SUCCESS)
        return fail_set(why, ERR_USAGE, 0, STR("mqtt"),
                        "the MQTT options cannot be used (%s): can the certificate files be read?",
                        mosquitto_strerror(code));
    return ERR_OK;
}

err_t mqtt_open(const struct mqtt_options *options, struct mqtt **ret_mqtt, struct fail *why)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct arena home = {0};
    pthread_once(&once, start_library);
    struct mqtt *mqtt = ARENA_NEW(&home, struct mqtt);
    mqtt->options = *options;
    mqtt->options.host = copy(&home, options->host);
    mqtt->options.ca = copy(&home, options->ca);
    mqtt->options.cert = copy(&home, options->cert);
    mqtt->options.key = copy(&home, options->key);
    mqtt->options.user = copy(&home, options->user);
    mqtt->options.password = copy(&home, options->password);
    mqtt->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    mqtt->home = home;
    /* A name of the library's choice: two servers at one broker must not throw each other out. */
    mqtt->client = mosquitto_new(NULL, true, mqtt);
    if (!mqtt->client || mqtt->wake_fd < 0)
        abort(); /* no memory or no file left */
    err_t err = set_up(mqtt, why);
    if (err)
        mqtt_close(mqtt);
    else
        *ret_mqtt = mqtt;
    return err;
}

void mqtt_close(struct mqtt *mqtt)
{
    if (mqtt->connected)
        mosquitto_disconnect(mqtt->client);
    mosquitto_destroy(mqtt->client);
    close(mqtt->wake_fd);
    struct arena home = mqtt->home;
    arena_release(&home);
}

bool mqtt_is_connected(const struct mqtt *mqtt)
{
    return mqtt->connected;
}

bool mqtt_topic_is_valid(str topic)
{
    if (topic.n == 0 || topic.n > MQTT_TOPIC_BYTES_MAX || topic.p[0] == '$' ||
        utf8_find_invalid(topic) < topic.n)
        return false;
    for (size_t i = 0; i < topic.n; i++)
        if (topic.p[i] == '+' || topic.p[i] == '#' || topic.p[i] == '\0')
            return false;
    return true;
}

bool mqtt_pattern_is_valid(str pattern)
{
    if (pattern.n == 0 || pattern.n > MQTT_TOPIC_BYTES_MAX ||
        utf8_find_invalid(pattern) < pattern.n)
        return false;
    for (size_t i = 0; i < pattern.n; i++) {
        bool first = i == 0 || pattern.p[i - 1] == '/', last = i + 1 == pattern.n;
        if (pattern.p[i] == '\0' || (pattern.p[i] == '#' && !(first && last)) ||
            (pattern.p[i] == '+' && !(first && (last || pattern.p[i + 1] == '/'))))
            return false;
    }
    return true;
}

bool mqtt_pattern_matches(const char *pattern, const char *topic)
{
    bool matches = false;
    return mosquitto_topic_matches_sub(pattern, topic, &matches) == MOSQ_ERR_SUCCESS && matches;
}

static err_t outcome_of(int code)
{
    if (code == MOSQ_ERR_SUCCESS)
        return ERR_OK;
    return code == MOSQ_ERR_NO_CONN || code == MOSQ_ERR_CONN_LOST || code == MOSQ_ERR_NOMEM
               ? ERR_BUSY
               : ERR_INVALID;
}

err_t mqtt_publish_as(struct mqtt *mqtt, const char *topic, str payload, int qos, bool retain,
                      int *ret_id)
{
    if (!mqtt->connected)
        return ERR_BUSY;
    return outcome_of(
        mosquitto_publish(mqtt->client, ret_id, topic, (int)payload.n, payload.p, qos, retain));
}

err_t mqtt_publish(struct mqtt *mqtt, const char *topic, str payload, int *ret_id)
{
    return mqtt_publish_as(mqtt, topic, payload, 1, false, ret_id);
}

err_t mqtt_subscribe(struct mqtt *mqtt, const char *pattern, int qos, int *ret_id)
{
    if (!mqtt->connected)
        return ERR_BUSY;
    return outcome_of(mosquitto_subscribe(mqtt->client, ret_id, pattern, qos));
}

const char *mqtt_failure(const struct mqtt *mqtt)
{
    return mqtt->failure;
}

/* --- the connection -------------------------------------------------------------------------- */

static void wait_for_retry(struct mqtt *mqtt, const char *reason)
{
    mqtt->open = mqtt->connected = false;
    if (!mqtt->failure)
        mqtt->failure = reason;
    mqtt->retry_ms = mqtt->retry_ms == 0                      ? MQTT_RETRY_MS_MIN
                     : mqtt->retry_ms * 2 > MQTT_RETRY_MS_MAX ? MQTT_RETRY_MS_MAX
                                                              : mqtt->retry_ms * 2;
    mqtt->retry_at_ms = clock_steady_ms() + mqtt->retry_ms;
    log_line(LOG_WARN, "mqtt: no connection to %s port %u (%s), next try in %d ms",
             mqtt->options.host, mqtt->options.port, reason, mqtt->retry_ms);
}

static void connect_now(struct mqtt *mqtt)
{
    int code = mqtt->begun ? mosquitto_reconnect(mqtt->client)
                           : mosquitto_connect(mqtt->client, mqtt->options.host, mqtt->options.port,
                                               MQTT_KEEP_ALIVE_S);
    mqtt->begun = true;
    mqtt->open = code == MOSQ_ERR_SUCCESS;
    mqtt->opened_ms = clock_steady_ms();
    if (!mqtt->open)
        wait_for_retry(mqtt,
                       code == MOSQ_ERR_ERRNO ? "cannot be reached" : mosquitto_strerror(code));
}

static void wait_on(struct mqtt *mqtt, int timeout_ms)
{
    uint64_t count;
    struct pollfd files[2] = {{.fd = mqtt->wake_fd, .events = POLLIN}};
    nfds_t file_count = 1;
    if (mqtt->open) {
        files[1].fd = mosquitto_socket(mqtt->client);
        files[1].events = POLLIN;
        if (mosquitto_want_write(mqtt->client))
            files[1].events |= POLLOUT;
        file_count = 2;
    }
    if (poll(files, file_count, timeout_ms) > 0 && files[0].revents)
        (void)!read(mqtt->wake_fd, &count, sizeof count);
}

void mqtt_step(struct mqtt *mqtt, int timeout_ms)
{
    int64_t now = clock_steady_ms();
    if (!mqtt->open && now >= mqtt->retry_at_ms)
        connect_now(mqtt);
    if (!mqtt->open) {
        int64_t left = mqtt->retry_at_ms - now;
        wait_on(mqtt, left < timeout_ms ? (int)(left < 0 ? 0 : left) : timeout_ms);
        return;
    }
    int code;
    if (mqtt->connected) {
        wait_on(mqtt, timeout_ms);
        code = mosquitto_loop(mqtt->client, 0, 1);
    } else {
        /* The library knows what a TLS handshake waits for. */
        code = mosquitto_loop(mqtt->client, timeout_ms < 50 ? timeout_ms : 50, 1);
        if (code == MOSQ_ERR_SUCCESS && !mqtt->connected &&
            clock_steady_ms() - mqtt->opened_ms > MQTT_RETRY_MS_MAX)
            code = MOSQ_ERR_CONN_LOST;
    }
    if (code != MOSQ_ERR_SUCCESS)
        wait_for_retry(mqtt, mosquitto_strerror(code));
}

void mqtt_wake(struct mqtt *mqtt)
{
    uint64_t one = 1;
    (void)!write(mqtt->wake_fd, &one, sizeof one);
}
