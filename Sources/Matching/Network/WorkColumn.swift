import GarageNetwork

/// What each garage takes, in a byte: garages that take the same share a number.
///
/// A search asks this of every garage in reach that does not take everything. Reading it off the
/// garages was half of what a search cost where every tenth is such a one.
struct WorkColumn: Sendable {
    private var codes: [UInt8]
    /// By code; the first is everything.
    private var works = [AcceptedWork()]
    private var codeOfWork: [AcceptedWork: UInt8] = [:]

    /// Of a garage that declined something lately, or takes what no code was left for.
    private static let own: UInt8 = .max

    /// So many garages that take everything.
    init(count: Int) { codes = Array(repeating: 0, count: count) }

    /// The number of what a garage takes; 0 where it is every car for every work.
    func code(of index: Int) -> UInt8 { codes[index] }

    /// What garages of a number take; nil where each has to be asked itself.
    subscript(code: UInt8) -> AcceptedWork? { code == Self.own ? nil : works[Int(code)] }

    /// Notes what a garage takes, and whether it has declined something lately.
    mutating func put(_ work: AcceptedWork, hasLessons: Bool, at index: Int) {
        codes[index] = hasLessons ? Self.own : code(of: work)
    }

    private mutating func code(of work: AcceptedWork) -> UInt8 {
        if work.isUnrestricted { return 0 }
        if let code = codeOfWork[work] { return code }
        guard works.count < Int(Self.own) else { return Self.own }
        let code = UInt8(works.count)
        works.append(work)
        codeOfWork[work] = code
        return code
    }
}
