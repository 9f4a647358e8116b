import TUI
import Testing

@Suite("Themes")
struct ThemeTests {
    @Test("Every role has a name of its own, except those that are computed")
    func names() {
        let names = Role.allCases.compactMap(\.name)
        #expect(Set(names).count == names.count)
        #expect(Role.allCases.filter { $0.name == nil } == [.bidBlock, .askBlock, .flashUpFading, .flashDownFading])
        #expect(Role.bidPrice.name == "bid.price")
        #expect(Role.healthDown.name == "health.down")
        #expect(Role.pnlDown.name == "pnl.down")
        #expect(Role.venue1.name == "venue.1")
    }

    @Test(
        "The standard theme gives a style at every depth, with numbers that the depth has",
        arguments: ColourDepth.allCases
    )
    func numbers(depth: ColourDepth) {
        let limit: Int32 =
            switch depth {
            case .mono: 0
            case .ansi8: 8
            case .ansi16: 16
            case .indexed: 256
            case .direct: 0x100_0000
            }
        for role in Role.allCases {
            let style = Theme.standard.style(of: role, at: depth)
            for number in [style.foreground, style.background].compactMap(\.self) {
                #expect(number >= 0 && number < limit, "\(role)")
            }
        }
    }

    @Test("Bid and ask differ in colour at every depth, and never by green and red")
    func sides() {
        for depth in ColourDepth.allCases where depth != .mono {
            let bid = Theme.standard.style(of: .bidPrice, at: depth)
            let ask = Theme.standard.style(of: .askPrice, at: depth)
            #expect(bid.foreground != ask.foreground)
        }
        #expect(Theme.standard.style(of: .bidPrice, at: .indexed).foreground == 75)
        #expect(Theme.standard.style(of: .askPrice, at: .indexed).foreground == 209)
    }

    @Test("An alarm has an attribute of its own without colours")
    func mono() {
        for role in [Role.healthWarn, .healthDown, .stateHold, .stateKilled, .orderBad] {
            #expect(Theme.standard.style(of: role, at: .mono).attributes.contains(.reverse), "\(role)")
        }
        for role in [Role.text, .bidPrice, .askPrice, .healthOK] {
            #expect(!Theme.standard.style(of: role, at: .mono).attributes.contains(.reverse), "\(role)")
        }
    }

    @Test("A bar of blocks has the colour of the same bar as a background")
    func blocks() {
        let theme = Theme.standard
        #expect(theme[.bidBlock].foreground == theme[.bidBar].background)
        #expect(theme[.askBlock].foreground == theme[.askBar].background)
        let plain = Theme(name: "plain") { role in
            role == .bidPrice ? RoleStyle(.fixed(rgb: 1, indexed: 2, ansi: 3)) : RoleStyle()
        }
        #expect(plain[.bidBlock].foreground == plain[.bidPrice].foreground)
    }

    @Test("Near-black colours stay clear of the numbers that mean ANSI colours in direct mode")
    func directMode() {
        let theme = Theme(name: "night") { _ in RoleStyle(.fixed(rgb: 0x00_0005, indexed: 16, ansi: 0)) }
        #expect(theme.style(of: .text, at: .direct).foreground == 8)
    }
}
