import Venues

/// A set of transfers that outlives each of them, so that a connection can leave it when it goes.
final class SharedMulti {
    /// The set.
    let handle: CurlMulti

    /// An empty set.
    init() throws(TransportError) {
        handle = try CurlMulti()
    }
}
