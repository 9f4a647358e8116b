/// Control sequences in what a program wrote, found without a terminal that could overlook some.
enum Sequences {
    /// The parameters of every SGR, `ESC [ … m` (ECMA-48 section 8.3.117).
    static func graphics(in bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).matches(of: /\u{1B}\[([0-9;:]*)m/).map { String($0.output.1) }
    }

    /// Whether an SGR sets a colour; 39 and 49 take colours back and are none.
    static func setsColour(_ parameters: String) -> Bool {
        parameters.split { $0 == ";" || $0 == ":" }.compactMap { Int($0) }.contains { number in
            (30...38).contains(number) || (40...48).contains(number) || (90...107).contains(number)
        }
    }

    /// How often a sequence was written.
    static func count(_ sequence: String, in bytes: ArraySlice<UInt8>) -> Int {
        String(decoding: bytes, as: UTF8.self).ranges(of: sequence).count
    }
}
