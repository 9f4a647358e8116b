/// What gives a venue's own fair price, of which all venues' is made.
public enum FairEstimator: String, Sendable, Hashable, CaseIterable {
    /// The mid that leans to the side with less behind it.
    case weighted
    /// The mid and what it has been seen to do next from such a book, by Stoikov 2018.
    case micro
}
