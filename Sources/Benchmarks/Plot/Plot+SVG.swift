import Foundation

extension Plot {
    private static let width = 940.0
    private static let height = 480.0
    private static let area = (left: 74.0, right: 640.0, top: 46.0, bottom: 420.0)
    /// Chosen to stand out on white and on nearly black.
    private static let colours = [
        "#d9480f", "#1c7ed6", "#2f9e44", "#ae3ec9", "#b08900", "#0c8599", "#e64980", "#868e96",
    ]

    /// The picture; nil when there is nothing to draw.
    func svg(_ curves: [Curve]) -> String? {
        let points = curves.flatMap(\.points)
        let area = Self.area
        guard
            let across = LogScale(holding: points.map(\.x), from: area.left, to: area.right),
            let up = LogScale(holding: points.map(\.y), from: area.bottom, to: area.top)
        else { return nil }
        let parts =
            [Self.head, text(Self.width / 2, 26, title, "title", anchor: "middle")]
            + grid(across, up) + marks(curves, across)
            + curves.enumerated().flatMap { drawing(of: $1, number: $0, across, up) }
        return parts.joined(separator: "\n") + "\n</svg>\n"
    }

    /// Colours follow the reader's scheme; the background is drawn, since pages differ.
    private static var head: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(width)) \(Int(height))" \
        font-family="sans-serif" font-size="12" role="img">
        <style>
        .paper { fill: #ffffff } .grid { stroke: #dee2e6 } .mark { stroke: #868e96 }
        text { fill: #212529 } .small { font-size: 11px } .title { font-size: 15px }
        @media (prefers-color-scheme: dark) {
        .paper { fill: #16181d } .grid { stroke: #343a40 } .mark { stroke: #868e96 }
        text { fill: #e9ecef } }
        </style>
        <rect class="paper" width="\(Int(width))" height="\(Int(height))"/>
        """
    }

    private func grid(_ across: LogScale, _ up: LogScale) -> [String] {
        let area = Self.area
        var parts: [String] = []
        for tick in across.ticks {
            let x = across.position(of: tick)
            parts.append(line(x, area.top, x, area.bottom, "grid"))
            parts.append(text(x, area.bottom + 18, Self.label(tick), "small", anchor: "middle"))
        }
        for tick in up.ticks {
            let y = up.position(of: tick)
            parts.append(line(area.left, y, area.right, y, "grid"))
            parts.append(text(area.left - 8, y + 4, Self.label(tick), "small", anchor: "end"))
        }
        let middle = (x: (area.left + area.right) / 2, y: (area.top + area.bottom) / 2)
        parts.append(text(middle.x, area.bottom + 44, xTitle, "", anchor: "middle"))
        parts.append(
            """
            <text x="18" y="\(Self.pixels(middle.y))" text-anchor="middle" \
            transform="rotate(-90 18 \(Self.pixels(middle.y)))">\(Self.escaped(yTitle))</text>
            """)
        return parts
    }

    /// Upright lines where something changes for the first curve that says so.
    private func marks(_ curves: [Curve], _ across: LogScale) -> [String] {
        let area = Self.area
        let marks = curves.first { !$0.marks.isEmpty }?.marks ?? []
        let drawn = marks.filter {
            !$0.label.isEmpty && $0.x >= across.low && $0.x <= across.high
        }
        return drawn.flatMap { mark in
            let x = across.position(of: mark.x)
            return [
                line(x, area.top, x, area.bottom, "mark", more: #" stroke-dasharray="2 4""#),
                text(x - 4, area.bottom - 8, mark.label, "small", anchor: "end"),
            ]
        }
    }

    /// The curve, its points, rings about its bends, and its line of the legend.
    private func drawing(
        of curve: Curve, number: Int, _ across: LogScale, _ up: LogScale
    ) -> [String] {
        let colour = Self.colours[number % Self.colours.count]
        let dashes = number < Self.colours.count ? "" : #" stroke-dasharray="6 4""#
        let places = curve.points.map { (across.position(of: $0.x), up.position(of: $0.y)) }
        let path = places.map { "\(Self.pixels($0.0)),\(Self.pixels($0.1))" }
        let y = Self.area.top + 14 + Double(number) * 20
        var parts = [
            """
            <polyline points="\(path.joined(separator: " "))" fill="none" stroke="\(colour)" \
            stroke-width="2"\(dashes)/>
            """
        ]
        parts += places.map { circle($0.0, $0.1, 3, #"fill="\#(colour)""#) }
        parts += Bend.all(of: curve).map {
            circle(
                across.position(of: $0.point.x), up.position(of: $0.point.y), 7,
                #"fill="none" stroke="\#(colour)" stroke-width="1.5""#)
        }
        let legend = Self.area.right + 16
        parts.append(
            line(
                legend, y - 4, legend + 20, y - 4, "",
                more: #" stroke="\#(colour)" stroke-width="3"\#(dashes)"#))
        parts.append(text(legend + 28, y, curve.name, "small"))
        return parts
    }

    private func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String, more: String = ""
    ) -> String {
        """
        <line x1="\(Self.pixels(x1))" y1="\(Self.pixels(y1))" x2="\(Self.pixels(x2))" \
        y2="\(Self.pixels(y2))" class="\(style)"\(more)/>
        """
    }

    private func circle(_ x: Double, _ y: Double, _ radius: Double, _ look: String) -> String {
        #"<circle cx="\#(Self.pixels(x))" cy="\#(Self.pixels(y))" r="\#(radius)" \#(look)/>"#
    }

    private func text(
        _ x: Double, _ y: Double, _ words: String, _ style: String, anchor: String = "start"
    ) -> String {
        """
        <text x="\(Self.pixels(x))" y="\(Self.pixels(y))" class="\(style)" \
        text-anchor="\(anchor)">\(Self.escaped(words))</text>
        """
    }

    private static func pixels(_ value: Double) -> String { String(format: "%.1f", value) }

    private static func escaped(_ words: String) -> String {
        words.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }

    /// 300, 3 k, 1 M: short enough to stand side by side.
    static func label(_ tick: Double) -> String {
        switch tick {
        case ..<1: tick.formatted(.number.precision(.significantDigits(1)))
        case ..<1e3: String(Int(tick.rounded()))
        case ..<1e6: "\(Int((tick / 1e3).rounded())) k"
        case ..<1e9: "\(Int((tick / 1e6).rounded())) M"
        default: "\(Int((tick / 1e9).rounded())) G"
        }
    }
}
