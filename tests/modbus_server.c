/* SPDX-License-Identifier: Apache-2.0 */
/* modbus_server.c - a machine for tests/connections_test.py: a Modbus TCP server over libmodbus
 * with 200 of each kind, for any unit. Usage: modbus_server PORT. It says "ready" and then obeys
 * lines: "set ADDRESS WORD" (holding register), "input ADDRESS WORD", "coil ADDRESS 0|1",
 * "get ADDRESS", "getcoil ADDRESS"; it answers each with a line. Ends with its input. */
#include <errno.h>
#include <modbus.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 200, CLIENTS_MAX = 32, LINE_BYTES = 128 };

struct server {
    modbus_t *modbus;
    modbus_mapping_t *rows;
    struct pollfd files[2 + CLIENTS_MAX]; /* input, listener, clients */
    nfds_t file_count;
};

static void obey(struct server *server, const char *line)
{
    char word[LINE_BYTES];
    unsigned address = 0, value = 0;
    int read = sscanf(line, "%15s %u %u", word, &address, &value);
    if (read < 2 || address >= ROWS) {
        puts("bad line");
    } else if (read == 3 && strcmp(word, "set") == 0) {
        server->rows->tab_registers[address] = (uint16_t)value;
        puts("ok");
    } else if (read == 3 && strcmp(word, "input") == 0) {
        server->rows->tab_input_registers[address] = (uint16_t)value;
        puts("ok");
    } else if (read == 3 && strcmp(word, "coil") == 0) {
        server->rows->tab_bits[address] = value != 0;
        puts("ok");
    } else if (strcmp(word, "get") == 0) {
        printf("%u\n", server->rows->tab_registers[address]);
    } else if (strcmp(word, "getcoil") == 0) {
        printf("%u\n", server->rows->tab_bits[address]);
    } else {
        puts("bad line");
    }
    fflush(stdout);
}

/* False: the input has ended. */
static bool obey_input(struct server *server)
{
    static char line[LINE_BYTES];
    static size_t used;
    char byte;
    if (read(STDIN_FILENO, &byte, 1) != 1)
        return false;
    if (byte == '\n') {
        line[used] = '\0';
        used = 0;
        obey(server, line);
    } else if (used + 1 < sizeof line) {
        line[used++] = byte;
    }
    return true;
}

static void accept_client(struct server *server)
{
    int listener = server->files[1].fd;
    int client = modbus_tcp_accept(server->modbus, &listener);
    if (client < 0)
        return;
    if (server->file_count == 2 + CLIENTS_MAX) {
        close(client);
        return;
    }
    server->files[server->file_count++] = (struct pollfd){.fd = client, .events = POLLIN};
}

static void serve_client(struct server *server, nfds_t at)
{
    uint8_t request[MODBUS_TCP_MAX_ADU_LENGTH];
    modbus_set_socket(server->modbus, server->files[at].fd);
    int bytes = modbus_receive(server->modbus, request);
    if (bytes > 0 && modbus_reply(server->modbus, request, bytes, server->rows) >= 0)
        return;
    if (bytes == 0)
        return;
    close(server->files[at].fd);
    server->files[at] = server->files[--server->file_count];
}

int main(int count, char **arguments)
{
    struct server server = {.file_count = 2};
    char *end;
    long port = count == 2 ? strtol(arguments[1], &end, 10) : 0;
    server.modbus = modbus_new_tcp("127.0.0.1", (int)port);
    server.rows = modbus_mapping_new(ROWS, ROWS, ROWS, ROWS);
    int listener = server.modbus ? modbus_tcp_listen(server.modbus, CLIENTS_MAX) : -1;
    if (listener < 0 || !server.rows) {
        fprintf(stderr, "modbus_server: %s\n", modbus_strerror(errno));
        return 1;
    }
    server.files[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    server.files[1] = (struct pollfd){.fd = listener, .events = POLLIN};
    puts("ready");
    fflush(stdout);
    while (poll(server.files, server.file_count, -1) > 0) {
        for (nfds_t i = server.file_count; i-- > 2;)
            if (server.files[i].revents)
                serve_client(&server, i);
        if (server.files[1].revents)
            accept_client(&server);
        if (server.files[0].revents && !obey_input(&server))
            break;
    }
    for (nfds_t i = 1; i < server.file_count; i++)
        close(server.files[i].fd);
    modbus_mapping_free(server.rows);
    modbus_free(server.modbus);
    return 0;
}
