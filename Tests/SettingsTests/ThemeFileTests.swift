import Foundation
import Settings
import TUI
import TestKit
import Testing

@testable import Settings

/// The folder of the themes that rung comes with.
let themesFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Themes").path(percentEncoded: false)

@Suite("A theme file")
struct ThemeFileTests {
    static let shipped = ["classic", "default", "high-contrast", "light", "mono", "solarized"]

    @Test("There are six themes, and each is called like its file")
    func six() throws {
        let library = ThemeLibrary(folders: [themesFolder])
        #expect(library.names == ["default", "classic", "high-contrast", "light", "mono", "solarized"])
        for name in library.names { #expect(try library.load(name).name == name) }
    }

    @Test("The theme that is built in is the one of the file default.yaml")
    func builtIn() throws {
        #expect(try ThemeFile.load(path: themesFolder + "/default.yaml").theme == Theme.standard)
        #expect(try ThemeLibrary(folders: []).load("default") == Theme.standard)
    }

    @Test(
        "Everybody can read every theme and tell its sides and alarms apart, or it says who cannot",
        arguments: shipped
    )
    func lint(name: String) throws {
        let file = try ThemeFile.load(path: "\(themesFolder)/\(name).yaml")
        #expect(ThemeLint(file, name: name).problems().map(\.description) == [])
        #expect(file.isForAllEyes == (name != "classic"))
    }

    /// The default theme with one piece of text exchanged for another.
    private func changed(_ old: String, _ new: String) throws -> String {
        let text = try String(contentsOfFile: themesFolder + "/default.yaml", encoding: .utf8)
        try #require(text.contains(old))
        return text.replacing(old, with: new, maxReplacements: 1)
    }

    static let mistakes: [(old: String, new: String, problem: String)] = [
        (
            "  bid.price:    sky", "  bid.prise:    sky",
            "45:3: the key \"bid.prise\" is not known in roles (did you mean \"bid.price\"?)"
        ),
        ("  bid.price:    sky\n", "", "33:3: roles lacks the key \"bid.price\""),
        (
            "bid.price:    sky", "bid.price:    skye",
            "45:17: roles.bid.price names the colour \"skye\", which is not in the palette (did you mean \"sky\"?)"
        ),
        (
            "bid.bar:      ink on sky-dim", "bid.bar:      ink on",
            "47:17: roles.bid.bar ends behind \"on\", which a colour of the palette should follow"
        ),
        (
            "own:          ink bold", "own:          ink blod",
            "55:17: roles.own has the attribute \"blod\", and there are bold, dim, italic, underline, reverse (did you mean \"bold\"?)"
        ),
        (
            "#5fafff 75", "#5fafff 756",
            "14:15: palette.sky is \"#5fafff 756 bright-cyan\": 756 is not one of xterm's colours, 0 to 255"
        ),
        (
            "ink:        default", "ink:        cream",
            "13:15: palette.ink is \"cream\": a colour is \"default\" or \"#rrggbb\""
        ),
        ("base: dark", "base: drak", "10:7: base is \"drak\", and should be dark or light (did you mean \"dark\"?)"),
        ("name: default", "nmae: default", "9:1: lacks the key \"name\""),
        (
            "sky-dim:    \"#005faf 25 blue\"", "sky-dim:    sky-dim",
            "15:15: palette.sky-dim names itself: sky-dim -> sky-dim"
        ),
        ("  own:          bold", "  own:          bold,", "91:17: mono.own has the attribute \"bold,\""),
        ("  sky:        ", "  ink:        ", "13:3: \"ink\" is set more than once in one mapping; keep one"),
    ]

    @Test("says what is wrong with it and where", arguments: mistakes)
    func refuses(old: String, new: String, problem: String) throws {
        let text = try changed(old, new)
        let error = #expect(throws: SettingsError.self) { try ThemeFile.parse(text, name: "t.yaml") }
        let lines = error?.problems.map(\.description) ?? []
        #expect(lines.contains { $0.hasPrefix("t.yaml:" + problem) }, "\(lines)")
    }

    @Test("A colour may have a second name")
    func secondName() throws {
        let text = try changed("  sky:  ", "  bid: sky\n  sky:  ").replacing(
            "bid.price:    sky",
            with: "bid.price:    bid"
        )
        #expect(try ThemeFile.parse(text, name: "t.yaml").theme == Theme.standard)
    }

    static let hardToSee: [(old: String, new: String, problem: String)] = [
        ("#ff875f 209", "#5fffff 87", "differs from bid.price by"),
        ("#808080 244", "#303030 236", "text.dim has a contrast of 1.5 at 24 bits, and needs 4.5"),
        ("#6c6c6c 242", "#6c6c6c 236", "frame has a contrast of 1.5 at 256 colours, and needs 3.0"),
        ("health.warn:  black on yellow", "health.warn:  green", "health.warn looks like health.ok"),
        ("  health.down:  reverse bold\n", "", "health.down looks like health.ok without colours"),
        ("#005faf 25", "#00005f 17", "bid.bar has a bar with a contrast of 1."),
        ("#5fafff 75", "#00d787 42", "differs from bid.price by"),
    ]

    @Test("that is hard to see is told of", arguments: hardToSee)
    func lintFinds(old: String, new: String, problem: String) throws {
        let file = try ThemeFile.parse(try changed(old, new), name: "t.yaml")
        let found = ThemeLint(file, name: "t.yaml").problems().map(\.description)
        #expect(found.contains { $0.hasPrefix("t.yaml:") && $0.contains(problem) }, "\(found)")
    }

    @Test("A person's own theme comes before the one of the same name that is installed")
    func folders() throws {
        let text = try changed("#5fafff 75", "#5fafd7 74")
        try TemporaryFile.with(Array(text.utf8), name: "light.yaml") { path in
            let folder = (path as NSString).deletingLastPathComponent
            let theme = try ThemeLibrary(folders: [folder, themesFolder]).load("light")
            #expect(theme[.bidPrice].foreground == .fixed(rgb: 0x5FAFD7, indexed: 74, ansi: 14))
        }
        let error = #expect(throws: SettingsError.self) { try ThemeLibrary(folders: [themesFolder]).load("ligth") }
        #expect(error?.description.hasSuffix("(did you mean \"light\"?)") == true)
    }
}
