import ArgumentParser
import Books
import Glibc
import Journal

/// The journal files that a command line means: one, or all of a folder in their order.
struct JournalPlace {
    /// Where the console keeps its journal unless it is told otherwise.
    static var standard: String { Folders.state + "/journal/sim" }

    /// The files' paths.
    let files: [String]

    /// The files at a path, which may be a folder.
    init(_ path: String?) throws(JournalError) {
        let path = path ?? Self.standard
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { throw .missing(path: path) }
        guard facts.st_mode & S_IFMT == S_IFDIR else {
            files = [path]
            return
        }
        files = try JournalFiles.paths(in: path)
        guard !files.isEmpty else { throw .missing(path: path) }
    }

    /// Runs `body` and says what it failed of; the exit code is that of a file that cannot be used.
    static func report(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as JournalError {
            StandardError.say(error.sentence)
            throw ExitStatus.usage
        }
    }
}
