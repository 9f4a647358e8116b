import Books

/// What the person at the console has in mind.
struct Person {
    /// Until when they want nothing to be sent; nil while they want to trade.
    var restsUntil: MonotonicTime?
    /// When they last looked after what stands still.
    var caredAt = World.begin
    /// How long they leave it between two looks.
    static let pause = TimeSpan.seconds(6)
}
