public import Books

/// Why a venue's message is not what its documentation says, and where in the message.
public enum WireError: Error, Sendable, Equatable {
    /// The message ends at this offset, in the middle of a value.
    case truncated(at: Int)
    /// The byte at this offset cannot stand there.
    case unexpected(at: Int)
    /// The number at this offset is not a count of the instrument's unit.
    case number(DecimalError, at: Int)
    /// Arrays and objects are nested deeper than ``JSON/depthLimit`` at this offset.
    case tooDeep(at: Int)
    /// A member that the message must have is not there.
    case missing(String)

    /// One sentence for a person.
    public var sentence: String {
        switch self {
        case .truncated(let offset): "the message ends at byte \(offset), in the middle of a value"
        case .unexpected(let offset): "byte \(offset) of the message cannot stand there"
        case .number(.finerThanUnit, let offset): "the number at byte \(offset) is finer than the instrument's unit"
        case .number(.outOfRange, let offset): "the number at byte \(offset) is out of range"
        case .number(.notANumber, let offset): "there is no number at byte \(offset)"
        case .tooDeep(let offset): "values are nested too deep at byte \(offset)"
        case .missing(let member): "the member \(member) is missing"
        }
    }
}
