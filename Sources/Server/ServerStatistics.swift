package import LineProtocol
import Synchronization

/// What the sockets have done since the start, readable at any moment from anywhere.
///
/// Each figure is exact; two figures read one after the other may be a moment apart.
package final class ServerStatistics: Sendable {
    private let connectionsOpened = Atomic<Int>(0)
    private let connectionsClosed = Atomic<Int>(0)
    private let connectionsRefused = Atomic<Int>(0)
    private let connectionsCut = Atomic<Int>(0)
    private let requests = Atomic<Int>(0)
    private let bytesIn = Atomic<Int>(0)
    private let bytesOut = Atomic<Int>(0)
    private let errors: [RequestError.Name: Count]

    package init() {
        errors = Dictionary(
            uniqueKeysWithValues: RequestError.Name.allCases.map { ($0, Count()) })
    }

    /// Every figure at one moment.
    package struct Figures: Equatable, Sendable {
        package var connectionsOpen = 0
        package var connectionsOpened = 0
        /// Turned away because there were too many.
        package var connectionsRefused = 0
        /// Closed by a deadline: no token, an unfinished line, nothing said, nothing read.
        package var connectionsCut = 0
        package var requests = 0
        package var bytesIn = 0
        package var bytesOut = 0
        /// Errors answered, by name; those that never happened are left out.
        package var errors: [RequestError.Name: Int] = [:]
    }

    package var figures: Figures {
        let closed = connectionsClosed.load(ordering: .relaxed)
        let opened = connectionsOpened.load(ordering: .relaxed)
        return Figures(
            connectionsOpen: max(opened - closed, 0),
            connectionsOpened: opened,
            connectionsRefused: connectionsRefused.load(ordering: .relaxed),
            connectionsCut: connectionsCut.load(ordering: .relaxed),
            requests: requests.load(ordering: .relaxed),
            bytesIn: bytesIn.load(ordering: .relaxed),
            bytesOut: bytesOut.load(ordering: .relaxed),
            errors: errors.mapValues { $0.value.load(ordering: .relaxed) }.filter { $0.value > 0 })
    }

    // MARK: Counting

    func noteOpened() { connectionsOpened.add(1, ordering: .relaxed) }
    func noteClosed() { connectionsClosed.add(1, ordering: .relaxed) }
    func noteRefused() { connectionsRefused.add(1, ordering: .relaxed) }
    func noteCut() { connectionsCut.add(1, ordering: .relaxed) }
    func noteRequests(_ count: Int) { requests.add(count, ordering: .relaxed) }
    func noteBytesIn(_ count: Int) { bytesIn.add(count, ordering: .relaxed) }
    func noteBytesOut(_ count: Int) { bytesOut.add(count, ordering: .relaxed) }
    func noteError(_ name: RequestError.Name) { errors[name]?.value.add(1, ordering: .relaxed) }

    private final class Count: Sendable {
        let value = Atomic<Int>(0)
    }
}
