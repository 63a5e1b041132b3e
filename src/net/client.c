/* SPDX-License-Identifier: Apache-2.0 */
/* client.c - libcurl, one handle for each request. */
#include "net/client_private.h"

#include <stdatomic.h>

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct buf *body = context;
    buf_add(body, str_of(bytes, size * count));
    return body->over ? 0 : size * count;
}

static int look_at_cancel(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const _Atomic bool *is_cancelled = context;
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(is_cancelled);
}

static struct curl_slist *add_header(struct curl_slist *list, const char *name, const char *value)
{
    struct buf line = {0};
    buf_printf(&line, "%s: %s", name, value);
    buf_add_char(&line, 0);
    list = curl_slist_append(list, line.p);
    buf_release(&line);
    return list;
}

static void set_options(CURL *curl, const struct client_request *request,
                        const struct curl_slist *headers, struct buf *body)
{
    curl_easy_setopt(curl, CURLOPT_URL, request->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CLIENT_CONNECT_SECONDS_MAX);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)CLIENT_SECONDS_MAX);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    if (request->ms_max)
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)request->ms_max);
    if (request->ca)
        curl_easy_setopt(curl, CURLOPT_CAINFO, request->ca);
    if (request->is_cancelled) {
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_at_cancel);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, (void *)(uintptr_t)request->is_cancelled);
    }
    if (request->user) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, request->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, request->password);
    }
    if (request->body.p) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.p);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.n);
    }
    if (request->method)
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
}

/* The headers of the request, which the handle needs until it is done. */
static struct curl_slist *prepare(CURL *curl, const struct client_request *request,
                                  struct buf *body)
{
    struct curl_slist *headers = NULL;
    if (request->accept)
        headers = add_header(headers, "Accept", request->accept);
    if (request->content_type)
        headers = add_header(headers, "Content-Type", request->content_type);
    for (size_t i = 0; i < request->header_count; i++)
        headers = curl_slist_append(headers, request->headers[i]);
    set_options(curl, request, headers, body);
    return headers;
}

CURL *client_handle_new(const struct client_request *request, struct buf *body,
                        struct curl_slist **ret_headers)
{
    CURL *curl = curl_easy_init();
    if (curl)
        *ret_headers = prepare(curl, request, body);
    return curl;
}

void client_kept_release(struct client_kept *kept)
{
    if (kept->handle)
        curl_easy_cleanup(kept->handle);
    kept->handle = NULL;
}

err_t client_do(const struct client_request *request, struct buf *ret_body, int *ret_status,
                struct fail *why)
{
    struct client_kept kept = {0};
    err_t err = client_do_kept(&kept, request, ret_body, ret_status, why);
    client_kept_release(&kept);
    return err;
}

err_t client_do_kept(struct client_kept *kept, const struct client_request *request,
                     struct buf *ret_body, int *ret_status, struct fail *why)
{
    if (!kept->handle && !(kept->handle = curl_easy_init()))
        return fail_set(why, ERR_IO, 0, str_from(request->url), "libcurl does not start");
    CURL *curl = kept->handle;
    curl_easy_reset(curl);
    struct curl_slist *headers = prepare(curl, request, ret_body);
    CURLcode done = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    if (ret_body->over)
        return fail_set(why, ERR_TOO_LARGE, 0, str_from(request->url), "the answer is too large");
    if (done == CURLE_OPERATION_TIMEDOUT && request->ms_max)
        return fail_set(why, ERR_TIMEOUT, 0, str_from(request->url), "no answer within %u ms",
                        request->ms_max);
    if (done != CURLE_OK)
        return fail_set(why, ERR_IO, 0, str_from(request->url), "%s", curl_easy_strerror(done));
    *ret_status = (int)status;
    return ERR_OK;
}

err_t client_reach(const struct client_request *request, struct fail *why)
{
    struct curl_slist *headers;
    struct buf nothing = {0};
    CURL *curl = client_handle_new(request, &nothing, &headers);
    if (!curl)
        return fail_set(why, ERR_IO, 0, str_from(request->url), "libcurl does not start");
    curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
    CURLcode done = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    buf_release(&nothing);
    if (done != CURLE_OK)
        return fail_set(why, ERR_IO, 0, str_from(request->url), "%s", curl_easy_strerror(done));
    return ERR_OK;
}
