import CPostgres
import Glibc

/// A program started by the calling thread.
///
/// Linux ties the signal that follows a parent's death to the *thread* that started the child: a
/// thread that ends takes the child with it.
struct ChildProcess {
    let id: pid_t

    /// Starts a program; nil when it cannot be, and then `errno` says why.
    ///
    /// - Parameters:
    ///   - words: The program, searched in `PATH`, and its arguments.
    ///   - log: A file that gets what it prints.
    init?(_ words: [String], log: String) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // A group of its own: Ctrl-C in a terminal is for the daemon, which stops it in order.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let failure = posix_spawnp(&child, words[0], &actions, &attributes, arguments, environ)
        guard failure == 0 else {
            errno = failure
            return nil
        }
        id = child
    }

    /// How it ended; nil while it runs.
    ///
    /// A child that is never asked stays a zombie, which PostgreSQL takes for a living postmaster.
    func status() -> Int32? {
        var status: Int32 = 0
        return waitpid(id, &status, WNOHANG) == id ? status : nil
    }

    /// Waits until it ends; true when it ended well.
    func succeeds() -> Bool {
        var status: Int32 = 0
        while waitpid(id, &status, 0) != id {
            if errno != EINTR { return false }
        }
        return status == 0
    }
}
