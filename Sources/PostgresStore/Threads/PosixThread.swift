import CPostgres
import Glibc

/// A thread of its own, for work that blocks: libpq, or waiting for a child process.
///
/// The threads of Swift's and Dispatch's pools come and go, and are too few to be blocked.
enum PosixThread {
    /// Runs a body on a new thread, which ends with it.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Body(name: name, run: body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let failed = pthread_create(
            &thread, &attributes,
            { @Sendable argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                garaged_name_thread(body.name)
                body.run()
                return nil
            }, box.toOpaque())
        pthread_attr_destroy(&attributes)
        // Only an exhausted machine refuses a thread, and then nothing that follows can work.
        precondition(failed == 0, "no thread: raise TasksMax or ulimit -u")
    }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void
        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }
}
