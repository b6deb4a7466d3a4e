import GarageNetwork

/// Sends a year of requests through the socket, one decision after the other.
///
/// Each decision depends on the ones before, so REFER waits for its answer; enrolments do not
/// depend on anything and go ahead, many at a time. Every write carries a key, so that a run that
/// was interrupted, or whose connection was lost, is simply done again.
struct ReplayRun {
    var order = ReplayOrder()
    var setsClock = true
    /// Opens a connection; called again when one is lost.
    let connect: () throws(Failure) -> LineClient
    /// The ways to other daemons on the same database, which then take requests in turn.
    var others: [PersistentLine] = []
    /// Waits for some milliseconds; the tests do not.
    var pause: (Int) -> Void = sleepMilliseconds

    /// How many people are enrolled ahead of their referrals.
    static let enrolmentsAhead = 64

    func run(
        _ demands: [Demand], decide: (Demand, ReplayDecision) throws(Failure) -> Void
    ) throws(Failure) {
        var lines = [PersistentLine(connect: connect, pause: pause)] + others
        var clocks = lines.map { _ in demands.first?.at.advanced(bySeconds: -1) }
        var start = 0
        while start < demands.count {
            let block = demands[start..<min(start + Self.enrolmentsAhead, demands.count)]
            let people = try enrol(block, &lines[0])
            for (index, person) in zip(block.indices, people) {
                let (demand, turn) = (demands[index], index % lines.count)
                if setsClock, demand.at != clocks[turn] {
                    try setClock(demand, &lines[turn])
                    clocks[turn] = demand.at
                }
                try decide(demand, try refer(demand, person, &lines[turn]))
            }
            start = block.endIndex
        }
    }

    /// The pseudonyms of a block of people.
    private func enrol(
        _ block: ArraySlice<Demand>, _ line: inout PersistentLine
    ) throws(Failure) -> [String] {
        let replies = try line.ask(block.map(order.enrolment))
        return try replies.map { reply throws(Failure) in
            if case .refused(let refusal) = reply.final { throw .enrolment(refusal) }
            guard let id = reply.member("beneficiary") else {
                throw .badReply("an enrolment without a beneficiary")
            }
            return id
        }
    }

    private func setClock(_ demand: Demand, _ line: inout PersistentLine) throws(Failure) {
        let reply = try line.ask(order.clock(demand))
        guard case .refused(let refusal) = reply.final else { return }
        throw Failure(
            refusal.code < 500 ? .refused : .unreachable,
            "the daemon's clock cannot be set: \(refusal.description)",
            advice: "start it with --now \(demand.at.iso8601) and ask as an administrator,"
                + " or replay with --no-clock: everything then counts in the present month")
    }

    private func refer(
        _ demand: Demand, _ person: String, _ line: inout PersistentLine
    ) throws(Failure) -> ReplayDecision {
        let began = ContinuousClock.now
        let reply = try line.ask(order.referral(demand, beneficiary: person))
        let microseconds = Int(((ContinuousClock.now - began).inSeconds * 1e6).rounded())
        switch reply.final {
        case .refused(let refusal):
            guard Self.isAboutThePerson(refusal) else { throw .refused(refusal, verb: "REFER") }
            return ReplayDecision(refusal: refusal.name, microseconds: microseconds)
        case .worked:
            guard let garage = reply.member("garage")?.nonEmpty else {
                throw .badReply("a referral without a garage")
            }
            return ReplayDecision(
                garage: garage, microseconds: microseconds, extraKm: reply.extraKm,
                isReplayed: reply.member("replayed") == "yes")
        }
    }

    /// Whether the next request may be decided although this one was not.
    private static func isAboutThePerson(_ refusal: Refusal) -> Bool {
        ["NO-GARAGE", "FULL", "OPEN-REFERRAL", "CONFLICT", "RANGE"].contains(refusal.name)
    }
}

extension WireReply {
    /// A member of the first row, as text.
    fileprivate func member(_ name: String) -> String? {
        rows.first.flatMap(JSONReader.object)?.first { $0.name == name }?.value.plain
    }

    /// How much further than the nearest garage it is, when the daemon says.
    fileprivate var extraKm: Double? {
        if let km = member("extra_km").flatMap(Double.init) { return km }
        guard let km = member("km").flatMap(Double.init),
            let nearest = member("nearest_km").flatMap(Double.init)
        else { return nil }
        return km - nearest
    }
}

extension Failure {
    fileprivate static func enrolment(_ refusal: Refusal) -> Failure {
        let failure = Failure.refused(refusal, verb: "BENEFICIARY-ADD")
        switch refusal.name {
        case "NO-SUCH":
            return Failure(
                failure.status, failure.sentence,
                advice: "import the prescribers first, or replay with --no-prescribers")
        case "KEY-REUSED":
            return Failure(
                failure.status, failure.sentence,
                advice: "this daemon has replayed another file: choose --key-prefix")
        default: return failure
        }
    }
}
