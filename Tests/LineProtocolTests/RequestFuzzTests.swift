import LineProtocol
import Testing

/// Random and mutated bytes: never a trap, always a request or a typed error.
@Suite struct RequestFuzzTests {
    static let seeds = [
        "PING", "@7 MATCH at=48.85,2.35 within=20km limit=5 fmt=json",
        #"@a-1 REFER beneficiary=B12 key="k \"1\"" override="\u00e9\n\t\\ x" mode=car"#,
        "BENEFICIARY-ADD key=k1 place=\"Créteil 🚗\" max_km=30", "GET / HTTP/1.1",
    ].map { Array($0.utf8) }

    static let hostile: [[UInt8]] = [
        [0], [0x0D], [0x0A], [0x20], [0x22], [0x5C], [0x3D], [0x40], [0x7F], [0x80], [0xC0, 0x80],
        [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8],
        [0xE2, 0x80, 0xAE], [0xC2, 0x85], [0xFF], Array(#"\u0000"#.utf8), Array(#"\ud800"#.utf8),
    ]

    @Test("200,000 mutated lines give a request or a typed error")
    func mutatedLines() {
        var random = SplitMix(seed: 0x6761_7261_6765)
        var requests = 0
        for _ in 0..<200_000 {
            let line = Self.mutated(using: &random)
            do throws(RequestError) {
                let request = try parse(line)
                requests += 1
                #expect(!request.verb.isEmpty)
                #expect(!line.contains(0x0A))
            } catch {
                #expect(error.name == .syntax || error.name == .repeatedKey)
                #expect(error.message.hasPrefix("column "))
                #expect(column(of: error).map { $0 >= 1 && $0 <= line.count + 1 } == true)
            }
            line.withUnsafeBytes { _ = Request.tag(of: $0) }
        }
        #expect(requests > 10_000)
    }

    @Test("a request that was read, written anew, reads as the same request")
    func writtenAnew() throws {
        var random = SplitMix(seed: 7)
        for _ in 0..<20_000 {
            guard let request = try? parse(Self.mutated(using: &random)) else { continue }
            let row = request.arguments.map { Field($0.name, .text($0.value)) }
            let written = encode(.success(Reply(summary: row))).dropFirst(4).dropLast()
            let again = try Request(parsing: request.verb + written)
            #expect(again.verb == request.verb)
            #expect(again.arguments.map(\.name) == request.arguments.map(\.name))
            #expect(again.arguments.map(\.value) == request.arguments.map(\.value))
        }
    }

    @Test("random streams in random pieces give the same as in one piece")
    func randomPieces() {
        var random = SplitMix(seed: 11)
        for _ in 0..<5_000 {
            var stream: [UInt8] = []
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                stream += Self.mutated(using: &random)
                if Bool.random(using: &random) { stream.append(0x0D) }
                stream.append(0x0A)
            }
            var parts: [[UInt8]] = []
            var rest = stream[...]
            while !rest.isEmpty {
                let width = min(Int.random(in: 1...20, using: &random), rest.count)
                parts.append(Array(rest.prefix(width)))
                rest = rest.dropFirst(width)
            }
            #expect(RequestReaderTests.read(parts) == RequestReaderTests.read([stream]))
        }
    }

    // MARK: Support

    private static func mutated(using random: inout SplitMix) -> [UInt8] {
        var line = seeds.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0...line.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: line.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 1: line.insert(contentsOf: hostile.randomElement(using: &random) ?? [], at: place)
            case 2: line.removeSubrange(place...)
            case 3 where place < line.count:
                line[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            default: if place < line.count { line.remove(at: place) }
            }
        }
        return line
    }

    private func column(of error: RequestError) -> Int? {
        Int(error.message.dropFirst("column ".count).prefix { $0 != ":" })
    }
}

/// A small generator with a seed, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
