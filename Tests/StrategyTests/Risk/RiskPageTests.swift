import Foundation
import Strategy
import Testing

/// The page about execution names every code and every limit, and no other code in its table.
@Suite("The page about execution")
struct RiskPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../docs/execution.md").standardizedFileURL

    @Test("Its table has the codes of the pre-trade list in their order, and all limits")
    func codes() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.wholeMatch(of: /\| \d+ \|.*/) != nil }
        let codes = rows.flatMap { row in
            row.split(separator: "|").dropFirst().first?.matches(of: /`([A-Z_]+)`/).map { String($0.1) } ?? []
        }
        #expect(codes == RiskCode.allCases.map(\.rawValue))
        let limits = rows.flatMap { row in row.matches(of: /`([a-z-]+)`/).map { String($0.1) } }
        #expect(Set(limits) == Set(LimitName.allCases.map(\.rawValue)))
    }
}
