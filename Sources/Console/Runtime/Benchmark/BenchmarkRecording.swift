import Books
import Glibc
import Venues

/// A recording for benchmarks: a line a message, `<receive time, ns> <venue> <raw JSON>`, the first line of each venue
/// its REST snapshot, all others depth messages that follow it without a gap.
struct BenchmarkRecording {
    /// A raw message and the venue, 0 or 1, that it is from.
    struct Message {
        let venue: Int
        /// Where its JSON stands in the file's bytes.
        let range: Range<Int>
    }

    /// The bytes of the whole file: messages are read where they lie, as they are in a connection's buffer.
    let bytes: [UInt8]
    /// The snapshots by venue.
    let snapshots: [Message]
    /// The depth messages in order.
    let messages: [Message]
    /// The instrument in the finest units that any number of the recording needs.
    let instrument: Instrument
    /// The symbol that the messages name.
    let symbol: String

    /// Reads the recording at `path`.
    init(path: String) throws(BenchmarkError) {
        let bytes = try Self.contents(path)
        var snapshots: [Message] = []
        var messages: [Message] = []
        var decimals = (price: 0, quantity: 0)
        var symbol = ""
        var start = 0
        var line = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            line += 1
            let message = try Self.message(bytes[start..<end], path, line)
            var reader = SurveyReader(bytes: Array(bytes[message.range]))
            reader.read()
            decimals.price = max(decimals.price, reader.significantPriceDecimals)
            decimals.quantity = max(decimals.quantity, reader.significantQuantityDecimals)
            symbol = reader.symbol ?? symbol
            if reader.isSnapshot { snapshots.append(message) } else { messages.append(message) }
            start = end + 1
        }
        snapshots.sort { $0.venue < $1.venue }
        guard !messages.isEmpty, !snapshots.isEmpty, snapshots.map(\.venue) == Array(snapshots.indices) else {
            throw BenchmarkError("\(path) has no snapshot of venue 0 or no depth message: make it as its README says")
        }
        guard decimals.price <= 8, decimals.quantity <= 8 else {
            throw BenchmarkError("\(path) has numbers finer than 1e-8, which the result's checksum cannot express")
        }
        self.bytes = bytes
        self.snapshots = snapshots
        self.messages = messages
        self.symbol = symbol
        instrument = Instrument(
            base: symbol,
            quote: "",
            priceUnit: DecimalUnit(decimals: decimals.price),
            quantityUnit: DecimalUnit(decimals: decimals.quantity)
        )
    }

    private static func message(
        _ line: ArraySlice<UInt8>,
        _ path: String,
        _ number: Int
    ) throws(BenchmarkError) -> Message {
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard parts.count == 3, let venue = Int(String(decoding: parts[1], as: UTF8.self)), (0...1).contains(venue)
        else {
            throw BenchmarkError("\(path), line \(number): expected `<ns> <venue 0 or 1> <JSON>`")
        }
        return Message(venue: venue, range: parts[2].indices)
    }

    private static func contents(_ path: String) throws(BenchmarkError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BenchmarkError(
                "\(path) cannot be opened: \(unsafe String(cString: strerror(errno))). Check the path."
            )
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
