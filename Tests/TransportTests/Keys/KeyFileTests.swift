import Foundation
import Glibc
import TestKit
import Testing
import Transport
import Venues

/// Keys at rest and in memory.
@Suite("Key files")
struct KeyFileTests {
    /// Runs `body` with a directory of its own.
    private static func inDirectory(_ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "rung-keys-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        #expect(unsafe chmod(path, 0o700) == 0)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private static func write(_ text: String, _ path: String, mode: mode_t = 0o600) {
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
        #expect(unsafe chmod(path, mode) == 0)
    }

    private static func refusal(_ path: String, isBase64: Bool = false) -> String? {
        do throws(KeyFileError) {
            _ = try KeyFile.read(path, isBase64: isBase64)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("A file of one's own is read; in base64 the bytes are meant")
    func reading() throws {
        try Self.inDirectory { directory in
            Self.write("key\nNhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j\n", directory + "/a")
            let plain = try KeyFile.read(directory + "/a", isBase64: false)
            let signer = OpenSSLSigner(key: plain.key, secret: plain.secret, hash: .sha256)
            let payload =
                "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559"
            #expect(
                Hexadecimal.text(signer.authenticate(Array(payload.utf8)))
                    == "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"
            )
            Self.write("k\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", directory + "/b", mode: 0o400)
            let base64 = try KeyFile.read(directory + "/b", isBase64: true)
            let kraken = OpenSSLSigner(key: base64.key, secret: base64.secret, hash: .sha512)
            let body = Array("nonce=1700000000000000000".utf8)
            #expect(
                KrakenSigning.sign(path: "/0/private/Balance", nonce: 1_700_000_000_000_000_000, body: body, by: kraken)
                    == "6i7+cpXVLDDnDOekgsRcgFQhkYFyPDSSxhSVA8OrA6vjziXcy2K1DP3n7f9B/Kgni71WjBSQusZKxduRsdF20Q=="
            )
        }
    }

    @Test(
        "Whatever others can read or write is refused",
        arguments: [0o640, 0o604, 0o660, 0o666, 0o620, 0o601, 0o700] as [mode_t]
    )
    func modes(mode: mode_t) throws {
        try Self.inDirectory { directory in
            Self.write("key\nsecret\n", directory + "/a", mode: mode)
            #expect(Self.refusal(directory + "/a")?.contains("chmod 600") == true)
        }
    }

    @Test("A directory that others can write to, a link, a directory and a missing file are refused")
    func places() throws {
        try Self.inDirectory { directory in
            Self.write("key\nsecret\n", directory + "/a")
            try FileManager.default.createSymbolicLink(
                atPath: directory + "/link",
                withDestinationPath: directory + "/a"
            )
            #expect(Self.refusal(directory + "/link")?.contains("is a link") == true)
            #expect(Self.refusal(directory)?.contains("not a plain file") == true)
            #expect(Self.refusal(directory + "/none")?.contains("cannot be opened") == true)
            #expect(unsafe chmod(directory, 0o770) == 0)
            #expect(Self.refusal(directory + "/a")?.contains("chmod go-w") == true)
        }
    }

    @Test(
        "What is no key is refused",
        arguments: ["", "key", "key\n", "\nsecret", "key\n\n", "k y\nsecret", "key\nse cret", "k\"\nsecret"]
    )
    func contents(text: String) throws {
        try Self.inDirectory { directory in
            Self.write(text, directory + "/a")
            #expect(Self.refusal(directory + "/a")?.contains("two lines") == true)
            Self.write("key\nabc", directory + "/b")
            #expect(Self.refusal(directory + "/b", isBase64: true)?.contains("not base64") == true)
        }
    }

    @Test("A secret never shows, however it is printed")
    func printing() throws {
        let secret = try Secret(known: Array("CANARY".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        let contents = "\(secret) \(String(reflecting: secret)) \(String(describing: [secret])) \(dumped)"
        #expect(!contents.contains("CANARY") && contents.contains("a secret"))
        let signer = OpenSSLSigner(key: "k", secret: secret, hash: .sha256)
        #expect(!String(reflecting: signer).contains("CANARY"))
    }
}
