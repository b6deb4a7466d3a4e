import GarageNetwork
import LineProtocol
import Testing

@testable import Commands

/// Where everybody is told: who may say so, and what is an address.
@Suite struct ContactVerbTests {
    private static func rehearsal(
        _ outbox: OutboxBook, plain: Bool = false, canSign: Bool = true, linkBase: String? = nil
    ) -> Rehearsal {
        Rehearsal(
            book: LedgerBook(), desks: outbox.desks,
            notices: NoticeDesk(linkBase: linkBase, allowsPlainWebhooks: plain) { url in
                canSign ? "key of \(url)" : nil
            })
    }

    private static func row(_ result: Result<Reply, RequestError>) throws -> [String: String] {
        let row = try #require(try result.get().rows.first)
        return Dictionary(
            row.map { ($0.name, "\($0.value)") }, uniquingKeysWith: { first, _ in first })
    }

    @Test func aManagerSetsAnybodysContact() async throws {
        let outbox = OutboxBook()
        let rehearsal = Self.rehearsal(outbox)
        let lines = [
            "CONTACT-SET garage=G002 email=g2@garage.example language=en digest=no",
            "CONTACT-SET prescriber=P01 email=p1@p.example immediate=no",
            "CONTACT-SET manager=yes email=m@m.example",
        ]
        for line in lines { _ = try await rehearsal.ask(line, as: .manager).get() }
        #expect(
            outbox.now.contacts == [
                Recipient(kind: .garage, number: 2): Contact(
                    email: "g2@garage.example", language: "en", wantsDigest: false),
                Recipient(kind: .prescriber, number: 1): Contact(
                    email: "p1@p.example", wantsImmediate: false),
                .manager: Contact(email: "m@m.example"),
            ])
        _ = try await rehearsal.ask("CONTACT-SET garage=G002 email=none", as: .manager).get()
        let left = try #require(outbox.now.contacts[Recipient(kind: .garage, number: 2)])
        #expect(left == Contact(language: "en", wantsDigest: false))
    }

    @Test func aGarageAndAPrescriberSetTheirOwn() async throws {
        let outbox = OutboxBook()
        let rehearsal = Self.rehearsal(outbox)
        let own = ["CONTACT-SET email=a@b.example", "CONTACT-SET garage=G001 email=a@b.example"]
        for line in own { _ = try await rehearsal.ask(line, as: .garage).get() }
        _ = try await rehearsal.ask("CONTACT-SET email=a@b.example", as: .prescriber).get()
        #expect(
            Set(outbox.now.contacts.keys) == [
                Recipient(kind: .garage, number: 1), Recipient(kind: .prescriber, number: 1),
            ])
    }

    @Test(
        "other people's ids are answered like ids that do not exist",
        arguments: [(Role.garage, "garage=G00"), (.prescriber, "prescriber=P0")])
    func othersIDs(role: Role, key: String) async {
        let rehearsal = Self.rehearsal(OutboxBook())
        let other = await rehearsal.ask("CONTACT-SET \(key)2 email=a@b.example", as: role)
        let nobody = await rehearsal.ask("CONTACT-SET \(key)9 email=a@b.example", as: role)
        #expect(other.error == nobody.error)
        #expect(other.error?.name == .noSuch)
    }

    @Test(
        "what cannot be is refused",
        arguments: [
            ("CONTACT-SET", Role.manager, RequestError.Name.missingKey),
            ("CONTACT-SET garage=G001 manager=yes", .manager, .conflict),
            ("CONTACT-SET garage=G001 prescriber=P01", .manager, .conflict),
            ("CONTACT-SET manager=yes email=a@b.example", .garage, .denied),
            ("CONTACT-SET garage=G001 email=a", .manager, .syntax),
            ("CONTACT-SET garage=G001 email=a,b@c.example", .manager, .syntax),
            ("CONTACT-SET garage=G001 webhook=ftp://a.example/", .manager, .syntax),
            ("CONTACT-SET garage=G001 webhook=http://a.example/", .manager, .range),
            ("CONTACT-SET garage=G001 language=de", .manager, .range),
            ("CONTACT-SET webhook=http://127.0.0.1/", .garage, .range),
            ("CONTACT-SET webhook=https://127.0.0.1/", .garage, .range),
            ("CONTACT-SET webhook=https://localhost/", .prescriber, .range),
            ("CONTACT-SET webhook=https://10.0.0.1/", .garage, .range),
            ("CONTACT-SET webhook=https://[fe80::1]/", .garage, .range),
            ("CONTACT-SET garage=G001", .monitor, .denied),
        ])
    func refused(line: String, role: Role, name: RequestError.Name) async {
        let outbox = OutboxBook()
        #expect(await Self.rehearsal(outbox).ask(line, as: role).error?.name == name)
        #expect(outbox.now.contacts.isEmpty)
    }

    @Test func theKeyOfAWebhookIsShownOnceWhenItIsSet() async throws {
        let rehearsal = Self.rehearsal(OutboxBook())
        let set = try Self.row(
            await rehearsal.ask("CONTACT-SET webhook=https://a.example/in", as: .garage))
        #expect(set["webhook_key"]?.contains("key of https://a.example/in") == true)
        let changed = try Self.row(
            await rehearsal.ask("CONTACT-SET language=en", as: .garage))
        #expect(changed["webhook_key"] == nil)
        let taken = try Self.row(await rehearsal.ask("CONTACT-SET webhook=none", as: .garage))
        #expect(taken["webhook_key"] == nil)
    }

    @Test func aDaemonThatCannotSignTakesNoWebhook() async {
        let rehearsal = Self.rehearsal(OutboxBook(), canSign: false)
        let answer = await rehearsal.ask(
            "CONTACT-SET garage=G001 webhook=https://a.example/", as: .manager)
        #expect(answer.error?.name == .conflict)
        #expect(answer.error?.message.contains("webhook_secret_file") == true)
    }

    @Test func plainWebhooksAreASettingAndThisMachineIsNot() async throws {
        let plain = "CONTACT-SET garage=G001 webhook=http://a.example/"
        _ = try await Self.rehearsal(OutboxBook(), plain: true).ask(plain, as: .manager).get()
        _ = try await Self.rehearsal(OutboxBook())
            .ask("CONTACT-SET garage=G001 webhook=http://127.0.0.1:9/", as: .manager).get()
    }

    @Test func contactsAreListedToWhomTheyConcern() async throws {
        let outbox = OutboxBook { pages in
            pages.contacts = [
                Recipient(kind: .garage, number: 1): Contact(email: "a@b.example"),
                Recipient(kind: .garage, number: 2): Contact(webhook: "https://a.example/"),
            ]
        }
        let rehearsal = Self.rehearsal(outbox)
        #expect(try await rehearsal.ask("CONTACTS", as: .manager).get().rows.count == 2)
        #expect(try await rehearsal.ask("CONTACTS missing=yes", as: .manager).get().rows.count == 1)
        #expect(try await rehearsal.ask("CONTACTS", as: .garage).get().rows.count == 1)
        _ = try await rehearsal.ask("CONTACTS", as: .prescriber).get()
        #expect(
            outbox.now.askedContacts == [
                nil, nil, Recipient(kind: .garage, number: 1),
                Recipient(kind: .prescriber, number: 1),
            ])
        let cut = try await rehearsal.ask("CONTACTS limit=1", as: .manager).get()
        #expect(cut.rows.count == 1)
        #expect(cut.summary.contains { $0.name == "more" })
    }

    @Test func aLinkShowsItsSecretAndKeepsItsHash() async throws {
        let outbox = OutboxBook()
        let rehearsal = Self.rehearsal(outbox, linkBase: "https://r.example/")
        let row = try Self.row(
            await rehearsal.ask("LINK referral=2345678W days=3", as: .manager))
        let link = try #require(outbox.now.links.first)
        #expect(link.lifetimeSeconds == 3 * 86_400)
        // The rehearsal's hash turns a text round.
        let secret = String(decoding: link.secretHash.reversed(), as: UTF8.self)
        #expect(secret.utf8.count == 26)
        #expect(row["secret"]?.contains(secret) == true)
        #expect(row["link"]?.contains("https://r.example/\(secret)") == true)
        let again = try Self.row(await rehearsal.ask("LINK referral=2345678W", as: .admin))
        #expect(again["secret"] != row["secret"])
        let unknown = await rehearsal.ask("LINK referral=AAAAAAAA", as: .manager)
        #expect([.noSuch, .syntax].contains(unknown.error?.name))
    }

    @Test("a link is the manager's to make", arguments: [Role.garage, .prescriber, .monitor])
    func linkRights(role: Role) async {
        let answer = await Self.rehearsal(OutboxBook()).ask("LINK referral=2345678W", as: role)
        #expect(answer.error?.name == .denied)
    }
}
