import Books
import Foundation
import Glibc
import Journal
import Strategy
import TestKit
import Testing

/// Journals that end anywhere, or of which any byte was changed.
@Suite("Journal: crashes and damage")
struct JournalCrashTests {
    /// The files of a journal as they stood after each commit, and what was committed.
    private static func session(
        seed: UInt64,
        count: Int,
        in folder: String
    ) throws -> [(files: [String: Data], committed: Int)] {
        let task = try JournalTask(JournalBench.plan(folder))
        var generator = SplitMix64(seed: seed)
        var rest = Array(RandomSession(seed: seed, count: count).entries.dropFirst())
        var moments: [(files: [String: Data], committed: Int)] = []
        var committed = 1
        while !rest.isEmpty {
            let group = rest.prefix(generator.pick(1...6)).map(\.entry)
            rest.removeFirst(group.count)
            try #require(JournalBench.write(group, to: task).failure == nil)
            committed += group.count
            moments.append((try files(folder), committed))
        }
        #expect(task.finish(within: .seconds(20)))
        moments.append((try files(folder), committed))
        return moments
    }

    private static func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in ["journal.sqlite", "journal.sqlite-wal"] {
            let path = folder + "/" + name
            if FileManager.default.fileExists(atPath: path) {
                files[name] = try Data(contentsOf: URL(fileURLWithPath: path))
            }
        }
        return files
    }

    private static func put(_ files: [String: Data], in folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        for (name, bytes) in files { try bytes.write(to: URL(fileURLWithPath: folder + "/" + name)) }
    }

    @Test("Killed after any commit, a journal has all that was committed, and goes on")
    func everyCommit() throws {
        try TemporaryFile.withFolder { folder in
            try TemporaryFile.withFolder { copy in
                for (files, committed) in try Self.session(seed: 4, count: 120, in: folder) {
                    try Self.put(files, in: copy)
                    let survey = try JournalBench.survey(copy)
                    #expect(survey.damage == nil, "after \(committed)")
                    #expect(survey.count == Int64(committed))
                }
                let task = try JournalTask(JournalBench.plan(copy))
                #expect(task.state == .writable)
                #expect(task.finish(within: .seconds(20)))
            }
        }
    }

    @Test("Cut at any place, the log gives whole commits up to the cut")
    func cutLog() throws {
        try TemporaryFile.withFolder { folder in
            try TemporaryFile.withFolder { copy in
                let moments = try Self.session(seed: 7, count: 80, in: folder)
                let commits = Set(moments.map { Int64($0.committed) } + [0, 1])
                let whole = moments[moments.count - 2].files
                let log = try #require(whole["journal.sqlite-wal"])
                var generator = SplitMix64(seed: 7)
                var counts: Set<Int64> = []
                for _ in 0..<120 {
                    let length = generator.pick(0...log.count)
                    var files = whole
                    files["journal.sqlite-wal"] = log.prefix(length)
                    try Self.put(files, in: copy)
                    let survey = try JournalBench.survey(copy)
                    #expect(survey.damage == nil, "cut at \(length)")
                    #expect(commits.contains(survey.count), "cut at \(length): \(survey.count) records")
                    counts.insert(survey.count)
                }
                #expect(counts.count > 10)
            }
        }
    }

    @Test("Cut at any place, the file is damaged and told so, or has all of it; nothing is added to a damaged one")
    func cutFile() throws {
        try TemporaryFile.withFolder { folder in
            try TemporaryFile.withFolder { copy in
                let last = try #require(Self.session(seed: 9, count: 60, in: folder).last)
                let file = try #require(last.files["journal.sqlite"])
                var generator = SplitMix64(seed: 9)
                for _ in 0..<60 {
                    let length = generator.pick(1...file.count - 1)
                    try Self.put(["journal.sqlite": file.prefix(length)], in: copy)
                    let survey = try JournalBench.survey(copy)
                    #expect(survey.damage != nil, "cut at \(length)")
                    let task = try JournalTask(JournalBench.plan(copy))
                    #expect(task.damage != nil)
                    #expect(JournalBench.write([.note("x")], to: task).failure != nil)
                    task.retry()
                    #expect(JournalBench.write([.note("x")], to: task).failure != nil)
                    #expect(!task.finish(within: .seconds(20)))
                }
            }
        }
    }

    @Test("A byte changed anywhere is told with its record, or changes nothing that is read")
    func flips() throws {
        try TemporaryFile.withFolder { folder in
            try TemporaryFile.withFolder { copy in
                let last = try #require(Self.session(seed: 11, count: 60, in: folder).last)
                let file = try #require(last.files["journal.sqlite"])
                let truth = try JournalBench.survey(folder)
                var generator = SplitMix64(seed: 11)
                var told = 0
                for _ in 0..<300 {
                    let place = generator.pick(0...file.count - 1)
                    var bytes = file
                    bytes[place] ^= UInt8(1) << generator.pick(0...7)
                    try Self.put(["journal.sqlite": bytes], in: copy)
                    do {
                        let survey = try JournalBench.survey(copy)
                        if survey.damage == nil {
                            #expect(survey.head == truth.head, "byte \(place)")
                            #expect(survey.history == truth.history, "byte \(place)")
                        } else {
                            told += 1
                        }
                    } catch {
                        told += 1
                    }
                }
                #expect(told > 100, "only \(told) of 300 changes were told")
            }
        }
    }
}
