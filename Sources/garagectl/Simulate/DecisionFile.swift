import GarageNetwork

/// The file of decisions: `request_id,garage_id,decision_us`, one line a request, in their order.
///
/// An empty garage means that nobody could take the person. Without times the same run writes the
/// same bytes.
struct DecisionFile {
    private let file: WholeFile
    private let hasTimes: Bool

    init(_ path: String, hasTimes: Bool) throws(Failure) {
        file = try WholeFile(path)
        self.hasTimes = hasTimes
        try file.write(Self.header(hasTimes: hasTimes))
    }

    func write(
        _ request: String, _ garage: GarageID?, microseconds: Double?
    ) throws(Failure) {
        try file.write(
            Self.line(request, garage, microseconds: hasTimes ? microseconds ?? 0 : nil))
    }

    func finish() throws(Failure) { try file.finish() }

    static func header(hasTimes: Bool) -> String {
        "request_id,garage_id" + (hasTimes ? ",decision_us" : "")
    }

    static func line(_ request: String, _ garage: GarageID?, microseconds: Double?) -> String {
        CSVText.line(
            [request, garage?.text ?? ""] + (microseconds.map { [$0.text(places: 1)] } ?? []))
    }
}
