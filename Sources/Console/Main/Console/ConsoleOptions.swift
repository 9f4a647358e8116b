public import ArgumentParser
public import Logging
import Settings
import TUI
public import Terminal

/// What a person can choose about the console on the command line.
struct ConsoleOptions: ParsableArguments {
    @Flag(help: "Write one line a second to standard output instead of drawing a screen.")
    var plain = false

    @Flag(help: "Write what is known as one JSON object to standard output, as soon as every venue is live, and end.")
    var snapshot = false

    @Flag(help: "Show everything and send nothing: every order path is closed.")
    var readonly = false

    @Option(
        help: "The theme: a name of `rung theme list`, or a file.",
        completion: .custom { _, _, _ in ThemeNames.all }
    )
    var theme: String?

    @Option(help: "Check a theme file and end, as `rung theme check` does.", completion: .file(extensions: ["yaml"]))
    var checkTheme: String?

    @Option(help: "Which colours to use: auto, always, never, 16, 256 or truecolor.")
    var color = ColourChoice.automatic

    @Option(help: "Which characters to draw with: auto, unicode or ascii.")
    var glyphs = GlyphChoice.automatic

    @Option(help: "How often the screen is drawn at most, 1 to 30 times a second; 10 unless configured.")
    var fps: Int?

    @Option(help: "Whether frames are marked so that the terminal shows them whole: auto, on or off.")
    var sync = SyncChoice.automatic

    @Option(help: "What happens when the terminal is gone: kill ends the console, keep goes on without a screen.")
    var onHangup = HangUpPolicy.kill

    @Option(help: "What happens when the terminal takes no frame for 10 s: hold holds execution, keep goes on.")
    var onUnseen = UnseenPolicy.hold

    @Option(
        help: "The configuration; without it, config.yaml in ~/.config/rung, if there is one.",
        completion: .file(extensions: ["yaml"])
    )
    var config: String?

    @Option(help: "Record everything that is received to this folder, which is made.", completion: .directory)
    var record: String?

    @Option(
        help: "Where the journal of orders stands (default: a folder for the accounts in the state folder's journal/).",
        completion: .directory
    )
    var journal: String?

    @Flag(help: "Begin with the strategy switched on; without a terminal nothing trades but with this.")
    var strategy = false

    @Flag(help: ArgumentHelp("Trade with money. This build refuses.", visibility: .hidden))
    var live = false

    @Option(help: "What goes to the log: trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    @OptionGroup var simulation: SimulationOptions

    @OptionGroup var exchanges: ExchangeOptions

    func validate() throws {
        if let fps, !(1...30).contains(fps) { throw ValidationError("--fps: \(fps) is not between 1 and 30") }
        guard !(plain && snapshot) else { throw ValidationError("--plain and --snapshot cannot be had together") }
        guard !exchanges.isGiven || (simulation.faults == nil && simulation.speed == "1") else {
            throw ValidationError("--speed and --faults belong to the exchanges: give them to `rung exchange`.")
        }
        guard !live else {
            throw ValidationError("--live: this build has no way to an exchange of the world; it trades in sim alone.")
        }
    }

    /// Where the journal stands; nil in a console that cannot trade, which has no order path.
    func journalFolder(_ places: VenuePlaces) -> String? {
        guard !readonly, !snapshot, strategy || !plain, !places.keys.isEmpty else { return nil }
        return journal ?? Folders.state + "/journal/" + places.journalName
    }

    /// The venues: those that were named, or two of our own, which are opened.
    func places() throws -> VenuePlaces {
        if let places = try exchanges.places() { return places }
        return try VenuePlaces(
            SimulatedVenues(speedPercent: try simulation.speedPercent(), faults: try simulation.script())
        )
    }

    /// What is configured: by the file that was named, or by the usual one if there is one.
    func configuration() throws(SettingsError) -> Configuration {
        guard let path = config ?? Folders.configuration else { return Configuration() }
        return try ConfigurationFile.read(path: path, venues: SimulatedVenues.names)
    }

    /// How the terminal is to be used.
    func terminal(_ configuration: Configuration, theme: Theme) -> TerminalOptions {
        var options = TerminalOptions(
            colour: color,
            glyphs: glyphs,
            framesPerSecond: fps ?? configuration.framesPerSecond ?? 10,
            theme: theme,
            sync: sync
        )
        options.unseenLimit = onUnseen.limit
        return options
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
extension ColourChoice: ExpressibleByArgument {}
extension GlyphChoice: ExpressibleByArgument {}
extension SyncChoice: ExpressibleByArgument {}
extension HangUpPolicy: ExpressibleByArgument {}
