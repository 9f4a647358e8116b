import TUI

/// Judges what a person would see of a theme: whether text can be read, sides and health be told apart, by all eyes.
///
/// The rules are those of WCAG 2.1 for contrast (1.4.3 for text, 1.4.11 for the rest), and distances in CIE L*a*b* for
/// colours that have to differ.
public struct ThemeLint {
    private let file: ThemeFile
    private let name: String

    /// A lint of a theme, whose problems call its file `name`.
    public init(_ file: ThemeFile, name: String) {
        self.file = file
        self.name = name
    }

    /// What is hard to see, in the order of the rules; each names its role's place.
    public func problems() -> [SettingsProblem] {
        readability() + sides() + health() + alarmsWithoutColour()
    }

    // MARK: - Rules

    /// The least contrast of text, and of lines and bars.
    private static let (textContrast, shapeContrast) = (4.5, 3.0)
    /// The least distance of the two sides; the usual green and red come to 18 under deuteranopia.
    private static let sideDistance = 40.0
    /// The least distance of two states of health.
    private static let healthDistance = 20.0

    /// The depths at which colours differ: what is exact in 24 bits may not be in 256.
    private static let depths: [ColourDepth] = [.direct, .indexed]

    private func readability() -> [SettingsProblem] {
        ThemeReader.names.flatMap { role, _ in
            Self.depths.compactMap { depth in
                let isShape = role == .frame || role == .frameFocus
                let least = isShape ? Self.shapeContrast : Self.textContrast
                let seen = look(role, depth)
                let contrast = LinearColour(rgb: seen.ink).contrast(to: LinearColour(rgb: seen.paper))
                guard contrast < least else { return barProblem(role, depth, seen.paper) }
                return problem(
                    role,
                    "has a contrast of \(tenths(contrast)) at \(words(depth)), and needs \(tenths(least))"
                )
            }
        }
    }

    /// A bar has to be seen against the background that it lies on.
    private func barProblem(_ role: Role, _ depth: ColourDepth, _ bar: UInt32) -> SettingsProblem? {
        guard role == .bidBar || role == .askBar, file.theme[role].background != .terminal else { return nil }
        let paper = look(.text, depth).paper
        let contrast = LinearColour(rgb: bar).contrast(to: LinearColour(rgb: paper))
        // A bar in the colour of the background is none: the theme does without.
        guard bar != paper, contrast < Self.shapeContrast else { return nil }
        return problem(
            role,
            "has a bar with a contrast of \(tenths(contrast)) at \(words(depth)), and needs \(tenths(Self.shapeContrast))"
        )
    }

    private func sides() -> [SettingsProblem] {
        Self.depths.flatMap { depth -> [SettingsProblem] in
            let bid = look(.bidPrice, depth).ink
            let ask = look(.askPrice, depth).ink
            guard bid != ask else { return [] }
            let blindnesses: [ColourBlindness?] = file.isForAllEyes ? [nil] + ColourBlindness.allCases : [nil]
            return blindnesses.compactMap { blindness in
                let distance = distance(bid, ask, blindness)
                guard distance < Self.sideDistance else { return nil }
                let eyes = blindness.map { "with \($0.rawValue)" } ?? "for everybody"
                return problem(
                    .askPrice,
                    "differs from bid.price by \(tenths(distance)) \(eyes) at \(words(depth)), and needs "
                        + "\(tenths(Self.sideDistance)), or the theme says `cvd: false`"
                )
            }
        }
    }

    private func health() -> [SettingsProblem] {
        let roles: [Role] = [.healthOK, .healthWarn, .healthDown]
        return roles.indices.flatMap { index in
            roles[(index + 1)...].compactMap { other in
                let (first, second) = (look(roles[index], .direct), look(other, .direct))
                let ink = distance(first.ink, second.ink, nil)
                let paper = distance(first.paper, second.paper, nil)
                let attributes = file.theme[roles[index]].attributes != file.theme[other].attributes
                guard max(ink, paper) < Self.healthDistance, !attributes else { return nil }
                return problem(other, "looks like \(roles[index].name ?? "another state of health")")
            }
        }
    }

    /// Without colours an alarm needs an attribute that its neighbours in meaning have not.
    private func alarmsWithoutColour() -> [SettingsProblem] {
        let quieter: [(alarm: Role, than: [Role])] = [
            (.healthWarn, [.healthOK, .text]), (.healthDown, [.healthWarn, .healthOK, .text]),
            (.stateHold, [.stateOn, .text]), (.stateKilled, [.stateHold, .stateOn, .text]),
            (.orderBad, [.orderDone, .orderSent, .text]),
        ]
        return quieter.flatMap { alarm, others in
            others.compactMap { other in
                guard file.theme[alarm].mono == file.theme[other].mono else { return nil }
                let message =
                    "looks like \(other.name ?? "text") without colours; give it an attribute of its own in mono"
                return problem(alarm, message, at: file.monoPosition)
            }
        }
    }

    // MARK: - Sight

    /// The 24-bit colours that a role is seen in.
    private func look(_ role: Role, _ depth: ColourDepth) -> (ink: UInt32, paper: UInt32) {
        let style = file.theme[role]
        let ink = rgb(style.foreground, depth) ?? file.base.ink
        let paper = rgb(style.background, depth) ?? file.base.paper
        return style.attributes.contains(.reverse) ? (paper, ink) : (ink, paper)
    }

    private func rgb(_ colour: ThemeColour, _ depth: ColourDepth) -> UInt32? {
        guard case .fixed(let rgb, let indexed, _) = colour else { return nil }
        guard depth == .indexed else { return rgb }
        // The first sixteen are whatever the person set them to.
        return NearestColour.indexedColours.first { $0.number == indexed }?.rgb ?? rgb
    }

    private func distance(_ left: UInt32, _ right: UInt32, _ blindness: ColourBlindness?) -> Double {
        let colours = [left, right].map { rgb in
            let colour = LinearColour(rgb: rgb)
            return LabColour(blindness.map { colour.seen(with: $0) } ?? colour)
        }
        return colours[0].distance(to: colours[1])
    }

    // MARK: - Words

    private func problem(_ role: Role, _ message: String, at position: SettingsPosition? = nil) -> SettingsProblem {
        SettingsProblem(
            file: name,
            position: position ?? file.positions[role],
            message: "\(role.name ?? "a role") \(message)",
            suggestion: nil
        )
    }

    private func words(_ depth: ColourDepth) -> String { depth == .indexed ? "256 colours" : "24 bits" }

    private func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded(.down))
        return "\(tenths / 10).\(tenths % 10)"
    }
}
