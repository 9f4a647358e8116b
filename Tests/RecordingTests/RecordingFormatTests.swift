import Foundation
import Recording
import TestKit
import Testing

/// The three formats, as they were recorded.
@Suite("Recordings: formats")
struct RecordingFormatTests {
    @Test("hft-lines: stream messages and the REST answer among them, with their lines and times")
    func hftLines() throws {
        let reading = try Reading.fixture("binance_spot_head.gz")
        #expect(reading.error == nil)
        #expect(reading.format == .hftLines)
        #expect(reading.messages.map(\.line) == Array(1...12))
        #expect(reading.messages.first?.time == 1_723_161_254_024_619_568)
        #expect(reading.messages.last?.time == 1_723_161_254_302_982_067)
        #expect(reading.messages.map(\.kind).filter { $0 != .streamed } == [.answered(address: "")])
        #expect(reading.messages[5].kind == .answered(address: ""))
        #expect(reading.texts[5].hasPrefix(#"{"lastUpdateId":35346513512,"bids":[["2683.80000000","#))
        #expect(reading.texts.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test("cbcap1: frames with their numbers, times and exact bytes")
    func cbcap() throws {
        let reading = try Reading.fixture("kraken_btcusd_head.cbcap")
        #expect(reading.error == nil)
        #expect(reading.format == .cbcap(venue: "kraken", symbol: "BTC/USD"))
        #expect(reading.messages.map(\.line) == Array(1...20))
        #expect(reading.messages.allSatisfy { $0.kind == .streamed })
        #expect(reading.messages[0].time == 201_603_688_723_400)
        #expect(reading.messages[0].payload.count == 139)
        #expect(reading.texts[3] == #"{"channel":"heartbeat"}"#)
    }

    @Test("cryptofeed-lines: the connection, what was sent, what came; blank lines are no records")
    func cryptofeed() throws {
        let reading = try Reading.fixture("kraken_v1_trades.gz")
        #expect(reading.error == nil)
        #expect(reading.format == .cryptofeedLines)
        #expect(reading.messages.first?.kind == .opened(address: "wss://ws.kraken.com"))
        #expect(reading.messages.first?.time == 1_618_678_132_368_463_000)
        #expect(reading.messages.first?.payload.isEmpty == true)
        #expect(reading.messages[1].kind == .sent(address: "wss://ws.kraken.com"))
        #expect(reading.texts[1].hasPrefix(#"{"event":"subscribe","pair":["#))
        #expect(reading.messages.dropFirst(2).allSatisfy { $0.kind == .streamed })
        #expect(reading.messages.last?.time == 1_618_678_162_660_873_000)
        #expect(reading.texts.last == #"{"event":"heartbeat"}"#)
    }

    @Test("cryptofeed-lines: every form of a line")
    func cryptofeedForms() throws {
        let reading = try Reading(
            text: """
                https://x.com/a?b=c -> 5.25: {"a": [1, 2]} header: {"x": "y"}
                configuration: {"ticker":["A -> B"]}
                https://x.com/b -> 6: [{"a":1}]
                wss://x.com <-> 7.000000001
                wss://x.com <- 8.5: {"op":"subscribe"}
                9.5: b'{"a":1}'
                10.5:{"b": " header: {"}
                11: b'
                """
        )
        #expect(reading.error == nil)
        #expect(reading.messages.map(\.line) == [1, 3, 4, 5, 6, 7, 8])
        #expect(reading.messages.prefix(3).map(\.time) == [5_250_000_000, 6_000_000_000, 7_000_000_001])
        #expect(
            reading.messages.map(\.kind) == [
                .answered(address: "https://x.com/a?b=c"), .answered(address: "https://x.com/b"),
                .opened(address: "wss://x.com"), .sent(address: "wss://x.com"), .streamed, .streamed, .streamed,
            ]
        )
        #expect(
            reading.texts == [
                #"{"a": [1, 2]}"#, #"[{"a":1}]"#, "", #"{"op":"subscribe"}"#, #"{"a":1}"#, #"{"b": " header: {"}"#,
                "b'",
            ]
        )
    }

    @Test(
        "The first line decides about the format",
        arguments: [
            ("1723161254024619568 {\"stream\":\"x\"}\n", .hftLines), ("5 {}", .hftLines),
            ("CBCAP1 kraken BTC/USD 1785552832693693000\n", .cbcap(venue: "kraken", symbol: "BTC/USD")),
            ("1618678132.831468: {}\n", .cryptofeedLines), ("5: {}\n", .cryptofeedLines),
            ("wss://x <-> 5\n", .cryptofeedLines), ("configuration: {}\n", .cryptofeedLines),
            ("CBCAP1 kraken BTC/USD\n", nil), ("CBCAP2 kraken BTC/USD 5\n", nil), ("5 [1]\n", nil), ("x {}\n", nil),
            ("{\"stream\":\"x\"}\n", nil), ("\n5 {}\n", nil), ("\u{7F}ELF", nil), ("\n", nil),
        ] as [(String, RecordingFormat?)]
    )
    func detection(text: String, format: RecordingFormat?) throws {
        let reading = try Reading(text: text)
        #expect(reading.format == format)
        #expect((reading.error?.bare == "unknown format") == (format == nil))
    }

    @Test(
        "A file is read alike plain and gzipped, with LF and with CR LF",
        arguments: [
            "binance_spot_head.gz", "kraken_btcusd_head.cbcap", "kraken_v1_trades.gz",
        ]
    )
    func forms(name: String) throws {
        let original = try Reading.fixture(name)
        let plain = try Self.plain(name)
        for bytes in [plain, Gzip.stored(plain), Self.withCarriageReturns(plain), plain + [0x0A, 0x0A, 0x0D, 0x0A]] {
            let reading = try Reading(bytes: bytes)
            #expect(reading.error == nil)
            #expect(reading.format == original.format)
            #expect(reading.messages.count == original.messages.count)
            #expect(reading.messages.map(\.time) == original.messages.map(\.time))
            #expect(reading.texts == original.texts)
        }
    }

    /// The plain bytes of a fixture, written anew from its records where it is gzipped.
    static func plain(_ name: String) throws -> [UInt8] {
        guard name.hasSuffix(".gz") else { return try Fixture.bytes(name, in: .module) }
        let reading = try Reading.fixture(name)
        guard reading.format == .hftLines else {
            return reading.messages.flatMap { message -> [UInt8] in
                let seconds =
                    "\(message.time / 1_000_000_000).\(String(message.time % 1_000_000_000 + 1_000_000_000).dropFirst())"
                let line =
                    switch message.kind {
                    case .opened(let address): "\(address) <-> \(seconds)"
                    case .sent(let address): "\(address) <- \(seconds): "
                    case .answered(let address): "\(address) -> \(seconds): "
                    case .streamed: "\(seconds): "
                    }
                return Array(line.utf8) + message.payload + [0x0A]
            }
        }
        return reading.messages.flatMap { Array("\($0.time) ".utf8) + $0.payload + [0x0A] }
    }

    private static func withCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }
}
