/* SPDX-License-Identifier: Apache-2.0 */
/* connection.h - one interface at work: a thread that connects, polls or listens, writes, and
 * connects again when the machine was away. A thread each, since a machine that does not answer
 * must hold up nobody else, and libmodbus waits. Values that come are left for the engine; what is
 * to be written is left by it. */
#ifndef SCHALE_LINK_CONNECTION_H
#define SCHALE_LINK_CONNECTION_H

#include <pthread.h>

#include "link/interface.h"
#include "link/payload.h"

enum {
    LINK_RETRY_MS_MIN = 500, /* after a failure; doubled each time ... */
    LINK_RETRY_MS_MAX = 30000,
    LINK_ERROR_BYTES_MAX = FAIL_TEXT_BYTES_MAX,
    LINK_VALUE_TRIES_MAX = 5 /* of one value, when somebody else changes the element meanwhile */
};

/* Name and text of the states. */
#define LINK_STATES(X)                                                                             \
    X(LINK_UNUSED, "unused")                                                                       \
    X(LINK_INVALID, "invalid")                                                                     \
    X(LINK_NOT_SUPPORTED, "notSupported")                                                          \
    X(LINK_NOT_ALLOWED, "notAllowed")                                                              \
    X(LINK_CONNECTING, "connecting")                                                               \
    X(LINK_CONNECTED, "connected")                                                                 \
    X(LINK_LOST, "lost")
#define LINK_STATE_ENUM(name, text) name,
enum link_state { LINK_STATES(LINK_STATE_ENUM) LINK_STATE_COUNT };
#undef LINK_STATE_ENUM

const char *link_state_text(enum link_state state);

/* Copies a text, cut between characters when it is too long. */
void link_error_set(char to[static LINK_ERROR_BYTES_MAX], str text);

/* What all connections and the engine share. */
struct link_shared {
    pthread_mutex_t lock;      /* of everything below that says so */
    pthread_mutex_t news_lock; /* of the next two; taken last and shortly */
    pthread_cond_t news;       /* for the engine */
    bool has_news;
};

void link_shared_init(struct link_shared *shared);
void link_shared_release(struct link_shared *shared);

/* Wakes the engine. From any thread, with or without the lock. */
void link_shared_tell(struct link_shared *shared);

/* Waits until somebody tells, or for ms. */
void link_shared_wait(struct link_shared *shared, int64_t ms);

/* Of one mapping; all under the lock. */
struct link_value_state {
    /* From the machine, to be written to the target. */
    bool fresh;
    enum link_raw_kind raw_kind;
    struct buf raw;
    unsigned tries;
    /* From the target, to be written to the machine. */
    bool wanted;
    enum link_raw_kind wanted_kind;
    struct buf wanted_raw;
    /* What the target held when the engine last looked; has_known false: not looked at, or there
     * was no such Property. */
    bool has_known;
    bool failed; /* the last write: the same value is another try */
    struct buf known;
    /* For people. */
    struct buf value;                       /* the last of the machine, as the target has it */
    int64_t value_wall_ms;                  /* when it came; 0: never */
    char error[LINK_ERROR_BYTES_MAX];       /* of the last reading */
    char write_error[LINK_ERROR_BYTES_MAX]; /* of the last writing */
    uint64_t reads, writes, failures;
};

struct link_connection {
    struct link_interface *interface; /* owned */
    struct link_shared *shared;
    const struct link_protocol *protocol;
    void *session; /* the protocol's */
    pthread_t thread;
    pthread_cond_t wake;
    bool running; /* there is a thread */
    /* Under the lock. */
    bool ended;    /* the thread is to end ... */
    bool finished; /* ... and touches nothing of the engine's any more */
    enum link_state state;
    char error[LINK_ERROR_BYTES_MAX];
    int64_t since_wall_ms, next_try_wall_ms, value_wall_ms; /* 0: none */
    uint64_t losses;
    /* The thread's. */
    bool open;
    int64_t retry_ms, retry_at_ms;
    struct arena scratch;
    struct link_connection *next; /* the engine's */
};

/* Takes the interface. Nobody else knows of the connection yet. */
struct link_connection *connection_new(struct link_interface *interface,
                                       struct link_shared *shared);

/* Starts its thread when nothing hinders it. */
void connection_run(struct link_connection *connection);

/* Asks the thread to end; does not wait. Under the lock. */
void connection_end(struct link_connection *connection);

/* Frees one without a thread, or with one that has finished. */
void connection_free(struct link_connection *connection);

/* Under the lock: there is something to write. */
void connection_wake(struct link_connection *connection);

/* For protocols, on the connection's thread: a payload of a datapoint came, or, with payload
 * {NULL, 0}, what went wrong with it. */
void connection_deliver(struct link_connection *connection, const struct link_property *property,
                        enum link_codec codec, str payload, const struct fail *why);

/* Whether the thread is to end. */
bool connection_is_ended(struct link_connection *connection);

/* Whether some mapping reads (or writes) the datapoint. */
bool connection_reads(const struct link_connection *connection,
                      const struct link_property *property);

/* The longest that the interface may take for an answer. */
uint32_t connection_timeout_ms(const struct link_form *form);

#endif
