/* SPDX-License-Identifier: Apache-2.0 */
/* web.h - the AAS API and the pages over one store. */
#ifndef SCHALE_WEB_WEB_H
#define SCHALE_WEB_WEB_H

#include "store/store.h"

struct web;

struct web_options {
    struct store *store; /* must outlive the web */
    const char *host;    /* numeric address or name */
    uint16_t port;       /* 0: a free one */
};

/* Starts answering. ERR_IO: the address is in use ... */
MUST_CHECK err_t web_start(const struct web_options *options, struct web **ret_web,
                           struct fail *why);
uint16_t web_port(const struct web *web);
/* Takes no more requests, finishes the open ones within wait_ms, frees. */
void web_stop(struct web *web, uint32_t wait_ms);

#endif
