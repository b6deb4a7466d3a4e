import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// Sentences for people: whole in French and in English, never half of each.
@Suite struct LanguageTests {
    private static func rehearsal(_ past: PastArchive = .halfYear) throws -> Rehearsal {
        let book = LedgerBook { $0.past = past }
        var garages = Rehearsal.threeGarages
        garages[1].monthlyCap = 7
        garages[2].checkedOn = Day("2026-01-31")
        let rehearsal = Rehearsal(
            book: book, garages: garages, counts: Rehearsal.november([12, 7, 0]))
        let friday = try #require(Day("2026-11-27"))
        rehearsal.clock.set(to: Instant(paris: friday, secondsOfDay: 36_000))
        rehearsal.network.turn(to: rehearsal.clock.now)
        return rehearsal
    }

    private static func sentences(_ reply: Reply) -> [String] {
        let last = ["note", "change"].compactMap { name -> String? in
            if case .text(let text) = reply[name] { text } else { nil }
        }
        return reply.texts("why") + reply.texts("label") + last
    }

    private static let frenchWords: Set = [
        "de", "le", "la", "au", "ce", "que", "est", "du", "pour", "fiche", "atteint", "mois",
        "cette", "les", "plus", "par", "habitants", "accélérer", "freiner", "quitte", "réseau",
        "changer",
    ]
    private static let englishWords: Set = [
        "the", "of", "is", "and", "people", "month", "that", "no", "last", "cap", "reached", "it",
        "leaves", "accelerate", "brake", "change-path", "change", "too-early",
    ]

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init))
    }

    private static let verbs = [
        "MATCH at=50.43,2.83", "MATCH at=50.35,3.0", "ALERTS", "STEERING", "WHATIF leave=G001",
        "WHATIF garage=G001 min=1 max=2", "WHATIF prescriber_at=50.43,2.83",
        "WHATIF garage_at=50.43,2.83", "WHATIF demand_percent=120",
    ]

    @Test("each sentence is in the language that was asked for", arguments: verbs, [true, false])
    func whole(line: String, hasPast: Bool) async throws {
        let rehearsal = try Self.rehearsal(hasPast ? .halfYear : PastArchive())
        let french = Self.sentences(try await rehearsal.ask("\(line) lang=fr").get())
        let english = Self.sentences(try await rehearsal.ask("\(line) lang=en").get())
        #expect(french.count == english.count && !french.isEmpty)
        for (one, other) in zip(french, english) {
            #expect(one != other)
            #expect(!Self.words(one).isDisjoint(with: Self.frenchWords), "\(one)")
            #expect(!Self.words(other).isDisjoint(with: Self.englishWords), "\(other)")
            #expect(Self.words(one).isDisjoint(with: ["the", "people", "month", "and", "is"]))
            #expect(Self.words(other).isDisjoint(with: ["le", "la", "les", "mois", "est", "ce"]))
            for text in [one, other] {
                #expect(!text.contains("nil") && !text.contains("Optional") && !text.contains("  "))
                #expect(text == text.split(separator: "\n").joined())
            }
        }
    }

    @Test("MATCH says why with a full stop, and numbers as the language writes them")
    func match() async throws {
        let rehearsal = try Self.rehearsal()
        let french = try await rehearsal.ask("MATCH at=50.35,3.0 lang=fr").get().texts("why")
        let english = try await rehearsal.ask("MATCH at=50.35,3.0 lang=en").get().texts("why")
        #expect(french.allSatisfy { $0.hasSuffix(".") && $0.contains(" km, ") })
        #expect(english.allSatisfy { $0.hasSuffix(".") && $0.contains(" km, ") })
        #expect(french.allSatisfy { $0.contains(",") && !$0.contains(" : :") })
    }

    @Test("the configuration's language is what a request without one gets")
    func configured() async throws {
        let rehearsal = try Self.rehearsal()
        let french = try await rehearsal.ask("ALERTS").get()
        #expect(french == (try await rehearsal.ask("ALERTS lang=fr").get()))
        var settings = CommandSettings()
        settings.language = .english
        rehearsal.environment.currentSettings.replace(with: settings)
        #expect(
            try await rehearsal.ask("ALERTS").get() == rehearsal.ask("ALERTS lang=en").get())
        #expect(try await rehearsal.ask("ALERTS lang=fr").get() == french)
    }

    @Test("a language changes sentences and no number", arguments: verbs + ["LOAD", "FORECAST"])
    func numbers(line: String) async throws {
        let rehearsal = try Self.rehearsal()
        let spoken: Set = ["why", "label", "note", "change"]
        func bare(_ language: String) async throws -> [Reply.Row] {
            let reply = try await rehearsal.ask("\(line) lang=\(language)").get()
            return (reply.rows + [reply.summary]).map { row in
                row.filter { field in
                    if case .text = field.value { !spoken.contains(field.name) } else { true }
                }
            }
        }
        #expect(try await bare("fr") == bare("en"))
    }
}
