import Books
import Venues

/// Turns what a session says about broken recordings into problems with their line, and the rest into remarks.
struct VerificationLog {
    private(set) var problems: [VerificationReport.Problem] = []

    /// Notes what one record led to; returns whether the session has to be started anew.
    mutating func take(_ effects: borrowing SessionEffects, line: Int) -> Bool {
        var notes: [String] = []
        var mustRestart = false
        for act in effects.acts {
            switch act {
            case .note(let sentence):
                notes.append(sentence)
            case .disconnect(.refused):
                // A refusal answers a request of whoever recorded; the book does not depend on it.
                continue
            case .disconnect(let reason):
                mustRestart = true
                add(line, Self.text(reason), "the book was thrown away and begins anew with the next snapshot")
            case .open, .close, .send, .ping, .request, .ending:
                continue
            }
        }
        for event in effects.market.events {
            guard case .state(_, .resyncing(let reason), _) = event else { continue }
            // A note about an unreadable message says more than the reason alone.
            let finding = notes.isEmpty ? Self.text(reason) : notes.joined(separator: "; ")
            add(line, finding, "the book was thrown away; updates wait for the next snapshot in the file")
        }
        return mustRestart
    }

    /// Notes a problem that the verification itself found.
    mutating func add(_ line: Int, _ finding: String, _ reaction: String) {
        problems.append(VerificationReport.Problem(line: line, finding: finding, reaction: reaction))
    }

    private static func text(_ reason: ResyncReason) -> String {
        switch reason {
        case .gap(let expected, let received):
            "gap: update \(expected) was expected, the next one begins at \(received)"
        case .checksum: "the venue's checksum is not that of the book"
        case .crossed: "the best bid is not below the best ask"
        case .topMismatch: "the book's top is not the one that the venue states"
        case .unreadable: "the message cannot be read"
        case .overflow: "too many updates wait for a snapshot"
        case .requested: "the venue was halted and has begun again"
        }
    }

    private static func text(_ reason: DownReason) -> String {
        switch reason {
        case .transport(let sentence), .closedByVenue(let sentence), .refused(let sentence), .unreadable(let sentence):
            sentence
        case .silence(let span): "nothing was heard for \(span.milliseconds) ms"
        }
    }
}
