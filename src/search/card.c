/* SPDX-License-Identifier: Apache-2.0 */
/* card.c - walks over the texts of a shell and its submodels, once each, and gathers. */
#include "search/card.h"

#include "codec/json.h"
#include "model/load.h"
#include "search/card_field.h"
#include "search/fold.h"

struct gather {
    struct card *card;
    struct arena *arena;
    const struct json *json;
    str *texts; /* of the card, or those of software on it */
    bool check;
    bool in_nameplate, in_documents;
    size_t elements;
    size_t values_from; /* where the values of this submodel begin */
};

static str text_at(const struct gather *gather, uint32_t object, const char *name)
{
    return json_member_text(gather->json, object, str_from(name), gather->arena);
}

static uint32_t list_at(const struct gather *gather, uint32_t object, const char *name,
                        uint32_t *ret_end)
{
    return json_items(gather->json, object, str_from(name), ret_end);
}

/* The value of a Reference's last key. */
static str last_key(const struct gather *gather, uint32_t object, const char *name)
{
    uint32_t reference = json_member(gather->json, object, str_from(name)), end = 0;
    str value = {0};
    for (uint32_t key = reference ? list_at(gather, reference, "keys", &end) : 0; key < end;
         key = json_next(gather->json, key))
        value = text_at(gather, key, "value");
    return value;
}

/* English before German before others: one text has to stand for all. */
static int language_rank(str language)
{
    return str_starts_with(language, STR("en")) ? 3 : str_starts_with(language, STR("de")) ? 2 : 1;
}

/* Of texts by language English, German, or the first; and all of them for the index. */
static str languages_at(const struct gather *gather, uint32_t object, const char *name,
                        struct buf *all)
{
    uint32_t end;
    str best = {0};
    int rank = 0;
    for (uint32_t item = list_at(gather, object, name, &end); item < end;
         item = json_next(gather->json, item)) {
        str language = text_at(gather, item, "language"), text = text_at(gather, item, "text");
        int own = language_rank(language);
        if (all)
            fold_add(all, text);
        if (text.n && own > rank) {
            rank = own;
            best = text;
        }
    }
    return best;
}

/* The first one counts; copied, since a submodel's text does not outlive the look into it. */
static void keep(const struct gather *gather, enum card_field field, str text)
{
    if (field < CARD_FIELD_COUNT && text.n && !gather->texts[field].n)
        gather->texts[field] = arena_dup(gather->arena, text);
}

/* --- elements ----------------------------------------------------------------------------------
 */

static void add_value(struct gather *gather, str id_short, str text)
{
    struct buf *values = &gather->card->values;
    if (!text.n || values->n - gather->values_from + text.n > CARD_VALUE_BYTES_MAX)
        return;
    buf_add_char(values, '\n');
    buf_add(values, id_short);
    buf_add_char(values, ' ');
    buf_add(values, text);
    /* For the index alone: a line without a name is not shown. */
    buf_add_char(values, '\n');
    fold_add_spelled(values, text);
}

static void take_text(struct gather *gather, uint32_t element, str id_short, enum card_field field)
{
    struct card *card = gather->card;
    uint32_t value = json_member(gather->json, element, STR("value"));
    if (!value)
        return;
    if (json_type(gather->json, value) == JSON_STRING) {
        str text = json_string(gather->json, value, gather->arena);
        add_value(gather, id_short, text);
        keep(gather, field, text);
        return;
    }
    str best = {0};
    int rank = 0;
    uint32_t end;
    for (uint32_t item = list_at(gather, element, "value", &end); item < end;
         item = json_next(gather->json, item)) {
        str text = text_at(gather, item, "text");
        int own = language_rank(text_at(gather, item, "language"));
        add_value(gather, id_short, text);
        if (text.n && own > rank) {
            rank = own;
            best = text;
        }
    }
    if (field == CARD_PRODUCT && !card->product_names.n)
        card->product_names = arena_dup(gather->arena, json_slice(gather->json, value));
    keep(gather, field, best);
}

static void walk(struct gather *gather, uint32_t item, uint32_t end, int depth);

static void walk_element(struct gather *gather, uint32_t element, int depth)
{
    static const char *const children[] = {"value", "statements", "annotations"};
    str type = text_at(gather, element, "modelType"),
        id_short = text_at(gather, element, "idShort");
    bool is_text =
        str_equal(type, STR("Property")) || str_equal(type, STR("MultiLanguageProperty"));
    if (is_text) {
        take_text(
            gather, element, id_short,
            card_field_of(last_key(gather, element, "semanticId"), id_short, gather->in_nameplate));
        return;
    }
    if (str_equal(type, STR("File"))) {
        gather->card->files += text_at(gather, element, "value").n > 0;
        return;
    }
    bool is_collection = str_equal(type, STR("SubmodelElementCollection"));
    if (gather->in_documents && is_collection && depth <= 1 &&
        (!id_short.n ||
         (id_short.n >= 8 && str_equal_nocase(str_of(id_short.p, 8), STR("Document")))))
        gather->card->documents++;
    for (size_t i = 0; i < COUNT_OF(children); i++) {
        uint32_t end, first = list_at(gather, element, children[i], &end);
        if (first)
            walk(gather, first, end, depth + 1);
    }
}

static void walk(struct gather *gather, uint32_t item, uint32_t end, int depth)
{
    for (; item < end && depth < CARD_DEPTH_MAX && gather->elements < CARD_ELEMENTS_MAX;
         item = json_next(gather->json, item)) {
        gather->elements++;
        if (json_type(gather->json, item) == JSON_OBJECT)
            walk_element(gather, item, depth);
    }
}

/* Whether the check has nothing to say of a document: a tolerant import stores what breaks rules.
 */
static bool is_sound(const struct document *document)
{
    static const enum class_id classes[] = {[DOCUMENT_SHELL] = CLASS_ASSET_ADMINISTRATION_SHELL,
                                            [DOCUMENT_SUBMODEL] = CLASS_SUBMODEL,
                                            [DOCUMENT_CONCEPT_DESCRIPTION] =
                                                CLASS_CONCEPT_DESCRIPTION};
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct loaded loaded;
    struct load_options options = {
        .class = classes[document->kind], .ask_file = true, .check = true};
    err_t err = load_document(document_body(document), &options, &arena, &findings, &loaded);
    bool sound = !err && !findings.error_count;
    arena_release(&arena);
    return sound;
}

static void judge_soundness(const struct gather *gather, const struct document *document)
{
    if (gather->check && !is_sound(document))
        gather->card->lacks |= LACKS_SOUNDNESS;
}

/* --- documents ---------------------------------------------------------------------------------
 */

static void add_template(struct card *card, str name)
{
    for (size_t i = 0; i < card->template_count; i++)
        if (str_equal(card->templates[i], name))
            return;
    if (name.n && card->template_count < CARD_TEMPLATES_MAX)
        card->templates[card->template_count++] = name;
}

/* Returns the template. Maker, serial number … of software are those of the asset only where
 * nothing else tells them; `of_software` keeps them apart meanwhile. */
static str gather_submodel(const struct gather *shell, str *of_software,
                           const struct document *document)
{
    struct card *card = shell->card;
    struct arena *arena = shell->arena;
    struct json json;
    struct fail why;
    if (json_read(document_body(document), &json, &why) != ERR_OK)
        return (str){0};
    struct gather gather = {.card = card,
                            .arena = arena,
                            .json = &json,
                            .texts = card->texts,
                            .check = shell->check,
                            .values_from = card->values.n};
    str name = card_template(last_key(&gather, 0, "semanticId"), text_at(&gather, 0, "idShort"));
    uint32_t end, first = list_at(&gather, 0, "submodelElements", &end);
    name = arena_dup(arena, name);
    gather.in_nameplate =
        str_equal(name, STR("Nameplate")) || str_equal(name, STR("SoftwareNameplate"));
    gather.in_documents = str_equal(name, STR("HandoverDocumentation"));
    if (str_equal(name, STR("SoftwareNameplate")) || str_equal(name, STR("UAServerDataSheet")))
        gather.texts = of_software;
    add_template(card, name);
    judge_soundness(&gather, document);
    walk(&gather, first, end, 0);
    card->updated_ms =
        document->updated_ms > card->updated_ms ? document->updated_ms : card->updated_ms;
    json_release(&json);
    return name;
}

static void gather_asset(struct gather *gather, uint32_t asset)
{
    struct card *card = gather->card;
    uint32_t end, thumbnail = json_member(gather->json, asset, STR("defaultThumbnail"));
    card->asset_kind = text_at(gather, asset, "assetKind");
    card->global_asset_id = text_at(gather, asset, "globalAssetId");
    card->asset_type = text_at(gather, asset, "assetType");
    card->thumbnail = thumbnail && text_at(gather, thumbnail, "path").n;
    fold_add_code(&card->codes, card->global_asset_id);
    for (uint32_t item = list_at(gather, asset, "specificAssetIds", &end); item < end;
         item = json_next(gather->json, item)) {
        str value = text_at(gather, item, "value");
        fold_add_code(&card->codes, value);
        keep(gather, card_field_of_asset_id(text_at(gather, item, "name")), value);
    }
}

static void gather_references(struct gather *gather, struct store *store)
{
    struct card *card = gather->card;
    uint32_t end, first = list_at(gather, 0, "submodels", &end);
    str of_software[CARD_FIELD_COUNT] = {{0}};
    card->submodel_ids = ARENA_ARRAY(gather->arena, str, CARD_SUBMODELS_MAX);
    card->submodel_templates = ARENA_ARRAY(gather->arena, str, CARD_SUBMODELS_MAX);
    for (uint32_t item = first; item < end && card->submodels < CARD_SUBMODELS_MAX;
         item = json_next(gather->json, item)) {
        str id = {0};
        uint32_t keys_end, key = list_at(gather, item, "keys", &keys_end);
        struct document *submodel;
        struct fail why;
        if (key < keys_end)
            id = text_at(gather, key, "value");
        if (!id.n)
            continue;
        str *template = &card->submodel_templates[card->submodels];
        card->submodel_ids[card->submodels++] = id;
        if (store_get(store, DOCUMENT_SUBMODEL, id, &submodel, &why) == ERR_OK) {
            *template = gather_submodel(gather, of_software, submodel);
            document_unref(submodel);
        } else
            card->lacks |= LACKS_SUBMODEL;
    }
    for (size_t i = 0; i < CARD_FIELD_COUNT; i++)
        if (!card->texts[i].n)
            card->texts[i] = of_software[i];
}

/* What there is to do about a shell. Types and roles have no serial number. */
static void judge(struct card *card)
{
    bool nameplate = false;
    for (size_t i = 0; i < card->template_count; i++)
        nameplate |= str_equal(card->templates[i], STR("Nameplate"));
    card->lacks |= nameplate ? 0 : LACKS_NAMEPLATE;
    card->lacks |= card->documents ? 0 : LACKS_DOCUMENTS;
    card->lacks |= card->texts[CARD_MAKER].n ? 0 : LACKS_MAKER;
    if (str_equal(card->asset_kind, STR("Instance")) && !card->texts[CARD_SERIAL_NUMBER].n)
        card->lacks |= LACKS_SERIAL_NUMBER;
}

/* The names of a concept description stand in its data specification (IEC 61360). */
static void gather_concept(struct gather *gather)
{
    struct card *card = gather->card;
    uint32_t end, item = list_at(gather, 0, "embeddedDataSpecifications", &end);
    for (; item < end; item = json_next(gather->json, item)) {
        uint32_t content = json_member(gather->json, item, STR("dataSpecificationContent"));
        uint32_t names = content ? json_member(gather->json, content, STR("preferredName")) : 0;
        if (!names)
            continue;
        str name = languages_at(gather, content, "preferredName", &card->names);
        (void)languages_at(gather, content, "definition", &card->values);
        if (!card->display_name.n) {
            card->display_name = arena_dup(gather->arena, json_slice(gather->json, names));
            card->name = name;
        }
    }
}

/* What this program keeps as submodels, such as advisories and zones, belongs to no asset. */
#define RECORDS "urn:schale:template:"

static void add_words(struct card *card)
{
    static const enum card_field names[] = {CARD_MAKER, CARD_PRODUCT, CARD_FAMILY, CARD_TYPE,
                                            CARD_LOCATION};
    static const enum card_field codes[] = {CARD_ORDER_CODE, CARD_ARTICLE_NUMBER,
                                            CARD_SERIAL_NUMBER};
    fold_add_code(&card->codes, card->id);
    fold_add_code(&card->names, card->id_short);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        fold_add_code(&card->names, card->texts[names[i]]);
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        fold_add_code(&card->codes, card->texts[codes[i]]);
}

void card_make(struct store *store, struct arena *arena, struct document *document, bool check,
               struct card *ret_card)
{
    struct card *card = ret_card;
    struct json json;
    struct fail why;
    *card = (struct card){.kind = document->kind,
                          .id = arena_dup(arena, document->id),
                          .updated_ms = document->updated_ms};
    if (json_read(document_body(document), &json, &why) != ERR_OK)
        return;
    struct gather gather = {
        .card = card, .arena = arena, .json = &json, .texts = card->texts, .check = check};
    uint32_t names = json_member(&json, 0, STR("displayName")),
             asset = json_member(&json, 0, STR("assetInformation"));
    card->id_short = text_at(&gather, 0, "idShort");
    card->name = languages_at(&gather, 0, "displayName", &card->names);
    (void)languages_at(&gather, 0, "description", &card->values);
    if (names)
        card->display_name = arena_dup(arena, json_slice(&json, names));
    if (document->kind != DOCUMENT_SUBMODEL)
        judge_soundness(&gather, document);
    if (document->kind == DOCUMENT_SHELL) {
        if (asset)
            gather_asset(&gather, asset);
        gather_references(&gather, store);
        judge(card);
    } else if (document->kind == DOCUMENT_SUBMODEL) {
        (void)gather_submodel(&gather, card->texts, document);
        if (!str_starts_with(last_key(&gather, 0, "semanticId"), STR(RECORDS)))
            card->lacks |= LACKS_SHELL;
    } else
        gather_concept(&gather);
    if (!card->texts[CARD_SOFTWARE].n)
        card->texts[CARD_SOFTWARE] = card->texts[CARD_RELEASE];
    add_words(card);
    json_release(&json);
}

void card_release(struct card *card)
{
    buf_release(&card->codes);
    buf_release(&card->names);
    buf_release(&card->values);
}
