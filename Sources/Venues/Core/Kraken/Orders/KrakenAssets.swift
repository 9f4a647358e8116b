import Books

/// Kraken's names of assets and pairs, by its own table: REST says `XXBT`, `XBT` and `ZUSD` where the stream says `BTC`
/// and `USD`.
struct KrakenAssets: Sendable, Equatable {
    /// The common name by the venue's name in balances.
    private var common: [String: String] = [:]
    /// The venue's short names by the common name, in the order of the table.
    private var venues: [String: [String]] = [:]

    /// The two whose common name differs from the venue's short one.
    private static let renamed = ["XBT": "BTC", "XDG": "DOGE"]

    /// Reads the result of `Assets`; nil where it is no table.
    init?(_ result: JSONValue) {
        guard case .object(let members) = result, !members.isEmpty else { return nil }
        for member in members {
            guard let short = member.value["altname"]?.string else { continue }
            let name = Self.renamed[short] ?? short
            common[member.name] = name
            common[short] = name
            venues[name, default: []] += [member.name, short]
        }
    }

    /// The common name of an asset of a balance: staked and earning balances (`.S`, `.F`) keep their ending, because they
    /// cannot be traded with.
    func name(_ asset: String) -> String {
        if let name = common[asset] { return name }
        guard let dot = asset.utf8.firstIndex(of: UInt8(ascii: ".")) else { return Self.renamed[asset] ?? asset }
        let stem = String(asset.prefix(upTo: dot))
        return (common[stem] ?? Self.renamed[stem] ?? stem) + String(asset[dot...])
    }

    /// Whether REST means an instrument by the name of a pair.
    func isPair(_ pair: String, of instrument: Instrument) -> Bool {
        for base in names(instrument.base) {
            for quote in names(instrument.quote) where pair == base + quote || pair == "\(base)/\(quote)" {
                return true
            }
        }
        return false
    }

    /// The name of an instrument for a REST request (`XBTUSD`).
    func pair(_ instrument: Instrument) -> String {
        (venues[instrument.base]?.last ?? instrument.base) + (venues[instrument.quote]?.last ?? instrument.quote)
    }

    private func names(_ asset: String) -> [String] { [asset] + (venues[asset] ?? []) }
}
