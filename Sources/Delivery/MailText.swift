import Foundation
import GarageNetwork

/// A mail as `sendmail -t` reads it: headers, an empty line, the text.
///
/// Nothing that comes from a database or a template can begin a header: addresses are plain
/// (``EmailAddress``), the subject is encoded, the rest is computed.
struct MailText {
    let from: EmailAddress
    let to: EmailAddress
    let subject: String
    let body: String
    /// The message's key in the outbox.
    let key: String
    let date: Instant

    /// The lines, each ended by a line feed: the mail program puts its own.
    var text: String {
        let headers = [
            "From: <\(from.text)>", "To: <\(to.text)>",
            "Subject: \(EncodedWord.header(subject, after: "Subject: ".count))",
            "Date: \(Self.written(date))", "Message-ID: <\(messageID)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "Auto-Submitted: auto-generated",
            "X-Garaged-Key: \(EncodedWord.header(key, after: "X-Garaged-Key: ".count))",
        ]
        return headers.joined(separator: "\n") + "\n\n" + QuotedPrintable.encode(body)
    }

    /// The same whenever the message is sent again, so that a mailbox can see it.
    var messageID: String {
        "\(SigningKey.hexadecimal(Array(SigningKey.hash(key).prefix(16))))@\(from.host)"
    }

    /// As RFC 5322 writes a date: `Tue, 24 Nov 2026 18:00:00 +0100`.
    static func written(_ instant: Instant) -> String {
        let local = instant.paris
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let month = local.day.month
        let s = local.secondsOfDay
        let time = String(format: "%02d:%02d:%02d", s / 3_600, s / 60 % 60, s % 60)
        return "\(days[local.day.weekday % 7]), \(local.day.dayOfMonth)"
            + " \(months[month.month - 1]) \(month.year) \(time)"
            + String(format: " +%02d00", local.offsetSeconds / 3_600)
    }
}

/// Words of a header that are not plain ASCII, by RFC 2047.
enum EncodedWord {
    /// An encoded word is at most 75 characters; 12 of them are not its text.
    private static let bytesMax = 45

    /// A header's value, folded over lines; control characters are gone.
    ///
    /// `start` is how many characters stand before it on its first line.
    static func header(_ value: String, after start: Int) -> String {
        let clean = String(
            String.UnicodeScalarView(
                value.unicodeScalars.map { Self.isControl($0) ? " " : $0 }))
        if clean.utf8.allSatisfy({ $0 < 0x7F }), !clean.contains("=?"),
            clean.utf8.count + start <= 76
        {
            return clean
        }
        return chunks(of: clean).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
            .joined(separator: "\n ")
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// Pieces that end between code points.
    private static func chunks(of text: String) -> [String] {
        var chunks: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
        var length = 0
        for scalar in text.unicodeScalars {
            let size = UTF8.width(scalar)
            if length + size > bytesMax {
                chunks.append(String.UnicodeScalarView())
                length = 0
            }
            chunks[chunks.count - 1].append(scalar)
            length += size
        }
        return chunks.map { String($0) }
    }
}

/// Text that survives any mail server, by RFC 2045, 6.7.
enum QuotedPrintable {
    private static let lineLengthMax = 76

    /// Lines of at most 76 characters; ends with a line feed.
    static func encode(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.map { encode(line: $0) }.joined(separator: "\n") + "\n"
    }

    private static func encode(line: Substring) -> String {
        let bytes = Array(line.utf8)
        var encoded = ""
        var length = 0
        for (index, byte) in bytes.enumerated() {
            let isBlank = byte == 0x20 || byte == 0x09
            let isLast = index == bytes.count - 1
            // A dot alone on a line ends a mail for some programs; "From " begins another one.
            let isRisky = index == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
            let isPlain =
                (isBlank && !isLast) || ((0x21...0x7E).contains(byte) && byte != 0x3D)
            let piece =
                isPlain && !isRisky
                ? String(decoding: [byte], as: UTF8.self)
                : "=" + SigningKey.hexadecimal([byte]).uppercased()
            if length + piece.count > lineLengthMax - 1 {
                encoded += "=\n"
                length = 0
            }
            encoded += piece
            length += piece.count
        }
        return encoded
    }
}
