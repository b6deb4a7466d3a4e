import Commands
import GarageNetwork
import Logging
import Matching
import ServiceLifecycle

/// Looks at the network every minute and when the day turns: alerts are raised, changed and
/// cleared, and once a month the odds are recalibrated.
///
/// Several daemons do the same on one database, which decides; while it is away nothing changes.
struct AlertWatching: Service {
    let environment: Environment
    let ledger: any WatchLedger
    let logger: Logger

    /// How often to see whether it is time.
    private static let beat = Duration.seconds(5)
    /// How often to look when nothing special happened; the first time so long after the start,
    /// when the network has come to rest.
    private static let interval = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var lastLook = ContinuousClock.now
            var lastDay = environment.network.snapshot.today
            var calibratedOn: Day?
            while !Task.isCancelled {
                let (today, now) = (environment.network.snapshot.today, ContinuousClock.now)
                if environment.outlook.value.asOf != nil {
                    if calibratedOn != today, await recalibrate() { calibratedOn = today }
                    if today != lastDay || now - lastLook >= Self.interval {
                        await look()
                        (lastLook, lastDay) = (now, today)
                    }
                }
                do {
                    try await Task.sleep(for: Self.beat)
                } catch {
                    return
                }
            }
        }
    }

    private func recalibrate() async -> Bool {
        do throws(LedgerError) {
            try await environment.recalibrate(ledger)
            return true
        } catch {
            logger.debug("the odds stay as they were", metadata: ["why": "\(error)"])
            return false
        }
    }

    private func look() async {
        do throws(LedgerError) {
            try await environment.watchAlerts(ledger)
        } catch {
            logger.debug("the alerts stay as they were", metadata: ["why": "\(error)"])
        }
    }
}
