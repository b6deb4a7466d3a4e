/// Minimum cost flow by the network simplex method of COIN-OR LEMON, for callers of C.
///
/// All quantities are whole numbers, so that an answer is exact. Arrays belong to the caller.
#ifndef CNETWORKSIMPLEX_H
#define CNETWORKSIMPLEX_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A directed network: arc `i` goes from node `tails[i]` to node `heads[i]`.
struct network_simplex_problem {
    int32_t node_count;
    int32_t arc_count;
    const int32_t *tails;
    const int32_t *heads;
    /// The most that an arc carries, 0 or more.
    const int64_t *capacities;
    /// What one unit on an arc costs.
    const int64_t *costs;
    /// What a node sends, or as a negative number receives; they add up to 0.
    const int64_t *supplies;
};

/// How a solution ended.
enum network_simplex_result {
    NETWORK_SIMPLEX_OPTIMAL = 0,
    NETWORK_SIMPLEX_INFEASIBLE = 1,
    NETWORK_SIMPLEX_UNBOUNDED = 2,
    NETWORK_SIMPLEX_OUT_OF_MEMORY = 3,
    /// An arc to a node that is not there, or supplies that do not add up.
    NETWORK_SIMPLEX_MALFORMED = 4
};

/// Finds a cheapest flow and writes what each arc carries to `flows`, which has room for
/// `arc_count` numbers; they mean something only after `NETWORK_SIMPLEX_OPTIMAL`.
int32_t network_simplex_solve(const struct network_simplex_problem *problem, int64_t *flows);

#ifdef __cplusplus
}
#endif

#endif
