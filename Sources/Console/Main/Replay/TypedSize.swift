/// A number of bytes as a person types it: `64MB`, `1GB`, `500KB`.
enum TypedSize {
    private static let units: [(name: String, bytes: Int)] = [
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
    ]

    /// The size that `text` names; nil where it names none, or none that a segment can have.
    static func parse(_ text: String) -> Int? {
        guard let unit = units.first(where: { text.hasSuffix($0.name) }),
            let count = Int(text.dropLast(unit.name.count)), (1...1_000_000_000).contains(count)
        else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit.bytes)
        return overflow || bytes > 1 << 40 ? nil : bytes
    }
}
