import Books
import Probing
import Synchronization
import Threads

/// What the threads of a measurement leave for the one that shows progress and makes the report.
final class ProbeBoard: Sendable {
    /// How an endpoint is getting on.
    struct Progress: Sendable {
        /// How many questions were answered.
        var answered = 0
        /// How many were lost.
        var lost = 0
        /// How many events were heard.
        var events = 0
        /// The latest delay of a question.
        var latest: TimeSpan?
        /// What failed last.
        var failure: String?
    }

    /// What one endpoint's threads have found in the end.
    struct Finding: Sendable {
        var record: EndpointRecord
        var connects = ConnectRecord()
        var evidence = EndpointEvidence()
    }

    private let state: Mutex<State>
    private let end = WakeDescriptor()

    private struct State: Sendable {
        var progress: [Progress]
        var findings: [Finding]
        var running: Int
    }

    /// A board for `targets`, on which `threads` threads work.
    init(_ targets: [ProbeTarget], threads: Int) {
        state = Mutex(
            State(
                progress: targets.map { _ in Progress() },
                findings: targets.map { Finding(record: EndpointRecord($0)) },
                running: threads
            )
        )
    }

    /// Changes how the endpoint at `index` is getting on.
    func report(_ index: Int, _ change: (inout Progress) -> Void) {
        state.withLock { change(&$0.progress[index]) }
    }

    /// Leaves what a thread has found, and its end.
    func leave(_ index: Int, _ change: (inout Finding) -> Void) {
        let isLast = state.withLock { state in
            change(&state.findings[index])
            state.running -= 1
            return state.running == 0
        }
        if isLast { end.wake() }
    }

    /// How all endpoints are getting on.
    var progress: [Progress] { state.withLock(\.progress) }

    /// Waits until the last thread has ended; false if that takes until `deadline`.
    func awaitEnd(until deadline: MonotonicTime) -> Bool { end.wait(until: deadline) }

    /// Everything that was found.
    var records: [EndpointRecord] {
        state.withLock(\.findings).map { finding in
            var record = finding.record
            record.add(connects: finding.connects, evidence: finding.evidence)
            return record
        }
    }
}
