/* SPDX-License-Identifier: Apache-2.0 */
/* log.h - talk on standard error, one line each, safe from several threads. Never log a secret: no
 * header values, no bodies. */
#ifndef SCHALE_BASE_LOG_H
#define SCHALE_BASE_LOG_H

#include "base/base.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* Lines above this level are dropped; LOG_INFO at start. */
void log_set_level(enum log_level level);

/* Control characters in the text are replaced, so that input cannot forge lines. */
void log_line(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
