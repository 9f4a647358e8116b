import Books
import Foundation
import Glibc
import Journal
import Strategy
import TestKit
import Testing
import Threads

/// Disks that are full, broken or closed to writing.
@Suite("Journal: disks that fail")
struct JournalFaultTests {
    /// A file system of one mebibyte at the folder, and its end.
    private static func withSmallDisk(_ body: (String) throws -> Void) throws {
        try TemporaryFile.withFolder { folder in
            guard mount(folder, 0, size: "1m") == 0 else { throw MountError(code: errno) }
            defer { _ = unsafe umount2(folder, Int32(MNT_DETACH)) }
            try body(folder)
        }
    }

    private static func mount(_ folder: String, _ flags: Int, size: String) -> Int32 {
        unsafe Glibc.mount("tmpfs", folder, "tmpfs", UInt(flags), "size=" + size)
    }

    private struct MountError: Error { let code: Int32 }

    /// Whether this machine lets the test mount a small disk.
    private static let canMount: Bool = {
        do {
            try withSmallDisk { _ in }
            return true
        } catch {
            return false
        }
    }()

    @Test(
        "A full disk closes the journal; what was committed is there; with room again a person has it go on",
        .enabled(if: canMount)
    )
    func fullDisk() throws {
        try Self.withSmallDisk { folder in
            let task = try JournalTask(JournalBench.plan(folder))
            let filling = JournalEntry.note(String(repeating: "x", count: 20_000))
            var committed = 0
            var match: UInt64 = 0
            var failure: JournalError?
            while failure == nil, match < 200 {
                match += 1
                let intent = JournalEntry.intent(JournalBench.intent(match: match))
                failure = JournalBench.write([intent, filling], to: task).failure
                if failure == nil { committed += 1 }
            }
            #expect(committed > 5)
            guard case .unwritable(.full) = task.state else {
                Issue.record("the state is \(task.state)")
                return
            }
            // What is said meanwhile is not lost: the new file begins with it.
            let last = JournalBench.id(match: UInt64(committed))
            let said = JournalEntry.evidence(VenueID(slot: 0), last, JournalBench.fill("T", 7))
            #expect(JournalBench.write([said], to: task).failure == task.state.error)
            task.retry()
            #expect(JournalBench.write([.note("x")], to: task).failure != nil)
            #expect(Self.mount(folder, Int(MS_REMOUNT), size: "8m") == 0)
            task.retry()
            #expect(JournalBench.write([.note("room again")], to: task).failure == nil)
            #expect(task.state == .writable)
            #expect(task.finish(within: .seconds(20)))

            let next = try JournalTask(JournalBench.plan(folder))
            #expect(next.epoch == 2)
            #expect(next.history.orders.count == committed)
            #expect(next.history.order(last)?.fills.count == 1)
            #expect(next.history.lost > 0)
            #expect(next.history.ledger?.position == Quantity(units: 7))
            #expect(next.finish(within: .seconds(20)))
        }
    }

    @Test("A file that cannot grow is left, and the journal goes on in a new one with all that was known")
    func newFile() async {
        await #expect(processExitsWith: .success) { try Self.outgrow() }
    }

    private static func outgrow() throws {
        // Files of this process end at 96 KiB: the next write fails with EFBIG, which SQLite calls an input/output error.
        _ = signal(SIGXFSZ, SIG_IGN)
        limitFiles(96 << 10)
        try TemporaryFile.withFolder { folder in
            let task = try JournalTask(JournalBench.plan(folder))
            for match in UInt64(1)...60 {
                let entries: [JournalEntry] = [
                    .intent(JournalBench.intent(match: match)), .note(String(repeating: "x", count: 3_000)),
                    .evidence(VenueID(slot: 0), JournalBench.id(match: match), JournalBench.fill("T\(match)", 1)),
                ]
                guard JournalBench.write(entries, to: task).failure == nil else { exit(1) }
            }
            guard task.state == .writable, task.finish(within: .seconds(20)) else { exit(2) }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasSuffix(".sqlite")
            }
            guard files.count > 1 else { exit(3) }
            let next = try JournalTask(JournalBench.plan(folder))
            guard next.history.orders.count == 60, next.history.ledger?.position.units == 60 else { exit(4) }
            guard !next.history.isLedgerBroken, next.history.lost == 0, next.epoch == 2 else { exit(5) }
            // And where no file can grow at all, nothing is written, and that is said.
            limitFiles(0)
            guard JournalBench.write([.note("x")], to: next).failure != nil else { exit(6) }
            guard !next.state.isWritable else { exit(7) }
            limitFiles(rlim_t.max)
            guard JournalBench.write([.note("x")], to: next).failure != nil else { exit(8) }
            next.retry()
            guard JournalBench.write([.note("x")], to: next).failure == nil else { exit(9) }
            guard next.finish(within: .seconds(20)) else { exit(10) }
        }
    }

    @Test("A kill that no file takes is tried again by itself and at the end, and an end without it says so")
    func owedKill() async {
        await #expect(processExitsWith: .success) { try Self.oweKill() }
    }

    private static func oweKill() throws {
        _ = signal(SIGXFSZ, SIG_IGN)
        let kill = JournalEntry.mode(ModeChange(from: .run, to: .killed, who: "operator", why: "operator"))
        /// A journal whose files could not take the kill.
        func killed(_ folder: String) throws -> JournalTask {
            let task = try JournalTask(JournalBench.plan(folder))
            limitFiles(0)
            guard JournalBench.write([kill], to: task).failure != nil, task.owesLock else { exit(1) }
            return task
        }
        /// Whether the next start is killed.
        func isKilled(_ folder: String) throws -> Bool {
            let next = try JournalTask(JournalBench.plan(folder))
            guard next.finish(within: .seconds(20)) else { exit(2) }
            return next.history.isKilled
        }
        try TemporaryFile.withFolder { folder in
            let task = try killed(folder)
            limitFiles(rlim_t.max)
            let deadline = SteadyClock.now + .seconds(20)
            while task.owesLock, SteadyClock.now < deadline { usleep(20_000) }
            guard !task.owesLock, task.state == .writable, task.finish(within: .seconds(20)) else { exit(3) }
            guard try isKilled(folder) else { exit(4) }
        }
        try TemporaryFile.withFolder { folder in
            let task = try killed(folder)
            limitFiles(rlim_t.max)
            guard task.finish(within: .seconds(20)), try isKilled(folder) else { exit(5) }
        }
        try TemporaryFile.withFolder { folder in
            let task = try killed(folder)
            guard !task.finish(within: .seconds(20)), task.owesLock else { exit(6) }
            limitFiles(rlim_t.max)
            guard try !isKilled(folder) else { exit(7) }
        }
    }

    /// Bounds what a file of this process may grow to.
    private static func limitFiles(_ bytes: rlim_t) {
        var limit = rlimit(rlim_cur: bytes, rlim_max: rlim_t.max)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }

    @Test("A file that may not be written to is read, and no order may begin")
    func readOnly() async {
        await #expect(processExitsWith: .success) { try Self.openReadOnly() }
    }

    private static func openReadOnly() throws {
        try TemporaryFile.withFolder { folder in
            // The administrator may write everything, so somebody else does this.
            if geteuid() == 0 {
                _ = unsafe chown(folder, 65_534, 65_534)
                _ = seteuid(65_534)
            }
            defer { _ = seteuid(getuid()) }
            let first = try JournalTask(JournalBench.plan(folder))
            let intent = JournalEntry.intent(JournalBench.intent(match: 1))
            guard JournalBench.write([intent], to: first).failure == nil else { exit(1) }
            guard first.finish(within: .seconds(20)) else { exit(2) }
            _ = unsafe chmod(folder + "/journal.sqlite", 0o400)
            let next = try JournalTask(JournalBench.plan(folder))
            guard next.history.orders.count == 1, !next.state.isWritable else { exit(3) }
            guard JournalBench.write([intent], to: next).failure == next.state.error else { exit(4) }
            guard next.finish(within: .seconds(20)) else { exit(5) }
        }
    }
}

extension JournalState {
    /// Why it cannot be written; nil if it can.
    var error: JournalError? {
        if case .unwritable(let error) = self { error } else { nil }
    }
}
