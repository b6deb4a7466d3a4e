import GarageNetwork
import LineProtocol
import Matching
import Testing

@testable import Commands

/// The job that ends files, and how an export reads.
@Suite struct RetentionJobTests {
    private func row(_ line: String, _ rights: RightsBook) async throws -> [String: Field.Value] {
        let book = LedgerBook.withPerson()
        var desks = KeptDesks(book).desks
        desks.rights = rights
        let rows = try await Rehearsal(book: book, desks: desks).ask(line).get().rows
        return Dictionary(
            try #require(rows.first).map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func aRehearsalCountsAndWritesNothing() async throws {
        let book = RightsBook {
            $0.counts.toNotice = 7
            $0.counts.due = 5
            $0.counts.keptByRequest = 2
        }
        let row = try await row("JOB name=retention dry_run=yes lang=en", book)
        #expect(book.now.writes == 0)
        #expect(row["erased"] == .whole(5))
        #expect(row["noticed"] == .whole(7))
        #expect(row["kept_open_request"] == .whole(2))
    }

    @Test func aRunErasesPageAfterPageAndTellsOfAllNotices() async throws {
        let book = RightsBook {
            $0.due = (1...1_201).compactMap { number in
                BeneficiaryID("B\(number)").map { KeptPerson(number: Int64(number), id: $0) }
            }
            $0.notices = [500, 20]
        }
        let row = try await row("JOB name=retention lang=en", book)
        #expect(row["erased"] == .whole(1_201))
        #expect(row["noticed"] == .whole(520))
        #expect(book.now.departures.map(\.number) == Array(1...1_201))
        // A sweep, three pages of erasing, two of notices, messages, the register.
        #expect(book.now.writes == 8)
        #expect(book.now.terms.last?.months == 24)
    }
}

/// An export as lines.
@Suite struct ExportWordingTests {
    private let parts = [
        ExportPart("identity", [("family_name", .text("Durand")), ("phone", .text("0612"))]),
        ExportPart("quote", [("referral", .text("7KQ4M2X9")), ("amount_cents", .whole(120_005))]),
        ExportPart("quote", [("amount_cents", .whole(9))]),
    ]

    @Test(arguments: [
        (
            Language.french,
            [
                "Identité", "- nom : Durand; téléphone : 0612", "Devis",
                "- orientation : 7KQ4M2X9; montant : 1200,05 €", "- montant : 0,09 €",
            ]
        ),
        (
            .english,
            [
                "Identity", "- family name: Durand; telephone: 0612", "Quotes",
                "- referral: 7KQ4M2X9; amount: €1200.05", "- amount: €0.09",
            ]
        ),
    ])
    func headingsOnceAndMoneyAsWritten(language: Language, lines: [String]) {
        let rows = ExportWording(language: language).rows(of: parts)
        #expect(rows.map { $0[1].value } == lines.map { .text($0) })
    }

    @Test func valuesKeepTheirNames() {
        #expect(
            parts[1].row == [
                Field("part", .text("quote")), Field("referral", .text("7KQ4M2X9")),
                Field("amount_cents", .whole(120_005)),
            ])
    }
}
