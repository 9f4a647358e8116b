import Books

/// Where data comes from and where orders would go, in capitals: a person must never take one mode for another.
struct ModeBanner {
    private let model: ConsoleViewModel

    /// The banner of `model`.
    init(_ model: ConsoleViewModel) {
        self.model = model
    }

    /// The words, longest first.
    var wordings: [Text] {
        var short = Text(model.mode.rawValue.uppercased())
        switch model.arming {
        case .notNeeded: break
        case .disarmed: short.append(" DISARMED")
        case .armed: short.append(" ARMED")
        }
        if model.isReadOnly { short.append(" READ-ONLY") }
        guard let playback = model.playback else { return [short] }
        let speed = Text(joining: short, " ", playback.isPaused ? "PAUSED" : Text(playback.speed))
        guard model.mode == .replay else {
            return playback.isPaused || playback.speed != .tenths(10) ? [speed, short] : [short]
        }
        var long = Text(joining: short, " ", Text(elapsed: playback.position))
        if let length = playback.length { long.append(Text(joining: "/", Text(elapsed: length))) }
        long.append(Text(joining: " ", playback.isPaused ? "PAUSED" : Text(playback.speed)))
        return [long, speed, short]
    }

    /// The role: real money is loud.
    var role: Role {
        switch model.mode {
        case .sim, .replay, .paper: .textStrong
        case .testnet: .textStrong
        case .live: .stateHold
        }
    }
}

extension Text {
    /// A speed: `x4`, `x0.5`, `max`.
    init(_ speed: PlaybackSpeed) {
        switch speed {
        case .unlimited: self = "max"
        case .tenths(let tenths):
            self.init(stringLiteral: "x")
            append(Text(decimal: Int128(tenths), unitDecimals: 1, decimals: tenths % 10 == 0 ? 0 : 1))
        }
    }

    /// Hours, minutes and seconds: `00:12:03`.
    init(elapsed span: TimeSpan) {
        self.init()
        let seconds = min(max(span.milliseconds, 0) / 1000, 359_999)
        append(seconds / 3600, width: 2, fill: "0")
        append(":")
        append(seconds / 60 % 60, width: 2, fill: "0")
        append(":")
        append(seconds % 60, width: 2, fill: "0")
    }
}
