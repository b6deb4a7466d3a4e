#define _GNU_SOURCE
#include "CLoad.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// One thread, epoll, a closed loop: as many requests as were answered are sent at once, straight
// from the file's bytes, with one system call. Times are taken once a wake-up, not once a request.

struct connection {
    int socket;
    struct load_reader reader;
    // When each request in flight was sent: a ring of `depth`.
    uint64_t *sent;
    unsigned oldest, in_flight;
    // What the socket did not take yet.
    uint8_t *unsent;
    size_t unsent_length;
};

struct client {
    const struct load_options *options;
    uint8_t *requests;
    size_t *starts;
    size_t count, next;
    struct connection *connections;
    int epoll;
    uint64_t in_flight;
    bool is_stopped;
};

struct figures {
    uint64_t buckets[LOAD_BUCKETS];
    uint64_t replies, errors, bytes, longest;
    double sum;
};

static int fail(const char *what) {
    fprintf(stderr, "client: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
    return 1;
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static double own_cpu_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint8_t *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    long end = ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(end > 0 ? (size_t)end : 1);
    *length = bytes && end > 0 ? fread(bytes, 1, (size_t)end, file) : 0;
    fclose(file);
    return bytes;
}

/// Reads the requests and moves them together, without the lengths between them.
static bool load_requests(struct client *client) {
    size_t length = 0, at = 0, end = 0;
    uint8_t *bytes = read_file(client->options->requests, &length);
    if (!bytes) return false;
    client->starts = malloc((length / 4 + 1) * sizeof *client->starts);
    if (!client->starts) return false;
    while (length - at >= 4) {
        size_t size = (size_t)bytes[at] | (size_t)bytes[at + 1] << 8 | (size_t)bytes[at + 2] << 16
            | (size_t)bytes[at + 3] << 24;
        if (length - at - 4 < size) return false;
        client->starts[client->count++] = end;
        memmove(bytes + end, bytes + at + 4, size);
        at += 4 + size;
        end += size;
    }
    client->starts[client->count] = end;
    client->requests = bytes;
    return client->count > 0;
}

/// Says what each connection says first, and waits for the replies to that.
static bool open_connection(
    struct client *client, struct connection *connection, const uint8_t *opening, size_t length) {
    const struct load_options *options = client->options;
    load_reader_begin(&connection->reader, options->rule);
    connection->sent = calloc((size_t)options->depth, sizeof *connection->sent);
    connection->socket = load_dial(options->port, options->socket_path);
    if (connection->socket < 0 || !connection->sent) return false;
    if (length == 0) return true;
    if (send(connection->socket, opening, length, MSG_NOSIGNAL) != (ssize_t)length) return false;
    uint8_t bytes[4096];
    for (size_t replies = 0; replies < (size_t)options->opening_replies;) {
        ssize_t got = recv(connection->socket, bytes, sizeof bytes, 0);
        if (got <= 0) return false;
        replies += load_reader_take(&connection->reader, bytes, (size_t)got);
    }
    if (connection->reader.errors == 0) return true;
    errno = 0;
    return false;
}

static void watch(struct client *client, struct connection *connection, int operation) {
    struct epoll_event event = {
        .events = EPOLLIN | (connection->unsent_length ? EPOLLOUT : 0u), .data.ptr = connection};
    epoll_ctl(client->epoll, operation, connection->socket, &event);
}

/// Sends bytes, or keeps what the socket does not take.
static bool put(
    struct client *client, struct connection *connection, const uint8_t *bytes, size_t length) {
    ssize_t gone = 0;
    if (connection->unsent_length == 0) {
        gone = send(connection->socket, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (gone < 0 && errno != EAGAIN) return false;
        if (gone < 0) gone = 0;
    }
    size_t rest = length - (size_t)gone;
    if (rest == 0) return true;
    uint8_t *grown = realloc(connection->unsent, connection->unsent_length + rest);
    if (!grown) return false;
    memcpy(grown + connection->unsent_length, bytes + gone, rest);
    connection->unsent = grown;
    connection->unsent_length += rest;
    watch(client, connection, EPOLL_CTL_MOD);
    return true;
}

static bool flush_unsent(struct client *client, struct connection *connection) {
    int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    ssize_t gone = send(connection->socket, connection->unsent, connection->unsent_length, flags);
    if (gone < 0) return errno == EAGAIN;
    connection->unsent_length -= (size_t)gone;
    memmove(connection->unsent, connection->unsent + gone, connection->unsent_length);
    if (connection->unsent_length == 0) watch(client, connection, EPOLL_CTL_MOD);
    return true;
}

/// Sends the next requests, as many as are wanted and as there are.
static bool issue(
    struct client *client, struct connection *connection, size_t wanted, uint64_t time) {
    const struct load_options *options = client->options;
    unsigned depth = (unsigned)options->depth;
    while (wanted > 0) {
        if (client->next == client->count) {
            if (options->is_once) return true;
            client->next = 0;
        }
        size_t run = client->count - client->next;
        if (run > wanted) run = wanted;
        for (size_t each = 0; each < run; each++) {
            unsigned place = (connection->oldest + connection->in_flight++) % depth;
            connection->sent[place] = time;
        }
        client->in_flight += run;
        size_t start = client->starts[client->next], end = client->starts[client->next + run];
        client->next += run;
        wanted -= run;
        if (!put(client, connection, client->requests + start, end - start)) return false;
    }
    return true;
}

static void count_replies(
    struct client *client, struct connection *connection, size_t replies, uint64_t time,
    struct figures *figures) {
    for (size_t each = 0; each < replies && connection->in_flight > 0; each++) {
        uint64_t took = time - connection->sent[connection->oldest];
        if (++connection->oldest == (unsigned)client->options->depth) connection->oldest = 0;
        connection->in_flight--;
        client->in_flight--;
        if (!figures) continue;
        figures->buckets[load_bucket(took)]++;
        figures->sum += (double)took;
        if (took > figures->longest) figures->longest = took;
        figures->replies++;
    }
}

/// Answers what one connection received; adds to the figures, if any.
static bool receive(struct client *client, struct connection *connection, struct figures *figures) {
    static uint8_t bytes[1 << 18];
    ssize_t got = recv(connection->socket, bytes, sizeof bytes, MSG_DONTWAIT);
    if (got < 0) return errno == EAGAIN;
    if (got == 0) {
        errno = ECONNRESET;
        return false;
    }
    uint64_t errors = connection->reader.errors;
    size_t replies = load_reader_take(&connection->reader, bytes, (size_t)got);
    uint64_t time = now();
    count_replies(client, connection, replies, time, figures);
    if (figures) {
        figures->bytes += (uint64_t)got;
        figures->errors += connection->reader.errors - errors;
    }
    return client->is_stopped || issue(client, connection, replies, time);
}

/// One wake-up. False when a connection broke, or nothing came for ten seconds.
static bool turn(struct client *client, struct figures *figures) {
    struct epoll_event events[256];
    int ready = epoll_wait(client->epoll, events, 256, 10000);
    if (ready == 0) errno = ETIMEDOUT;
    if (ready <= 0) return ready < 0 && errno == EINTR;
    for (int each = 0; each < ready; each++) {
        struct connection *connection = events[each].data.ptr;
        if (events[each].events & EPOLLOUT && !flush_unsent(client, connection)) return false;
        if (events[each].events & ~(uint32_t)EPOLLOUT && !receive(client, connection, figures))
            return false;
    }
    return true;
}

static bool is_over(const struct client *client) {
    return client->options->is_once && client->next == client->count && client->in_flight == 0;
}

static int measure(struct client *client) {
    const struct load_options *options = client->options;
    static struct figures figures;
    printf("connected\n");
    fflush(stdout);
    uint64_t begin = now();
    for (int each = 0; each < options->connections; each++)
        if (!issue(client, &client->connections[each], (size_t)options->depth, now()))
            return fail("cannot send");
    uint64_t warm = begin + (uint64_t)(options->warm_up_seconds * 1e9);
    while (now() < warm && !is_over(client))
        if (!turn(client, NULL)) return fail("lost a connection while warming up");
    printf("measuring\n");
    fflush(stdout);
    double cpu = own_cpu_seconds();
    uint64_t from = now(), until = from + (uint64_t)(options->seconds * 1e9), time = from;
    while ((time = now()) < until && !is_over(client))
        if (!turn(client, &figures)) return fail("lost a connection");
    printf(
        "%llu\t%llu\t%.9f\t%llu\t%.0f\t%.0f\t%.0f\t%.0f\t%llu\t%.6f\n",
        (unsigned long long)figures.replies, (unsigned long long)figures.errors,
        (double)(time - from) / 1e9, (unsigned long long)figures.bytes,
        load_percentile(figures.buckets, 0.5), load_percentile(figures.buckets, 0.99),
        load_percentile(figures.buckets, 0.999),
        figures.replies ? figures.sum / (double)figures.replies : 0,
        (unsigned long long)figures.longest, own_cpu_seconds() - cpu);
    fflush(stdout);
    // Nothing is left half said: whoever counts afterwards counts the same.
    client->is_stopped = true;
    while (client->in_flight > 0)
        if (!turn(client, NULL)) return fail("lost a connection at the end");
    char line[16];
    (void)!fgets(line, sizeof line, stdin);
    return 0;
}

int load_run(const struct load_options *options) {
    struct client client = {.options = options, .epoll = epoll_create1(EPOLL_CLOEXEC)};
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    errno = 0;
    if (!load_requests(&client)) return fail(options->requests);
    size_t length = 0;
    uint8_t *opening = options->opening ? read_file(options->opening, &length) : NULL;
    if (options->opening && !opening) return fail(options->opening);
    client.connections = calloc((size_t)options->connections, sizeof *client.connections);
    if (!client.connections) return fail("no memory");
    for (int each = 0; each < options->connections; each++) {
        if (!open_connection(&client, &client.connections[each], opening, length))
            return fail("cannot open a connection");
        watch(&client, &client.connections[each], EPOLL_CTL_ADD);
    }
    return measure(&client);
}
