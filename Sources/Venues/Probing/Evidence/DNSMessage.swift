/// Questions to a name server and its answers (RFC 1035): the aliases of a name, its addresses, the name of an address.
public enum DNSMessage {
    /// What is asked for.
    public enum Kind: UInt16, Sendable {
        /// The IPv4 addresses of a name.
        case address = 1
        /// The name of an address.
        case pointer = 12
    }

    /// What an answer says.
    public struct Answer: Sendable, Equatable {
        /// The aliases in the order in which each leads to the next (CNAME).
        public var aliases: [String] = []
        /// IPv4 addresses.
        public var addresses: [String] = []
        /// Names of an address (PTR).
        public var names: [String] = []
    }

    /// A question of `kind` about `name`, marked with `identifier`; nil for a name that DNS cannot have.
    public static func question(_ name: String, kind: Kind, identifier: UInt16) -> [UInt8]? {
        var bytes: [UInt8] = []
        append(identifier, to: &bytes)
        // One question, recursion desired (section 4.1.1).
        for word: UInt16 in [0x0100, 1, 0, 0, 0] { append(word, to: &bytes) }
        let labels = name.split(separator: ".")
        guard !labels.isEmpty, name.utf8.count <= 253 else { return nil }
        for label in labels {
            guard label.utf8.count <= 63, label.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
            bytes.append(UInt8(label.utf8.count))
            bytes.append(contentsOf: label.utf8)
        }
        bytes.append(0)
        append(kind.rawValue, to: &bytes)
        append(1, to: &bytes)
        return bytes
    }

    /// What the answer to question `identifier` says; nil for anything else, or a refusal.
    public static func answer(_ bytes: [UInt8], identifier: UInt16) -> Answer? {
        guard word(bytes, 0) == identifier, let flags = word(bytes, 2), flags & 0x800F == 0x8000,
            let questions = word(bytes, 4), let records = word(bytes, 6)
        else { return nil }
        var at = 12
        for _ in 0..<questions {
            guard name(bytes, &at) != nil else { return nil }
            at += 4
        }
        var answer = Answer()
        for _ in 0..<records {
            guard name(bytes, &at) != nil, let type = word(bytes, at), let length = word(bytes, at + 8) else {
                return nil
            }
            let start = at + 10
            let end = start + Int(length)
            guard end <= bytes.count else { return nil }
            var position = start
            switch type {
            case 1 where length == 4:
                answer.addresses.append(bytes[start..<end].map { String($0) }.joined(separator: "."))
            case 5:
                if let alias = name(bytes, &position) { answer.aliases.append(alias) }
            case 12:
                if let pointer = name(bytes, &position) { answer.names.append(pointer) }
            default:
                break
            }
            at = end
        }
        return answer
    }

    /// Reads a name, which may end in a reference to an earlier place (section 4.1.4).
    private static func name(_ bytes: [UInt8], _ at: inout Int) -> String? {
        var labels: [String] = []
        var position = at
        var hasJumped = false
        // A name has at most 127 labels; a message that leads in circles is none.
        for _ in 0..<255 {
            guard position < bytes.count else { return nil }
            let length = Int(bytes[position])
            switch length {
            case 0:
                if !hasJumped { at = position + 1 }
                return labels.joined(separator: ".").lowercased()
            case 0xC0...0xFF:
                guard let reference = word(bytes, position) else { return nil }
                if !hasJumped { at = position + 2 }
                hasJumped = true
                position = Int(reference & 0x3FFF)
            case 1...63:
                guard position + 1 + length <= bytes.count else { return nil }
                labels.append(String(decoding: bytes[(position + 1)..<(position + 1 + length)], as: UTF8.self))
                position += 1 + length
            default:
                return nil
            }
        }
        return nil
    }

    private static func word(_ bytes: [UInt8], _ at: Int) -> UInt16? {
        guard at >= 0, at + 1 < bytes.count else { return nil }
        return UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])
    }

    private static func append(_ word: UInt16, to bytes: inout [UInt8]) {
        bytes.append(UInt8(word >> 8))
        bytes.append(UInt8(word & 0xFF))
    }
}
