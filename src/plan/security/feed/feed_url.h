/* SPDX-License-Identifier: Apache-2.0 */
/* feed_url.h - addresses that advisories are fetched from, taken apart and put together: https
 * only, and written so that no two programs read them differently. Rules: RFC 3986;
 * CSAF 2.0, 7.1.3. */
#ifndef SCHALE_PLAN_SECURITY_FEED_URL_H
#define SCHALE_PLAN_SECURITY_FEED_URL_H

#include "base/arena.h"

enum { FEED_URL_BYTES_MAX = 1000 };

/* Whether a text is https://host[:port]/path with plain characters: no user, query or fragment, no
 * segment "." or "..", neither written as an escape, no escaped slash or NUL. */
bool feed_url_is_sound(str url);

/* Whether a text is the name of a domain: letters, digits, '-' and at least one '.'. */
bool feed_url_is_domain(str text);

/* "host:port" as it stands there; a view. */
str feed_url_host(str url);
/* Up to the last '/', with it; a view. */
str feed_url_folder(str url);
/* Behind the last '/'; a view. */
str feed_url_file(str url);

/* A path below a folder, "2024/a.json", as an address; false: it would not be below, or is no sound
 * one. */
bool feed_url_join(struct arena *arena, str folder, str path, str *ret_url);

#endif
