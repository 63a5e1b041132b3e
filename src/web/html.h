/* SPDX-License-Identifier: Apache-2.0 */
/* html.h - the frame of the server's own pages, and text into HTML. Pages run no script and load
 * nothing from elsewhere; their Content-Security-Policy says so. */
#ifndef SCHALE_WEB_HTML_H
#define SCHALE_WEB_HTML_H

#include "web/answer.h"

/* Adds text with & < > " ' escaped, so that it may stand between tags and in quoted attributes. */
void html_text(struct buf *out, str text);

/* The same inside <bdi>, so that text of the data cannot turn the writing direction of the page. */
void html_data(struct buf *out, str text);

/* Head and header of a page / its footer. */
void html_begin(struct call *call, struct buf *out, str title);
void html_end(struct call *call, struct buf *out);

/* Sends the page. */
void html_answer(struct call *call, int status, const struct etag *etag, struct buf *page);

/* The language of a page: lang=de or lang=en of the query, else Accept-Language. */
enum language html_language(const struct call *call);

#endif
