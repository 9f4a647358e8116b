public import Logging
import Threads
import Venues

/// Writes swift-log's records as lines: UTC time, level, label, message, metadata in the order of their names.
public struct FileLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]

    private let label: String
    private let file: LogFile

    /// A handler for the logger `label` that writes to `file` from `logLevel` up.
    public init(label: String, file: LogFile, logLevel: Logger.Level) {
        self.label = label
        self.file = file
        self.logLevel = logLevel
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line: [UInt8] = []
        RFC3339.append(SteadyClock.wallTime, fractionDigits: 3, to: &line)
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        // A venue's words must not forge lines or steer the terminal that shows the log.
        let message = PlainText.line("\(event.message)\(details)")
        file.append("\(String(decoding: line, as: UTF8.self)) \(event.level) \(label): \(message)")
    }
}
