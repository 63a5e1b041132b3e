/* SPDX-License-Identifier: Apache-2.0 */
/* mend.c - the walk over a tree that is mended, and what is told of it. */
#include "codec/json.h"
#include "model/mend_private.h"

struct fix_texts {
    str id;
    bool always;
    str title[LANGUAGE_COUNT];
};

/* clang-format off */
#define TEXT(literal) {literal, sizeof(literal) - 1}
#define FIX(name, text, is_always, title_en, title_de)                                             \
    [name] = {TEXT(text), is_always, {TEXT(title_en), TEXT(title_de)}},
static const struct fix_texts fixes[FIX_COUNT] = {
#include "model/mend.def"
};
#undef FIX
/* clang-format on */

enum { TEXT_BYTES_MAX = 120 }; /* as the arguments of a finding */

str fix_id(enum fix fix)
{
    assert(fix < FIX_COUNT);
    return fixes[fix].id;
}

str fix_title(enum fix fix, enum language language)
{
    assert(fix < FIX_COUNT);
    return fixes[fix].title[language];
}

bool fix_is_always(enum fix fix)
{
    assert(fix < FIX_COUNT);
    return fixes[fix].always;
}

bool fix_find(str id, enum fix *ret_fix)
{
    for (unsigned i = 0; i < FIX_COUNT; i++) {
        if (str_equal(fixes[i].id, id)) {
            *ret_fix = (enum fix)i;
            return true;
        }
    }
    return false;
}

/* --- what is told -------------------------------------------------------------------------------
 */

static str cut(struct arena *arena, str text)
{
    size_t n = text.n;
    if (!text.p || n <= TEXT_BYTES_MAX)
        return text.p ? arena_dup(arena, text) : text;
    for (n = TEXT_BYTES_MAX; n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80;)
        n--;
    return arena_printf(arena, "%.*s…", (int)n, text.p);
}

void mend_note(struct mend *mend, enum fix fix, enum rule rule, const struct place *place,
               str before, str after)
{
    struct mended *out = mend->out;
    if (out->total++ >= MEND_CHANGES_MAX)
        return;
    struct buf text = {0};
    ARENA_GROW(mend->arena, out->changes, out->count, out->room, 16);
    struct mend_change *change = &out->changes[out->count++];
    *change = (struct mend_change){.fix = fix, .rule = rule};
    place_write_path(place, &text);
    change->path = arena_dup(mend->arena, buf_str(&text));
    buf_reset(&text);
    place_write_element(place, &text);
    change->element = arena_dup(mend->arena, buf_str(&text));
    buf_release(&text);
    change->before = cut(mend->arena, before);
    change->after = cut(mend->arena, after);
}

void mend_note_property(struct mending *mending, enum fix fix, enum rule rule,
                        enum property property, str before, str after)
{
    struct place here = {.up = mending->place, .property = property, .index = -1};
    mend_note(mending->mend, fix, rule, &here, before, after);
}

void mend_note_item(struct mending *mending, enum fix fix, enum rule rule, enum property list,
                    size_t index, enum property property, str before, str after)
{
    const struct node *child = node_list(mending->node, list).items[index];
    enum class_id class = (enum class_id)child->class;
    struct place items = {.up = mending->place, .property = list, .index = -1};
    struct place item = {
        .up = &items,
        .property = PROP_NONE,
        .index = (int32_t)index,
        .element = class_has(class, CLASS_FLAG_SUBMODEL_ELEMENT),
        .in_list = mending->node->class == CLASS_SUBMODEL_ELEMENT_LIST && list == PROP_VALUE,
    };
    if (class_has(class, CLASS_FLAG_REFERABLE))
        item.id_short = node_text(child, PROP_ID_SHORT);
    struct place here = {.up = &item, .property = property, .index = -1};
    mend_note(mending->mend, fix, rule, property == PROP_NONE ? &item : &here, before, after);
}

void mend_note_required(struct mending *mending, enum fix fix, enum property property, str after)
{
    struct mended *out = mending->mend->out;
    mend_note(mending->mend, fix, RULE_REQUIRED, mending->place, (str){0}, after);
    if (out->total <= MEND_CHANGES_MAX)
        out->changes[out->count - 1].argument = property_name(property);
}

const struct mend_change *mend_of_finding(const struct mended *mended,
                                          const struct finding *finding)
{
    for (size_t i = 0; i < mended->count; i++) {
        const struct mend_change *change = &mended->changes[i];
        /* A control character makes a value wrong by its type, too. */
        bool same = change->rule == finding->rule || change->fix == FIX_CHARACTERS;
        if (same && str_equal(change->path, finding->path) &&
            (!change->argument.p || str_equal(change->argument, finding->argument[0])))
            return change;
    }
    return NULL;
}

void mend_change_write_json(const struct mend_change *change, enum language language,
                            struct buf *out)
{
    buf_add(out, STR("{\"fix\":"));
    json_write_string(out, fix_id(change->fix));
    json_write_member(out, "title", fix_title(change->fix, language));
    json_write_member(out, "rule", rule_name(change->rule));
    json_write_member(out, "path", change->path);
    json_write_member(out, "element", change->element);
    json_write_filled_member(out, "about", change->argument);
    if (change->before.p)
        json_write_member(out, "before", change->before);
    if (change->after.p)
        json_write_member(out, "after", change->after);
    buf_add_char(out, '}');
}

/* --- the walk -----------------------------------------------------------------------------------
 */

struct node_builder *mending_next(struct mending *mending)
{
    if (!mending->begun)
        mending->next = node_copy(mending->node);
    mending->begun = true;
    return &mending->next;
}

void mending_settle(struct mending *mending)
{
    if (mending->begun)
        mending->node = node_finish(&mending->next, mending->mend->arena);
    mending->begun = false;
}

static const struct node *mend_node(struct mend *mend, const struct node *node,
                                    struct place *place);

static void mend_list(struct mending *mending, const struct slot *slot, const struct value *value,
                      const struct place *here)
{
    struct mend *mend = mending->mend;
    const struct node **items = NULL;
    struct place item = {.up = here,
                         .property = PROP_NONE,
                         .in_list = mending->node->class == CLASS_SUBMODEL_ELEMENT_LIST &&
                                    slot->property == PROP_VALUE};
    for (uint32_t i = 0; i < value->n; i++) {
        item.index = (int32_t)i;
        item.id_short = (str){0};
        const struct node *next = mend_node(mend, value->items[i], &item);
        if (next == value->items[i])
            continue;
        if (!items) {
            items = ARENA_ARRAY(mend->arena, const struct node *, value->n);
            memcpy(items, value->items, value->n * sizeof(struct node *));
        }
        items[i] = next;
    }
    if (items)
        node_set_list(mending_next(mending), (enum property)slot->property, items, value->n);
}

static void mend_slot(struct mending *mending, const struct slot *slot, const struct value *value,
                      struct place *here)
{
    switch ((enum slot_kind)slot->kind) {
    case SLOT_TEXT:
        mend_text(mending, slot, value, here);
        return;
    case SLOT_ENUM:
        mend_enum(mending, slot, value, here);
        return;
    case SLOT_NODE: {
        const struct node *next = mend_node(mending->mend, value->node, here);
        if (next != value->node)
            node_set_node(mending_next(mending), (enum property)slot->property, next);
        return;
    }
    case SLOT_LIST:
        mend_list(mending, slot, value, here);
        return;
    case SLOT_BOOLEAN:
    case SLOT_TEXTS:
        return;
    }
}

static void run_rows(struct mending *mending)
{
    static const struct mend_row *const areas[] = {mend_element_rows, mend_reference_rows,
                                                   mend_list_rows};
    for (size_t area = 0; area < COUNT_OF(areas); area++) {
        for (const struct mend_row *row = areas[area]; row->function; row++) {
            if (!(row->classes & CLASS_BIT(mending->node->class)) ||
                !mend_wants(mending->mend, row->fix))
                continue;
            row->function(mending);
            mending_settle(mending);
        }
    }
}

static const struct node *mend_node(struct mend *mend, const struct node *node, struct place *place)
{
    const struct class_info *info = &class_infos[node->class];
    struct mending mending = {.mend = mend, .node = node, .place = place};
    place->element = class_has((enum class_id)node->class, CLASS_FLAG_SUBMODEL_ELEMENT);
    if (class_has((enum class_id)node->class, CLASS_FLAG_REFERABLE))
        place->id_short = node_text(node, PROP_ID_SHORT);
    if (node->class == CLASS_SUBMODEL) {
        struct buf name = {0};
        place_write_element(place, &name);
        mend->submodel_id = node_text(node, PROP_ID);
        mend->submodel_name_bytes = name.n;
        buf_release(&name);
    }
    const struct value *value = node->values;
    struct place here = {.up = place, .index = -1};
    for (uint8_t number = 0; number < info->slot_count; number++) {
        if (!(node->present & 1u << number))
            continue;
        here.property = (enum property)info->slots[number].property;
        here.id_short = (str){0};
        here.element = false;
        mend_slot(&mending, &info->slots[number], value++, &here);
    }
    mending_settle(&mending);
    run_rows(&mending);
    return mending.node;
}

void mend_tree(const struct node *root, enum metamodel version, fix_set set, struct arena *arena,
               struct mended *ret_mended)
{
    struct mend mend = {.version = version, .fixes = set, .arena = arena, .out = ret_mended};
    struct place place = {.property = PROP_NONE, .index = -1};
    *ret_mended = (struct mended){0};
    ret_mended->root = mend_node(&mend, root, &place);
    if (mend.renames.count)
        ret_mended->root = mend_follow_renames(&mend, ret_mended->root);
    map_release(&mend.renames);
}
