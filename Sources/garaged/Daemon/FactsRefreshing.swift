import Commands
import GarageNetwork
import Logging
import ServiceLifecycle

/// Reads once a minute what checks need of the database, so that CHECK never waits for it.
struct FactsRefreshing: Service {
    let environment: Environment
    let logger: Logger

    /// Shorter than any period that a check watches.
    private static let interval = Duration.seconds(60)
    /// While the database is away it is asked more often than that.
    private static let retry = Duration.seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let hasWorked = await refresh()
                do {
                    try await Task.sleep(for: hasWorked ? Self.interval : Self.retry)
                } catch {
                    return
                }
            }
        }
    }

    private func refresh() async -> Bool {
        do throws(LedgerError) {
            try await environment.refreshWatchFacts()
            return true
        } catch {
            logger.debug("the watched facts stay as they were", metadata: ["why": "\(error)"])
            return false
        }
    }
}
