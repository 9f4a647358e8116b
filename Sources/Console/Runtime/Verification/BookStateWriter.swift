import Books
import Foundation
import Venues

/// Writes one state of a book down: best prices, counts, five best levels, average prices, hashes.
struct BookStateWriter {
    let instrument: Instrument
    /// For which sizes, in quantity units, average prices are given; fixed at the first state unless chosen.
    let sizes: [Int64]
    /// SHA-256 of bytes.
    let sha256: @Sendable ([UInt8]) -> [UInt8]

    /// The members of a state.
    func state(of book: OrderBook) -> [JSONValue.Member] {
        [
            .init(name: "best_bid", value: book.bids.best.map { .string(price($0.price.units)) } ?? .null),
            .init(name: "best_ask", value: book.asks.best.map { .string(price($0.price.units)) } ?? .null),
            .init(
                name: "levels",
                value: .members(["bids": .count(book.bids.count), "asks": .count(book.asks.count)])
            ),
            .init(name: "top5", value: .members(["bids": top(book.bids), "asks": top(book.asks)])),
            .init(name: "vwap", value: .array(sizes.map { averages(book, $0) })),
            .init(name: "sha256_top20", value: .string(hash(book, limit: 20))),
            .init(name: "sha256_full", value: .string(hash(book, limit: .max))),
        ]
    }

    /// SHA-256 over the whole book.
    func hash(of book: OrderBook) -> String { hash(book, limit: .max) }

    /// A price as a plain decimal without trailing zeros.
    func price(_ units: Int64) -> String {
        DecimalText.plain(Int128(units), decimals: instrument.priceUnit.decimals)
    }

    private func quantity(_ units: Int64) -> String {
        DecimalText.plain(Int128(units), decimals: instrument.quantityUnit.decimals)
    }

    private func top(_ side: Ladder) -> JSONValue {
        .array(
            side.top(5).map { level in
                .array([.string(price(level.price.units)), .string(quantity(level.quantity.units))])
            }
        )
    }

    /// What buying or selling `size` at once would have cost.
    private func averages(_ book: OrderBook, _ size: Int64) -> JSONValue {
        .members([
            "size": .string(quantity(size)),
            "buy": average(book.asks, size),
            "sell": average(book.bids, size),
        ])
    }

    private func average(_ side: Ladder, _ size: Int64) -> JSONValue {
        var left = size
        var notional = Notional.zero
        side.forEachLevel { level in
            let taken = min(left, level.quantity.units)
            notional += Notional(level.price, Quantity(units: taken))
            left -= taken
            return left > 0
        }
        let filled = size - left
        let decimals = instrument.priceUnit.decimals + instrument.quantityUnit.decimals
        let average = Double(notional.units) / Double(filled) / Double(instrument.priceUnit.perOne)
        return .members([
            "filled": .string(quantity(filled)),
            "notional": .string(DecimalText.plain(notional.units, decimals: decimals)),
            "vwap": filled > 0 ? .number(String(format: "%.12g", average)) : .null,
        ])
    }

    /// SHA-256 over `b PRICE QUANTITY` lines from the best bid down, then `a` lines from the best ask up.
    private func hash(_ book: OrderBook, limit: Int) -> String {
        var text: [UInt8] = []
        append(book.bids, UInt8(ascii: "b"), limit, to: &text)
        append(book.asks, UInt8(ascii: "a"), limit, to: &text)
        return sha256(text).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private func append(_ side: Ladder, _ letter: UInt8, _ limit: Int, to text: inout [UInt8]) {
        var left = limit
        side.forEachLevel { level in
            text.append(letter)
            text.append(UInt8(ascii: " "))
            DecimalText.append(
                Int128(level.price.units),
                decimals: instrument.priceUnit.decimals,
                trimmed: true,
                to: &text
            )
            text.append(UInt8(ascii: " "))
            DecimalText.append(
                Int128(level.quantity.units),
                decimals: instrument.quantityUnit.decimals,
                trimmed: true,
                to: &text
            )
            text.append(UInt8(ascii: "\n"))
            left -= 1
            return left > 0
        }
    }
}
