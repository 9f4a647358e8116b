import ArgumentParser
import Books
import Transport
import Venues

/// Which exchanges the console trades at, if not at its own.
struct ExchangeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Trade at a running `rung exchange` on this machine, as binance=127.0.0.1:9001; once for each venue.",
            valueName: "venue=host:port"
        )
    )
    var exchange: [String] = []

    @Option(
        name: .customLong("ca"),
        help: ArgumentHelp(
            "The certificate of the authority that a running exchange is trusted by; can be repeated.",
            valueName: "file"
        ),
        completion: .file()
    )
    var authority: [String] = []

    @Option(
        help: ArgumentHelp(
            "The file with key and secret of our account at a venue, as binance=FILE; for each venue or for none.",
            valueName: "venue=file"
        )
    )
    var account: [String] = []

    /// Whether the console's own exchanges are not wanted.
    var isGiven: Bool { !exchange.isEmpty }

    func validate() throws {
        guard isGiven else {
            guard authority.isEmpty, account.isEmpty else {
                throw ValidationError("--ca and --account belong to --exchange: name the exchanges, too.")
            }
            return
        }
        _ = try hosts()
        if !account.isEmpty { _ = try Self.byVenue(account, "--account", "FILE") }
        guard !authority.isEmpty else {
            throw ValidationError("--ca: name the files that the exchanges have written with --ca-file.")
        }
    }

    /// Where the exchanges are, with the accounts' keys read; nil where the console opens its own.
    func places() throws -> VenuePlaces? {
        guard isGiven else { return nil }
        var certificates: [UInt8] = []
        for path in authority { certificates += try SmallFile.read(path) + [UInt8(ascii: "\n")] }
        return VenuePlaces(
            hosts: try hosts(),
            authority: certificates,
            keys: account.isEmpty ? [] : try keys()
        )
    }

    // MARK: - Parts

    private func keys() throws -> [KeyFile.Contents] {
        let paths = try Self.byVenue(account, "--account", "FILE")
        var keys: [KeyFile.Contents] = []
        for (path, name) in zip(paths, SimulatedVenues.names) {
            do throws(KeyFileError) {
                keys.append(try KeyFile.read(path, isBase64: name == "kraken"))
            } catch {
                throw StartError(error.message)
            }
        }
        return keys
    }

    private func hosts() throws -> [Endpoint] {
        try Self.byVenue(exchange, "--exchange", "HOST:PORT").map { text in
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0
            else {
                throw ValidationError("--exchange: \(text) is no HOST:PORT")
            }
            let host = String(text[..<colon])
            // The mode is `sim`: whoever types an exchange of the world here would believe that money is not real.
            guard Endpoint.isLoopback(host) else {
                throw ValidationError(
                    "--exchange: \(host) is not this machine; in the mode sim only exchanges on 127.0.0.1 are traded at."
                )
            }
            guard let endpoint = Endpoint(host: host, port: port, isSecure: true, path: "/") else {
                throw ValidationError("--exchange: \(text) is no address that may be used")
            }
            return endpoint
        }
    }

    /// The values of `VENUE=VALUE` options in the venues' order, one for each venue.
    private static func byVenue(_ texts: [String], _ option: String, _ value: String) throws -> [String] {
        var values: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, SimulatedVenues.names.contains(parts[0]), !parts[1].isEmpty else {
                let names = SimulatedVenues.names.joined(separator: " or ")
                throw ValidationError("\(option): \(text) is no VENUE=\(value) with \(names) as the venue")
            }
            guard values.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw ValidationError("\(option): \(parts[0]) is named twice")
            }
        }
        return try SimulatedVenues.names.map { name in
            guard let value = values[name] else { throw ValidationError("\(option): \(name) is missing") }
            return value
        }
    }
}
