/* SPDX-License-Identifier: Apache-2.0 */
/* event_hub.c - the ring, the clients, and the thread between the log and them.
 * Locks: hub->lock is taken before the HTTP server's. The store's writer only touches
 * hub->told_lock, so that no client holds it up. */
#include "event/event_hub.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/log.h"
#include "event/event_reader.h"

enum { TICK_MS = 1000 };

struct slot {
    struct event event; /* its texts are views of `text` */
    struct buf text;    /* as it is sent, then id, path and semanticId */
    size_t sent_bytes;  /* of `text` */
};

struct stream {
    struct http_stream http;
    struct arena home; /* holds this struct and the filter */
    struct event_hub *hub;
    const struct event_filter *filter;
    struct stream *older, *newer;
    struct stream *next_late; /* waits for a portion */
    uint64_t after;           /* the last record that was sent or passed over */
    uint64_t part_seq;        /* the event in the ring that went out by half; 0: none */
    size_t part_bytes;        /* ... how much of it */
    struct buf portion;       /* of the log, or the greeting */
    size_t portion_bytes;     /* gone out of it */
    int64_t last_ms;          /* something was sent */
    bool live;                /* was at the head: from now on reads the ring or is cut off */
    bool asleep, late, ping;
    bool worked_on, gone; /* the thread makes a portion; the client left meanwhile */
};

struct event_hub {
    struct arena home;
    struct store *store;
    str base;
    uint32_t streams_max;
    _Atomic uint32_t stream_count; /* changed under lock; the writer looks at it without */
    pthread_mutex_t lock;
    struct stream *streams;
    struct stream *late_first, *late_last;
    size_t portions_bytes;
    struct slot *slots;
    size_t first, count, ring_bytes;
    uint64_t head;       /* the ring holds the events of all records up to this one ... */
    uint64_t ring_after; /* ... and behind this one */
    uint64_t epoch;      /* counted up when the ring is begun anew */
    struct store_follower follower;
    pthread_mutex_t told_lock;
    pthread_cond_t told_wake;
    bool told, ended;
    pthread_t thread;
    bool started;
};

/* --- the ring, under lock -------------------------------------------------------------------- */

static struct slot *slot_at(struct event_hub *hub, size_t index)
{
    return &hub->slots[(hub->first + index) % EVENT_RING_EVENTS_MAX];
}

static void drop_oldest(struct event_hub *hub)
{
    struct slot *slot = slot_at(hub, 0);
    hub->ring_after = slot->event.seq;
    hub->ring_bytes -= slot->text.room;
    buf_release(&slot->text);
    hub->first = (hub->first + 1) % EVENT_RING_EVENTS_MAX;
    hub->count--;
}

static void begin_ring(struct event_hub *hub, uint64_t at)
{
    while (hub->count)
        drop_oldest(hub);
    hub->head = hub->ring_after = at;
    hub->epoch++;
}

/* Index of the first event behind record `after`. */
static size_t find_slot(struct event_hub *hub, uint64_t after)
{
    size_t low = 0, high = hub->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (slot_at(hub, middle)->event.seq > after)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void write_event(struct buf *out, const struct event *event)
{
    buf_printf(out, "id: %llu\ndata: ", (unsigned long long)event->seq);
    buf_add(out, event->json); /* one line: JSON text has no line breaks in strings */
    buf_add(out, STR("\n\n"));
}

static void push(struct event_hub *hub, const struct event *event)
{
    if (hub->count == EVENT_RING_EVENTS_MAX)
        drop_oldest(hub);
    struct slot *slot = slot_at(hub, hub->count++);
    *slot = (struct slot){.event = *event};
    struct buf *text = &slot->text;
    write_event(text, event);
    slot->sent_bytes = text->n;
    buf_add(text, event->id);
    buf_add(text, event->path);
    if (event->semantic_id.p)
        buf_add(text, event->semantic_id);
    slot->event.json = (str){0};
    slot->event.id = str_of(text->p + slot->sent_bytes, event->id.n);
    slot->event.path = str_of(slot->event.id.p + event->id.n, event->path.n);
    if (event->semantic_id.p)
        slot->event.semantic_id = str_of(slot->event.path.p + event->path.n, event->semantic_id.n);
    hub->ring_bytes += text->room;
    while (hub->ring_bytes > EVENT_RING_BYTES_MAX && hub->count > 1)
        drop_oldest(hub);
}

/* --- a client reads, on the HTTP server's event thread -----------------------------------------
 */

static size_t copy_some(char *to, size_t room, str from, size_t *done)
{
    size_t bytes = from.n - *done < room ? from.n - *done : room;
    memcpy(to, from.p + *done, bytes);
    *done += bytes;
    return bytes;
}

static size_t read_portion(struct stream *stream, char *to, size_t room)
{
    size_t bytes = copy_some(to, room, buf_str(&stream->portion), &stream->portion_bytes);
    if (stream->portion_bytes == stream->portion.n) {
        stream->hub->portions_bytes -= stream->portion.room;
        buf_release(&stream->portion);
        stream->portion_bytes = 0;
    }
    return bytes;
}

/* The next event of the ring, or the rest of it; 0: there is none. */
static size_t read_ring(struct stream *stream, char *to, size_t room)
{
    struct event_hub *hub = stream->hub;
    for (size_t i = find_slot(hub, stream->after); i < hub->count; i++) {
        struct slot *slot = slot_at(hub, i);
        bool begun = stream->part_seq == slot->event.seq;
        if (!begun && !event_filter_holds(stream->filter, &slot->event)) {
            stream->after = slot->event.seq;
            continue;
        }
        if (!begun) {
            stream->part_seq = slot->event.seq;
            stream->part_bytes = 0;
        }
        size_t bytes =
            copy_some(to, room, str_of(slot->text.p, slot->sent_bytes), &stream->part_bytes);
        if (stream->part_bytes == slot->sent_bytes) {
            stream->after = slot->event.seq;
            stream->part_seq = 0;
        }
        return bytes;
    }
    if (stream->after < hub->head)
        stream->after = hub->head;
    return 0;
}

static void ask_for_portion(struct stream *stream)
{
    struct event_hub *hub = stream->hub;
    if (stream->late)
        return;
    stream->late = true;
    stream->next_late = NULL;
    if (hub->late_last)
        hub->late_last->next_late = stream;
    else
        hub->late_first = stream;
    hub->late_last = stream;
    pthread_mutex_lock(&hub->told_lock);
    hub->told = true;
    pthread_cond_signal(&hub->told_wake);
    pthread_mutex_unlock(&hub->told_lock);
}

static long read_stream(struct http_stream *http, char *to, size_t room)
{
    struct stream *stream = http->owner;
    struct event_hub *hub = stream->hub;
    size_t done = 0, bytes = 1;
    bool lost = false;
    pthread_mutex_lock(&hub->lock);
    while (done < room && bytes > 0) {
        if (stream->portion.n) {
            bytes = read_portion(stream, to + done, room - done);
        } else if (stream->after < hub->ring_after) {
            lost = stream->live; /* he fell behind; his last id says where he goes on */
            if (!lost)
                ask_for_portion(stream);
            bytes = 0;
        } else {
            stream->live = true;
            bytes = read_ring(stream, to + done, room - done);
        }
        done += bytes;
    }
    static const char ping[] = ":\n\n";
    if (done == 0 && !lost && stream->ping && room >= sizeof ping) {
        done = sizeof ping - 1;
        memcpy(to, ping, done);
    }
    stream->ping = false;
    stream->asleep = done == 0 && !lost;
    if (done)
        stream->last_ms = clock_steady_ms();
    pthread_mutex_unlock(&hub->lock);
    return done ? (long)done : lost ? HTTP_STREAM_CUT : 0;
}

/* --- coming and going ------------------------------------------------------------------------ */

static void free_stream(struct stream *stream)
{
    buf_release(&stream->portion);
    struct arena home = stream->home;
    arena_release(&home);
}

static void remove_late(struct event_hub *hub, struct stream *stream)
{
    struct stream *before = NULL;
    for (struct stream *at = hub->late_first; at; before = at, at = at->next_late) {
        if (at != stream)
            continue;
        if (before)
            before->next_late = at->next_late;
        else
            hub->late_first = at->next_late;
        if (hub->late_last == at)
            hub->late_last = before;
        break;
    }
    stream->late = false;
}

static void release_stream(struct http_stream *http)
{
    struct stream *stream = http->owner;
    struct event_hub *hub = stream->hub;
    pthread_mutex_lock(&hub->lock);
    if (stream->older)
        stream->older->newer = stream->newer;
    if (stream->newer)
        stream->newer->older = stream->older;
    else
        hub->streams = stream->older;
    hub->stream_count--;
    if (stream->late && !stream->worked_on)
        remove_late(hub, stream);
    hub->portions_bytes -= stream->portion.room;
    buf_release(&stream->portion);
    stream->gone = true;
    bool mine = !stream->worked_on;
    pthread_mutex_unlock(&hub->lock);
    if (mine)
        free_stream(stream);
}

static struct stream *stream_new(struct event_hub *hub, const struct event_filter *filter)
{
    struct arena home = {0};
    struct stream *stream = ARENA_NEW(&home, struct stream);
    stream->filter = event_filter_dup(&home, filter);
    stream->home = home;
    stream->hub = hub;
    stream->http =
        (struct http_stream){.read = read_stream, .release = release_stream, .owner = stream};
    stream->last_ms = clock_steady_ms();
    return stream;
}

err_t event_hub_stream(struct event_hub *hub, struct http_exchange *exchange,
                       const struct event_filter *filter, uint64_t after)
{
    struct stream *stream = stream_new(hub, filter);
    pthread_mutex_lock(&hub->lock);
    if (hub->stream_count >= hub->streams_max) {
        pthread_mutex_unlock(&hub->lock);
        free_stream(stream);
        return ERR_BUSY;
    }
    /* Counted first: of what is committed behind `revision`, the thread is told. */
    bool first = hub->stream_count++ == 0;
    uint64_t revision = store_revision(hub->store);
    if (first)
        begin_ring(hub, revision); /* nobody listened, so nothing was kept */
    stream->after = after < revision ? after : revision;
    stream->older = hub->streams;
    if (hub->streams)
        hub->streams->newer = stream;
    hub->streams = stream;
    buf_printf(&stream->portion, "retry: %d\n: the next record is %llu\n\n", EVENT_RETRY_MS,
               (unsigned long long)stream->after + 1);
    hub->portions_bytes += stream->portion.room;
    pthread_mutex_unlock(&hub->lock);
    struct http_answer answer = {.status = 200};
    http_answer_header(&answer, STR("Content-Type"), STR("text/event-stream"));
    http_answer_header(&answer, STR("Cache-Control"), STR("no-store"));
    /* nginx would hold events back. */
    http_answer_header(&answer, STR("X-Accel-Buffering"), STR("no"));
    http_answer_stream(exchange, &answer, &stream->http);
    return ERR_OK;
}

/* --- the thread ------------------------------------------------------------------------------ */

/* After each commit, so it costs next to nothing while nobody listens. */
static void committed(void *context, uint64_t revision)
{
    struct event_hub *hub = context;
    (void)revision;
    if (hub->stream_count == 0)
        return;
    pthread_mutex_lock(&hub->told_lock);
    hub->told = true;
    pthread_cond_signal(&hub->told_wake);
    pthread_mutex_unlock(&hub->told_lock);
}

/* Wakes those that something came for, or that were silent for long. Under lock. */
static size_t wake_streams(struct event_hub *hub)
{
    size_t woken = 0;
    int64_t now = clock_steady_ms();
    for (struct stream *stream = hub->streams; stream; stream = stream->older) {
        if (!stream->asleep)
            continue;
        bool wanted = stream->after < hub->ring_after;
        for (size_t i = find_slot(hub, stream->after); !wanted && i < hub->count; i++)
            wanted = event_filter_holds(stream->filter, &slot_at(hub, i)->event);
        if (!wanted && stream->after < hub->head)
            stream->after = hub->head;
        if (!stream->late && now - stream->last_ms >= EVENT_KEEP_ALIVE_MS)
            stream->ping = true;
        if (!stream->ping && (!wanted || stream->late))
            continue;
        stream->asleep = false;
        http_stream_wake(&stream->http);
        woken++;
    }
    return woken;
}

/* Brings the ring up to the log. False when the log could not be read. */
static bool fill_ring(struct event_hub *hub, struct event_reader *reader, struct arena *arena)
{
    struct fail why = {0};
    struct event *events;
    size_t count;
    pthread_mutex_lock(&hub->lock);
    bool listened = hub->stream_count > 0;
    uint64_t epoch = hub->epoch, head = hub->head;
    pthread_mutex_unlock(&hub->lock);
    if (reader->after != head) {
        event_reader_release(reader);
        event_reader_init(reader, hub->store, hub->base, head);
    }
    while (listened && reader->after < store_revision(hub->store)) {
        if (event_reader_next(reader, arena, &events, &count, &why) != ERR_OK) {
            log_line(LOG_ERROR, "events: the log cannot be read: %s", why.text);
            return false;
        }
        pthread_mutex_lock(&hub->lock);
        listened = hub->epoch == epoch;
        for (size_t i = 0; listened && i < count; i++)
            push(hub, &events[i]);
        if (listened)
            hub->head = reader->after;
        pthread_mutex_unlock(&hub->lock);
        arena_reset(arena);
    }
    return true;
}

/* A portion of the log for one that is not at the head. False: nobody waits, or memory is short. */
static bool serve_late(struct event_hub *hub, struct arena *arena)
{
    struct fail why = {0};
    struct event *events;
    size_t count;
    pthread_mutex_lock(&hub->lock);
    struct stream *stream = hub->late_first;
    if (!stream || hub->portions_bytes > EVENT_PORTIONS_BYTES_MAX) {
        pthread_mutex_unlock(&hub->lock);
        return false;
    }
    remove_late(hub, stream);
    stream->late = stream->worked_on = true;
    struct event_reader reader;
    event_reader_init(&reader, hub->store, hub->base, stream->after);
    pthread_mutex_unlock(&hub->lock);

    struct buf text = {0};
    err_t err = event_reader_next(&reader, arena, &events, &count, &why);
    for (size_t i = 0; !err && i < count; i++)
        if (event_filter_holds(stream->filter, &events[i]))
            write_event(&text, &events[i]);
    if (err)
        log_line(LOG_ERROR, "events: the log cannot be read: %s", why.text);

    pthread_mutex_lock(&hub->lock);
    stream->late = stream->worked_on = false;
    bool gone = stream->gone;
    if (gone) {
        buf_release(&text);
    } else {
        stream->live = err != ERR_OK; /* cut off: better than an event left out */
        stream->after = err ? stream->after : reader.after;
        stream->portion = text;
        hub->portions_bytes += text.room;
        stream->asleep = false;
        http_stream_wake(&stream->http);
    }
    pthread_mutex_unlock(&hub->lock);
    event_reader_release(&reader);
    arena_reset(arena);
    if (gone)
        free_stream(stream);
    return true;
}

static struct timespec after_ms(int64_t ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += ms * 1000000;
    at.tv_sec += at.tv_nsec / 1000000000;
    at.tv_nsec %= 1000000000;
    return at;
}

/* False when the hub has ended. */
static bool wait_told(struct event_hub *hub, int64_t ms)
{
    struct timespec until = after_ms(ms);
    pthread_mutex_lock(&hub->told_lock);
    while (!hub->told && !hub->ended &&
           pthread_cond_timedwait(&hub->told_wake, &hub->told_lock, &until) == 0)
        ;
    hub->told = false;
    bool ended = hub->ended;
    pthread_mutex_unlock(&hub->told_lock);
    return !ended;
}

static void *run(void *context)
{
    struct event_hub *hub = context;
    struct event_reader reader;
    struct arena arena = {0};
    event_reader_init(&reader, hub->store, hub->base, 0);
    int64_t pause_ms = 0;
    while (wait_told(hub, TICK_MS)) {
        if (!fill_ring(hub, &reader, &arena))
            pause_ms = TICK_MS;
        pthread_mutex_lock(&hub->lock);
        size_t woken = wake_streams(hub);
        pthread_mutex_unlock(&hub->lock);
        bool served = serve_late(hub, &arena);
        pthread_mutex_lock(&hub->lock);
        bool more = hub->late_first != NULL;
        pause_ms += hub->stream_count / EVENT_LOOKS_PER_MS;
        pthread_mutex_unlock(&hub->lock);
        if (more) {
            committed(hub, 0); /* again at once, or when others have sent what they hold */
            pause_ms = served ? pause_ms : EVENT_ROUND_MS_MAX / 10;
        }
        pause_ms += (int64_t)(woken / EVENT_WAKES_PER_MS);
        if (pause_ms > EVENT_ROUND_MS_MAX)
            pause_ms = EVENT_ROUND_MS_MAX;
        if (pause_ms)
            nanosleep(&(struct timespec){.tv_nsec = pause_ms * 1000000}, NULL);
        pause_ms = 0;
    }
    event_reader_release(&reader);
    arena_release(&arena);
    return NULL;
}

struct event_hub *event_hub_new(struct store *store, uint32_t streams_max)
{
    struct arena home = {0};
    struct event_hub *hub = ARENA_NEW(&home, struct event_hub);
    pthread_condattr_t steady;
    hub->slots = ARENA_ARRAY(&home, struct slot, EVENT_RING_EVENTS_MAX);
    hub->store = store;
    hub->streams_max = streams_max;
    hub->head = hub->ring_after = store_revision(store);
    pthread_mutex_init(&hub->lock, NULL);
    pthread_mutex_init(&hub->told_lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&hub->told_wake, &steady);
    pthread_condattr_destroy(&steady);
    hub->home = home;
    return hub;
}

void event_hub_start(struct event_hub *hub, str base)
{
    hub->base = arena_dup(&hub->home, base);
    hub->follower = (struct store_follower){.committed = committed, .context = hub};
    store_follow(hub->store, &hub->follower);
    hub->started = pthread_create(&hub->thread, NULL, run, hub) == 0;
    if (!hub->started)
        abort(); /* no thread left: as bad as no memory */
}

void event_hub_free(struct event_hub *hub)
{
    if (hub->started) {
        store_unfollow(hub->store, &hub->follower);
        pthread_mutex_lock(&hub->told_lock);
        hub->ended = true;
        pthread_cond_signal(&hub->told_wake);
        pthread_mutex_unlock(&hub->told_lock);
        pthread_join(hub->thread, NULL);
    }
    assert(hub->stream_count == 0);
    begin_ring(hub, 0);
    struct arena home = hub->home;
    arena_release(&home);
}
