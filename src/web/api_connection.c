/* SPDX-License-Identifier: Apache-2.0 */
/* api_connection.c - GET /plan/connections: the machines that values come from and go to, and how
 * each of these connections is. */
#include "link/link.h"
#include "web/answer.h"
#include "web/handlers.h"

err_t connections_read(struct call *call, struct fail *why)
{
    struct links *links = web_links(call->web);
    struct buf out = {0};
    (void)why;
    if (links)
        links_write_json(links, &out);
    else
        buf_add(&out, STR("{\"interfaces\":[],\"problems\":[]}"));
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}
