import Books
import Foundation
import Glibc
import Journal
import TestKit
import Testing

/// What a loss of power leaves of the journal, told by the pages that the system has not written to the disk yet.
@Suite("Journal: what the disk has")
struct JournalSyncTests {
    /// How many KiB of a file are not on the disk yet; nil where that cannot be seen.
    private static func unwritten(_ path: String) throws -> Int? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        // A page is told of only when it is mapped.
        let size = Int(lseek(file, 0, SEEK_END))
        guard size > 0, let start = unsafe mmap(nil, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0),
            unsafe start != MAP_FAILED
        else { return nil }
        defer { _ = unsafe munmap(start, size) }
        var isInside = false
        var found: Int?
        // To its end: the system gives such a file a piece at a time, and says that it is empty.
        let figures = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/smaps")).readToEnd() ?? Data()
        let lines = String(decoding: figures, as: UTF8.self).split(separator: "\n")
        for line in lines {
            // A mapping begins with its addresses; its figures begin with a capital.
            if line.first?.isUppercase == false { isInside = line.hasSuffix(path) }
            guard isInside, line.hasPrefix("Private_Dirty:") || line.hasPrefix("Shared_Dirty:") else { continue }
            found = (found ?? 0) + (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
        }
        return found
    }

    /// Whether the folder of the tests is on a disk whose unwritten pages can be told from the others.
    private static let canSee: Bool = {
        do {
            return try TemporaryFile.withFolder { folder in
                let path = folder + "/probe"
                let file = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
                guard file >= 0 else { return false }
                defer { close(file) }
                guard unsafe pwrite(file, "x", 1, 0) == 1, let before = try unwritten(path), before > 0,
                    fsync(file) == 0
                else { return false }
                return try unwritten(path) == 0
            }
        } catch {
            return false
        }
    }()

    @Test(
        "A kill is on the disk before its completion, with all before it; other entries need not be",
        .enabled(if: canSee)
    )
    func kill() throws {
        try TemporaryFile.withFolder { folder in
            let task = try JournalTask(JournalBench.plan(folder))
            let log = folder + "/journal.sqlite-wal"
            var wasUnwritten = false
            // The system may write pages whenever it likes, but not each time.
            for number in 0..<20 where !wasUnwritten {
                #expect(JournalBench.write([.note("\(number)")], to: task).failure == nil)
                wasUnwritten = try Self.unwritten(log).map { $0 > 0 } ?? false
            }
            #expect(wasUnwritten)
            let kill = ModeChange(from: .run, to: .killed, who: "operator", why: "the key")
            #expect(JournalBench.write([.mode(kill)], to: task).failure == nil)
            #expect(try Self.unwritten(log) == 0)
            #expect(task.finish(within: .seconds(20)))
        }
    }
}
