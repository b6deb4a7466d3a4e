import GarageNetwork
import Testing

/// Where messages go: what is an address and what only looks like one.
@Suite struct AddressTests {
    @Test(
        "addresses",
        arguments: [
            "a@b", "accueil@garage.example", "a.b+c-d_e@xn--caf-dma.example", "o'hara@b.example",
            String(repeating: "a", count: 64) + "@b.example",
        ])
    func addresses(text: String) { #expect(EmailAddress(text)?.text == text) }

    @Test(
        "no addresses",
        arguments: [
            "", "@", "a", "a@", "@b", "a@b@c", "a b@c", " a@b", "a@b ", "a@b\n", "a@b\r\nBcc: c@d",
            "a,b@c", "a@b,c@d", "<a@b>", "\"a\"@b", "a(x)@b", "a;b@c", "a:b@c", "-f@b", "a@-b",
            "a@b..c",
            "a@.b", "a@b.", "a@b_c", "é@b.example", "a@é.example", "a\u{0}@b", "a@[127.0.0.1]",
            "a\\b@c",
            String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 64),
            "a@" + Array(repeating: "abcdefgh", count: 29).joined(separator: "."),
        ])
    func noAddresses(text: String) { #expect(EmailAddress(text) == nil) }

    @Test(
        "URLs",
        arguments: [
            ("https://b.example", true, "b.example", 443, "/"),
            ("https://B.example/in?x=1", true, "b.example", 443, "/in?x=1"),
            ("https://b.example:8443/a#b", true, "b.example", 8_443, "/a"),
            ("http://127.0.0.1:80/", false, "127.0.0.1", 80, "/"),
            ("http://[::1]:8080/x", false, "::1", 8_080, "/x"),
            ("https://b.example?x", true, "b.example", 443, "/?x"),
        ])
    func urls(text: String, isEncrypted: Bool, host: String, port: Int, target: String) throws {
        let url = try #require(WebhookAddress(text))
        #expect(url.isEncrypted == isEncrypted && url.host == host && url.port == port)
        #expect(url.target == target)
        #expect(url.text == text)
    }

    @Test(
        "no URLs",
        arguments: [
            "", "ftp://b.example/", "HTTPS://b.example/", "https://", "https:///x",
            "https://u@b.example",
            "https://u:p@b.example/", "https://b.example:0/", "https://b.example:65536/",
            "https://b.example:/", "https://b.example:8a/", "https://b c/", "https://b.example/a b",
            "https://b.example/\r\nHost: x", "https://b.example/é", "https://b.example/<x>",
            "https://[::1/", "https://[b]/", "https://[::1]x/", "https://b_c.example/",
            "//b.example/",
            "https://b.example/" + String(repeating: "a", count: 2_048), "file:///etc/passwd",
        ])
    func noURLs(text: String) { #expect(WebhookAddress(text) == nil) }

    @Test(
        "this machine",
        arguments: [
            ("http://localhost/", true), ("http://127.0.0.1/", true), ("http://127.9.9.9:1/", true),
            ("http://[::1]/", true), ("http://128.0.0.1/", false), ("http://127.example/", false),
            ("http://localhost.example/", false), ("http://127.0.0.1.example/", false),
        ])
    func loopback(text: String, isLoopback: Bool) {
        #expect(WebhookAddress(text)?.isLoopback == isLoopback)
    }

    @Test(
        "the header names the port where it is unusual",
        arguments: [
            ("https://b.example/", "b.example"), ("https://b.example:80/", "b.example:80"),
            ("http://[::1]/", "[::1]"), ("http://[::1]:81/", "[::1]:81"),
        ])
    func hostHeader(text: String, header: String) {
        #expect(WebhookAddress(text)?.hostHeader == header)
    }
}
