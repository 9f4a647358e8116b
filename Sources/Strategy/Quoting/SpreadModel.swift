/// The model that gives the distances of the best quotes.
public enum SpreadModel: String, Sendable, Hashable, CaseIterable {
    /// Guéant, Lehalle and Fernandez-Tapia: no horizon.
    case glft
    /// Avellaneda and Stoikov: a horizon.
    case avellaneda
}
