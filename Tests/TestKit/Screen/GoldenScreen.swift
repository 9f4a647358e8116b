public import TUI

/// A screen as text: the glyphs, one letter per cell for its role, one for its look without colours, then what the
/// letters of the roles mean.
///
/// Comparing glyphs alone would miss a number that is shown in the wrong role, and here a role decides whether a
/// number counts as alive. Looks are the default theme's: `d` dim, `b` bold, `r` reverse, in capitals what is bold too.
public struct GoldenScreen: Equatable, Sendable {
    /// The whole text.
    public let text: String

    /// The text of one screen that was drawn with several glyph sets; their roles must be the same.
    public init(_ drawings: [(name: String, grid: Grid)]) {
        var text = ""
        for (name, grid) in drawings {
            text += "glyphs: \(name)\n" + Self.rows(of: grid) { String(Character($0.scalar)) }
        }
        var used: Set<Role> = []
        var rolesBefore = ""
        for (name, grid) in drawings {
            used.formUnion(grid.cells.map(\.role))
            let roles = Self.rows(of: grid) { String(Self.letter($0.role)) }
            if roles != rolesBefore {
                text += "roles: \(name)\n" + roles
            }
            rolesBefore = roles
        }
        if let first = drawings.first {
            text += "looks: mono\n" + Self.rows(of: first.grid) { String(Self.look($0.role)) }
        }
        text += "legend\n"
        for role in Role.allCases where used.contains(role) {
            text += "\(Self.letter(role)) \(role.name ?? "\(role)")\n"
        }
        self.text = text
    }

    /// The first lines that differ from `expected`, or nothing if none does.
    public func difference(from expected: String) -> String? {
        let shown = text.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
        var report = ""
        var count = 0
        for index in 0..<max(shown.count, wanted.count) {
            let shownLine = index < shown.count ? String(shown[index]) : "(no line)"
            let wantedLine = index < wanted.count ? String(wanted[index]) : "(no line)"
            guard shownLine != wantedLine else { continue }
            count += 1
            guard count <= 5 else { continue }
            report += "line \(index + 1)\n  expected \(wantedLine)\n  drawn    \(shownLine)\n"
        }
        return count == 0 ? nil : report + "\(count) lines differ"
    }

    /// The letter of a role's attributes on a terminal without colours.
    private static func look(_ role: Role) -> Character {
        let attributes = Theme.standard.style(of: role, at: .mono).attributes
        let isBold = attributes.contains(.bold)
        if attributes.contains(.reverse) { return isBold ? "R" : "r" }
        if attributes.contains(.underline) { return isBold ? "U" : "u" }
        if attributes.contains(.dim) { return "d" }
        return isBold ? "b" : "."
    }

    private static func letter(_ role: Role) -> Character {
        let letters = Array("._sfFtTkKpSbBxaAyczmuo1234^v+w!iheQqZGRXYUD")
        return letters[Int(role.rawValue)]
    }

    private static func rows(of grid: Grid, _ sign: (Cell) -> String) -> String {
        (0..<grid.size.rows).map { row in
            "|" + (0..<grid.size.columns).map { sign(grid[row, $0]) }.joined() + "|\n"
        }.joined()
    }
}
