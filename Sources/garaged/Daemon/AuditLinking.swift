import GarageNetwork
import Logging
import ServiceLifecycle

/// Links each second what was added to the audit: from then on nobody changes it unseen.
///
/// What was overtaken on its way there follows within ten seconds.
/// Several daemons do the same on one database, which lets one of them at a time.
struct AuditLinking: Service {
    let audit: any AuditTrail
    let logger: Logger

    private static let interval = Duration.seconds(1)
    /// Looking back reads what was added in two minutes, which may be hundreds of thousands.
    private static let intervalsPerLookBack = 10
    /// While the database is away.
    private static let retry = Duration.seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var round = 0
            while !Task.isCancelled {
                let hasWorked = await link(looksBack: round % Self.intervalsPerLookBack == 0)
                round += 1
                do {
                    try await Task.sleep(for: hasWorked ? Self.interval : Self.retry)
                } catch {
                    return
                }
            }
        }
    }

    private func link(looksBack: Bool) async -> Bool {
        do throws(LedgerError) {
            _ = try await audit.link(looksBack: looksBack)
            return true
        } catch {
            logger.debug("the audit is linked later", metadata: ["why": "\(error)"])
            return false
        }
    }
}
