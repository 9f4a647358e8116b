import ArgumentParser
import Logging
import Terminal

/// How a replay's screen looks, as a person chose on the command line.
struct ReplayLook: ParsableArguments {
    @Option(
        help: "The theme: a name of `rung theme list`, or a file.",
        completion: .custom { _, _, _ in ThemeNames.all }
    )
    var theme: String?

    @Option(help: "Which colours to use: auto, always, never, 16, 256 or truecolor.")
    var color = ColourChoice.automatic

    @Option(help: "Which characters to draw with: auto, unicode or ascii.")
    var glyphs = GlyphChoice.automatic

    @Option(help: "How often the screen is drawn at most, 1 to 30 times a second.")
    var fps = 10

    @Option(help: "What goes to the log: trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    func validate() throws {
        guard (1...30).contains(fps) else { throw ValidationError("--fps: \(fps) is not between 1 and 30") }
    }
}
