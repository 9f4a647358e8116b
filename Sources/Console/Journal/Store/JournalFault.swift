/// A record that is not to be believed.
public struct JournalFault: Error, Sendable, Hashable {
    /// What is wrong with it.
    public let damage: JournalDamage

    /// A record with something wrong.
    public init(_ damage: JournalDamage) {
        self.damage = damage
    }
}
