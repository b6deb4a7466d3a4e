import Foundation

/// A table that can be read in a terminal and is Markdown.
struct Table: Codable, Equatable {
    let columns: [String]
    private(set) var rows: [[String]] = []

    init(_ columns: [String]) { self.columns = columns }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "A row has a cell for each column.")
        rows.append(cells)
    }

    /// A column whose first cell is a number stands to the right.
    var markdown: String {
        let widths = columns.indices.map { column in
            ([columns] + rows).map { $0[column].count }.max() ?? 0
        }
        let isNumeric = columns.indices.map { rows.first?[$0].first?.isNumber ?? false }
        let lines = ([columns] + rows).map { cells in
            let padded = cells.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - cells[column].count)
                return isNumeric[column] ? blanks + cells[column] : cells[column] + blanks
            }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = columns.indices.map {
            String(repeating: "-", count: widths[$0] + 1) + (isNumeric[$0] ? ":" : "-")
        }
        return ([lines[0], "|" + rule.joined(separator: "|") + "|"] + lines.dropFirst())
            .joined(separator: "\n")
    }
}

/// Nanoseconds, in the unit in which they are read best.
func duration(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1e3: "\(significant(nanoseconds)) ns"
    case ..<1e6: "\(significant(nanoseconds / 1e3)) µs"
    case ..<1e9: "\(significant(nanoseconds / 1e6)) ms"
    default: "\(significant(nanoseconds / 1e9)) s"
    }
}

/// A number with the digits that mean something.
func significant(_ number: Double) -> String {
    let places = number < 9.995 ? 2 : number < 99.95 ? 1 : 0
    return number.formatted(
        .number.precision(.fractionLength(places)).locale(Locale(identifier: "en_US")))
}

/// How many times as much one figure is as another, as a cell: "1.25 ×".
func ratio(_ figure: Double, to reference: Double) -> String {
    reference > 0 ? "\(significant(figure / reference)) ×" : "–"
}

func whole(_ number: Int) -> String {
    number.formatted(.number.locale(Locale(identifier: "en_US")))
}
