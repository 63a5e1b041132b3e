/* SPDX-License-Identifier: Apache-2.0 */
/* asset_facts.c - the card of a shell, its ports, and what is missing. */
#include "plan/security/inventory/asset_facts.h"

#include "codec/json.h"
#include "plan/security/match/product_code.h"
#include "search/card.h"

/* --- what is missing ---------------------------------------------------------------------------
 */

static const struct {
    enum asset_lack lack;
    const char *name; /* the member that it would be */
} lacks[ASSET_LACK_COUNT] = {
    {ASSET_LACKS_MAKER, "maker"},
    {ASSET_LACKS_ORDER_CODE, "order_code"},
    {ASSET_LACKS_SERIAL_NUMBER, "serial_number"},
    {ASSET_LACKS_VERSION, "firmware"},
    {ASSET_LACKS_PRODUCT, "product"},
};

str asset_lack_name(enum asset_lack lack)
{
    size_t i = 0;
    while (lacks[i].lack != lack)
        i++;
    return str_from(lacks[i].name);
}

bool asset_lack_find(str name, enum asset_lack *ret_lack)
{
    for (size_t i = 0; i < COUNT_OF(lacks); i++)
        if (str_equal(name, str_from(lacks[i].name))) {
            *ret_lack = lacks[i].lack;
            return true;
        }
    return false;
}

/* What has no digit is none: "latest", a country that stands under the wrong semanticId. */
static bool is_version(str text)
{
    size_t i = 0;
    while (i < text.n && (text.p[i] < '0' || text.p[i] > '9'))
        i++;
    return i < text.n;
}

unsigned asset_facts_judge(const struct asset_facts *facts)
{
    size_t at, bytes;
    bool has_code = facts->order_code.n || facts->article_number.n || facts->cpe.n ||
                    facts->purl.n || code_find(facts->product, 0, &at, &bytes) ||
                    code_find(facts->type, 0, &at, &bytes);
    bool has_product = facts->product.n || facts->family.n || facts->type.n;
    return (facts->maker.n ? 0 : ASSET_LACKS_MAKER) | (has_code ? 0 : ASSET_LACKS_ORDER_CODE) |
           (facts->serial_number.n || facts->is_type ? 0 : ASSET_LACKS_SERIAL_NUMBER) |
           (is_version(facts->firmware) || is_version(facts->software) ? 0 : ASSET_LACKS_VERSION) |
           (has_product ? 0 : ASSET_LACKS_PRODUCT);
}

/* --- ports -------------------------------------------------------------------------------------
 */

static void add_ports(struct store *store, str submodel_id,
                      void (*add)(const struct json *submodel, struct asset_ports *ports),
                      struct asset_ports *ports)
{
    struct document *document;
    struct json json;
    struct fail why;
    if (store_get(store, DOCUMENT_SUBMODEL, submodel_id, &document, &why) != ERR_OK)
        return;
    if (json_read(document_body(document), &json, &why) == ERR_OK) {
        add(&json, ports);
        json_release(&json);
    }
    document_unref(document);
}

static void read_ports(struct store *store, struct arena *arena, const struct card *card,
                       struct asset_facts *facts)
{
    struct asset_ports ports = {0};
    for (size_t i = 0; i < card->submodels; i++)
        if (str_equal(card->submodel_templates[i], STR("AssetInterfacesDescription")))
            add_ports(store, card->submodel_ids[i], asset_ports_add_interfaces, &ports);
        else if (str_equal(card->submodel_templates[i], STR("UAServerDataSheet")))
            add_ports(store, card->submodel_ids[i], asset_ports_add_datasheet, &ports);
    struct asset_port *own = ARENA_ARRAY(arena, struct asset_port, ports.count);
    memcpy(own, ports.items, ports.count * sizeof *own);
    facts->ports = own;
    facts->port_count = ports.count;
    facts->ports_known = ports.described && !ports.incomplete && !(card->lacks & LACKS_SUBMODEL);
}

/* --- facts -------------------------------------------------------------------------------------
 */

/* The German text of the JSON of a display name; {NULL, 0}: there is none. */
static str german_of(struct arena *arena, str names)
{
    struct json json;
    struct fail why;
    str german = {0};
    if (!names.n || json_read(names, &json, &why) != ERR_OK)
        return german;
    uint32_t end = json_next(&json, 0);
    for (uint32_t item = 1; !german.n && item < end; item = json_next(&json, item))
        if (str_starts_with(json_member_text(&json, item, STR("language"), arena), STR("de")))
            german = arena_dup(arena, json_member_text(&json, item, STR("text"), arena));
    json_release(&json);
    return german;
}

str asset_facts_name(const struct asset_facts *facts, enum language language)
{
    return language == LANGUAGE_GERMAN && facts->german_name.n ? facts->german_name : facts->name;
}

void asset_facts_read(struct store *store, struct arena *arena, struct document *shell,
                      struct asset_facts *ret_facts)
{
    struct asset_facts *facts = ret_facts;
    struct arena scratch = {0};
    struct card card;
    *facts = (struct asset_facts){0};
    const struct {
        str *to;
        enum card_field field;
    } fields[] = {
        {&facts->maker, CARD_MAKER},
        {&facts->product, CARD_PRODUCT},
        {&facts->family, CARD_FAMILY},
        {&facts->type, CARD_TYPE},
        {&facts->order_code, CARD_ORDER_CODE},
        {&facts->article_number, CARD_ARTICLE_NUMBER},
        {&facts->serial_number, CARD_SERIAL_NUMBER},
        {&facts->hardware, CARD_HARDWARE},
        {&facts->firmware, CARD_FIRMWARE},
        {&facts->software, CARD_SOFTWARE},
        {&facts->location, CARD_LOCATION},
        {&facts->inventory_number, CARD_INVENTORY_NUMBER},
        {&facts->cpe, CARD_CPE},
        {&facts->purl, CARD_PURL},
        {&facts->checksum, CARD_CHECKSUM},
    };
    card_make(store, &scratch, shell, false, &card);
    facts->shell_id = arena_dup(arena, shell->id);
    facts->name = arena_dup(arena, card_name(&card));
    facts->german_name = german_of(arena, card.display_name);
    facts->global_asset_id = arena_dup(arena, card.global_asset_id);
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        str text = str_trim(card.texts[fields[i].field]);
        if (text.n)
            *fields[i].to = arena_dup(arena, text);
    }
    facts->is_type = !str_equal(card.asset_kind, STR("Instance"));
    read_ports(store, arena, &card, facts);
    facts->lacks = asset_facts_judge(facts);
    card_release(&card);
    arena_release(&scratch);
}

struct reading {
    struct store *store;
    struct arena *arena;
    struct asset_list *list;
};

static bool read_next(void *context, struct document *shell)
{
    const struct reading *reading = context;
    struct asset_list *list = reading->list;
    ARENA_GROW(reading->arena, list->items, list->count, list->room, 256);
    asset_facts_read(reading->store, reading->arena, shell, &list->items[list->count++]);
    return true;
}

err_t asset_facts_read_all(struct store *store, struct arena *arena, struct asset_list *ret_list,
                           struct fail *why)
{
    struct store_query query = {.kind = DOCUMENT_SHELL, .limit = STORE_PAGE_ROWS_MAX};
    struct reading reading = {store, arena, ret_list};
    *ret_list = (struct asset_list){0};
    return store_walk(store, &query, read_next, &reading, why);
}
