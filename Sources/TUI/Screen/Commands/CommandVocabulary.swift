import Books

/// The names that commands may use at the moment.
struct CommandVocabulary: Sendable, Equatable {
    /// The venues' names, with their slots.
    var venues: [(name: String, venue: VenueID)] = []
    /// The parameters' names.
    var parameters: [String] = []
    /// The limits that may be changed.
    var limits: [LimitView] = []
    /// The faults' names.
    var faults: [String] = []
    /// The themes' names.
    var themes: [String] = []
    /// Whether a recording is played.
    var isPlayback = false
    /// The names of orders that can be cancelled.
    var orders: [String] = []

    /// No names.
    init() {}

    /// The names of a frame, and the themes.
    init(_ model: ConsoleViewModel, themes: [String]) {
        venues = model.venues.map { ($0.name, $0.venue) }
        parameters = model.parameters.map(\.name)
        limits = model.limits
        faults = model.faults
        self.themes = themes
        isPlayback = model.playback != nil
        orders = model.orders.filter(\.phase.isOpen).map { "\($0.identifier)" }
    }

    /// The words that may stand for an argument; nothing where anything may.
    func words(for argument: CommandArgument) -> [String] {
        switch argument {
        case .venue: venues.map(\.name)
        case .gate: GateRequest.allCases.map(\.rawValue)
        case .onOff: ["on", "off"]
        case .order: orders + ["all"]
        case .parameter: parameters
        case .limit: limits.map(\.name)
        case .fault: faults
        case .theme: themes
        case .flash: FlashMode.allCases.map(\.rawValue)
        case .speed: ["0.5", "1", "2", "4", "10", "max"]
        case .book: ["0", "1", "2", "3", "4"]
        case .value, .amount, .settings, .text: []
        }
    }

    static func == (left: CommandVocabulary, right: CommandVocabulary) -> Bool {
        left.venues.map(\.name) == right.venues.map(\.name) && left.venues.map(\.venue) == right.venues.map(\.venue)
            && left.parameters == right.parameters && left.limits == right.limits && left.faults == right.faults
            && left.themes == right.themes
            && left.isPlayback == right.isPlayback && left.orders == right.orders
    }
}
