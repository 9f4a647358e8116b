import Books
import Testing

@testable import Simulator

@Suite("The writing of numbers, times and texts")
struct WireTests {
    @Test(
        "A count is written with all its decimals and the zeros asked for",
        arguments: [
            (268_380, 2, 6, "2683.80000000"), (5, 2, 0, "0.05"), (0, 8, 0, "0.00000000"), (-5, 2, 0, "-0.05"),
            (7, 0, 2, "7.00"), (7, 0, 0, "7"), (Int64.max, 8, 0, "92233720368.54775807"),
            (Int64.min, 0, 0, "-9223372036854775808"),
        ]
    )
    func decimals(count: Int64, decimals: Int, zeros: Int, expected: String) {
        var text = WireText()
        text.append(count, decimals: decimals, zeros: zeros)
        #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
    }

    @Test("A string is escaped as JSON wants it")
    func strings() {
        var text = WireText()
        text.append(quoted: "a\"b\\c\nd\u{1F}é")
        #expect(String(decoding: text.bytes, as: UTF8.self) == #""a\"b\\c\u000ad\u001fé""#)
    }

    @Test(
        "A time is written in UTC with microseconds",
        arguments: [
            (1_787_610_117_110_183_000, "2026-08-24T22:21:57.110183Z"), (0, "1970-01-01T00:00:00.000000Z"),
            (951_782_400_000_000_999, "2000-02-29T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (4_107_542_399_999_999_000, "2100-02-28T23:59:59.999999Z"),
        ]
    )
    func times(nanoseconds: Int64, expected: String) {
        var text = WireText()
        Timestamp(time: WallTime(nanoseconds: nanoseconds)).append(to: &text)
        #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
    }

    @Test("The CRC of the standard's check text is the standard's check value")
    func checksum() {
        var checksum = CRC32()
        checksum.add(Array("123456789".utf8))
        #expect(checksum.value == 0xCBF4_3926)
    }

    @Test("A request's path and query are split and decoded")
    func targets() {
        #expect(RequestTarget("/ws/ethusdt%40depth/b@c?timeUnit=MICROSECOND")?.path == ["ws", "ethusdt@depth", "b@c"])
        let target = RequestTarget("/stream?streams=a@trade/b%40depth&x=&y&x=2")
        #expect(target?["streams"] == "a@trade/b@depth")
        #expect(target?["x"] == "")
        #expect(target?["y"] == "")
        #expect(target?["z"] == nil)
    }

    @Test("A target with broken percent-encoding is refused", arguments: ["/a%", "/a%4", "/a%zz", "/?a=%ff", "/%C3"])
    func brokenTargets(target: String) {
        #expect(RequestTarget(target) == nil)
    }
}
