/* SPDX-License-Identifier: Apache-2.0 */
/* load.c - a file's format by its first bytes, then the reader that fits. */
#include "model/load.h"

#include "model/load_text.h"
#include "model/package.h"

/* PK 3 4 is a ZIP's first entry, PK 5 6 the end of an empty one (APPNOTE 4.3.7, 4.3.16). */
static bool is_zip(str bytes)
{
    return str_starts_with(bytes, STR("PK\x03\x04")) || str_starts_with(bytes, STR("PK\x05\x06"));
}

static const str format_names[] = {
    [LOAD_JSON] = {"json", 4}, [LOAD_XML] = {"xml", 3}, [LOAD_AASX] = {"aasx", 4}};

str load_format_name(enum load_format format)
{
    return format_names[format];
}

bool load_format_find(str name, enum load_format *ret_format)
{
    for (unsigned i = 0; i < COUNT_OF(format_names); i++) {
        if (str_equal(format_names[i], name)) {
            *ret_format = (enum load_format)i;
            return true;
        }
    }
    return false;
}

bool load_format_of(str bytes, enum load_format *ret_format)
{
    if (!is_zip(bytes))
        return load_text_format(bytes, ret_format);
    *ret_format = LOAD_AASX;
    return true;
}

err_t load_document(str bytes, const struct load_options *options, struct arena *arena,
                    struct findings *findings, struct loaded *ret_loaded)
{
    size_t lost_before = findings->error_count - findings->rule_error_count;
    findings->tolerant = options->tolerant;
    err_t rc = is_zip(bytes) ? package_read(bytes, options, arena, findings, ret_loaded)
                             : load_text(bytes, options, arena, findings, ret_loaded);
    /* Tolerance ends where something of the file could not be taken into the tree. */
    bool lost = findings->error_count - findings->rule_error_count > lost_before;
    return rc == ERR_OK && options->tolerant && lost ? ERR_INVALID : rc;
}

/* Whether the tree uses a class, property or value that 3.1 does not have. */
static bool needs_3_2(const struct node *node)
{
    const struct class_info *info = &class_infos[node->class];
    const struct value *value = node->values;
    if (info->flags & CLASS_FLAG_SINCE_3_2)
        return true;
    for (uint32_t left = node->present; left; left &= left - 1, value++) {
        const struct slot *slot = &info->slots[__builtin_ctz(left)];
        if (slot->cardinality[METAMODEL_3_1] == CARDINALITY_ABSENT)
            return true;
        if (slot->kind == SLOT_ENUM && slot->type == ENUM_ASSET_KIND &&
            value->literal == ASSET_KIND_BATCH)
            return true;
        if (slot->kind == SLOT_NODE && needs_3_2(value->node))
            return true;
        for (uint32_t i = 0; slot->kind == SLOT_LIST && i < value->n; i++)
            if (needs_3_2(value->items[i]))
                return true;
    }
    return false;
}

enum metamodel load_write_version(const struct loaded *loaded, const struct node *root)
{
    if (loaded->format == LOAD_XML && !loaded->converted)
        return loaded->version;
    return needs_3_2(root) ? METAMODEL_3_2 : METAMODEL_3_1;
}
