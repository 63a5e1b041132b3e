/* SPDX-License-Identifier: Apache-2.0 */
/* plan_body.c - members of small JSON bodies, each refused by its name. */
#include "web/plan_body.h"

#include "web/write.h"

err_t plan_body_check_names(struct call *call, const struct json *json, uint32_t object,
                            const char *const *names)
{
    if (json_type(json, object) != JSON_OBJECT)
        return refuse(call, REFUSAL_NOT_AN_OBJECT, STR(""));
    uint32_t end = json_next(json, object);
    for (uint32_t key = object + 1; key < end; key = json_next(json, key + 1)) {
        str name = json_string(json, key, call->arena);
        size_t i = 0;
        while (names[i] && !str_equal(name, str_from(names[i])))
            i++;
        if (!names[i])
            return refuse(call, REFUSAL_NO_MEMBER, name);
    }
    return ERR_OK;
}

err_t plan_body_read(struct call *call, const char *const *names, struct json *ret_json,
                     struct fail *why)
{
    err_t err = call->request->body.n ? write_read_json(call, ret_json, why)
                                      : json_read(STR("{}"), ret_json, why);
    if (err)
        return err;
    err = plan_body_check_names(call, ret_json, 0, names);
    if (err)
        json_release(ret_json);
    return err;
}

static bool read_text(struct call *call, const struct json *json, uint32_t token, str *ret_text)
{
    if (json_type(json, token) != JSON_STRING)
        return false;
    /* Views end with the tape's text, which is the request's; copies are the arena's. */
    *ret_text = json_string(json, token, call->arena);
    return ret_text->n > 0;
}

err_t plan_body_text(struct call *call, const struct json *json, uint32_t object, const char *name,
                     str *text)
{
    uint32_t token = json_member(json, object, str_from(name));
    if (!token || read_text(call, json, token, text))
        return ERR_OK;
    return refuse(call, REFUSAL_BAD_MEMBER, str_from(name));
}

err_t plan_body_texts(struct call *call, const struct json *json, uint32_t object, const char *name,
                      size_t items_max, const str **ret_items, size_t *ret_count)
{
    uint32_t token = json_member(json, object, str_from(name));
    *ret_items = NULL;
    *ret_count = 0;
    if (!token)
        return ERR_OK;
    if (json_type(json, token) != JSON_ARRAY || json_count(json, token) > items_max)
        return refuse(call, REFUSAL_BAD_MEMBER, str_from(name));
    str *items = ARENA_ARRAY(call->arena, str, json_count(json, token));
    uint32_t end = json_next(json, token);
    for (uint32_t item = token + 1; item < end; item = json_next(json, item))
        if (!read_text(call, json, item, &items[(*ret_count)++]))
            return refuse(call, REFUSAL_BAD_MEMBER, str_from(name));
    *ret_items = items;
    return ERR_OK;
}
