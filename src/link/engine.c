/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c - the one thread between the connections and the store: keeps the connections as the
 * submodels say, takes values in, and hands changes out. */
#include "base/clock.h"
#include "base/log.h"
#include "link/links_private.h"

static void committed(void *context, uint64_t revision)
{
    struct links *links = context;
    (void)revision;
    if (atomic_load(&links->follows)) /* else the next look at the configuration is soon enough */
        link_shared_tell(&links->shared);
}

/* --- the configuration ----------------------------------------------------------------------- */

/* Counts of one that ends are kept, so that the sums only grow. Under the lock. */
static void add_counts(struct links_count *count, const struct link_connection *connection)
{
    count->losses += connection->losses;
    for (const struct link_mapping *at = connection->interface->mappings; at; at = at->next) {
        count->reads += at->state->reads;
        count->writes += at->state->writes;
        count->failures += at->state->failures;
    }
}

static void end_connection(struct links *links, struct link_connection *connection)
{
    add_counts(&links->gone, connection);
    connection_end(connection);
    connection->next = links->ending;
    links->ending = connection;
}

static bool is_same(const struct link_connection *connection,
                    const struct link_interface *interface)
{
    return memcmp(&connection->interface->stamp, &interface->stamp, sizeof interface->stamp) == 0;
}

/* The connection whose interface is the same goes on: it moves from one list to the other. */
static bool keep_same(struct link_connection **old, const struct link_interface *interface,
                      struct link_connection **to)
{
    for (; *old; old = &(*old)->next) {
        if (!is_same(*old, interface))
            continue;
        *to = *old;
        *old = (*old)->next;
        return true;
    }
    return false;
}

/* Only this thread changes the list, but others look at it. */
static void use_config(struct links *links, struct link_config *config)
{
    struct link_connection *fresh[LINK_INTERFACES_MAX];
    for (size_t i = 0; i < config->interface_count; i++) {
        fresh[i] = NULL;
        struct link_connection *same = links->connections;
        while (same && !is_same(same, config->interfaces[i]))
            same = same->next;
        if (same)
            continue;
        fresh[i] = connection_new(config->interfaces[i], &links->shared);
        links_know_targets(links, fresh[i]);
    }
    pthread_mutex_lock(&links->shared.lock);
    struct link_connection *old = links->connections, **link = &links->connections;
    for (size_t i = 0; i < config->interface_count; i++) {
        if (!fresh[i] && !keep_same(&old, config->interfaces[i], link))
            continue; /* two are the same in all: one is enough */
        if (fresh[i]) {
            *link = fresh[i];
            config->interfaces[i] = NULL;
            connection_run(fresh[i]);
        }
        link = &(*link)->next;
    }
    *link = NULL;
    while (old) {
        struct link_connection *gone = old;
        old = gone->next;
        end_connection(links, gone);
    }
    struct link_config before = links->config;
    links->config = *config;
    pthread_mutex_unlock(&links->shared.lock);
    link_config_release(&before);
}

static void collect_writable(struct links *links)
{
    bool added;
    map_reset(&links->writable);
    for (struct link_connection *at = links->connections; at; at = at->next)
        for (struct link_mapping *mapping = at->interface->mappings; mapping && at->running;
             mapping = mapping->next)
            if (mapping->writes)
                (void)map_put(&links->writable, mapping->target_id, &added);
    atomic_store(&links->follows, links->writable.count > 0);
}

/* At most every LINK_CONFIG_MS, and only when something was stored since. */
static void follow_config(struct links *links)
{
    struct fail why = {0};
    struct sha256 stamp;
    struct link_config config;
    int64_t now = clock_steady_ms();
    uint64_t revision = store_revision(links->store);
    if (now < links->config_at_ms || revision == links->config_revision)
        return;
    links->config_at_ms = now + LINK_CONFIG_MS;
    err_t err = link_config_stamp(links->store, &stamp, &why);
    if (!err && memcmp(&stamp, &links->stamp, sizeof stamp) != 0) {
        err = link_config_load(links->store, &links->allowed, &links->logins, &config, &why);
        if (!err) {
            use_config(links, &config);
            collect_writable(links);
            links->stamp = stamp;
        }
    }
    if (err)
        log_line(LOG_ERROR, "connections: their submodels cannot be read: %s", why.text);
    else
        links->config_revision = revision;
}

static void free_finished(struct links *links)
{
    for (struct link_connection **link = &links->ending; *link;) {
        struct link_connection *connection = *link;
        pthread_mutex_lock(&links->shared.lock);
        bool finished = !connection->running || connection->finished;
        pthread_mutex_unlock(&links->shared.lock);
        if (!finished) {
            link = &connection->next;
            continue;
        }
        *link = connection->next;
        connection_free(connection);
    }
}

/* --- the thread ------------------------------------------------------------------------------ */

static bool is_ended(struct links *links)
{
    pthread_mutex_lock(&links->shared.lock);
    bool ended = links->ended;
    pthread_mutex_unlock(&links->shared.lock);
    return ended;
}

static void *run(void *context)
{
    struct links *links = context;
    while (!is_ended(links)) {
        follow_config(links);
        links_follow_targets(links);
        while (links_store_values(links))
            links_follow_targets(links);
        free_finished(links);
        link_shared_wait(&links->shared, LINK_CONFIG_MS);
    }
    return NULL;
}

/* --- starting and stopping ------------------------------------------------------------------- */

static err_t read_options(struct links *links, const struct link_options *options, struct fail *why)
{
    struct fail own;
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < options->allowed_count; i++) {
        err = allow_list_add_machine(&links->allowed, &links->home, options->allowed[i], &own);
        if (err)
            err = fail_set(why, err, 0, STR("--connect"), "--connect %s is %s", options->allowed[i],
                           own.text);
    }
    if (!err && options->login_file)
        err = link_logins_read(&links->home, options->login_file, &links->logins, why);
    return err;
}

err_t links_start(const struct link_options *options, struct links **ret_links, struct fail *why)
{
    struct arena home = {0};
    struct links *links = ARENA_NEW(&home, struct links);
    links->home = home;
    links->store = options->store;
    err_t err = read_options(links, options, why);
    if (err) {
        home = links->home;
        arena_release(&home);
        return err;
    }
    link_shared_init(&links->shared);
    links->config_revision = UINT64_MAX;
    links->after = store_revision(links->store);
    links->follower = (struct store_follower){.committed = committed, .context = links};
    store_follow(links->store, &links->follower);
    if (pthread_create(&links->thread, NULL, run, links) != 0)
        abort(); /* no thread left: as bad as no memory */
    *ret_links = links;
    return ERR_OK;
}

static void end_all(struct links *links)
{
    pthread_mutex_lock(&links->shared.lock);
    while (links->connections) {
        struct link_connection *connection = links->connections;
        links->connections = connection->next;
        end_connection(links, connection);
    }
    pthread_mutex_unlock(&links->shared.lock);
}

/* A connection to a machine that does not answer can take long to fail. Its thread then ends with
 * the process; until then it touches only its own memory and what the lock guards, so that is not
 * freed. */
void links_stop(struct links *links)
{
    store_unfollow(links->store, &links->follower);
    pthread_mutex_lock(&links->shared.lock);
    links->ended = true;
    pthread_mutex_unlock(&links->shared.lock);
    link_shared_tell(&links->shared);
    pthread_join(links->thread, NULL);
    end_all(links);
    int64_t until = clock_steady_ms() + LINK_STOP_MS_MAX;
    free_finished(links);
    while (links->ending && clock_steady_ms() < until) {
        struct timespec pause = {.tv_nsec = 5000000};
        nanosleep(&pause, NULL);
        free_finished(links);
    }
    if (links->ending) {
        log_line(LOG_WARN, "connections: a machine does not answer, not waited for");
        return;
    }
    link_config_release(&links->config);
    map_release(&links->writable);
    arena_release(&links->batch);
    link_shared_release(&links->shared);
    struct arena home = links->home;
    arena_release(&home);
}

struct links_count links_count(struct links *links)
{
    pthread_mutex_lock(&links->shared.lock);
    struct links_count count = links->gone;
    for (const struct link_connection *at = links->connections; at; at = at->next) {
        count.states[at->state]++;
        add_counts(&count, at);
    }
    pthread_mutex_unlock(&links->shared.lock);
    return count;
}
