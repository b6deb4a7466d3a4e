import CLoad
import Testing

@testable import Benchmarks

/// The client counts replies in pieces of any size as in one piece.
struct ReplyCountingTests {
    /// Bytes in a row, and how many replies and errors they hold.
    struct Stream: CustomTestStringConvertible {
        let rule: ReplyRule
        let text: String
        let replies: Int
        var errors = 0
        var testDescription: String { "\(rule): \(text.debugDescription)" }
    }

    static let streams = [
        Stream(rule: .line, text: "", replies: 0),
        Stream(rule: .line, text: "abc", replies: 0),
        Stream(rule: .line, text: "abc\n", replies: 1),
        Stream(rule: .line, text: "\n\n-no\n", replies: 3, errors: 1),
        Stream(rule: .final, text: "+ OK\n", replies: 1),
        Stream(rule: .final, text: "# greeting\n+ OK\n", replies: 1),
        Stream(rule: .final, text: "= {\"a\":\"+\"}\n= {\"b\":\"-\"}\n+ OK rows=2\n", replies: 1),
        Stream(rule: .final, text: "- 404 NO-SUCH a+b\n= x\n", replies: 1, errors: 1),
        Stream(rule: .final, text: "+ OK\n= x\n+ OK\n= y\n", replies: 2),
        Stream(rule: .final, text: " + OK\n", replies: 0),
        Stream(rule: .resp, text: "+PONG\r\n", replies: 1),
        Stream(rule: .resp, text: "-ERR 2 wrong\r\n:12\r\n", replies: 2, errors: 1),
        Stream(rule: .resp, text: "$5\r\n*9\r\n+\r\n", replies: 1),
        Stream(rule: .resp, text: "$0\r\n\r\n$-1\r\n", replies: 2),
        Stream(rule: .resp, text: "*0\r\n*-1\r\n", replies: 2),
        Stream(rule: .resp, text: "*2\r\n*2\r\n$1\r\n7\r\n$4\r\n1.25\r\n:1\r\n", replies: 1),
        Stream(rule: .resp, text: "*2\r\n*0\r\n*1\r\n*1\r\n+a\r\n+b\r\n", replies: 2),
        Stream(rule: .resp, text: "*2\r\n$1\r\n7\r\n", replies: 0),
        // C, of 4 bytes; Z, of 5; E, of 6; Z.
        Stream(rule: .postgres, text: "C\0\0\0\u{4}Z\0\0\0\u{5}I", replies: 1),
        Stream(
            rule: .postgres, text: "E\0\0\0\u{6}ZZZ\0\0\0\u{5}IZ\0\0\0\u{5}", replies: 1, errors: 1
        ),
    ]

    @Test(arguments: streams)
    func countsWhatEnds(_ stream: Stream) {
        let bytes = Array(stream.text.utf8)
        for size in 1...max(1, bytes.count) {
            var reader = load_reader()
            load_reader_begin(&reader, stream.rule.code)
            var replies = 0
            for start in stride(from: 0, to: bytes.count, by: size) {
                let piece = Array(bytes[start..<min(start + size, bytes.count)])
                replies += load_reader_take(&reader, piece, piece.count)
            }
            #expect(replies == stream.replies, "in pieces of \(size)")
            #expect(Int(reader.errors) == stream.errors, "in pieces of \(size)")
        }
    }
}

/// Where latencies are counted, and what is read from there.
struct LatencyTests {
    @Test(arguments: [0, 1, 127] as [UInt64])
    func isExactBelow128(_ nanoseconds: UInt64) {
        #expect(load_bucket_nanoseconds(load_bucket(nanoseconds)) == Double(nanoseconds))
    }

    @Test(arguments: [128, 129, 255, 256, 1000, 123_456, 98_765_432_109, 1 << 62] as [UInt64])
    func isWithinOneAndAHalfPercentAbove(_ nanoseconds: UInt64) {
        let stored = load_bucket_nanoseconds(load_bucket(nanoseconds))
        #expect(abs(stored - Double(nanoseconds)) <= Double(nanoseconds) * 0.016)
    }

    @Test func placesFollowEachOtherAndStayInTheTable() {
        var last = -1
        for nanoseconds in 0..<100_000 as Range<UInt64> {
            let place = Int(load_bucket(nanoseconds))
            #expect(place == last || place == last + 1)
            last = place
        }
        #expect(Int(load_bucket(.max)) < Int(LOAD_BUCKETS))
    }

    @Test func percentilesAreThoseOfTheCounted() {
        var buckets = [UInt64](repeating: 0, count: Int(LOAD_BUCKETS))
        #expect(load_percentile(buckets, 0.5) == 0)
        for nanoseconds in 1...100 as ClosedRange<UInt64> { buckets[load_bucket(nanoseconds)] += 1 }
        #expect(load_percentile(buckets, 0.5) == 50)
        #expect(load_percentile(buckets, 0.99) == 99)
        #expect(load_percentile(buckets, 0.999) == 100)
        #expect(load_percentile(buckets, 0) == 1)
        buckets[0] += 300
        #expect(load_percentile(buckets, 0.5) == 0)
    }
}
