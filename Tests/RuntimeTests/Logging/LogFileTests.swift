import Foundation
import Logging
import Runtime
import TestKit
import Testing

/// What stands in the log.
@Suite("The log")
struct LogFileTests {
    @Test("A record is one line, whatever the venue's words in it are, and steers no terminal")
    func foreign() throws {
        try TemporaryFile.withFolder { folder in
            let file = try LogFile(folder: folder, name: "rung.log")
            let logger = Logger(label: "feed") { FileLogHandler(label: $0, file: file, logLevel: .info) }
            let words = "closed: \u{9b}2J\u{202e}\n2026-01-01 forged"
            logger.notice("\(words)", metadata: ["host": "\u{1b}[0m"])
            let text = try String(contentsOfFile: file.path, encoding: .utf8)
            let line = #" notice feed: closed: \u{9b}2J\u{202e}\u{a}2026-01-01 forged host=\u{1b}[0m"#
            #expect(text.hasSuffix(line + "\n"))
            #expect(text.split(separator: "\n").count == 1)
        }
    }
}
