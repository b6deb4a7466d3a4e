import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let answers = Command(
        "ANSWERS", "Shows how garages answer what is proposed to them, the worst first.",
        access: .roles([.manager]),
        takes: [AnswerKeys.mute, GarageKeys.territory, AnswerKeys.days, AnswerKeys.limit],
        errors: [.notReady, .storeDown], example: "ANSWERS mute=yes territory=62"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let filter = AnswerFilter(
            mute: try call.optional(AnswerKeys.mute),
            territory: try call.optional(GarageKeys.territory)?.text,
            limit: try call.optional(AnswerKeys.limit)?.value ?? RowLimit.range.upperBound)
        let days = try call.optional(AnswerKeys.days)?.value ?? AnswerDays.standard
        return .later { () async throws(RequestError) -> Reply in
            let counts = try await ledger { () async throws(LedgerError) in
                try await call.environment.archive.answers(since: network.today + (1 - days))
            }
            return filter.reply(network.garages, counts, days: days)
        }
    }

    static let lessons = Command(
        "LESSONS", "Lists what garages declined of late that their lists do not say.",
        access: .roles([.manager]),
        takes: [Keys.garage, GarageKeys.territory, AnswerKeys.limit],
        errors: [.noSuch, .notReady], example: "LESSONS territory=62"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let only = try call.optional(Keys.garage) == nil ? nil : try call.knownGarage().number
        let territory = try call.optional(GarageKeys.territory)?.text
        let limit = try call.optional(AnswerKeys.limit)?.value ?? RowLimit.range.upperBound
        let language = try call.language()
        let rows = network.garages.filter { garage in
            garage.status != .left && (only.map { $0 == garage.number } ?? true)
                && (territory.map { garage.postcode.hasPrefix($0) } ?? true)
        }.flatMap { garage in
            garage.lessons.filter { $0.holds(on: network.today) }
                .map { $0.row(of: garage, language) }
        }
        return .now(.listing(Array(rows.prefix(limit)), .remainder(rows.count - limit)))
    }
}

private enum AnswerKeys {
    static let mute = Key<Choice>("mute", "Only those that do not answer, or only the others.")
    static let days = Key<AnswerDays>(
        "days", "How far to look back.", default: "\(AnswerDays.standard)")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "1000")
}

/// How many days of answers are looked at.
struct AnswerDays: BoundedWhole {
    static let range = 1...400
    static let unit = "days"
    let value: Int
    init(_ value: Int) { self.value = value }

    static let standard = 90
}

/// `forget`, which is all that can be done to lessons.
enum ForgetWord: String, CaseIterable, ProtocolWord {
    case forget
}

/// Which garages ANSWERS was asked for.
private struct AnswerFilter {
    let mute: Choice?
    let territory: String?
    let limit: Int

    func reply(_ garages: Garages, _ counts: [AnswerCount], days: Int) -> Reply {
        let byGarage = Dictionary(counts.map { ($0.garage, $0) }) { first, _ in first }
        let found = garages.filter(takes).map { garage in
            AnswerRow(
                garage: garage,
                count: byGarage[garage.number]
                    ?? AnswerCount(garage: garage.number, proposed: 0, unanswered: 0))
        }.sorted(by: AnswerRow.isWorse)
        let silent = found.count { $0.garage.muteSince != nil }
        return .listing(
            found.prefix(limit).map(\.row),
            [Field("days", .count(days)), Field("mute", .count(silent))]
                + .remainder(found.count - limit))
    }

    private func takes(_ garage: Garage) -> Bool {
        garage.status != .left
            && (mute.map { ($0 == .yes) == (garage.muteSince != nil) } ?? true)
            && (territory.map { garage.postcode.hasPrefix($0) } ?? true)
    }
}

/// A garage and how it answers.
private struct AnswerRow {
    let garage: Garage
    let count: AnswerCount

    /// Those that are mute first, for the longest time first; then by the share of answers, and of
    /// equal shares those that were asked more; those that were asked nothing last.
    static func isWorse(_ a: AnswerRow, than b: AnswerRow) -> Bool {
        a.key != b.key ? a.key < b.key : a.garage.id < b.garage.id
    }

    private var key: (Int32, Double, Int) {
        (
            garage.muteSince?.ordinal ?? .max, count.answerRate ?? .infinity, -count.proposed
        )
    }

    var row: Reply.Row {
        [
            Field("garage", .text(garage.id.text)), Field("name", .text(garage.name)),
            Field("proposed", .count(count.proposed)), Field("answered", .count(count.answered)),
            Field("accepted", .count(count.accepted)), Field("declined", .count(count.declined)),
            Field("expired", .count(count.unanswered)),
            Field(
                "answer_rate", count.answerRate.map { .decimal($0, places: 2) } ?? .missing),
            Field(
                "median_hours", count.medianHours.map { .decimal($0, places: 1) } ?? .missing),
            Field("last_answer", count.lastAnswer.map { .text($0.iso8601) } ?? .missing),
            Field("mute_since", garage.muteSince.map { .text("\($0)") } ?? .missing),
            Field("phone", .text(garage.phone)),
        ]
    }
}

extension Reply.Row {
    /// How many rows were left out; nothing where none was.
    fileprivate static func remainder(_ count: Int) -> Reply.Row {
        count > 0 ? [Field("more", .count(count))] : []
    }
}

extension Lesson {
    fileprivate func row(of garage: Garage, _ language: Language) -> Reply.Row {
        [
            Field("garage", .text(garage.id.text)), Field("name", .text(garage.name)),
            Field("what", .text(kind.rawValue)),
            Field("brand", brand.map { .text($0.folded) } ?? .missing),
            Field("learnt_on", .text("\(learntOn)")), Field("until", .text("\(until)")),
            Field("times", .count(declines)), Field("why", .text(sentence(in: language))),
        ]
    }

    /// What was declined, and which entry of the garage's list would say so.
    private func sentence(in language: Language) -> String {
        let name = brand?.folded
        switch (kind, language) {
        case (.brand, .french):
            return "a refusé \(name.map { "la marque \($0)" } ?? "une marque")"
                + " : à corriger dans brands= et heavy_brands="
        case (.brand, .english):
            return "declined \(name.map { "the brand \($0)" } ?? "a brand")"
                + ": to be corrected in brands= and heavy_brands="
        case (.heavy, .french):
            return "a refusé de gros travaux\(name.map { " sur \($0)" } ?? "")"
                + " : à corriger dans heavy_brands= ou work="
        case (.heavy, .english):
            return "declined heavy work\(name.map { " on \($0)" } ?? "")"
                + ": to be corrected in heavy_brands= or work="
        case (.limits, .french):
            return "a refusé une voiture trop ancienne, trop kilométrée ou trop puissante :"
                + " age_years_max=, odometer_km_max= ou fiscal_cv_max= à demander"
        case (.limits, .english):
            return "declined a car as too old, too far driven or too powerful:"
                + " ask for age_years_max=, odometer_km_max= or fiscal_cv_max="
        }
    }
}
