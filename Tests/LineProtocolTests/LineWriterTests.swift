import LineProtocol
import Testing

/// What is written straight into memory, against the encoder that makes arrays.
@Suite struct LineWriterTests {
    private func written(room: Int = 256, _ write: (inout LineWriter) -> Void) -> String? {
        withUnsafeTemporaryAllocation(byteCount: room, alignment: 1) { space in
            var writer = LineWriter(space)
            write(&writer)
            return writer.isFull
                ? nil : String(decoding: space[..<writer.count], as: UTF8.self)
        }
    }

    /// The value as the encoder writes it.
    private func encoded(_ value: Field.Value) -> String {
        let line = encode(.success(Reply(rows: [[Field("x", value)]])))
        return String(line.dropFirst(#"= {"x":"#.count).prefix { $0 != "\n" }.dropLast())
    }

    /// Texts of every length up to four words, of letters that are escaped now and then.
    private static func texts(seed: UInt64, _ count: Int) -> [String] {
        var random = SplitMix(seed: seed)
        let plain = Array("abcXYZ 019-_{}:,~éàçÉøß").map(String.init)
        let odd = [
            "\"", "\\", "\u{1}", "\u{7F}", "\u{80}", "\u{9F}", "\u{A0}", "\u{BF}", "\u{61C}",
            "\u{5FF}", "\u{600}", "\u{200E}", "\u{2028}", "\u{FEFF}", "🚗", "漢", "\t", "\n",
        ]
        return (0..<count).map { number in
            let isOdd = number.isMultiple(of: 3)
            return (0..<Int.random(in: 0...33, using: &random)).map { _ in
                let isOddHere = isOdd && Int.random(in: 0..<12, using: &random) == 0
                let letters = isOddHere ? odd : plain
                return letters[Int.random(in: 0..<letters.count, using: &random)]
            }.joined()
        }
    }

    @Test("texts are escaped as the encoder escapes them", arguments: [1, 2] as [UInt64])
    func json(seed: UInt64) {
        var plain = 0
        for text in Self.texts(seed: seed, 6_000) {
            var copy = text
            let (direct, standsAsItIs) = copy.withUTF8 { utf8 in
                let bytes = UnsafeRawBufferPointer(utf8)
                return (
                    written { $0.append(json: bytes) }, LineWriter.standsAsItIs(bytes)
                )
            }
            #expect(direct == encoded(.text(text)), "\(text.debugDescription)")
            if standsAsItIs {
                plain += 1
                #expect(encoded(.text(text)) == "\"\(text)\"")
            }
        }
        // Were it never so, nothing would be won.
        #expect(plain > 3_000)
    }

    @Test("numbers are those of the encoder")
    func numbers() {
        var random = SplitMix(seed: 3)
        for _ in 0..<20_000 {
            let size = Double(
                sign: .plus, exponent: .random(in: -20...60, using: &random), significand: 1)
            let value = Double.random(in: -size...size, using: &random)
            for places in [0, 1, 2, 6] {
                #expect(
                    written { $0.append(decimal: value, places: places) }
                        == encoded(.decimal(value, places: places)))
            }
            let whole =
                Int64.random(in: .min ... .max, using: &random)
                >> Int64.random(in: 0...63, using: &random)
            #expect(written { $0.append(whole: Int(whole)) } == String(whole))
        }
        for value in [0, -0.0, 0.005, -0.004, 99.995, 99.994_999, 1e12, -1e12, .nan, .infinity] {
            #expect(
                written { $0.append(decimal: value, places: 2) }
                    == encoded(.decimal(value, places: 2)))
        }
    }

    @Test("what does not fit is said to, and what was before it can be kept")
    func room() throws {
        let name = try #require(ShortText(#","committed":"#))
        #expect(ShortText("a column of a name that is too long") == nil)
        let parts: [(inout LineWriter) -> Void] = [
            { $0.append(name) }, { $0.append("OK\n" as StaticString) },
            { $0.append(whole: 12) }, { $0.append(whole: 7) }, { $0.append(whole: 123_456) },
            { $0.append(decimal: 9.25, places: 2) }, { $0.append([1, 2, 3]) },
            { writer in writer.append(jsonBy: { $0.count < 4 ? nil : 4 }) },
        ]
        for part in parts {
            let needed = try #require(written(part)).utf8.count
            for room in 0..<20 {
                #expect((written(room: room, part) != nil) == (room >= needed))
            }
        }
        let kept = written { writer in
            writer.append(whole: 12)
            writer.append([UInt8](repeating: 0, count: 300))
            #expect(writer.isFull)
            writer.drop(after: 2)
            writer.append(name)
        }
        #expect(kept == #"12,"committed":"#)
    }
}
