import Glibc

/// What the system's error numbers mean.
enum ErrorNumber {
    /// The meaning of `code` in words.
    static func text(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}
