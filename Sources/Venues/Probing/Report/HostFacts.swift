public import Books

/// Where a measurement was made.
public struct HostFacts: Sendable, Hashable {
    /// The host's own name.
    public var name: String
    /// The AWS region; nil elsewhere.
    public var region: String?
    /// The identifier of the availability zone, the same for all accounts; nil elsewhere.
    public var zoneID: String?
    /// The zone's name in this account, which says nothing to another one.
    public var zoneName: String?
    /// The instance type.
    public var instanceType: String?
    /// The instance.
    public var instanceID: String?
    /// How wrong the host's calendar is at most, by its own kernel; nil where it is not synchronised.
    public var clockError: TimeSpan?

    /// A host of which the name is known.
    public init(name: String) {
        self.name = name
    }

    /// What it is called in tables: `apne1-az4 c7i.large`, else its name.
    public var label: String {
        guard let zoneID else { return name }
        return [zoneID, instanceType].compactMap { $0 }.joined(separator: " ")
    }
}
