import Books

/// What a benchmark measured.
public struct BenchmarkResult: Sendable {
    let job: BenchmarkJob
    var messages = 0
    var levels = 0
    var bytes = 0
    var passes = 0
    /// CPU time of the thread, in ns.
    var spent: Int64 = 0
    var checksum: UInt64 = 0
    /// Wall-clock time of each message in passes of their own, in ns.
    var latencies: [Int64] = []

    init(job: BenchmarkJob) {
        self.job = job
    }

    /// The result as one line of JSON.
    public var json: String {
        let sorted = latencies.sorted()
        let hash = String(checksum, radix: 16)
        let members = [
            "\"peer\":\"rung\"", "\"job\":\"\(job.rawValue)\"", "\"msgs\":\(messages)", "\"levels\":\(levels)",
            "\"bytes\":\(bytes)", "\"passes\":\(passes)",
            "\"seconds\":\(DecimalText.plain(Int128(spent), decimals: 9))",
            "\"checksum\":\"\(String(repeating: "0", count: 16 - hash.count) + hash)\"",
            "\"p50_ns\":\(Self.quantile(sorted, 500))", "\"p99_ns\":\(Self.quantile(sorted, 990))",
            "\"p999_ns\":\(Self.quantile(sorted, 999))", "\"max_ns\":\(sorted.last ?? 0)",
        ]
        return "{" + members.joined(separator: ",") + "}"
    }

    private static func quantile(_ sorted: [Int64], _ thousandths: Int) -> Int64 {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * thousandths / 1_000)]
    }
}
