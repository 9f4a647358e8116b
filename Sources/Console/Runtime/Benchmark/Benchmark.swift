import Books
import Glibc
import Threads
import Venues

/// Measures the path from a raw depth message to five best levels, by the decoder and the books that the console runs.
public struct Benchmark {
    private let recording: BenchmarkRecording
    private let decoder: BinanceDecoder
    private var book: OrderBook
    private var consumer: ConsumerBook
    private var levels: [PriceLevel] = []
    private var copied: [UInt8] = []
    private var bestBids = ConsumerFive()
    private var bestAsks = ConsumerFive()
    /// The messages decoded beforehand, for the jobs that do not decode.
    private var updates: [BookUpdate] = []
    private var updateLevels: [PriceLevel] = []
    /// Keeps what was read alive, so that reading cannot be left out.
    private var sink: Int64 = 0

    private static let tick = Price(units: 1)

    /// A benchmark on the recording at `path`, with books paged by the tick or, for comparison, as sorted arrays.
    public init(path: String, isPaged: Bool = true) throws(BenchmarkError) {
        recording = try BenchmarkRecording(path: path)
        let feed = FeedInstrument(
            venue: VenueID(slot: 0),
            instrument: recording.instrument,
            symbol: recording.symbol
        )
        decoder = BinanceDecoder(feed: feed)
        book = isPaged ? OrderBook(tick: Self.tick) : OrderBook()
        consumer = ConsumerBook(venueCount: recording.snapshots.count)
        for venue in consumer.venues {
            if isPaged { consumer.setTick(Self.tick, venue: venue) }
            consumer.setLive(true, venue: venue)
        }
    }

    /// Runs `job` until `seconds` of the thread's CPU time are spent, and then some passes for latencies.
    public mutating func run(_ job: BenchmarkJob, seconds: Double) throws(BenchmarkError) -> BenchmarkResult {
        if job == .consumerBook, recording.snapshots.count < 2 {
            throw BenchmarkError("J3 needs a recording of two venues")
        }
        var result = BenchmarkResult(job: job)
        try decodeBeforehand()
        try begin(job)
        for index in recording.messages.indices {
            step(job, index)
            result.checksum = checksum(job, result.checksum)
        }
        let budget = Int64(seconds * 1e9)
        while result.spent < budget {
            try begin(job)
            let start = Self.cpuTime
            for index in recording.messages.indices { step(job, index) }
            result.spent += Self.cpuTime - start
            result.passes += 1
        }
        let bytes = recording.messages.reduce(0) { $0 + $1.range.count }
        let changes = updates.reduce(0) { $0 + $1.bids.count + $1.asks.count }
        result.messages = result.passes * recording.messages.count
        result.levels = result.passes * changes
        result.bytes = result.passes * bytes
        try measureLatencies(job, budget: budget * 2 / 5, &result)
        return result
    }

    // MARK: - Passes

    private mutating func measureLatencies(
        _ job: BenchmarkJob,
        budget: Int64,
        _ result: inout BenchmarkResult
    ) throws(BenchmarkError) {
        let start = SteadyClock.now
        repeat {
            try begin(job)
            for index in recording.messages.indices {
                let before = SteadyClock.now
                step(job, index)
                result.latencies.append((SteadyClock.now - before).nanoseconds)
            }
        } while (SteadyClock.now - start).nanoseconds < budget
    }

    /// Empties the books and applies the snapshots; not timed.
    private mutating func begin(_ job: BenchmarkJob) throws(BenchmarkError) {
        book.removeAll()
        for (slot, snapshot) in recording.snapshots.enumerated() {
            levels.removeAll(keepingCapacity: true)
            let update = try decode(snapshot, venue: slot, into: &levels)
            if slot == 0 { book.apply(update, levels: levels) }
            consumer.apply(update, levels: levels)
        }
    }

    private mutating func decodeBeforehand() throws(BenchmarkError) {
        // A buffer of its own: while this value is borrowed for decoding, one that it holds would be copied each time.
        var all: [PriceLevel] = []
        updates = []
        for message in recording.messages {
            updates.append(try decode(message, venue: message.venue, into: &all))
        }
        updateLevels = all
    }

    @inline(__always)
    private mutating func step(_ job: BenchmarkJob, _ index: Int) {
        switch job {
        case .wholePath:
            levels.removeAll(keepingCapacity: true)
            guard let update = decodeKnown(recording.messages[index], venue: 0) else { return }
            book.apply(update, levels: levels)
            read()
        case .applyAndRead:
            book.apply(updates[index], levels: updateLevels)
            read()
        case .apply:
            book.apply(updates[index], levels: updateLevels)
        case .consumerBook:
            levels.removeAll(keepingCapacity: true)
            let message = recording.messages[index]
            guard let update = decodeKnown(message, venue: message.venue) else { return }
            consumer.apply(update, levels: levels)
            consumer.readTopFive(.bid, into: &bestBids)
            consumer.readTopFive(.ask, into: &bestAsks)
        case .parse:
            levels.removeAll(keepingCapacity: true)
            sink &+= decodeKnown(recording.messages[index], venue: 0) == nil ? 1 : 0
        case .copy:
            copied.removeAll(keepingCapacity: true)
            copied.append(contentsOf: recording.bytes[recording.messages[index].range])
        }
    }

    @inline(__always)
    private mutating func read() {
        let bids = book.bids.topFive
        let asks = book.asks.topFive
        for depth in 0..<TopFive.limit { sink &+= bids[depth].quantity.units &+ asks[depth].price.units }
    }

    // MARK: - Parts

    /// Decodes a message that was decoded before, so that it cannot fail now.
    @inline(__always)
    private mutating func decodeKnown(_ message: BenchmarkRecording.Message, venue: Int) -> BookUpdate? {
        // The buffer is taken out, so that the message can be borrowed meanwhile.
        var buffer: [PriceLevel] = []
        swap(&buffer, &levels)
        defer { swap(&buffer, &levels) }
        do {
            let raw = recording.bytes.span.extracting(message.range)
            return Self.update(try decoder.decode(raw, levels: &buffer), venue: venue)
        } catch {
            return nil
        }
    }

    private func decode(
        _ message: BenchmarkRecording.Message,
        venue: Int,
        into levels: inout [PriceLevel]
    ) throws(BenchmarkError) -> BookUpdate {
        do {
            if let update = Self.update(
                try decoder.decode(recording.bytes.span.extracting(message.range), levels: &levels),
                venue: venue
            ) {
                return update
            }
        } catch {
            throw BenchmarkError("a message of the recording cannot be read: \(error.sentence)")
        }
        throw BenchmarkError("a message of the recording is neither a snapshot nor a depth message of its symbol")
    }

    @inline(__always)
    private static func update(_ message: BinanceMessage, venue: Int) -> BookUpdate? {
        switch message {
        case .depth(let event, let time, let bids, let asks):
            return update(.delta, event.last, time, venue, bids, asks)
        case .snapshot(let last, let bids, let asks):
            return update(.snapshot, last, nil, venue, bids, asks)
        case .top, .trade, .shutdown, .failure, .other:
            return nil
        }
    }

    @inline(__always)
    private static func update(
        _ kind: BookUpdate.Kind,
        _ last: UInt64,
        _ time: WallTime?,
        _ venue: Int,
        _ bids: Range<Int>,
        _ asks: Range<Int>
    ) -> BookUpdate {
        BookUpdate(
            venue: VenueID(slot: venue),
            kind: kind,
            sequence: last,
            exchangeTime: time,
            receiveTime: MonotonicTime(nanoseconds: 0),
            depth: nil,
            bids: bids,
            asks: asks
        )
    }

    /// The rolling hash of all that was read, in units of 1e-8, by the yardstick's rule.
    private func checksum(_ job: BenchmarkJob, _ hash: UInt64) -> UInt64 {
        let priceScale = DecimalUnit.powersOfTen[8 - recording.instrument.priceUnit.decimals]
        let quantityScale = DecimalUnit.powersOfTen[8 - recording.instrument.quantityUnit.decimals]
        var hash = hash
        func mix(_ count: Int64, _ scale: Int64) {
            hash = hash &* 1_000_003 &+ UInt64(bitPattern: count &* scale)
        }
        switch job {
        case .wholePath, .applyAndRead:
            for side in [book.bids.topFive, book.asks.topFive] {
                for depth in 0..<TopFive.limit {
                    mix(side[depth].price.units, priceScale)
                    mix(side[depth].quantity.units, quantityScale)
                }
            }
        case .consumerBook:
            for side in [bestBids, bestAsks] {
                for depth in 0..<ConsumerFive.limit {
                    mix(side[depth].price.units, priceScale)
                    for venue in consumer.venues { mix(side[depth][venue].units, quantityScale) }
                }
            }
        case .apply, .parse, .copy:
            break
        }
        return hash
    }

    private static var cpuTime: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
