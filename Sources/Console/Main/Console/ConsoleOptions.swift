public import ArgumentParser
public import Logging
import TUI
public import Terminal

/// What a person can choose about the console on the command line.
struct ConsoleOptions: ParsableArguments {
    @Flag(help: "Write one line a second to standard output instead of drawing a screen.")
    var plain = false

    @Option(help: "Which colours to use: auto, always, never, 16, 256 or truecolor.")
    var color = ColourChoice.automatic

    @Option(help: "Which characters to draw with: auto, unicode or ascii.")
    var glyphs = GlyphChoice.automatic

    @Option(help: "How often the screen is drawn at most, 1 to 30 times a second.")
    var fps = 10

    @Option(help: "What goes to the log: trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    @OptionGroup var simulation: SimulationOptions

    func validate() throws {
        guard (1...30).contains(fps) else { throw ValidationError("--fps: \(fps) is not between 1 and 30") }
    }

    /// How the terminal is to be used.
    var terminal: TerminalOptions {
        TerminalOptions(colour: color, glyphs: glyphs, framesPerSecond: fps)
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
extension ColourChoice: ExpressibleByArgument {}
extension GlyphChoice: ExpressibleByArgument {}
