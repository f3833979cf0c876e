#define _GNU_SOURCE  // memmem
#include "CBaselines.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 256, RESPONSE_SIZE = 1 << 20 };

// One kept-alive connection with at most one request under way.
typedef struct {
    char *response;
    size_t received;
    // Bytes of the whole response once its head has been read, else 0.
    size_t expected;
} exchange;

typedef struct {
    const baseline_load_plan *plan;
    struct pollfd sockets[MOST_CONNECTIONS];
    exchange exchanges[MOST_CONNECTIONS];
    size_t sent;
    size_t answered;
    size_t refused;
} load;

static int open_socket(uint16_t port) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        if (descriptor >= 0) close(descriptor);
        return -1;
    }
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

// Sends the next request, where one is left.
static bool send_next(load *load, int index) {
    const baseline_load_plan *plan = load->plan;
    if (load->sent == plan->count) return true;
    const char *bytes = plan->requests + plan->offsets[load->sent];
    size_t left = plan->offsets[load->sent + 1] - plan->offsets[load->sent];
    load->sent += 1;
    load->exchanges[index].received = 0;
    load->exchanges[index].expected = 0;
    while (left > 0) {
        ssize_t count = send(load->sockets[index].fd, bytes, left, MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes += count;
        left -= (size_t)count;
    }
    return true;
}

// How long the response is by its head; 0 while the head is not complete, -1 where it does not say.
static ssize_t response_length(const exchange *exchange) {
    const char *end = memmem(exchange->response, exchange->received, "\r\n\r\n", 4);
    if (end == NULL) return 0;
    size_t head = (size_t)(end - exchange->response) + 4;
    for (const char *line = exchange->response; line < end;) {
        static const char name[] = "content-length:";
        if (strncasecmp(line, name, sizeof name - 1) == 0)
            return (ssize_t)head + strtol(line + sizeof name - 1, NULL, 10);
        const char *next = memmem(line, (size_t)(end + 2 - line), "\r\n", 2);
        if (next == NULL) break;
        line = next + 2;
    }
    return -1;
}

// Takes in what has arrived; after the last byte of a response the next request goes out.
static bool receive(load *load, int index) {
    exchange *exchange = &load->exchanges[index];
    ssize_t count = recv(load->sockets[index].fd, exchange->response + exchange->received,
                         RESPONSE_SIZE - 1 - exchange->received, 0);
    if (count <= 0) return false;
    exchange->received += (size_t)count;
    exchange->response[exchange->received] = 0;
    if (exchange->expected == 0) {
        ssize_t length = response_length(exchange);
        if (length < 0 || length >= RESPONSE_SIZE) return false;
        exchange->expected = (size_t)length;
    }
    if (exchange->expected == 0 || exchange->received < exchange->expected) return true;
    load->answered += 1;
    // 'HTTP/1.1 200': the status begins with its tenth byte.
    if (exchange->received < 12 || exchange->response[9] != '2') load->refused += 1;
    return send_next(load, index);
}

static bool exchange_all(load *load) {
    for (int index = 0; index < load->plan->connections; index++)
        if (!send_next(load, index)) return false;
    while (load->answered < load->plan->count) {
        int ready = poll(load->sockets, (nfds_t)load->plan->connections, 30000);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        for (int index = 0; index < load->plan->connections; index++)
            if (load->sockets[index].revents != 0 && !receive(load, index)) return false;
    }
    return true;
}

int baseline_load(const baseline_load_plan *plan, size_t *refused) {
    if (plan->connections > MOST_CONNECTIONS) return -1;
    load *load = calloc(1, sizeof *load);
    load->plan = plan;
    bool is_open = true;
    for (int index = 0; index < plan->connections; index++) {
        load->sockets[index] = (struct pollfd){.fd = open_socket(plan->port), .events = POLLIN};
        load->exchanges[index].response = malloc(RESPONSE_SIZE);
        is_open = is_open && load->sockets[index].fd >= 0;
    }
    bool is_done = is_open && exchange_all(load);
    *refused = load->refused;
    for (int index = 0; index < plan->connections; index++) {
        if (load->sockets[index].fd >= 0) close(load->sockets[index].fd);
        free(load->exchanges[index].response);
    }
    free(load);
    return is_done ? 0 : -1;
}
