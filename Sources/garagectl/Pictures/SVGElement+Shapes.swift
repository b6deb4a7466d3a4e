import Glibc

/// A point of a picture: right and down from its upper left corner, in its own units.
struct PicturePoint: Equatable {
    let x: Double
    let y: Double
}

extension SVGElement {
    /// A line of text; `anchor` is start, middle or end.
    static func text(
        _ words: String, _ x: Double, _ y: Double, size: Double = 13, anchor: String = "start",
        colour: String = "#1B2430", weight: String = "normal"
    ) -> SVGElement {
        SVGElement(
            "text",
            [
                "x": SVGValue(x), "y": SVGValue(y), "font-size": SVGValue(size),
                "text-anchor": SVGValue(anchor), "fill": SVGValue(colour),
                "font-weight": SVGValue(weight),
            ]
        ).saying(words)
    }

    static func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String,
        stroke: String = "none"
    ) -> SVGElement {
        SVGElement(
            "rect",
            [
                "x": SVGValue(x), "y": SVGValue(y), "width": SVGValue(width),
                "height": SVGValue(height), "fill": SVGValue(fill), "stroke": SVGValue(stroke),
            ])
    }

    static func line(
        _ from: PicturePoint, _ to: PicturePoint, stroke: String, width: Double = 1
    ) -> SVGElement {
        SVGElement(
            "line",
            [
                "x1": SVGValue(from.x), "y1": SVGValue(from.y), "x2": SVGValue(to.x),
                "y2": SVGValue(to.y), "stroke": SVGValue(stroke), "stroke-width": SVGValue(width),
            ])
    }

    /// Closed rings of points, filled.
    static func area(_ rings: [[PicturePoint]], fill: String, stroke: String) -> SVGElement {
        let path = rings.map { ring in
            let corners = ring.map { "\(XMLText.number($0.x)) \(XMLText.number($0.y))" }
            return "M" + corners.joined(separator: "L") + "Z"
        }
        return SVGElement(
            "path",
            [
                "d": SVGValue(path.joined()), "fill": SVGValue(fill), "stroke": SVGValue(stroke),
                "stroke-width": 0.8, "stroke-linejoin": "round", "fill-rule": "evenodd",
            ])
    }
}
