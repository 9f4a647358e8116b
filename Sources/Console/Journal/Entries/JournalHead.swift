/// Where a journal file stands: whoever has seen this can later prove that nothing before it was changed.
public struct JournalHead: Sendable, Hashable {
    /// The file's name, without its folder.
    public let file: String
    /// The number of its last record; -1 before the first.
    public let sequence: Int64
    /// The chain's value there, in hexadecimal digits.
    public let chain: String

    /// A place in a file.
    public init(file: String, sequence: Int64, chain: String) {
        self.file = file
        self.sequence = sequence
        self.chain = chain
    }
}
