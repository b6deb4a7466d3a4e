/// One garage's month as a bar: people who came, people who will probably come, the band.
///
/// `████[█░░···]`: each person is one cell or more; the brackets stand before the first person that
/// makes enough and after the last that is not too many. So a bar passes `[` exactly when the count
/// is in the band, and `]` exactly when it is above.
struct LoadBar {
    /// Cells a person takes; under 1 where bands are so wide that they would not fit.
    let cellsPerPerson: Double
    /// People that fit; more are cut off by `»`.
    let peopleMax: Int

    /// Cells that brackets and the sign of a cut take.
    private static let signCells = 3

    /// Chooses the scale for bars of at most so many cells: so large that every band fits, and
    /// nearly every bar.
    init(_ garages: [GarageLoad], width: Int) {
        let cells = Swift.max(4, width - Self.signCells)
        let longest = garages.reduce(1) { longest, garage in
            Swift.max(longest, garage.max, garage.committed, Int(garage.forecast.rounded()))
        }
        let widestBand = garages.reduce(1) { Swift.max($0, $1.max) }
        if longest * 2 <= cells {
            cellsPerPerson = 2
            peopleMax = longest
        } else if widestBand * 5 / 4 <= cells {
            cellsPerPerson = 1
            peopleMax = Swift.min(longest, cells)
        } else {
            // Two cells are kept for the persons beside the brackets, who always get one.
            cellsPerPerson = Double(cells - 2) / Double(longest)
            peopleMax = longest
        }
    }

    /// The bar in pieces: people who came, what follows up to the forecast, the rest.
    struct Pieces: Equatable {
        var came = ""
        var expected = ""
        var rest = ""

        var count: Int { came.count + expected.count + rest.count }
    }

    func pieces(_ garage: GarageLoad) -> Pieces {
        var pieces = Pieces()
        let expected = Int(garage.forecast.rounded())
        func add(_ sign: String, for person: Int) {
            if person <= garage.committed {
                pieces.came += sign
            } else if person <= expected {
                pieces.expected += sign
            } else {
                pieces.rest += sign
            }
        }
        if garage.min == 0 { add("[", for: 1) }
        if garage.max == 0 { add("]", for: 1) }
        for person in 1...peopleMax {
            if person == garage.min { add("[", for: person) }
            let glyph =
                person <= garage.committed
                ? "█"
                : person <= expected ? "░" : (garage.min...garage.max).contains(person) ? "·" : " "
            add(String(repeating: glyph, count: cells(person, garage)), for: person)
            // The bracket belongs to what goes on past it.
            if person == garage.max { add("]", for: person + 1) }
        }
        if garage.committed > peopleMax {
            pieces.came += "»"
        } else if expected > peopleMax {
            pieces.expected += "»"
        }
        return pieces
    }

    /// Where the scale is small, the persons beside the brackets still get a cell.
    private func cells(_ person: Int, _ garage: GarageLoad) -> Int {
        let end = Int((Double(person) * cellsPerPerson).rounded())
        let start = Int((Double(person - 1) * cellsPerPerson).rounded())
        let mattersAlone = person == garage.min || person == garage.max + 1
        return Swift.max(end - start, mattersAlone ? 1 : 0)
    }
}
