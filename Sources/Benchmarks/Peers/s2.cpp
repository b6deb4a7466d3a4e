// S2: points under cells of a space-filling curve on the sphere.
#include "Peer.hpp"

#include <s2/s2closest_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2point_index.h>

class Points {
    S2PointIndex<uint32_t> index;
    mutable S2ClosestPointQuery<uint32_t> query;
    mutable std::vector<S2ClosestPointQuery<uint32_t>::Result> found;

    static S2Point point(Place place) {
        const Vector vector = unitVector(place);
        return S2Point(vector.x, vector.y, vector.z);
    }

    void find(Place place, double bound, int limit) const {
        query.mutable_options()->set_max_results(limit);
        query.mutable_options()->set_inclusive_max_distance(S1ChordAngle::FromLength2(bound));
        S2ClosestPointQuery<uint32_t>::PointTarget target(point(place));
        query.FindClosestPoints(&target, &found);
    }

  public:
    Points(const Place *places, size_t count) {
        for (size_t at = 0; at < count; ++at) index.Add(point(places[at]), uint32_t(at));
        query.Init(&index);
    }

    void nearest(Place place, double bound, Best &best) const {
        find(place, bound, best.limit);
        for (const auto &result : found) best.offer(result.distance().length2(), result.data());
    }

    size_t within(Place place, double bound) const {
        find(place, bound, S2ClosestPointQuery<uint32_t>::Options::kMaxMaxResults);
        return found.size();
    }
};

int main(int count, char **arguments) { return serve<Points>(count, arguments); }
