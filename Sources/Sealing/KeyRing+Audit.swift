import Crypto

/// The chain over the audit: HMAC-SHA256 with a key derived from that of digests.
extension KeyRing {
    package func chain(_ links: [[UInt8]], after previous: [UInt8]) -> [[UInt8]] {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: digestKey, info: Array("garaged audit chain 1".utf8),
            outputByteCount: 32)
        var last = previous
        return links.map { bytes in
            var hmac = HMAC<SHA256>(key: key)
            hmac.update(data: last)
            hmac.update(data: bytes)
            last = Array(hmac.finalize())
            return last
        }
    }
}
