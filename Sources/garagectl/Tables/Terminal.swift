import Glibc

/// What is on the other side of standard output and standard error.
enum Terminal {
    static func print(_ text: String) { Swift.print(text) }

    /// Says something on standard error, after what was printed before it.
    static func complain(_ text: String) {
        flush()
        send(text + "\n")
    }

    /// Writes over the current line of standard error, without going to the next.
    static func overwrite(_ text: String) { send("\r\u{1B}[2K" + text) }

    static func flush() { fflush(nil) }

    private static func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Colours are for a person who did not say no (no-color.org).
    static var hasColour: Bool {
        outputIsTerminal && (environmentValue("NO_COLOR") ?? "").isEmpty
    }

    /// How many columns there are, or nil when nobody looks: then nothing is cut.
    static var width: Int? {
        guard outputIsTerminal else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else {
            return 80
        }
        return Int(size.ws_col)
    }
}
