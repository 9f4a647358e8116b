import Foundation
import TUI
import TestKit
import Testing

extension SystemTests {
    @Suite("What must not happen", .serialized)
    struct SafetyTests {
        @Test("A second console on the same journal refuses to start and names the process that has it")
        func second() throws {
            let sandbox = try Sandbox()
            let arguments = ["--plain", "--strategy", "--journal", sandbox.path(of: "journal")]
            let first = try PipedProgram(arguments, in: sandbox)
            try first.wait { $0.contains("CONSUMER 2 of 2") ? true : nil }
            let second = try PipedProgram(arguments, in: sandbox)
            #expect(try second.waitForEnd() == .exited(1))
            let found = try #require(second.errors.firstMatch(of: /another rung \(process ([0-9]+)\)/))
            let name = try String(contentsOfFile: "/proc/\(found.output.1)/comm", encoding: .utf8)
            #expect(name == "rung\n")
            first.send(SIGTERM)
            #expect(try first.waitForEnd() == .exited(128 + SIGTERM))
        }

        @Test(
            "No subset of what asks for real money starts anything: configuration, flag, exchange of the world",
            arguments: 1..<8
        )
        func live(subset: Int) throws {
            let sandbox = try Sandbox()
            var arguments = ["--plain", "--strategy"]
            if subset & 1 != 0 {
                arguments += ["--config", try sandbox.write(Array("mode: live\n".utf8), to: "live.yaml")]
            }
            if subset & 2 != 0 { arguments.append("--live") }
            if subset & 4 != 0 {
                arguments += ["--exchange", "binance=api.binance.com:443", "--exchange", "kraken=api.kraken.com:443"]
                arguments += ["--ca", "/etc/ssl/certs/ca-certificates.crt"]
            }
            let program = try PipedProgram(arguments, in: sandbox)
            #expect(try program.waitForEnd() == .exited(2))
            #expect(program.output == "")
            #expect(program.errors.hasPrefix("rung: "))
            #expect(!FileManager.default.fileExists(atPath: sandbox.path(of: "rung/journal")))
        }

        @Test(
            "A trading run writes an account's secret nowhere, in no form, and its files are its owner's alone",
            arguments: [[], ["--ed25519"]]
        )
        func canary(keyOption: [String]) throws {
            let exchanges = try Sandbox()
            let sandbox = try Sandbox()
            var running: [RunningExchange] = []
            var arguments = ["--plain", "--strategy", "--config", try Self.quick(sandbox)]
            var secrets: [String] = []
            for (name, recording) in [("binance", Programs.spotRecording), ("kraken", Programs.futuresRecording)] {
                let keys = exchanges.path(of: name)
                let exchange = try RunningExchange(
                    name,
                    recording: recording,
                    ["--keys", keys, "--fee", "0.01", "--speed", "5"] + (name == "binance" ? keyOption : [])
                )
                running.append(exchange)
                arguments += ["--exchange", "\(name)=127.0.0.1:\(exchange.port)", "--ca", exchange.authorityFile]
                arguments += ["--account", "\(name)=\(keys)"]
                let lines = try String(contentsOfFile: keys, encoding: .utf8).split(separator: "\n")
                // Of a private key the line between BEGIN and END.
                let secret = lines.first { !$0.hasPrefix("-----") && $0 != lines[0] }
                secrets.append(String(try #require(secret)))
            }
            let program = try PipedProgram(arguments + ["--log-level", "trace"], in: sandbox)
            let log = sandbox.path(of: "rung/rung.log")
            let words = try Self.wait(for: /match [0-9]+: .* filled 0\.[0-9]*[1-9]/, in: log, program)
            let sentinel = try #require(words.firstMatch(of: /the sentinel is process ([0-9]+)/)).output.1
            var said = try ["cmdline", "environ"].map {
                try String(contentsOfFile: "/proc/\(sentinel)/\($0)", encoding: .utf8)
            }
            // Its pipe, /dev/null twice, the log, the lock, a wake-up: nothing of the console's.
            #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/\(sentinel)/fd").count <= 7)
            program.send(SIGTERM)
            #expect(try program.waitForEnd() == .exited(128 + SIGTERM))
            said += [program.output, program.errors]
            #expect(program.errors.contains("ended with 0 orders open"))
            let forms = try secrets.flatMap(Self.forms)
            for path in try Self.files(sandbox.path + "/rung") {
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(try #require(mode) & 0o077 == 0, "\(path)")
                said.append(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
            }
            #expect(said.count > 8)
            for text in said {
                for form in forms { #expect(!text.contains(form)) }
            }
        }

        @Test("Keys are written for their owner alone, also into a file that others could read, and through no link")
        func keyFiles() throws {
            let sandbox = try Sandbox()
            let keys = try sandbox.write(Array(repeating: 0x78, count: 4_000), to: "keys")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: keys)
            let exchange = try RunningExchange("binance", recording: Programs.spotRecording, ["--keys", keys])
            let mode = try FileManager.default.attributesOfItem(atPath: keys)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let text = try String(contentsOfFile: keys, encoding: .utf8)
            #expect(text.split(separator: "\n").count == 2 && !text.contains("xxxxxxxx"))
            _ = try exchange.stop()
            let link = sandbox.path(of: "link")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: keys)
            let arguments = ["exchange", "--protocol", "binance", "--recording", Programs.spotRecording, "--port", "0"]
            let program = try PipedProgram(arguments + ["--plain", "--keys", link], in: sandbox)
            #expect(try program.waitForEnd(60) == .exited(1))
            #expect(program.errors.contains("cannot be written"), "\(program.errors)")
            #expect(try String(contentsOfFile: keys, encoding: .utf8) == text)
        }

        // MARK: - Parts

        private static func quick(_ sandbox: Sandbox) throws -> String {
            try sandbox.write(Array("strategy:\n  warm-up: 3\n".utf8), to: "config.yaml")
        }

        private static func wait(
            for pattern: Regex<Substring>,
            in path: String,
            _ program: PipedProgram
        ) throws -> String {
            let deadline = Date(timeIntervalSinceNow: 90)
            while Date() < deadline, try program.isRunning {
                if FileManager.default.fileExists(atPath: path) {
                    let text = try String(contentsOfFile: path, encoding: .utf8)
                    if text.firstMatch(of: pattern) != nil { return text }
                }
                _ = poll(nil, 0, 50)
            }
            throw SystemFailure("\(path) did not say it:\n\(program.errors)")
        }

        /// The ways in which a secret could be written down: as it is, hexadecimal, base64, as its bytes if it is base64, URL-encoded,
        /// and each half of the first.
        private static func forms(_ secret: String) throws -> [String] {
            var bytes = [Array(secret.utf8)]
            let isBase64 = secret.hasSuffix("=") || secret.hasPrefix(privateKeyStart)
            if let decoded = Data(base64Encoded: secret), isBase64 { bytes.append([UInt8](decoded)) }
            // Of a private key the key alone, too, without the words around it.
            if secret.hasPrefix(privateKeyStart), let key = bytes.last?.suffix(32) { bytes.append(Array(key)) }
            var forms = [secret, String(secret.prefix(secret.count / 2)), String(secret.suffix(secret.count / 2))]
            for bytes in bytes {
                forms.append(bytes.map { String(format: "%02x", $0) }.joined())
                forms.append(bytes.map { String(format: "%02X", $0) }.joined())
                forms.append(Data(bytes).base64EncodedString())
                forms.append(String(decoding: bytes, as: UTF8.self))
            }
            forms.append(try #require(secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics)))
            return forms
        }

        /// How the base64 text of every Ed25519 private key begins: with what says that it is one.
        private static let privateKeyStart = "MC4CAQAwBQYDK2VwBCIEI"

        private static func files(_ folder: String) throws -> [String] {
            let names = try #require(FileManager.default.enumerator(atPath: folder))
            return names.compactMap { $0 as? String }.map { folder + "/" + $0 }.filter { path in
                (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeRegular
            }
        }
    }
}
