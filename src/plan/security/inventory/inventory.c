/* SPDX-License-Identifier: Apache-2.0 */
/* inventory.c - heads, rows, keys of an inventory. */
#include "plan/security/inventory/inventory.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "codec/json.h"
#include "plan/security/match/maker.h"
#include "plan/security/match/product_code.h"
#include "search/fold.h"

/* clang-format off */
static const struct {
    const char *name, *heads;
} columns[INVENTORY_COLUMN_COUNT] = {
#define COLUMN(id, name, heads) [id] = {name, heads},
#include "plan/security/inventory/inventory_column.def"
#undef COLUMN
};
/* clang-format on */

enum { KEY_DIGITS = 32 };

str inventory_column_name(enum inventory_column column)
{
    return str_from(columns[column].name);
}

/* --- heads -------------------------------------------------------------------------------------
 */

static str squeeze(struct arena *arena, str text)
{
    str words[SEARCH_WORDS_MAX];
    size_t count = text.n ? fold_words(arena, text, words) : 0;
    struct buf out = {0};
    for (size_t i = 0; i < count; i++)
        buf_add(&out, words[i]);
    str squeezed = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return squeezed;
}

enum { FITS_NOT, FITS_HEAD, FITS };

static int fits(enum inventory_column column, str head)
{
    enum { HEAD_BYTES_MIN = 4 }; /* "sn" begins too many words */
    int best = FITS_NOT;
    str rest = str_from(columns[column].heads);
    while (rest.n && head.n) {
        size_t n = str_find_char(rest, ' ');
        str word = str_of(rest.p, n);
        if (str_equal(word, head))
            return FITS;
        if (n >= HEAD_BYTES_MIN && str_starts_with(head, word))
            best = FITS_HEAD;
        rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
    }
    return best;
}

static bool is_german(str head)
{
    static const char *const words[] = {"hersteller", "bestell", "serien", "standort", "bezeichn",
                                        "artikel",    "produkt", "geraet", "gerat",    "typ"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts_with(head, str_from(words[i])) && !str_equal(head, STR("type")))
            return true;
    return false;
}

void inventory_head_read(struct arena *arena, const str *fields, size_t count,
                         struct inventory_head *ret_head)
{
    bool *taken = ARENA_ARRAY(arena, bool, count);
    *ret_head = (struct inventory_head){.language = LANGUAGE_ENGLISH};
    for (size_t column = 0; column < INVENTORY_COLUMN_COUNT; column++)
        ret_head->fields[column] = CSV_FIELDS_MAX;
    for (int wanted = FITS; wanted >= FITS_HEAD; wanted--)
        for (size_t i = 0; i < count; i++) {
            str head = squeeze(arena, fields[i]);
            ret_head->language = is_german(head) ? LANGUAGE_GERMAN : ret_head->language;
            for (size_t column = 0; column < INVENTORY_COLUMN_COUNT && !taken[i]; column++)
                if (ret_head->fields[column] == CSV_FIELDS_MAX &&
                    fits((enum inventory_column)column, head) == wanted) {
                    ret_head->fields[column] = i;
                    ret_head->known++;
                    taken[i] = true;
                }
        }
}

void inventory_row_read(const struct inventory_head *head, const str *fields, size_t count,
                        struct inventory_row *ret_row)
{
    for (size_t column = 0; column < INVENTORY_COLUMN_COUNT; column++)
        ret_row->texts[column] =
            head->fields[column] < count ? fields[head->fields[column]] : (str){0};
}

/* --- keys --------------------------------------------------------------------------------------
 */

str inventory_key_of(struct arena *arena, str maker, str serial_number)
{
    struct makers makers;
    makers_read(arena, maker, &makers);
    str serial = squeeze(arena, serial_number);
    if (!makers.count || !serial.n)
        return (str){0};
    return arena_printf(arena, "serial\x1f%.*s\x1f%.*s", STR_ARG(makers.keys[0]), STR_ARG(serial));
}

str inventory_row_key(struct arena *arena, const struct inventory_row *row)
{
    str key = inventory_key_of(arena, row->texts[COLUMN_MAKER], row->texts[COLUMN_SERIAL_NUMBER]);
    if (key.n)
        return key;
    str inventory = row->texts[COLUMN_INVENTORY_NUMBER];
    if (inventory.n)
        return arena_printf(arena, "inventory\x1f%.*s", STR_ARG(inventory));
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

unsigned inventory_row_lacks(const struct inventory_row *row)
{
    const str *texts = row->texts;
    size_t at, bytes;
    bool has_code = texts[COLUMN_ORDER_CODE].n || texts[COLUMN_ARTICLE_NUMBER].n ||
                    texts[COLUMN_CPE].n || texts[COLUMN_PURL].n ||
                    code_find(texts[COLUMN_PRODUCT], 0, &at, &bytes) ||
                    code_find(texts[COLUMN_TYPE], 0, &at, &bytes);
    return (texts[COLUMN_MAKER].n ? 0 : 1u << COLUMN_MAKER) |
           (has_code ? 0 : 1u << COLUMN_ORDER_CODE) |
           (texts[COLUMN_FIRMWARE].n || texts[COLUMN_SOFTWARE].n ? 0 : 1u << COLUMN_FIRMWARE);
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

void inventory_row_write(const struct inventory_row *row, str key, enum language language,
                         struct arena *arena, struct buf *out)
{
    const char *code = language == LANGUAGE_GERMAN ? "de" : "en";
    str shell = inventory_shell_id(arena, key), nameplate = id_of(arena, "nameplate", key),
        asset = id_of(arena, "asset", key), name = row->texts[COLUMN_NAME];
    if (!name.n)
        name = row->texts[COLUMN_PRODUCT].n ? row->texts[COLUMN_PRODUCT] : row->texts[COLUMN_TYPE];
    buf_printf(out,
               "{\"assetAdministrationShells\":[{\"modelType\":\"AssetAdministrationShell\","
               "\"id\":\"%.*s\"",
               STR_ARG(shell));
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
               "\"value\":\"%.*s\"}]}]}],\"submodels\":[{\"modelType\":\"Submodel\",\"idShort\":"
               "\"Nameplate\",\"id\":\"%.*s\",\"kind\":\"Instance\",",
               STR_ARG(nameplate), STR_ARG(nameplate));
    write_semantic_id("https://admin-shell.io/idta/nameplate/3/0/Nameplate", out);
    size_t before = out->n;
    buf_add(out, STR(",\"submodelElements\":["));
    size_t empty = out->n;
    write_elements(row, code, out);
    if (out->n == empty)
        out->n = before;
    else
        buf_add_char(out, ']');
    buf_add(out, STR("}]}"));
}

/* --- characters --------------------------------------------------------------------------------
 */

str inventory_utf8(struct arena *arena, str text)
{
    static const uint16_t windows[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    if (utf8_find_invalid(text) == text.n)
        return text;
    char *to = arena_alloc(arena, text.n * 3);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        uint32_t code_point = c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c;
        n += utf8_encode(code_point, to + n);
    }
    return str_of(to, n);
}
