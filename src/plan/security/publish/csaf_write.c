/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_write.c - writing the document of an own advisory. */
#include "plan/security/publish/csaf_write.h"

#include "plan/security/csaf/cvss.h"
#include "plan/security/publish/publish_text.h"

struct writing {
    const struct own_advisory *advisory;
    const struct own_provider *provider;
    struct arena *arena;
    struct buf *out;
};

static bool is_german(const struct own_advisory *advisory)
{
    return str_equal(advisory->language, STR("de")) ||
           str_starts_with(advisory->language, STR("de-"));
}

str csaf_document_path(struct arena *arena, const struct own_advisory *advisory)
{
    enum { YEAR_BYTES = 4 };
    const struct own_revision *revisions = advisory->revisions.items;
    assert(advisory->revisions.count > 0);
    return arena_printf(arena, OWN_PROVIDER_FILES OWN_PROVIDER_WHITE "%.*s/%.*s", YEAR_BYTES,
                        revisions[0].date.p,
                        STR_ARG(publish_file_name(arena, advisory->tracking_id)));
}

static void write_texts(const struct form_list *list, struct buf *out)
{
    const str *texts = list->items;
    buf_add_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_add_char(out, ',');
        json_write_string(out, texts[i]);
    }
    buf_add_char(out, ']');
}

/* --- document ----------------------------------------------------------------------------------
 */

static void write_acknowledgments(const struct writing *w)
{
    const struct own_acknowledgment *items = w->advisory->acknowledgments.items;
    if (!w->advisory->acknowledgments.count)
        return;
    buf_add(w->out, STR("\"acknowledgments\":["));
    for (size_t i = 0; i < w->advisory->acknowledgments.count; i++) {
        buf_add(w->out, i ? STR(",{") : STR("{"));
        if (items[i].names.count) {
            buf_add(w->out, STR("\"names\":"));
            write_texts(&items[i].names, w->out);
        }
        if (items[i].organization.n) {
            buf_add(w->out,
                    items[i].names.count ? STR(",\"organization\":") : STR("\"organization\":"));
            json_write_string(w->out, items[i].organization);
        }
        buf_add_char(w->out, '}');
    }
    buf_add(w->out, STR("],"));
}

static void write_tracking(const struct writing *w)
{
    const struct own_revision *revisions = w->advisory->revisions.items;
    const struct own_revision *last = &revisions[w->advisory->revisions.count - 1];
    buf_add(w->out, STR("\"tracking\":{\"current_release_date\":"));
    json_write_string(w->out, last->date);
    buf_add(w->out, STR(",\"generator\":{\"engine\":{\"name\":\"Schale\"}}"));
    json_write_member(w->out, "id", w->advisory->tracking_id);
    json_write_member(w->out, "initial_release_date", revisions[0].date);
    buf_add(w->out, STR(",\"revision_history\":["));
    for (size_t i = 0; i < w->advisory->revisions.count; i++) {
        buf_add(w->out, i ? STR(",{\"date\":") : STR("{\"date\":"));
        json_write_string(w->out, revisions[i].date);
        json_write_member(w->out, "number", revisions[i].number);
        json_write_member(w->out, "summary", revisions[i].summary);
        buf_add_char(w->out, '}');
    }
    buf_add(w->out, STR("],\"status\":\"final\""));
    json_write_member(w->out, "version", last->number);
    buf_add_char(w->out, '}');
}

static void write_document(const struct writing *w)
{
    const struct own_advisory *advisory = w->advisory;
    buf_add(w->out, STR("\"document\":{"));
    write_acknowledgments(w);
    buf_add(w->out, STR("\"category\":\"csaf_security_advisory\",\"csaf_version\":\"2.0\","
                        "\"distribution\":{\"tlp\":{\"label\":"));
    json_write_string(w->out, advisory->tlp);
    buf_add(w->out, STR("}}"));
    json_write_member(w->out, "lang", advisory->language);
    buf_add(w->out, STR(",\"notes\":[{\"category\":\"summary\",\"text\":"));
    json_write_string(w->out, advisory->summary);
    buf_add(w->out, STR("}],\"publisher\":"));
    own_provider_write_publisher(w->provider, w->out);
    buf_add(w->out, STR(",\"references\":[{\"category\":\"self\",\"summary\":"));
    json_write_string(w->out,
                      is_german(advisory) ? STR("Maßgebliche Adresse") : STR("Canonical URL"));
    json_write_member(
        w->out, "url",
        own_provider_url(w->arena, w->provider, csaf_document_path(w->arena, advisory)));
    buf_add(w->out, STR("}]"));
    json_write_member(w->out, "title", advisory->title);
    buf_add_char(w->out, ',');
    write_tracking(w);
    buf_add_char(w->out, '}');
}

/* --- product_tree ------------------------------------------------------------------------------
 */

enum level { LEVEL_VENDOR, LEVEL_FAMILY, LEVEL_NAME, LEVEL_VERSION };

struct tree {
    const struct writing *w;
    const struct own_product *products;
    size_t count;
    bool *done;
};

static str text_at(const struct tree *tree, size_t product, enum level level)
{
    const struct own_product *one = &tree->products[product];
    if (level == LEVEL_VENDOR)
        return one->maker.n ? one->maker : tree->w->provider->name;
    return level == LEVEL_FAMILY ? one->family : level == LEVEL_NAME ? one->name : one->versions;
}

/* Whether both stand below the same branch of that level. */
static bool is_beside(const struct tree *tree, size_t a, size_t b, enum level level)
{
    for (enum level above = LEVEL_VENDOR; above < level; above++)
        if (!str_equal(text_at(tree, a, above), text_at(tree, b, above)))
            return false;
    return true;
}

static void write_leaf(const struct tree *tree, size_t index)
{
    const struct own_product *product = &tree->products[index];
    struct buf *out = tree->w->out;
    bool range = !product->versions.n || publish_is_range(product->versions);
    str version = range ? publish_range(tree->w->arena, product->versions) : product->versions;
    str vendor = text_at(tree, index, LEVEL_VENDOR);
    buf_printf(
        out, "{\"category\":\"%s\",\"name\":", range ? "product_version_range" : "product_version");
    json_write_string(out, version);
    buf_add(out, STR(",\"product\":{\"name\":"));
    json_write_string(out, arena_printf(tree->w->arena, "%.*s %.*s%s%.*s", STR_ARG(vendor),
                                        STR_ARG(product->name), product->versions.n ? " " : "",
                                        STR_ARG(product->versions)));
    json_write_member(out, "product_id", product->key);
    if (product->order_code.n) {
        buf_add(out, STR(",\"product_identification_helper\":{\"model_numbers\":["));
        json_write_string(out, product->order_code);
        buf_add(out, STR("]}"));
    }
    buf_add(out, STR("}}"));
}

/* The branches of `level` beside the one of `leader`; a product without a family goes one level up.
 */
static void write_branches(const struct tree *tree, size_t leader, enum level level, bool *first)
{
    static const char *const categories[] = {"vendor", "product_family", "product_name"};
    struct buf *out = tree->w->out;
    for (size_t i = leader; i < tree->count; i++) {
        if (tree->done[i] || !is_beside(tree, leader, i, level))
            continue;
        str text = text_at(tree, i, level);
        if (level != LEVEL_VERSION && !text.n) {
            write_branches(tree, i, level + 1, first);
            continue;
        }
        if (!*first)
            buf_add_char(out, ',');
        *first = false;
        if (level == LEVEL_VERSION) {
            write_leaf(tree, i);
            tree->done[i] = true;
            continue;
        }
        bool first_below = true;
        buf_add(out, STR("{\"branches\":["));
        write_branches(tree, i, level + 1, &first_below);
        buf_printf(out, "],\"category\":\"%s\",\"name\":", categories[level]);
        json_write_string(out, text);
        buf_add_char(out, '}');
    }
}

static void write_products(const struct writing *w)
{
    struct tree tree = {
        .w = w, .products = w->advisory->products.items, .count = w->advisory->products.count};
    bool first = true;
    tree.done = ARENA_ARRAY(w->arena, bool, tree.count + 1);
    buf_add(w->out, STR(",\"product_tree\":{\"branches\":["));
    write_branches(&tree, 0, LEVEL_VENDOR, &first);
    buf_add(w->out, STR("]}"));
}

/* --- vulnerabilities ---------------------------------------------------------------------------
 */

/* The keys of products in one of the states. */
static struct form_list keys_in(const struct writing *w, const struct own_vulnerability *one,
                                str states)
{
    const struct form_pair *pairs = one->states.items;
    str *keys = ARENA_ARRAY(w->arena, str, one->states.count + 1);
    struct form_list list = {.items = keys};
    for (size_t i = 0; i < one->states.count; i++)
        if (publish_is_word(pairs[i].value, states))
            keys[list.count++] = pairs[i].name;
    return list;
}

static void write_status(const struct writing *w, const struct own_vulnerability *one)
{
    static const char *const states[] = {"fixed", "known_affected", "known_not_affected",
                                         "under_investigation"};
    bool first = true;
    buf_add(w->out, STR(",\"product_status\":{"));
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        struct form_list keys = keys_in(w, one, str_from(states[i]));
        if (!keys.count)
            continue;
        buf_printf(w->out, "%s\"%s\":", first ? "" : ",", states[i]);
        write_texts(&keys, w->out);
        first = false;
    }
    buf_add_char(w->out, '}');
}

static void write_remedies(const struct writing *w, const struct own_vulnerability *one)
{
    const struct own_remedy *remedies = one->remedies.items;
    if (!one->remedies.count)
        return;
    buf_add(w->out, STR(",\"remediations\":["));
    for (size_t i = 0; i < one->remedies.count; i++) {
        struct form_list keys = remedies[i].products;
        if (!keys.count)
            keys = keys_in(w, one, STR("known_affected"));
        buf_add(w->out, i ? STR(",{\"category\":") : STR("{\"category\":"));
        json_write_string(w->out, remedies[i].category);
        json_write_member(w->out, "details", remedies[i].text);
        buf_add(w->out, STR(",\"product_ids\":"));
        write_texts(&keys, w->out);
        json_write_filled_member(w->out, "url", remedies[i].url);
        buf_add_char(w->out, '}');
    }
    buf_add_char(w->out, ']');
}

static void write_score(const struct writing *w, const struct own_vulnerability *one)
{
    struct cvss_vector vector;
    struct form_list keys = keys_in(w, one, STR("known_affected, under_investigation"));
    if (!keys.count || !cvss_read(one->vector, &vector) || vector.version == CVSS_2_0)
        return;
    int score = cvss_scores(&vector).base;
    buf_printf(w->out,
               ",\"scores\":[{\"cvss_v3\":{\"baseScore\":%d.%d,\"baseSeverity\":\"%s\","
               "\"vectorString\":",
               score / 10, score % 10, cvss_severity(score));
    json_write_string(w->out, one->vector);
    buf_printf(w->out,
               ",\"version\":\"%s\"},\"products\":", vector.version == CVSS_3_0 ? "3.0" : "3.1");
    write_texts(&keys, w->out);
    buf_add(w->out, STR("}]"));
}

static void write_vulnerability(const struct writing *w, const struct own_vulnerability *one)
{
    buf_add_char(w->out, '{');
    if (one->cve.n) {
        buf_add(w->out, STR("\"cve\":"));
        json_write_string(w->out, one->cve);
        buf_add_char(w->out, ',');
    }
    str cwe = publish_cwe_name(one->cwe);
    if (cwe.n) {
        buf_add(w->out, STR("\"cwe\":{\"id\":"));
        json_write_string(w->out, one->cwe);
        json_write_member(w->out, "name", cwe);
        buf_add(w->out, STR("},"));
    }
    buf_add(w->out, STR("\"notes\":[{\"category\":\"description\",\"text\":"));
    json_write_string(w->out, one->text);
    buf_add(w->out, STR("}]"));
    write_status(w, one);
    write_remedies(w, one);
    write_score(w, one);
    json_write_filled_member(w->out, "title", one->title);
    buf_add_char(w->out, '}');
}

void csaf_write(const struct own_advisory *advisory, const struct own_provider *provider,
                struct arena *arena, struct buf *out)
{
    const struct writing w = {
        .advisory = advisory, .provider = provider, .arena = arena, .out = out};
    const struct own_vulnerability *vulnerabilities = advisory->vulnerabilities.items;
    buf_add_char(out, '{');
    write_document(&w);
    write_products(&w);
    buf_add(out, STR(",\"vulnerabilities\":["));
    for (size_t i = 0; i < advisory->vulnerabilities.count; i++) {
        if (i)
            buf_add_char(out, ',');
        write_vulnerability(&w, &vulnerabilities[i]);
    }
    buf_add(out, STR("]}\n"));
}

/* --- places ------------------------------------------------------------------------------------
 */

struct way {
    const char *document, *form;
};

static str by_head(const struct way *ways, size_t count, str path, str otherwise)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts_with(path, str_from(ways[i].document)))
            return str_from(ways[i].form);
    return otherwise;
}

str csaf_form_path(struct arena *arena, str path)
{
    static const struct way whole[] = {
        {"$.document.tracking.id", "$.tracking_id"},
        {"$.document.tracking", "$.changes"},
        {"$.document.title", "$.title"},
        {"$.document.lang", "$.language"},
        {"$.document.distribution", "$.tlp"},
        {"$.document.notes", "$.summary"},
        {"$.document.acknowledgments", "$.acknowledgments"},
        {"$.document.publisher", "provider"},
        {"$.document.references", "provider.public_url"},
        {"$.product_tree", "$.products"},
    };
    static const struct way inside[] = {
        {".scores", ".vector"},         {".notes", ".text"}, {".product_status", ".states"},
        {".remediations", ".remedies"}, {".cve", ".cve"},    {".cwe", ".cwe"},
        {".title", ".title"},
    };
    str list = STR("$.vulnerabilities[");
    if (!str_starts_with(path, list))
        return by_head(whole, COUNT_OF(whole), path, STR("$"));
    size_t head = str_find_char(path, ']') + 1;
    if (head > path.n)
        return STR("$.vulnerabilities");
    str rest = str_of(path.p + head, path.n - head);
    return arena_printf(arena, "%.*s%.*s", (int)head, path.p,
                        STR_ARG(by_head(inside, COUNT_OF(inside), rest, STR(""))));
}
