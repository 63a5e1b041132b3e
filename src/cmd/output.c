/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - environments into files, findings for people. */
#include "cmd/output.h"

#include "base/file.h"
#include "model/package.h"
#include "model/read.h"

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

enum metamodel output_version(const struct loaded *loaded)
{
    if (loaded->format == LOAD_XML && !loaded->converted)
        return loaded->version;
    return needs_3_2(loaded->root) ? METAMODEL_3_2 : METAMODEL_3_1;
}

err_t output_write(const char *path, const struct node *root, enum metamodel version,
                   const struct package_file *files, size_t file_count, struct fail *why)
{
    str name = str_from(path);
    struct buf out = {0};
    err_t rc = ERR_OK;
    if (str_ends_with(name, STR(".json")))
        node_write_json(root, &out);
    else if (class_has((enum class_id)root->class, CLASS_FLAG_DESCRIPTOR))
        rc = fail_set(why, ERR_USAGE, 0, name, "descriptors are written as .json only");
    else if (str_ends_with(name, STR(".xml")))
        node_write_xml(root, version, &out);
    else if (str_ends_with(name, STR(".aasx")))
        rc = package_write(root, version, LOAD_JSON, files, file_count, &out, why);
    else
        rc = fail_set(why, ERR_USAGE, 0, name, "the name must end in .json, .xml or .aasx");
    if (rc == ERR_OK)
        rc = file_replace(path, buf_str(&out), why);
    buf_release(&out);
    return rc;
}

void output_finding(struct buf *out, const char *path, const struct finding *finding,
                    enum language language)
{
    buf_printf(out, "%s:", path);
    if (finding->line)
        buf_printf(out, "%u:", finding->line);
    buf_printf(out, " %.*s %.*s: ", STR_ARG(severity_name(finding->severity)),
               STR_ARG(finding->texts->name));
    finding_message(finding, language, out);
    buf_printf(out, "\n    %.*s", STR_ARG(finding->path));
    if (finding->element.n)
        buf_printf(out, "  (%.*s)", STR_ARG(finding->element));
    buf_add(out, STR("\n    "));
    finding_hint(finding, language, out);
    buf_add_char(out, '\n');
}

void output_findings(const char *path, const struct findings *findings, enum language language)
{
    struct buf out = {0};
    for (size_t i = 0; i < findings->count; i++)
        output_finding(&out, path, &findings->items[i], language);
    if (out.n)
        fwrite(out.p, 1, out.n, stderr);
    buf_release(&out);
}
