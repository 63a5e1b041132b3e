/* SPDX-License-Identifier: Apache-2.0 */
/* value_only.c - any JSON: the value-only form and the views of it are JSON again, and a view of a
 * view changes nothing. */
#include "model/value_only.h"
#include "codec/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_json(const struct buf *text)
{
    struct json json;
    struct fail why;
    check(json_read(buf_str(text), &json, &why) == ERR_OK);
    json_release(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct view view = {.core = data[0] & 1, .with_blob_value = data[0] & 2};
    str text = {(const char *)data + 1, size - 1};
    struct buf value = {0}, once = {0}, twice = {0}, named = {0};
    struct fail why;
    if (value_only_write(text, view, &value, &why) == ERR_OK)
        check_json(&value);
    if (value_only_write_named(text, view, &named, &why) == ERR_OK && named.n) {
        struct buf object = {0};
        buf_add_char(&object, '{');
        buf_add(&object, buf_str(&named));
        buf_add_char(&object, '}');
        check_json(&object);
        buf_release(&object);
    }
    if (view_write(text, view, &once, &why) == ERR_OK) {
        check_json(&once);
        check(view_write(buf_str(&once), view, &twice, &why) == ERR_OK);
        check(str_equal(buf_str(&once), buf_str(&twice)));
        check(view.core || view_is_whole(buf_str(&once), view) || !view.with_blob_value);
    }
    buf_release(&value);
    buf_release(&named);
    buf_release(&once);
    buf_release(&twice);
    return 0;
}
