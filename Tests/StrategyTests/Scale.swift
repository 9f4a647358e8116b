import Foundation

/// How many random cases the long tests try: `RUNG_CASES` of them where that is set, fewer in `make test`.
enum Scale {
    static func cases(_ usual: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment["RUNG_CASES"].flatMap(UInt64.init) ?? usual
    }
}
