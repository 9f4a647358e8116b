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
