import Recording

/// A recording that is played, record by record, whatever its format.
///
/// What is damaged in it is said and left out; a replay plays what there is.
protocol ReplaySource: AnyObject {
    /// Where it lies.
    var path: String { get }

    /// What was found wrong with it so far.
    var findings: [String] { get }

    /// Reads the next record into `record`, with the slot of the replay; false at the end.
    func next(into record: inout CaptureRecord) -> Bool
}
