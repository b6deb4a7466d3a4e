import Foundation
import GarageNetwork
import Testing

@testable import PostgresStore

/// PostgreSQL goes away and comes back; nothing that was acknowledged is lost, nothing is doubled.
@Suite(.serialized) struct OutageTests {
    @Test func writesAreRefusedAtOnceWhileItIsAway() async throws {
        try await TestServer.with { server in
            try await TestStore.with(server.conninfo) { store in
                let garage = try await store.addGarages(1)[0]
                let people = try await store.addPeople(2)
                // Stopped, not ended: the kernel still accepts, and nobody ever answers.
                server.signalAll(SIGSTOP)
                let word = await store.ledger.word(.example(people[0], at: [garage], key: "k1"))
                #expect(word == "down")
                #expect(await eventually { (store.observer.seen.down.last ?? nil) != nil })
                let next = ReferralOrder.example(people[1], at: [garage], key: "k2")
                #expect(await store.ledger.word(next) == "down")
                #expect(store.store.ledger.reader.health.epoch == nil, "known, and not tried")
                server.signalAll(SIGCONT)
                for (index, person) in people.enumerated() {
                    let order = ReferralOrder.example(person, at: [garage], key: "k\(index + 1)")
                    let done = await eventually {
                        ["placed", "replayed"].contains(await store.ledger.word(order))
                    }
                    #expect(done, "the same key, once it is back")
                }
                #expect((store.observer.seen.down.last ?? "") == nil)
                #expect(try store.connect().number("SELECT count(*) FROM ledger.referral") == 2)
            }
        }
    }

    @Test func nothingAcknowledgedIsLostAndNothingIsDoubled() async throws {
        try await TestServer.with { server in
            try await TestStore.with(server.conninfo) { store in
                let garages = try await store.addGarages(10, cap: 1_000)
                let people = try await store.addPeople(600)
                let next = Shared(0)
                let codes = Shared<[String: ReferralCode]>([:])
                let inDoubt = Shared(0)
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<16 {
                        group.addTask {
                            while let (index, person) = take(next, people) {
                                let key = "k\(index)"
                                let order = ReferralOrder.example(person, at: garages, key: key)
                                // As a client does: the same key until there is an answer.
                                while true {
                                    do throws(LedgerError) {
                                        let outcome = try await store.ledger.refer(order)
                                        if let code = outcome.referral?.code {
                                            codes.change { $0[key] = code }
                                        }
                                        break
                                    } catch {
                                        inDoubt.change { $0 += 1 }
                                        try? await Task.sleep(for: .milliseconds(30))
                                    }
                                }
                            }
                        }
                    }
                    group.addTask {
                        for share in 1...3 {
                            _ = await eventually { next.now > share * 150 }
                            server.signal(SIGKILL)
                            try? await Task.sleep(for: .milliseconds(300))
                        }
                    }
                }
                #expect(inDoubt.now > 0, "a run that nothing disturbed proves nothing")
                #expect(codes.now.count == people.count)
                let sql = try await connect(store)
                let kept = try sql.texts(
                    "SELECT request_key || ' ' || code FROM ledger.referral")
                let expected = codes.now.map { "\(KeptKey.of($0.key)) \($0.value)" }
                #expect(kept.compactMap { $0 }.sorted() == expected.sorted())
                #expect(try sql.violations() == [])
            }
        }
    }

    private func connect(_ store: TestStore) async throws -> PostgresConnection {
        var connection: PostgresConnection?
        _ = await eventually {
            connection = try? store.connect()
            return connection != nil
        }
        return try #require(connection)
    }
}

/// The next person, until there is none.
private func take<Item: Sendable>(_ next: Shared<Int>, _ items: [Item]) -> (Int, Item)? {
    let index = next.change { index in
        defer { index += 1 }
        return index
    }
    return index < items.count ? (index, items[index]) : nil
}
