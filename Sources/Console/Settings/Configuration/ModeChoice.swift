/// What the console may trade at.
///
/// Modes that cost money are no words here, so that no configuration can ask for one.
enum ModeChoice: String, CaseIterable {
    /// Exchanges of our own.
    case sim
}
