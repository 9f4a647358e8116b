/// A request that Kraken refuses, in its words.
struct KrakenError: Error, Sendable, Equatable {
    /// The words, class first.
    let text: String

    /// These words.
    init(_ text: String) {
        self.text = text
    }

    /// A parameter is not what it must be.
    static func arguments(_ name: String) -> Self { Self("EGeneral:Invalid arguments:\(name)") }

    static let invalidKey = Self("EAPI:Invalid key")
    static let invalidSignature = Self("EAPI:Invalid signature")
    static let invalidNonce = Self("EAPI:Invalid nonce")
    static let invalidToken = Self("EAPI:Invalid token")
    static let invalidSession = Self("ESession:Invalid session")
    static let callLimit = Self("EAPI:Rate limit exceeded")
    static let orderLimit = Self("EOrder:Rate limit exceeded")
    static let openOrders = Self("EOrder:Orders limit exceeded")
    static let unknownPair = Self("EQuery:Unknown asset pair")
    static let unknownMethod = Self("EGeneral:Unknown method")
    static let unknownOrder = Self("EOrder:Unknown order")
    static let invalidPrice = Self("EOrder:Invalid price")
    static let tick = Self("EOrder:Tick size check failed")
    static let minimum = Self("EOrder:Order minimum not met")
    static let costMinimum = Self("EOrder:Cost minimum not met")
    static let deadline = Self("EService:Deadline elapsed")
    static let timeout = Self("EService:Timeout")
    static let unavailable = Self("EService:Unavailable")
    static let cancelOnly = Self("EService:Market in cancel_only mode")
    static let insufficientFunds = Self("EOrder:Insufficient funds")

    /// What the engine's refusal is called here.
    init(_ refusal: EngineRefusal) {
        self =
            switch refusal {
            case .insufficientFunds: .insufficientFunds
            case .wouldTake: Self("EOrder:Post only order")
            case .duplicateID: .arguments("cl_ord_id")
            }
    }
}
