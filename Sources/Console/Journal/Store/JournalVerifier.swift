/// Follows the records of a file from its first one, and proves each by the chain.
public struct JournalVerifier {
    /// How many records were proved.
    public private(set) var count: Int64 = 0
    /// The chain after the last record that was proved; nil before the first.
    public var chain: [UInt8]? { current?.value }

    private let digest: JournalDigest
    private var current: JournalChain?

    /// A verifier of one file.
    public init(digest: @escaping JournalDigest) {
        self.digest = digest
    }

    /// Takes the next record and gives its entry, or what is wrong with it.
    public mutating func take(_ record: JournalRecord) throws(JournalFault) -> JournalEntry {
        guard record.sequence == count else {
            throw JournalFault(.gap(expected: count, found: record.sequence))
        }
        let entry: JournalEntry
        do {
            entry = try record.entry()
        } catch {
            throw JournalFault(isChanged(record) ? .chain(sequence: count) : .text(sequence: count, error))
        }
        var chain: JournalChain
        if let current {
            chain = current
        } else {
            guard case .epoch(let epoch) = entry else { throw JournalFault(.noEpoch) }
            chain = JournalChain(epoch: epoch.number, digest: digest)
        }
        chain.add(record.payload, sequence: record.sequence)
        guard chain.value == record.chain else { throw JournalFault(.chain(sequence: count)) }
        current = chain
        count += 1
        return entry
    }

    /// Whether a record that is no entry was one when it was written.
    private func isChanged(_ record: JournalRecord) -> Bool {
        guard var chain = current else { return false }
        chain.add(record.payload, sequence: record.sequence)
        return chain.value != record.chain
    }
}
