/// All of a journal file, read and proved from its first record to its last or to the first that is not to be believed.
public struct JournalSurvey: Sendable {
    /// What the records up to there amount to.
    public private(set) var history = JournalHistory()
    /// How many records were proved.
    public private(set) var count: Int64 = 0
    /// Where the proved part ends.
    public private(set) var head: JournalHead
    /// What is wrong; nil where all is proved.
    public private(set) var damage: JournalDamage?

    /// The chain's value at the end of the proved part; nil of an empty file.
    let chain: [UInt8]?

    /// Reads a file; `progress` is told now and then how many records were proved.
    ///
    /// What the file holds is never thrown but is in ``damage``.
    public init(
        path: String,
        digest: @escaping JournalDigest,
        progress: (_ count: Int64, _ of: Int64) -> Void = { _, _ in },
        each: (JournalRecord, JournalEntry) -> Void = { _, _ in }
    ) throws(JournalError) {
        let name = JournalFolder.name(in: path)
        var history = JournalHistory()
        var verifier = JournalVerifier(digest: digest)
        var damage: JournalDamage?
        do {
            let file = try JournalFile(path: path)
            damage = try file.integrity()
            if damage == nil, let last = try file.lastSequence() {
                try file.read { record throws(JournalError) in
                    let entry: JournalEntry
                    do throws(JournalFault) {
                        entry = try verifier.take(record)
                    } catch {
                        throw .damaged(path: path, error.damage)
                    }
                    history.apply(entry, at: record.wall)
                    each(record, entry)
                    if verifier.count % Self.progressStep == 0 { progress(verifier.count, last + 1) }
                    return true
                }
            }
        } catch .damaged(_, let found) {
            damage = found
        }
        self.history = history
        self.damage = damage
        count = verifier.count
        chain = verifier.chain
        head = JournalHead(file: name, sequence: count - 1, chain: hexadecimal(verifier.chain ?? []))
    }

    private static let progressStep: Int64 = 50_000
}
