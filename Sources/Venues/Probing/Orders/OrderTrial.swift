import Venues

/// An order that is tried to time its acknowledgement.
public struct OrderTrial: Sendable, Hashable {
    /// What becomes of it.
    public enum Kind: String, Sendable, CaseIterable {
        /// The venue checks it and does not place it: Binance's `order.test`, Kraken's `validate`.
        case test
        /// It is placed far from the market and cancelled at once: on test systems only.
        case place
    }

    /// Checked only, or placed and cancelled.
    public let kind: Kind
    /// How much, as the venue is told it.
    public let size: String
    /// At which price, as the venue is told it: far below the market.
    public let price: String

    /// An order to buy; nil unless size and price are plain decimals.
    public init?(kind: Kind, size: String, price: String) {
        let isDecimal = { (text: String) in
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            return (1...2).contains(parts.count) && text.utf8.count <= 20
                && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        }
        guard isDecimal(size), isDecimal(price) else { return nil }
        self.kind = kind
        self.size = size
        self.price = price
    }

    /// Why this trial may not be made at `host` of `venue`; nil where it may.
    ///
    /// Only what the venue itself promises not to place may go to a host that trades, and what is signed with a key goes
    /// to the venue's own hosts alone.
    public func refusal(at host: String, of venue: ProbeVenue, isLoopback: Bool) -> String? {
        switch (venue, kind) {
        case (.binance, .test), (.kraken, .test):
            let hosts = ProbeTable.targets(of: venue, pair: .busiest(at: venue)).map(\.endpoint.host)
            return hosts.contains(host) || Self.isTest(host, of: venue) || isLoopback
                ? nil
                : "\(host) is no host of \(venue.rawValue) that is known here, and what is signed with its key goes "
                    + "nowhere else: leave --endpoint or --keys out"
        case (.binance, .place):
            return Self.isTest(host, of: venue) || isLoopback
                ? nil
                : "\(host) trades real money: orders are placed only at ws-api.testnet.binance.vision, "
                    + "demo-ws-api.binance.com or this machine; use --order-kind test"
        case (.kraken, .place):
            return isLoopback
                ? nil : "Kraken has no test system for spot orders: use --order-kind test, which only validates"
        case (.coinbase, _), (.okx, _), (.bybit, _), (.bitstamp, _):
            return "orders cannot be tried at \(venue.rawValue): it offers no order that is only checked"
        }
    }

    /// Whether it is a test system of the venue.
    private static func isTest(_ host: String, of venue: ProbeVenue) -> Bool {
        venue == .binance
            && (host.hasSuffix(".testnet.binance.vision") || host == "testnet.binance.vision"
                || host == "demo-ws-api.binance.com")
    }
}
