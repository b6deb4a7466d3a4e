// The control: a grid for this one question and nothing else, so an estimate of what the machine
// allows. It holds no more than it must and is right only where it is asked: radii up to 300 km,
// latitudes up to 65 degrees, away from the meridian of 180 degrees.
//
// A point is two 32-bit integers of 1e-7 degrees. Points lie sorted by cell; cells hold four on
// average, and a cell that holds many is divided once more. A search looks at a circle that should
// hold enough, and at a larger one when it did not. Where points lie is asked of memory for the
// whole circle before any is read.
#include "Peer.hpp"

#include <new>

/// Memory in large pages where there is much of it: fewer translations to miss.
template <class T> struct LargePages {
    using value_type = T;
    LargePages() = default;
    template <class U> LargePages(const LargePages<U> &) {}
    T *allocate(size_t count) {
        const size_t page = count * sizeof(T) < (4u << 20) ? 64 : 2u << 20;
        const size_t bytes = (count * sizeof(T) + page - 1) / page * page;
        void *memory = std::aligned_alloc(page, bytes);
        if (memory == nullptr) throw std::bad_alloc();
        if (page > 64) madvise(memory, bytes, MADV_HUGEPAGE);
        return static_cast<T *>(memory);
    }
    void deallocate(T *memory, size_t) { std::free(memory); }
    template <class U> bool operator==(const LargePages<U> &) const { return true; }
    template <class U> bool operator!=(const LargePages<U> &) const { return false; }
};
template <class T> using Array = std::vector<T, LargePages<T>>;

constexpr double unit = 1e-7 * radiansPerDegree;

struct Point {
    int32_t latitude, longitude;
};

struct Query {
    double latitude, longitude, sine, cosine, perCosine;
    explicit Query(Place place)
        : latitude(place.latitude * 1e7), longitude(place.longitude * 1e7),
          sine(std::sin(place.latitude * radiansPerDegree)), cosine(std::cos(place.latitude * radiansPerDegree)),
          perCosine(1 / cosine) {}

    /// The squared chord by the haversine formula, its sines and its second cosine as series.
    double squaredChord(Point point) const {
        const double y = (point.latitude - latitude) * unit, x = (point.longitude - longitude) * unit;
        const double yy = y * y, xx = x * x;
        const double there = cosine * (1 - yy * (1.0 / 2 - yy / 24)) - sine * y * (1 - yy * (1.0 / 6 - yy / 120));
        return yy * (1 - yy * (1.0 / 12 - yy / 360)) + cosine * there * xx * (1 - xx * (1.0 / 12 - xx / 360));
    }
};

/// Rows and columns of equal cells. Sides are multiplied with, not divided by.
struct Lattice {
    double south, west, height, width, perHeight, perWidth;
    int rows, columns;

    Lattice() = default;
    Lattice(double south, double west, double height, double width, int rows, int columns)
        : south(south), west(west), height(height), width(width), perHeight(1 / height), perWidth(1 / width),
          rows(rows), columns(columns) {}

    int row(double latitude) const { return clamped((latitude - south) * perHeight, rows); }
    int column(double longitude) const { return clamped((longitude - west) * perWidth, columns); }
    static int clamped(double number, int count) { return int(std::min(std::max(number, 0.0), count - 1.0)); }
};

/// The columns of a row that may hold something within a bound.
struct Columns {
    int first = 0, end = 0;

    Columns(const Lattice &lattice, int row, double perCosineMin, const Query &query, double bound) {
        const double low = lattice.south + row * lattice.height - query.latitude;
        const double gap = std::max(std::max(0.0, low), -(low + lattice.height)) * unit;
        const double left = bound - gap * gap * (1 - gap * gap / 12);
        if (left < 0) return;
        const double reach = std::sqrt(left * query.perCosine * perCosineMin) * (1.001 / unit) + 1;
        const double from = query.longitude - lattice.west;
        if (from + reach < 0 || from - reach > lattice.width * lattice.columns) return;
        first = lattice.column(query.longitude - reach);
        end = lattice.column(query.longitude + reach) + 1;
    }
};

/// Those of them that hold nothing else; none from `end` on where there are none.
struct SureColumns : Columns {
    int sureFirst, sureEnd;

    SureColumns(const Lattice &lattice, int row, double perCosineMin, const Query &query, double bound)
        : Columns(lattice, row, perCosineMin, query, bound), sureFirst(end), sureEnd(end) {
        const double low = lattice.south + row * lattice.height - query.latitude, high = low + lattice.height;
        const double far = std::max(std::abs(low), std::abs(high)) * unit, inside = bound - far * far;
        if (first == end || inside <= 0) return;
        const double cosineMax = std::min(1.0, 1 / perCosineMin + lattice.height * unit);
        const double sure = std::sqrt(inside * query.perCosine / cosineMax) * (0.999 / unit);
        const double from = query.longitude - lattice.west;
        const int west = std::max(first, int(std::ceil((from - sure) * lattice.perWidth)));
        const int east = std::min(end, int(std::floor((from + sure) * lattice.perWidth)));
        if (west < east) sureFirst = west, sureEnd = east;
    }
};

class Grid {
    struct Cell {
        uint32_t first, leaves;
    };
    static constexpr uint32_t undivided = UINT32_MAX;
    static constexpr double pointsPerCell = 4, pointsPerLeaf = 4;
    static constexpr uint32_t divideAbove = 24;

    Lattice lattice;
    std::vector<double> perCosineMin;
    Array<Cell> cells;
    /// Of each divided cell: how many leaves it has each way, then where each begins and all end.
    Array<uint32_t> leaves;
    Array<Point> points;
    Array<uint32_t> ids;

    struct Run {
        uint32_t first, end;
    };
    /// Runs that were asked of memory and are yet to be read.
    struct Runs {
        static constexpr int most = 48;
        Run all[most];
        int count = 0;
    };

    Lattice leafLattice(int row, int column, uint32_t side) const {
        const double part = 1.0 / side;
        return Lattice(lattice.south + row * lattice.height, lattice.west + column * lattice.width, lattice.height * part,
                       lattice.width * part, int(side), int(side));
    }

    const Cell *row(int number) const { return &cells[size_t(number) * lattice.columns]; }

  public:
    Grid(const Place *places, size_t count);

    void nearest(Place place, double bound, Best &best) const {
        const Query query(place);
        double area = 0;
        const uint32_t held = about(query, area);
        double circle = area * unit * unit * query.cosine * (best.limit + 3) / (M_PI * std::max(held, 1u));
        while (true) {
            circle = std::min(circle, bound);
            best = Best(best.limit, circle);
            Runs runs;
            const double reach = std::sqrt(circle) * (1.001 / unit);
            const int last = lattice.row(query.latitude + reach);
            for (int number = lattice.row(query.latitude - reach); number <= last; ++number)
                gather(number, query, best, runs);
            read(runs, query, best);
            if (best.count == best.limit || circle >= bound) return;
            circle *= best.count * 2 > best.limit ? 3 : 6;
        }
    }

    size_t within(Place place, double bound) const {
        const Query query(place);
        const double reach = std::sqrt(bound) * (1.001 / unit);
        const int last = lattice.row(query.latitude + reach);
        size_t count = 0;
        for (int number = lattice.row(query.latitude - reach); number <= last; ++number) {
            const SureColumns columns(lattice, number, perCosineMin[number], query, bound);
            const Cell *cells = row(number);
            if (columns.sureFirst < columns.sureEnd) count += cells[columns.sureEnd].first - cells[columns.sureFirst].first;
            for (const Run side : {Run{uint32_t(columns.first), uint32_t(columns.sureFirst)},
                                   Run{uint32_t(columns.sureEnd), uint32_t(columns.end)}}) {
                for (uint32_t column = side.first; column < side.end; ++column) {
                    if (cells[column].leaves == undivided)
                        count += counted(cells[column].first, cells[column + 1].first, query, bound);
                    else
                        count += countedLeaves(number, int(column), query, bound);
                }
            }
        }
        return count;
    }

  private:
    /// How many points lie in the smallest cell about a query, and how large that is.
    uint32_t about(const Query &query, double &area) const {
        const int number = lattice.row(query.latitude), column = lattice.column(query.longitude);
        const Cell *cell = row(number) + column;
        __builtin_prefetch(row(std::max(number - 1, 0)) + column);
        __builtin_prefetch(row(std::min(number + 1, lattice.rows - 1)) + column);
        area = lattice.height * lattice.width;
        if (cell->leaves == undivided) return cell[1].first - cell->first;
        const uint32_t *leaf = &leaves[cell->leaves], side = *leaf++;
        const Lattice inner = leafLattice(number, column, side);
        area /= double(side) * side;
        const size_t at = size_t(inner.row(query.latitude)) * side + inner.column(query.longitude);
        return leaf[at + 1] - leaf[at];
    }

    void gather(int number, const Query &query, Best &best, Runs &runs) const {
        const Columns columns(lattice, number, perCosineMin[number], query, best.bound);
        const Cell *cells = row(number);
        for (int column = columns.first; column < columns.end; ++column) {
            if (cells[column].leaves != undivided) {
                gatherLeaves(number, column, query, best, runs);
                continue;
            }
            const int first = column;
            while (column + 1 < columns.end && cells[column + 1].leaves == undivided) ++column;
            add({cells[first].first, cells[column + 1].first}, query, best, runs);
        }
    }

    void gatherLeaves(int number, int column, const Query &query, Best &best, Runs &runs) const {
        const uint32_t *leaf = &leaves[row(number)[column].leaves], side = *leaf++;
        const Lattice inner = leafLattice(number, column, side);
        const double reach = std::sqrt(best.bound) * (1.001 / unit);
        const int last = inner.row(query.latitude + reach);
        for (int at = inner.row(query.latitude - reach); at <= last; ++at) {
            const Columns columns(inner, at, perCosineMin[number], query, best.bound);
            const uint32_t *starts = leaf + size_t(at) * side;
            if (columns.first < columns.end) add({starts[columns.first], starts[columns.end]}, query, best, runs);
        }
    }

    void add(Run run, const Query &query, Best &best, Runs &runs) const {
        if (run.first == run.end) return;
        for (uint32_t at = run.first & ~7u; at < run.end; at += 8) __builtin_prefetch(&points[at]);
        for (uint32_t at = run.first & ~15u; at < run.end; at += 16) __builtin_prefetch(&ids[at]);
        if (runs.count == Runs::most) read(runs, query, best);
        runs.all[runs.count++] = run;
    }

    void read(Runs &runs, const Query &query, Best &best) const {
        for (int number = 0; number < runs.count; ++number) {
            const Run run = runs.all[number];
            for (uint32_t start = run.first; start < run.end; start += 8) {
                double squared[8];
                for (int lane = 0; lane < 8; ++lane) squared[lane] = query.squaredChord(points[start + lane]);
                unsigned near = 0;
                for (int lane = 0; lane < 8; ++lane) near |= unsigned(squared[lane] <= best.bound) << lane;
                if (run.end - start < 8) near &= (1u << (run.end - start)) - 1;
                for (; near != 0; near &= near - 1) {
                    const int lane = __builtin_ctz(near);
                    best.offer(squared[lane], ids[start + lane]);
                }
            }
        }
        runs.count = 0;
    }

    size_t counted(uint32_t first, uint32_t end, const Query &query, double bound) const {
        size_t count = 0;
        for (uint32_t at = first; at < end; ++at) count += query.squaredChord(points[at]) <= bound;
        return count;
    }

    size_t countedLeaves(int number, int column, const Query &query, double bound) const {
        const uint32_t *leaf = &leaves[row(number)[column].leaves], side = *leaf++;
        const Lattice inner = leafLattice(number, column, side);
        const double reach = std::sqrt(bound) * (1.001 / unit);
        const int last = inner.row(query.latitude + reach);
        size_t count = 0;
        for (int at = inner.row(query.latitude - reach); at <= last; ++at) {
            const SureColumns columns(inner, at, perCosineMin[number], query, bound);
            const uint32_t *starts = leaf + size_t(at) * side;
            count += starts[columns.sureEnd] - starts[columns.sureFirst];
            count += counted(starts[columns.first], starts[columns.sureFirst], query, bound);
            count += counted(starts[columns.sureEnd], starts[columns.end], query, bound);
        }
        return count;
    }
};

Grid::Grid(const Place *places, size_t count) {
    std::vector<Point> given(count);
    Point least{INT32_MAX, INT32_MAX}, most{INT32_MIN, INT32_MIN};
    for (size_t at = 0; at < count; ++at) {
        const Point point{int32_t(std::lrint(places[at].latitude * 1e7)), int32_t(std::lrint(places[at].longitude * 1e7))};
        given[at] = point;
        least = {std::min(least.latitude, point.latitude), std::min(least.longitude, point.longitude)};
        most = {std::max(most.latitude, point.latitude), std::max(most.longitude, point.longitude)};
    }
    const double tall = double(most.latitude) - least.latitude + 1, wide = double(most.longitude) - least.longitude + 1;
    const double middle = std::cos((double(least.latitude) + most.latitude) / 2 * unit);
    const double edge = std::sqrt(tall * wide * middle * pointsPerCell / double(std::max(count, size_t(1))));
    lattice = Lattice(least.latitude, least.longitude, edge, edge / middle, int(tall / edge) + 1, int(wide * middle / edge) + 1);
    for (int number = 0; number < lattice.rows; ++number) {
        const double low = (lattice.south + number * lattice.height) * unit, high = low + lattice.height * unit;
        perCosineMin.push_back(1 / std::min(std::cos(low), std::cos(high)));
    }

    const size_t cellCount = size_t(lattice.rows) * lattice.columns;
    std::vector<uint32_t> cellOf(count);
    cells.assign(cellCount + 1, {0, undivided});
    for (size_t at = 0; at < count; ++at) {
        const size_t cell = size_t(lattice.row(given[at].latitude)) * lattice.columns + lattice.column(given[at].longitude);
        cellOf[at] = uint32_t(cell);
        ++cells[cell].first;
    }
    // Counts become ends, and ends become beginnings as cells are filled from behind.
    for (size_t cell = 1; cell <= cellCount; ++cell) cells[cell].first += cells[cell - 1].first;
    points.resize(count + 8);
    ids.resize(count + 8);
    for (size_t at = count; at-- > 0;) {
        const uint32_t place = --cells[cellOf[at]].first;
        points[place] = given[at];
        ids[place] = uint32_t(at);
    }

    std::vector<Point> pointsOfCell;
    std::vector<uint32_t> idsOfCell, leafOf, ends;
    for (size_t cell = 0; cell < cellCount; ++cell) {
        const uint32_t first = cells[cell].first, end = cells[cell + 1].first;
        if (end - first <= divideAbove) continue;
        const uint32_t side = std::min(2048u, uint32_t(std::ceil(std::sqrt((end - first) / pointsPerLeaf))));
        const Lattice inner = leafLattice(int(cell / lattice.columns), int(cell % lattice.columns), side);
        pointsOfCell.assign(&points[first], &points[end]);
        idsOfCell.assign(&ids[first], &ids[end]);
        leafOf.clear();
        ends.assign(size_t(side) * side + 1, first);
        for (const Point point : pointsOfCell) {
            leafOf.push_back(uint32_t(inner.row(point.latitude)) * side + uint32_t(inner.column(point.longitude)));
            ++ends[leafOf.back()];
        }
        for (size_t leaf = 1; leaf < ends.size(); ++leaf) ends[leaf] += ends[leaf - 1] - first;
        for (size_t at = pointsOfCell.size(); at-- > 0;) {
            const uint32_t place = --ends[leafOf[at]];
            points[place] = pointsOfCell[at];
            ids[place] = idsOfCell[at];
        }
        cells[cell].leaves = uint32_t(leaves.size());
        leaves.push_back(side);
        leaves.insert(leaves.end(), ends.begin(), ends.end());
    }
    leaves.shrink_to_fit();
}

int main(int count, char **arguments) { return serve<Grid>(count, arguments); }
