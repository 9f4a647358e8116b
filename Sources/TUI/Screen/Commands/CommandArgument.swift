/// What may stand behind a command's word.
enum CommandArgument: Sendable, Hashable {
    /// A venue's name.
    case venue
    /// `cancel-only`, `drain` or `resume`.
    case gate
    /// `on` or `off`.
    case onOff
    /// An order's number, or `all`.
    case order
    /// The name of a parameter.
    case parameter
    /// A parameter's value.
    case value
    /// The name of a limit.
    case limit
    /// A limit's value, with its unit or without: `2000`, `2000 USDT`.
    case amount
    /// The name of a fault.
    case fault
    /// The name of a theme.
    case theme
    /// `off`, `best` or `all`.
    case flash
    /// A speed such as `0.5` or `4`, or `max`.
    case speed
    /// A book's number.
    case book
    /// Parameters of a fault up to the end of the line: `for=10s times=3`.
    case settings
    /// Any text up to the end of the line.
    case text

    /// Whether it takes all words up to the end of the line.
    var takesRest: Bool { self == .settings || self == .text || self == .amount }

    /// What it is called in a usage line.
    var name: String {
        switch self {
        case .venue: "VENUE"
        case .gate: "cancel-only|drain|resume"
        case .onOff: "on|off"
        case .order: "NUMBER|all"
        case .parameter: "NAME"
        case .value, .amount: "VALUE"
        case .limit: "LIMIT"
        case .fault: "FAULT"
        case .theme: "THEME"
        case .flash: "off|best|all"
        case .speed: "SPEED|max"
        case .book: "0-4"
        case .settings: "NAME=VALUE"
        case .text: "TEXT"
        }
    }

    /// What it is called in a sentence.
    var noun: String {
        switch self {
        case .venue: "venue"
        case .gate: "state"
        case .onOff: "position"
        case .order: "order"
        case .parameter: "parameter"
        case .value, .amount: "value"
        case .limit: "limit"
        case .fault: "fault"
        case .theme: "theme"
        case .flash: "mode"
        case .speed: "speed"
        case .book: "book"
        case .settings: "parameter"
        case .text: "text"
        }
    }
}
