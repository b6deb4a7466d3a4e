// nanoflann: a k-d tree over unit vectors, header only.
#include "Peer.hpp"

#include <nanoflann.hpp>

struct Cloud {
    std::vector<Vector> vectors;
    size_t kdtree_get_point_count() const { return vectors.size(); }
    double kdtree_get_pt(size_t at, size_t axis) const { return (&vectors[at].x)[axis]; }
    template <class Box> bool kdtree_get_bbox(Box &) const { return false; }
};

/// Takes what the tree offers, up to a bound that may shrink.
template <class Take> struct Taker {
    using DistanceType = double;
    double limit;
    size_t met = 0;
    Take take;
    Taker(double limit, Take take) : limit(limit), take(take) {}
    size_t size() const { return met; }
    bool full() const { return true; }
    bool addPoint(double squared, uint32_t id) {
        ++met;
        take(squared, id, limit);
        return true;
    }
    double worstDist() const { return limit; }
};

class Tree {
    using Metric = nanoflann::L2_Simple_Adaptor<double, Cloud, double, uint32_t>;
    using Index = nanoflann::KDTreeSingleIndexAdaptor<Metric, Cloud, 3, uint32_t>;
    Cloud cloud;
    Index *index = nullptr;

    template <class Take> void visit(Place place, double bound, Take take) const {
        const Vector from = unitVector(place);
        // The tree offers what is nearer than the bound; the rim belongs to us.
        Taker<Take> taker(std::nextafter(bound, INFINITY), take);
        index->findNeighbors(taker, &from.x, nanoflann::SearchParams());
    }

  public:
    Tree(const Place *places, size_t count) {
        cloud.vectors.reserve(count);
        for (size_t at = 0; at < count; ++at) cloud.vectors.push_back(unitVector(places[at]));
        index = new Index(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(10));
        index->buildIndex();
    }
    ~Tree() { delete index; }

    void nearest(Place place, double bound, Best &best) const {
        visit(place, bound, [&](double squared, uint32_t id, double &limit) {
            best.offer(squared, id);
            limit = std::nextafter(best.bound, INFINITY);
        });
    }

    size_t within(Place place, double bound) const {
        size_t count = 0;
        visit(place, bound, [&](double squared, uint32_t, double &) { count += squared <= bound; });
        return count;
    }
};

int main(int count, char **arguments) { return serve<Tree>(count, arguments); }
