import Commands
import GarageNetwork
import LineProtocol
import Testing

/// DELAYS, REASONS, SHARES and NO-SHOWS: what is asked, who may ask, what is too few to tell.
@Suite struct ReportVerbTests {
    private func stage(_ book: ReportBook) -> Rehearsal {
        Rehearsal(book: LedgerBook.withPerson(), desks: .closed(but: book))
    }

    static let verbs = ["DELAYS", "REASONS", "SHARES", "NO-SHOWS"]

    @Test(
        "a period is a month, days, or the last ninety",
        arguments: [
            ("", "2026-08-24", "2026-11-21"), (" month=2026-02", "2026-02-01", "2026-02-28"),
            (" from=2026-11-01", "2026-11-01", "2026-11-21"),
            (" through=2026-03-31", "2026-01-01", "2026-03-31"),
            (" from=2021-11-19", "2021-11-19", "2026-11-21"),
        ])
    func periods(keys: String, first: String, last: String) async throws {
        for verb in Self.verbs {
            let book = ReportBook()
            let reply = try await stage(book).ask(verb + keys, as: .manager).get()
            #expect(reply["from"] == .text(first) && reply["through"] == .text(last))
            let question = try #require(book.now.questions.first)
            #expect("\(question.first)" == first && "\(question.last)" == last)
        }
    }

    @Test(
        "refuses what cannot be answered",
        arguments: [
            (" month=2026-02 from=2026-02-01", .syntax),
            (" month=2026-02 through=2026-02-01", .syntax),
            (" from=2026-02-02 through=2026-02-01", .range), (" from=2021-11-17", .range),
            (" by=colour", .range), (" garage=G009", .noSuch), (" prescriber=P99", .noSuch),
            (" limit=0", .range),
        ] as [(String, RequestError.Name)])
    func refusals(keys: String, name: RequestError.Name) async {
        for verb in Self.verbs {
            #expect(
                await stage(ReportBook()).ask(verb + keys, as: .manager).refusal == name, "\(verb)")
        }
    }

    @Test("a garage and a prescriber ask of their own only, and others do not exist")
    func own() async throws {
        for verb in Self.verbs {
            let book = ReportBook()
            let rehearsal = stage(book)
            _ = try await rehearsal.ask(verb, as: .garage).get()
            _ = try await rehearsal.ask("\(verb) garage=G001", as: .garage).get()
            #expect(book.now.questions.allSatisfy { $0.garage == 1 })
            let foreign = await rehearsal.ask("\(verb) garage=G002", as: .garage).error
            let unknown = await rehearsal.ask("\(verb) garage=G009", as: .garage).error
            #expect(foreign == unknown && foreign?.name == .noSuch)

            _ = try await rehearsal.ask(verb, as: .prescriber).get()
            #expect(book.now.questions.last?.organisation == OrganisationID(1))
            let other = await rehearsal.ask("\(verb) prescriber=P02", as: .prescriber).error
            let nobody = await rehearsal.ask("\(verb) prescriber=P99", as: .prescriber).error
            #expect(other == nobody && other?.name == .noSuch)
        }
        // Whom else its garages work for is not a prescriber's business.
        #expect(
            await stage(ReportBook()).ask("SHARES by=garage", as: .prescriber).refusal == .range)
    }

    @Test("a monitor sees the whole network, and no part of it")
    func monitor() async throws {
        let rehearsal = stage(
            ReportBook {
                $0.noShows = [
                    NoShowCount(group: "", expected: 40, noShows: 4, rebooked: 2, cameAfter: 0)
                ]
            })
        for verb in ["DELAYS", "NO-SHOWS"] {
            _ = try await rehearsal.ask(verb, as: .monitor).get()
            for key in ["by=garage", "territory=62", "garage=G001", "prescriber=P01"] {
                #expect(await rehearsal.ask("\(verb) \(key)", as: .monitor).refusal == .denied)
            }
        }
        for verb in ["REASONS", "SHARES"] {
            #expect(await rehearsal.ask(verb, as: .monitor).refusal == .denied)
        }
        let folded = try await rehearsal.ask("NO-SHOWS", as: .monitor).get().rows[0]
        #expect(
            folded == [
                Field("accepted", .whole(40)), Field("no_shows", .missing),
                Field("rate", .missing), Field("rebooked", .missing),
                Field("came_after", .whole(0)),
            ])
        let told = try await rehearsal.ask("NO-SHOWS", as: .manager).get().rows[0]
        #expect(told.contains(Field("no_shows", .whole(4))))
        #expect(told.contains(Field("rate", .decimal(0.1, places: 4))))
    }

    @Test("quantiles and rates of four are not told, of five they are", arguments: [4, 5])
    func fewCases(count: Int) async throws {
        let rehearsal = stage(
            ReportBook {
                $0.delays = [
                    StepDelay(
                        group: "", step: .quote, count: count, median: 2, ninetieth: 3.5,
                        waiting: 1, oldest: Day(ordinal: 20_700))
                ]
                $0.reasons = [ReasonCount(group: "", reason: "full", count: count)]
                $0.senders = [SenderCount(garage: "G1", prescriber: "P01", committed: count)]
                $0.noShows = [
                    NoShowCount(group: "", expected: count, noShows: 1, rebooked: 0, cameAfter: 0)
                ]
            })
        let isTold = count == 5
        let delay = try await rehearsal.ask("DELAYS").get().rows[0]
        #expect(delay.contains(Field("median", isTold ? .decimal(2, places: 1) : .missing)))
        #expect(delay.contains(Field("p90", isTold ? .decimal(3.5, places: 1) : .missing)))
        #expect(delay.contains(Field("count", .whole(Int64(count)))))
        #expect(delay.contains(Field("waiting", .whole(1))))
        let whole: Field.Value = isTold ? .decimal(1, places: 4) : .missing
        #expect(try await rehearsal.ask("REASONS").get().rows[0].contains(Field("share", whole)))
        let share = try await rehearsal.ask("SHARES").get().rows[0]
        #expect(share.contains(Field("share", whole)))
        #expect(share.contains(Field("flagged", .text(isTold ? "yes" : "no"))))
        let noShow = try await rehearsal.ask("NO-SHOWS").get().rows[0]
        #expect(noShow.contains(Field("rate", isTold ? .decimal(0.2, places: 4) : .missing)))
    }

    @Test("labels are in the language asked for")
    func labels() async throws {
        let rehearsal = stage(
            ReportBook {
                $0.delays = [
                    StepDelay(
                        group: "", step: .answer, count: 0, median: nil, ninetieth: nil,
                        waiting: 1, oldest: nil)
                ]
                $0.reasons = [ReasonCount(group: "", reason: "too-far", count: 1)]
            })
        func label(_ line: String) async throws -> Field.Value? {
            try await rehearsal.ask(line).get().rows[0].last?.value
        }
        #expect(try await label("REASONS event=redirect lang=en") == .text("too far"))
        #expect(try await label("REASONS event=redirect lang=fr") == .text("trop loin"))
        #expect(try await label("DELAYS lang=en") == .text("proposal to answer"))
        #expect(try await label("DELAYS lang=fr") == .text("de la proposition à la réponse"))
    }

    @Test("more than half of a garage's people is flagged, half is not")
    func flags() async throws {
        let rehearsal = stage(
            ReportBook {
                $0.senders = [
                    SenderCount(garage: "G1", prescriber: "P01", committed: 6),
                    SenderCount(garage: "G1", prescriber: "P02", committed: 5),
                    SenderCount(garage: "G2", prescriber: "P01", committed: 5),
                    SenderCount(garage: "G2", prescriber: "P02", committed: 5),
                    SenderCount(garage: "G3", prescriber: "P02", committed: 4),
                ]
            })
        func flagged(_ keys: String) async throws -> [[Field.Value]] {
            try await rehearsal.ask("SHARES flagged=yes\(keys)").get().rows.map { row in
                row.filter { ["garage", "prescriber"].contains($0.name) }.map(\.value)
            }
        }
        #expect(try await flagged("") == [[.text("G1"), .text("P01")]])
        #expect(try await flagged(" threshold=55").isEmpty)
        #expect(try await flagged(" threshold=40").count == 4)
        #expect(try await rehearsal.ask("SHARES").get()["flagged"] == .whole(1))
        // One prescriber's rows keep the garages' totals.
        let own = try await rehearsal.ask("SHARES prescriber=P02").get().rows
        #expect(own.count == 3 && own[0].contains(Field("of", .whole(11))))
        let concentration = try await rehearsal.ask("SHARES by=prescriber").get().rows
        #expect(
            concentration[0] == [
                Field("prescriber", .text("P01")), Field("committed", .whole(11)),
                Field("garages", .whole(2)), Field("top_garage", .text("G1")),
                Field("top_committed", .whole(6)),
                Field("top_share", .decimal(6.0 / 11, places: 4)),
                Field("concentration", .decimal(61.0 / 121, places: 4)),
            ])
    }

    @Test("groups are never cut, and every one comes once", arguments: 1...5)
    func pages(limit: Int) async throws {
        let names = ["(6)", "(network)", "P01", "P02"]
        let rehearsal = stage(
            ReportBook {
                $0.reasons = names.flatMap { name in
                    ["full", "brand", "other"].map {
                        ReasonCount(group: name, reason: $0, count: 2)
                    }
                }
            })
        var seen: [Field.Value] = []
        var after = ""
        while true {
            let reply = try await rehearsal.ask(
                "REASONS by=prescriber limit=\(limit)\(after)"
            ).get()
            #expect(reply.rows.count == min(limit, names.count - seen.count / 3) * 3)
            seen += reply.rows.compactMap { $0.first?.value }
            guard case .text(let next)? = reply["next"] else { break }
            after = " after=\"\(next)\""
        }
        #expect(seen == names.flatMap { [Field.Value](repeating: .text($0), count: 3) })
    }
}
