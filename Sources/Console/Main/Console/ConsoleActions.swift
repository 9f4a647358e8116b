import Runtime
import Simulator
import Strategy
import TUI

/// Carries out what a person asked for at the screen, as far as it concerns the engine or the simulated exchanges.
struct ConsoleActions {
    /// Where the trader takes commands from.
    let mailbox: Mailbox
    /// The exchanges that faults are made at.
    let venues: SimulatedVenues

    /// Carries `action` out; the answer of whoever did it comes with the next picture.
    func perform(_ action: ConsoleAction) {
        switch action {
        case .startStrategy: mailbox.put(.strategyOn)
        case .stopStrategy, .kill: mailbox.put(.strategyOff)
        case .set(let name, let value): mailbox.put(.set(name: name, value: value))
        case .reconnect(let venue): mailbox.put(.reconnect(venue))
        case .fault(let venue, let words): fault(at: venue.slot, words)
        case .hold, .run, .rearm, .arm, .disarm, .cancel, .cancelAll, .gate, .cancelAllAndQuit:
            // The screen refuses these itself while the console has no order path.
            break
        case .playback, .theme, .redraw, .suspend, .quit:
            // A replay's, or the terminal's own.
            break
        }
    }

    private func fault(at slot: Int, _ words: String) {
        let names = [venues.binance.venue.name, venues.kraken.venue.name]
        do throws(FaultTextError) {
            mailbox.put(.remark(try venues.command("\(names[slot]) \(words)"), isWarning: false))
        } catch {
            mailbox.put(.remark(error.sentence, isWarning: true))
        }
    }
}
