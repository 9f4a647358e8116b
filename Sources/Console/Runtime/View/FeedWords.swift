import Books
import Venues

/// What feeds' states are called when a person reads them.
enum FeedWords {
    /// A sentence about a venue's new state, for the message row and the log.
    static func sentence(_ name: String, _ state: FeedState, at now: MonotonicTime) -> String {
        switch state {
        case .connecting: "\(name) connecting"
        case .syncing: "\(name) connected, fetching the book"
        case .live: "\(name) book is live"
        case .stale: "\(name) is silent: its size left the consumer book"
        case .lagging(let span): "\(name) is late by \(seconds(span)): its size left the consumer book"
        case .resyncing(let reason): "\(name) resync: \(words(reason))"
        case .down(let reason, let failures, let retryAt):
            "\(name) down: \(words(reason)); try \(failures + 1) in \(seconds(retryAt - now))"
        case .halted: "\(name) has halted its market"
        case .distrusted(let reason, let until):
            "\(name) is not trusted: \(words(reason)) three times in a minute; again in \(seconds(until - now))"
        case .barred(let until): "\(name) wants no requests: its book can be fetched in \(seconds(until - now))"
        }
    }

    /// A few words for why a book is fetched anew.
    static func words(_ reason: ResyncReason) -> String {
        switch reason {
        case .gap(let expected, let received): "gap, want \(expected) got \(received)"
        case .checksum: "wrong checksum"
        case .crossed: "book crossed"
        case .topMismatch: "top differs from the venue's"
        case .unreadable: "unreadable message"
        case .overflow: "too slow, updates dropped"
        case .requested: "asked for"
        }
    }

    /// A few words for why a connection is gone.
    static func words(_ reason: DownReason) -> String {
        switch reason {
        case .transport(let sentence), .closedByVenue(let sentence), .refused(let sentence), .unreadable(let sentence):
            sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        case .silence(let span): "no message for \(seconds(span))"
        }
    }

    /// Until when a venue wants no requests, as its calendar on the screen has it.
    static func barred(until: MonotonicTime, at now: MonotonicTime, wallTime: WallTime) -> String {
        let end = WallTime(nanoseconds: wallTime.nanoseconds + max(0, (until - now).nanoseconds))
        var bytes: [UInt8] = []
        RFC3339.append(end, fractionDigits: 0, to: &bytes)
        let clock = String(decoding: bytes, as: UTF8.self).dropFirst(11).prefix(8)
        return "banned until \(clock)Z"
    }

    private static func seconds(_ span: TimeSpan) -> String {
        DecimalText.text(max(0, span.milliseconds) / 100, unit: DecimalUnit(decimals: 1)) + " s"
    }
}
