/* SPDX-License-Identifier: Apache-2.0 */
/* asset_facts.h - what the submodels of a shell say about its asset, as far as security asks: who
 * made it, which one it is, which versions run on it, which ports it listens on, where it stands.
 * Sources: Digital Nameplate (IDTA 02006, 2.0 and 3.0), Technical Data (02003), Software Nameplate
 * (02007), Asset Interfaces Description (02017), OPC UA Server Datasheet (02009); any other
 * submodel that has an element by the same semanticId. Which element says what:
 * search/card_field.c, model/term.def. */
#ifndef SCHALE_PLAN_SECURITY_ASSET_FACTS_H
#define SCHALE_PLAN_SECURITY_ASSET_FACTS_H

#include "model/finding.h"
#include "plan/security/inventory/asset_port.h"
#include "store/store.h"

/* What is missing, as bits. */
enum asset_lack {
    ASSET_LACKS_MAKER = 1,
    ASSET_LACKS_ORDER_CODE = 2,    /* and article number, CPE, purl, order number in another text */
    ASSET_LACKS_SERIAL_NUMBER = 4, /* of an Instance */
    ASSET_LACKS_VERSION = 8,       /* neither firmware nor software with a digit */
    ASSET_LACKS_PRODUCT = 16,
    ASSET_LACKS_ALL = 31,
    /* What a sure match with an advisory needs. */
    ASSET_LACKS_MATCH = ASSET_LACKS_MAKER | ASSET_LACKS_ORDER_CODE | ASSET_LACKS_VERSION,
};
enum { ASSET_LACK_COUNT = 5 };

/* "maker", "order_code", "serial_number", "firmware", "product"; of one bit. */
str asset_lack_name(enum asset_lack lack);
bool asset_lack_find(str name, enum asset_lack *ret_lack);

struct asset_facts {
    str shell_id, name; /* what the shell goes by: in English where it has that */
    str german_name;    /* empty: the same */
    str global_asset_id;
    str maker, product, family, type, order_code, article_number, serial_number;
    str hardware, firmware, software, location, inventory_number, cpe, purl, checksum;
    bool is_type;                   /* or a role, a batch …: no single device */
    const struct asset_port *ports; /* sorted, each once */
    size_t port_count;
    bool ports_known; /* interfaces were described: ports that are not named are none */
    unsigned lacks;
};

/* Texts live in the arena. */
void asset_facts_read(struct store *store, struct arena *arena, struct document *shell,
                      struct asset_facts *ret_facts);

/* The facts of all shells, in order of their creation, in the arena. ERR_IO, ERR_CORRUPT. */
struct asset_list {
    struct asset_facts *items;
    size_t count, room;
};
MUST_CHECK err_t asset_facts_read_all(struct store *store, struct arena *arena,
                                      struct asset_list *ret_list, struct fail *why);

/* What the asset goes by for people of that language. */
str asset_facts_name(const struct asset_facts *facts, enum language language);

/* What facts lack, by their texts. */
unsigned asset_facts_judge(const struct asset_facts *facts);

#endif
