/// The parameters of one request to Binance, and the texts that are signed for it.
///
/// Binance Spot API documentation, "Request security": by REST the query as it is sent, percent-encoded first; on the
/// WebSocket API all parameters but the signature, sorted by name, as raw UTF-8.
public struct BinanceParameters: Sendable, Equatable {
    private struct Parameter: Sendable, Equatable {
        let name: String
        let value: String
        /// Whether it stands in JSON without quotes.
        let isBare: Bool
    }

    private var parameters: [Parameter] = []

    /// No parameters yet.
    public init() {}

    /// Adds a text, such as a symbol, or a decimal: Binance takes decimals as strings.
    public mutating func add(_ name: String, _ value: String) {
        parameters.append(Parameter(name: name, value: value, isBare: false))
    }

    /// Adds a whole number.
    public mutating func add(_ name: String, _ value: Int64) {
        parameters.append(Parameter(name: name, value: String(value), isBare: true))
    }

    /// Adds a truth value.
    public mutating func add(_ name: String, _ value: Bool) {
        parameters.append(Parameter(name: name, value: value ? "true" : "false", isBare: true))
    }

    // MARK: - What is signed

    /// The text that is signed on the WebSocket API.
    public var streamPayload: [UInt8] {
        Array(sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&").utf8)
    }

    /// The query of a REST request, which is also the text that is signed for it.
    public var query: String {
        parameters.map { "\($0.name)=\(Self.escaped($0.value))" }.joined(separator: "&")
    }

    // MARK: - What is sent

    /// The object of a WebSocket request, with the signature where there is one.
    public func object(signature: String?) -> String {
        var members = sorted.map { "\"\($0.name)\":" + ($0.isBare ? $0.value : "\"\($0.value)\"") }
        if let signature { members.append("\"signature\":\"\(signature)\"") }
        return "{\(members.joined(separator: ","))}"
    }

    private var sorted: [Parameter] {
        parameters.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }

    /// Percent-encoded but for the unreserved characters (RFC 3986 section 2.3).
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(contentsOf: Hexadecimal.text([byte], uppercase: true).utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
