/// The secret of a one-time link: 26 characters of 5 bits, 130 bits.
package enum LinkSecret {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    package static let length = 26

    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<length).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
