/* SPDX-License-Identifier: Apache-2.0 */
/* clock.h - the two clocks: wall time for records, monotonic time for deadlines. */
#ifndef SCHALE_BASE_CLOCK_H
#define SCHALE_BASE_CLOCK_H

#include "base/base.h"

enum { CLOCK_HTTP_BYTES = 30 }; /* "Mon, 23 Nov 2026 21:07:46 GMT" and a NUL */
enum { CLOCK_TEXT_BYTES = 25 }; /* "2026-11-23T21:07:46.123Z" and a NUL */

/* Milliseconds since 1970-01-01T00:00:00Z. */
int64_t clock_wall_ms(void);

/* Milliseconds on a clock that only goes forward; for differences. */
int64_t clock_steady_ms(void);

/* Writes RFC 3339 UTC with milliseconds, and a NUL. Years 0000 to 9999. */
void clock_format(int64_t wall_ms, char to[static CLOCK_TEXT_BYTES]);

/* Writes an HTTP date (RFC 9110, 5.6.7), and a NUL. Years 0000 to 9999. */
void clock_format_http(int64_t wall_ms, char to[static CLOCK_HTTP_BYTES]);

/* Reads a date and time as RFC 3339 writes it, of the years 0000 to 9999: "2026-11-23T21:07:46Z",
 * with any fraction of a second and any offset. What is less than a millisecond is cut off. False
 * when it is something else. */
bool clock_parse(str text, int64_t *ret_wall_ms);

#endif
