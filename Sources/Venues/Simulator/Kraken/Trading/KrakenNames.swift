/// Kraken's names for things: pairs and assets over REST, orders and trades (Spot REST, "Assets", "AssetPairs").
enum KrakenNames {
    /// The codes that assets have over REST where they are not their names.
    private static let assets = [
        "BTC": "XXBT", "ETH": "XETH", "DOGE": "XXDG", "LTC": "XLTC", "XRP": "XXRP", "USD": "ZUSD", "EUR": "ZEUR",
        "GBP": "ZGBP",
    ]
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

    /// The code of an asset over REST.
    static func code(_ asset: String) -> String { assets[asset] ?? asset }

    /// The pair's alternative name over REST: `XBTUSD`, `ETHUSDT`.
    static func pair(_ instrument: ExchangeInstrument) -> String {
        alternative(instrument.base) + alternative(instrument.quote)
    }

    /// The name under which the pair is listed over REST: of two old codes their sum, else the alternative name.
    static func listing(_ instrument: ExchangeInstrument) -> String {
        guard assets[instrument.base] != nil, assets[instrument.quote] != nil else { return pair(instrument) }
        return code(instrument.base) + code(instrument.quote)
    }

    /// Whether a text names the pair in one of its ways.
    static func isPair(_ text: String, _ instrument: ExchangeInstrument) -> Bool {
        let names = [
            instrument.symbol, pair(instrument), alternative(instrument.base) + "/" + alternative(instrument.quote),
            code(instrument.base) + code(instrument.quote),
        ]
        return names.contains(text)
    }

    /// An identifier of an order (`O`) or a trade (`T`), such as `OABCDE-12345-FGHIJ6`.
    static func identifier(_ letter: String, _ number: Int64) -> String {
        var text: [UInt8] = []
        var rest = number.magnitude
        for _ in 0..<16 {
            text.append(digits[Int(rest % 36)])
            rest /= 36
        }
        let all = String(decoding: text.reversed(), as: UTF8.self)
        return letter + all.prefix(5) + "-" + all.dropFirst(5).prefix(5) + "-" + all.dropFirst(10)
    }

    /// The number in an identifier; nil if it is none.
    static func number(_ identifier: String, _ letter: String) -> Int64? {
        guard identifier.hasPrefix(letter) else { return nil }
        let plain = identifier.dropFirst().filter { $0 != "-" }
        guard plain.utf8.count == 16, let number = Int64(plain, radix: 36), number > 0 else { return nil }
        return Self.identifier(letter, number) == identifier ? number : nil
    }

    /// The short name of an asset over REST.
    static func alternative(_ asset: String) -> String {
        switch asset {
        case "BTC": "XBT"
        case "DOGE": "XDG"
        default: asset
        }
    }
}
