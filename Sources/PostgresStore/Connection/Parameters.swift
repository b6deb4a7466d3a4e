/// The parameters of one execution, in the binary form libpq sends: one buffer for all.
struct Parameters {
    private var bytes: [UInt8] = []
    /// Where each begins and how long it is; -1 is NULL.
    private var fields: [(start: Int, length: Int)] = []

    var count: Int { fields.count }

    mutating func appendNull() { fields.append((bytes.count, -1)) }

    mutating func append(_ value: some PostgresScalar) {
        append { value.appendBinary(to: &$0) }
    }

    mutating func append(_ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        fields.append((start, bytes.count - start))
    }

    /// Lends the values, their lengths and their formats (all binary) to libpq.
    func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        // One byte at least: an empty value needs an address, since nil is NULL.
        (bytes + [0]).withUnsafeBytes { buffer in
            let values: [UnsafePointer<CChar>?] = fields.map { field in
                guard field.length >= 0, let base = buffer.baseAddress else { return nil }
                return (base + field.start).assumingMemoryBound(to: CChar.self)
            }
            return body(
                values, fields.map { Int32(max($0.length, 0)) },
                Array(repeating: 1, count: fields.count))
        }
    }
}
