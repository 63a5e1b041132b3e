/* SPDX-License-Identifier: Apache-2.0 */
/* sources.h - the thread that fetches advisories from the sources that a user entered: those that
 * are due, one after the other. Without a source nothing goes out. */
#ifndef SCHALE_WEB_SECURITY_SOURCES_H
#define SCHALE_WEB_SECURITY_SOURCES_H

#include "plan/security/feed/source.h"

struct sources;

/* `data`: the folder of the store. `ca`: file of the certificates that servers are checked with;
 * NULL: the system's. All borrowed. */
struct sources *sources_start(struct store *store, const char *data, const char *ca);

/* Ends what is under way within some seconds; the next start goes on there. Frees. */
void sources_stop(struct sources *sources);

/* Runs a source as soon as it can be: somebody wants it. */
void sources_ask(struct sources *sources, str id);

/* The folder of the store, for source_entered.h. */
const char *sources_data(const struct sources *sources);

/* Whether it is being run, or waits for it because somebody asked. */
bool sources_is_running(struct sources *sources, str id);

/* Something changed: looks again for what is due. */
void sources_wake(struct sources *sources);

#endif
