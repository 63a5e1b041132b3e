/* SPDX-License-Identifier: Apache-2.0 */
/* zones.c - zones and conduits as a submodel, and out of the store. Reading one makes the JSON of
 * the API from it first, so that there is one set of checks. */
#include "plan/security/zone/zones.h"

#include <stdlib.h>

#include "plan/security/record.h"

static const char *const requirements[ZONE_REQUIREMENTS] = {"FR1", "FR2", "FR3", "FR4",
                                                            "FR5", "FR6", "FR7"};

/* --- writing -----------------------------------------------------------------------------------
 */

static void write_semantic_id(const char *element, struct buf *out)
{
    buf_printf(out,
               "\"semanticId\":{\"type\":\"ExternalReference\",\"keys\":[{\"type\":"
               "\"GlobalReference\",\"value\":\"%s%s%s\"}]}",
               ZONES_SEMANTIC_ID, *element ? ":" : "", element);
}

/* The head of an element; `id_short` {NULL, 0} for an item of a list. */
static void begin_element(const char *class, str id_short, const char *semantic, struct buf *out)
{
    buf_printf(out, "{\"modelType\":\"%s\",", class);
    if (id_short.n)
        buf_printf(out, "\"idShort\":\"%.*s\",", STR_ARG(id_short));
    write_semantic_id(semantic, out);
}

/* Ends what holds a list that a comma stands behind. */
static void end_list(const char *end, struct buf *out)
{
    if (out->n && out->p[out->n - 1] == ',')
        out->n--;
    buf_add(out, str_from(end));
}

static void write_property(const char *name, const char *type, str value, struct buf *out)
{
    if (!value.n)
        return;
    begin_element("Property", str_from(name), name, out);
    buf_printf(out, ",\"valueType\":\"xs:%s\",\"value\":", type);
    json_write_string(out, value);
    buf_add(out, STR("},"));
}

static void write_number(const char *name, const char *type, int number, struct buf *out)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    write_property(name, type, str_from(text), out);
}

static void write_levels(const char *name, const uint8_t levels[static ZONE_REQUIREMENTS],
                         struct buf *out)
{
    begin_element("SubmodelElementCollection", str_from(name), name, out);
    buf_add(out, STR(",\"value\":["));
    for (int i = 0; i < ZONE_REQUIREMENTS; i++) {
        write_number(requirements[i], "unsignedByte", levels[i], out);
    }
    end_list("]},", out);
}

static void write_assets(const struct zone *zone, struct buf *out)
{
    if (!zone->asset_count)
        return;
    begin_element("SubmodelElementList", STR("Assets"), "Assets", out);
    buf_add(out, STR(",\"typeValueListElement\":\"ReferenceElement\",\"value\":["));
    for (size_t i = 0; i < zone->asset_count; i++) {
        begin_element("ReferenceElement", (str){0}, "Asset", out);
        buf_add(out, STR(",\"value\":{\"type\":\"ModelReference\",\"keys\":[{\"type\":"
                         "\"AssetAdministrationShell\",\"value\":"));
        json_write_string(out, zone->assets[i]);
        buf_add(out, STR("}]}},"));
    }
    end_list("]},", out);
}

static void write_zone(const struct zone *zone, struct buf *out)
{
    begin_element("SubmodelElementCollection", zone->id, "Zone", out);
    buf_add(out, STR(",\"value\":["));
    write_property("Name", "string", zone->name, out);
    write_property("Description", "string", zone->description, out);
    write_property("Untrusted", "boolean", zone->untrusted ? STR("true") : STR("false"), out);
    if (zone->criticality)
        write_number("Criticality", "unsignedByte", zone->criticality, out);
    write_levels("Target", zone->target, out);
    write_levels("Achieved", zone->achieved, out);
    write_assets(zone, out);
    write_number("PositionX", "int", zone->x, out);
    write_number("PositionY", "int", zone->y, out);
    end_list("]},", out);
}

static void write_end(const char *name, str zone, struct buf *out)
{
    begin_element("ReferenceElement", str_from(name), name, out);
    buf_printf(out,
               ",\"value\":{\"type\":\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":"
               "\"%s\"},{\"type\":\"SubmodelElementCollection\",\"value\":\"Zones\"},"
               "{\"type\":\"SubmodelElementCollection\",\"value\":\"%.*s\"}]}},",
               ZONES_ID, STR_ARG(zone));
}

static void write_flows(const struct conduit *conduit, struct buf *out)
{
    struct buf ports = {0};
    if (!conduit->flow_count)
        return;
    begin_element("SubmodelElementList", STR("Flows"), "Flows", out);
    buf_add(out, STR(",\"typeValueListElement\":\"SubmodelElementCollection\",\"value\":["));
    for (size_t i = 0; i < conduit->flow_count; i++) {
        const struct flow *flow = &conduit->flows[i];
        buf_reset(&ports);
        flow_write_ports(flow, &ports);
        begin_element("SubmodelElementCollection", (str){0}, "Flow", out);
        buf_add(out, STR(",\"value\":["));
        write_property("Transport", "string", flow_transport(flow), out);
        write_property("Ports", "string", buf_str(&ports), out);
        write_property("Direction", "string", flow_direction_name(flow->direction), out);
        write_property("Note", "string", flow->note, out);
        end_list("]},", out);
    }
    end_list("]},", out);
    buf_release(&ports);
}

static void write_conduit(const struct zones *zones, const struct conduit *conduit, struct buf *out)
{
    begin_element("SubmodelElementCollection", conduit->id, "Conduit", out);
    buf_add(out, STR(",\"value\":["));
    write_property("Name", "string", conduit->name, out);
    write_end("From", zones->zones[conduit->from].id, out);
    write_end("To", zones->zones[conduit->to].id, out);
    write_flows(conduit, out);
    end_list("]},", out);
}

void zones_write_submodel(const struct zones *zones, struct buf *out)
{
    begin_element("Submodel", STR("SecurityZones"), "", out);
    buf_add(out, STR(",\"id\":\"" ZONES_ID "\",\"administration\":{\"templateId\":"
                     "\"urn:schale:template:SecurityZones\"},\"kind\":\"Instance\""));
    if (zones->zone_count) {
        buf_add(out, STR(",\"submodelElements\":["));
        begin_element("SubmodelElementCollection", STR("Zones"), "Zones", out);
        buf_add(out, STR(",\"value\":["));
        for (size_t i = 0; i < zones->zone_count; i++)
            write_zone(&zones->zones[i], out);
        end_list("]},", out);
        if (zones->conduit_count) {
            begin_element("SubmodelElementCollection", STR("Conduits"), "Conduits", out);
            buf_add(out, STR(",\"value\":["));
            for (size_t i = 0; i < zones->conduit_count; i++)
                write_conduit(zones, &zones->conduits[i], out);
            end_list("]},", out);
        }
        end_list("]", out);
    }
    buf_add_char(out, '}');
}

/* --- reading -----------------------------------------------------------------------------------
 */

/* How the text of a Property goes into the JSON of the API. */
enum form { FORM_TEXT, FORM_NUMBER, FORM_FLAG };

struct member {
    const char *id_short, *name;
    enum form form;
};

static const struct member zone_members[] = {{"Name", "name", FORM_TEXT},
                                             {"Description", "description", FORM_TEXT},
                                             {"Untrusted", "untrusted", FORM_FLAG},
                                             {"Criticality", "criticality", FORM_NUMBER},
                                             {"PositionX", "x", FORM_NUMBER},
                                             {"PositionY", "y", FORM_NUMBER},
                                             {0}};
static const struct member conduit_members[] = {{"Name", "name", FORM_TEXT}, {0}};
static const struct member flow_members[] = {{"Transport", "transport", FORM_TEXT},
                                             {"Ports", "ports", FORM_TEXT},
                                             {"Direction", "direction", FORM_TEXT},
                                             {"Note", "note", FORM_TEXT},
                                             {0}};

struct translation {
    const struct json *json;
    struct arena *arena;
    struct buf *out;
};

/* A text that has not the form of its kind stays a text, which the checks tell of. */
static void write_value(str text, enum form form, struct buf *out)
{
    char digits[24] = "", *end = digits;
    long number = 0;
    if (form == FORM_NUMBER && text.n < sizeof digits) {
        memcpy(digits, text.p, text.n);
        number = strtol(digits, &end, 10);
    }
    if (end > digits && *end == '\0')
        buf_printf(out, "%ld", number);
    else if (form == FORM_FLAG && (str_equal(text, STR("true")) || str_equal(text, STR("1"))))
        buf_add(out, STR("true"));
    else if (form == FORM_FLAG && (str_equal(text, STR("false")) || str_equal(text, STR("0"))))
        buf_add(out, STR("false"));
    else
        json_write_string(out, text);
}

/* Adds "name":value, for each that is there. */
static void write_members(const struct translation *to, uint32_t elements,
                          const struct member *members)
{
    for (; members->id_short; members++) {
        str text = record_text(to->json, elements, members->id_short, to->arena);
        if (!text.n)
            continue;
        buf_printf(to->out, "\"%s\":", members->name);
        write_value(text, members->form, to->out);
        buf_add_char(to->out, ',');
    }
}

/* The last key of the reference that an element holds; 0: there is none. */
static str last_key(const struct translation *to, uint32_t element)
{
    str last = STR("");
    uint32_t end, value = element ? json_member(to->json, element, STR("value")) : 0;
    for (uint32_t key = value ? json_items(to->json, value, STR("keys"), &end) : 0;
         key && key < end; key = json_next(to->json, key))
        last = json_member_text(to->json, key, STR("value"), to->arena);
    return last;
}

static void translate_levels(const struct translation *to, uint32_t zone, const char *id_short,
                             const char *name)
{
    uint32_t levels = record_find(to->json, zone, id_short);
    if (!levels)
        return;
    buf_printf(to->out, "\"%s\":[", name);
    for (int i = 0; i < ZONE_REQUIREMENTS; i++) {
        str level =
            record_text(to->json, record_elements(to->json, levels), requirements[i], to->arena);
        write_value(level.n ? level : STR("0"), FORM_NUMBER, to->out);
        buf_add_char(to->out, ',');
    }
    end_list("],", to->out);
}

static void translate_zone(const struct translation *to, uint32_t zone)
{
    uint32_t assets = record_find(to->json, zone, "Assets");
    write_members(to, zone, zone_members);
    translate_levels(to, zone, "Target", "target");
    translate_levels(to, zone, "Achieved", "achieved");
    buf_add(to->out, STR("\"assets\":["));
    for (RECORD_EACH(to->json, assets, item)) {
        json_write_string(to->out, last_key(to, item));
        buf_add_char(to->out, ',');
    }
    end_list("]", to->out);
}

static void translate_conduit(const struct translation *to, uint32_t conduit)
{
    uint32_t flows = record_find(to->json, conduit, "Flows");
    write_members(to, conduit, conduit_members);
    buf_add(to->out, STR("\"from\":"));
    json_write_string(to->out, last_key(to, record_find(to->json, conduit, "From")));
    json_write_member(to->out, "to", last_key(to, record_find(to->json, conduit, "To")));
    buf_add(to->out, STR(",\"flows\":["));
    for (RECORD_EACH(to->json, flows, item)) {
        buf_add_char(to->out, '{');
        write_members(to, record_elements(to->json, item), flow_members);
        end_list("},", to->out);
    }
    end_list("]", to->out);
}

/* `one` is given the elements of each. */
static void translate(const struct translation *to, const char *id_short, const char *name,
                      void (*one)(const struct translation *, uint32_t))
{
    uint32_t list = record_find(to->json, record_elements(to->json, 0), id_short);
    buf_printf(to->out, "\"%s\":[", name);
    for (RECORD_EACH(to->json, list, item)) {
        buf_add(to->out, STR("{\"id\":"));
        json_write_string(to->out, json_member_text(to->json, item, STR("idShort"), to->arena));
        buf_add_char(to->out, ',');
        one(to, record_elements(to->json, item));
        buf_add(to->out, STR("},"));
    }
    end_list("]", to->out);
}

err_t zones_read_submodel(struct arena *arena, str body, struct zones *ret_zones, struct fail *why)
{
    struct json json, made;
    struct buf out = {0};
    err_t err = json_read(body, &json, why);
    if (err)
        return err;
    struct translation to = {&json, arena, &out};
    buf_add_char(&out, '{');
    translate(&to, "Zones", "zones", translate_zone);
    buf_add_char(&out, ',');
    translate(&to, "Conduits", "conduits", translate_conduit);
    buf_add_char(&out, '}');
    json_release(&json);
    err = json_read(buf_str(&out), &made, why);
    if (!err) {
        err = zones_read_json(arena, &made, LANGUAGE_ENGLISH, ret_zones, why);
        json_release(&made);
    }
    buf_release(&out);
    return err;
}

/* --- out of the store --------------------------------------------------------------------------
 */

err_t zones_load(struct store *store, struct arena *arena, struct zones *ret_zones,
                 uint64_t *ret_revision, struct fail *why)
{
    struct document *document;
    *ret_zones = (struct zones){0};
    *ret_revision = 0;
    err_t err = store_get(store, DOCUMENT_SUBMODEL, STR(ZONES_ID), &document, why);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    err = zones_read_submodel(arena, document_body(document), ret_zones, why);
    *ret_revision = document->revision;
    document_unref(document);
    return err;
}
