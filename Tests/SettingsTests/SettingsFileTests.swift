import Books
import Settings
import TUI
import TestKit
import Testing

/// What reading `text` with `body` finds wrong, a line a problem.
func problems(_ text: String, _ body: (SettingsSection) -> Void) -> [String] {
    do throws(SettingsError) {
        try SettingsFile.read(text: text, name: "c.yaml", body)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

@Suite("A settings file")
struct SettingsFileTests {
    enum Flavour: String, CaseIterable {
        case sweet
        case sour
    }

    @Test("is read into values of every kind")
    func kinds() throws {
        let text = """
            fps: 20
            size: "0.0250"
            flavour: sour
            on: true
            bid: "#5fafff 75 bright-cyan"
            wait: 1.5 s
            name: no
            venues:
              - symbol: ETHUSDT
              - symbol: XBTUSD
            ports: [1, 2]
            """
        try SettingsFile.read(text: text, name: "c.yaml") { root in
            #expect(root.integer("fps", in: 1...30) == 20)
            #expect(root.decimal("size", unit: DecimalUnit(decimals: 4)) == 250)
            #expect(root.choice("flavour", Flavour.self) == .sour)
            #expect(root.boolean("on") == true)
            #expect(root.colour("bid") == .fixed(rgb: 0x5FAFFF, indexed: 75, ansi: 14))
            #expect(root.duration("wait", in: .zero ... .seconds(5)) == .milliseconds(1500))
            #expect(root.text("name") == "no")
            #expect(root.sections("venues")?.map { $0.text("symbol") } == ["ETHUSDT", "XBTUSD"])
            #expect(root.list("ports")?.map { $0.integer(in: 0...9) } == [1, 2])
            #expect(root.integer("absent", in: 0...1) == nil)
        }
    }

    @Test("with nothing in it sets nothing", arguments: ["", "# a remark\n", "---\n", "{}\n"])
    func empty(_ text: String) {
        #expect(problems(text) { _ = $0.integer("fps", in: 1...30) } == [])
    }

    @Test("says everything that is wrong with it, in the order of its lines")
    func all() {
        let text = """
            fbs: 10
            size: 1.00001
            venue:
              nmae: x
              port: 99999
            wait: 3
            """
        let found = problems(text) { root in
            _ = root.integer("fps", in: 1...30)
            _ = root.duration("wait", in: .zero ... .seconds(5))
            _ = root.decimal("size", unit: DecimalUnit(decimals: 2))
            let venue = root.section("venue")
            _ = venue?.required("name")?.text()
            _ = venue?.integer("port", in: 1...65535)
        }
        #expect(
            found == [
                "c.yaml:1:1: the key \"fbs\" is not known (did you mean \"fps\"?)",
                "c.yaml:2:7: size is \"1.00001\", and may have 2 digits behind its point at most",
                "c.yaml:4:3: venue lacks the key \"name\"",
                "c.yaml:4:3: the key \"nmae\" is not known in venue (did you mean \"name\"?)",
                "c.yaml:5:9: venue.port is 99999, and should lie between 1 and 65535",
                "c.yaml:6:7: wait is \"3\", and should be a number with its unit, us, ms, s, min or h: 250 ms",
            ]
        )
    }

    static let refused: [(String, String)] = [
        ("a: [1", "c.yaml:2:1: is not YAML here: did not find expected ',' or ']'"),
        ("a: 1\na: 2\n", "c.yaml:1:1: \"a\" is set more than once in one mapping; keep one"),
        ("a: 1\n\"a\": 2\n", "c.yaml:1:1: \"a\" is set more than once in one mapping; keep one"),
        ("- a\n- b\n", "c.yaml:1:1: the file is a list, and should be a mapping: `key: value` a line"),
        ("a: 1\n---\nb: 2\n", "c.yaml:2:1: is not YAML here: but found another document"),
        ("a: *x\n", "c.yaml:1:4: is not YAML here: found undefined alias"),
        ("a: \u{1}\n", "c.yaml:1:4: is not YAML here: control characters are not allowed"),
        ("[x]: 1\na: 3\n", "c.yaml:1:1: the key \"a key\" is a list, and should be a text"),
        ("\ta: 1\n", "c.yaml:1:1: is not YAML here: found character that cannot start any token"),
    ]

    @Test("is refused where it is not what a settings file is", arguments: refused)
    func refuse(_ text: String, _ expected: String) {
        #expect(problems(text) { _ = $0.integer("a", in: 0...9) } == [expected])
    }

    @Test("that cannot be read says why")
    func unreadable() throws {
        let open = { (path: String) in
            do throws(SettingsError) {
                try SettingsFile.read(path: path) { _ in }
                return "read"
            } catch {
                return error.description
            }
        }
        #expect(open("/nowhere/c.yaml") == "/nowhere/c.yaml: cannot be opened: No such file or directory")
        #expect(open("/") == "/: cannot be read: Is a directory")
        try TemporaryFile.with(Array("a: b\nc: ".utf8) + [0xFF]) { path in
            #expect(open(path) == "\(path):2:4: is not UTF-8 text here; save the file as UTF-8")
        }
        try TemporaryFile.with([UInt8](repeating: 0x23, count: 1 << 20 + 1)) { path in
            #expect(open(path) == "\(path): is larger than 1048576 bytes, which no settings file is")
        }
    }

    @Test("of any bytes is read or refused, never a trap")
    func anything() {
        let pieces = [
            "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "*x", "&x ", "\"", "'", "|\n", "!!int ", "#", "<<", "?",
            "é",
        ]
        forEachSeed(1...300) { seed, random in
            let text = (0..<random.pick(0...30)).map { _ in random.pick(pieces) }.joined()
            let found = problems(text) { root in
                for (_, value) in root.entries() {
                    _ = value.integer(in: 0...9)
                    _ = root.open(value)?.list("a")
                }
            }
            #expect(found.allSatisfy { $0.hasPrefix("c.yaml:") }, "seed \(seed): \(text)")
        }
    }
}
