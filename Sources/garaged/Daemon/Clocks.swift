import Commands
import GarageNetwork
import Glibc
import Synchronization

/// The machine's clock.
///
/// What is written takes the database's.
struct SystemClock: Clock {
    var isSet: Bool { false }
    var now: Instant { Instant(microseconds: wallMicroseconds()) }
}

/// A clock that was set by hand and runs on from there: `--now` and `CLOCK`.
final class SetClock: RehearsalClock {
    /// What this clock is ahead of the machine's.
    private let offsetMicroseconds: Atomic<Int64>

    init(startingAt instant: Instant) {
        offsetMicroseconds = Atomic(instant.microseconds - wallMicroseconds())
    }

    var isSet: Bool { true }

    var now: Instant {
        Instant(
            microseconds: wallMicroseconds() + offsetMicroseconds.load(ordering: .relaxed))
    }

    func set(to instant: Instant) {
        offsetMicroseconds.store(
            instant.microseconds - wallMicroseconds(), ordering: .relaxed)
    }
}

private func wallMicroseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
}
