// Boost.Geometry: an R-tree over unit vectors, packed when it is built.
#include "Peer.hpp"

#include <boost/function_output_iterator.hpp>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

namespace geometry = boost::geometry;

class Tree {
    using Point = geometry::model::point<double, 3, geometry::cs::cartesian>;
    using Box = geometry::model::box<Point>;
    using Value = std::pair<Point, uint32_t>;
    geometry::index::rtree<Value, geometry::index::rstar<16>> tree;

    static Point point(Place place) {
        const Vector vector = unitVector(place);
        return Point(vector.x, vector.y, vector.z);
    }

    static Box box(const Point &middle, double bound) {
        const double reach = std::sqrt(bound) * (1 + 1e-12);
        const double x = middle.get<0>(), y = middle.get<1>(), z = middle.get<2>();
        return Box(Point(x - reach, y - reach, z - reach), Point(x + reach, y + reach, z + reach));
    }

  public:
    Tree(const Place *places, size_t count) {
        std::vector<Value> values;
        values.reserve(count);
        for (size_t at = 0; at < count; ++at) values.emplace_back(point(places[at]), uint32_t(at));
        tree = decltype(tree)(values.begin(), values.end());
    }

    void nearest(Place place, double bound, Best &best) const {
        const Point from = point(place);
        const auto nearby = geometry::index::nearest(from, unsigned(best.limit))
            && geometry::index::intersects(box(from, bound));
        tree.query(nearby, boost::make_function_output_iterator([&](const Value &value) {
                       best.offer(geometry::comparable_distance(from, value.first), value.second);
                   }));
    }

    size_t within(Place place, double bound) const {
        const Point from = point(place);
        size_t count = 0;
        tree.query(geometry::index::intersects(box(from, bound)), boost::make_function_output_iterator([&](const Value &value) {
                       count += geometry::comparable_distance(from, value.first) <= bound;
                   }));
        return count;
    }
};

int main(int count, char **arguments) { return serve<Tree>(count, arguments); }
