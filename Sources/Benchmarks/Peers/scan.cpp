// No index: every point is looked at, with what vectors the compiler makes of it.
#include "Peer.hpp"

class Scan {
    std::vector<float> xs, ys, zs;
    std::vector<Vector> exact;

  public:
    Scan(const Place *places, size_t count) : xs(count), ys(count), zs(count), exact(count) {
        for (size_t at = 0; at < count; ++at) {
            exact[at] = unitVector(places[at]);
            xs[at] = float(exact[at].x);
            ys[at] = float(exact[at].y);
            zs[at] = float(exact[at].z);
        }
    }

    static constexpr size_t step = 64;
    /// Rounding to single precision moves a point by less than a metre on the Earth.
    static constexpr double slack = 4e-7;

    void nearest(Place place, double, Best &best) const {
        visit(place, [&] { return best.bound; }, [&](double squared, size_t at) { best.offer(squared, uint32_t(at)); });
    }

    size_t within(Place place, double bound) const {
        size_t count = 0;
        visit(place, [&] { return bound; }, [&](double squared, size_t) { count += squared <= bound; });
        return count;
    }

  private:
    static float loosened(double bound) {
        const double chord = std::sqrt(bound) + slack;
        return float(chord * chord * (1 + 1e-6));
    }

    /// Calls `use` with the exact squared chord of every point that may be within the bound.
    template <class Bound, class Use> void visit(Place place, Bound bound, Use use) const {
        const Vector from = unitVector(place);
        const float x = float(from.x), y = float(from.y), z = float(from.z);
        const size_t count = exact.size();
        for (size_t start = 0; start < count; start += step) {
            const size_t end = std::min(count, start + step);
            float squared[step];
            for (size_t at = start; at < end; ++at) {
                const float dx = xs[at] - x, dy = ys[at] - y, dz = zs[at] - z;
                squared[at - start] = dx * dx + dy * dy + dz * dz;
            }
            const float limit = loosened(bound());
            unsigned near = 0;
            for (size_t at = start; at < end; ++at) near += squared[at - start] <= limit;
            if (near == 0) continue;
            for (size_t at = start; at < end; ++at) {
                if (squared[at - start] > limit) continue;
                const Vector &to = exact[at];
                const double dx = to.x - from.x, dy = to.y - from.y, dz = to.z - from.z;
                use(dx * dx + dy * dy + dz * dz, at);
            }
        }
    }
};

int main(int count, char **arguments) { return serve<Scan>(count, arguments); }
