public import Venues

/// What comes over a wire, as far as it can be read.
public enum ProbeText {
    /// The JSON value in `bytes`; nil where it is none, which is no failure: venues send other texts too.
    public static func json(_ bytes: Span<UInt8>) -> JSONValue? {
        do {
            return try JSONValue(bytes)
        } catch {
            return nil
        }
    }
}
