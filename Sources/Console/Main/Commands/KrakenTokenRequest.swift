import Books
import Probe
import Probing
import Threads
import Transport
import Venues

/// Fetches the token that Kraken's private WebSocket wants in each request (`GetWebSocketsToken`).
struct KrakenTokenRequest {
    let keys: OrderKeys
    let at: Endpoint

    private static let path = "/0/private/GetWebSocketsToken"
    private static let patience = TimeSpan.seconds(10)

    init(keys: OrderKeys, at endpoint: Endpoint) {
        self.keys = keys
        at = endpoint
    }

    /// The token; waits for it.
    func fetch(_ environment: ProbeEnvironment) throws(StartError) -> String {
        guard let secret = Base64.decode(keys.secret), let endpoint = at.replacing(path: Self.path) else {
            throw StartError("the secret of the API key is no base64 text: copy it again from Kraken's page")
        }
        // The nonce has to rise with every request of the key.
        let nonce = String(SteadyClock.wallTime.nanoseconds / 1_000_000)
        let body = "nonce=\(nonce)"
        let digest = SHA256.digest(Array((nonce + body).utf8))
        let signature = KeyedHash.sha512.sign(Array(Self.path.utf8) + digest, key: secret)
        let request = RESTRequest(
            "POST",
            endpoint,
            headers: [
                HTTPHeader("API-Key", keys.key), HTTPHeader("API-Sign", Base64.encode(signature)),
                HTTPHeader("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: Array(body.utf8),
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
            let words = json["error"]?.array?.first?.string ?? "HTTP \(answer.status)"
            throw StartError("Kraken gives no token for orders (\(words)): check the key and its rights")
        }
        return token
    }
}
