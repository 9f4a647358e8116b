import Books
import Simulator
import Testing

/// One row of the fault matrix: what goes wrong at which venue, and what must become of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
    /// The slot of the venue: 0 is Binance, 1 Kraken.
    let slot: Int
    /// The fault, as ``FaultText`` reads it.
    let fault: String
    /// The states of which the first one that is not live has to be one; empty where the book has to stay live.
    let states: [String]
    /// A word of its reason.
    var reason = ""
    /// How soon the book has to leave the consumer book, once the fault acts.
    var leaves = TimeSpan.milliseconds(100)
    /// How soon it has to be live again, once it has left.
    var returns = TimeSpan.milliseconds(3_500)
    /// What follows the fault, to bring it about: most faults of requests show at the next connection.
    var then: String?

    var testDescription: String {
        "\(slot == 0 ? "binance" : "kraken") \(fault)\(then.map { ", then " + $0 } ?? "")"
    }

    /// What a busy test machine adds to every time: threads of many tests wait for two cores.
    static let slack = TimeSpan.milliseconds(900)

    private static func both(
        _ fault: String,
        _ states: [String],
        _ reason: (binance: String, kraken: String) = ("", ""),
        leaves: TimeSpan = .milliseconds(100),
        returns: TimeSpan = .milliseconds(3_500),
        then: String? = nil
    ) -> [FaultCase] {
        [0, 1].map { slot in
            FaultCase(
                slot: slot,
                fault: fault,
                states: states,
                reason: slot == 0 ? reason.binance : reason.kraken,
                leaves: leaves,
                returns: returns,
                then: then
            )
        }
    }

    /// F1: clean close and reset; a half frame; a frame that nobody takes (F9).
    static let connections =
        both("close code=1001", ["down"], ("1001", "1001")) + both("close code=1013", ["down"], ("1013", "1013"))
        + both("reset", ["down"]) + both("half-frame", ["down"], leaves: .milliseconds(200))
        + both("oversized", ["down"], leaves: .milliseconds(200))
        // Tries are at most 5 s apart, and the first ones much less.
        + both("refuse for=800ms", ["down"]) + both("slow-tls by=700ms", ["down"], then: "reset")

    /// F2: half-open.
    static let silence = [
        FaultCase(
            slot: 0,
            fault: "half-open",
            states: ["stale"],
            leaves: .milliseconds(1_500),
            returns: .milliseconds(5_000)
        ),
        FaultCase(
            slot: 1,
            fault: "half-open",
            states: ["stale"],
            leaves: .milliseconds(3_000),
            returns: .milliseconds(6_500)
        ),
    ]

    /// F5 to F7: messages that are missing, repeated, exchanged or wrong.
    ///
    /// They act with the next change, 100 ms later.
    static let messages =
        both("gap", ["resyncing"], ("gap", "checksum"), leaves: .milliseconds(300))
        + both("gap times=3", ["resyncing"], ("gap", "checksum"), leaves: .milliseconds(500))
        + both("reorder", ["resyncing"], ("gap", "checksum"), leaves: .milliseconds(300))
        + both("duplicate times=5", [])
        + both("crossed", ["resyncing"], ("crossed", "crossed"), leaves: .milliseconds(200))
        + [
            FaultCase(
                slot: 1,
                fault: "checksum",
                states: ["resyncing"],
                reason: "checksum",
                leaves: .milliseconds(200)
            ),
            FaultCase(
                slot: 0,
                fault: "wrong-top",
                states: ["resyncing"],
                reason: "topMismatch",
                leaves: .milliseconds(300)
            ),
        ]

    /// F8: messages that are none.
    ///
    /// Dropped, they leave a hole.
    static let damage = CorruptForm.allCases.flatMap { form in
        both("corrupt form=\(form.rawValue)", ["resyncing", "down"], leaves: .milliseconds(300))
    }

    /// F21 and snapshots that are refused or old: each shows at the next connection.
    static let requests =
        both("stale-snapshot times=1", ["down"], returns: .milliseconds(6_000), then: "reset")
        + both("snapshot-error times=2", ["down"], returns: .milliseconds(8_000), then: "reset")
        + both("rate-limit retry=1s times=1", ["down"], returns: .milliseconds(7_000), then: "reset")
        + both("ban retry=1s for=1s", ["down"], ("1008", "1008"), returns: .milliseconds(8_000))

    /// F24, F25: what venues announce.
    static let announcements = [
        // Nothing on Binance's stream tells it: it is asked about when the stream has been silent for three seconds.
        FaultCase(
            slot: 0,
            fault: "maintenance for=5s",
            states: ["halted"],
            leaves: .milliseconds(3_200),
            returns: .milliseconds(4_000)
        ),
        FaultCase(slot: 1, fault: "maintenance for=1500ms", states: ["halted"], returns: .milliseconds(2_500)),
        FaultCase(
            slot: 1,
            fault: "maintenance mode=cancel-only for=1500ms",
            states: ["halted"],
            returns: .milliseconds(2_500)
        ),
        FaultCase(slot: 0, fault: "quiet for=4s", states: []),
        FaultCase(slot: 1, fault: "quiet for=4s", states: []),
        FaultCase(slot: 0, fault: "burst factor=20 for=1s", states: []),
        FaultCase(slot: 1, fault: "burst factor=20 for=1s", states: []),
    ]
}
