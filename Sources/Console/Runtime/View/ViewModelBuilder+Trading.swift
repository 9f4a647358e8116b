import Books
import Strategy
import TUI

extension ViewModelBuilder {
    /// The sentences about orders at its venues.
    var sentences: TradingSentences { TradingSentences(names: identities.map(\.name), instrument: instrument) }

    /// Notes an effect about orders, and gives the sentence for the log; nil where there is nothing to tell.
    mutating func note(
        _ effect: TraderEffect,
        _ scale: LedgerScale,
        wallTime: WallTime
    ) -> (text: String, isWarning: Bool)? {
        let sentences = sentences
        let told: (text: String, isWarning: Bool)? =
            switch effect {
            case .execution(let effect): sentences.sentence(effect)
            case .tradingChanged(_, let mode): (sentences.sentence(mode), !mode.isRunning)
            case .limitChanged(let change): (sentences.sentence(change), change.after > change.before)
            case .venueGateChanged(let venue, let gate): (sentences.sentence(venue, gate), gate != .open)
            case .linkChanged(let venue, _, let link): (sentences.sentence(venue, link), !link.isReady)
            case .reconciled(let reading) where reading.isFirst:
                (
                    "\(identities[reading.venue.slot].name) account read: \(reading.openOrders) orders of ours open, "
                        + "\(reading.foreignOrders) of others",
                    false
                )
            case .drifted(let venue, let drift): (sentences.sentence(venue, drift, scale), true)
            default: nil
            }
        if let told, !isRepeated(told.text, at: wallTime) {
            note(told.text, told.isWarning ? .warning : .info, wallTime: wallTime)
        }
        return told
    }
}
