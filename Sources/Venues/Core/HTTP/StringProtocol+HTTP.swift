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
