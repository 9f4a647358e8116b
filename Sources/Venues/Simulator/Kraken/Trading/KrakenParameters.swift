import Books
import Venues

/// The parameters of a request, by the names of the WebSocket, whichever way they came.
struct KrakenParameters: Sendable, Equatable {
    private let members: [Member]

    private struct Member: Sendable, Equatable {
        let name: String
        let values: [String]
    }

    /// The names that REST has for the same.
    private static let names = [
        "pair": "symbol", "type": "side", "ordertype": "order_type", "volume": "order_qty", "price": "limit_price",
        "timeinforce": "time_in_force", "stptype": "stp_type", "txid": "order_id", "userref": "order_userref",
    ]

    /// The members of a JSON object, lists with their plain values; nil if it is none.
    init?(_ value: JSONValue, isREST: Bool) {
        guard case .object(let list) = value else { return nil }
        members = list.map { member in
            let values = (member.value.array ?? [member.value]).compactMap(Self.text)
            return Member(name: Self.name(member.name, isREST), values: values)
        }
    }

    /// The fields of a form.
    init(_ fields: [HTTPForm.Field]) {
        members = fields.map { Member(name: Self.name($0.name, true), values: [$0.value]) }
    }

    /// The value of a parameter; nil if it was not sent or is empty.
    subscript(name: String) -> String? {
        list(name).first.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The values of a parameter.
    func list(_ name: String) -> [String] {
        members.first { $0.name == name }?.values ?? []
    }

    /// A parameter that must be there.
    func require(_ name: String) throws(KrakenError) -> String {
        guard let value = self[name] else { throw .arguments(name) }
        return value
    }

    /// A truth value; false if it was not sent.
    func flag(_ name: String, or standard: Bool = false) throws(KrakenError) -> Bool {
        // Forms write it as their language does: `True` from Python.
        switch self[name]?.lowercased() {
        case nil: return standard
        case "true", "1": return true
        case "false", "0": return false
        default: throw .arguments(name)
        }
    }

    /// A decimal below `limit` as a count of a unit.
    func decimal(_ name: String, _ unit: DecimalUnit, below limit: Int64) throws(KrakenError) -> Int64? {
        guard let text = self[name] else { return nil }
        let value: Int64
        do throws(DecimalError) {
            value = try DecimalText.parse(text, unit: unit)
        } catch {
            throw error == .finerThanUnit && name == "limit_price" ? .tick : .arguments(name)
        }
        guard value / unit.perOne < limit else { throw .arguments(name) }
        return value
    }

    private static func name(_ name: String, _ isREST: Bool) -> String {
        isREST ? names[name] ?? name : name
    }

    private static func text(_ value: JSONValue) -> String? {
        if let flag = value.bool { return flag ? "true" : "false" }
        return value.decimalText
    }
}
