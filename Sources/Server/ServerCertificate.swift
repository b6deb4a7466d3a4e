import Glibc
import NIOSSL
import Synchronization

/// The certificate of the TCP listener; read again on demand, for the connections to come.
final class ServerCertificate: Sendable {
    private let files: ServerConfiguration.TLS
    private let current: Mutex<NIOSSLContext>

    /// Reads the files.
    ///
    /// - Parameter files: where they are.
    /// - Throws: `unusableCertificate`, with what is wrong with which file.
    init(_ files: ServerConfiguration.TLS) throws(ServerError) {
        self.files = files
        current = Mutex(try Self.load(files))
    }

    var context: NIOSSLContext { current.withLock { $0 } }

    /// Reads the files again; on error the old certificate stays in use.
    func reload() throws(ServerError) {
        let fresh = try Self.load(files)
        current.withLock { $0 = fresh }
    }

    private static func load(
        _ files: ServerConfiguration.TLS
    ) throws(ServerError) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(files.certificateChainPath)
        } catch {
            throw .unusableCertificate(
                files.certificateChainPath, why: "cannot be read as a PEM certificate")
        }
        guard let own = chain.first else {
            throw .unusableCertificate(
                files.certificateChainPath, why: "holds no certificate")
        }
        guard own.notValidAfter > time(nil) else {
            throw .unusableCertificate(
                files.certificateChainPath, why: "has expired: renew it, then start again")
        }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(file: files.privateKeyPath, format: .pem)
        } catch {
            throw .unusableCertificate(files.privateKeyPath, why: "cannot be read as a PEM key")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = files.allowsTLS12 ? .tlsv12 : .tlsv13
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .unusableCertificate(
                files.privateKeyPath,
                why: "is not the key of \(files.certificateChainPath)")
        }
    }
}
