import ArgumentParser

/// `rung` alone, or `rung console`: the console.
///
/// A subcommand of its own and not the root, so that its options cannot be taken for those of other subcommands.
struct ConsoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Start the console; what rung does without a subcommand.",
        discussion: """
            Two exchanges of our own run on this machine and play a real recorded market in the protocols of Binance \
            and Kraken: no network, no keys and no configuration are needed. The market is real; what is shown as \
            Kraken was recorded at Binance's futures engine, and 1.18 is added to its prices.
            """
    )

    @OptionGroup var options: ConsoleOptions

    func run() throws {
        try ConsoleRun(options: options).run()
    }
}
