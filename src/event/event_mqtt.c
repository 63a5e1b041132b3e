/* SPDX-License-Identifier: Apache-2.0 */
/* event_mqtt.c - one thread: reads the log, publishes, waits for acknowledgements, notes how far it
 * came. Topics as async-aas names them: `noauth`, what everybody may read; and the messageTopic of
 * each BasicEventElement. */
#include "event/event_mqtt.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "event/event_element.h"
#include "event/event_reader.h"

enum { STATE_BYTES_MAX = 32, LOGIN_BYTES_MAX = 4096, PORT_PLAIN = 1883, PORT_TLS = 8883 };

/* Published, in this order. */
struct sent {
    int id;
    uint64_t seq; /* 0: sent again, says nothing of the log */
    bool last;    /* of this record: when it is acknowledged, the record is */
    bool acknowledged;
};

struct event_mqtt {
    struct arena home;
    struct store *store;
    const char *prefix, *topic, *state_path;
    str base;
    struct mqtt *mqtt;
    struct event_reader reader;
    struct event_elements elements;
    struct store_follower follower;
    struct sent sent[MQTT_UNACKNOWLEDGED_MAX];
    size_t sent_first, sent_count;
    struct arena batch; /* of `events` */
    struct event *events;
    size_t event_count, event_next;
    struct event_element *element; /* the next to look at for the event at hand */
    bool event_out;                /* it went to `topic`, now to those of the elements */
    uint64_t done;                 /* everything up to this record is acknowledged */
    uint64_t saved;
    int64_t saved_ms;
    _Atomic bool ended;
    pthread_t thread;
};

/* --- how far it came ------------------------------------------------------------------------- */

static err_t read_state(struct event_mqtt *own, struct fail *why)
{
    struct file_view view;
    uint64_t revision = store_revision(own->store);
    err_t err = file_open(own->state_path, STATE_BYTES_MAX, &view, why);
    own->saved = UINT64_MAX;
    if (err == ERR_NOT_FOUND) {
        own->done = revision; /* the first time: what comes next */
        return ERR_OK;
    }
    if (err)
        return err;
    str text = str_of(view.bytes.p, str_find_char(view.bytes, '\n'));
    bool sound = str_to_u64(text, UINT64_MAX, &own->done);
    file_close(&view);
    if (!sound)
        return fail_set(why, ERR_CORRUPT, 0, str_from(own->state_path),
                        "%s does not hold a number; delete it to go on with what comes next",
                        own->state_path);
    if (own->done > revision) {
        log_line(LOG_WARN, "mqtt: %s is of a newer store; going on with what comes next",
                 own->state_path);
        own->done = revision;
    }
    return ERR_OK;
}

static void save_state(struct event_mqtt *own)
{
    char text[STATE_BYTES_MAX];
    struct fail why;
    if (own->saved == own->done)
        return;
    own->saved_ms = clock_steady_ms();
    int bytes = snprintf(text, sizeof text, "%llu\n", (unsigned long long)own->done);
    if (file_replace(own->state_path, str_of(text, (size_t)bytes), &why) == ERR_OK)
        own->saved = own->done;
    else
        log_line(LOG_ERROR, "mqtt: %s", why.text);
}

static void acknowledged(void *context, int id)
{
    struct event_mqtt *own = context;
    for (size_t i = 0; i < own->sent_count; i++) {
        struct sent *sent = &own->sent[(own->sent_first + i) % MQTT_UNACKNOWLEDGED_MAX];
        if (sent->id == id && !sent->acknowledged) {
            sent->acknowledged = true;
            break;
        }
    }
    while (own->sent_count && own->sent[own->sent_first].acknowledged) {
        const struct sent *sent = &own->sent[own->sent_first];
        if (sent->last)
            own->done = sent->seq;
        own->sent_first = (own->sent_first + 1) % MQTT_UNACKNOWLEDGED_MAX;
        own->sent_count--;
    }
}

/* --- publishing ------------------------------------------------------------------------------ */

/* False: not now. What the library will never take is told and left out. */
static bool publish(struct event_mqtt *own, const char *topic, str json, uint64_t seq)
{
    int id = 0;
    if (own->sent_count == MQTT_UNACKNOWLEDGED_MAX)
        return false;
    err_t err = mqtt_publish(own->mqtt, topic, json, &id);
    if (err == ERR_BUSY)
        return false;
    if (err != ERR_OK) {
        log_line(LOG_ERROR, "mqtt: record %llu cannot be published", (unsigned long long)seq);
        return true;
    }
    own->sent[(own->sent_first + own->sent_count++) % MQTT_UNACKNOWLEDGED_MAX] =
        (struct sent){.id = id, .seq = seq};
    return true;
}

static bool publish_element(struct event_mqtt *own, const struct event_element *element,
                            uint64_t seq)
{
    struct buf topic = {0};
    buf_printf(&topic, "%s%.*s", own->prefix, STR_ARG(element->topic));
    buf_add_char(&topic, '\0');
    bool out = publish(own, topic.p, buf_str(&element->last), seq);
    buf_release(&topic);
    return out;
}

static bool has_room(const struct event_mqtt *own)
{
    return own->sent_count < MQTT_UNACKNOWLEDGED_MAX && mqtt_is_connected(own->mqtt);
}

/* Marks what was sent last of the record; nothing was: it is done with what was sent before. */
static void finish_event(struct event_mqtt *own, uint64_t seq)
{
    if (own->sent_count == 0) {
        own->done = seq;
        return;
    }
    size_t last = (own->sent_first + own->sent_count - 1) % MQTT_UNACKNOWLEDGED_MAX;
    own->sent[last].seq = seq;
    own->sent[last].last = true;
}

/* True: the event is out everywhere. */
static bool send_event(struct event_mqtt *own, const struct event *event)
{
    if (!own->event_out) {
        if (!publish(own, own->topic, event->json, event->seq))
            return false;
        own->event_out = true;
        event_elements_follow(&own->elements, event, clock_steady_ms());
        own->element = own->elements.first;
    }
    while (own->element) {
        struct event_element *element = own->element;
        if (event_element_observes(element, event)) {
            if (!has_room(own))
                return false;
            if (event_element_take(element, event, clock_steady_ms()) &&
                !publish_element(own, element, event->seq))
                return false;
        }
        own->element = element->next;
    }
    own->event_out = false;
    finish_event(own, event->seq);
    return true;
}

/* False when the log could not be read. */
static bool next_batch(struct event_mqtt *own)
{
    struct fail why = {0};
    arena_reset(&own->batch);
    own->event_count = own->event_next = 0;
    if (event_reader_next(&own->reader, &own->batch, &own->events, &own->event_count, &why)) {
        log_line(LOG_ERROR, "mqtt: the log cannot be read: %s", why.text);
        own->event_count = 0;
        return false;
    }
    if (own->event_count == 0) /* nothing changed: done with what was sent before */
        finish_event(own, own->reader.after);
    return true;
}

static void send_events(struct event_mqtt *own)
{
    while (has_room(own)) {
        if (own->event_next < own->event_count) {
            if (!send_event(own, &own->events[own->event_next]))
                return;
            own->event_next++;
        } else if (own->reader.after >= store_revision(own->store) || !next_batch(own)) {
            return;
        }
    }
}

static void send_due(struct event_mqtt *own)
{
    int64_t now = clock_steady_ms();
    struct event_element *element = own->event_out ? NULL : own->elements.first;
    for (; element && has_room(own); element = element->next)
        if (event_element_due(&own->elements, element, now))
            (void)publish_element(own, element, 0);
}

/* Until the next clock of an element runs out. */
static int step_ms(const struct event_mqtt *own)
{
    int64_t now = clock_steady_ms(), least = EVENT_MQTT_STEP_MS;
    for (const struct event_element *at = own->elements.first; at; at = at->next) {
        int64_t wait = at->held ? at->min_ms : at->max_ms;
        if (wait && at->sent_ms + wait - now < least)
            least = at->sent_ms + wait - now;
    }
    return least < 10 ? 10 : (int)least;
}

static void *run(void *context)
{
    struct event_mqtt *own = context;
    int64_t until = 0;
    for (;;) {
        bool ended = atomic_load(&own->ended);
        int64_t now = clock_steady_ms();
        if (!ended) {
            send_events(own);
            send_due(own);
        } else if (until == 0) {
            until = now + EVENT_MQTT_END_MS_MAX;
        }
        if (own->saved == UINT64_MAX || now - own->saved_ms >= EVENT_MQTT_SAVE_MS)
            save_state(own);
        if (ended && (own->sent_count == 0 || !mqtt_is_connected(own->mqtt) || now >= until))
            break;
        mqtt_step(own->mqtt, ended ? 20 : step_ms(own));
    }
    save_state(own);
    return NULL;
}

/* --- starting -------------------------------------------------------------------------------- */

/* "mqtt://host", "mqtts://[::1]:8884". Names and passwords in it would be seen by everybody who may
 * list processes, so they are refused. */
static err_t read_url(const char *url, char host[static EVENT_MQTT_URL_BYTES_MAX],
                      struct mqtt_options *options, struct fail *why)
{
    str rest = str_from(url);
    options->tls = str_starts_with(rest, STR("mqtts://"));
    size_t head = options->tls ? 8 : 7;
    uint64_t port = options->tls ? PORT_TLS : PORT_PLAIN;
    bool sound = options->tls || str_starts_with(rest, STR("mqtt://"));
    if (sound) {
        rest = str_of(rest.p + head, rest.n - head);
        if (rest.n && rest.p[rest.n - 1] == '/')
            rest.n--;
        size_t colon = rest.n;
        while (colon > 0 && rest.p[colon - 1] != ':' && rest.p[colon - 1] != ']')
            colon--;
        if (colon > 0 && rest.p[colon - 1] == ':') {
            sound = str_to_u64(str_of(rest.p + colon, rest.n - colon), UINT16_MAX, &port) && port;
            rest.n = colon - 1;
        }
        if (rest.n > 2 && rest.p[0] == '[' && rest.p[rest.n - 1] == ']')
            rest = str_of(rest.p + 1, rest.n - 2);
    }
    sound = sound && rest.n && rest.n < EVENT_MQTT_URL_BYTES_MAX &&
            str_find_char(rest, '/') == rest.n && str_find_char(rest, '@') == rest.n;
    if (!sound)
        return fail_set(why, ERR_USAGE, 0, STR("--mqtt"),
                        "--mqtt is mqtt://HOST[:PORT] or mqtts://HOST[:PORT], without user and "
                        "password: those come from --mqtt-login FILE");
    memcpy(host, rest.p, rest.n);
    host[rest.n] = '\0';
    options->host = host;
    options->port = (uint16_t)port;
    return ERR_OK;
}

static err_t read_login(struct event_mqtt *own, const char *path, struct mqtt_options *options,
                        struct fail *why)
{
    struct file_view view;
    if (!path)
        return ERR_OK;
    err_t err = file_open(path, LOGIN_BYTES_MAX, &view, why);
    if (err)
        return err;
    str all = view.bytes;
    str user = str_of(all.p, str_find_char(all, '\n'));
    str rest = user.n < all.n ? str_of(all.p + user.n + 1, all.n - user.n - 1) : STR("");
    str password = str_of(rest.p, str_find_char(rest, '\n'));
    options->user = arena_dup(&own->home, user).p;
    options->password = arena_dup(&own->home, password).p;
    file_close(&view);
    return user.n ? ERR_OK
                  : fail_set(why, ERR_USAGE, 0, str_from(path),
                             "%s: the first line is the user, the second the password", path);
}

static void committed(void *context, uint64_t revision)
{
    struct event_mqtt *own = context;
    (void)revision;
    mqtt_wake(own->mqtt);
}

static err_t open_all(struct event_mqtt *own, const struct event_mqtt_options *options,
                      struct fail *why)
{
    char host[EVENT_MQTT_URL_BYTES_MAX];
    struct mqtt_options mqtt = {.ca = options->ca,
                                .cert = options->cert,
                                .key = options->key,
                                .acknowledged = acknowledged,
                                .context = own};
    err_t err = read_url(options->url, host, &mqtt, why);
    if (!err && (options->ca || options->cert || options->key) && !mqtt.tls)
        err = fail_set(why, ERR_USAGE, 0, STR("--mqtt"), "certificates need mqtts://");
    if (!err && !options->cert != !options->key)
        err = fail_set(why, ERR_USAGE, 0, STR("--mqtt-cert"),
                       "--mqtt-cert and --mqtt-key go together");
    if (!err && !mqtt_topic_is_valid(str_from(own->topic)))
        err = fail_set(why, ERR_USAGE, 0, STR("--mqtt-topic"),
                       "--mqtt-topic has neither + nor # and does not begin with $");
    if (!err)
        err = read_login(own, options->login_file, &mqtt, why);
    if (!err)
        err = read_state(own, why);
    if (!err)
        err = event_elements_load(&own->elements, own->store, own->base, clock_steady_ms(), why);
    return err ? err : mqtt_open(&mqtt, &own->mqtt, why);
}

static void free_all(struct event_mqtt *own)
{
    if (own->mqtt)
        mqtt_close(own->mqtt);
    event_elements_release(&own->elements);
    event_reader_release(&own->reader);
    arena_release(&own->batch);
    struct arena home = own->home;
    arena_release(&home);
}

err_t event_mqtt_start(const struct event_mqtt_options *options, struct store *store,
                       struct event_mqtt **ret_mqtt, struct fail *why)
{
    struct arena home = {0};
    struct event_mqtt *own = ARENA_NEW(&home, struct event_mqtt);
    own->store = store;
    own->prefix = options->topic ? arena_printf(&home, "%s/", options->topic).p : "";
    own->topic = arena_printf(&home, "%snoauth", own->prefix).p;
    own->state_path = arena_printf(&home, "%s/mqtt-events", options->dir).p;
    own->base = arena_dup(&home, options->base);
    own->home = home;
    err_t err = open_all(own, options, why);
    if (err) {
        free_all(own);
        return err;
    }
    event_reader_init(&own->reader, store, own->base, own->done);
    own->follower = (struct store_follower){.committed = committed, .context = own};
    store_follow(store, &own->follower);
    if (pthread_create(&own->thread, NULL, run, own) != 0)
        abort(); /* no thread left: as bad as no memory */
    *ret_mqtt = own;
    return ERR_OK;
}

void event_mqtt_stop(struct event_mqtt *own)
{
    struct timespec until;
    store_unfollow(own->store, &own->follower);
    atomic_store(&own->ended, true);
    mqtt_wake(own->mqtt);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 2 * EVENT_MQTT_END_MS_MAX / 1000;
    /* A connection to a machine that does not answer can take minutes to fail; the thread then ends
     * with the process, and touches nothing but its own memory before. */
    if (pthread_timedjoin_np(own->thread, NULL, &until) == 0)
        free_all(own);
    else
        log_line(LOG_WARN, "mqtt: still connecting, not waited for");
}
