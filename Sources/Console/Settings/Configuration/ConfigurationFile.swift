import Strategy

/// Reads the console's configuration, `config.yaml`: whatever is wrong in it is said with its place, and stops the start.
///
///     mode: sim
///     theme: solarized
///     fps: 20
///     feeds:
///       binance: 2
///     strategy:
///       quoter: ladder
///       seed: 7
///       warm-up: 20
///       profile: passive
///       edge: 0.8
///     limits:
///       position: 2000
///       executions-per-minute: 20
///     execution:
///       arrival: together
///     journal:
///       synchronous: full
public enum ConfigurationFile {
    /// Reads the file at `path` for a console with the venues of those names.
    public static func read(path: String, venues: [String]) throws(SettingsError) -> Configuration {
        try SettingsFile.read(path: path) { read($0, venues) }
    }

    /// Reads `text`, which errors call the file `name`.
    public static func read(
        text: String,
        name: String,
        venues: [String]
    ) throws(SettingsError) -> Configuration {
        try SettingsFile.read(text: text, name: name) { read($0, venues) }
    }

    private static func read(_ root: SettingsSection, _ venues: [String]) -> Configuration {
        var configuration = Configuration()
        // There is one mode in this build: any other word stops the start.
        _ = root.choice("mode", ModeChoice.self)
        configuration.theme = root.text("theme")
        configuration.framesPerSecond = root.integer("fps", in: 1...30)
        if let feeds = root.section("feeds") {
            for venue in venues { configuration.connections[venue] = feeds.integer(venue, in: 1...2) }
        }
        if let strategy = root.section("strategy") { read(strategy, into: &configuration) }
        if let limits = root.section("limits") {
            for name in LimitName.allCases {
                let range = Int(name.range.lowerBound)...Int(name.range.upperBound)
                configuration.limits[name] = limits.integer(name.rawValue, in: range).map { Int64($0) }
            }
        }
        if let execution = root.section("execution") {
            configuration.synchronisesArrival = execution.choice("arrival") == ArrivalChoice.together
        }
        if let journal = root.section("journal") {
            configuration.isJournalSynchronous = journal.choice("synchronous") == SynchronousChoice.full
        }
        return configuration
    }

    private static func read(_ strategy: SettingsSection, into configuration: inout Configuration) {
        configuration.quoter = strategy.choice("quoter") ?? .ladder
        configuration.seed = strategy.integer("seed", in: 0 ... .max).map { UInt64($0) }
        configuration.warmUp = strategy.integer("warm-up", in: 2...3_600)
        for name in QuotingParameters.names {
            guard let value = strategy.value(name), let text = value.text() else { continue }
            do throws(ParameterError) {
                try configuration.parameters.set(name, to: text)
            } catch {
                value.note("is \"\(text)\": \(error.sentence)")
            }
        }
    }
}
