import Books
import Journal
import Runtime
import Simulator
import Strategy
import TUI

/// Carries out what a person asked for at the screen, as far as it concerns the engine or the simulated exchanges.
struct ConsoleActions {
    /// Where the trader takes commands from.
    let mailbox: Mailbox
    /// The exchanges that faults are made at; nil where they are not ours.
    let venues: SimulatedVenues?
    /// The last gate before the venues; nil in a console without an order path.
    let gate: OrderGate?
    /// Where intents are written down; nil in a console without an order path.
    let journal: JournalTask?

    /// Carries `action` out; the answer of whoever did it comes with the next picture.
    ///
    /// What closes the gate closes it here and now, on the thread of the key: no burst of the market comes before it.
    func perform(_ action: ConsoleAction) {
        var closing: UInt64?
        switch action {
        case .kill: closing = gate?.closeAtOnce(.kill)
        case .hold(nil), .unseen: closing = gate?.closeAtOnce(.hold)
        // A person wants to trade again: what could not be written is tried again.
        case .run(nil), .reduce(fromHold: true): journal?.retry()
        default: break
        }
        if case .fault(let venue, let words) = action {
            fault(at: venue.slot, words)
        } else if let command = OperatorCommand(action) {
            // What means nothing to the trader is the screen's own.
            mailbox.put(command, closing: closing)
        }
    }

    /// The terminal is gone and nobody can see what is done: the kill switch, by that cause.
    func killUnseen() {
        mailbox.put(.kill(.terminal), closing: gate?.closeAtOnce(.kill))
    }

    private func fault(at slot: Int, _ words: String) {
        guard let venues else {
            let words = "the exchanges are not this console's: a fault is switched at their own --control"
            return mailbox.put(.remark(words, isWarning: true))
        }
        do throws(FaultTextError) {
            mailbox.put(.remark(try venues.command("\(SimulatedVenues.names[slot]) \(words)"), isWarning: false))
        } catch {
            mailbox.put(.remark(error.sentence, isWarning: true))
        }
    }
}
