/// A number that lights up for a moment.
struct FlashMark: Sendable, Equatable {
    /// What it was before: only the digits that differ light up.
    let previous: Int64
    /// Whether it rose.
    let isUp: Bool
    /// Whether the light is in its second, weaker half.
    let isFading: Bool

    /// The role of the digits that differ, in the weaker half.
    var weakRole: Role { isUp ? .flashUpFading : .flashDownFading }

    /// The role of the digits that differ.
    var role: Role {
        switch (isUp, isFading) {
        case (true, false): .flashUp
        case (false, false): .flashDown
        case (true, true): .flashUpFading
        case (false, true): .flashDownFading
        }
    }
}
