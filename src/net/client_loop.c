/* SPDX-License-Identifier: Apache-2.0 */
/* client_loop.c - two threads: one moves bytes, the other tells what became of each request, so
 * that writing a result to the disk holds up no other request. */
#include "net/client_loop.h"

#include <sys/resource.h>

#include "base/arena.h"
#include "base/clock.h"
#include "net/client_private.h"
#include "net/http_private.h"

enum { POLL_MS = 60000 }; /* submitting and stopping wake the thread; libcurl knows its own times */

struct queue {
    struct client_call *first, *last;
};

struct client_loop {
    struct arena home; /* holds this struct */
    CURLM *multi;
    pthread_t mover, teller;
    pthread_mutex_t lock;
    pthread_cond_t told;
    struct queue fresh, finished; /* under lock */
    uint32_t open;                /* under lock: submitted, `done` not yet called */
    bool stopping, moved;         /* under lock: take no more; nothing will finish any more */
    struct client_call *moving;   /* the mover's: all that libcurl has */
};

static void queue_add(struct queue *queue, struct client_call *call)
{
    call->next = NULL;
    if (queue->last)
        queue->last->next = call;
    else
        queue->first = call;
    queue->last = call;
}

static struct client_call *queue_take(struct queue *queue)
{
    struct client_call *call = queue->first;
    if (call)
        queue->first = call->next;
    if (!queue->first)
        queue->last = NULL;
    return call;
}

/* --- the mover's thread ------------------------------------------------------------------------
 */

static void tell(struct client_loop *loop, struct client_call *call)
{
    pthread_mutex_lock(&loop->lock);
    queue_add(&loop->finished, call);
    pthread_cond_signal(&loop->told);
    pthread_mutex_unlock(&loop->lock);
}

static err_t outcome(struct client_call *call, CURLcode code)
{
    str url = str_from(call->request.url);
    if (call->body.over)
        return fail_set(&call->why, ERR_TOO_LARGE, 0, url, "the answer has more than %zu bytes",
                        call->bytes_max);
    /* libcurl has one code for the limit of connecting, too, which may be earlier. */
    if (code == CURLE_OPERATION_TIMEDOUT && clock_steady_ms() >= call->until_ms)
        return fail_set(&call->why, ERR_TIMEOUT, 0, url, "no answer within %u ms", call->ms_max);
    if (code != CURLE_OK)
        return fail_set(&call->why, ERR_IO, 0, url, "%s", curl_easy_strerror(code));
    return ERR_OK;
}

static void take_out(struct client_loop *loop, struct client_call *call)
{
    if (call->previous)
        call->previous->next = call->next;
    else
        loop->moving = call->next;
    if (call->next)
        call->next->previous = call->previous;
    long status = 0;
    curl_easy_getinfo(call->handle, CURLINFO_RESPONSE_CODE, &status);
    call->status = (int)status;
    curl_multi_remove_handle(loop->multi, call->handle);
    curl_easy_cleanup(call->handle);
    curl_slist_free_all(call->headers);
}

static bool put_in(struct client_loop *loop, struct client_call *call)
{
    struct curl_slist *headers;
    call->body = (struct buf){.bytes_max = call->bytes_max};
    CURL *curl = client_handle_new(&call->request, &call->body, &headers);
    if (!curl)
        return false;
    /* Without the second of waiting for "100 Continue" that many servers never send. */
    headers = curl_slist_append(headers, "Expect:");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)call->ms_max);
    /* Else ending a request that still looks for a name waits for the resolver's own limits. */
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_PRIVATE, call);
    call->handle = curl;
    call->headers = headers;
    call->until_ms = clock_steady_ms() + call->ms_max;
    call->previous = NULL;
    call->next = loop->moving;
    if (call->next)
        call->next->previous = call;
    loop->moving = call;
    return curl_multi_add_handle(loop->multi, curl) == CURLM_OK;
}

/* Hands what was submitted to libcurl; false when the loop is to stop. */
static bool take_fresh(struct client_loop *loop)
{
    for (;;) {
        pthread_mutex_lock(&loop->lock);
        struct client_call *call = queue_take(&loop->fresh);
        bool stopping = loop->stopping;
        pthread_mutex_unlock(&loop->lock);
        if (!call)
            return !stopping;
        if (!put_in(loop, call)) {
            call->result = fail_set(&call->why, ERR_IO, 0, str_from(call->request.url),
                                    "libcurl does not take the request");
            if (call->handle)
                take_out(loop, call);
            tell(loop, call);
        }
    }
}

static void take_finished(struct client_loop *loop)
{
    CURLMsg *message;
    int more;
    while ((message = curl_multi_info_read(loop->multi, &more))) {
        struct client_call *call;
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode code = message->data.result; /* the message goes with the handle */
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&call);
        call->result = outcome(call, code);
        take_out(loop, call);
        tell(loop, call);
    }
}

static void *move(void *argument)
{
    struct client_loop *loop = argument;
    while (take_fresh(loop)) {
        int running;
        curl_multi_perform(loop->multi, &running);
        take_finished(loop);
        curl_multi_poll(loop->multi, NULL, 0, POLL_MS, NULL);
    }
    while (loop->moving) {
        struct client_call *call = loop->moving;
        call->result = fail_set(&call->why, ERR_BUSY, 0, str_from(call->request.url),
                                "the server was stopped while it waited for the answer");
        take_out(loop, call);
        tell(loop, call);
    }
    pthread_mutex_lock(&loop->lock);
    loop->moved = true;
    pthread_cond_signal(&loop->told);
    pthread_mutex_unlock(&loop->lock);
    return NULL;
}

/* --- the teller's thread -----------------------------------------------------------------------
 */

static void *tell_all(void *argument)
{
    struct client_loop *loop = argument;
    pthread_mutex_lock(&loop->lock);
    for (;;) {
        struct client_call *call = queue_take(&loop->finished);
        if (!call && loop->moved)
            break;
        if (!call) {
            pthread_cond_wait(&loop->told, &loop->lock);
            continue;
        }
        loop->open--;
        pthread_mutex_unlock(&loop->lock);
        call->done(call);
        pthread_mutex_lock(&loop->lock);
    }
    pthread_mutex_unlock(&loop->lock);
    return NULL;
}

/* --- for others --------------------------------------------------------------------------------
 */

/* Each request has a socket; the process may have been started with a limit of 1,024. */
static void allow_sockets(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    rlim_t wanted = files.rlim_cur + CLIENT_CALLS_MAX;
    files.rlim_cur = wanted < files.rlim_max ? wanted : files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

err_t client_loop_start(struct client_loop **ret_loop, struct fail *why)
{
    CURLM *multi = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_multi_init() : NULL;
    if (!multi)
        return fail_set(why, ERR_IO, 0, STR("libcurl"), "libcurl does not start");
    struct arena home = {0};
    struct client_loop *loop = ARENA_NEW(&home, struct client_loop);
    loop->home = home;
    loop->multi = multi;
    pthread_mutex_init(&loop->lock, NULL);
    pthread_cond_init(&loop->told, NULL);
    allow_sockets();
    loop->mover = http_thread_start(move, loop);
    loop->teller = http_thread_start(tell_all, loop);
    *ret_loop = loop;
    return ERR_OK;
}

err_t client_loop_submit(struct client_loop *loop, struct client_call *call, struct fail *why)
{
    assert(call->done && call->ms_max > 0);
    call->handle = call->headers = NULL;
    pthread_mutex_lock(&loop->lock);
    bool taken = !loop->stopping && loop->open < CLIENT_CALLS_MAX;
    if (taken) {
        loop->open++;
        queue_add(&loop->fresh, call);
    }
    pthread_mutex_unlock(&loop->lock);
    if (!taken)
        return fail_set(why, ERR_BUSY, 0, str_from(call->request.url),
                        "%d requests to other servers are under way already", CLIENT_CALLS_MAX);
    curl_multi_wakeup(loop->multi);
    return ERR_OK;
}

void client_loop_stop(struct client_loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    bool stopped = loop->stopping;
    loop->stopping = true;
    pthread_mutex_unlock(&loop->lock);
    if (stopped)
        return;
    curl_multi_wakeup(loop->multi);
    pthread_join(loop->mover, NULL);
    pthread_join(loop->teller, NULL);
}

void client_loop_free(struct client_loop *loop)
{
    assert(loop->moved);
    curl_multi_cleanup(loop->multi);
    pthread_mutex_destroy(&loop->lock);
    pthread_cond_destroy(&loop->told);
    struct arena home = loop->home;
    arena_release(&home);
}
