/* SPDX-License-Identifier: Apache-2.0 */
/* log.c - one write() for each line. */
#include "base/log.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/clock.h"

enum { LINE_BYTES_MAX = 1024 };

static _Atomic int level_max = LOG_INFO;

void log_set_level(enum log_level level)
{
    level_max = (int)level;
}

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    if ((int)level > level_max)
        return;
    char line[LINE_BYTES_MAX], when[CLOCK_TEXT_BYTES];
    clock_format(clock_wall_ms(), when);
    size_t head = (size_t)snprintf(line, sizeof line, "%s %s ", when, names[level]);
    va_list args;
    va_start(args, format);
    int want = vsnprintf(line + head, sizeof line - head - 1, format, args);
    va_end(args);
    size_t n = head + (want < 0 ? 0 : (size_t)want);
    if (n > sizeof line - 2)
        n = sizeof line - 2;
    for (size_t i = head; i < n; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = '?';
    line[n++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, n);
    (void)written; /* nobody is left to tell */
}
