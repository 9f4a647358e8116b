import Books
import CCurl
import Threads
import Venues

/// The loop on the thread of a ``CurlRESTClient``: the only place that touches libcurl's handles.
final class RESTLoop {
    private let inbox: RESTInbox
    private let trust: TrustAnchors
    private var running: [ObjectIdentifier: RESTExchange] = [:]

    /// libcurl opens a connection for each request that is under way; venues count those.
    private static let connectionsToHost = 8
    /// How many idle connections are kept: enough for eight to each of several venues.
    private static let keptConnections = 64

    /// A loop for what comes into `inbox`.
    init(_ inbox: RESTInbox, trust: TrustAnchors) {
        self.inbox = inbox
        self.trust = trust
    }

    /// Works until the client is closed.
    func run() {
        do throws(TransportError) {
            let multi = try CurlMulti()
            multi.set(CURLMOPT_MAX_HOST_CONNECTIONS, Self.connectionsToHost)
            multi.set(CURLMOPT_MAXCONNECTS, Self.keptConnections)
            defer { for exchange in running.values { multi.remove(exchange.easy) } }
            try drive(multi)
            end { .failure(CurlRESTClient.cancelled($0.request)) }
        } catch {
            // libcurl itself has failed, for want of memory most likely, and will go on failing.
            inbox.close()
            end { _ in .failure(error) }
        }
    }

    private func drive(_ multi: borrowing CurlMulti) throws(TransportError) {
        while true {
            let work = inbox.take()
            for transfer in work.submitted { begin(transfer, in: multi) }
            for transfer in work.dropped { remove(transfer, from: multi) }
            if work.isClosed { return }
            try multi.perform()
            while let ended = unsafe multi.nextEnded() { unsafe conclude(ended, in: multi) }
            expire(in: multi)
            try multi.wait(wake: inbox.wake.descriptor, until: running.values.lazy.map(\.deadline).min())
        }
    }

    private func begin(_ transfer: RESTTransfer, in multi: borrowing CurlMulti) {
        guard !transfer.hasEnded else { return }
        do throws(TransportError) {
            let exchange = try RESTExchange(transfer, trust: trust)
            try multi.add(exchange.easy)
            running[ObjectIdentifier(transfer)] = exchange
        } catch {
            transfer.end(.failure(error))
        }
    }

    /// Takes `transfer` out of the set; its connection is closed if an answer could still come over it.
    private func remove(_ transfer: RESTTransfer, from multi: borrowing CurlMulti) {
        guard let exchange = running.removeValue(forKey: ObjectIdentifier(transfer)) else { return }
        multi.remove(exchange.easy)
    }

    private func conclude(_ ended: CurlMulti.Ended, in multi: borrowing CurlMulti) {
        guard let exchange = unsafe exchange(of: ended.handle) else { return }
        let result = unsafe exchange.result(ended.code)
        remove(exchange.transfer, from: multi)
        exchange.transfer.end(result)
    }

    /// Fails what is too late.
    ///
    /// libcurl's own time-out does not run while a request waits for one of the host's connections.
    private func expire(in multi: borrowing CurlMulti) {
        let now = SteadyClock.now
        for exchange in running.values.filter({ $0.deadline <= now }) {
            let lateness = exchange.lateness
            remove(exchange.transfer, from: multi)
            exchange.transfer.end(.failure(lateness))
        }
    }

    private func exchange(of handle: UnsafeMutableRawPointer) -> RESTExchange? {
        var context: UnsafeMutableRawPointer?
        unsafe ccurl_get_pointer(handle, CURLINFO_PRIVATE, &context)
        return unsafe RESTExchange.at(context)
    }

    /// Ends everything that is under way or has just come in; nothing can come in after this.
    private func end(_ result: (RESTTransfer) -> Result<HTTPAnswer, TransportError>) {
        for transfer in inbox.take().submitted { transfer.end(result(transfer)) }
        for exchange in running.values { exchange.transfer.end(result(exchange.transfer)) }
    }
}
