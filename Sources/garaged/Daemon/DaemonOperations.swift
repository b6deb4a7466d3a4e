import Commands
import GarageNetwork
import Glibc
import LineProtocol
import Server
import Synchronization

/// What only the running daemon knows: its uptime, its sockets, its configuration.
final class DaemonOperations: Operations {
    typealias Reload = @Sendable () async throws(RequestError) -> [String]

    private struct State {
        var statistics: ServerStatistics?
        var limits = ServerLimits()
        var reload: Reload?
    }
    private let state = Mutex(State())
    private let started: Int64

    init() { started = Self.monotonicSeconds() }

    /// Told once the sockets are there.
    func serve(_ statistics: ServerStatistics, limits: ServerLimits, reload: @escaping Reload) {
        state.withLock { $0 = State(statistics: statistics, limits: limits, reload: reload) }
    }

    func status() -> [Field] {
        let uptime = Field("uptime_s", .whole(Self.monotonicSeconds() - started))
        guard let figures = state.withLock({ $0.statistics?.figures }) else { return [uptime] }
        let errors = figures.errors.values.reduce(0, +)
        return [
            uptime,
            Field("connections", .whole(Int64(figures.connectionsOpen))),
            Field("requests", .whole(Int64(figures.requests))),
            Field("errors", .whole(Int64(errors))),
            Field("process", .whole(Int64(getpid()))),
        ]
    }

    func limits() -> [LimitLine] {
        let limits = state.withLock { $0.limits }
        return ServerLimits.descriptions.map { limit in
            LimitLine(
                name: limit.key, value: Int64(limits[keyPath: limit.path]),
                unit: limit.unit.rawValue, meaning: limit.reason)
        }
    }

    func reload() async throws(RequestError) -> [String] {
        guard let reload = state.withLock({ $0.reload }) else { throw .notReady }
        return try await reload()
    }

    private static func monotonicSeconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec)
    }
}

extension RequestError {
    static let notReady = RequestError(.notReady, "the daemon is still starting")
}
