import Foundation
import GarageNetwork
import Testing

@testable import Delivery

/// Mails as programs read them.
@Suite struct MailTests {
    static let at = Instant(microseconds: 1_795_251_600_000_000)

    static func mail(
        subject: String = "Bonjour", body: String = "Bonjour,", key: String = "k"
    ) throws -> MailText {
        MailText(
            from: try #require(EmailAddress("garaged@reseau.example")),
            to: try #require(EmailAddress("accueil@garage.example")), subject: subject,
            body: body, key: key, date: at)
    }

    /// The names of the headers, as a mail program finds them.
    static func headers(_ text: String) -> [String] {
        text.components(separatedBy: "\n\n")[0].split(separator: "\n")
            .filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
    }

    static let headers = [
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "Auto-Submitted", "X-Garaged-Key",
    ]

    @Test func aMailIsWhole() throws {
        let text = try Self.mail().text
        #expect(Self.headers(text) == Self.headers)
        #expect(text.contains("\nTo: <accueil@garage.example>\n"))
        #expect(text.contains("\nDate: Sat, 21 Nov 2026 10:00:00 +0100\n"))
        #expect(text.contains("\nSubject: Bonjour\n"))
        #expect(text.hasSuffix("\n\nBonjour,\n"))
    }

    @Test(
        "nothing begins a header",
        arguments: [
            "a\nBcc: x@y.example", "a\r\nBcc: x@y.example", "a\rBcc: x@y.example",
            "a\u{2028}Bcc: x@y.example", "a\u{85}Bcc: x@y.example", "a\u{0}b", "a\n\nbody",
            "=?utf-8?B?Cg==?= x", "é\nBcc: x@y.example", String(repeating: "é\n", count: 200),
        ])
    func injection(hostile: String) throws {
        let texts = [try Self.mail(subject: hostile).text, try Self.mail(key: hostile).text]
        for text in texts {
            #expect(Self.headers(text) == Self.headers)
            #expect(text.components(separatedBy: "\n\n").count == 2)
            #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
        }
    }

    @Test(
        "a subject comes back as it was",
        arguments: [
            "Une réparation : 7KQ4M2X9", "Élève, ça va où ?", String(repeating: "é", count: 300),
            "👩‍👩‍👧 garage", String(repeating: "plain words ", count: 30), "",
        ])
    func subjectsRoundTrip(subject: String) throws {
        let header = EncodedWord.header(subject, after: 9)
        guard header != subject else { return }
        var decoded = Data()
        for word in header.components(separatedBy: "\n ") {
            #expect(word.utf8.count <= 75)
            #expect(word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?="))
            let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            #expect(String(data: bytes, encoding: .utf8) != nil, "no character is cut in two")
            decoded += bytes
        }
        #expect(String(decoding: decoded, as: UTF8.self) == subject)
    }

    @Test(
        "a body comes back as it was",
        arguments: [
            "", "a", "é", "=", "a=b", "tail \nx\t\n", ".\n..\n.", "From here\n",
            String(repeating: "x", count: 75), String(repeating: "x", count: 76),
            String(repeating: "x", count: 77), String(repeating: "é", count: 200),
            String(repeating: "ab ", count: 100), "\u{0}\u{7}\u{1B}[31m",
        ])
    func bodiesRoundTrip(body: String) {
        let encoded = QuotedPrintable.encode(body)
        let lines = encoded.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.allSatisfy { $0.last != " " && $0.last != "\t" && $0 != "." })
        #expect(!lines.contains { $0.hasPrefix("From") })
        #expect(Self.decoded(lines.joined(separator: "\n")) == body)
    }

    /// By RFC 2045, written apart from the encoder.
    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.replacingOccurrences(of: "=\n", with: "").utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x3D else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func theSameMessageHasTheSameID() throws {
        let (one, two) = (try Self.mail(key: "a"), try Self.mail(subject: "x", key: "a"))
        let other = try Self.mail(key: "b")
        #expect(one.messageID == two.messageID)
        #expect(one.messageID != other.messageID)
        #expect(one.messageID.hasSuffix("@reseau.example"))
    }
}
