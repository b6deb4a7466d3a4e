import Foundation

/// Prints what each operation of the catalogue costs: `make bench`.
///
/// An argument measures only the benchmarks whose names hold it.
@main struct Program {
    static func main() {
        let wanted = CommandLine.arguments.dropFirst().first
        print("operation".padded(to: 32), "fastest ns", "median ns", separator: "  ")
        for benchmark in Catalogue.all where wanted.map(benchmark.name.contains) ?? true {
            let (fastest, median) = benchmark.measure()
            print(
                benchmark.name.padded(to: 32), fastest.inColumn, median.inColumn, separator: "  ")
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        padding(toLength: width, withPad: " ", startingAt: 0)
    }
}

extension Double {
    /// One digit after the point, to the right of ten characters.
    fileprivate var inColumn: String {
        let text = formatted(.number.precision(.fractionLength(1)).grouping(.never))
        return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
}
