import Geometry

/// A month of the whole network as one SVG file: a map on the left; the honest numbers, the legend
/// and the histogram on the right.
///
/// It has no script, no font and no reference to anything outside; the same load gives the same
/// bytes. The page has the proportions of A4, lying.
struct LoadPicture {
    let load: NetworkLoad
    let words: LoadWords

    static let size = (width: 1_132.0, height: 800.0)
    static let quiet = "#5B6470"
    /// Left edge and width of what stands beside the map.
    static let panel = (x: 738.0, width: 362.0)

    init(_ load: NetworkLoad, words: LoadWords) {
        self.load = load
        self.words = words
    }

    /// The file.
    var document: String {
        let size = Self.size
        let box = "0 0 \(XMLText.number(size.width)) \(XMLText.number(size.height))"
        let svg = SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": SVGValue(box), "role": "img",
                "aria-labelledby": "title description", "lang": SVGValue(words.language.rawValue),
                "font-family": "system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif",
            ]
        ).containing(
            [
                SVGElement("title", ["id": "title"]).saying(title),
                SVGElement("desc", ["id": "description"]).saying(description),
                .rectangle(0, 0, size.width, size.height, fill: "#FFFFFF"),
            ] + heading + map + numbers(top: 112) + legend(top: 232) + histogram(top: 452) + foot)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.xml
    }

    private var title: String {
        let name = words.say("Garages solidaires", "Solidarity garages")
        let month = load.month.map { words.say("\u{A0}: ", ": ") + words.month($0) } ?? ""
        return name + month
    }

    /// The picture in words, for who cannot see it.
    private var description: String {
        let standings = Standing.allCases.map { standing in
            "\(load.count(standing)) \(words.standing(standing))"
        }
        let sentences = words.sentence(load.numbers, isOver: load.isOver)
        return (sentences + [standings.joined(separator: ", ") + "."]).joined(separator: " ")
    }

    private var heading: [SVGElement] {
        let people = load.garages.reduce(0) { $0 + $1.committed }
        let when = words.moment(load).map { $0 + " · " } ?? ""
        let counted =
            "\(words.garages(load.garages.count)), "
            + words.people(people) + (load.isOver ? "" : words.say(" à ce jour", " so far"))
        return [
            .text(title, 32, 50, size: 28, weight: "bold"),
            .text(when + counted, 32, 76, size: 15, colour: Self.quiet),
        ]
    }

    private var foot: [SVGElement] {
        let sources = words.say(
            "Contour\u{A0}: Natural Earth (domaine public). Villes\u{A0}: GeoNames (CC BY 4.0). "
                + "Conique conforme de Lambert, 44° et 49° N.",
            "Outline: Natural Earth (public domain). Towns: GeoNames (CC BY 4.0). "
                + "Lambert conformal conic, 44° and 49° N.")
        let offMap = LoadMap(load.garages).offMap
        var lines = [SVGElement.text(sources, 32, 786, size: 10, colour: Self.quiet)]
        if !offMap.isEmpty {
            lines.append(.text(missing(offMap), Self.panel.x, 786, size: 10, colour: Self.quiet))
        }
        return lines
    }

    /// Names the first few of those that have no place on the map.
    private func missing(_ garages: [GarageLoad]) -> String {
        let named = garages.prefix(6).map(\.id).joined(separator: ", ")
        let more = garages.count > 6 ? ", …" : ""
        let count = words.garages(garages.count)
        return words.say("\(count) hors de la carte\u{A0}: ", "\(count) off the map: ") + named
            + more
    }

    /// What shows when a pointer rests on a garage, and what a screen reader says.
    func label(_ garage: GarageLoad) -> String {
        let name = [garage.id, garage.name].filter { !$0.isEmpty }.joined(separator: " ")
        let town = garage.town.isEmpty ? "" : ", \(garage.town)"
        let band = words.say(
            "objectif \(garage.min) à \(garage.max)", "band \(garage.min) to \(garage.max)")
        let end = words.decimal(garage.forecast, places: 1)
        let forecast =
            load.isOver ? [] : [words.say("prévision \(end)", "\(end) expected by the end")]
        let facts =
            [words.people(garage.committed), band, words.standing(garage.standing)] + forecast
            + [words.verdict(garage.verdict)]
            + (garage.isPaused ? [words.say("en pause", "paused")] : [])
        return "\(name)\(town)\(words.say("\u{A0}: ", ": "))" + facts.joined(separator: ", ")
    }
}
