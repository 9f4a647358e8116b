import Runtime
import TestKit
import Testing

/// The numbers of a key over restarts.
@Suite("Nonce file")
struct NonceFileTests {
    @Test("A number that was written down is read back; none is 0, and what is no number is nil")
    func reading() throws {
        try TemporaryFile.withFolder { folder in
            let file = NonceFile(path: folder + "/nonce")
            #expect(file.floor == 0)
            #expect(file.reserve(17) && file.floor == 17)
            #expect(file.reserve(.max) && NonceFile(path: folder + "/nonce").floor == .max)
            #expect(!NonceFile(path: folder + "/none/nonce").reserve(1))
            #expect(NonceFile(path: folder).floor == nil)
        }
    }
}
