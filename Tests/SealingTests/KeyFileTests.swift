import Crypto
import Foundation
import GarageNetwork
import Testing

@testable import Sealing

@Suite struct KeyFileTests {
    private static let a = Data(repeating: 1, count: 32).base64EncodedString()
    private static let b = Data(repeating: 2, count: 32).base64EncodedString()
    private static let short = Data(repeating: 3, count: 31).base64EncodedString()

    private func with(_ body: (KeyFile) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(KeyFile(path: folder.appending(path: "person.keys").path))
    }

    private func write(_ text: String, to file: KeyFile, mode: Int = 0o600) throws {
        let folder = URL(filePath: file.path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let isWritten = FileManager.default.createFile(
            atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        #expect(isWritten)
    }

    @Test func whereThereIsNoFileThereAreNoKeys() throws {
        try with { file in
            let ring = try file.read()
            #expect(ring == nil)
        }
    }

    @Test func aFileThatWasMadeIsItsOwnersAloneAndIsReadAgain() throws {
        try with { file in
            let made = try file.make()
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(mode[.posixPermissions] as? Int == 0o600)
            #expect(try file.read()?.fingerprints == made.fingerprints)
            let left = try FileManager.default.contentsOfDirectory(
                atPath: URL(filePath: file.path).deletingLastPathComponent().path)
            #expect(left == ["person.keys"])
        }
    }

    @Test func aRotationAddsAKeyAndKeepsTheOthers() throws {
        try with { file in
            let old = try file.make()
            let sealed = old.seal("somebody", as: .identity, of: "B1")
            #expect(try file.rotate() == 2)
            let new = try #require(try file.read())
            #expect(new.numbers == [1, 2] && new.sealingKey == 2)
            #expect(
                try new.open(String.self, sealed, key: 1, as: .identity, of: "B1") == "somebody")
            let again = try new.reseal(sealed, key: 1, as: .identity, of: "B1")
            #expect(again.count == sealed.count && again != sealed)
            #expect(try new.open(String.self, again, key: 2, as: .identity, of: "B1") == "somebody")
            #expect(throws: VaultFault.altered(.identity)) {
                try new.reseal(sealed, key: 1, as: .identity, of: "B2")
            }
            #expect(throws: VaultFault.keyMissing(3)) {
                try new.reseal(sealed, key: 3, as: .identity, of: "B1")
            }
        }
    }

    @Test(arguments: [
        ("seal 1 \(a)\ndigest \(b)\n", nil), ("# ours\n\nseal 1 \(a)\r\ndigest \(b)", nil),
        ("seal 1 \(a)", KeyFileError.incomplete), ("digest \(a)", .incomplete),
        ("", .incomplete), ("seal 0 \(a)\ndigest \(b)", .line(1)),
        ("digest \(b)\nseal -1 \(a)", .line(2)), ("seal 32768 \(a)\ndigest \(b)", .line(1)),
        ("seal 1 \(short)\ndigest \(b)", .line(1)), ("seal 1 not-base64\ndigest \(b)", .line(1)),
        ("seal \(a)\ndigest \(b)", .line(1)), ("seal one \(a)\ndigest \(b)", .line(1)),
        ("seal 1 \(a)\nseal 1 \(b)\ndigest \(b)", .repeated(line: 2)),
        ("digest \(a)\nseal 1 \(a)\n\ndigest \(b)", .repeated(line: 4)),
        ("key 1 \(a)\ndigest \(b)", .line(1)),
    ])
    func whatIsRefusedNamesTheLineAndNoKey(_ text: String, _ fault: KeyFileError?) throws {
        try with { file in
            try write(text, to: file)
            do throws(KeyFileError) {
                _ = try file.read()
                #expect(fault == nil)
            } catch {
                #expect(error == fault)
                for word in text.split(whereSeparator: \.isWhitespace) where word.count > 8 {
                    #expect(!"\(error)".contains(word))
                }
            }
        }
    }

    @Test(arguments: [
        (0o600, false, true), (0o400, false, true), (0o640, false, false), (0o604, false, false),
        (0o440, true, true), (0o444, true, false), (0o620, false, false),
    ])
    func whatOthersMayReadIsRefused(mode: Int, isCredential: Bool, isFine: Bool) throws {
        try with { made in
            let file = KeyFile(path: made.path, isCredential: isCredential)
            try write("seal 1 \(Self.a)\ndigest \(Self.b)\n", to: file, mode: mode)
            if isFine {
                let ring = try file.read()
                #expect(ring != nil)
            } else {
                let words = String(mode, radix: 8)
                #expect(throws: KeyFileError.exposed(file.path, mode: words)) {
                    _ = try file.read()
                }
            }
        }
    }

    @Test func fingerprintsTellKeysApartAndNothingOfThem() throws {
        let ring = try KeyRing(text: "seal 1 \(Self.a)\nseal 2 \(Self.b)\ndigest \(Self.a)\n")
        #expect(ring.fingerprints.keys.sorted() == [0, 1, 2])
        #expect(ring.fingerprints[1] != ring.fingerprints[2])
        #expect(ring.fingerprints[0] == ring.fingerprints[1], "the same bytes")
        #expect(ring.fingerprints.values.allSatisfy { $0.count == 32 })
        #expect(ring.fingerprints[1] != Array(repeating: 1, count: 32))
        #expect(try KeyRing(text: ring.text).fingerprints == ring.fingerprints)
    }
}
