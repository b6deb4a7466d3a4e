import Foundation
import Glibc
import LineProtocol
import Logging
import Server
import Testing

/// TLS with certificates made on the spot; skipped where there is no `openssl` program.
@Suite(.enabled(if: openssl != nil, "the openssl program is not installed"))
struct EncryptionTests {
    @Test("speaks the same protocol inside TLS 1.3, half-closed too")
    func roundTrip() async throws {
        let files = try await Certificate(days: 2)
        defer { files.remove() }
        try await withServer(tls: files.tls) { running in
            let text = try await talk("PING\n@7 NOW n=7\nLATER n=1\nQUIT\n", to: running.port)
            #expect(text.contains("# garaged 1.0"))
            #expect(text.contains("\n+ OK\n+ @7 OK n=7\n+ OK n=1\n+ OK\n"))
            #expect(running.service.lastPeer == .tcp(address: "127.0.0.1", isEncrypted: true))
        }
    }

    @Test("refuses TLS 1.2 unless it is allowed", arguments: [false, true])
    func version(allowsTLS12: Bool) async throws {
        let files = try await Certificate(days: 2)
        defer { files.remove() }
        var tls = files.tls
        tls.allowsTLS12 = allowsTLS12
        try await withServer(tls: tls) { running in
            let text = try await talk("PING\nQUIT\n", to: running.port, options: ["-tls1_2"])
            #expect(text.contains("+ OK") == allowsTLS12)
        }
    }

    @Test("plain text on the encrypted port is not answered")
    func plaintext() async throws {
        let files = try await Certificate(days: 2)
        defer { files.remove() }
        try await withServer(tls: files.tls) { running in
            let lines = try await offPool {
                let client = try Client(port: running.port)
                try client.send("PING\nPING\nPING\n")
                return try client.linesToEnd()
            }
            #expect(!lines.contains { $0.hasPrefix("+") || $0.hasPrefix("#") })
            #expect(running.service.number(of: "PING") == 0)
        }
    }

    @Test("a new certificate is used once reloaded; a broken one leaves the old in use")
    func reload() async throws {
        let files = try await Certificate(days: 2)
        defer { files.remove() }
        try await withServer(tls: files.tls) { running in
            let old = try await talk("QUIT\n", to: running.port, options: ["-showcerts"])
            try await files.renew(days: 2)
            try await running.server.reloadCertificate()
            let new = try await talk("QUIT\n", to: running.port, options: ["-showcerts"])
            #expect(certificate(in: old) != certificate(in: new))
            try Data("nonsense".utf8).write(to: URL(filePath: files.tls.certificateChainPath))
            await #expect(throws: ServerError.self) { try await running.server.reloadCertificate() }
            let still = try await talk("QUIT\n", to: running.port, options: ["-showcerts"])
            #expect(certificate(in: still) == certificate(in: new))
        }
    }

    @Test("an unusable certificate is told at the start, with the file")
    func unusable() async throws {
        let good = try await Certificate(days: 2)
        let other = try await Certificate(days: 2)
        let expired = try await Certificate(days: 2)
        defer { for files in [good, other, expired] { files.remove() } }
        try Data(expiredCertificate.utf8).write(
            to: URL(filePath: expired.tls.certificateChainPath))
        var mixed = good.tls
        mixed.privateKeyPath = other.tls.privateKeyPath
        var absent = good.tls
        absent.certificateChainPath += ".absent"
        for (tls, word) in [(expired.tls, "expired"), (mixed, "not the key"), (absent, "PEM")] {
            let error = await #expect(throws: ServerError.self) {
                try await withServer(tls: tls) { _ in }
            }
            #expect(error?.reason == .unusableCertificate)
            #expect(error?.description.contains(word) == true, "\(String(describing: error))")
        }
    }

    // MARK: Support

    /// Sends text through `openssl s_client` and reads to the end.
    private func talk(_ text: String, to port: Int, options: [String] = []) async throws -> String {
        let arguments = ["s_client", "-connect", "127.0.0.1:\(port)", "-ign_eof"]
        return try await run(arguments + options, input: text)
    }

    private func certificate(in text: String) -> Substring? {
        guard let start = text.range(of: "-----BEGIN CERTIFICATE-----"),
            let end = text.range(of: "-----END CERTIFICATE-----")
        else { return nil }
        return text[start.upperBound..<end.lowerBound]
    }
}

/// A self-signed certificate in files of its own.
private struct Certificate {
    let tls: ServerConfiguration.TLS

    init(days: Int) async throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "c\(UUID())").path
        tls = .init(certificateChainPath: base + ".crt", privateKeyPath: base + ".key")
        try await renew(days: days)
    }

    func remove() {
        unlink(tls.certificateChainPath)
        unlink(tls.privateKeyPath)
    }

    func renew(days: Int) async throws {
        _ = try await run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-subj", "/CN=localhost", "-days", String(days), "-keyout", tls.privateKeyPath,
            "-out", tls.certificateChainPath,
        ])
    }
}

private let openssl: String? = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/bin/openssl"]
    .first { access($0, X_OK) == 0 }

/// Runs `openssl`, ten seconds at most, and returns what it wrote.
private func run(_ arguments: [String], input: String = "") async throws -> String {
    let program = openssl ?? ""
    return try await offPool {
        let process = Process()
        let (stdin, stdout) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}

/// Valid on the first of January 2020 only; its key is nowhere.
private let expiredCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBEDCBtgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcN
    MjAwMTAxMDAwMDAwWhcNMjAwMTAyMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQY8tagFs2+ePTU37ZFwfbFTP3E
    KPcFRX/rNVurcFzh+RJ9oDn9EKgfrKs7ZFipIQECtdHHnMfViNmBblDhBYOuMAoG
    CCqGSM49BAMCA0kAMEYCIQCJEhRE1DvAEP6/kIWSswxKraNpz7cbkhiZmhAT2sTB
    gwIhAJ3geBVvZYbNwao/uTNpCsUNr6TKSEtqLP/T45wk0F9i
    -----END CERTIFICATE-----

    """
