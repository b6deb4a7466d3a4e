import Geometry
import Glibc

/// Which garage is drawn on which map.
struct LoadMap {
    /// The garages of each part, those with most people first, so that small marks stay on top.
    let byPart: [MapPart: [GarageLoad]]
    /// Garages without a position and those in no part of France, by id.
    let offMap: [GarageLoad]

    /// So many garages around Paris would hide each other: they get a map of their own.
    static let parisMin = 6

    static let lambert = LambertProjection()
    /// The map of the mainland and Corsica: what takes the left two thirds of the page.
    static let mainland = FittedMap(
        .metropole, lambert, into: PicturePoint(x: 24, y: 92), width: 690, height: 662)

    init(_ garages: [GarageLoad]) {
        var byPart: [MapPart: [GarageLoad]] = [:]
        var offMap: [GarageLoad] = []
        let isParisLarge =
            garages.count { $0.place.map(MapPart.paris.contains) ?? false } >= Self.parisMin
        let parts = (isParisLarge ? [.paris] : []) + [.metropole] + MapPart.overseas
        for garage in garages {
            let part = garage.place.flatMap { place in
                parts.first {
                    $0.contains(place) && ($0 != .metropole || Self.mainland.shows(place))
                }
            }
            if let part {
                byPart[part, default: []].append(garage)
            } else {
                offMap.append(garage)
            }
        }
        self.byPart = byPart.mapValues { garages in
            garages.sorted { ($1.committed, $0.id) < ($0.committed, $1.id) }
        }
        self.offMap = offMap.sorted { $0.id < $1.id }
    }

    /// The radius of a mark: its area grows with the people, down to what an eye still finds.
    static func radius(people: Int) -> Double {
        Swift.min(16, Swift.max(3.2, 2 * Double(people).squareRoot()))
    }
}

extension LoadPicture {
    /// The ground, the garages, towns to find one's way by; maps of overseas where garages are.
    var map: [SVGElement] {
        let garages = LoadMap(load.garages)
        let (lambert, main) = (LoadMap.lambert, LoadMap.mainland)
        let overseas = MapPart.overseas.filter { garages.byPart[$0] != nil }
        let insets = overseas.enumerated().flatMap { index, part in
            inset(part, garages.byPart[part] ?? [], lambert, row: index)
        }
        let around = garages.byPart[.paris]
        let enlarged = around.map { paris($0, main, lambert) } ?? []
        let towns = towns(main, without: around == nil ? "" : "Paris")
        return [main.ground] + towns.map(\.dot)
            + (garages.byPart[.metropole] ?? []).map { mark($0, main) } + towns.map(\.name)
            + insets + enlarged
    }

    private func mark(_ garage: GarageLoad, _ map: FittedMap) -> SVGElement {
        guard let place = garage.place else { return SVGElement("g") }
        return garage.standing.mark(
            at: map.point(place), radius: LoadMap.radius(people: garage.committed)
        ).titled(label(garage))
    }

    /// Dots lie under the garages, names over them.
    private func towns(
        _ map: FittedMap, without absent: String
    ) -> [(dot: SVGElement, name: SVGElement)] {
        FranceOutline.towns.filter { $0.name != absent }.compactMap { town in
            guard let place = try? Coordinate(latitude: town.latitude, longitude: town.longitude)
            else { return nil }
            let point = map.point(place)
            let dot = SVGElement(
                "circle",
                ["cx": SVGValue(point.x), "cy": SVGValue(point.y), "r": 1.6, "fill": "#3D4652"])
            let name =
                switch town.side {
                case .east: SVGElement.mapName(town.name, point.x + 10, point.y + 4, "start")
                case .west: SVGElement.mapName(town.name, point.x - 10, point.y + 4, "end")
                case .south: SVGElement.mapName(town.name, point.x, point.y + 19, "middle")
                }
            return (dot, name)
        }
    }

    /// A small map at the lower left, one below the other, in its own scale.
    private func inset(
        _ part: MapPart, _ garages: [GarageLoad], _ lambert: LambertProjection, row: Int
    ) -> [SVGElement] {
        let (side, gap) = (66.0, 20.0)
        let corner = PicturePoint(x: 32, y: 336 + Double(row) * (side + gap))
        let map = FittedMap(
            part, lambert, into: PicturePoint(x: corner.x + 6, y: corner.y + 6),
            width: side - 12, height: side - 12)
        return [
            .rectangle(corner.x, corner.y, side, side, fill: "#FFFFFF", stroke: "#D5DAE0"),
            map.ground,
            .text(part.name, corner.x, corner.y + side + 12, size: 10, colour: Self.quiet),
        ] + garages.map { mark($0, map) }
    }

    /// Paris and what lies around it, enlarged at the upper right; a frame shows where on the map.
    private func paris(
        _ garages: [GarageLoad], _ main: FittedMap, _ lambert: LambertProjection
    ) -> [SVGElement] {
        let map = FittedMap(
            .paris, lambert, into: PicturePoint(x: 552, y: 96), width: 160, height: 112)
        let (there, here) = (
            MapPart.paris.frame.map(main.point), MapPart.paris.frame.map(map.point)
        )
        let leaders = zip([there[1], there[2]], [here[0], here[3]]).map { from, to in
            SVGElement.line(from, to, stroke: "#AEB6C0", width: 0.8)
        }
        return leaders + [
            .area([there], fill: "#FFFFFF", stroke: "#7B8490"),
            .area([here], fill: "#EDEFF2", stroke: "#7B8490"),
            .mapName(MapPart.paris.name, (there[0].x + there[1].x) / 2, there[0].y + 17, "middle"),
        ] + garages.map { mark($0, map) } + [
            .mapName(
                words.say("Paris et alentours", "Paris and around"), here[3].x + 6, here[3].y - 6,
                "start")
        ]
    }
}

extension SVGElement {
    /// A name on a map, with a rim of light so that it can be read over what lies there.
    fileprivate static func mapName(
        _ name: String, _ x: Double, _ y: Double, _ anchor: String
    ) -> SVGElement {
        SVGElement(
            "text",
            [
                "x": SVGValue(x), "y": SVGValue(y), "font-size": 11, "fill": "#3D4652",
                "text-anchor": SVGValue(anchor), "stroke": "#FFFFFF", "stroke-width": 2.5,
                "stroke-opacity": 0.75, "stroke-linejoin": "round", "paint-order": "stroke",
            ]
        ).saying(name)
    }
}
