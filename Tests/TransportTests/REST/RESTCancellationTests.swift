import Books
import Synchronization
import TestKit
import Testing
import Threads
import Transport
import Venues

@Suite("Requests that are given up")
struct RESTCancellationTests {
    @Test("Of thousands of requests, two thirds cancelled at any moment, each ends once and none hangs")
    func cancelStorm() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        let server = try WebServer { _, body in WebServer.ok(body) }
        let client = server.client()
        let request = try server.request("POST", body: [1, 2, 3])
        var numbers = SplitMix64(seed: seed)
        let plans = (0..<3_000).map { _ in
            (isCancelled: Int.random(in: 0..<3, using: &numbers) > 0, yields: Int.random(in: 0..<20, using: &numbers))
        }
        let outcomes = await withTaskGroup(of: (answered: Int, cancelled: Int, other: Int).self) { group in
            for lane in 0..<8 {
                let plans = stride(from: lane, to: plans.count, by: 8).map { plans[$0] }
                group.addTask { await Self.run(plans, request, by: client) }
            }
            return await group.reduce(into: (0, 0, 0)) {
                $0 = ($0.0 + $1.answered, $0.1 + $1.cancelled, $0.2 + $1.other)
            }
        }
        let kept = plans.count { !$0.isCancelled }
        #expect(outcomes.0 + outcomes.1 == plans.count && outcomes.2 == 0, "seed \(seed): \(outcomes)")
        #expect(outcomes.0 >= kept, "seed \(seed): an answer was lost")
        #expect(outcomes.1 > 0, "seed \(seed): nothing was cancelled in time, so nothing was tested")
        // The client still works.
        #expect(try await client.answer(to: request).body == [1, 2, 3])
        client.close()
        server.stop()
    }

    @Test("Cancelling resumes at once, long before the answer or the time-out")
    func cancellingIsPrompt() async throws {
        let server = try WebServer { _, _ in [] }
        let client = server.client()
        let request = try server.request(timeout: .seconds(60))
        let start = SteadyClock.now
        let task = Task { await failure(of: request, by: client) }
        #expect(try await onThread { eventually { server.requests == 1 } })
        task.cancel()
        expect(await task.value, at: .cancelled, saying: ["given up on our side"])
        #expect(SteadyClock.now - start < .seconds(30))
        client.close()
        server.stop()
    }

    @Test("A task that is cancelled already sends nothing")
    func cancelledBeforehand() async throws {
        let server = try WebServer { _, _ in WebServer.ok([]) }
        let client = server.client()
        let request = try server.request()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await failure(of: request, by: client)
        }
        task.cancel()
        expect(await task.value, at: .cancelled, saying: ["given up"])
        _ = try await client.answer(to: request)
        #expect(server.requests == 1)
        client.close()
        server.stop()
    }

    @Test("Closing the client ends what is under way, and what comes later, with the step cancelled")
    func closing() async throws {
        let server = try WebServer { _, _ in [] }
        let client = server.client()
        let request = try server.request()
        let steps = Mutex<[TransportError.Step]>([])
        for _ in 0..<20 {
            client.start(request) { result in
                if case .failure(let error) = result { steps.withLock { $0.append(error.step) } }
            }
        }
        #expect(try await onThread { eventually { server.requests == 8 } })
        client.close()
        #expect(steps.withLock { $0.count } == 20)
        expect(await failure(of: request, by: client), at: .cancelled, saying: ["given up"])
        client.start(request) { result in
            if case .failure(let error) = result { steps.withLock { $0.append(error.step) } }
        }
        #expect(steps.withLock { $0 } == [TransportError.Step](repeating: .cancelled, count: 21))
        server.stop()
    }

    @Test("A client that nobody holds any more ends what is under way")
    func forgottenClient() async throws {
        let server = try WebServer { _, _ in [] }
        let steps = Mutex<[TransportError.Step]>([])
        do {
            let client = server.client()
            client.start(try server.request()) { result in
                if case .failure(let error) = result { steps.withLock { $0.append(error.step) } }
            }
        }
        #expect(try await onThread { eventually { steps.withLock { $0 } == [.cancelled] } })
        server.stop()
    }

    /// Runs `plans` one after the other and counts how they end.
    private static func run(
        _ plans: [(isCancelled: Bool, yields: Int)],
        _ request: RESTRequest,
        by client: CurlRESTClient
    ) async -> (answered: Int, cancelled: Int, other: Int) {
        var count = (answered: 0, cancelled: 0, other: 0)
        for plan in plans {
            let task = Task { await failure(of: request, by: client) }
            if plan.isCancelled {
                for _ in 0..<plan.yields { await Task.yield() }
                task.cancel()
            }
            switch await task.value?.step {
            case nil: count.answered += 1
            case .cancelled: count.cancelled += 1
            default: count.other += 1
            }
        }
        return count
    }
}
