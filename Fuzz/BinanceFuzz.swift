import Books

@testable import Venues

// What libFuzzer holds against Binance's decoder, for any bytes: nothing traps, the fast reader of depth messages and
// the general one say the same, and the level buffer holds what the message says and nothing else.

private enum Outcome: Equatable {
    case message(BinanceMessage)
    case error(WireError)
}

private let decoders = [(2, 4), (2, 3), (8, 8), (0, 0), (1, 8), (5, 3), (3, 9), (18, 18)].map { price, quantity in
    let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: price),
        quantityUnit: DecimalUnit(decimals: quantity)
    )
    return BinanceDecoder(feed: FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: "ETHUSDT"))
}

private func outcome(_ body: () throws(WireError) -> BinanceMessage) -> Outcome {
    do throws(WireError) {
        return .message(try body())
    } catch {
        return .error(error)
    }
}

private func check(_ outcome: Outcome, _ levels: [PriceLevel]) {
    switch outcome {
    case .message(.depth(let event, _, let bids, let asks)):
        precondition(event.first <= event.last, "an event that ends before it begins")
        precondition(bids.upperBound <= levels.count && asks.upperBound <= levels.count, "levels that are not there")
    case .message(.snapshot(_, let bids, let asks)):
        precondition(bids.upperBound <= levels.count && asks.upperBound <= levels.count, "levels that are not there")
    case .message, .error:
        precondition(levels.count == 1, "levels of nothing")
    }
    precondition(levels[0].price.units == -7, "an earlier level is gone")
    for level in levels.dropFirst() {
        precondition((0..<DecimalText.bound).contains(level.price.units), "a price beyond the bound")
        precondition((0..<DecimalText.bound).contains(level.quantity.units), "a quantity beyond the bound")
    }
}

/// The entry point that libFuzzer calls for each input: which units, then the message.
@c(LLVMFuzzerTestOneInput)
public func fuzzBinance(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    let decoder = decoders[Int(input[0]) % decoders.count]
    // An array of its own, so that no byte behind the message may be touched.
    let message = Array(input[1...])
    let earlier = PriceLevel(price: Price(units: -7), quantity: .zero)
    var levels = [earlier]
    var generalLevels = [earlier]
    let fast = outcome { () throws(WireError) in try decoder.decode(message.span, levels: &levels) }
    let general = outcome { () throws(WireError) in
        try decoder.decodeGenerally(message.span, levels: &generalLevels)
    }
    precondition(fast == general, "\(fast) is not \(general)")
    precondition(levels == generalLevels, "the levels differ")
    check(fast, levels)
    return 0
}
