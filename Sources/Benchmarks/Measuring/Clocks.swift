import Foundation

/// The clocks of this machine, in nanoseconds since some moment.
enum Clocks {
    /// The time that everybody shares.
    static func wall() -> Double { read(CLOCK_MONOTONIC) }
    /// The processor time of all threads of this process.
    static func process() -> Double { read(CLOCK_PROCESS_CPUTIME_ID) }
    /// The processor time of this thread.
    static func thread() -> Double { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
