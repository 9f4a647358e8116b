import ArgumentParser
import Books
import Glibc
import Probe
import Probing
import Threads
import Transport
import Venues

/// The options of `rung probe` that try orders.
struct OrderOptions: ParsableArguments {
    @Option(help: "The file with the API key that orders are tried with.", completion: .file())
    var keys: String?

    @Option(help: "The order that is tried, as SIZE@PRICE, far below the market.")
    var order: String?

    @Option(name: .customLong("order-kind"), help: "What becomes of it: test or place.")
    var kind = OrderTrial.Kind.test

    /// Whether orders are to be tried.
    var isAsked: Bool { keys != nil }

    /// Refuses what may not be tried at one of `targets`.
    func check(_ venues: [ProbeVenue], targets: [ProbeTarget]) throws {
        guard isAsked || order != nil else { return }
        guard isAsked else { throw ValidationError("--order: give the file with the API key too, as --keys FILE") }
        guard venues.count == 1 else { throw ValidationError("--keys: name one venue, whose keys they are") }
        let trial = try trial()
        for target in targets where target.role == "orders" || targets.allSatisfy({ $0.role != "orders" }) {
            let host = target.endpoint.host
            if let refusal = trial.refusal(at: host, of: target.venue, isLoopback: Endpoint.isLoopback(host)) {
                throw ValidationError(refusal)
            }
        }
    }

    /// What tries orders, by venue.
    func orders(
        _ pairs: [ProbeVenue: ProbePair],
        venues: [ProbeVenue],
        targets: [ProbeTarget],
        environment: ProbeEnvironment
    ) throws -> [ProbeVenue: any OrderProbe] {
        guard let keys, let venue = venues.first, let pair = pairs[venue] else { return [:] }
        // As in the console: what is written is the person's alone, and so is the memory with the key.
        umask(0o077)
        guard ProcessMemory.hide() else {
            throw StartError("the memory with the keys cannot be kept from others: \(ErrorNumber.text(errno))")
        }
        let signer: any RequestSigner
        do throws(KeyFileError) {
            signer = try KeyFile.read(keys, isBase64: venue == .kraken).signer(venue == .kraken ? .sha512 : .sha256)
        } catch {
            throw StartError(error.message)
        }
        switch venue {
        case .binance:
            return [venue: BinanceOrderProbe(try trial(), pair: pair, signer: signer)]
        case .kraken:
            guard let rest = targets.first(where: { $0.role == "rest" }) else { return [:] }
            let token = try KrakenTokenRequest(signer, at: rest.endpoint).fetch(environment)
            return [venue: KrakenOrderProbe(try trial(), pair: pair, token: token)]
        case .coinbase, .okx, .bybit, .bitstamp:
            return [:]
        }
    }

    private func trial() throws -> OrderTrial {
        let parts = (order ?? "").split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let trial = OrderTrial(kind: kind, size: parts[0], price: parts[1]) else {
            throw ValidationError("--order: write the order as SIZE@PRICE, for example 0.001@20000")
        }
        return trial
    }
}
