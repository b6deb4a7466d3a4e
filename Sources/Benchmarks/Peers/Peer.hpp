// What the peers of the index level that are written in C++ have in common.
//
//     PEER POINTS QUERIES COUNT
//
// POINTS and QUERIES are files of pairs of doubles, latitude and longitude in degrees; of the
// points the first COUNT are indexed, and an id is a position. The peer builds its index, says
//
//     built NANOSECONDS BYTES-A-POINT
//
// and then answers lines until there are no more:
//
//     answer nearest|within METRES LIMIT COUNT   a line for each of the first COUNT queries:
//                                                ids, nearest first; or how many there are
//     time nearest|within METRES LIMIT MS        one line: timed NANOSECONDS-A-QUERY QUERIES
//
// Times are processor time of the thread. Radii include their rim. The Earth is a sphere.
#pragma once

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

constexpr double earthRadiusMetres = 6'371'008.8;
constexpr double radiansPerDegree = M_PI / 180;

struct Place {
    double latitude, longitude;
};

struct Vector {
    double x, y, z;
};

inline Vector unitVector(Place place) {
    const double latitude = place.latitude * radiansPerDegree;
    const double longitude = place.longitude * radiansPerDegree;
    const double across = std::cos(latitude);
    return {across * std::cos(longitude), across * std::sin(longitude), std::sin(latitude)};
}

/// The square of the straight line through a sphere of radius 1 between two places so far apart.
inline double squaredChord(double metres) {
    const double half = std::sin(metres / earthRadiusMetres / 2);
    return 4 * half * half;
}

/// The nearest few that were met so far, nearest first; `bound` is what the next must not exceed.
struct Best {
    static constexpr int most = 16;
    double bound;
    int limit, count = 0;
    double squared[most];
    uint32_t ids[most];

    Best(int limit, double bound) : bound(bound), limit(limit) {}

    void offer(double distance, uint32_t id) {
        if (distance > bound) return;
        int at = count < limit ? count++ : limit - 1;
        while (at > 0 && (squared[at - 1] > distance || (squared[at - 1] == distance && ids[at - 1] > id))) {
            squared[at] = squared[at - 1];
            ids[at] = ids[at - 1];
            --at;
        }
        squared[at] = distance;
        ids[at] = id;
        if (count == limit) bound = squared[limit - 1];
    }
};

struct Places {
    const Place *all;
    size_t count;

    explicit Places(const char *path) {
        const int file = open(path, O_RDONLY);
        struct stat status;
        if (file < 0 || fstat(file, &status) != 0) {
            std::perror(path);
            std::exit(1);
        }
        count = size_t(status.st_size) / sizeof(Place);
        void *memory = mmap(nullptr, size_t(status.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
        if (memory == MAP_FAILED) {
            std::perror(path);
            std::exit(1);
        }
        all = static_cast<const Place *>(memory);
        close(file);
    }
};

inline double threadNanoseconds() {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

inline double heapBytes() {
    const auto information = mallinfo2();
    return double(information.uordblks) + double(information.hblkhd);
}

/// Passes over all queries until the time is over: the best complete one, or the only one.
template <class Answer> void time(size_t queries, double milliseconds, Answer answer) {
    constexpr size_t queriesMin = 16;
    const double budget = milliseconds * 1e6;
    double spent = 0, best = INFINITY;
    size_t asked = 0;
    volatile size_t checksum = 0;
    do {
        double took = 0;
        size_t done = 0, block = 1;
        while (done < queries && (spent + took < budget || done < queriesMin)) {
            const double start = threadNanoseconds();
            size_t sum = 0;
            for (size_t index = done; index < done + block; ++index) sum += answer(index);
            took += threadNanoseconds() - start;
            checksum = checksum + sum;
            done += block;
            block = std::min(queries - done, std::max(size_t(1), size_t(budget / 8 * double(done) / took)));
        }
        if (done == queries || asked == 0) {
            best = std::min(best, took / double(done));
            asked = std::max(asked, done);
        }
        spent += took;
    } while (spent < budget);
    std::printf("timed %.3f %zu\n", best, asked);
}

/// So few points are indexed several times, and the least time counts: what the first one waits
/// for is its program, which is read from the disk page by page.
constexpr size_t repeatedMax = 100'000;

/// The whole of a peer. `Index` has a constructor of places and their count,
/// `nearest(Place, double squaredChord, Best &)` and `within(Place, double squaredChord)`.
template <class Index> int serve(int argumentCount, char **arguments) {
    if (argumentCount != 4) return 2;
    const Places points(arguments[1]), queries(arguments[2]);
    const size_t count = std::min(points.count, size_t(std::atoll(arguments[3])));
    std::unique_ptr<Index> built;
    double before = 0, took = INFINITY;
    for (int left = count <= repeatedMax ? 9 : 1; left > 0; --left) {
        built.reset();
        before = heapBytes();
        const double start = threadNanoseconds();
        built = std::make_unique<Index>(points.all, count);
        took = std::min(took, threadNanoseconds() - start);
    }
    const Index &index = *built;
    std::printf("built %.0f %.2f\n", took, (heapBytes() - before) / double(std::max(count, size_t(1))));
    std::fflush(stdout);

    char what[16], kind[16];
    double metres, amount;
    int limit;
    while (std::scanf("%15s %15s %lf %d %lf", what, kind, &metres, &limit, &amount) == 5) {
        const double bound = squaredChord(metres);
        const bool isNearest = std::strcmp(kind, "nearest") == 0;
        if (limit < 1 || limit > Best::most) return 2;
        if (std::strcmp(what, "time") == 0 && isNearest) {
            time(queries.count, amount, [&](size_t at) {
                Best best(limit, bound);
                index.nearest(queries.all[at], bound, best);
                return size_t(best.count) + (best.count > 0 ? best.ids[0] : 0);
            });
        } else if (std::strcmp(what, "time") == 0) {
            time(queries.count, amount, [&](size_t at) { return index.within(queries.all[at], bound); });
        } else {
            for (size_t at = 0; at < std::min(queries.count, size_t(amount)); ++at) {
                if (isNearest) {
                    Best best(limit, bound);
                    index.nearest(queries.all[at], bound, best);
                    for (int rank = 0; rank < best.count; ++rank)
                        std::printf(rank > 0 ? " %u" : "%u", best.ids[rank]);
                    std::printf("\n");
                } else {
                    std::printf("%zu\n", index.within(queries.all[at], bound));
                }
            }
        }
        std::fflush(stdout);
    }
    return 0;
}
