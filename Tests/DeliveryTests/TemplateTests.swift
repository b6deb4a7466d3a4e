import Foundation
import GarageNetwork
import Templates
import Testing

@testable import Delivery

/// Texts of messages: those that come with the daemon, and those that people write.
@Suite struct TemplateTests {
    static func message(
        _ template: String, _ payload: String, language: String = "fr"
    ) -> OutboxMessage {
        OutboxMessage(
            key: "k", attempt: 1, channel: .mail, kind: .garage, recipientID: "G017",
            template: template, language: language, address: nil, payload: payload,
            createdAt: MailTests.at)
    }

    private static func render(
        _ template: String, _ payload: String, language: String = "fr", link: String? = nil
    ) throws -> (subject: String, body: String) {
        let text = try #require(try TemplateShelf(folder: nil).text(template, language))
        let values = try #require(
            TemplateVocabulary.values(
                of: message(template, payload, language: language), link: link))
        return text.render(values)
    }

    private static let proposal = """
        {"referral":"7KQ4M2X9","garage":"G017","state":"proposed","brand":"renault",
         "first_year":2009,"drives":false,"answer_by":"2026-11-24T17:00:00Z"}
        """

    @Test func aProposalSaysTheCodeTheCarAndTheDeadline() throws {
        let (subject, body) = try Self.render(
            "proposed", Self.proposal, link: "https://r.example/abc")
        #expect(subject == "Une personne attend votre réponse : 7KQ4M2X9")
        #expect(
            body == """
                Bonjour,

                Le réseau propose une personne à votre garage G017.

                Code à reporter sur le dossier : 7KQ4M2X9
                Véhicule : renault, mis en circulation en 2009
                Ce véhicule ne roule pas.
                Réponse attendue avant le mardi 24 novembre 2026 à 18 h 00.
                Sans réponse, la personne sera adressée à un autre garage.

                Pour répondre sans compte, une seule fois : https://r.example/abc

                Ce message ne contient aucune donnée de la personne : elle se présentera \
                avec ce code.

                """)
    }

    @Test func englishReadersReadEnglish() throws {
        let body = try Self.render("proposed", Self.proposal, language: "en").body
        #expect(body.contains("before Tuesday 24 November 2026, 18:00."))
        #expect(!body.contains("without an account"))
    }

    @Test func whatWasSettledMeanwhileIsSaid() throws {
        let payload = #"{"referral":"7KQ4M2X9","garage":"G017","state":"declined"}"#
        for template in ["proposed", "reminded"] {
            let body = try Self.render(template, payload).body
            #expect(body.contains("cette orientation est : refusée par le garage."))
            #expect(!body.contains("Réponse attendue"))
        }
    }

    @Test func aDigestListsAndCounts() throws {
        let payload = """
            {"day":"2026-12-01","answers":["A","B"],"answers_count":52,"steps":["C"],
             "steps_count":1}
            """
        let (subject, body) = try Self.render("digest-garage", payload)
        #expect(subject == "Votre garage G017 le mardi 1er décembre 2026")
        #expect(body.contains("(52) :\n- A\n- B\n- et 50 de plus\n"))
        #expect(body.contains("(1) :\n- C\n"))
        #expect(!body.contains("Ne viendront plus"))
    }

    @Test func thePrescribersDigestListsAndCounts() throws {
        let payload = """
            {"declined":["A"],"declined_count":1,"expired":["B"],"expired_count":1,
             "no_show":["C"],"no_show_count":1,"quotes":["D"],"quotes_count":1}
            """
        for language in ["fr", "en"] {
            let body = try Self.render("digest-prescriber", payload, language: language).body
            for line in ["- A", "- B", "- C", "- D"] { #expect(body.contains("\n\(line)\n")) }
        }
    }

    @Test func theManagersDigestNamesAlerts() throws {
        let payload = """
            {"alerts":[{"garage":"G017","rule":"starving","level":"act"}],"alerts_count":1,
             "mute":["G3"],"mute_count":1,"dead_count":2,"unplaced_count":3,
             "missing":["P1","G2"],"missing_count":2}
            """
        let body = try Self.render("digest-manager", payload, language: "en").body
        let lines = [
            "- G017: starving (act)", "- G3", "- P1", "- G2", "People without a garage: 3",
            "could not be delivered: 2",
        ]
        for line in lines { #expect(body.contains(line), "\(line)") }
    }

    @Test func theUnplacedAreToldWhy() throws {
        let payload = #"{"referral":"7KQ4M2X9","reasons":["full","no-answer","CANARY"]}"#
        let body = try Self.render("unplaced", payload, language: "en").body
        #expect(body.contains("- full\n"))
        #expect(!body.contains("CANARY"), "a word that is no reason code is not printed")
    }

    @Test("values are not interpreted", arguments: ["{{day}}", "<b>&amp;", "a\nb"])
    func valuesAreText(value: String) throws {
        let data = try JSONSerialization.data(withJSONObject: ["referral": value])
        let body = try Self.render("unplaced", String(decoding: data, as: UTF8.self)).body
        #expect(body.contains(value))
    }

    @Test("what a template may not name is not there", arguments: ["phone", "link", "prescriber"])
    func onlyItsVocabulary(name: String) throws {
        let payload = #"{"referral":"A","phone":"CANARY","prescriber":"CANARY"}"#
        let values = try #require(
            TemplateVocabulary.values(of: Self.message("unplaced", payload), link: nil))
        #expect(values[name] == nil)
    }

    @Test("a payload that is no object is refused", arguments: ["", "[]", "1", "{"])
    func noObject(payload: String) {
        #expect(TemplateVocabulary.values(of: Self.message("proposed", payload), link: nil) == nil)
    }

    @Test(
        "a text that is not as it must be is named with its line",
        arguments: [
            ("Hello\n\nx", 1, "begins with"), ("Subject: a", 1, "begins with"),
            ("Subject: a\nb\n", 2, "empty line"), ("Subject: a\n\nb {{name}}\n", 3, "'name'"),
            ("Subject: {{phone}}\n\nb\n", 1, "'phone'"),
            ("Subject: a\n\n{{{referral}}}\n", 3, "is not known"),
            ("Subject: a\n\n{{> other}}\n", 3, "'> other'"),
            ("Subject: a\n\n{{& referral}}\n", 3, "'& referral'"),
            ("Subject: a\n\n{{=<% %>=}}\n", 3, "is not known"),
            ("Subject: a\n\n{{! note }}\n", 3, "is not known"),
            ("Subject: a\n\n{{#link}}x\n", 1, "closed"), ("Subject: a\n\nx{{link\n", 1, "closed"),
        ])
    func faults(text: String, line: Int, words: String) {
        let fault = #expect(throws: TemplateFault.self) {
            try MessageText(
                text, file: "proposed.fr.txt", variables: TemplateVocabulary.words(of: "proposed"))
        }
        #expect(fault?.line == line)
        #expect(fault?.reason.contains(words) == true, "\(fault?.reason ?? "")")
    }

    @Test func aFolderTakesThePlaceOfSomeTexts() throws {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/garaged-texts-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "Subject: Own\n\nOwn {{referral}}\n".write(
            toFile: folder + "/unplaced.fr.txt", atomically: true, encoding: .utf8)
        let shelf = try TemplateShelf(folder: folder)
        #expect(shelf.text("unplaced", "fr")?.render(["referral": "X"]).body == "Own X\n")
        #expect(shelf.text("unplaced", "en")?.render([:]).subject.hasPrefix("No garage") == true)
        #expect(shelf.text("other", "fr") == nil)
        try "Subject: Own\n\n{{person}}\n".write(
            toFile: folder + "/reminded.en.txt", atomically: true, encoding: .utf8)
        #expect(throws: TemplateFault.self) { try TemplateShelf(folder: folder) }
    }

    @Test("both languages are there for every template")
    func languagesArePaired() {
        let names = Set(Templates.all.map(\.name))
        #expect(names.count * 2 == Templates.all.count)
        for name in names {
            #expect(Set(Templates.all.filter { $0.name == name }.map(\.language)) == ["fr", "en"])
        }
    }
}
