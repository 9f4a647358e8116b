import Testing

/// What a person is told on standard error.
enum Sentence {
    /// Expects one line that begins with the program's name and names all of `parts`: cause and remedy.
    static func expect(_ errors: String, naming parts: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(errors.hasPrefix("rung: "), sourceLocation: sourceLocation)
        #expect(errors.hasSuffix("\n"), sourceLocation: sourceLocation)
        #expect(errors.filter { $0 == "\n" }.count == 1, "\(errors)", sourceLocation: sourceLocation)
        #expect(!errors.contains("\u{1B}"), sourceLocation: sourceLocation)
        for part in parts {
            #expect(errors.contains(part), "\(errors)", sourceLocation: sourceLocation)
        }
    }
}
