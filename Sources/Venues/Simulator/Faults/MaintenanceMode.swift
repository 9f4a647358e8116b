/// How far a venue closes for maintenance.
public enum MaintenanceMode: String, Sendable, Hashable, CaseIterable {
    /// Nothing goes on.
    case maintenance
    /// The market goes on without new orders.
    case cancelOnly = "cancel-only"
}
