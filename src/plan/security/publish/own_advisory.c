/* SPDX-License-Identifier: Apache-2.0 */
/* own_advisory.c - the tables of the form, its submodel, and products out of shells. */
#include "plan/security/publish/own_advisory.h"

#include <stddef.h>

#include "plan/security/inventory/asset_facts.h"

/* clang-format off */
#define TEXT(type, member, json, id_short) {json, id_short, NULL, FORM_TEXT, offsetof(type, member), 0, NULL, false}
#define TOLD(type, member, json, id_short) {json, id_short, NULL, FORM_TEXT, offsetof(type, member), 0, NULL, true}
#define FORM(name, type) const struct form name = {sizeof(type), name##_fields, COUNT_OF(name##_fields)}

static const struct form_field product_form_fields[] = {
    TEXT(struct own_product, key, "key", "Key"),
    TEXT(struct own_product, maker, "maker", "Maker"),
    TEXT(struct own_product, family, "family", "Family"),
    TEXT(struct own_product, name, "name", "ProductName"),
    TEXT(struct own_product, order_code, "order_code", "OrderCode"),
    TEXT(struct own_product, versions, "versions", "Versions"),
    {"asset", "Asset", NULL, FORM_REFERENCE, offsetof(struct own_product, asset), 0, NULL, false},
};
static FORM(product_form, struct own_product);

static const struct form_field remedy_form_fields[] = {
    TEXT(struct own_remedy, category, "category", "Category"),
    TEXT(struct own_remedy, text, "text", "Text"),
    TEXT(struct own_remedy, url, "url", "Url"),
    {"products", "ProductKeys", "ProductKey", FORM_TEXTS, offsetof(struct own_remedy, products), OWN_PRODUCTS_MAX, NULL, false},
};
static FORM(remedy_form, struct own_remedy);

static const struct form_field vulnerability_form_fields[] = {
    TEXT(struct own_vulnerability, cve, "cve", "Cve"),
    TEXT(struct own_vulnerability, title, "title", "Title"),
    TEXT(struct own_vulnerability, text, "text", "Text"),
    TEXT(struct own_vulnerability, cwe, "cwe", "Cwe"),
    TEXT(struct own_vulnerability, vector, "vector", "Vector"),
    {"states", "States", "State", FORM_PAIRS, offsetof(struct own_vulnerability, states), OWN_PRODUCTS_MAX, NULL, false},
    {"remedies", "Remedies", "Remedy", FORM_ITEMS, offsetof(struct own_vulnerability, remedies), OWN_REMEDIES_MAX, &remedy_form, false},
};
static FORM(vulnerability_form, struct own_vulnerability);

static const struct form_field acknowledgment_form_fields[] = {
    {"names", "PersonNames", "PersonName", FORM_TEXTS, offsetof(struct own_acknowledgment, names), OWN_ACKNOWLEDGMENTS_MAX, NULL, false},
    TEXT(struct own_acknowledgment, organization, "organization", "Organization"),
};
static FORM(acknowledgment_form, struct own_acknowledgment);

static const struct form_field revision_form_fields[] = {
    TEXT(struct own_revision, number, "number", "Number"),
    TEXT(struct own_revision, date, "date", "Date"),
    TEXT(struct own_revision, summary, "summary", "Summary"),
};
static FORM(revision_form, struct own_revision);

static const struct form_field own_advisory_form_fields[] = {
    TEXT(struct own_advisory, tracking_id, "tracking_id", "TrackingId"),
    TEXT(struct own_advisory, title, "title", "Title"),
    TEXT(struct own_advisory, language, "language", "Language"),
    TEXT(struct own_advisory, tlp, "tlp", "Tlp"),
    TOLD(struct own_advisory, state, "state", "PublicationState"),
    TOLD(struct own_advisory, version, "version", "Version"),
    TOLD(struct own_advisory, url, "url", "Url"),
    TEXT(struct own_advisory, summary, "summary", "Summary"),
    TEXT(struct own_advisory, changes, "changes", "Changes"),
    {"products", "Products", "Product", FORM_ITEMS, offsetof(struct own_advisory, products), OWN_PRODUCTS_MAX, &product_form, false},
    {"vulnerabilities", "Vulnerabilities", "Vulnerability", FORM_ITEMS, offsetof(struct own_advisory, vulnerabilities),
     OWN_VULNERABILITIES_MAX, &vulnerability_form, false},
    {"acknowledgments", "Acknowledgments", "Acknowledgment", FORM_ITEMS, offsetof(struct own_advisory, acknowledgments),
     OWN_ACKNOWLEDGMENTS_MAX, &acknowledgment_form, false},
    {"revisions", "Revisions", "Revision", FORM_ITEMS, offsetof(struct own_advisory, revisions), 0, &revision_form, true},
    /* What a reader sends back as it got it. */
    {"id", NULL, NULL, FORM_TEXT, offsetof(struct own_advisory, id), 0, NULL, true},
    {"findings", NULL, NULL, FORM_NOTHING, 0, 0, NULL, true},
};
FORM(own_advisory_form, struct own_advisory);
/* clang-format on */

void own_advisory_write_record(const struct own_advisory *advisory, struct buf *out)
{
    struct record_writer writer;
    record_begin(&writer, "OwnAdvisory", advisory->id, out);
    form_write_record(&own_advisory_form, advisory, &writer);
    record_end(&writer);
}

err_t own_advisory_read_record(struct arena *arena, str id, str body,
                               struct own_advisory *ret_advisory, struct fail *why)
{
    struct json json;
    *ret_advisory = (struct own_advisory){.id = arena_dup(arena, id)};
    if (json_read(body, &json, why) != ERR_OK)
        return fail_set(why, ERR_CORRUPT, 0, id, "the stored submodel is no JSON");
    form_read_record(&own_advisory_form, &json, record_elements(&json, 0), arena, ret_advisory);
    ret_advisory->id = arena_dup(arena, id);
    json_release(&json);
    return ERR_OK;
}

/* --- products out of shells --------------------------------------------------------------------
 */

static void fill(str *text, str from)
{
    if (!text->n)
        *text = from;
}

err_t own_advisory_fill(struct store *store, struct own_advisory *advisory,
                        struct findings *findings, struct fail *why)
{
    struct own_product *products = advisory->products.items;
    for (size_t i = 0; i < advisory->products.count; i++) {
        struct own_product *product = &products[i];
        struct document *document;
        struct asset_facts facts;
        if (!product->asset.n)
            continue;
        err_t err = store_get(store, DOCUMENT_SHELL, product->asset, &document, why);
        if (err == ERR_NOT_FOUND)
            form_report(findings, PUBLISH_NO_SHELL,
                        arena_printf(findings->arena, "$.products[%zu].asset", i), product->asset,
                        STR(""));
        if (err == ERR_NOT_FOUND)
            continue;
        if (err)
            return err;
        asset_facts_read(store, findings->arena, document, &facts);
        fill(&product->maker, facts.maker);
        fill(&product->family, facts.family);
        fill(&product->name, facts.product);
        fill(&product->name, facts.type);
        fill(&product->order_code, facts.order_code);
        fill(&product->order_code, facts.article_number);
        document_unref(document);
    }
    return ERR_OK;
}
