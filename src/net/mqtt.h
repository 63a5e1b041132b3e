/* SPDX-License-Identifier: Apache-2.0 */
/* mqtt.h - a client of one MQTT 3.1.1 broker that publishes, at least once (QoS 1) unless told
 * otherwise, and subscribes, over libmosquitto. It connects again by itself, waiting longer each
 * time; what was not acknowledged is sent again in the same order. Everything but mqtt_wake is for
 * one thread. Knows no AAS. */
#ifndef SCHALE_NET_MQTT_H
#define SCHALE_NET_MQTT_H

#include "base/arena.h"

enum {
    MQTT_UNACKNOWLEDGED_MAX = 100, /* published and not acknowledged; the caller sees to it */
    MQTT_KEEP_ALIVE_S = 30,
    MQTT_RETRY_MS_MIN = 250, /* doubled after each failure ... */
    MQTT_RETRY_MS_MAX = 10000,
    MQTT_TOPIC_BYTES_MAX = 65535 /* MQTT 3.1.1, 1.5.3 */
};

struct mqtt_options {
    const char *host;
    uint16_t port;
    bool tls;                    /* the broker's certificate is checked, its name as well */
    const char *ca, *cert, *key; /* files; ca NULL: those of the system */
    const char *user, *password; /* NULL: none; never logged */
    /* All during mqtt_step; each may be NULL. */
    void (*acknowledged)(void *context, int id);
    void (*received)(void *context, const char *topic, str payload);
    void (*subscribed)(void *context, int id, bool granted);
    void *context;
};

struct mqtt;

/* Does not connect yet. All texts are copied. ERR_USAGE: a file cannot be used. */
MUST_CHECK err_t mqtt_open(const struct mqtt_options *options, struct mqtt **ret_mqtt,
                           struct fail *why);
void mqtt_close(struct mqtt *mqtt);

bool mqtt_is_connected(const struct mqtt *mqtt);

/* ERR_BUSY: not connected; ERR_INVALID: this can never be sent. */
MUST_CHECK err_t mqtt_publish(struct mqtt *mqtt, const char *topic, str payload, int *ret_id);

/* The same with a quality of service (0 to 2) and whether the broker keeps it as the topic's last.
 */
MUST_CHECK err_t mqtt_publish_as(struct mqtt *mqtt, const char *topic, str payload, int qos,
                                 bool retain, int *ret_id);

/* Asks for a topic or a pattern; `subscribed` tells what the broker says. Of this connection: after
 * it is lost, ask again. Errors as mqtt_publish. */
MUST_CHECK err_t mqtt_subscribe(struct mqtt *mqtt, const char *pattern, int qos, int *ret_id);

/* Why there is no connection, from the last try; NULL: none failed since it was open. */
const char *mqtt_failure(const struct mqtt *mqtt);

/* Sends, receives, connects; returns after timeout_ms, or earlier when something happened. */
void mqtt_step(struct mqtt *mqtt, int timeout_ms);

/* Ends a waiting step. From any thread. */
void mqtt_wake(struct mqtt *mqtt);

/* Whether something can be published there: no wildcards, nothing of the broker's own ($...). */
bool mqtt_topic_is_valid(str topic);
/* Whether it can be subscribed to: wildcards stand for whole levels, # only last (MQTT 3.1.1, 4.7).
 */
bool mqtt_pattern_is_valid(str pattern);
bool mqtt_pattern_matches(const char *pattern, const char *topic);

#endif
