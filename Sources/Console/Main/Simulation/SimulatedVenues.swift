import Books
import Recording
import Simulator
import Threads
import Transport
import Venues

/// The two exchanges of our own that `sim` trades with: real sockets with TLS on this machine, a recorded market.
///
/// The certificate authority is made here, at the start, and given to nobody but our own client.
struct SimulatedVenues {
    /// The recording of the simulated Binance, among the shared files.
    static let spotRecording = "Recordings/spot_ethusdt_20240808.gz"
    /// The recording of the simulated Kraken, among the shared files.
    static let futuresRecording = "Recordings/usdm_ethusdt_20240808.gz"

    /// The venues' names by slot, as configurations and commands write them.
    static let names = ["binance", "kraken"]

    /// The simulated Binance.
    let binance: ExchangeServer
    /// The simulated Kraken.
    let kraken: ExchangeServer
    /// The certificate of the authority that the client has to trust to reach them (PEM).
    let authority: [UInt8]
    /// Our account at each of them, by slot.
    let accounts: [SimulatedAccount]

    private let script: FaultClock?

    /// Opens both exchanges and begins to play, and with them the script of faults if there is one.
    init(speedPercent: Int64 = 100, faults: FaultScript? = nil) throws(StartError) {
        let spot = try Self.shared(Self.spotRecording)
        let futures = try Self.shared(Self.futuresRecording)
        do {
            let spans = [try RecordingSpan(path: spot), try RecordingSpan(path: futures)]
            let authority = try CertificateAuthority()
            let security = ServerSecurity.tls(try authority.issue())
            let clock = Self.clock(spans, speedPercent: speedPercent)
            self.authority = authority.pem
            accounts = [SimulatedAccount(), SimulatedAccount()]
            let basis = ExchangeConfiguration.standingBasis
            binance = try Self.open(.binance, spot, clock, offset: "0", security, accounts[0])
            kraken = try Self.open(.kraken, futures, clock, offset: basis, security, accounts[1])
            let servers = [binance, kraken]
            script = faults.map { FaultClock($0, at: servers, from: clock.start) }
        } catch let error as RecordingError {
            throw StartError(error.sentence)
        } catch let error as TransportError {
            throw StartError(error.message)
        } catch let error as StartError {
            throw error
        } catch {
            throw StartError("the simulated exchanges cannot be opened: \(error)")
        }
    }

    /// Ends both exchanges.
    func stop() {
        script?.stop()
        binance.stop()
        kraken.stop()
    }

    /// One clock for both, so that they keep their relation in time and begin again together.
    private static func clock(_ spans: [RecordingSpan], speedPercent: Int64) -> PlaybackClock {
        let origin = spans.map(\.first).min() ?? WallTime(nanoseconds: 0)
        let end = spans.map(\.last).max() ?? origin
        return PlaybackClock(
            start: SteadyClock.now,
            origin: origin,
            period: TimeSpan(nanoseconds: (end - origin).nanoseconds + TimeSpan.seconds(1).nanoseconds),
            speedPercent: speedPercent
        )
    }

    private static func open(
        _ venue: ExchangeVenue,
        _ recording: String,
        _ clock: PlaybackClock,
        offset: String,
        _ security: ServerSecurity,
        _ account: SimulatedAccount
    ) throws -> ExchangeServer {
        let listing = SimulatedListing.make(
            venue,
            base: "ETH",
            quote: "USDT",
            priceDecimals: 2,
            quantityDecimals: venue == .binance ? 4 : 8
        )
        let configuration = try ExchangeConfiguration(
            venue,
            listing,
            playback: clock,
            priceOffset: offset,
            security: security,
            accounts: [account.opening]
        )
        do {
            return try ExchangeServer(configuration, market: try RecordingMarket(path: recording))
        } catch let error as ExchangeServerError {
            throw StartError("the simulated exchange cannot play \(recording): \(error.sentence)")
        }
    }

    private static func shared(_ name: String) throws(StartError) -> String {
        guard let path = Folders.shared(name) else {
            throw StartError(
                "\(name) is missing; looked in \(Folders.sharedFolders.joined(separator: ", ")). Start rung from its "
                    + "checkout, or install its recordings."
            )
        }
        return path
    }
}
