import Books
import Probe
import Probing
import Threads
import Transport
import Venues

/// Fetches the token that Kraken's private WebSocket wants in each request (`GetWebSocketsToken`).
struct KrakenTokenRequest {
    private let signer: any RequestSigner
    private let rest: Endpoint

    private static let path = "/0/private/GetWebSocketsToken"
    private static let patience = TimeSpan.seconds(10)

    /// A request that `signer` signs, to the REST endpoint.
    init(_ signer: any RequestSigner, at rest: Endpoint) {
        self.signer = signer
        self.rest = rest
    }

    /// The token; waits for it.
    func fetch(_ environment: ProbeEnvironment) throws(StartError) -> String {
        guard let endpoint = rest.replacing(path: Self.path) else {
            throw StartError("\(rest.authority) has no address for tokens")
        }
        // The nonce has to rise with every request of the key.
        let nonce = UInt64(max(0, SteadyClock.wallTime.nanoseconds / 1_000_000))
        let body = Array("nonce=\(nonce)".utf8)
        let signature = KrakenSigning.sign(path: Self.path, nonce: nonce, body: body, by: signer)
        let request = RESTRequest(
            "POST",
            endpoint,
            headers: [
                HTTPHeader("API-Key", signer.key), HTTPHeader("API-Sign", signature),
                HTTPHeader("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: body,
            timeout: Self.patience
        )
        let answer: HTTPAnswer
        do throws(TransportError) {
            answer = try environment.answer(to: request)
        } catch {
            throw StartError("no token for orders: \(error.sentence)")
        }
        let json = ProbeText.json(answer.body.span) ?? .null
        guard let token = json["result"]?["token"]?.string else {
            let words = json["error"]?.array?.first?.string.map(PlainText.words) ?? "HTTP \(answer.status)"
            throw StartError("Kraken gives no token for orders (\(words)): check the key and its rights")
        }
        return token
    }
}
