import Foundation

/// Texts as C takes them: an array of pointers that ends with null.
@unsafe
struct CStrings: ~Copyable {
    /// A pointer for each text, then null.
    let pointers: [UnsafeMutablePointer<CChar>?]

    /// Copies the texts.
    init(_ texts: [String]) {
        unsafe pointers = texts.map { unsafe strdup($0) } + [nil]
    }

    deinit {
        unsafe pointers.forEach { unsafe free($0) }
    }
}
