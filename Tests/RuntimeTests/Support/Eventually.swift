import Testing

/// Waits until `condition` holds, and records an issue if it does not within ten seconds.
///
/// The pause only keeps the machine free for those who work; nothing depends on its length.
func eventually(
    _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record("not within ten seconds: \(comment)", sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}
