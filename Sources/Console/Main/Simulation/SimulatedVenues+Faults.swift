import Simulator

extension SimulatedVenues {
    /// What a person may say behind a venue's name: every fault, and the end of all.
    static let faultWords = FaultKind.allCases.map(\.rawValue) + ["off"]

    /// Carries out a person's words: `binance gap times=3` begins a fault, `binance off gap` ends it, `both off` all.
    ///
    /// The first word is a venue or `both`. Gives what was done, in words.
    func command(_ line: String) throws(FaultTextError) -> String {
        let words = line.split { $0 == " " || $0 == "\t" }
        let servers = try servers(words.first)
        if words.count > 1, words[1] == "off" { return try end(words.dropFirst(2), at: servers) }
        var orders: [FaultOrder] = []
        // All of them are read before any begins: a line is done as a whole or not at all.
        for server in servers { orders.append(try FaultText.order(Array(words.dropFirst()), at: server.venue)) }
        for (server, order) in zip(servers, orders) { server.begin(order) }
        return zip(servers, orders).map { "\($0.venue.name): \($1.text)" }.joined(separator: ", ")
    }

    private func servers(_ name: Substring?) throws(FaultTextError) -> [ExchangeServer] {
        let all = [binance, kraken]
        if name == "both" { return all }
        let named = all.filter { $0.venue.name == name.map(String.init) }
        guard named.isEmpty else { return named }
        throw FaultTextError("name the venue first: binance, kraken or both, such as `binance gap`")
    }

    private func end(_ words: ArraySlice<Substring>, at servers: [ExchangeServer]) throws(FaultTextError) -> String {
        var kinds: [FaultKind] = []
        for word in words {
            guard let kind = FaultKind(rawValue: String(word)) else {
                throw FaultTextError("there is no fault of that name: give one of \(FaultText.names)")
            }
            kinds.append(kind)
        }
        for server in servers {
            if kinds.isEmpty { server.endFault() }
            for kind in kinds { server.endFault(kind) }
        }
        let what = kinds.isEmpty ? "all faults" : kinds.map(\.rawValue).joined(separator: ", ")
        return "\(servers.map(\.venue.name).joined(separator: ", ")): \(what) off"
    }
}
