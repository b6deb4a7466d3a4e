/// The first line of a file of places that could not be read, and why.
package struct PlaceFileError: Error, Equatable, CustomStringConvertible {
    /// Counted from 1; the header is line 1.
    package let line: Int
    package let problem: Problem

    /// Puts a problem down to a line.
    package init(line: Int, problem: Problem) {
        self.line = line
        self.problem = problem
    }

    /// What is wrong with a line.
    package enum Problem: Error, Equatable {
        /// The first line is not ``PlaceRow/tsvHeader``.
        case header
        /// A line has another number of fields than six: this one.
        case fields(Int)
        /// A name is empty, too long, without a letter or digit, or not UTF-8.
        case name
        /// A postal code is not of five letters or digits.
        case postcode
        /// A department is not of up to three letters or digits.
        case department
        /// Latitude and longitude are not degrees in range.
        case position
        /// A population is not a whole number from 0 on.
        case population
    }

    package var description: String { "line \(line): \(problem.remedy)" }
}

extension PlaceFileError.Problem {
    /// What is wrong and what to do, in one sentence.
    fileprivate var remedy: String {
        switch self {
        case .header:
            let columns = PlaceRow.tsvHeader.split(separator: "\t").joined(separator: ", ")
            return "the first line must name the columns \(columns), with tabs between them."
        case .fields(let count):
            return "\(count) fields where there must be 6, with a tab between each two."
        case .name: return "the name must be 1 to \(PlaceRow.nameBytesMax) bytes of UTF-8 text."
        case .postcode: return "write postal codes with five characters, joined by |."
        case .department: return "write the department as in 62, 2A or 971, or leave it empty."
        case .position:
            return "write degrees with a point: latitude -90 to 90, longitude -180 to 180."
        case .population: return "write the population as a whole number; 0 when unknown."
        }
    }
}
