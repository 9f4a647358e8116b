import Books
import Foundation
import TestKit
import Testing
import Venues

/// Instants as venues write them.
@Suite("RFC 3339")
struct RFC3339Tests {
    static func parse(_ text: String) -> Int64? {
        let bytes = [UInt8](text.utf8)
        return RFC3339.parse(bytes.span, 0..<bytes.count)?.nanoseconds
    }

    static func write(_ nanoseconds: Int64, digits: Int) -> String {
        var bytes: [UInt8] = []
        RFC3339.append(WallTime(nanoseconds: nanoseconds), fractionDigits: digits, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "A text is its instant",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000000001Z", 1),
            ("2026-08-24T22:21:57.110183Z", 1_787_610_117_110_183_000),
            ("2026-08-24t22:21:57.1Z", 1_787_610_117_100_000_000),
            ("2000-02-29T23:59:59Z", 951_868_799_000_000_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
            ("2100-03-01T00:00:00Z", 4_107_542_400_000_000_000),
            ("2200-12-31T23:59:59.999999999Z", 7_289_654_399_999_999_999),
        ] as [(String, Int64)]
    )
    func texts(text: String, nanoseconds: Int64) {
        #expect(Self.parse(text) == nanoseconds)
    }

    @Test(
        "What is no instant in UTC is refused",
        arguments: [
            "", "Z", "2026-08-24", "2026-08-24T22:21:57", "2026-08-24T22:21:57+00:00", "2026-08-24 22:21:57Z",
            "2026-08-24T22:21:57.Z", "2026-08-24T22:21:57.1234567890Z", "2026-08-24T22:21:57,1Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-04-31T00:00:00Z",
            "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2024-02-30T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "1969-12-31T23:59:59Z", "2201-01-01T00:00:00Z",
            "20260-1-01T00:00:00Z", "2026-01-01T00:00:0 Z", "-026-01-01T00:00:00Z", "2026-01-01T00:00:00.-1Z",
        ]
    )
    func refusals(text: String) {
        #expect(Self.parse(text) == nil)
    }

    @Test("Every day from 1970 to 2200 is the one that Foundation's calendar has")
    func days() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: Int64(0), through: 84_370, by: 13) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(Self.parse(text + "T00:00:00Z") == day * 86_400_000_000_000)
            #expect(Self.write(day * 86_400_000_000_000, digits: 0) == text + "T00:00:00Z")
        }
    }

    @Test("What is written is read again, to the digits that were written")
    func roundTrips() {
        forEachSeed(1...500) { seed, generator in
            let time = generator.pick(0...Int64(7_289_654_399_999_999_999))
            let digits = generator.pick(0...9)
            let step = DecimalUnit.powersOfTen[9 - digits]
            let text = Self.write(time, digits: digits)
            #expect(Self.parse(text) == time / step * step, "seed \(seed): \(text)")
        }
    }

    @Test(
        "Instants before 1970 are written too",
        arguments: [
            (-1, 9, "1969-12-31T23:59:59.999999999Z"), (-1_500_000_000, 1, "1969-12-31T23:59:58.5Z"),
            (.min, 9, "1677-09-21T00:12:43.145224192Z"), (.max, 9, "2262-04-11T23:47:16.854775807Z"),
        ] as [(Int64, Int, String)]
    )
    func ends(nanoseconds: Int64, digits: Int, text: String) {
        #expect(Self.write(nanoseconds, digits: digits) == text)
    }

    @Test("Cut and changed texts are instants or nothing, and never trap")
    func hostile() {
        let text = [UInt8]("2026-08-24T22:21:57.110183Z".utf8)
        let instant = RFC3339.parse(text.span, 0..<text.count)
        for start in text.indices {
            for end in start...text.count where end - start < text.count {
                let cut = RFC3339.parse(text.span, start..<end)
                #expect(cut == nil)
            }
        }
        forEachSeed(1...3_000) { _, generator in
            var changed = text
            changed[generator.pick(0...text.count - 1)] = generator.pick(0...255)
            guard let time = RFC3339.parse(changed.span, 0..<changed.count), changed != text else { return }
            let written = Self.write(time.nanoseconds, digits: 6)
            // A changed text that is taken is the text of another instant, but for the case of its T and a leap second.
            let isLeap = changed[17...18] == [UInt8(ascii: "6"), UInt8(ascii: "0")]
            #expect(isLeap || written == String(decoding: changed, as: UTF8.self).uppercased())
            #expect(time != instant || changed[10] == UInt8(ascii: "t"))
        }
    }
}
