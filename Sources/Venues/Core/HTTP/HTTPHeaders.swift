/// Looking things up in header lines.
///
/// Names are compared without regard to case (RFC 9110 section 5.1), and lists may stand in one line or in several
/// (section 5.3).
extension [HTTPHeader] {
    /// The value of the first line `name`.
    public func value(of name: String) -> String? {
        first { $0.name.isEqualIgnoringCase(name) }?.value
    }

    /// The values of all lines `name`.
    public func values(of name: String) -> [String] {
        filter { $0.name.isEqualIgnoringCase(name) }.map(\.value)
    }

    /// The parts, between commas and without blanks, of all lines `name`.
    public func list(_ name: String) -> [Substring] {
        values(of: name).flatMap { value in
            value.split(separator: ",").map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
        }
    }

    /// Whether the list `name` has the part `token`, compared without regard to case.
    public func list(_ name: String, has token: String) -> Bool {
        list(name).contains { $0.isEqualIgnoringCase(token) }
    }
}

extension StringProtocol {
    /// Whether the two are the same but for the case of ASCII letters, as in most of HTTP.
    func isEqualIgnoringCase(_ other: some StringProtocol) -> Bool {
        utf8.lazy.map(\.lowercased).elementsEqual(other.utf8.lazy.map(\.lowercased))
    }

    /// The text without the spaces and tabs around it.
    func trimmingBlanks() -> SubSequence {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        guard
            let first = firstIndex(where: { !isBlank($0) }),
            let last = lastIndex(where: { !isBlank($0) })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}

extension UInt8 {
    /// The byte, or the small letter of an ASCII capital.
    var lowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}
