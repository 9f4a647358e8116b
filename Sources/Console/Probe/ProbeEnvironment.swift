import Books
public import Probing
import Synchronization
import Threads
public import Transport
public import Venues

/// What a measurement needs from outside.
public struct ProbeEnvironment: Sendable {
    /// Whose signature makes a certificate trusted.
    let trust: TrustAnchors
    /// The hashes of the WebSocket handshake.
    let digests: any Digests
    /// Random numbers, for nonces and masks.
    let random: @Sendable () -> UInt64
    /// Whose addresses are.
    let owners: AddressOwners

    /// An environment with all its parts.
    public init(
        trust: TrustAnchors,
        digests: any Digests,
        random: @escaping @Sendable () -> UInt64,
        owners: AddressOwners
    ) {
        self.trust = trust
        self.digests = digests
        self.random = random
        self.owners = owners
    }
}

extension ProbeEnvironment {
    /// The answer to one request, waited for on this thread: for what has to be asked before a measurement begins.
    public func answer(to request: RESTRequest) throws(TransportError) -> HTTPAnswer {
        let client = CurlRESTClient(trust: trust)
        defer { client.close() }
        let result = Mutex<Result<HTTPAnswer, TransportError>?>(nil)
        let done = WakeDescriptor()
        client.start(request) { answer in
            result.withLock { $0 = answer }
            done.wake()
        }
        done.wait(until: SteadyClock.now + request.timeout + .seconds(1))
        guard let answer = result.withLock({ $0 }) else {
            throw TransportError(.timeout, "\(request.endpoint.authority) did not answer in time.")
        }
        return try answer.get()
    }
}
