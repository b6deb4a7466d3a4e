import Glibc

/// The program that takes a mail on its standard input: `sendmail -t -i`.
///
/// Its exit status says how it went (sysexits.h); what it prints is thrown away, since it may quote
/// the mail.
package struct SendmailCommand: Sendable {
    package let path: String
    /// After so long it is killed.
    package let timeLimit: Duration

    package static let usualTimeLimit = Duration.seconds(30)
    /// How often to look whether it has ended.
    private static let beat = Duration.milliseconds(10)

    package init(path: String, timeLimit: Duration = usualTimeLimit) {
        self.path = path
        self.timeLimit = timeLimit
    }

    func send(_ mail: MailText) async -> DeliveryResult {
        guard let input = Self.file(holding: mail.text) else { return .failed("no-room") }
        defer { close(input) }
        guard let child = Self.start([path, "-t", "-i"], input: input) else {
            return .failed("sendmail-missing")
        }
        let deadline = ContinuousClock.now + timeLimit
        while ContinuousClock.now < deadline {
            if let status = Self.status(of: child) { return Self.result(of: status) }
            // A cancelled sleep returns at once; the deadline bounds how often.
            try? await Task.sleep(for: Self.beat)
            if Task.isCancelled { break }
        }
        // It may have ended while nothing ran here: a mail that went out must not go out again.
        if let status = Self.status(of: child) { return Self.result(of: status) }
        kill(-child, SIGKILL)
        kill(child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) != child, errno == EINTR {}
        return .failed("sendmail-timeout")
    }

    /// What an exit status means.
    static func result(of waitStatus: Int32) -> DeliveryResult {
        guard waitStatus & 0x7F == 0 else { return .failed("sendmail-signal") }
        let code = (waitStatus >> 8) & 0xFF
        switch code {
        case 0: return .delivered
        // EX_DATAERR, EX_NOUSER, EX_NOHOST: this mail, or this address, is wrong.
        case 65, 67, 68: return .refused("sendmail-\(code)")
        default: return .failed("sendmail-\(code)")
        }
    }

    /// A file without a name, at its beginning.
    ///
    /// A pipe would block on a program that does not read.
    private static func file(holding text: String) -> Int32? {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var path = Array("\(folder)/garaged-mail-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        guard file >= 0 else { return nil }
        unlink(path)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                close(file)
                return nil
            }
            rest = rest.dropFirst(written)
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    private static func start(_ words: [String], input: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // A group of its own, so that what it started is killed with it.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        return posix_spawn(&child, words[0], &actions, &attributes, arguments, environ) == 0
            ? child : nil
    }

    private static func status(of child: pid_t) -> Int32? {
        var status: Int32 = 0
        return waitpid(child, &status, WNOHANG) == child ? status : nil
    }
}
