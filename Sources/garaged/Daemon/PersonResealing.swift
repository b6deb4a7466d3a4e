import GarageNetwork
import Logging
import ServiceLifecycle

/// Seals at start, in the background, what another key than the newest has sealed.
///
/// That is after a rotation, and after the migration that brought keys; the nightly job does what
/// is left.
struct PersonResealing: Service {
    let persons: any PersonLedger
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await reseal() }
        // A service that ends, ends the daemon.
        try? await gracefulShutdown()
    }

    private func reseal() async {
        do throws(LedgerError) {
            let done = try await persons.reseal()
            if done.resealed > 0 {
                logger.notice(
                    "sealed again with the newest key", metadata: ["rows": "\(done.resealed)"])
            }
            if done.stuck > 0 {
                logger.error(
                    "sealed rows do not open: altered, or their key is missing",
                    metadata: ["rows": "\(done.stuck)", "first": "\(done.firstStuck ?? "")"])
            }
        } catch {
            logger.debug("the nightly job will seal again", metadata: ["why": "\(error)"])
        }
    }
}
