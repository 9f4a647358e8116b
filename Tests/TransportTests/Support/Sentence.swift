import Testing
import Venues

/// Demands that `error` failed at `step` with one sentence that holds every one of `parts`.
func expect(
    _ error: TransportError?,
    at step: TransportError.Step,
    saying parts: [String],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard let error else {
        Issue.record("nothing failed", sourceLocation: sourceLocation)
        return
    }
    #expect(error.step == step, "\(error.message)", sourceLocation: sourceLocation)
    for part in parts {
        #expect(error.message.contains(part), "\(error.message)", sourceLocation: sourceLocation)
    }
    #expect(error.message.hasSuffix(".") && !error.message.contains("\n"), sourceLocation: sourceLocation)
    #expect(!error.message.contains(". "), "more than one sentence: \(error.message)", sourceLocation: sourceLocation)
}
