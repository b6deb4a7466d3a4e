import Crypto
import Foundation
import Testing

@testable import Delivery

/// Signatures as a receiver checks them.
@Suite struct SigningTests {
    @Test func aReceiverCanCheckWithTheKeyItWasShown() throws {
        let secret = Array("0123456789abcdef0123456789abcdef".utf8)
        let signing = try #require(SigningKey(secret))
        let (url, body) = ("https://garage.example/in", "{\"é\":1}")
        let shown = signing.key(for: url)
        let signature = signing.signature(for: url, timestamp: 1_795_251_600, body: body)
        // Computed anew, from the words of the contract only.
        let derived = HMAC<SHA256>.authenticationCode(
            for: Data(url.utf8), using: SymmetricKey(data: Data(secret)))
        #expect(shown == derived.map { String(format: "%02x", $0) }.joined())
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("1795251600.\(body)".utf8), using: SymmetricKey(data: Data(shown.utf8)))
        #expect(signature == "sha256=" + code.map { String(format: "%02x", $0) }.joined())
    }

    /// RFC 4231, test case 2, with its secret repeated by no one: the library's own function.
    @Test func theCodeIsHMACSHA256() {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("what do ya want for nothing?".utf8),
            using: SymmetricKey(data: Data("Jefe".utf8)))
        #expect(
            SigningKey.hexadecimal(Array(code))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("a secret is 128 bits at least", arguments: [(0, false), (15, false), (16, true)])
    func secretLength(count: Int, isEnough: Bool) {
        #expect((SigningKey(Array(repeating: 1, count: count)) != nil) == isEnough)
    }

    @Test(
        "every part is signed",
        arguments: [
            ("https://b.example/", 0, "x"), ("https://a.example/", 1, "x"),
            ("https://a.example/", 0, "y"), ("https://a.example/", 0, "x "),
        ])
    func everyPartCounts(url: String, timestamp: Int64, body: String) throws {
        let signing = try #require(SigningKey(Array(repeating: 7, count: 16)))
        #expect(
            signing.signature(for: url, timestamp: timestamp, body: body)
                != signing.signature(for: "https://a.example/", timestamp: 0, body: "x"))
    }
}
