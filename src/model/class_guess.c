/* SPDX-License-Identifier: Apache-2.0 */
/* class_guess.c - which classes an object could be of, by the metamodel's table. */
#include "model/class_guess.h"

enum { DEPTH_MAX = 16 };

struct guess {
    const struct json *json;
    enum metamodel version;
    unsigned steps, depth;
};

static bool fits_class(struct guess *guess, uint32_t object, enum class_id class);

static bool is_concrete(const struct guess *guess, unsigned class)
{
    return !class_has((enum class_id) class, CLASS_FLAG_ABSTRACT) &&
           !(class_has((enum class_id) class, CLASS_FLAG_SINCE_3_2) &&
             guess->version < METAMODEL_3_2);
}

/* An abstract class fits as one of its subclasses: the named one, or any. */
static bool fits(struct guess *guess, uint32_t object, enum class_id class)
{
    if (json_type(guess->json, object) != JSON_OBJECT || guess->depth >= DEPTH_MAX)
        return false;
    uint32_t named = json_member(guess->json, object, STR("modelType"));
    if (named && class_has(class, CLASS_FLAG_ABSTRACT)) {
        enum class_id own = json_type(guess->json, named) == JSON_STRING
                                ? class_find(json_string_raw(guess->json, named))
                                : CLASS_NONE;
        return own != CLASS_NONE && class_is_a(own, class);
    }
    guess->depth++;
    bool found = false;
    if (!class_has(class, CLASS_FLAG_ABSTRACT))
        found = fits_class(guess, object, class);
    for (unsigned i = 0; class_has(class, CLASS_FLAG_ABSTRACT) && !found && i < CLASS_COUNT; i++)
        found = is_concrete(guess, i) && class_is_a((enum class_id)i, class) &&
                fits_class(guess, object, (enum class_id)i);
    guess->depth--;
    return found;
}

/* The first item speaks for all. */
static bool fits_slot(struct guess *guess, uint32_t value, const struct slot *slot)
{
    enum json_type type = json_type(guess->json, value);
    switch ((enum slot_kind)slot->kind) {
    case SLOT_TEXT:
    case SLOT_ENUM:
        return type < JSON_ARRAY;
    case SLOT_BOOLEAN:
        return type == JSON_TRUE || type == JSON_FALSE;
    case SLOT_NODE:
        return fits(guess, value, (enum class_id)slot->type);
    case SLOT_LIST:
        return type == JSON_ARRAY && (json_count(guess->json, value) == 0 ||
                                      fits(guess, value + 1, (enum class_id)slot->type));
    case SLOT_TEXTS:
        return type == JSON_ARRAY;
    }
    return false;
}

static bool fits_class(struct guess *guess, uint32_t object, enum class_id class)
{
    const struct json *json = guess->json;
    const struct class_info *info = &class_infos[class];
    uint32_t end = json_next(json, object), met = 0;
    for (uint32_t key = object + 1; key < end; key = json_next(json, key + 1)) {
        if (++guess->steps > CLASS_GUESS_STEPS_MAX)
            return false;
        uint8_t slot = class_slot_named(info, json_string_raw(json, key), 0);
        if (slot == SLOT_NONE || !fits_slot(guess, key + 1, &info->slots[slot]))
            return false;
        met |= 1u << slot;
    }
    for (uint8_t i = 0; i < info->slot_count; i++)
        if (info->slots[i].cardinality[guess->version] == CARDINALITY_REQUIRED && !(met & 1u << i))
            return false;
    return true;
}

enum class_id class_guess(const struct json *json, uint32_t object, enum class_id expected,
                          enum metamodel version, uint32_t *steps)
{
    struct guess guess = {.json = json, .version = version};
    enum class_id found = CLASS_NONE;
    size_t fitting = 0;
    for (unsigned i = 0; *steps <= CLASS_GUESS_STEPS_ALL_MAX && i < CLASS_COUNT; i++) {
        if (!is_concrete(&guess, i) || !class_is_a((enum class_id)i, expected) ||
            !fits_class(&guess, object, (enum class_id)i))
            continue;
        found = (enum class_id)i;
        fitting++;
    }
    *steps += guess.steps;
    return fitting == 1 && guess.steps <= CLASS_GUESS_STEPS_MAX ? found : CLASS_NONE;
}
