/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_import.c - row by row into batches. */
#include "plan/security/inventory/inventory_import.h"

#include "plan/security/record.h"

/* --- storing -----------------------------------------------------------------------------------
 */

static err_t flush(struct inventory_import *import, struct fail *why)
{
    struct store_batch batch = {
        .changes = import->changes, .count = import->change_count, .actor = import->actor};
    err_t rc = batch.count ? store_commit(import->store, &batch, why) : ERR_OK;
    import->changes = NULL;
    import->change_count = import->change_room = import->waiting = 0;
    arena_reset(&import->arena);
    return rc;
}

static err_t add_document(struct inventory_import *import, struct buf *text,
                          enum document_kind kind, struct findings *findings)
{
    struct store_change change;
    str kept = arena_dup(&import->arena, buf_str(text));
    buf_release(text);
    err_t rc = record_put(kept, kind, &import->arena, findings, &change);
    if (rc != ERR_OK)
        return rc;
    /* Another import may store the same device between the look at the store and this. */
    change.condition = kind == DOCUMENT_SHELL ? STORE_IF_ABSENT : STORE_ALWAYS;
    ARENA_GROW(&import->arena, import->changes, import->change_count, import->change_room, 64);
    import->changes[import->change_count++] = change;
    return ERR_OK;
}

/* Shell and nameplate, or neither. */
static err_t add_row(struct inventory_import *import, const struct inventory_row *row, str key,
                     enum language language, struct findings *findings)
{
    struct buf shell = {0}, nameplate = {0};
    size_t before = import->change_count;
    inventory_row_write_shell(row, key, language, &import->arena, &shell);
    inventory_row_write_nameplate(row, key, language, &import->arena, &nameplate);
    err_t shell_rc = add_document(import, &shell, DOCUMENT_SHELL, findings),
          nameplate_rc = add_document(import, &nameplate, DOCUMENT_SUBMODEL, findings);
    if (shell_rc == ERR_OK && nameplate_rc == ERR_OK)
        return ERR_OK;
    import->change_count = before;
    return ERR_INVALID;
}

/* --- rows --------------------------------------------------------------------------------------
 */

static bool is_stored(struct store *store, str id)
{
    struct document *document;
    struct fail why;
    bool found = store_get(store, DOCUMENT_SHELL, id, &document, &why) == ERR_OK;
    if (found)
        document_unref(document);
    return found;
}

static void import_row(struct inventory_import *import, const struct inventory_row *row,
                       enum language language, uint32_t line)
{
    bool added;
    str key = inventory_row_key(&import->keys, row);
    struct findings findings = {.arena = &import->arena};
    struct inventory_outcome outcome = {.line = line,
                                        .shell_id = inventory_shell_id(&import->keys, key),
                                        .lacks = inventory_row_lacks(row),
                                        .findings = &findings};
    uint64_t *seen = map_put(&import->seen, key, &added);
    if (inventory_row_is_empty(row)) {
        outcome.kind = INVENTORY_REFUSED;
        import->refused++;
    } else if (!added || is_stored(import->store, outcome.shell_id)) {
        outcome.kind = INVENTORY_DUPLICATE;
        outcome.same_line = (uint32_t)*seen;
        import->duplicates++;
    } else if (add_row(import, row, key, language, &findings) != ERR_OK) {
        outcome.kind = INVENTORY_REFUSED;
        import->refused++;
        /* The next row with this key is another try. */
        map_remove(&import->seen, key);
    } else {
        *seen = line;
        import->stored++;
        import->lacking += outcome.lacks != 0;
    }
    import->tell(import->context, &outcome);
    import->waiting++;
}

static void note_known(struct inventory_import *import)
{
    bool added;
    for (size_t i = 0; i < import->known_count; i++) {
        const struct asset_facts *facts = &import->known[i];
        const str keys[] = {inventory_key_of(&import->keys, facts->maker, facts->serial_number),
                            inventory_key_of_number(&import->keys, facts->inventory_number)};
        for (size_t k = 0; k < COUNT_OF(keys); k++)
            if (keys[k].n)
                (void)map_put(&import->seen, keys[k], &added);
    }
}

err_t inventory_import_run(struct inventory_import *import, const struct inventory_table *table,
                           const struct inventory_head *head, struct fail *why)
{
    struct csv csv = table->csv;
    struct arena scratch = {0};
    str fields[CSV_FIELDS_MAX];
    size_t count;
    err_t rc;
    note_known(import);
    while ((rc = csv_next(&csv, &scratch, fields, &count, why)) == ERR_OK && count) {
        struct inventory_row row;
        inventory_row_read(head, fields, count, &row);
        import_row(import, &row, head->language, csv.line);
        arena_reset(&scratch);
        if (import->waiting == INVENTORY_BATCH_ROWS)
            rc = flush(import, why);
        if (rc != ERR_OK)
            break;
    }
    arena_release(&scratch);
    return rc == ERR_OK ? flush(import, why) : rc;
}

void inventory_import_release(struct inventory_import *import)
{
    map_release(&import->seen);
    arena_release(&import->arena);
    arena_release(&import->keys);
}

/* --- sentences ---------------------------------------------------------------------------------
 */

static void write_lacks(unsigned lacks, bool german, struct buf *out)
{
    static const struct {
        enum asset_lack lack;
        const char *english, *german;
    } words[] = {{ASSET_LACKS_MAKER, "the maker", "der Hersteller"},
                 {ASSET_LACKS_ORDER_CODE, "the order code", "die Bestellnummer"},
                 {ASSET_LACKS_VERSION, "the version", "die Version"}};
    bool first = true;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!(lacks & words[i].lack))
            continue;
        buf_add(out, !first   ? STR(", ")
                     : german ? STR("für eine sichere Zuordnung fehlt ")
                              : STR("for a sure match lacks "));
        buf_add(out, str_from(german ? words[i].german : words[i].english));
        first = false;
    }
}

void inventory_outcome_write(const struct inventory_outcome *outcome, enum language language,
                             struct buf *out)
{
    bool german = language == LANGUAGE_GERMAN;
    if (outcome->kind == INVENTORY_STORED)
        write_lacks(outcome->lacks, german, out);
    else if (outcome->kind == INVENTORY_REFUSED && outcome->findings->count)
        finding_message(&outcome->findings->items[0], language, out);
    else if (outcome->kind == INVENTORY_REFUSED)
        buf_add(out, german ? STR("in den Spalten, die zählen, steht nichts")
                            : STR("nothing stands in the columns that count"));
    else if (outcome->same_line)
        buf_printf(out, german ? "dasselbe Gerät wie in Zeile %u" : "the same device as in line %u",
                   outcome->same_line);
    else
        buf_add(out, german ? STR("dieses Gerät ist schon im Speicher")
                            : STR("this device is in the store already"));
}
