import Books
import Venues

/// The parameters of a request, by name and as text, whichever way they came.
struct BinanceParameters: Sendable, Equatable {
    private let members: [Member]

    private struct Member: Sendable, Equatable {
        let name: String
        let value: String
    }

    /// The members of a query or a form.
    init(_ fields: [HTTPForm.Field]) {
        members = fields.map { Member(name: $0.name, value: $0.value) }
    }

    /// The members of `params`; nil if it is no object of plain values.
    init?(_ value: JSONValue?) {
        guard let value else {
            members = []
            return
        }
        guard case .object(let list) = value else { return nil }
        var members: [Member] = []
        for member in list {
            switch member.value {
            case .string(let text), .number(let text): members.append(Member(name: member.name, value: text))
            case .bool(let flag): members.append(Member(name: member.name, value: flag ? "true" : "false"))
            case .null: continue
            case .array, .object: return nil
            }
        }
        self.members = members
    }

    /// The value of a parameter; nil if it was not sent or is empty.
    subscript(name: String) -> String? {
        members.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// What a signature of the WebSocket API covers: all but the signature, by name, not encoded.
    var signed: String {
        members.filter { $0.name != "signature" }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            .map { "\($0.name)=\($0.value)" }
            .joined(separator: "&")
    }

    /// A parameter that must be there.
    func require(_ name: String) throws(BinanceRefusal) -> String {
        guard let value = self[name] else { throw .missing(name) }
        return value
    }

    /// A positive decimal as a count of a unit.
    func decimal(_ name: String, _ unit: DecimalUnit) throws(BinanceRefusal) -> Int64? {
        guard let text = self[name] else { return nil }
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isPlain = halves.allSatisfy { half in
            (1...20).contains(half.utf8.count) && half.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard isPlain else { throw .illegal(name, range: "^([0-9]{1,20})(\\.[0-9]{1,20})?$") }
        do throws(DecimalError) {
            return try DecimalText.parse(text, unit: unit)
        } catch {
            guard error == .finerThanUnit else { throw .invalid(name) }
            throw BinanceRefusal(
                status: 400,
                code: -1_111,
                message: "Parameter '\(name)' has too much precision."
            )
        }
    }

    /// A whole number.
    func integer(_ name: String) throws(BinanceRefusal) -> Int64? {
        guard let text = self[name] else { return nil }
        guard (1...20).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .illegal(name, range: "^[0-9]{1,20}$")
        }
        guard let value = Int64(text) else { throw .invalid(name) }
        return value
    }
}
