import Foundation
import TestKit
import Venues

/// What an independent program found in a recording, and how it is compared with what we find.
struct Facts {
    let tree: JSONValue

    init(_ name: String) throws {
        let bytes = try Fixture.bytes("facts/\(name).json", in: .module)
        tree = try JSONValue(bytes.span)
    }

    /// After which numbers of updates the facts have the book's state.
    var checkpoints: [Int] {
        guard case .object(let symbols)? = tree["symbols"] else { return [] }
        let checkpoints = symbols.first?.value["checkpoints"]?.array ?? []
        return checkpoints.compactMap { $0["after_applied_updates"]?.integer.map { Int($0) } }
    }

    /// Every place where `found` lacks something of `expected` or differs from it; numbers are compared as numbers.
    static func differences(_ expected: JSONValue, _ found: JSONValue?, at place: String) -> [String] {
        guard let found else { return ["\(place) is missing"] }
        switch (expected, found) {
        case (.object(let members), .object):
            return members.flatMap { differences($0.value, found[$0.name], at: "\(place).\($0.name)") }
        case (.array(let elements), .array(let others)):
            guard elements.count == others.count else { return ["\(place): \(others.count) of \(elements.count)"] }
            return zip(elements, others).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, at: "\(place)[\(index)]")
            }
        case (.number(let number), .number(let other)):
            return isSame(number, other) ? [] : ["\(place): \(other), not \(number)"]
        default:
            return expected == found ? [] : ["\(place): \(found), not \(expected)"]
        }
    }

    /// Whole numbers are equal digit by digit, others to the eleven digits that both programs write.
    private static func isSame(_ number: String, _ other: String) -> Bool {
        if let whole = Int64(number), let otherWhole = Int64(other) { return whole == otherWhole }
        guard let value = Double(number), let otherValue = Double(other) else { return false }
        return abs(value - otherValue) <= abs(value) * 1e-8
    }
}
