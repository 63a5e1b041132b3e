/* SPDX-License-Identifier: Apache-2.0 */
/* card_write.c - a card as JSON, and the name it goes by. */
#include "base/clock.h"
#include "codec/json.h"
#include "search/card.h"

/* [{"language":"de","text":"…"}] as {"de":"…"}. */
void card_write_languages(struct buf *out, const char *name, str list)
{
    struct json json;
    struct fail why;
    if (!list.n || json_read(list, &json, &why) != ERR_OK)
        return;
    uint32_t end = json_type(&json, 0) == JSON_ARRAY ? json_next(&json, 0) : 0;
    size_t count = 0;
    buf_printf(out, ",\"%s\":{", name);
    for (uint32_t item = 1; item < end; item = json_next(&json, item)) {
        uint32_t language = json_member(&json, item, STR("language")),
                 text = json_member(&json, item, STR("text"));
        if (!language || !text)
            continue;
        if (count++)
            buf_add_char(out, ',');
        buf_add(out, json_slice(&json, language));
        buf_add_char(out, ':');
        buf_add(out, json_slice(&json, text));
    }
    buf_add_char(out, '}');
    json_release(&json);
}

static void add_versions(const struct card *card, struct buf *out)
{
    static const struct {
        enum card_field field;
        const char *name;
    } versions[] = {
        {CARD_HARDWARE, "hardware"}, {CARD_FIRMWARE, "firmware"}, {CARD_SOFTWARE, "software"}};
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(versions); i++) {
        str text = card->texts[versions[i].field];
        if (!text.n)
            continue;
        buf_printf(out, count++ ? ",\"%s\":" : ",\"versions\":{\"%s\":", versions[i].name);
        json_write_string(out, text);
    }
    if (count)
        buf_add_char(out, '}');
}

void card_write(const struct card *card, struct buf *out)
{
    static const struct {
        enum card_field field;
        const char *name;
    } fields[] = {{CARD_MAKER, "maker"},
                  {CARD_FAMILY, "family"},
                  {CARD_TYPE, "type"},
                  {CARD_ORDER_CODE, "order_code"},
                  {CARD_ARTICLE_NUMBER, "article_number"},
                  {CARD_SERIAL_NUMBER, "serial_number"},
                  {CARD_YEAR, "year"},
                  {CARD_LOCATION, "location"},
                  {CARD_LAYER, "layer"},
                  {CARD_LEVEL, "level"},
                  {CARD_LIFE_CYCLE, "life_cycle"}};
    char updated[CLOCK_TEXT_BYTES];
    clock_format(card->updated_ms, updated);
    buf_printf(out, "{\"kind\":\"%s\",\"id\":", document_kind_name(card->kind));
    json_write_string(out, card->id);
    json_write_filled_member(out, "id_short", card->id_short);
    card_write_languages(out, "display_name", card->display_name);
    json_write_filled_member(out, "asset_kind", card->asset_kind);
    json_write_filled_member(out, "global_asset_id", card->global_asset_id);
    json_write_filled_member(out, "asset_type", card->asset_type);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        json_write_filled_member(out, fields[i].name, card->texts[fields[i].field]);
    card_write_languages(out, "product", card->product_names);
    add_versions(card, out);
    buf_add(out, STR(",\"templates\":["));
    for (size_t i = 0; i < card->template_count; i++) {
        if (i)
            buf_add_char(out, ',');
        json_write_string(out, card->templates[i]);
    }
    buf_printf(
        out,
        "],\"thumbnail\":%s,\"submodels\":%zu,\"documents\":%zu,\"files\":%zu,\"changed\":\"%s\"",
        card->thumbnail ? "true" : "false", card->submodels, card->documents, card->files, updated);
}

str card_name(const struct card *card)
{
    return card->name.n ? card->name : card->id_short.n ? card->id_short : card->id;
}
