import Foundation
import TestKit
import Testing
import Venues

/// A case of `book_sync_cases.json`: what a venue sends, and what has to be decided.
struct SyncCase: Sendable, CustomTestStringConvertible {
    let name: String
    let venue: String
    let input: JSONValue
    let expected: JSONValue

    var testDescription: String { name }

    /// The expected decisions, where they are sentences.
    var decisions: [String] { expected.array?.compactMap(\.string) ?? [] }

    /// All cases of the file.
    static func all() throws -> [SyncCase] {
        let bytes = try Fixture.bytes("book_sync_cases.json", in: .module)
        let file = try JSONValue(bytes.span)
        return try #require(file["cases"]?.array).map { entry in
            SyncCase(
                name: try #require(entry["name"]?.string),
                venue: try #require(entry["venue"]?.string),
                input: try #require(entry["input"]),
                expected: try #require(entry["expected"])
            )
        }
    }

    /// The cases of one venue.
    static func of(_ venue: String) throws -> [SyncCase] {
        try all().filter { $0.venue == venue }
    }
}
