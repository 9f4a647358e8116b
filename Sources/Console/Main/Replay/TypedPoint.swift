import Books
import Runtime
import Venues

/// A place in a replay as a person types it: `90s`, `00:01:30`, `2024-08-08T23:55:00Z`.
enum TypedPoint {
    /// The place that `text` names; nil where it names none.
    static func parse(_ text: String) -> ReplayPoint? {
        if let span = TypedSpan.parse(text) { return .offset(span) }
        if let span = clock(text) { return .offset(span) }
        let bytes = Array(text.utf8)
        return RFC3339.parse(bytes.span, bytes.indices).map { .time($0) }
    }

    /// `MM:SS` or `HH:MM:SS`.
    private static func clock(_ text: String) -> TimeSpan? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.map { (0...9_999).contains($0) } ?? false }) else {
            return nil
        }
        return .seconds(parts.reduce(0) { $0 * 60 + ($1 ?? 0) })
    }
}
