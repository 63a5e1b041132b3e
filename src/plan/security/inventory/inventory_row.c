/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_row.c - one device of a list: its key, its shell, its nameplate. */
#include "plan/security/inventory/inventory_row.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "codec/json.h"
#include "plan/security/inventory/asset_facts.h"
#include "plan/security/match/maker.h"
#include "search/fold.h"

enum { KEY_DIGITS = 32 };

/* A spreadsheet's text that is no formula: '-1 (see csv_write_field). */
static str plain(str field)
{
    bool guarded = field.n > 1 && field.p[0] == '\'' && csv_is_formula(field.p[1]);
    return guarded ? str_of(field.p + 1, field.n - 1) : field;
}

void inventory_row_read(const struct inventory_head *head, const str *fields, size_t count,
                        struct inventory_row *ret_row)
{
    for (size_t column = 0; column < INVENTORY_COLUMN_COUNT; column++)
        ret_row->texts[column] =
            head->fields[column] < count ? plain(fields[head->fields[column]]) : (str){0};
}

/* --- keys --------------------------------------------------------------------------------------
 */

/* What people write where there is no number. */
static bool is_no_number(str squeezed)
{
    static const char *const words[] = {"na",   "none",  "unknown", "unbekannt", "keine",
                                        "nein", "ohne",  "tbd",     "null",      "notavailable",
                                        "nv",   "fehlt", "empty",   "leer"};
    size_t same = 0;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_equal(squeezed, str_from(words[i])))
            return true;
    while (same < squeezed.n && squeezed.p[same] == squeezed.p[0])
        same++;
    return same == squeezed.n && (!same || squeezed.p[0] == '0' || squeezed.p[0] == 'x');
}

str inventory_key_of(struct arena *arena, str maker, str serial_number)
{
    struct makers makers;
    makers_read(arena, maker, &makers);
    str serial = inventory_squeeze(arena, serial_number);
    if (!makers.count || is_no_number(serial))
        return (str){0};
    return arena_printf(arena, "serial\x1f%.*s\x1f%.*s", STR_ARG(makers.keys[0]), STR_ARG(serial));
}

str inventory_key_of_number(struct arena *arena, str inventory_number)
{
    if (is_no_number(inventory_squeeze(arena, inventory_number)))
        return (str){0};
    return arena_printf(arena, "inventory\x1f%.*s", STR_ARG(inventory_number));
}

str inventory_row_key(struct arena *arena, const struct inventory_row *row)
{
    str key = inventory_key_of(arena, row->texts[COLUMN_MAKER], row->texts[COLUMN_SERIAL_NUMBER]);
    if (key.n)
        return key;
    key = inventory_key_of_number(arena, row->texts[COLUMN_INVENTORY_NUMBER]);
    if (key.n)
        return key;
    struct buf all = {0};
    buf_add(&all, STR("row"));
    for (size_t column = 0; column < INVENTORY_COLUMN_COUNT; column++) {
        buf_add_char(&all, '\x1f');
        buf_add(&all, row->texts[column]);
    }
    key = arena_dup(arena, buf_str(&all));
    buf_release(&all);
    return key;
}

static str id_of(struct arena *arena, const char *what, str key)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 digest = sha256_of(&key, 1);
    sha256_hex(&digest, hex);
    return arena_printf(arena, "urn:schale:%s:%.*s", what, KEY_DIGITS, hex);
}

str inventory_shell_id(struct arena *arena, str key)
{
    return id_of(arena, "shell", key);
}

bool inventory_row_is_empty(const struct inventory_row *row)
{
    size_t column = 0;
    while (column < INVENTORY_COLUMN_COUNT && !row->texts[column].n)
        column++;
    return column == INVENTORY_COLUMN_COUNT;
}

unsigned inventory_row_lacks(const struct inventory_row *row)
{
    const str *texts = row->texts;
    struct asset_facts facts = {.maker = texts[COLUMN_MAKER],
                                .product = texts[COLUMN_PRODUCT],
                                .type = texts[COLUMN_TYPE],
                                .order_code = texts[COLUMN_ORDER_CODE],
                                .article_number = texts[COLUMN_ARTICLE_NUMBER],
                                .firmware = texts[COLUMN_FIRMWARE],
                                .software = texts[COLUMN_SOFTWARE],
                                .cpe = texts[COLUMN_CPE],
                                .purl = texts[COLUMN_PURL]};
    return asset_facts_judge(&facts) & ASSET_LACKS_MATCH;
}

/* --- the shell ---------------------------------------------------------------------------------
 */

enum { DISPLAY_NAME_CHARACTERS_MAX = 128 }; /* MultiLanguageNameType, IDTA-01001 3.1 */

static str cut(str text, size_t characters_max)
{
    size_t i = 0;
    for (size_t characters = 0; i < text.n && characters < characters_max; characters++) {
        size_t bytes = utf8_char_bytes(text.p + i, text.p + text.n);
        i += bytes ? bytes : 1;
    }
    return str_of(text.p, i);
}

static void write_semantic_id(const char *semantic_id, struct buf *out)
{
    buf_printf(out,
               "\"semanticId\":{\"type\":\"ExternalReference\",\"keys\":[{\"type\":"
               "\"GlobalReference\",\"value\":\"%s\"}]}",
               semantic_id);
}

/* The elements of the nameplate that a list can fill. Rule: IDTA 02006-3-0. */
static const struct {
    enum inventory_column column;
    const char *id_short, *semantic_id;
    bool languages;
} elements[] = {
    {COLUMN_MAKER, "ManufacturerName", "0112/2///61987#ABA565#009", true},
    {COLUMN_PRODUCT, "ManufacturerProductDesignation", "0112/2///61987#ABA567#009", true},
    {COLUMN_FAMILY, "ManufacturerProductFamily", "0112/2///61987#ABP464#002", true},
    {COLUMN_TYPE, "ManufacturerProductType", "0112/2///61987#ABA300#008", false},
    {COLUMN_ORDER_CODE, "OrderCodeOfManufacturer", "0112/2///61987#ABA950#008", false},
    {COLUMN_ARTICLE_NUMBER, "ProductArticleNumberOfManufacturer", "0112/2///61987#ABA581#007",
     false},
    {COLUMN_SERIAL_NUMBER, "SerialNumber", "0112/2///61987#ABA951#009", false},
    {COLUMN_HARDWARE, "HardwareVersion", "0112/2///61987#ABA926#008", false},
    {COLUMN_FIRMWARE, "FirmwareVersion", "0112/2///61987#ABA302#006", false},
    {COLUMN_SOFTWARE, "SoftwareVersion", "0112/2///61987#ABA601#008", false},
};

static const struct {
    enum inventory_column column;
    const char *name;
} asset_ids[] = {
    {COLUMN_SERIAL_NUMBER, "serialNumber"},
    {COLUMN_ORDER_CODE, "orderCode"},
    {COLUMN_ARTICLE_NUMBER, "manufacturerPartId"},
    {COLUMN_LOCATION, "location"},
    {COLUMN_INVENTORY_NUMBER, "inventoryNumber"},
    {COLUMN_CPE, "cpe"},
    {COLUMN_PURL, "purl"},
    {COLUMN_CHECKSUM, "checksum"},
};

static void write_asset_ids(const struct inventory_row *row, struct buf *out)
{
    bool first = true;
    for (size_t i = 0; i < COUNT_OF(asset_ids); i++) {
        str text = row->texts[asset_ids[i].column];
        if (!text.n)
            continue;
        buf_printf(out, "%s{\"name\":\"%s\",\"value\":", first ? ",\"specificAssetIds\":[" : ",",
                   asset_ids[i].name);
        json_write_string(out, text);
        buf_add_char(out, '}');
        first = false;
    }
    buf_add(out, first ? STR("}") : STR("]}"));
}

static void write_elements(const struct inventory_row *row, const char *language, struct buf *out)
{
    bool first = true;
    for (size_t i = 0; i < COUNT_OF(elements); i++) {
        str text = row->texts[elements[i].column];
        if (!text.n)
            continue;
        buf_printf(out, "%s{\"modelType\":\"%s\",\"idShort\":\"%s\",", first ? "" : ",",
                   elements[i].languages ? "MultiLanguageProperty" : "Property",
                   elements[i].id_short);
        write_semantic_id(elements[i].semantic_id, out);
        if (elements[i].languages)
            buf_printf(out, ",\"value\":[{\"language\":\"%s\",\"text\":", language);
        else
            buf_add(out, STR(",\"valueType\":\"xs:string\",\"value\":"));
        json_write_string(out, text);
        buf_add(out, elements[i].languages ? STR("}]}") : STR("}"));
        first = false;
    }
}

/* What people would call it: by its name, else what it is, else whose it is and which. */
static str name_of(const struct inventory_row *row, struct arena *arena)
{
    static const enum inventory_column whole[] = {COLUMN_NAME, COLUMN_PRODUCT, COLUMN_TYPE};
    static const enum inventory_column codes[] = {COLUMN_ORDER_CODE, COLUMN_ARTICLE_NUMBER,
                                                  COLUMN_SERIAL_NUMBER};
    str maker = row->texts[COLUMN_MAKER];
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        if (row->texts[whole[i]].n)
            return row->texts[whole[i]];
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (row->texts[codes[i]].n)
            return arena_printf(arena, "%.*s%s%.*s", STR_ARG(maker), maker.n ? " " : "",
                                STR_ARG(row->texts[codes[i]]));
    return maker;
}

void inventory_row_write_shell(const struct inventory_row *row, str key, enum language language,
                               struct arena *arena, struct buf *out)
{
    const char *code = language == LANGUAGE_GERMAN ? "de" : "en";
    str shell = inventory_shell_id(arena, key), nameplate = id_of(arena, "nameplate", key),
        asset = id_of(arena, "asset", key), name = name_of(row, arena);
    buf_printf(out, "{\"modelType\":\"AssetAdministrationShell\",\"id\":\"%.*s\"", STR_ARG(shell));
    if (name.n) {
        buf_printf(out, ",\"displayName\":[{\"language\":\"%s\",\"text\":", code);
        json_write_string(out, cut(name, DISPLAY_NAME_CHARACTERS_MAX));
        buf_add(out, STR("}]"));
    }
    buf_printf(out, ",\"assetInformation\":{\"assetKind\":\"Instance\",\"globalAssetId\":\"%.*s\"",
               STR_ARG(asset));
    write_asset_ids(row, out);
    buf_printf(out,
               ",\"submodels\":[{\"type\":\"ModelReference\",\"keys\":[{\"type\":\"Submodel\","
               "\"value\":\"%.*s\"}]}]}",
               STR_ARG(nameplate));
}

void inventory_row_write_nameplate(const struct inventory_row *row, str key, enum language language,
                                   struct arena *arena, struct buf *out)
{
    str nameplate = id_of(arena, "nameplate", key);
    buf_printf(out,
               "{\"modelType\":\"Submodel\",\"idShort\":\"Nameplate\",\"id\":\"%.*s\","
               "\"kind\":\"Instance\",",
               STR_ARG(nameplate));
    write_semantic_id("https://admin-shell.io/idta/nameplate/3/0/Nameplate", out);
    size_t before = out->n;
    buf_add(out, STR(",\"submodelElements\":["));
    size_t empty = out->n;
    write_elements(row, language == LANGUAGE_GERMAN ? "de" : "en", out);
    if (out->n == empty)
        out->n = before;
    else
        buf_add_char(out, ']');
    buf_add_char(out, '}');
}
