/// What a benchmark measures, a message at a time.
public enum BenchmarkJob: String, Sendable, CaseIterable {
    /// Raw text, decoded, applied, five best levels of both sides read.
    case wholePath = "J1"
    /// Decoded messages applied, five best levels of both sides read.
    case applyAndRead = "J2"
    /// Decoded messages applied.
    case apply = "J2A"
    /// As the whole path, on two venues: five best levels of the consumer book with each venue's part.
    case consumerBook = "J3"
    /// Raw text, decoded.
    case parse = "PARSE"
    /// Raw text, copied: the physical limit.
    case copy = "COPY"
}
