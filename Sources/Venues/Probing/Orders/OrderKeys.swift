/// The two halves of an API key, from a file with the lines `key = …` and `secret = …`.
public struct OrderKeys: Sendable {
    /// The half that is sent.
    public let key: String
    /// The half that signs and is never sent.
    public let secret: String

    /// The key in `text`, nil where a half is missing.
    ///
    /// Lines that begin with `#` are comments.
    public init?(_ text: String) {
        var halves: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where line.first != "#" {
            let parts = line.split(separator: "=", maxSplits: 1).map { part in
                part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            if parts.count == 2 { halves[parts[0]] = parts[1] }
        }
        guard let key = halves["key"], let secret = halves["secret"], !key.isEmpty, !secret.isEmpty else { return nil }
        self.key = key
        self.secret = secret
    }
}
