import Books
import Recording
import Runtime
import Transport
import Venues

/// Makes the clients of the venues' orders: for the console, and for the sentinel that cancels if it dies.
enum OrderClients {
    /// The name of the file, in the journal's folder, that Kraken's numbers are written down in.
    static let nonceFile = "nonce.kraken"

    /// Binance's, in slot 0.
    static func binance(
        _ places: VenuePlaces,
        _ environment: ExecutionEnvironment
    ) throws(StartError) -> ExecutionTask<BinanceExecution> {
        let client = ExecutionTask(
            binance: feed(0),
            stream: places.hosts[0],
            rest: places.hosts[0],
            signer: try places.signer(0),
            environment: environment
        )
        guard let client else { throw StartError("\(places.hosts[0].authority) is no address that may be used") }
        return client
    }

    /// Kraken's, in slot 1; the key's numbers go on above `floor`.
    static func kraken(
        _ places: VenuePlaces,
        above floor: UInt64,
        _ environment: ExecutionEnvironment
    ) throws(StartError) -> ExecutionTask<KrakenExecution> {
        let client = ExecutionTask(
            kraken: feed(1),
            stream: places.hosts[1],
            rest: places.hosts[1],
            signer: try places.signer(1),
            nonceFloor: floor,
            environment: environment
        )
        guard let client else { throw StartError("\(places.hosts[1].authority) is no address that may be used") }
        return client
    }

    /// What is traded, as the venue in `slot` calls it.
    static func feed(_ slot: Int) -> FeedInstrument {
        FeedInstrument(
            venue: VenueID(slot: slot),
            instrument: Composition.instrument,
            symbol: Composition.recordedVenues[slot].symbol
        )
    }
}
