import GarageNetwork
package import Logging
import ServiceLifecycle

/// Sends a courier out every few seconds, until the daemon stops; what is under way then is
/// finished.
package struct CourierService: Service {
    private let courier: Courier
    private let logger: Logger
    private let pause: Duration

    /// A message that is urgent waits no longer than this.
    package static let usualPause = Duration.seconds(5)

    package init(courier: Courier, logger: Logger, pause: Duration = usualPause) {
        self.courier = courier
        self.logger = logger
        self.pause = pause
    }

    package func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do throws(LedgerError) {
                try await courier.round()
            } catch {
                logger.debug("the outbox waits", metadata: ["why": "\(error)"])
            }
            await cancelWhenGracefulShutdown {
                // Ends early when the daemon stops, which the loop sees.
                try? await Task.sleep(for: pause)
            }
        }
    }
}
