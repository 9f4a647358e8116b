import Books

@testable import Venues

/// A message read by the decoder as it is, and by the general path alone.
struct BothPaths {
    /// What came of a message.
    enum Outcome: Equatable {
        case message(BinanceMessage, [PriceLevel])
        case error(WireError)
    }

    let decoder: BinanceDecoder
    /// Levels that stood in the buffer before: they have to be left alone.
    private let earlier = [PriceLevel(price: Price(units: -7), quantity: Quantity(units: -7))]

    init(price: Int, quantity: Int, symbol: String = "ETHUSDT") {
        let instrument = Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: price),
            quantityUnit: DecimalUnit(decimals: quantity)
        )
        decoder = BinanceDecoder(feed: FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: symbol))
    }

    func decode(_ message: [UInt8]) -> Outcome {
        var levels = earlier
        do throws(WireError) {
            return .message(try decoder.decode(message.span, levels: &levels), levels)
        } catch {
            return levels == earlier ? .error(error) : .message(.other, levels)
        }
    }

    func decodeGenerally(_ message: [UInt8]) -> Outcome {
        var levels = earlier
        do throws(WireError) {
            return .message(try decoder.decodeGenerally(message.span, levels: &levels), levels)
        } catch {
            return levels == earlier ? .error(error) : .message(.other, levels)
        }
    }

    /// In what the two differ, or what is left in the buffer that may not be; nil if nothing.
    func difference(_ message: [UInt8]) -> String? {
        let fast = decode(message)
        let general = decodeGenerally(message)
        let text = String(decoding: message, as: UTF8.self)
        guard fast == general else { return "\(fast) is not \(general): \(text)" }
        guard case .message(let read, let levels) = fast else { return nil }
        switch read {
        case .depth, .snapshot: return levels.first == earlier.first ? nil : "an earlier level is gone: \(text)"
        case .top, .trade, .shutdown, .failure, .other: return levels == earlier ? nil : "levels are left: \(text)"
        }
    }
}
