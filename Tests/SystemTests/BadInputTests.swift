import Foundation
import TestKit
import Testing

extension SystemTests {
    @Suite("What cannot work", .serialized)
    struct BadInputTests {
        /// A recording that exists, for command lines that are wrong in another place.
        private static let spot = Programs.spotRecording

        @Test(
            "A wrong command line ends with 2 and one sentence that says what is wrong and where help is",
            arguments: [
                (["--bogus"], ["--bogus", "rung console --help"]),
                (["--fps", "99"], ["--fps", "1 and 30", "rung console --help"]),
                (["verify"], ["<files>", "rung verify --help"]),
                (
                    ["exchange", "--protocol", "foo", "--recording", spot, "--port", "0"],
                    ["foo", "binance", "kraken", "rung exchange --help"]
                ),
                (["exchange", "--protocol", "kraken", "--recording", spot, "--port", "70000"], ["70000", "--port"]),
                (
                    ["exchange", "--protocol", "kraken", "--recording", spot, "--port", "0", "--speed", "0"],
                    ["--speed", "0.01 to 10000", "rung exchange --help"]
                ),
            ] as [([String], [String])]
        )
        func commandLine(arguments: [String], parts: [String]) throws {
            try Self.expect(arguments, in: Sandbox(), code: 2, naming: parts)
        }

        @Test(
            "A recording that cannot be used ends with 2 and one sentence, in every command that reads one",
            arguments: [["verify"], ["exchange", "--protocol", "binance", "--port", "0", "--recording"]]
        )
        func recordings(command: [String]) throws {
            let sandbox = try Sandbox()
            let recording = [UInt8](try Data(contentsOf: URL(filePath: Self.spot)))
            let cut = try sandbox.write(Array(recording.prefix(60_000)), to: "cut.gz")
            var bytes = recording.prefix(60_000)
            for index in 30_000..<30_100 { bytes[index] ^= 0x5A }
            let damaged = try sandbox.write(Array(bytes), to: "damaged.gz")
            let foreign = try sandbox.write(Array("a,b\n1,2\n".utf8), to: "foreign.csv")
            let empty = try sandbox.write([], to: "empty.gz")
            let cases: [(String, [String])] = [
                ("missing.gz", ["missing.gz cannot be opened", "No such file", "Check the path"]),
                (cut, [cut, "cut off", "again"]),
                (damaged, [damaged, "damaged"]),
                (foreign, [foreign, "no recording that rung knows", "hft-lines"]),
                (empty, [empty]),
                (sandbox.path, ["folder", "Check the path"]),
            ]
            for (path, parts) in cases {
                try Self.expect(command + [path], in: sandbox, code: 2, naming: parts)
            }
        }

        @Test("A port that somebody has ends the exchange with 1 and the advice to take another")
        func portInUse() throws {
            let listener = try LoopbackListener()
            try Self.expect(
                ["exchange", "--protocol", "binance", "--recording", Self.spot, "--port", "\(listener.port)"],
                in: Sandbox(),
                code: 1,
                naming: ["Port \(listener.port)", "in use", "another port"]
            )
        }

        @Test("A console without its recordings says where it looked and what to do")
        func recordingsMissing() throws {
            let sandbox = try Sandbox()
            // Above the built program are the recordings of this checkout; above a copy there are none.
            let copy = sandbox.path(of: "copied")
            try FileManager.default.copyItem(atPath: Programs.rung(), toPath: copy)
            try Self.expect(
                ["--plain"],
                of: copy,
                in: sandbox,
                environment: ["XDG_DATA_HOME": sandbox.path, "XDG_DATA_DIRS": sandbox.path],
                code: 1,
                naming: ["Recordings/spot_ethusdt_20240808.gz is missing", sandbox.path, "Start rung from"]
            )
        }

        @Test("A log that cannot be written ends the console with 2 and the variable that moves it")
        func logUnwritable() throws {
            try Self.expect(
                ["--plain"],
                in: Sandbox(),
                environment: ["XDG_STATE_HOME": "/dev/null/folder"],
                code: 2,
                naming: ["/dev/null/folder", "XDG_STATE_HOME"]
            )
        }

        /// Expects a program to end with `code`, nothing on standard output and one sentence on standard error.
        private static func expect(
            _ arguments: [String],
            of program: String? = nil,
            in sandbox: Sandbox,
            environment: [String: String] = [:],
            code: Int32,
            naming parts: [String]
        ) throws {
            let program = try PipedProgram(arguments, of: program, in: sandbox, environment: environment)
            #expect(try program.waitForEnd() == .exited(code), "\(arguments)")
            #expect(program.output == "", "\(arguments)")
            Sentence.expect(program.errors, naming: parts)
        }
    }
}
