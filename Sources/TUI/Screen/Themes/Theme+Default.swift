extension Theme {
    /// The theme of the console without a theme file: for dark backgrounds.
    ///
    /// Sky and orange for the sides stay apart under every common colour blindness (the distance of the usual green
    /// and red falls to a seventh under deuteranopia); both are exact xterm colours, so 256 and 16 million colours
    /// look the same. Green, yellow and red mean health and nothing else.
    public static let standard = Theme(name: "default") { role in
        switch role {
        case .text, .bidSize, .askSize, .keyLabel, .orderDone: RoleStyle()
        case .textDim, .cumulative, .orderSent: RoleStyle(.grey, mono: .dim)
        case .textStrong, .title, .key, .prompt, .priceTail, .mid, .own: RoleStyle(.terminal, .bold, mono: .bold)
        case .frame: RoleStyle(.slate, mono: .dim)
        case .frameFocus: RoleStyle(.sky, mono: .bold)
        case .titleFocus: RoleStyle(.sky, .bold, mono: [.bold, .underline])
        case .selection: RoleStyle(.terminal, .reverse, mono: .reverse)
        case .bidPrice: RoleStyle(.sky)
        case .bidBar: RoleStyle(.terminal, on: .skyDim)
        case .askPrice: RoleStyle(.orange)
        case .askBar: RoleStyle(.terminal, on: .orangeDim)
        case .priceCommon: RoleStyle(.silver, mono: .dim)
        case .venue1: RoleStyle(.violet)
        case .venue2: RoleStyle(.sand)
        case .venue3: RoleStyle(.jade)
        case .venue4: RoleStyle(.rose)
        case .flashUp: RoleStyle(.terminal, on: .skyDim, .bold)
        case .flashDown: RoleStyle(.terminal, on: .orangeDim, .bold)
        case .healthOK, .pnlUp: RoleStyle(.green)
        case .pnlDown: RoleStyle(.lightRed)
        case .stateOn: RoleStyle(.green, .bold, mono: .bold)
        case .healthWarn, .stateHold: RoleStyle(.black, on: .yellow, mono: .reverse)
        case .healthDown, .stateKilled, .orderBad:
            RoleStyle(.white, on: .red, .bold, mono: [.reverse, .bold])
        case .bidBlock, .askBlock, .flashUpFading, .flashDownFading: RoleStyle()
        }
    }
}

extension ThemeColour {
    fileprivate static let sky = fixed(rgb: 0x5FAFFF, indexed: 75, ansi: 14)
    fileprivate static let skyDim = fixed(rgb: 0x005FAF, indexed: 25, ansi: 4)
    fileprivate static let orange = fixed(rgb: 0xFF875F, indexed: 209, ansi: 9)
    fileprivate static let orangeDim = fixed(rgb: 0x875F00, indexed: 94, ansi: 1)
    fileprivate static let grey = fixed(rgb: 0x808080, indexed: 244, ansi: 8)
    fileprivate static let slate = fixed(rgb: 0x6C6C6C, indexed: 242, ansi: 8)
    fileprivate static let silver = fixed(rgb: 0x949494, indexed: 246, ansi: 7)
    fileprivate static let violet = fixed(rgb: 0xAF87FF, indexed: 141, ansi: 13)
    fileprivate static let sand = fixed(rgb: 0xD7D7AF, indexed: 187, ansi: 15)
    fileprivate static let jade = fixed(rgb: 0x5FD7AF, indexed: 79, ansi: 6)
    fileprivate static let rose = fixed(rgb: 0xD787AF, indexed: 175, ansi: 5)
    fileprivate static let green = fixed(rgb: 0x5FD75F, indexed: 77, ansi: 10)
    fileprivate static let yellow = fixed(rgb: 0xD7AF00, indexed: 178, ansi: 3)
    fileprivate static let red = fixed(rgb: 0xAF0000, indexed: 124, ansi: 1)
    fileprivate static let lightRed = fixed(rgb: 0xFF5F5F, indexed: 203, ansi: 9)
    fileprivate static let white = fixed(rgb: 0xFFFFFF, indexed: 231, ansi: 15)
    fileprivate static let black = fixed(rgb: 0x000000, indexed: 16, ansi: 0)
}
