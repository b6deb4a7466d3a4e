/// Writes what the server says, line by line.
package struct ReplyEncoder {
    /// Echoed on every line.
    package let tag: String?
    /// How rows are written; final lines are the same in every format.
    package let format: ReplyFormat

    package init(tag: String? = nil, format: ReplyFormat = .json) {
        self.tag = tag
        self.format = format
    }

    /// Appends every line of an answer: its rows and its final line, or its error.
    package func append(_ outcome: Result<Reply, RequestError>, to bytes: inout [UInt8]) {
        switch outcome {
        case .success(let reply): append(reply, to: &bytes)
        case .failure(let error): append(error, to: &bytes)
        }
    }

    /// Appends the rows and `+ OK k=v …`.
    package func append(_ reply: Reply, to bytes: inout [UInt8]) {
        if !reply.rows.isEmpty { appendRows(reply.rows, to: &bytes) }
        begin(0x2B, in: &bytes)
        bytes.append(0x4F)
        bytes.append(0x4B)
        if !reply.summary.isEmpty {
            bytes.append(0x20)
            Self.appendPairs(reply.summary, to: &bytes)
            if bytes.last == 0x20 { bytes.removeLast() }
        }
        bytes.append(0x0A)
    }

    /// Appends the rows that say what was refused, and `- 404 NO-SUCH k=v … sentence`.
    package func append(_ error: RequestError, to bytes: inout [UInt8]) {
        if !error.rows.isEmpty { appendRows(error.rows, to: &bytes) }
        begin(0x2D, in: &bytes)
        bytes.appendWhole(Int64(error.name.code))
        bytes.append(0x20)
        bytes.append(contentsOf: error.name.rawValue.utf8)
        for detail in error.details {
            bytes.append(0x20)
            bytes.append(contentsOf: detail.name.utf8)
            bytes.append(0x3D)
            bytes.appendValue(detail.value)
        }
        bytes.append(0x20)
        bytes.appendSentence(error.message)
        bytes.append(0x0A)
    }

    /// Appends a comment, which clients ignore.
    package static func appendComment(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(0x23)
        bytes.append(0x20)
        bytes.appendSentence(text)
        bytes.append(0x0A)
    }

    /// Appends what a subscriber is told unasked: `! sub {…}`.
    package static func appendPushed(_ row: Reply.Row, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "! sub ".utf8)
        appendObject(row, to: &bytes)
        bytes.append(0x0A)
    }

    /// Appends the error that ends a subscription: `! - 509 SLOW sentence`.
    package static func appendPushed(_ error: RequestError, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "! ".utf8)
        ReplyEncoder().append(error, to: &bytes)
    }

    // MARK: Rows

    private func appendRows(_ rows: [Reply.Row], to bytes: inout [UInt8]) {
        if let line = Field.bareLine(of: rows) {
            appendLine(to: &bytes) { $0.appendSentence(line) }
            return
        }
        switch format {
        case .json:
            for row in rows { appendLine(to: &bytes) { Self.appendObject(row, to: &$0) } }
        case .text:
            for row in rows { appendLine(to: &bytes) { Self.appendPairs(row, to: &$0) } }
        case .tsv:
            let columns = Self.columns(of: rows)
            appendLine(to: &bytes) { Self.appendHeader(columns, to: &$0) }
            for row in rows {
                appendLine(to: &bytes) { Self.appendCells(row, of: columns, to: &$0) }
            }
        }
    }

    private func appendLine(to bytes: inout [UInt8], _ content: (inout [UInt8]) -> Void) {
        begin(0x3D, in: &bytes)
        content(&bytes)
        bytes.append(0x0A)
    }

    /// The first byte says what the line is, then the tag.
    private func begin(_ mark: UInt8, in bytes: inout [UInt8]) {
        bytes.append(mark)
        bytes.append(0x20)
        guard let tag else { return }
        bytes.append(0x40)
        bytes.append(contentsOf: tag.utf8)
        bytes.append(0x20)
    }
}
