import Books
import TUI
import Venues

/// The console without a screen: one line a second on standard output.
enum PlainOutput {
    /// One line: time, instrument, then each venue and the consumer book with best bid and ask.
    static func line(_ model: ConsoleViewModel) -> String {
        var time: [UInt8] = []
        appendTime(model.wallTime, to: &time)
        var words = [String(decoding: time, as: UTF8.self), model.instrument.name]
        for venue in model.venues {
            words.append(venue.name)
            words.append(state(venue.state))
            if venue.state.isLive {
                words.append(prices(venue.ladder.bids[0]?.price, venue.ladder.asks[0]?.price, model))
            }
        }
        words.append("CONSUMER \(model.liveVenueCount) of \(model.venues.count)")
        words.append(prices(model.consumer.bids[0]?.price, model.consumer.asks[0]?.price, model))
        return words.joined(separator: " ")
    }

    private static func prices(_ bid: Price?, _ ask: Price?, _ model: ConsoleViewModel) -> String {
        let unit = model.instrument.price.unit
        let text = { (price: Price?) in price.map { DecimalText.text($0.units, unit: unit) } ?? "none" }
        return "\(text(bid))/\(text(ask))"
    }

    /// The word of a venue's state.
    static func state(_ state: VenueState) -> String {
        switch state {
        case .connecting: "connecting"
        case .syncing: "syncing"
        case .live: "ok"
        case .stale: "stale"
        case .resyncing: "resync"
        case .down: "down"
        case .halted: "halted"
        case .lagging: "late"
        case .distrusted: "not trusted"
        }
    }

    private static func appendTime(_ time: WallTime, to bytes: inout [UInt8]) {
        RFC3339.append(time, fractionDigits: 0, to: &bytes)
    }
}
