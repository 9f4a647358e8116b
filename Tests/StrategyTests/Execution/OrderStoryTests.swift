import Books
import Foundation
import Strategy
import TestKit
import Testing

/// The fourteen stories of orders, step by step against the reference.
@Suite("Order stories")
struct OrderStoryTests {
    private struct Vectors: Decodable {
        struct Section: Decodable { let cases: [Story] }
        let order_evidence: Section
    }

    private struct Story: Decodable {
        struct Step: Decodable {
            let event: [Word]
            let phase: String
            let cum: Int64
            let missing_fills: Int64
            let flags: [String]
        }
        let name: String
        let order_qty_lots: Int64
        let steps: [Step]
    }

    /// A text or a number of the file.
    private enum Word: Decodable {
        case text(String)
        case number(Int64)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do { self = .number(try container.decode(Int64.self)) } catch {
                self = .text(try container.decode(String.self))
            }
        }

        var text: String { if case .text(let text) = self { text } else { "" } }
        var number: Int64 { if case .number(let number) = self { number } else { -1 } }
    }

    @Test("Phase, quantity, missing fills and flags are the reference's after every step of every story")
    func stories() throws {
        let bytes = Data(try Fixture.bytes("execution_vectors.json", in: .module))
        let stories = try JSONDecoder().decode(Vectors.self, from: bytes).order_evidence.cases
        #expect(stories.count == 14)
        for story in stories {
            var record = OrderBench.record(story.order_qty_lots)
            for (index, step) in story.steps.enumerated() {
                record.add(try #require(Self.evidence(step.event), "\(story.name), step \(index)"))
                #expect(Self.name(record.phase) == step.phase, "\(story.name), step \(index)")
                #expect(record.cumulative.units == step.cum, "\(story.name), step \(index)")
                #expect(record.missingFills.units == step.missing_fills, "\(story.name), step \(index)")
                #expect(Self.names(record.flags) == step.flags.sorted(), "\(story.name), step \(index)")
            }
        }
    }

    private static func evidence(_ event: [Word]) -> OrderEvidence? {
        switch event[0].text {
        case "intent": return .intent
        case "send_started": return .sendStarted
        case "not_started": return .notStarted(.noConnection)
        case "ambiguous": return .ambiguous(.timeout)
        case "ack": return .acknowledged(venueOrderID: event[1].text)
        case "reject": return .rejected(OrderRefusal(.other, event[1].text))
        case "fill": return .fill(OrderBench.fill(event[1].text, event[2].number))
        case "report":
            let statuses: [String: OrderReport.Status] = [
                "NEW": .new, "PARTIAL": .partial, "FILLED": .filled, "CANCELED": .cancelled, "EXPIRED": .expired,
            ]
            return statuses[event[1].text].map { OrderBench.report($0, event[2].number) }
        case "cancel_req": return .cancelRequested(number: Int(event[1].number))
        case "cancel_rejected": return .cancelRejected(number: Int(event[1].number), OrderRefusal(.notFound, "late"))
        case "not_found":
            return .notFound(number: Int(event[1].number), event[2].text == "after_fence" ? .afterFence : .beforeFence)
        default: return nil
        }
    }

    private static func name(_ phase: OrderPhase) -> String {
        switch phase {
        case .neverPlaced: "NEVER_PLACED"
        case .cancelled: "CANCELED"
        default: "\(phase)".uppercased()
        }
    }

    private static func names(_ flags: OrderFlags) -> [String] {
        let all: [(OrderFlags, String)] = [
            (.fetchTrades, "fetch_trades"), (.query, "query"), (.vanished, "vanished"),
            (.contradiction, "contradiction"), (.haltVenue, "halt_venue"), (.conflict, "conflict"),
        ]
        return all.filter { flags.contains($0.0) }.map(\.1).sorted()
    }
}
