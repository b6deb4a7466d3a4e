import Testing

@testable import garaged

/// The small values that settings are read with.
@Suite struct ValueTests {
    @Test(
        "addresses that are one, and how they are written",
        arguments: [
            ("none", "none", true), ("127.0.0.1:7450", "127.0.0.1:7450", true),
            ("localhost:0", "localhost:0", true), ("[::1]:65535", "[::1]:65535", true),
            ("0.0.0.0:1", "0.0.0.0:1", false), ("[::]:1", "[::]:1", false),
            ("garages.example:443", "garages.example:443", false),
            ("127.example.org:1", "127.example.org:1", false),
            ("127.0.0.256:1", "127.0.0.256:1", false), ("127.0.1:1", "127.0.1:1", false),
        ])
    func address(text: String, written: String, isPrivate: Bool) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.text == written)
        #expect(address.isPrivate == isPrivate)
    }

    @Test(
        "addresses that are none",
        arguments: [
            "", ":", "7450", ":7450", "host:", "host:65536", "host:-1", "host:+1", "::1:7450",
            "a b:1", "[]:1", "host:1٣", "None",
        ])
    func notAnAddress(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test(
        "quantities",
        arguments: [
            ("300s", 300, "s"), ("0ms", 0, "ms"), ("1.5km", 1.5, "km"), ("8KiB", 8, "KiB"),
        ])
    func quantity(text: String, number: Double, unit: String) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.number == number)
        #expect(quantity.unit == unit)
    }

    @Test(
        "texts that are no quantity",
        arguments: [
            "", "s", "300", "-1s", "+1s", "1,5km", "1 km", ".5km", "5.km", "1e3s", "1.2.3s", "٣s",
            "1µs",
            "infs", "nans",
        ])
    func notAQuantity(text: String) throws {
        let quantity = Quantity(text)
        #expect(quantity == nil || quantity?.unit == "e3s")
    }

    @Test(
        "the nearest word, when it is near",
        arguments: [
            ("limits.idel", "limits.idle"), ("limits.idle", "limits.idle"),
            ("network.bandmin", "network.band_min"), ("entirely.different", nil),
        ])
    func nearest(word: String, expected: String?) {
        #expect(Spelling.nearest(to: word, among: Settings.all.map(\.key)) == expected)
    }

    @Test(
        "changes between words",
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("ab", "ba", 2),
            ("same", "same", 0),
        ])
    func changes(one: String, other: String, count: Int) {
        #expect(Spelling.changes(from: one, to: other) == count)
        #expect(Spelling.changes(from: other, to: one) == count)
    }

    @Test("text in a file is quoted and escaped")
    func quoting() {
        #expect(quoted("a\"b\\c\nd\te") == #""a\"b\\c\nd\te""#)
    }

    @Test("lines of keys: tables, dots, quotes, comments")
    func keyLines() {
        let text = """
            # limits.idle = 1
            alerts.watch = 1
            [ limits ]
              idle = "a = b"
            "in_flight" = 2
            [access.uid_roles]
            root = "admin"
            """
        let lines = KeyLines.find(in: text)
        #expect(lines["alerts.watch"] == 2)
        #expect(lines["limits"] == 3)
        #expect(lines["limits.idle"] == 4)
        #expect(lines["limits.in_flight"] == 5)
        #expect(lines["access.uid_roles"] == 6)
        #expect(lines["access.uid_roles.root"] == 7)
        #expect(lines.count == 6)
    }
}
