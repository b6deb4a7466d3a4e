// A load client and an echo server for the benchmarks. Both are one file, run as processes of
// their own, and cost little beside the system calls that any client and any server must make.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How the end of a reply is recognised.
enum load_rule {
    /// One line is one reply.
    LOAD_LINE = 0,
    /// Lines up to one that begins with + or -.
    LOAD_FINAL = 1,
    /// One value of the protocol of Redis.
    LOAD_RESP = 2,
    /// Messages of PostgreSQL's protocol up to one that says "ready for a query".
    LOAD_POSTGRES = 3,
};

/// Counts replies in a stream that comes in pieces of any size.
struct load_reader {
    enum load_rule rule;
    bool is_inside, is_negative;
    uint8_t first, header;
    uint64_t number, skip, pending;
    /// Replies that said that something went wrong.
    uint64_t errors;
};

void load_reader_begin(struct load_reader *reader, enum load_rule rule);

/// How many replies end within these bytes, which follow those of the last call.
size_t load_reader_take(struct load_reader *reader, const uint8_t *bytes, size_t length);

/// Where a time of so many nanoseconds is counted, and the time that a place stands for: within
/// 1.6 % from 128 ns on, exact below.
#define LOAD_BUCKETS (64 * 64)
size_t load_bucket(uint64_t nanoseconds);
double load_bucket_nanoseconds(size_t bucket);
/// The time that so large a share of all counted ones does not exceed; 0 where none was counted.
double load_percentile(const uint64_t *buckets, double share);

struct load_options {
    /// A TCP port on 127.0.0.1, or 0 for the Unix socket of this path.
    int port;
    const char *socket_path;
    enum load_rule rule;
    /// A file of requests: for each its length (32 bits, little endian), then its bytes.
    const char *requests;
    /// A file of what each connection says first, or null, and how many replies that has.
    const char *opening;
    int opening_replies;
    int connections, depth;
    double warm_up_seconds, seconds;
    /// Each request is sent at most once; when there are no more, it is over.
    bool is_once;
};

/// Runs the client. It prints "connected" when all connections are open, "measuring" when the
/// warm-up is over, then a line of figures, separated by tabs: replies, errors, seconds, bytes of replies, p50, p99, p99.9, mean and
/// longest latency in nanoseconds, seconds of CPU of its own. Then it waits for a line or the end
/// of its standard input, with the connections open, so that the servers can be looked at.
///
/// Returns an exit status; what went wrong stands on standard error.
int load_run(const struct load_options *options);

/// A socket that is connected, and waits for a minute at most for what it reads; or -1, errno set.
int load_dial(int port, const char *socket_path);

/// A TCP port of 127.0.0.1 that nobody listens on now, or -1.
int load_free_port(void);

/// The processor time of all threads of a process, now and before, in seconds; or -1.
double load_cpu_seconds(int process);

/// Keeps all threads of a process on one processor; on all of them when it is negative.
void load_pin(int process, int processor);

/// Serves until it is killed: answers each line by a line of so many bytes, its end included.
/// Prints "ready" when it listens. Threads share the port, each with connections of its own.
int load_echo(int port, int reply_bytes, int threads);
