/* SPDX-License-Identifier: Apache-2.0 */
/* card.h - what a list shows of a shell, and what it is found by: gathered from the shell and its
 * submodels. Submodels and elements are known by semanticId first, then by idShort, so that all
 * published versions of the templates count. */
#ifndef SCHALE_SEARCH_CARD_H
#define SCHALE_SEARCH_CARD_H

#include "store/store.h"

enum {
    CARD_SUBMODELS_MAX = 200,       /* of one shell that are looked into */
    CARD_ELEMENTS_MAX = 20000,      /* of one submodel that are looked at */
    CARD_VALUE_BYTES_MAX = 8 << 10, /* texts of values of one submodel that are found */
    CARD_DEPTH_MAX = 64,
    CARD_TEMPLATES_MAX = 40,
};

/* What one submodel or the shell itself says about the asset. */
enum card_field {
    CARD_MAKER,
    CARD_PRODUCT,
    CARD_FAMILY,
    CARD_TYPE,
    CARD_ORDER_CODE,
    CARD_ARTICLE_NUMBER,
    CARD_SERIAL_NUMBER,
    CARD_YEAR,
    CARD_HARDWARE,
    CARD_FIRMWARE,
    CARD_SOFTWARE, /* the installed version, else CARD_RELEASE */
    CARD_RELEASE,  /* of the type of a software */
    CARD_LOCATION,
    CARD_LAYER, /* RAMI 4.0 (IEC PAS 63088): layer, hierarchy level, life cycle */
    CARD_LEVEL,
    CARD_LIFE_CYCLE,
    CARD_INVENTORY_NUMBER, /* these of the shell's specificAssetIds alone */
    CARD_CPE,
    CARD_PURL,
    CARD_CHECKSUM, /* of the file that installs the software; as specificAssetId too */
    CARD_FIELD_COUNT
};

/* What is missing, as bits of card.lacks. */
enum card_lack {
    LACKS_NAMEPLATE = 1,
    LACKS_SERIAL_NUMBER = 2, /* of an Instance */
    LACKS_DOCUMENTS = 4,
    LACKS_SUBMODEL = 8, /* one that the shell refers to is not here */
    LACKS_MAKER = 16,
    LACKS_SOUNDNESS = 32, /* the check has findings: it was imported as it was */
    LACKS_SHELL = 64,     /* a submodel that no shell refers to, and no record of this program */
};

struct card {
    enum document_kind kind;
    str id, id_short, asset_kind, global_asset_id, asset_type;
    str display_name;            /* JSON of the list as it stands; empty: none */
    str name;                    /* of these English, German or the first; empty: none */
    str texts[CARD_FIELD_COUNT]; /* first text; of several languages English, German or the first */
    str product_names;           /* JSON of the product's names by language; empty: none */
    str templates[CARD_TEMPLATES_MAX];
    size_t template_count;
    size_t submodels, documents, files;
    unsigned lacks;
    bool thumbnail;
    int64_t updated_ms;              /* of the shell or its submodels, the latest */
    str *submodel_ids;               /* that the shell refers to */
    str *submodel_templates;         /* and the template of each; empty: it is not here */
    struct buf codes, names, values; /* for the index: "\nfield value" lines in `values` */
};

/* Gathers the card of a shell, a submodel or a concept description. `check` also runs the check
 * over each document, for LACKS_SOUNDNESS: that costs most of the time. Texts live in the arena or
 * are views of the document, which must live as long; release the buffers with card_release. */
void card_make(struct store *store, struct arena *arena, struct document *document, bool check,
               struct card *ret_card);
void card_release(struct card *card);

/* {"kind","id",…} without the closing brace, as docs/search.md has it. */
void card_write(const struct card *card, struct buf *out);

/* Adds ,"NAME":{"de":…} for a list of texts by language; nothing for an empty one. */
void card_write_languages(struct buf *out, const char *name, str list);

/* The name that it goes by: of the display name English, German or the first; else idShort, else
 * id. */
str card_name(const struct card *card);

/* The template that a submodel follows: "Nameplate"; by semanticId, else its idShort. */
str card_template(str semantic_id, str id_short);

#endif
