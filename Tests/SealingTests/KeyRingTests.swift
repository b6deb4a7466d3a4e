import GarageNetwork
import Sealing
import Testing

@Suite struct KeyRingTests {
    private let ring = KeyRing.random()

    @Test(arguments: [0, 1, 64, 10_000])
    func whatWasSealedOpens(count: Int) throws {
        let clear = String(repeating: "é", count: count)
        let sealed = ring.seal(clear, as: .identity, of: "B1")
        #expect(try ring.open(String.self, sealed, key: 1, as: .identity, of: "B1") == clear)
        #expect(sealed.count % 64 == 28)
    }

    @Test func sealingTwiceGivesOtherBytes() {
        let clear = "somebody"
        #expect(
            ring.seal(clear, as: .identity, of: "B1") != ring.seal(clear, as: .identity, of: "B1"))
    }

    @Test func anotherPersonAnotherFieldAnotherByteOpensNothing() {
        var sealed = ring.seal([1, 2, 3], as: .identity, of: "B1")
        #expect(throws: VaultFault.altered(.identity)) {
            try ring.open([Int].self, sealed, key: 1, as: .identity, of: "B2")
        }
        #expect(throws: VaultFault.altered(.situation)) {
            try ring.open([Int].self, sealed, key: 1, as: .situation, of: "B1")
        }
        #expect(throws: VaultFault.keyMissing(2)) {
            try ring.open([Int].self, sealed, key: 2, as: .identity, of: "B1")
        }
        sealed[sealed.count / 2] ^= 1
        #expect(throws: VaultFault.altered(.identity)) {
            try ring.open([Int].self, sealed, key: 1, as: .identity, of: "B1")
        }
    }

    @Test func digestsDependOnTextKindAndKey() {
        let digest = ring.digest("martin", as: .name)
        #expect(digest.count == 32)
        #expect(digest == ring.digest("martin", as: .name))
        #expect(digest != ring.digest("martine", as: .name))
        #expect(digest != ring.digest("martin", as: .phone))
        #expect(digest != KeyRing.random().digest("martin", as: .name))
    }
}
