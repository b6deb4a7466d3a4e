import Commands
import GarageNetwork
import Logging
import Matching
import Optimum
import ServiceLifecycle

/// Computes the outlook in the background: at start, every hour, when the day turns, and after a
/// garage changed.
///
/// It never runs on an event loop. While the database is away the last outlook stays.
struct OutlookRefreshing: Service {
    let environment: Environment
    let logger: Logger

    /// How often to look whether it is time.
    private static let beat = Duration.seconds(10)
    /// The demand of six months changes little in an hour.
    private static let lifetime = Duration.seconds(3_600)

    /// What the outlook in place was computed from, and when.
    private struct Basis {
        let today: Day
        let garages: Garages
        let computed: ContinuousClock.Instant

        func isOutdated(for network: NetworkSnapshot, at now: ContinuousClock.Instant) -> Bool {
            today != network.today || now - computed >= lifetime || garages != network.garages
        }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var basis: Basis?
            while !Task.isCancelled {
                let (network, now) = (environment.network.snapshot, ContinuousClock.now)
                if network.isReady, basis?.isOutdated(for: network, at: now) ?? true,
                    await refresh()
                {
                    basis = Basis(today: network.today, garages: network.garages, computed: now)
                }
                do {
                    try await Task.sleep(for: Self.beat)
                } catch {
                    return
                }
            }
        }
    }

    /// Whether it worked; if not, it is tried again at the next beat.
    private func refresh() async -> Bool {
        do throws(LedgerError) {
            try await environment.refreshOutlook(attainable: environment.attainable)
        } catch {
            logger.debug("the outlook stays as it was", metadata: ["why": "\(error)"])
            return false
        }
        switch environment.outlook.value.note {
        case nil, .noPast: break
        case .tooManyGarages(let count):
            logger.notice(
                "no outlook: too many garages",
                metadata: ["garages": "\(count)", "most": "\(Outlook.garagesMax)"])
        case .tooManyRequests(let count):
            logger.notice(
                "no outlook: too many requests in six months",
                metadata: ["requests": "\(count)", "most": "\(Outlook.requestsMax)"])
        }
        return true
    }

    /// What the exact solver finds to be possible this month.
    static let attainableShare: AttainableShare = { requests, garages, plans in
        do throws(FlowError) {
            let found = try Attainable(requests: requests, garages: garages, plans: plans)
            return found.judged == 0 ? nil : found.percent / 100
        } catch {
            return nil
        }
    }
}
