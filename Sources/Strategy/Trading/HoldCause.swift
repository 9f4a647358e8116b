/// Who or what holds execution.
public enum HoldCause: Sendable, Hashable {
    /// A person's key.
    case person
    /// The console was started again over an account that it had traded on.
    case restart
    /// A kill was cleared.
    case rearmed
    /// There were as many automatic executions as may be without a person's key.
    case repetition
    /// The strategy asked for orders that cannot be right.
    case strategy
    /// A venue refused the same thing three times in a minute.
    case rejects(String)
    /// Of three orders in a row nobody knew what became.
    case doubts
    /// Intents cannot be written down, for this reason.
    case journal(String)
    /// The venue's balances are not what the fills make them.
    case drift
    /// A venue was taken back by a person, step by step.
    case reopening
    /// The trader stood still for seconds.
    case watchdog
    /// The process stood still, or a clock jumped.
    case clockJump
    /// Nobody has seen the screen for a while.
    case unseen
    /// The console is ending.
    case stopping

    /// It after the word "by".
    public var words: String {
        switch self {
        case .person: "operator"
        case .restart: "a restart"
        case .rearmed: "a cleared kill"
        case .repetition: "the number of executions"
        case .strategy: "the strategy's own mistakes"
        case .rejects(let text): "rejects: \(text)"
        case .doubts: "three orders in doubt"
        case .journal(let text): "the journal: \(text)"
        case .drift: "a balance that is not ours"
        case .reopening: "a staged resume"
        case .watchdog: "the watchdog"
        case .clockJump: "a clock jump"
        case .unseen: "an unseen screen"
        case .stopping: "the end"
        }
    }
}
