/// The checksum of Kraken's book messages.
///
/// Guide "Spot WebSockets (v2) book checksum": CRC-32 over the ten best asks from low to high and then the ten best bids
/// from high to low; of each level the price and then the quantity, as written with the instrument's precision, without
/// the point and without leading zeros. Counted in units of that precision, these are the plain digits of the counts.
enum KrakenChecksum {
    /// How many levels of each side count.
    static let levels = 10

    /// The checksum of a book.
    static func value(_ book: ExchangeBook) -> UInt32 {
        var text = WireText(capacity: 512)
        for side in [book.asks, book.bids] {
            for rank in 0..<min(levels, side.count) {
                text.append(side[rank].price)
                text.append(side[rank].quantity)
            }
        }
        var checksum = CRC32()
        checksum.add(text.bytes)
        return checksum.value
    }
}
