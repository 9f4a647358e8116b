import Books
import TestKit
import Testing
import Venues

/// A feed's life in virtual time: connect, fall silent, break, come back.
@Suite("The feed's machine")
struct FeedMachineTests {
    private static func bench() throws -> MachineBench<ScriptedSession> {
        MachineBench(try #require(ScriptedSession()))
    }

    /// A feed whose book is live.
    private static func live() throws -> MachineBench<ScriptedSession> {
        var bench = try bench()
        bench.open()
        bench.receive("snapshot live")
        #expect(bench.judge.state == .live)
        return bench
    }

    private static let broken = FeedInput.failed(TransportError(.broken, "It broke."))

    @Test("A feed that is started opens a connection, and subscribes when it is there")
    func start() throws {
        var bench = try Self.bench()
        #expect(bench.machine.deadline == nil)
        bench.handle(.started)
        #expect(bench.states == [.connecting])
        let endpoint = try #require(ScriptedSession()).endpoint
        #expect(bench.effects.acts == [.open(endpoint, timeout: .seconds(10))])
        #expect(bench.machine.deadline == nil)
        bench.handle(.opened)
        #expect(bench.states == [.syncing])
        #expect(bench.effects.acts == [.send(Array("subscribe".utf8))])
    }

    @Test("An attempt that fails is told with its cause, and the next one comes when it was said to come")
    func failedAttempt() throws {
        var bench = try Self.bench()
        bench.handle(.started)
        bench.handle(.failed(TransportError(.connect, "The connection was refused.")))
        let retryAt = try #require(bench.retryAt)
        #expect(bench.states == [.down(.transport("TCP: The connection was refused."), attempt: 1, retryAt: retryAt)])
        #expect(bench.effects.acts == [.close])
        #expect(bench.machine.deadline == retryAt)
        bench.pass(retryAt - bench.now)
        #expect(bench.attempts.last == retryAt)
        #expect(bench.judge.state == .connecting)
    }

    @Test("A connection that breaks or is closed takes the book along in the same step")
    func lost() throws {
        for (input, reason) in [
            (Self.broken, DownReason.transport("It broke.")),
            (.closedByVenue("code 1001"), .closedByVenue("code 1001")),
        ] {
            var bench = try Self.live()
            bench.handle(input)
            let retryAt = try #require(bench.retryAt)
            #expect(bench.states == [.down(reason, attempt: 1, retryAt: retryAt)])
            #expect(bench.effects.acts == [.close])
            bench.receive("change live")
            #expect(bench.effects.market.isEmpty)
        }
    }

    @Test("A session that gives up is closed with its reason, and nothing else of its word gets out")
    func sessionGivesUp() throws {
        var bench = try Self.live()
        bench.receive("oddity end end")
        let retryAt = try #require(bench.retryAt)
        #expect(bench.states == [.down(.refused("it is over"), attempt: 1, retryAt: retryAt)])
        #expect(bench.effects.acts == [.note("oddity"), .close])
    }

    @Test("Silence makes the book stale at the venue's bound, and the connection dead at the next one")
    func silence() throws {
        var bench = try Self.live()
        bench.pass(TimeSpan(nanoseconds: 1_999_999_999))
        #expect(bench.judge.state == .live)
        bench.pass(TimeSpan(nanoseconds: 1))
        #expect(bench.judge.state == .stale)
        #expect(bench.effects.acts.isEmpty)
        bench.pass(TimeSpan(nanoseconds: 2_999_999_999))
        #expect(bench.judge.state == .stale)
        bench.pass(TimeSpan(nanoseconds: 1))
        let retryAt = try #require(bench.retryAt)
        #expect(bench.judge.state == .down(.silence(.seconds(5)), attempt: 1, retryAt: retryAt))
        #expect(bench.effects.acts == [.close])
    }

    @Test("A stale book is live again with the answer to a ping that was sent lately, and not with a message")
    func hearing() throws {
        var bench = try Self.live()
        bench.pass(.milliseconds(2_500))
        #expect(bench.judge.state == .stale)
        bench.receive("change")
        bench.handle(.heard)
        #expect(bench.judge.state == .stale)
        // Sent a second after the book came, so the proof is a second and a half old.
        bench.answerPing()
        #expect(bench.states == [.live])
        bench.pass(.milliseconds(499))
        #expect(bench.judge.state == .live)
        bench.pass(.milliseconds(1))
        #expect(bench.judge.state == .stale)
        bench.answerPing()
        #expect(bench.states == [.live])
    }

    @Test("A book that is on its way is not called stale, but its silent connection dies all the same")
    func silenceBeforeLive() throws {
        var bench = try Self.bench()
        bench.open()
        bench.pass(.seconds(4))
        #expect(bench.judge.state == .syncing)
        bench.receive("gap")
        bench.pass(.seconds(4))
        #expect(bench.judge.state == .resyncing(.gap(expected: 1, received: 3)))
        bench.handle(.heard)
        #expect(bench.judge.state == .resyncing(.gap(expected: 1, received: 3)))
        bench.pass(.seconds(5))
        #expect(bench.retryAt != nil)
    }

    @Test("An answer that completes the book of a silent stream does not make it live until a ping is answered")
    func answerInSilence() throws {
        var bench = try Self.bench()
        bench.open()
        bench.pass(.seconds(3))
        let answer = HTTPAnswer(status: 200, headers: [], body: Array("snapshot live".utf8))
        bench.handle(.answer(RequestNumber(1), .success(answer)))
        #expect(bench.judge.state == .stale)
        bench.receive("change")
        #expect(bench.judge.state == .stale)
        bench.answerPing()
        bench.handle(.deadlineReached)
        bench.answerPing()
        #expect(bench.judge.state == .live)
    }

    @Test("A halted market may be silent for a minute before its connection counts as dead")
    func halted() throws {
        var bench = try Self.live()
        bench.receive("halted")
        bench.pass(.seconds(59))
        #expect(bench.judge.state == .halted)
        bench.pass(.seconds(1))
        let retryAt = try #require(bench.attempts.last)
        #expect(bench.judge.state != .halted)
        #expect(retryAt <= bench.now)
    }

    @Test("The session's own deadline comes in its turn")
    func sessionDeadline() throws {
        var bench = try Self.live()
        bench.receive("soon")
        #expect(bench.machine.deadline == bench.now + .milliseconds(100))
        bench.pass(.milliseconds(100))
        #expect(bench.machine.deadline == bench.now + .milliseconds(900))
        #expect(bench.judge.state == .live)
    }

    @Test("A resync that is asked for reaches the session only while there is a connection")
    func resyncCommands() throws {
        var bench = try Self.bench()
        let resync = FeedInput.command(.resync(.crossed))
        bench.handle(resync)
        #expect(bench.effects.market.isEmpty)
        bench.handle(.started)
        bench.handle(resync)
        #expect(bench.effects.market.isEmpty)
        bench.handle(.opened)
        bench.receive("snapshot live")
        bench.handle(resync)
        #expect(bench.states == [.resyncing(.crossed)])
        bench.handle(Self.broken)
        bench.handle(resync)
        #expect(bench.effects.market.isEmpty)
        #expect(bench.effects.acts.isEmpty)
    }

    @Test("A new connection can be asked for while one is open or awaited, and changes nothing while one is made")
    func reconnectCommands() throws {
        var bench = try Self.bench()
        bench.handle(.command(.reconnect))
        #expect(bench.attempts.isEmpty)
        bench.handle(.started)
        bench.handle(.command(.reconnect))
        #expect(bench.attempts.count == 1)
        bench.handle(.opened)
        bench.receive("snapshot live")
        bench.handle(.command(.reconnect))
        #expect(bench.states.last == .connecting)
        #expect(bench.states.count == 2)
        #expect(bench.effects.acts.count == 2)
        #expect(bench.attempts.count == 2)
        bench.handle(Self.broken)
        bench.handle(.command(.reconnect))
        #expect(bench.states == [.connecting])
        #expect(bench.attempts.count == 3)
    }

    @Test("Asking again and again for a new connection stays within the venue's limit, and the wait is told")
    func heldKey() throws {
        var bench = try Self.bench()
        bench.handle(.started)
        for _ in 0..<200 {
            bench.handle(Self.broken)
            bench.handle(.command(.reconnect))
        }
        #expect(bench.attempts.count == 10)
        let retryAt = try #require(bench.retryAt)
        #expect(retryAt == bench.attempts[0] + .seconds(1))
        #expect(bench.machine.deadline == retryAt)
        bench.pass(retryAt - bench.now)
        #expect(bench.attempts.count == 11)
    }

    @Test("What comes for a connection that is gone changes nothing")
    func late() throws {
        var bench = try Self.live()
        bench.handle(Self.broken)
        for input in [FeedInput.opened, .heard, Self.broken, .closedByVenue("late"), .deadlineReached] {
            bench.handle(input)
            #expect(bench.effects.market.isEmpty)
            #expect(bench.effects.acts.isEmpty)
        }
    }

    @Test("Success ends the count of failures")
    func success() throws {
        var bench = try Self.bench()
        bench.handle(.started)
        for failure in 1...4 {
            bench.handle(Self.broken)
            guard case .down(_, failure, _) = bench.judge.state else {
                Issue.record("\(bench.judge.state) after \(failure) failures")
                return
            }
            bench.pass(try #require(bench.retryAt) - bench.now)
        }
        bench.handle(.opened)
        bench.receive("snapshot live")
        bench.handle(Self.broken)
        guard case .down(_, 1, _) = bench.judge.state else {
            Issue.record("\(bench.judge.state)")
            return
        }
    }
}
