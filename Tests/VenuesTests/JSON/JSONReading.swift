import Foundation
import Venues

/// Documents as the scanner, the tree and Foundation take them.
enum JSONReading {
    /// Whether the scanner moves over one value that fills the bytes.
    static func isScanned(_ bytes: [UInt8]) -> Bool {
        var at = 0
        do {
            try JSON.skip(bytes.span, &at)
            try JSON.expectEnd(bytes.span, &at)
            return true
        } catch {
            return false
        }
    }

    /// The tree; nil where it is refused.
    static func tree(_ bytes: [UInt8]) -> JSONValue? {
        do {
            return try JSONValue(bytes.span)
        } catch {
            return nil
        }
    }

    /// Foundation's objects; nil where it refuses the bytes.
    static func foundation(_ bytes: [UInt8]) -> Any? {
        do {
            return try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        } catch {
            return nil
        }
    }

    /// Whether the tree says what Foundation's objects say; of members with one name Foundation keeps one.
    static func isSame(_ tree: JSONValue, _ object: Any) -> Bool {
        switch tree {
        case .string(let text): return object as? String == text
        case .number(let text): return isSame(text, object)
        case .bool(let value): return object as? Bool == value
        case .null: return object is NSNull
        case .array(let elements):
            guard let objects = object as? [Any], objects.count == elements.count else { return false }
            return zip(elements, objects).allSatisfy { isSame($0, $1) }
        case .object(let members):
            guard let objects = object as? [String: Any] else { return false }
            guard Set(members.map(\.name)) == Set(objects.keys) else { return false }
            return objects.allSatisfy { name, object in
                members.contains { $0.name == name && isSame($0.value, object) }
            }
        }
    }

    /// Foundation goes through a decimal of 38 digits to a floating-point number, which may differ in its last bit.
    private static func isSame(_ text: String, _ object: Any) -> Bool {
        guard let ours = Double(text), let theirs = (object as? NSNumber)?.doubleValue else { return false }
        return abs(ours - theirs) <= abs(ours) * 1e-14
    }

    /// Whether RFC 8259 alone decides about the bytes.
    ///
    /// Foundation guesses UTF-16 and UTF-32 from zeros at the beginning, takes a comma before `]`, and refuses numbers
    /// that no `Double` holds.
    static func isForComparison(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return !bytes.prefix(4).contains(0)
            && text.range(of: #",\s*\]"#, options: .regularExpression) == nil
            && text.range(of: #"[0-9][eE][+-]?[0-9]{2}"#, options: .regularExpression) == nil
    }
}
