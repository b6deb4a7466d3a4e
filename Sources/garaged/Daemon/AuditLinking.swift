import GarageNetwork
import Logging
import ServiceLifecycle

/// Links each second what was added to the audit: from then on nobody changes it unseen.
///
/// Several daemons do the same on one database, which lets one of them at a time.
struct AuditLinking: Service {
    let audit: any AuditTrail
    let logger: Logger

    private static let interval = Duration.seconds(1)
    /// While the database is away.
    private static let retry = Duration.seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let hasWorked = await link()
                do {
                    try await Task.sleep(for: hasWorked ? Self.interval : Self.retry)
                } catch {
                    return
                }
            }
        }
    }

    private func link() async -> Bool {
        do throws(LedgerError) {
            _ = try await audit.link()
            return true
        } catch {
            logger.debug("the audit is linked later", metadata: ["why": "\(error)"])
            return false
        }
    }
}
