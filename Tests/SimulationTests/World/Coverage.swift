import Books
import Strategy

/// How often each fault has struck while an order was in each phase.
struct Coverage: Equatable {
    private(set) var cells: [Cell: Int] = [:]

    /// A fault and where an order stood; nil where no order was open.
    struct Cell: Hashable {
        let fault: SwarmFault
        let phase: OrderPhase?
    }

    /// The phases that an open order can be in.
    static let phases: [OrderPhase?] = [nil, .intent, .sent, .unknown, .live, .partial, .cancelling]

    mutating func note(_ fault: SwarmFault, _ book: ExecutionBook?) {
        var phases: Set<OrderPhase> = []
        for parent in book?.active ?? [] {
            for child in parent.children where !child.record.phase.isClosed { phases.insert(child.record.phase) }
        }
        if phases.isEmpty { cells[Cell(fault: fault, phase: nil), default: 0] += 1 }
        for phase in phases { cells[Cell(fault: fault, phase: phase), default: 0] += 1 }
    }

    mutating func add(_ other: Coverage) {
        for (cell, count) in other.cells { cells[cell, default: 0] += count }
    }

    /// The cells that were hit least.
    var least: String {
        let all = SwarmFault.allCases.flatMap { fault in Self.phases.map { Cell(fault: fault, phase: $0) } }
        let counts = all.map { ($0, cells[$0] ?? 0) }.sorted { $0.1 < $1.1 }
        let few = counts.filter { $0.1 < 10 }
        let words = counts.prefix(20).map { cell, count in
            "\(cell.fault.rawValue) x \(cell.phase.map { "\($0)" } ?? "none") \(count)"
        }
        return "\(few.count) of \(all.count) cells were hit fewer than 10 times; the least: "
            + words.joined(separator: ", ")
    }

    /// The table: a line a fault, a column a phase.
    var table: String {
        let head = "fault".padded(18) + Self.phases.map { ($0.map { "\($0)" } ?? "none").padded(11) }.joined()
        let lines = SwarmFault.allCases.map { fault in
            fault.rawValue.padded(18)
                + Self.phases.map { "\(cells[Cell(fault: fault, phase: $0)] ?? 0)".padded(11) }.joined()
        }
        return ([head] + lines).joined(separator: "\n")
    }
}

extension String {
    /// The text with blanks behind it, up to a width.
    func padded(_ width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self
    }
}
