/* SPDX-License-Identifier: Apache-2.0 */
/* source_entered.c - a file of lines, written anew with each change. */
#include "plan/security/feed/source_entered.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "plan/security/feed/feed_url.h"
#include "plan/security/feed/source.h"

enum { FILE_BYTES_MAX = SOURCES_MAX * (FEED_URL_BYTES_MAX + 1) };

/* Reading and writing are two steps. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static str path_of(struct arena *arena, const char *dir)
{
    return arena_printf(arena, "%s/advisory-sources.txt", dir);
}

/* Goes through the lines; all but `url` are added to `others`, when that is not NULL. */
static bool find_line(str text, str url, struct buf *others)
{
    bool found = false;
    while (text.n) {
        size_t end = str_find_char(text, '\n');
        str line = str_of(text.p, end);
        end += end < text.n;
        text = str_of(text.p + end, text.n - end);
        if (str_equal(line, url))
            found = true;
        else if (others && line.n) {
            buf_add(others, line);
            buf_add_char(others, '\n');
        }
    }
    return found;
}

/* Under lock: the file without the address, into `others`. A file that is not there is empty. */
static bool read_file(const char *dir, str url, struct buf *others)
{
    struct arena arena = {0};
    struct file_view view;
    struct fail why;
    bool found = false;
    if (file_open(path_of(&arena, dir).p, FILE_BYTES_MAX, &view, &why) == ERR_OK) {
        found = find_line(view.bytes, url, others);
        file_close(&view);
    }
    arena_release(&arena);
    return found;
}

static err_t change(const char *dir, str url, bool is_entered, struct fail *why)
{
    struct arena arena = {0};
    struct buf text = {0};
    err_t err = ERR_OK;
    pthread_mutex_lock(&lock);
    if (read_file(dir, url, &text) != is_entered) {
        if (is_entered) {
            buf_add(&text, url);
            buf_add_char(&text, '\n');
        }
        err = file_replace(path_of(&arena, dir).p, buf_str(&text), why);
    }
    pthread_mutex_unlock(&lock);
    buf_release(&text);
    arena_release(&arena);
    return err;
}

err_t source_entered_add(const char *dir, str url, struct fail *why)
{
    return source_url_is_sound(url) ? change(dir, url, true, why) : ERR_OK;
}

err_t source_entered_remove(const char *dir, str url, struct fail *why)
{
    return change(dir, url, false, why);
}

bool source_entered_has(const char *dir, str url)
{
    pthread_mutex_lock(&lock);
    bool found = read_file(dir, url, NULL);
    pthread_mutex_unlock(&lock);
    return found;
}
