/// Asks for the pages of an export and gives the lines of its file.
struct ExportRun {
    let keys: [(String, String)]
    let isQuiet: Bool
    let ask: (RequestText) throws(Failure) -> WireReply

    private static let pageRows = 1_000

    /// - Throws: what the daemon refused or the connection met; the lines so far are not whole.
    func run(_ write: (String) throws(Failure) -> Void) throws(Failure) {
        var columns: [String]?
        var (after, count) = (String?.none, 0)
        repeat {
            let reply = try ask(request(after: after))
            let values = try reply.get(verb: "EXPORT")
            let named = values.first { $0.name == "columns" }?.text.split(separator: ",")
            guard let named = named?.map(String.init) else {
                throw .badReply("an export without its columns")
            }
            if columns == nil {
                try write(CSVText.line(named))
                columns = named
            }
            guard columns == named else { throw .badReply("the columns changed under way") }
            for row in reply.rows {
                guard let members = JSONReader.object(row) else {
                    throw .badReply("a row that is not an object")
                }
                try write(CSVText.guarded(members, columns: named))
            }
            count += reply.rows.count
            let next = values.first { $0.name == "next" }?.text
            // A page that does not lead on would be asked for for ever.
            guard next == nil || (next != after && !reply.rows.isEmpty) else {
                throw .badReply("the next page is this one again")
            }
            after = next
            if !isQuiet, after != nil, count % (10 * Self.pageRows) == 0 {
                Terminal.complain("export: \(count) rows")
            }
        } while after != nil
        if !isQuiet { Terminal.complain("export: \(count) rows in all") }
    }

    private func request(after: String?) -> RequestText {
        var arguments = keys + [("limit", "\(Self.pageRows)")]
        if let after { arguments.append(("after", after)) }
        return RequestText("EXPORT", arguments)
    }
}
