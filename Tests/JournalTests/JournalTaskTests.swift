import Books
import Foundation
import Journal
import Strategy
import Synchronization
import TestKit
import Testing
import Threads

/// The writer: what it says is committed is there, and what cannot be written fails at once and stays so.
@Suite("Journal: writing")
struct JournalTaskTests {
    @Test("Each start takes the next number, and finds what the starts before it have left")
    func epochs() throws {
        try TemporaryFile.withFolder { folder in
            for start in UInt32(1)...3 {
                let task = try JournalTask(JournalBench.plan(folder))
                #expect(task.epoch == start)
                #expect(task.state == .writable)
                #expect(task.history.orders.count == Int(start - 1))
                #expect(task.history.epoch?.number == (start == 1 ? nil : start - 1))
                let intent = JournalEntry.intent(JournalBench.intent(epoch: start, match: 5))
                #expect(JournalBench.write([intent], to: task).failure == nil)
                #expect(task.head?.sequence == Int64(start) * 2 - 1)
                #expect(task.finish(within: .seconds(20)))
                #expect(JournalBench.write([intent], to: task).failure == .ended)
            }
            let survey = try JournalBench.survey(folder)
            #expect(survey.damage == nil)
            #expect(survey.count == 6)
        }
    }

    @Test("A second instance is refused and told who has the folder")
    func lock() throws {
        try TemporaryFile.withFolder { folder in
            let task = try JournalTask(JournalBench.plan(folder))
            #expect(throws: JournalError.locked(folder: folder, process: Int(getpid()))) {
                try JournalTask(JournalBench.plan(folder))
            }
            #expect(task.finish(within: .seconds(20)))
        }
    }

    @Test("Folder and files are the owner's alone, and the key stays the same")
    func rights() throws {
        try TemporaryFile.withFolder { parent in
            let folder = parent + "/state/journal"
            let task = try JournalTask(JournalBench.plan(folder))
            for name in ["", "/journal.sqlite", "/journal.sqlite-wal", "/journal.sqlite-shm", "/install.key", "/lock"] {
                let facts = try FileManager.default.attributesOfItem(atPath: folder + name)
                let mode = facts[.posixPermissions] as? Int
                #expect(mode == (name.isEmpty ? 0o700 : 0o600), "\(name)")
            }
            let id = ClientOrderID(epoch: 1, match: 1, leg: 0, attempt: 0, side: .buy, tags: task.tags)
            #expect(task.finish(within: .seconds(20)))
            let next = try JournalTask(JournalBench.plan(folder))
            #expect(id.isGenuine(next.tags))
            #expect(next.finish(within: .seconds(20)))
        }
    }

    @Test("Everything that many threads append is there once, in the order of each thread, and unbroken")
    func threads() throws {
        try TemporaryFile.withFolder { folder in
            let task = try JournalTask(JournalBench.plan(folder))
            let told = Mutex(0)
            let all = WakeDescriptor()
            for writer in 0..<4 {
                DedicatedThread.start("writer") {
                    for number in 0..<250 {
                        task.append(
                            [.note("\(writer) \(number)"), .note("\(writer) \(number) too")],
                            at: SteadyClock.now,
                            wall: SteadyClock.wallTime
                        ) { result in
                            guard result.failure == nil else { return }
                            if told.withLock({
                                $0 += 1; return $0
                            }) == 1_000 {
                                all.wake()
                            }
                        }
                    }
                }
            }
            #expect(all.wait(until: SteadyClock.now + .seconds(60)))
            #expect(task.finish(within: .seconds(20)))
            var notes: [[String]] = [[], [], [], []]
            let survey = try JournalSurvey(
                path: folder + "/journal.sqlite",
                digest: JournalBench.digest,
                each: { _, entry in
                    guard case .note(let text) = entry, let writer = Int(text.prefix(1)) else { return }
                    notes[writer].append(text)
                }
            )
            #expect(survey.damage == nil)
            for writer in 0..<4 {
                #expect(notes[writer] == (0..<250).flatMap { ["\(writer) \($0)", "\(writer) \($0) too"] })
            }
        }
    }

    @Test(
        "What does not fit in the queue fails, closes the journal, and is counted in it when a person has it tried again"
    )
    func overflow() throws {
        try TemporaryFile.withFolder { folder in
            let heard = Mutex<[JournalState]>([])
            var plan = JournalBench.plan(folder) { state in heard.withLock { $0.append(state) } }
            plan.queueLimit = 3
            let task = try JournalTask(plan)
            let notes = (0..<4).map { JournalEntry.note("\($0)") }
            #expect(JournalBench.write(notes, to: task).failure == .overflow)
            #expect(task.state == .unwritable(.overflow))
            let intent = JournalEntry.intent(JournalBench.intent(match: 1))
            #expect(JournalBench.write([intent], to: task).failure == .overflow)
            #expect(JournalBench.write([.note("a word")], to: task).failure == nil)
            task.retry()
            #expect(JournalBench.write([intent], to: task).failure == nil)
            #expect(task.state == .writable)
            #expect(task.finish(within: .seconds(20)))
            #expect(heard.withLock { $0 } == [.unwritable(.overflow), .writable])
            let survey = try JournalBench.survey(folder)
            #expect(survey.history.lost == 4)
            #expect(survey.history.orders.count == 1)
        }
    }

    @Test("A kill is taken however full the queue is")
    func fullQueue() throws {
        try TemporaryFile.withFolder { folder in
            var plan = JournalBench.plan(folder)
            plan.queueLimit = 0
            let task = try JournalTask(plan)
            let kill = JournalEntry.mode(ModeChange(from: .run, to: .killed, who: "operator", why: "operator"))
            #expect(JournalBench.write([.note("x")], to: task).failure == .overflow)
            #expect(JournalBench.write([kill], to: task).failure == nil)
            #expect(task.finish(within: .seconds(20)))
            #expect(try JournalBench.survey(folder).history.isKilled)
        }
    }

    @Test("Where little space is left no order may begin, and all else is still written")
    func littleSpace() throws {
        try TemporaryFile.withFolder { folder in
            var plan = JournalBench.plan(folder)
            plan.leastSpace = .max
            let task = try JournalTask(plan)
            guard case .unwritable(.littleSpace) = task.state else {
                Issue.record("the state is \(task.state)")
                return
            }
            let entries: [JournalEntry] = [.intent(JournalBench.intent(match: 1)), .note("a word")]
            #expect(JournalBench.write(entries, to: task).failure != nil)
            #expect(task.finish(within: .seconds(20)))
            let survey = try JournalBench.survey(folder)
            #expect(survey.count == 2)
            #expect(survey.history.orders.isEmpty)
        }
    }
}
