#define _GNU_SOURCE
#include "CLoad.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// What a server costs that does nothing: it reads, counts line feeds, and writes prepared bytes.

enum { prepared_bytes = 1 << 18 };

struct peer {
    int socket;
    // Bytes of replies that are still to be sent, and how many were.
    size_t owed, sent;
};

struct echo {
    int listener, reply_bytes;
    uint8_t *replies;
};

static int listen_on(int port, bool is_shared) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (descriptor < 0) return -1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (is_shared) setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(descriptor, (const struct sockaddr *)&address, sizeof address) < 0
        || listen(descriptor, 4096) < 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

static void welcome(const struct echo *echo, int epoll) {
    int descriptor = accept4(echo->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC), yes = 1;
    if (descriptor < 0) return;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer) {
        close(descriptor);
        return;
    }
    peer->socket = descriptor;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

/// Sends what is owed, as far as the socket takes it; false when the peer is gone.
static bool pay(const struct echo *echo, struct peer *peer) {
    while (peer->owed > 0) {
        size_t offset = peer->sent % (size_t)echo->reply_bytes, length = peer->owed;
        if (length > prepared_bytes) length = prepared_bytes;
        ssize_t gone = send(peer->socket, echo->replies + offset, length, MSG_NOSIGNAL);
        if (gone < 0) return errno == EAGAIN;
        peer->owed -= (size_t)gone;
        peer->sent += (size_t)gone;
    }
    return true;
}

static bool answer(const struct echo *echo, int epoll, struct peer *peer, uint32_t events) {
    static _Thread_local char bytes[1 << 16];
    bool had_debt = peer->owed > 0;
    if (events & ~(uint32_t)EPOLLOUT) {
        ssize_t got = recv(peer->socket, bytes, sizeof bytes, 0);
        if (got == 0 || (got < 0 && errno != EAGAIN)) return false;
        size_t lines = 0;
        for (ssize_t at = 0; at < got; at++) lines += bytes[at] == '\n';
        peer->owed += lines * (size_t)echo->reply_bytes;
    }
    if (!pay(echo, peer)) return false;
    if (had_debt != (peer->owed > 0)) {
        struct epoll_event event = {.events = peer->owed ? EPOLLIN | EPOLLOUT : EPOLLIN};
        event.data.ptr = peer;
        epoll_ctl(epoll, EPOLL_CTL_MOD, peer->socket, &event);
    }
    return true;
}

static void *serve(void *argument) {
    const struct echo *echo = argument;
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event first = {.events = EPOLLIN, .data.ptr = NULL}, events[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, echo->listener, &first);
    while (true) {
        int ready = epoll_wait(epoll, events, 256, -1);
        for (int each = 0; each < ready; each++) {
            struct peer *peer = events[each].data.ptr;
            if (!peer) {
                welcome(echo, epoll);
            } else if (!answer(echo, epoll, peer, events[each].events)) {
                close(peer->socket);
                free(peer);
            }
        }
    }
    return NULL;
}

int load_echo(int port, int reply_bytes, int threads) {
    // Room for a whole send from any place within a reply.
    size_t room = prepared_bytes + (size_t)reply_bytes;
    uint8_t *replies = malloc(room);
    struct echo *echoes = calloc((size_t)threads, sizeof *echoes);
    if (!replies || !echoes) return 1;
    for (size_t at = 0; at < room; at++)
        replies[at] = at % (size_t)reply_bytes == (size_t)reply_bytes - 1 ? '\n' : 'e';
    for (int each = 0; each < threads; each++) {
        int listener = listen_on(port, threads > 1);
        if (listener < 0) {
            fprintf(stderr, "echo: port %d: %s\n", port, strerror(errno));
            return 1;
        }
        echoes[each] = (struct echo){listener, reply_bytes, replies};
    }
    for (int each = 1; each < threads; each++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, &echoes[each]) != 0) return 1;
    }
    printf("ready\n");
    fflush(stdout);
    serve(&echoes[0]);
    return 0;
}
