/// The ways to tell the volatility from bars of an opening, highest, lowest and closing price.
public enum RangeEstimator: String, Sendable, Hashable, CaseIterable {
    /// Closing prices alone, no drift assumed.
    case closeToClose = "close to close"
    /// Closing prices alone, less their mean.
    case closeToCloseSample = "close to close, less drift"
    /// The average of squared closing returns that weighs the newest most (RiskMetrics 1996, 0.94).
    case riskMetrics = "RiskMetrics"
    /// The range alone (Parkinson 1980).
    case parkinson = "Parkinson"
    /// The range and the close (Garman and Klass 1980, the short form).
    case garmanKlass = "Garman-Klass"
    /// The best quadratic form of range and close (Garman and Klass 1980).
    case garmanKlassFull = "Garman-Klass, full"
    /// Range and close, right with a drift as well (Rogers and Satchell 1991).
    case rogersSatchell = "Rogers-Satchell"
    /// The former, with openings away from the close before (Yang and Zhang 2000).
    case yangZhang = "Yang-Zhang"

    /// What it gives of the true volatility where a bar has 60 samples, because the highest of samples is below the
    /// highest price: measured in 40,000 drawn bars, `docs/strategy.md`.
    ///
    /// That of Yang and Zhang is of what it takes from the former; the rest of it is from openings and closes.
    var biasAtSixty: Double {
        switch self {
        case .closeToClose, .closeToCloseSample, .riskMetrics: 1
        case .parkinson: 0.918
        case .garmanKlass, .garmanKlassFull: 0.885
        case .rogersSatchell, .yangZhang: 0.884
        }
    }
}
