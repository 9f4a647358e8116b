/// Every command of the prompt, once: the parser, the completion, the manual and the documentation read this table.
public enum CommandTable {
    /// The commands, in the order of the documentation.
    public static let commands: [CommandSyntax] = [
        CommandSyntax("kill", "stop the strategy, cancel everything, lock sending"),
        CommandSyntax("rearm", "clear the kill; the strategy stays off, the execution held", asks: "asks"),
        CommandSyntax("hold", "cancel working orders and block new ones", optional: [.venue]),
        CommandSyntax(
            "reduce",
            "let only orders go that make the position smaller",
            asks: "asks if execution is held"
        ),
        CommandSyntax("run", "let orders go again", optional: [.venue], asks: "asks"),
        CommandSyntax("mm", "switch the strategy", [.onOff], asks: "on asks"),
        CommandSyntax("cancel", "cancel one order or all; the strategy stays", [.order], asks: "all asks"),
        CommandSyntax("venue", "restrict the orders to one venue", [.venue, .gate], asks: "resume asks"),
        CommandSyntax("accept", "take the venues' balances as they are", asks: "asks"),
        CommandSyntax("arm", "allow orders that cost money", asks: "asks"),
        CommandSyntax("disarm", "take that leave back"),
        CommandSyntax("reconnect", "connect a venue anew, now", [.venue]),
        CommandSyntax("set", "change a parameter of the strategy", [.parameter, .value]),
        CommandSyntax(
            "limit",
            "show the limits, or change one",
            optional: [.limit, .amount],
            asks: "raising asks, and only while held"
        ),
        CommandSyntax("fault", "make a fault at a simulated venue", [.venue, .fault], optional: [.settings]),
        CommandSyntax("pause", "let the recording stand still"),
        CommandSyntax("play", "let the recording go on"),
        CommandSyntax("step", "play one message of the recording"),
        CommandSyntax("speed", "play the recording that fast", [.speed]),
        CommandSyntax("filter", "show only orders and log lines with that text", optional: [.text]),
        CommandSyntax("zoom", "show one book alone, 0 shows all", [.book]),
        CommandSyntax("theme", "take a theme, or the next one", optional: [.theme]),
        CommandSyntax("flash", "choose which changes light up", [.flash]),
        CommandSyntax("help", "show the keys"),
        CommandSyntax("redraw", "draw everything again"),
        CommandSyntax("suspend", "give the terminal back to the shell"),
        CommandSyntax("quit", "end the console", asks: "asks if orders are open"),
    ]
}
