import Foundation
import Testing

@testable import garagectl

/// Files that are not UTF-8: read where they can be nothing else, refused otherwise.
@Suite struct FileEncodingTests {
    private static let text = "code;étape;montant\nX;réparé “sic”;12 €\nY;reçue à Noël, où;1\n"

    private static func wide(_ text: String, isBigEndian: Bool) -> [UInt8] {
        let units = [0xFEFF] + Array(text.utf16)
        return units.flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? pair : pair.reversed()
        }
    }

    @Test func windowsIsRead() throws {
        let bytes = Array(try #require(Self.text.data(using: .windowsCP1252)))
        let decoded = try FileEncoding.decoded(bytes, "f.csv")
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == Self.text)
        #expect(decoded.remark == "read as Windows-1252 (Latin-1), not UTF-8")
        #expect(decoded.needsMark)
    }

    /// Every byte, against Foundation's table; those it has not, and Ž ž, are refused.
    @Test func everyByteOfWindowsIsThatOfTheTable() throws {
        for byte in UInt8(0x80)...0xFF {
            let expected = String(bytes: [0x61, byte], encoding: .windowsCP1252)
            let decoded = try? FileEncoding.decoded([0x61, byte, 0x0A], "f.csv")
            if [0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E].contains(byte) {
                #expect(decoded == nil, "\(byte)")
            } else {
                let text = decoded.map { String(decoding: $0.bytes, as: UTF8.self) }
                #expect(text == expected.map { $0 + "\n" }, "\(byte)")
            }
        }
    }

    @Test(arguments: [false, true])
    func wideTextIsRead(isBigEndian: Bool) throws {
        let text = Self.text + "🚗\n"
        let decoded = try FileEncoding.decoded(
            Self.wide(text, isBigEndian: isBigEndian), "f.csv")
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
        #expect(decoded.remark == "read as UTF-16" && decoded.needsMark)
    }

    @Test func plainTextIsLeftAsItIs() throws {
        let bytes = Array(Self.text.utf8)
        #expect(
            try FileEncoding.decoded(bytes, "f.csv") == DecodedFile(bytes: bytes, remark: nil))
        #expect(
            try FileEncoding.decoded([0xEF, 0xBB, 0xBF] + bytes, "f.csv")
                == DecodedFile(bytes: bytes, remark: nil, needsMark: true))
        #expect(try FileEncoding.decoded([], "f.csv").bytes.isEmpty)
    }

    static let refused: [([UInt8], String)] = [
        // Half a file in each encoding, as when two exports are put together.
        (Array("né\nn".utf8) + [0xE9, 0x0A], "line 2 is neither UTF-8 nor Windows-1252"),
        // é and è of an old Macintosh.
        ([0x6E, 0x8E, 0x0A], "line 1 is neither"), ([0x0A, 0x6E, 0x8F, 0x0A], "line 2 is neither"),
        ([0xFF, 0xFE, 0x61, 0, 0x62], "breaks off"), ([0xFF, 0xFE, 0x00, 0xD8], "breaks off"),
        ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "UTF-32"),
        ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "UTF-32"),
        ([0x63, 0, 0x6F, 0, 0x64, 0, 0x65, 0, 0x3B, 0], "UTF-16 without its mark"),
        ([0, 0x63, 0, 0x6F, 0, 0x64, 0, 0x65, 0, 0x3B], "UTF-16 without its mark"),
    ]

    @Test(arguments: refused.indices)
    func whatCouldBeReadTwoWaysIsRefused(index: Int) throws {
        let (bytes, told) = Self.refused[index]
        let failure = try #require(throws: Failure.self) {
            try FileEncoding.decoded(bytes, "f.csv")
        }
        #expect(failure.status == .refused && failure.advice == "save it as “CSV UTF-8”")
        #expect(failure.sentence.hasPrefix("f.csv: ") && failure.sentence.contains(told))
    }
}
