/* SPDX-License-Identifier: Apache-2.0 */
/* event_mqtt.h - every event to one MQTT broker, at least once, in order. How far the broker has
 * acknowledged is kept in DIR/mqtt-events, so that a server that comes back goes on there. */
#ifndef SCHALE_EVENT_EVENT_MQTT_H
#define SCHALE_EVENT_EVENT_MQTT_H

#include "event/event.h"
#include "net/mqtt.h"

enum {
    EVENT_MQTT_SAVE_MS =
        1000, /* at most so often: what was sent since is sent again after a crash */
    EVENT_MQTT_STEP_MS = 1000,
    EVENT_MQTT_END_MS_MAX = 2000, /* for the last acknowledgements when the server stops */
    EVENT_MQTT_URL_BYTES_MAX = 512
};

struct event_mqtt_options {
    const char *url; /* mqtt://host[:port] or mqtts://host[:port] */
    const char *ca, *cert, *key;
    const char *login_file; /* user in the first line, password in the second; NULL: none */
    const char *topic;      /* what all topics begin with; NULL: nothing */
    const char *dir;        /* of the store */
    str base;               /* see event_make */
};

struct event_mqtt;

/* Starts a thread that connects and publishes. ERR_USAGE: an option is wrong. ERR_IO, ERR_CORRUPT.
 */
MUST_CHECK err_t event_mqtt_start(const struct event_mqtt_options *options, struct store *store,
                                  struct event_mqtt **ret_mqtt, struct fail *why);
void event_mqtt_stop(struct event_mqtt *mqtt);

#endif
