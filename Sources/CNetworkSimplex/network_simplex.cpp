#include "CNetworkSimplex.h"

// The templates alone: nothing of liblemon is linked.
#define LEMON_ONLY_TEMPLATES
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <new>
#include <vector>

namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, int64_t, int64_t>;

bool is_well_formed(const network_simplex_problem &problem) {
    if (problem.node_count < 0 || problem.arc_count < 0) return false;
    for (int32_t arc = 0; arc < problem.arc_count; ++arc) {
        const int32_t tail = problem.tails[arc], head = problem.heads[arc];
        if (tail < 0 || tail >= problem.node_count) return false;
        if (head < 0 || head >= problem.node_count) return false;
        if (problem.capacities[arc] < 0) return false;
    }
    int64_t total = 0;
    for (int32_t node = 0; node < problem.node_count; ++node) total += problem.supplies[node];
    return total == 0;
}

int32_t solve(const network_simplex_problem &problem, int64_t *flows) {
    // LEMON calls a network without nodes infeasible; nothing is to flow there, and nothing does.
    if (problem.node_count == 0) return NETWORK_SIMPLEX_OPTIMAL;

    Graph graph;
    graph.reserveNode(problem.node_count);
    graph.reserveArc(problem.arc_count);
    for (int32_t node = 0; node < problem.node_count; ++node) graph.addNode();

    Graph::ArcMap<int64_t> capacities(graph), costs(graph);
    Graph::NodeMap<int64_t> supplies(graph);
    // SmartDigraph numbers nodes and arcs from 0 in the order they are added.
    for (int32_t arc = 0; arc < problem.arc_count; ++arc) {
        const Graph::Arc added = graph.addArc(
            Graph::nodeFromId(problem.tails[arc]), Graph::nodeFromId(problem.heads[arc]));
        capacities[added] = problem.capacities[arc];
        costs[added] = problem.costs[arc];
    }
    for (int32_t node = 0; node < problem.node_count; ++node) {
        supplies[Graph::nodeFromId(node)] = problem.supplies[node];
    }

    Simplex simplex(graph);
    simplex.upperMap(capacities).costMap(costs).supplyMap(supplies);
    switch (simplex.run()) {
        case Simplex::INFEASIBLE: return NETWORK_SIMPLEX_INFEASIBLE;
        case Simplex::UNBOUNDED: return NETWORK_SIMPLEX_UNBOUNDED;
        case Simplex::OPTIMAL: break;
    }
    for (int32_t arc = 0; arc < problem.arc_count; ++arc) {
        flows[arc] = simplex.flow(Graph::arcFromId(arc));
    }
    return NETWORK_SIMPLEX_OPTIMAL;
}

}  // namespace

int32_t network_simplex_solve(const network_simplex_problem *problem, int64_t *flows) {
    if (!is_well_formed(*problem)) return NETWORK_SIMPLEX_MALFORMED;
    // The only thing that the templates throw; nothing may be thrown through C.
    try {
        return solve(*problem, flows);
    } catch (const std::bad_alloc &) {
        return NETWORK_SIMPLEX_OUT_OF_MEMORY;
    }
}
