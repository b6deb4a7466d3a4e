#include "CLoad.h"

#include <string.h>

void load_reader_begin(struct load_reader *reader, enum load_rule rule) {
    memset(reader, 0, sizeof *reader);
    reader->rule = rule;
    reader->pending = 1;
}

static size_t take_lines(struct load_reader *reader, const uint8_t *at, const uint8_t *end) {
    size_t replies = 0;
    while (at < end) {
        if (!reader->is_inside) {
            reader->first = *at;
            reader->is_inside = true;
        }
        const uint8_t *feed = memchr(at, '\n', (size_t)(end - at));
        if (!feed) break;
        at = feed + 1;
        reader->is_inside = false;
        if (reader->rule == LOAD_LINE || reader->first == '+' || reader->first == '-') {
            replies++;
            reader->errors += reader->first == '-';
        }
    }
    return replies;
}

/// A value is over; true when it was the last that the reply lacked.
static bool is_last_value(struct load_reader *reader) {
    if (--reader->pending > 0) return false;
    reader->pending = 1;
    return true;
}

/// The line that begins a value is over; true when the reply is over with it.
static bool begin_value(struct load_reader *reader) {
    reader->is_inside = false;
    reader->errors += reader->first == '-';
    if (!reader->is_negative && reader->first == '$') {
        reader->skip = reader->number + 2;
        return false;
    }
    if (!reader->is_negative && reader->first == '*' && reader->number > 0) {
        reader->pending += reader->number - 1;
        return false;
    }
    return is_last_value(reader);
}

static size_t take_values(struct load_reader *reader, const uint8_t *at, const uint8_t *end) {
    size_t replies = 0;
    while (at < end) {
        if (reader->skip > 0) {
            uint64_t left = (uint64_t)(end - at), taken = left < reader->skip ? left : reader->skip;
            at += taken;
            reader->skip -= taken;
            if (reader->skip == 0) replies += is_last_value(reader);
            continue;
        }
        uint8_t byte = *at++;
        if (!reader->is_inside) {
            reader->is_inside = true;
            reader->is_negative = false;
            reader->first = byte;
            reader->number = 0;
        } else if (byte == '\n') {
            replies += begin_value(reader);
        } else if (byte == '-') {
            reader->is_negative = true;
        } else if (byte >= '0' && byte <= '9') {
            reader->number = reader->number * 10 + (byte - '0');
        }
    }
    return replies;
}

/// Each message is a letter, its length with the length itself, and the rest.
static size_t take_messages(struct load_reader *reader, const uint8_t *at, const uint8_t *end) {
    size_t replies = 0;
    while (at < end) {
        if (reader->header < 5) {
            uint8_t byte = *at++;
            if (reader->header++ == 0) {
                reader->first = byte;
                reader->number = 0;
            } else {
                reader->number = reader->number << 8 | byte;
            }
            if (reader->header < 5) continue;
            reader->skip = reader->number - 4;
        }
        uint64_t left = (uint64_t)(end - at), taken = left < reader->skip ? left : reader->skip;
        at += taken;
        reader->skip -= taken;
        if (reader->skip > 0) break;
        reader->header = 0;
        reader->errors += reader->first == 'E';
        replies += reader->first == 'Z';
    }
    return replies;
}

size_t load_reader_take(struct load_reader *reader, const uint8_t *bytes, size_t length) {
    const uint8_t *end = bytes + length;
    switch (reader->rule) {
    case LOAD_LINE:
    case LOAD_FINAL: return take_lines(reader, bytes, end);
    case LOAD_RESP: return take_values(reader, bytes, end);
    case LOAD_POSTGRES: return take_messages(reader, bytes, end);
    }
    return 0;
}

// 64 places for each doubling: the six bits after the highest one.
size_t load_bucket(uint64_t nanoseconds) {
    if (nanoseconds < 128) return nanoseconds;
    unsigned shift = 57u - (unsigned)__builtin_clzll(nanoseconds);
    return shift * 64u + (nanoseconds >> shift);
}

double load_bucket_nanoseconds(size_t bucket) {
    if (bucket < 128) return (double)bucket;
    unsigned shift = (unsigned)(bucket / 64 - 1);
    uint64_t first = (uint64_t)(bucket - shift * 64u) << shift;
    return (double)first + (double)(1ull << shift) / 2;
}

double load_percentile(const uint64_t *buckets, double share) {
    uint64_t total = 0, below = 0;
    for (size_t bucket = 0; bucket < LOAD_BUCKETS; bucket++) total += buckets[bucket];
    for (size_t bucket = 0; bucket < LOAD_BUCKETS; bucket++) {
        below += buckets[bucket];
        if (buckets[bucket] > 0 && (double)below >= share * (double)total)
            return load_bucket_nanoseconds(bucket);
    }
    return 0;
}
