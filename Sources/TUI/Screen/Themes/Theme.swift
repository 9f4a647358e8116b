/// The look of every role.
public struct Theme: Sendable, Equatable {
    /// The name that a person chooses it by.
    public let name: String

    private let styles: [RoleStyle]

    /// A theme that asks `style` for the look of every role that theme files name.
    public init(name: String, style: (Role) -> RoleStyle) {
        self.name = name
        styles = Role.allCases.map { role in
            switch role {
            case .bidBlock: Self.block(of: style(.bidBar), beside: style(.bidPrice))
            case .askBlock: Self.block(of: style(.askBar), beside: style(.askPrice))
            case .flashUpFading: Self.fading(style(.flashUp), beside: style(.bidPrice))
            case .flashDownFading: Self.fading(style(.flashDown), beside: style(.askPrice))
            default: style(role)
            }
        }
    }

    /// The look of a role as the theme has it.
    public subscript(role: Role) -> RoleStyle {
        styles[Int(role.rawValue)]
    }

    /// The look of a role on a terminal with that many colours.
    public func style(of role: Role, at depth: ColourDepth) -> CellStyle {
        let style = self[role]
        guard depth != .mono else {
            return CellStyle(foreground: nil, background: nil, attributes: style.mono)
        }
        return CellStyle(
            foreground: style.foreground.number(at: depth),
            background: style.background.number(at: depth),
            attributes: style.foreground.needsBold(at: depth) ? style.attributes.union(.bold) : style.attributes
        )
    }

    /// The second half of a flash: without its background, in the colour of the side that it has, heavier than normal.
    private static func fading(_ flash: RoleStyle, beside price: RoleStyle) -> RoleStyle {
        RoleStyle(price.foreground, on: price.background, flash.attributes.union(.bold))
    }

    /// A bar of block characters has the colour that the same bar has as a background.
    private static func block(of bar: RoleStyle, beside price: RoleStyle) -> RoleStyle {
        bar.background == .terminal
            ? RoleStyle(price.foreground, on: price.background) : RoleStyle(bar.background, on: price.background)
    }
}
