/// How a message is damaged.
public enum CorruptForm: String, Sendable, Hashable, CaseIterable {
    /// It ends in the middle.
    case truncated
    /// A price is `NaN`.
    case nan
    /// A price is `1e999`.
    case huge
    /// A price is negative.
    case negative
    /// A member that it must have is called something else.
    case missing
    /// A list is a number.
    case type
    /// A name has control characters in it, raw and escaped.
    case control
    /// It is 100,000 lists in each other.
    case deep
    /// It is no UTF-8.
    case utf8
}
