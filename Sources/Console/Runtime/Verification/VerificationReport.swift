public import Venues

/// What a verification found: the facts of every symbol, the venue's own truth, and what broke.
public struct VerificationReport: Sendable {
    /// Something in the recording that is not as the venue's rules say.
    public struct Problem: Sendable, Equatable {
        /// The line or frame, counted from 1.
        public let line: Int
        /// What was found.
        public let finding: String
        /// What was done about it.
        public let reaction: String
    }

    /// The file.
    public let path: String
    /// The venue, as people call it.
    public let venue: String
    /// How many records of each kind the file has, in the order of their names.
    public let messages: [(kind: String, count: Int)]
    /// Where the stream and the snapshot met.
    public let sync: JSONValue
    /// The trades, if the venue numbers them.
    public let trades: JSONValue?
    /// The venue's own truth: how many states it lets be compared, and how many of them are right.
    public let truth: Truth
    /// The facts per symbol.
    public let symbols: [(symbol: String, facts: JSONValue)]
    /// What broke, in the order of the file.
    public let problems: [Problem]

    /// The venue's own truth.
    public struct Truth: Sendable {
        /// The rule by which states are compared.
        public let rule: String
        /// How many states were compared.
        public let compared: Int
        /// How many of them were right.
        public let matched: Int
        /// Further members of the report.
        public let details: [JSONValue.Member]
    }

    /// Whether everything that could be compared is right and nothing broke.
    public var isProved: Bool {
        problems.isEmpty && truth.matched == truth.compared && !symbols.isEmpty
    }

    /// The whole report as JSON.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "files", value: .array([.string(path)])),
            .init(name: "venue", value: .string(venue)),
            .init(
                name: "messages_in_file",
                value: .object(messages.map { .init(name: $0.kind, value: .count($0.count)) })
            ),
            .init(name: "sync", value: sync),
        ]
        if let trades { members.append(.init(name: "trades", value: trades)) }
        let comparison: [JSONValue.Member] = [
            .init(name: "rule", value: .string(truth.rule)),
            .init(name: "compared", value: .count(truth.compared)),
            .init(name: "matched", value: .count(truth.matched)),
        ]
        members.append(.init(name: "independent_truth", value: .object(comparison + truth.details)))
        let facts = symbols.map { JSONValue.Member(name: $0.symbol, value: $0.facts) }
        members.append(.init(name: "symbols", value: .object(facts)))
        let broken = problems.map { problem in
            JSONValue.members([
                "line": .count(problem.line),
                "finding": .string(problem.finding),
                "reaction": .string(problem.reaction),
            ])
        }
        members.append(.init(name: "problems", value: .array(broken)))
        members.append(.init(name: "proved", value: .bool(isProved)))
        return .object(members)
    }
}
