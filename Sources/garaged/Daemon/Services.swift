import Commands
import GarageNetwork
import LineProtocol
import Logging
import Matching
import Server
import ServiceLifecycle
import UnixSignals

/// What must happen even when nobody asks anything: the day turns, systemd hears that all is well.
struct Heartbeat: Service {
    let network: LiveNetwork
    let recall: DemandRecall
    let clock: any Clock
    let notifier: SystemdNotifier

    /// Often enough that the first request of a day does not wait for the prices of that day.
    private static let beat = Duration.seconds(10)
    /// The first alerts are looked for after a minute.
    private static let restingBeats = 8

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var beats = 0
            while !Task.isCancelled {
                // Once it serves, and once what begins after that has begun.
                if beats == 1 || beats == Self.restingBeats { StartingMemory.giveBack() }
                beats += 1
                let now = clock.now
                if network.snapshot.isOutdated(at: now) { network.turn(to: now) }
                await recall.complete()
                notifier.notify(.watchdog)
                do {
                    try await Task.sleep(for: Self.beat)
                } catch {
                    return
                }
            }
        }
    }
}

/// Reads the configuration again on SIGHUP.
struct HangUps: Service {
    /// Trapped before anybody can know that the daemon is there: untrapped, it would end it.
    let signals: UnixSignalsSequence
    let operations: DaemonOperations
    let notifier: SystemdNotifier
    let logger: Logger

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
            notifier.notify(.reloading)
            do throws(RequestError) {
                _ = try await operations.reload()
            } catch {
                // Every fault was written by whoever found it.
                logger.error("the configuration stays as it was")
            }
            notifier.notify(.ready)
        }
    }
}
