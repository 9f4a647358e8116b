/// Why a test of the whole program cannot go on, for the person who reads its report.
struct SystemFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
