import Books
import CTestKit
import Foundation
import TUI
import TestKit
import Testing
import Threads

@testable import Terminal

@Suite("Lines without a screen", .serialized)
struct LineSessionTests {
    /// The ends of a pipe; the writing end is closed with the test.
    private final class Ends {
        let reader: Int32
        let writer: Int32

        init() throws {
            var ends: [Int32] = [0, 0]
            try #require(unsafe pipe(&ends) == 0)
            (reader, writer) = (ends[0], ends[1])
            _ = fcntl(reader, F_SETFL, O_NONBLOCK)
        }

        deinit {
            close(reader)
            close(writer)
        }
    }

    /// Runs a session on a thread of its own, whose signals are blocked, and returns how it ended.
    private func end(
        of output: Int32,
        _ source: TestSource,
        while body: @escaping (pthread_t) -> Void
    ) throws -> LineEnd? {
        let result = Ended()
        DedicatedThread.start("lines") {
            do {
                let signals = try TerminalSignals.block()
                result.begin(pthread_self())
                let end = LineSession.run(source, signals, output: output, every: .milliseconds(5)) { model in
                    "\(model.instrument.name) \(model.liveVenueCount)"
                }
                result.put(end)
            } catch {
                Issue.record(error)
            }
        }
        body(try #require(result.thread()))
        return result.end()
    }

    @Test("A line comes at every interval, of the newest model, until a signal ends it")
    func lines() throws {
        let ends = try Ends()
        let source = TestSource()
        source.put(SampleConsole.normal.model)
        var text = ""
        let end = try end(of: ends.writer, source) { thread in
            let deadline = Date(timeIntervalSinceNow: 10)
            while text.split(separator: "\n").count < 3, Date() < deadline {
                var buffer = [UInt8](repeating: 0, count: 4096)
                let count = unsafe read(ends.reader, &buffer, buffer.count)
                text += String(decoding: buffer[..<max(count, 0)], as: UTF8.self)
                _ = poll(nil, 0, 1)
            }
            pthread_kill(thread, SIGTERM)
        }
        #expect(end == .signal(SIGTERM))
        #expect(text.hasPrefix("BTC-USDT 2\nBTC-USDT 2\n"))
    }

    @Test("A reader that leaves ends it, without SIGPIPE")
    func readerLeaves() throws {
        let ends = try Ends()
        let source = TestSource()
        source.put(SampleConsole.normal.model)
        let writer = dup(ends.writer)
        let reader = ends.reader
        let end = try end(of: writer, source) { _ in
            // Another file in its place, so that the number stays taken until the end.
            let nothing = unsafe open("/dev/null", O_RDONLY)
            dup2(nothing, reader)
            close(nothing)
        }
        #expect(end == .readerGone)
        close(writer)
    }

    @Test("A reader that stops reading does not keep a signal from ending it")
    func readerStops() throws {
        let ends = try Ends()
        _ = fcntl(ends.writer, F_SETFL, O_NONBLOCK)
        let filling = [UInt8](repeating: 0x61, count: 1 << 20)
        _ = unsafe write(ends.writer, filling, filling.count)
        _ = fcntl(ends.writer, F_SETFL, 0)
        let source = TestSource()
        source.put(SampleConsole.normal.model)
        let end = try end(of: ends.writer, source) { thread in
            source.waitUntilTaken()
            pthread_kill(thread, SIGTERM)
        }
        #expect(end == .signal(SIGTERM))
    }

    @Test("A full disk is told from a reader that left")
    func fullDisk() throws {
        let full = unsafe open("/dev/full", O_WRONLY)
        let source = TestSource()
        source.put(SampleConsole.normal.model)
        #expect(try end(of: full, source) { _ in } == .failed(errno: ENOSPC))
        close(full)
    }

    @Test("The engine's end is its end")
    func engineEnds() throws {
        let ends = try Ends()
        let source = TestSource()
        #expect(try end(of: ends.writer, source) { _ in source.end() } == .engineEnded)
    }
}
