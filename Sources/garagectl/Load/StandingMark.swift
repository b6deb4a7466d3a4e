/// How a standing looks on a picture: a colour that colour-blind readers tell apart, and a shape
/// that needs no colour at all.
///
/// The colours are of Okabe and Ito's set (2008, Color Universal Design).
extension Standing {
    var colour: String {
        switch self {
        case .zero, .below: "#0072B2"
        case .inside: "#009E73"
        case .above: "#D55E00"
        case .closed: "#8A8F98"
        }
    }

    /// The colour of its part of a column: who has nobody has no people's colour.
    var columnFill: String { self == .zero ? "#FFFFFF" : colour }

    /// The mark: a ring at zero, a triangle that points down below the band and up above it, a disc
    /// inside, a cross when closed.
    func mark(at point: PicturePoint, radius: Double) -> SVGElement {
        switch self {
        case .zero:
            SVGElement(
                "circle",
                [
                    "cx": SVGValue(point.x), "cy": SVGValue(point.y), "r": SVGValue(radius),
                    "fill": "#FFFFFF", "stroke": SVGValue(colour), "stroke-width": 2,
                ])
        case .inside:
            SVGElement(
                "circle",
                [
                    "cx": SVGValue(point.x), "cy": SVGValue(point.y), "r": SVGValue(radius),
                    "fill": SVGValue(colour), "stroke": "#FFFFFF", "stroke-width": 0.8,
                ])
        case .below: triangle(point, radius, up: 1)
        case .above: triangle(point, radius, up: -1)
        case .closed: cross(point, radius)
        }
    }

    /// As large an area as the disc of that radius: a side of 2.69 radii.
    private func triangle(
        _ point: PicturePoint, _ radius: Double, up: Double
    ) -> SVGElement {
        let (half, height) = (radius * 1.35, radius * 2.33)
        let base = point.y - up * height / 3
        let corners = [
            (point.x - half, base), (point.x + half, base), (point.x, base + up * height),
        ]
        let list = corners.map { "\(XMLText.number($0.0)),\(XMLText.number($0.1))" }
        return SVGElement(
            "polygon",
            [
                "points": SVGValue(list.joined(separator: " ")), "fill": SVGValue(colour),
                "stroke": "#FFFFFF", "stroke-width": 0.8, "stroke-linejoin": "round",
            ])
    }

    private func cross(_ point: PicturePoint, _ radius: Double) -> SVGElement {
        let (x, y, r) = (point.x, point.y, radius * 0.75)
        func at(_ dx: Double, _ dy: Double) -> String {
            "\(XMLText.number(x + dx * r)) \(XMLText.number(y + dy * r))"
        }
        return SVGElement(
            "path",
            [
                "d": "M\(at(-1, -1))L\(at(1, 1))M\(at(-1, 1))L\(at(1, -1))", "fill": "none",
                "stroke": SVGValue(colour), "stroke-width": 2, "stroke-linecap": "round",
            ])
    }
}
