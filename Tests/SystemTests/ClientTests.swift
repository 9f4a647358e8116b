import Foundation
import Testing

extension SystemTests {
    @Suite("Other people's clients at our exchanges", .serialized)
    struct ClientTests {
        /// A book as the script of a client prints it.
        private struct Book: Decodable, Equatable {
            let lastUpdateId: Int
            let bids: [[String]]
            let asks: [[String]]
        }

        @Test("A client that keeps a book by Binance's published procedure has what the exchange itself says")
        func binance() throws {
            let exchange = try RunningExchange(
                "binance",
                recording: Programs.spotRecording,
                ["--plain", "--speed", "5"]
            )
            let lines = try exchange.run("binance_client.py")
            try #require(lines.count == 3, "\(lines)")
            #expect(try #require(Int(lines[0])) >= 40)
            let books = try lines[1...].map { try JSONDecoder().decode(Book.self, from: Data($0.utf8)) }
            #expect(books[0] == books[1])
            #expect(books[0].bids.count == 100)
            #expect(books[0].asks.count == 100)
            #expect(try exchange.stop() == .exited(0))
            #expect(exchange.errors == "")
        }

        @Test("A client that counts Kraken's checksums over the literal digits finds every one right")
        func kraken() throws {
            let exchange = try RunningExchange(
                "kraken",
                recording: Programs.futuresRecording,
                ["--plain", "--speed", "5"]
            )
            for depth in [10, 25] {
                let lines = try exchange.run("kraken_client.py", ["\(depth)", "100"])
                #expect(lines == ["101 checksums", "\(depth) bids", "\(depth) asks"])
            }
            #expect(try exchange.stop() == .exited(0))
            #expect(exchange.errors == "")
        }

        @Test("A client trusts an exchange by the file of its authority, and not without it")
        func certificate() throws {
            let exchange = try RunningExchange("binance", recording: Programs.spotRecording)
            #expect(try exchange.run("tls_client.py") == ["refused", "refused"])
            #expect(try exchange.run("tls_client.py", [exchange.authorityFile]) == ["trusted", "trusted"])
            #expect(try exchange.stop() == .exited(0))
            #expect(exchange.errors == "")
        }

        @Test(
            "A client that signs, orders, cancels and asks by the venue's documents finds its trades and its balances",
            arguments: [
                ("binance", Programs.spotRecording, "ETH"), ("kraken", Programs.futuresRecording, "USDT"),
            ]
        )
        func trader(venue: String, recording: String, feeAsset: String) throws {
            let sandbox = try Sandbox()
            let account = sandbox.path(of: "account.json")
            let exchange = try RunningExchange(venue, recording: recording, ["--account", account])
            let lines = try exchange.run("\(venue)_trader.py", [exchange.authorityFile, account])
            #expect(lines == ["filled, paid in \(feeAsset)", "cancelled", "balances agree", "refused"])
            #expect(try exchange.stop() == .exited(0))
            #expect(exchange.errors == "")
        }

        @Test(
            "ccxt, a library that knows nothing of us, trades by REST and by WebSocket",
            arguments: [("binance", Programs.spotRecording), ("kraken", Programs.futuresRecording)]
        )
        func library(venue: String, recording: String) throws {
            let sandbox = try Sandbox()
            let account = sandbox.path(of: "account.json")
            let exchange = try RunningExchange(venue, recording: recording, ["--account", account])
            let lines = try exchange.run("ccxt_trader.py", [exchange.authorityFile, account, venue])
            #expect(
                lines == [
                    "REST: taken", "REST: rested and cancelled", "REST: refused with the venue's reasons",
                    "WebSocket: a book", "WebSocket: rested, told and cancelled",
                    "WebSocket: taken, and told of the trade",
                ]
            )
            #expect(try exchange.stop() == .exited(0))
            #expect(exchange.errors == "")
        }
    }
}
