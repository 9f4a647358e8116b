import CTestKit
import Glibc
import TUI
import TestKit
import Testing

@testable import Terminal

@Suite("Output queue")
struct OutputQueueTests {
    @Test("A frame is one write, however many pieces it was made of")
    func oneWrite() throws {
        let pipe = try Pipe()
        var queue = OutputQueue()
        queue.append("begin".utf8)
        queue.append([UInt8](repeating: 0x61, count: 3000))
        queue.append("end".utf8)
        #expect(queue.flush(to: pipe.writer) == .done)
        #expect(queue.isEmpty)
        #expect(pipe.readOnce().count == 3008)
        #expect(pipe.readOnce().isEmpty)
        #expect(queue.flush(to: pipe.writer) == .done)
        #expect(pipe.readOnce().isEmpty)
    }

    @Test("What a full terminal does not take waits, and nothing is lost or doubled")
    func blocked() throws {
        let device = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
        // Bytes without line feeds, which a terminal may turn into two.
        let bytes = (0..<400_000).map { UInt8(0x30 + $0 % 64) }
        var queue = OutputQueue()
        queue.append(bytes)
        let writer = unsafe open(try device.path, O_WRONLY | O_NONBLOCK | O_NOCTTY)
        defer { close(writer) }
        var blockedCount = 0
        var received: [UInt8] = []
        while received.count < bytes.count {
            if queue.flush(to: writer) == .blocked { blockedCount += 1 }
            received += device.read()
        }
        #expect(blockedCount > 0)
        #expect(received == bytes)
        #expect(queue.isEmpty)
    }

    @Test("A terminal that is gone is told from one that is full")
    func gone() throws {
        var device: PseudoTerminal? = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
        let writer = dup(try #require(device).device)
        defer { close(writer) }
        device = nil
        var queue = OutputQueue()
        queue.append("x".utf8)
        #expect(queue.flush(to: writer) == .gone)
    }

    @Test("Marks for waiting are taken out of capabilities")
    func padding() {
        #expect(TerminalTexts.plain("\u{1B}[H\u{1B}[J$<50>") == Array("\u{1B}[H\u{1B}[J".utf8))
        #expect(TerminalTexts.plain("a$<2/>b$<1*>c$d<e>") == Array("abc$d<e>".utf8))
        #expect(TerminalTexts.plain("$<") == Array("$<".utf8))
    }

    /// A pipe that keeps writes apart.
    private final class Pipe {
        let reader: Int32
        let writer: Int32

        init() throws {
            var ends: (reader: Int32, writer: Int32) = (-1, -1)
            try #require(unsafe ctestkit_packet_pipe(&ends.reader, &ends.writer) == 0)
            (reader, writer) = ends
        }

        deinit {
            close(reader)
            close(writer)
        }

        func readOnce() -> [UInt8] {
            var buffer = [UInt8](repeating: 0, count: 8192)
            let count = unsafe read(reader, &buffer, buffer.count)
            return Array(buffer[..<max(count, 0)])
        }
    }
}
