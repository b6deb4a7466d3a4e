import Geometry
import Glibc

/// A part of France that may have a map of its own: the mainland with Corsica, one of the five
/// departments overseas, or Paris with what lies around it, where many garages are close together.
enum MapPart: CaseIterable {
    case metropole, guadeloupe, martinique, guyane, reunion, mayotte, paris

    static let overseas: [MapPart] = [.guadeloupe, .martinique, .guyane, .reunion, .mayotte]

    /// Degrees: west, south, east, north.
    var bounds: (west: Double, south: Double, east: Double, north: Double) {
        switch self {
        case .metropole: (-5.4, 41.2, 9.8, 51.3)
        case .guadeloupe: (-61.95, 15.75, -60.9, 16.6)
        case .martinique: (-61.35, 14.3, -60.7, 14.95)
        case .guyane: (-54.7, 2.0, -51.5, 5.9)
        case .reunion: (55.1, -21.5, 56.0, -20.75)
        case .mayotte: (44.9, -13.1, 45.4, -12.55)
        case .paris: (2.02, 48.68, 2.72, 49.03)
        }
    }

    /// What its map is called; the mainland needs no name.
    var name: String {
        switch self {
        case .metropole: ""
        case .guadeloupe: "Guadeloupe"
        case .martinique: "Martinique"
        case .guyane: "Guyane"
        case .reunion: "La Réunion"
        case .mayotte: "Mayotte"
        case .paris: "Paris"
        }
    }

    func contains(_ place: Coordinate) -> Bool {
        let bounds = self.bounds
        return (bounds.west...bounds.east).contains(place.longitude)
            && (bounds.south...bounds.north).contains(place.latitude)
    }

    private var middle: (latitude: Double, longitude: Double) {
        let bounds = self.bounds
        return ((bounds.south + bounds.north) / 2, (bounds.west + bounds.east) / 2)
    }

    /// km right of a middle point and below it: Lambert's projection for the mainland; degrees of
    /// longitude shortened as on the middle parallel for islands, where that is as good.
    func kilometres(_ place: Coordinate, _ lambert: LambertProjection) -> PicturePoint {
        if self == .metropole { return lambert.point(place) }
        let kmPerDegree = 6_371.0088 * .pi / 180
        let shortened = kmPerDegree * cos(middle.latitude * .pi / 180)
        return PicturePoint(
            x: (place.longitude - middle.longitude) * shortened,
            y: (middle.latitude - place.latitude) * kmPerDegree)
    }

    /// The outline, as rings of places.
    var outline: [[Coordinate]] {
        switch self {
        case .metropole: Self.rings(FranceOutline.metropole, stepsPerDegree: 100)
        case .guadeloupe: Self.rings(FranceOutline.d971, stepsPerDegree: 1_000)
        case .martinique: Self.rings(FranceOutline.d972, stepsPerDegree: 1_000)
        case .guyane: Self.rings(FranceOutline.d973, stepsPerDegree: 100)
        case .reunion: Self.rings(FranceOutline.d974, stepsPerDegree: 1_000)
        case .mayotte: Self.rings(FranceOutline.d976, stepsPerDegree: 1_000)
        case .paris: [frame]
        }
    }

    /// The corners of the bounds.
    var frame: [Coordinate] {
        let corners = [
            (bounds.north, bounds.west), (bounds.north, bounds.east), (bounds.south, bounds.east),
            (bounds.south, bounds.west),
        ]
        return corners.compactMap { try? Coordinate(latitude: $0.0, longitude: $0.1) }
    }

    /// Reads rings of steps, as ``FranceOutline`` describes them; a number that is none ends one.
    static func rings(_ text: String, stepsPerDegree: Int) -> [[Coordinate]] {
        text.split(separator: ";").map { ring in
            let steps = ring.split(separator: " ").compactMap { Int($0) }
            var (x, y) = (0, 0)
            return stride(from: 0, to: steps.count - 1, by: 2).compactMap { index in
                x += steps[index]
                y += steps[index + 1]
                return try? Coordinate(
                    latitude: Double(y) / Double(stepsPerDegree),
                    longitude: Double(x) / Double(stepsPerDegree))
            }
        }
    }
}

/// A map of one part, fitted into a rectangle of the picture.
struct FittedMap {
    let part: MapPart
    private let lambert: LambertProjection
    private let scale: Double
    private let middle: PicturePoint
    private let centre: PicturePoint
    private let size: (width: Double, height: Double)

    /// Fits the outline into the rectangle, as large as it goes, in its middle.
    init(
        _ part: MapPart, _ lambert: LambertProjection, into corner: PicturePoint, width: Double,
        height: Double
    ) {
        self.part = part
        self.lambert = lambert
        let points = part.outline.joined().map { part.kilometres($0, lambert) }
        let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 1)
        let (top, bottom) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 1)
        size = (width, height)
        scale = Swift.min(width / (right - left), height / (bottom - top))
        middle = PicturePoint(x: (left + right) / 2, y: (top + bottom) / 2)
        centre = PicturePoint(x: corner.x + width / 2, y: corner.y + height / 2)
    }

    func point(_ place: Coordinate) -> PicturePoint {
        let km = part.kilometres(place, lambert)
        return PicturePoint(
            x: centre.x + (km.x - middle.x) * scale, y: centre.y + (km.y - middle.y) * scale)
    }

    /// Whether a place is in the rectangle, or so near to it that its mark still finds room.
    func shows(_ place: Coordinate) -> Bool {
        let (point, margin) = (point(place), 12.0)
        return abs(point.x - centre.x) <= size.width / 2 + margin
            && abs(point.y - centre.y) <= size.height / 2 + margin
    }

    /// The ground: the outline, filled.
    var ground: SVGElement {
        .area(part.outline.map { $0.map(point) }, fill: "#EDEFF2", stroke: "#AEB6C0")
    }
}
