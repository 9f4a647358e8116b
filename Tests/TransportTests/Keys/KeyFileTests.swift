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

    /// The key of RFC 8032 section 7.1, test 1, as `openssl genpkey` writes keys, and as RFC 8410 section 10.3 with its
    /// public half.
    private static let seed = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
    private static let pair =
        "MFECAQEwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
        + "gSEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

    private static func pem(_ letters: String, _ label: String = "PRIVATE KEY", end: String = "\n") -> String {
        "key\n" + ["-----BEGIN \(label)-----", letters, "-----END \(label)-----", ""].joined(separator: end)
    }

    @Test("An Ed25519 private key is read as OpenSSL writes it, in one line or several, with a public half or without")
    func privateKeys() throws {
        try Self.inDirectory { directory in
            let lines = Self.pair.prefix(64) + "\n" + Self.pair.dropFirst(64)
            let texts = [
                Self.pem(Self.seed), Self.pem(Self.pair), Self.pem(String(lines)), Self.pem(Self.seed, end: "\r\n"),
                Self.pem(Self.seed) + "\nwords behind it", String(Self.pem(Self.seed).dropLast()),
            ]
            for text in texts {
                Self.write(text, directory + "/a")
                let contents = try KeyFile.read(directory + "/a", isBase64: false)
                #expect(contents.key == "key" && contents.kind == .ed25519 && contents.secret.count == 32)
                let signer = try contents.signer(.sha256)
                #expect(signer.kind == .ed25519)
                #expect(
                    Hexadecimal.text(signer.authenticate([]))
                        == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
                )
            }
            let refusal = Self.refusal(directory + "/a", isBase64: true)
            #expect(refusal?.contains("this venue's keys have a secret") == true)
        }
    }

    @Test("A new key pair's file is read, and what it signs is taken by its public half")
    func newPair() throws {
        try Self.inDirectory { directory in
            let pair = try Ed25519KeyPair()
            Self.write("key\n" + String(decoding: pair.privateText, as: UTF8.self), directory + "/a")
            let signer = try KeyFile.read(directory + "/a", isBase64: false).signer(.sha256)
            let signature = signer.authenticate([1, 2, 3])
            #expect(OpenSSLMessageDigests().isEd25519(signature, of: [1, 2, 3], publicKey: pair.publicKey))
            #expect(try Ed25519KeyPair().publicKey != pair.publicKey)
        }
    }

    @Test("A private key of another kind, or a damaged one, is refused with what to do")
    func wrongPrivateKeys() throws {
        // X25519 and P-256, as OpenSSL writes them.
        let agreement = "MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
        let curve =
            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1Q4iA5JITsAzvQE29SaHp5jsiXwUibss2CLwASHtmtKhRANC"
            + "AAQnYqmC559BJwVQkEf9eoW4iOo0zyhbiG+bL8QsMle9I2GG1omCxRLR6vGWqtGiv7cgareXdmQFqwS9teCNuU1F"
        let rows = [
            (Self.pem(Self.seed, "RSA PRIVATE KEY"), "openssl genpkey -algorithm ed25519"),
            (Self.pem(Self.seed, "EC PRIVATE KEY"), "openssl genpkey -algorithm ed25519"),
            (Self.pem(Self.seed, "OPENSSH PRIVATE KEY"), "openssl genpkey -algorithm ed25519"),
            (Self.pem(Self.seed, "PRIVATE KEYS"), "openssl genpkey -algorithm ed25519"),
            (Self.pem(Self.seed, "ENCRYPTED PRIVATE KEY"), "is encrypted"),
            (Self.pem(Self.seed, "PUBLIC KEY"), "public half"),
            (Self.pem(agreement), "is no Ed25519 key"),
            (Self.pem(curve), "is no Ed25519 key"),
            (Self.pem(String(Self.seed.dropLast(4))), "is no Ed25519 key"),
            (Self.pem(Self.seed + "AAAA"), "is no Ed25519 key"),
            (Self.pem(String(Self.seed.dropLast())), "damaged"),
            (Self.pem("not base64"), "damaged"),
            (Self.pem(""), "damaged"),
            ("key\n-----BEGIN PRIVATE KEY-----\n\(Self.seed)\n", "no last line"),
            ("key\n-----BEGIN PRIVATE KEY-----", "no last line"),
            (Self.pem(Self.seed.replacing("BCIE", with: "BCME")), "is no Ed25519 key"),
        ]
        try Self.inDirectory { directory in
            for (text, words) in rows {
                Self.write(text, directory + "/a")
                let refusal = Self.refusal(directory + "/a")
                #expect(refusal?.contains(words) == true, "\(refusal ?? "taken"): \(text)")
                #expect(refusal?.contains("J1hsZ3v") == false)
            }
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
        let seed = try Secret(known: Array("CANARYCANARYCANARYCANARYCANARY!!".utf8))
        var shown = ""
        dump(try Ed25519Signer(key: "k", secret: seed), to: &shown)
        #expect(!shown.contains("CANARY") && shown.contains("a secret"))
    }
}
