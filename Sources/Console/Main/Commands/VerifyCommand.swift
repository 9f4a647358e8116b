import ArgumentParser
import Runtime
import Transport
import Venues

/// `rung verify FILE…`: proves the books that are rebuilt from recordings.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Play recordings offline and prove the rebuilt books right.",
        discussion: """
            Each recording goes through the decoders, machines and books that the console runs. The venue's own truth \
            decides: best bid and ask of Binance's bookTicker, Kraken's checksums. Formats: hft-lines (Binance spot \
            and USD-M futures) and cbcap1 (Kraken v2), gzipped or not.

            Exit code: 0 all proved, 1 something failed, 2 a file cannot be read or is not supported.
            """
    )

    @Argument(help: "The recordings.", completion: .file())
    var files: [String]

    @Flag(help: "Print all facts as JSON: one object for one file, an array for more.")
    var json = false

    @Option(help: "After which numbers of applied updates the book is written down, as N,N,… (default: every tenth).")
    var at: String?

    @Option(help: "For which sizes average prices are given, as S,S,… in the base asset.")
    var sizes: String?

    func run() throws {
        let options = VerificationOptions(checkpoints: try checkpoints(), sizes: sizes.map(Self.list))
        let verifier = RecordingVerifier(options: options) { SHA256.digest($0) }
        var reports: [VerificationReport] = []
        var worst: ExitCode?
        for file in files {
            do {
                let report = try verifier.verify(path: file)
                if !json { print(report.text) }
                if !report.isProved { worst = worst ?? ExitStatus.failure }
                reports.append(report)
            } catch {
                StandardError.say(error.sentence)
                worst = ExitStatus.usage
            }
        }
        if json, let first = reports.first {
            print(files.count == 1 ? first.json.text : "[" + reports.map(\.json.text).joined(separator: ",\n") + "]")
        }
        if let worst { throw worst }
    }

    private func checkpoints() throws -> [Int]? {
        guard let at else { return nil }
        return try Self.list(at).map { text in
            guard let number = Int(text), number > 0 else {
                throw ValidationError("--at: \(text) is no number of applied updates; give whole numbers from 1 up")
            }
            return number
        }
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    }
}
