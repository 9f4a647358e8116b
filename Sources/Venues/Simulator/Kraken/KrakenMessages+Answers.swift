import Books
import Venues

extension KrakenMessages {
    /// The answer to a ping.
    static func pong(_ identifier: JSONValue?, at time: WallTime) -> [UInt8] {
        var text = WireText()
        text.append("{\"method\":\"pong\"")
        end(identifier, at: time, &text)
        return text.bytes
    }

    /// The answer to a request that succeeded for one symbol, or for a channel without symbols.
    ///
    /// An end is answered without the snapshot member.
    static func success(
        _ method: StaticString,
        _ subscription: KrakenSubscription,
        symbol: String?,
        snapshot: Bool?,
        _ identifier: JSONValue?,
        at time: WallTime
    ) -> [UInt8] {
        var text = WireText()
        text.append("{\"method\":\"")
        text.append(method)
        text.append("\",\"result\":{\"channel\":")
        switch subscription {
        case .book(let depth):
            text.append("\"book\",\"depth\":")
            text.append(Int64(depth.levels))
        case .trade: text.append("\"trade\"")
        case .instrument: text.append("\"instrument\"")
        }
        if let snapshot {
            text.append(",\"snapshot\":")
            text.append(snapshot)
        }
        if let symbol {
            text.append(",\"symbol\":")
            text.append(quoted: symbol)
        }
        text.append("},\"success\":true")
        end(identifier, at: time, &text)
        return text.bytes
    }

    /// The answer to a request that failed, for one symbol where it got that far.
    static func failure(
        _ method: String,
        _ message: String,
        symbol: String?,
        _ identifier: JSONValue?,
        at time: WallTime
    ) -> [UInt8] {
        var text = WireText()
        text.append("{\"error\":")
        text.append(quoted: message)
        text.append(",\"method\":")
        text.append(quoted: method)
        text.append(",\"success\":false")
        if let symbol {
            text.append(",\"symbol\":")
            text.append(quoted: symbol)
        }
        end(identifier, at: time, &text)
        return text.bytes
    }

    /// Appends the times at which the request came and the answer went, and the request's mark.
    ///
    /// A machine takes no time: both times are the same.
    private static func end(_ identifier: JSONValue?, at time: WallTime, _ text: inout WireText) {
        text.append(",\"time_in\":\"")
        Timestamp(time: time).append(to: &text)
        text.append("\",\"time_out\":\"")
        Timestamp(time: time).append(to: &text)
        text.append("\"")
        if let identifier {
            text.append(",\"req_id\":")
            text.append(identifier: identifier)
        }
        text.append("}")
    }
}
