/* SPDX-License-Identifier: Apache-2.0 */
/* mend_reference.c - types of references and keys where AASd-121 to AASd-133 and the class tables
 * leave one possibility; and references to elements whose idShort changed. */
#include "model/mend_private.h"

static bool is_identifiable(uint16_t type)
{
    return type >= KEY_TYPE_ASSET_ADMINISTRATION_SHELL && type <= KEY_TYPE_IDENTIFIABLE;
}

static uint16_t key_type(struct nodes keys, size_t index)
{
    return node_literal(keys.items[index], PROP_TYPE);
}

/* --- the type of the reference ------------------------------------------------------------------
 */

static bool fits_external(struct nodes keys)
{
    uint16_t last = key_type(keys, keys.count - 1);
    return key_type(keys, 0) == KEY_TYPE_GLOBAL_REFERENCE &&
           (last == KEY_TYPE_GLOBAL_REFERENCE || last == KEY_TYPE_FRAGMENT_REFERENCE);
}

static bool fits_model(struct nodes keys)
{
    if (!is_identifiable(key_type(keys, 0)))
        return false;
    for (size_t i = 1; i < keys.count; i++)
        if (key_type(keys, i) >= KEY_TYPE_SUBMODEL_ELEMENTS_COUNT &&
            key_type(keys, i) != KEY_TYPE_FRAGMENT_REFERENCE)
            return false;
    return true;
}

static void reference_type(struct mending *mending)
{
    const struct node *node = mending->node;
    struct nodes keys = node_list(node, PROP_KEYS);
    uint16_t type = node_literal(node, PROP_TYPE);
    if (keys.count == 0)
        return;
    bool external = fits_external(keys), model = fits_model(keys);
    if (external == model)
        return;
    str before = node_text(node, PROP_TYPE);
    str after = external ? STR("ExternalReference") : STR("ModelReference");
    if (!before.p) {
        mend_note_required(mending, FIX_REFERENCE, PROP_TYPE, after);
    } else if (type == LITERAL_UNKNOWN) {
        /* "GlobalReference" was the name of the type in drafts of metamodel 3. */
        mend_note_property(mending, FIX_REFERENCE, RULE_ENUM, PROP_TYPE, before, after);
    } else if (external == (type == REFERENCE_TYPE_EXTERNAL)) {
        return;
    } else {
        enum rule rule = type == REFERENCE_TYPE_EXTERNAL ? RULE_AASD_122 : RULE_AASD_123;
        mend_note_item(mending, FIX_REFERENCE, rule, PROP_KEYS, 0, PROP_TYPE, before, after);
    }
    node_set_enum(mending_next(mending), PROP_TYPE, after);
}

/* "[2]" and " 2" for the index 2: AASd-128. */
static void indexes(struct mending *mending)
{
    struct arena *arena = mending->mend->arena;
    struct nodes keys = node_list(mending->node, PROP_KEYS);
    const struct node **next = NULL;
    for (size_t i = 1; i < keys.count; i++) {
        str value = node_text(keys.items[i], PROP_VALUE), index = mend_trim(value);
        uint64_t number;
        if (key_type(keys, i - 1) != KEY_TYPE_SUBMODEL_ELEMENT_LIST)
            continue;
        if (index.n > 2 && index.p[0] == '[' && index.p[index.n - 1] == ']')
            index = mend_trim(str_of(index.p + 1, index.n - 2));
        if (str_equal(index, value) || !str_to_u64(index, INT32_MAX, &number))
            continue;
        if (!next) {
            next = ARENA_ARRAY(arena, const struct node *, keys.count);
            memcpy(next, keys.items, keys.count * sizeof(struct node *));
        }
        struct node_builder key = node_copy(keys.items[i]);
        node_set_text(&key, PROP_VALUE, index);
        next[i] = node_finish(&key, arena);
        mend_note_item(mending, FIX_REFERENCE, RULE_AASD_128, PROP_KEYS, i, PROP_VALUE, value,
                       index);
    }
    if (next)
        node_set_list(mending_next(mending), PROP_KEYS, next, keys.count);
}

/* --- what a property must refer to --------------------------------------------------------------
 */

/* The reference with one key of that type. */
static const struct node *retyped(struct mend *mend, const struct node *reference, const char *type,
                                  const char *key_name)
{
    struct node_builder next = node_copy(reference);
    struct node_builder key = node_copy(node_list(reference, PROP_KEYS).items[0]);
    const struct node **keys = ARENA_ARRAY(mend->arena, const struct node *, 1);
    node_set_enum(&key, PROP_TYPE, str_from(key_name));
    keys[0] = node_finish(&key, mend->arena);
    node_set_enum(&next, PROP_TYPE, str_from(type));
    node_set_list(&next, PROP_KEYS, keys, 1);
    return node_finish(&next, mend->arena);
}

/* One key that is no element: whatever its type, it can only be the id of what belongs here. */
static bool is_one_id(const struct node *reference)
{
    struct nodes keys = node_list(reference, PROP_KEYS);
    if (keys.count != 1 || !node_text(keys.items[0], PROP_VALUE).n)
        return false;
    uint16_t type = key_type(keys, 0);
    return type == KEY_TYPE_GLOBAL_REFERENCE || type == KEY_TYPE_IDENTIFIABLE ||
           type == KEY_TYPE_REFERABLE;
}

static bool is_reference_to(const struct node *reference, uint16_t wanted)
{
    struct nodes keys = node_list(reference, PROP_KEYS);
    return node_literal(reference, PROP_TYPE) == REFERENCE_TYPE_MODEL && keys.count &&
           key_type(keys, keys.count - 1) == wanted;
}

static str id_of(const struct node *reference)
{
    return node_text(node_list(reference, PROP_KEYS).items[0], PROP_VALUE);
}

static void shell_targets(struct mending *mending)
{
    struct mend *mend = mending->mend;
    const struct node *from = node_child(mending->node, PROP_DERIVED_FROM);
    if (from && is_one_id(from) && !is_reference_to(from, KEY_TYPE_ASSET_ADMINISTRATION_SHELL)) {
        mend_note_property(mending, FIX_REFERENCE, RULE_REFERENCE_TARGET, PROP_DERIVED_FROM,
                           id_of(from), STR("ModelReference, AssetAdministrationShell"));
        node_set_node(mending_next(mending), PROP_DERIVED_FROM,
                      retyped(mend, from, "ModelReference", "AssetAdministrationShell"));
    }
    struct nodes references = node_list(mending->node, PROP_SUBMODELS);
    const struct node **next = NULL;
    for (size_t i = 0; i < references.count; i++) {
        const struct node *reference = references.items[i];
        if (!is_one_id(reference) || is_reference_to(reference, KEY_TYPE_SUBMODEL))
            continue;
        if (!next) {
            next = ARENA_ARRAY(mend->arena, const struct node *, references.count);
            memcpy(next, references.items, references.count * sizeof(struct node *));
        }
        next[i] = retyped(mend, reference, "ModelReference", "Submodel");
        mend_note_item(mending, FIX_REFERENCE, RULE_REFERENCE_TARGET, PROP_SUBMODELS, i, PROP_NONE,
                       id_of(reference), STR("ModelReference, Submodel"));
    }
    if (next)
        node_set_list(mending_next(mending), PROP_SUBMODELS, next, references.count);
}

/* AASd-133. Who the subject is, its one key says, whatever its type. */
static void external_subject(struct mending *mending)
{
    const struct node *subject = node_child(mending->node, PROP_EXTERNAL_SUBJECT_ID);
    if (!subject || node_literal(subject, PROP_TYPE) != REFERENCE_TYPE_MODEL ||
        node_list(subject, PROP_KEYS).count != 1)
        return;
    mend_note_property(mending, FIX_REFERENCE, RULE_AASD_133, PROP_EXTERNAL_SUBJECT_ID,
                       STR("ModelReference"), STR("ExternalReference"));
    node_set_node(mending_next(mending), PROP_EXTERNAL_SUBJECT_ID,
                  retyped(mending->mend, subject, "ExternalReference", "GlobalReference"));
}

const struct mend_row mend_reference_rows[] = {
    {reference_type, FIX_REFERENCE, CLASS_BIT(CLASS_REFERENCE)},
    {indexes, FIX_REFERENCE, CLASS_BIT(CLASS_REFERENCE)},
    {shell_targets, FIX_REFERENCE, CLASS_BIT(CLASS_ASSET_ADMINISTRATION_SHELL)},
    {external_subject, FIX_REFERENCE, CLASS_BIT(CLASS_SPECIFIC_ASSET_ID)},
    {0},
};

/* --- following new names ------------------------------------------------------------------------
 */

static const struct node *follow_reference(struct mend *mend, const struct node *node)
{
    struct nodes keys = node_list(node, PROP_KEYS);
    const struct node **next = NULL;
    struct buf path = {0};
    if (keys.count < 2 || node_literal(node, PROP_TYPE) != REFERENCE_TYPE_MODEL)
        return node;
    buf_add(&path, node_text(keys.items[0], PROP_VALUE));
    buf_add_char(&path, '\n');
    for (size_t i = 1; i < keys.count; i++) {
        bool index = key_type(keys, i - 1) == KEY_TYPE_SUBMODEL_ELEMENT_LIST;
        buf_add(&path, index ? STR("[") : STR("."));
        buf_add(&path, node_text(keys.items[i], PROP_VALUE));
        if (index)
            buf_add_char(&path, ']');
        const str *name = map_pointer(&mend->renames, buf_str(&path));
        if (!name)
            continue;
        if (!next) {
            next = ARENA_ARRAY(mend->arena, const struct node *, keys.count);
            memcpy(next, keys.items, keys.count * sizeof(struct node *));
        }
        struct node_builder key = node_copy(keys.items[i]);
        node_set_text(&key, PROP_VALUE, *name);
        next[i] = node_finish(&key, mend->arena);
    }
    buf_release(&path);
    if (!next)
        return node;
    struct node_builder builder = node_copy(node);
    node_set_list(&builder, PROP_KEYS, next, keys.count);
    return node_finish(&builder, mend->arena);
}

/* The items with those that changed, or NULL when none did. */
static const struct node **follow_list(struct mend *mend, const struct value *value)
{
    const struct node **next = NULL;
    for (uint32_t i = 0; i < value->n; i++) {
        const struct node *item = mend_follow_renames(mend, value->items[i]);
        if (item == value->items[i])
            continue;
        if (!next) {
            next = ARENA_ARRAY(mend->arena, const struct node *, value->n);
            memcpy(next, value->items, value->n * sizeof(struct node *));
        }
        next[i] = item;
    }
    return next;
}

const struct node *mend_follow_renames(struct mend *mend, const struct node *root)
{
    const struct class_info *info = &class_infos[root->class];
    const struct value *value = root->values;
    struct mending mending = {.mend = mend, .node = root};
    for (uint8_t i = 0; i < info->slot_count; i++) {
        enum property property = (enum property)info->slots[i].property;
        if (!(root->present & 1u << i))
            continue;
        if (info->slots[i].kind == SLOT_NODE) {
            const struct node *next = mend_follow_renames(mend, value->node);
            if (next != value->node)
                node_set_node(mending_next(&mending), property, next);
        } else if (info->slots[i].kind == SLOT_LIST) {
            const struct node **next = follow_list(mend, value);
            if (next)
                node_set_list(mending_next(&mending), property, next, value->n);
        }
        value++;
    }
    mending_settle(&mending);
    return root->class == CLASS_REFERENCE ? follow_reference(mend, mending.node) : mending.node;
}
