/// A person's sheet as one SVG file: for each dimension where they stood and where they stand.
///
/// The two are told apart by pattern and by words, not by colour alone; the picture says in its
/// description all that it shows. No script, no font, nothing from outside; the same sheet gives
/// the same bytes.
struct SheetPicture {
    let sheet: PersonSheet
    let words: SheetWords

    static let width = 720.0
    private static let left = 220.0
    private static let scale = 3.6
    private static let rowHeight = 58.0
    private static let top = 150.0
    private static let quiet = "#5B6470"
    private static let now = "#0B5394"

    private var height: Double {
        Self.top + Double(sheet.dimensions.count) * Self.rowHeight + 92
    }

    /// The file.
    var document: String {
        let box = "0 0 \(XMLText.number(Self.width)) \(XMLText.number(height))"
        let svg = SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": SVGValue(box), "role": "img",
                "aria-labelledby": "title description", "lang": SVGValue(words.language.rawValue),
                "font-family": "system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif",
            ]
        ).containing(
            [
                SVGElement("title", ["id": "title"]).saying("\(words.title) · \(sheet.person)"),
                SVGElement("desc", ["id": "description"]).saying(description), pattern,
                .rectangle(0, 0, Self.width, height, fill: "#FFFFFF"),
            ] + heading + scaleLines + sheet.dimensions.enumerated().flatMap(row) + foot)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.xml
    }

    /// The picture in words.
    var description: String {
        ([words.dates(sheet) + ".", sheet.sentence] + sheet.dimensions.map(words.sentence))
            .joined(separator: " ")
    }

    /// Slanted strokes for where somebody stood: seen without colour, and in print.
    private var pattern: SVGElement {
        SVGElement("defs").containing([
            SVGElement(
                "pattern",
                [
                    "id": "stood", "width": 6, "height": 6, "patternUnits": "userSpaceOnUse",
                    "patternTransform": "rotate(45)",
                ]
            ).containing([
                .rectangle(0, 0, 6, 6, fill: "#FFFFFF"),
                .rectangle(0, 0, 2, 6, fill: Self.quiet),
            ])
        ])
    }

    private var heading: [SVGElement] {
        var elements: [SVGElement] = [
            .text("\(words.title) · \(sheet.person)", 32, 44, size: 24, weight: "bold"),
            .text(words.dates(sheet), 32, 66, size: 13, colour: Self.quiet),
        ]
        for (number, line) in zip(0..., sheet.sentence.wrapped(to: 96).prefix(2)) {
            elements.append(.text(line, 32, 90 + 18 * Double(number), size: 14))
        }
        return elements
    }

    /// 0, 25, 50, 75 and 100.
    private var scaleLines: [SVGElement] {
        let bottom = Self.top + Double(sheet.dimensions.count) * Self.rowHeight
        return stride(from: 0.0, through: 100, by: 25).flatMap { points -> [SVGElement] in
            let x = Self.left + points * Self.scale
            return [
                .line(
                    PicturePoint(x: x, y: Self.top - 6), PicturePoint(x: x, y: bottom - 8),
                    stroke: "#D5DAE1"),
                .text(
                    XMLText.number(points), x, Self.top - 12, size: 11, anchor: "middle",
                    colour: Self.quiet),
            ]
        }
    }

    private func row(_ number: Int, _ dimension: PersonSheet.Dimension) -> [SVGElement] {
        let y = Self.top + Double(number) * Self.rowHeight
        var elements: [SVGElement] = [
            SVGElement.text(dimension.name, Self.left - 12, y + 20, size: 14, anchor: "end")
        ]
        guard let stands = dimension.stands else {
            elements.append(
                .text(words.unknown, Self.left + 6, y + 20, size: 13, colour: Self.quiet))
            return elements
        }
        if let stood = dimension.stood {
            elements.append(
                SVGElement.rectangle(
                    Self.left, y + 2, stood * Self.scale, 14, fill: "url(#stood)",
                    stroke: Self.quiet))
            elements.append(
                label(words.points(dimension.stoodText), dimension.bandStood, stood, y + 14))
        }
        elements.append(.rectangle(Self.left, y + 20, stands * Self.scale, 18, fill: Self.now))
        elements.append(label(words.points(dimension.standsText), dimension.band, stands, y + 34))
        return elements
    }

    /// Beside the end of a bar, or before it where there is no room.
    private func label(
        _ points: String, _ band: String, _ length: Double, _ y: Double
    ) -> SVGElement {
        .text("\(points) \(band)", Self.left + length * Self.scale + 6, y, size: 12)
    }

    private var foot: [SVGElement] {
        let y = Self.top + Double(sheet.dimensions.count) * Self.rowHeight + 12
        var elements: [SVGElement] = [
            .rectangle(Self.left, y, 28, 12, fill: Self.now),
            .text(words.stands, Self.left + 36, y + 11, size: 12),
        ]
        if sheet.dimensions.contains(where: { $0.stood != nil }) {
            elements += [
                .rectangle(Self.left + 140, y, 28, 12, fill: "url(#stood)", stroke: Self.quiet),
                .text(words.stood, Self.left + 176, y + 11, size: 12),
            ]
        }
        for (number, line) in zip(0..., words.foot(sheet).wrapped(to: 110)) {
            elements.append(
                .text(line, 32, y + 40 + 15 * Double(number), size: 11, colour: Self.quiet))
        }
        return elements
    }
}
