import Books
import TUI
import TestKit
import Testing

@Suite("What keys do")
struct KeyActionTests {
    @Test("The way to safety is one key, the way back a question that only y answers with yes")
    func safety() {
        var state = ScreenState()
        #expect(ScreenBench(.normal).press(" ", &state) == [.hold(nil)])
        #expect(ScreenBench(.normal).press("s", &state) == [.stopStrategy])
        let held = ScreenBench(.held)
        for key: KeyStroke in [.enter, .character(" "), .escape, .character("n"), .character("Y"), .control("l"), .tab]
        {
            #expect(held.press(" ", &state).isEmpty)
            #expect(held.text(state).contains("[y/N]"))
            #expect(held.press(key, &state).isEmpty, "\(key.name)")
            #expect(!held.text(state).contains("[y/N]"))
        }
        #expect(held.press(" ", &state).isEmpty)
        #expect(held.press("y", &state) == [.run(nil)])
    }

    @Test("Only reducing orders: at once while all go, after a yes from a hold, not from a kill; leaving it asks")
    func reducing() {
        var state = ScreenState()
        #expect(ScreenBench(.normal).command("reduce", &state) == [.reduce(fromHold: false)])
        let held = ScreenBench(.held)
        #expect(held.command("reduce", &state).isEmpty)
        #expect(held.press(.enter, &state).isEmpty)
        #expect(held.command("reduce", &state).isEmpty)
        #expect(held.press("y", &state) == [.reduce(fromHold: true)])
        let reducing = ScreenBench(.reducing)
        #expect(reducing.command("reduce", &state).isEmpty && state.remark?.contains("already") == true)
        #expect(reducing.command("run", &state).isEmpty)
        #expect(reducing.text(state).contains("[y/N]"))
        #expect(reducing.press("y", &state) == [.run(nil)])
        #expect(reducing.press(" ", &state) == [.hold(nil)])
        for sample in [SampleConsole.killed, .connecting] {
            #expect(ScreenBench(sample).command("reduce", &state).isEmpty)
            #expect(state.remark != nil)
            #expect(ScreenBench(sample).press("y", &state).isEmpty)
        }
    }

    @Test("A limit is lowered at once and raised after a yes in a hold; all of them are shown with what is used")
    func limits() {
        var state = ScreenState()
        let lower = ConsoleAction.limit(name: "position", value: 3_000, isAsked: false)
        for sample in [SampleConsole.normal, .held, .reducing, .killed] {
            #expect(ScreenBench(sample).command("limit position 3000 USDT", &state) == [lower])
            #expect(ScreenBench(sample).command("limit position 5000", &state).isEmpty)
            #expect(state.remark?.contains("already") == true)
        }
        for sample in [SampleConsole.normal, .reducing, .killed] {
            #expect(ScreenBench(sample).command("limit position 6000", &state).isEmpty)
            #expect(ScreenBench(sample).press("y", &state).isEmpty)
        }
        let held = ScreenBench(.held)
        #expect(held.command("limit position 6000", &state).isEmpty)
        #expect(held.text(state).contains("raise position from 5000 to 6000 USDT? [y/N]"))
        #expect(held.press(.enter, &state).isEmpty)
        #expect(held.command("limit position 6000", &state).isEmpty)
        #expect(held.press("y", &state) == [.limit(name: "position", value: 6_000, isAsked: true)])
        #expect(
            ScreenBench(.connecting).command("limit", &state).isEmpty && state.remark?.contains("no order path") == true
        )
        #expect(held.command("limit", &state).isEmpty)
        let text = held.text(state)
        #expect(
            text.contains("LIMITS") && text.contains("executions-per-minute") && text.contains("position at its worst")
        )
        #expect(held.press(.escape, &state).isEmpty)
        #expect(!held.text(state).contains("LIMITS"))
    }

    @Test("Where no venue takes orders Space holds: they would go again by themselves")
    func holdWithoutVenue() {
        var state = ScreenState()
        #expect(ScreenBench(.noVenue).press(" ", &state) == [.hold(nil)])
        #expect(ScreenBench(.noVenue).text(state).contains("Space hold"))
    }

    @Test("The strategy is switched on after a question, and not while everything is killed")
    func strategy() {
        var state = ScreenState()
        var bench = ScreenBench(.normal)
        bench.model.trader.strategy.isOn = false
        bench.model.trader.strategy.state = .off
        #expect(bench.press("sy", &state) == [.startStrategy])
        #expect(bench.press("sn", &state).isEmpty)
        #expect(ScreenBench(.killed).press("sy", &state).isEmpty)
        #expect(ScreenBench(.killed).press("s", &state).isEmpty)
        #expect(state.remark?.contains(":rearm") == true)
    }

    @Test("A key without anything to act on says so", arguments: [" ", "s", "x", "X", "p", ".", "<", ">"])
    func nothingToDo(key: String) {
        var state = ScreenState()
        #expect(ScreenBench(.connecting).press(key, &state).isEmpty)
        #expect(state.remark != nil)
    }

    @Test("K twice within two seconds kills, also with a prompt, a question, the help or the details open")
    func kill() {
        let openings: [[KeyStroke]] = [
            [], [.character(":")], [.character(":"), .character("s")], [.character("/")], [.character("?")],
            [.character("X")], [.tab, .enter], [.character("1")],
        ]
        for opening in openings {
            for sample in SampleConsole.allCases {
                var state = ScreenState()
                let bench = ScreenBench(sample)
                for key in opening { _ = bench.press(key, &state) }
                #expect(bench.press("K", &state).isEmpty)
                #expect(state.remark?.contains("K again") == true, "\(sample) \(opening)")
                #expect(bench.press("K", &state) == [.kill], "\(sample) \(opening)")
            }
        }
    }

    @Test("After a kill by two presses in one read nothing says that a second press is waited for")
    func killInOneRead() {
        let bench = ScreenBench()
        var state = ScreenState()
        #expect(state.handle([.character("K"), .character("K")], bench.context) == [.kill])
        #expect(state.remark?.contains("K again") != true)
    }

    @Test("One K, a K after two seconds, K with another key between and a pasted KK kill nothing")
    func noKill() {
        var state = ScreenState()
        var bench = ScreenBench()
        #expect(bench.press("KjK", &state).isEmpty)
        bench.now = bench.now + .milliseconds(2_001)
        state.advance(to: bench.now)
        #expect(state.remark == nil)
        #expect(bench.press("K", &state).isEmpty)
        #expect(state.deadline == bench.now + .seconds(2))
        bench.now = bench.now + .seconds(3)
        #expect(bench.press("K", &state).isEmpty)
        var other = ScreenState()
        #expect(other.handle([.paste, .character("K"), .character("K")], bench.context).isEmpty)
        #expect(other.handle("KK kill".unicodeScalars.map { .character($0) } + [.enter, .tab], bench.context).isEmpty)
    }

    @Test("Quitting asks while orders are open; a second Ctrl-C within two seconds is a yes")
    func quit() {
        var state = ScreenState()
        #expect(ScreenBench(.held).press("q", &state) == [.quit])
        let busy = ScreenBench(.normal)
        #expect(busy.press("qn", &state).isEmpty)
        #expect(busy.press("qy", &state) == [.cancelAllAndQuit])
        #expect(busy.press(.control("c"), &state).isEmpty)
        #expect(busy.press(.control("c"), &state) == [.cancelAllAndQuit])
        #expect(busy.press(.control("c"), &state).isEmpty)
        var later = busy
        later.now = later.now + .milliseconds(2_001)
        #expect(later.press(.control("c"), &state).isEmpty)
    }

    @Test("The process is not stopped while the strategy or orders are live")
    func suspend() {
        var state = ScreenState()
        #expect(ScreenBench(.normal).press(.control("z"), &state).isEmpty)
        #expect(state.remark?.contains("hold") == true)
        #expect(ScreenBench(.held).press(.control("z"), &state) == [.suspend])
        #expect(ScreenBench(.connecting).press(.control("z"), &state) == [.suspend])
        #expect(state.handle(.suspend, ScreenBench(.oneVenueDown).context).isEmpty)
    }

    @Test("r connects the venue that has the keys, else the first that is out")
    func reconnect() {
        var state = ScreenState()
        #expect(ScreenBench(.oneVenueDown).press("r", &state) == [.reconnect(VenueID(slot: 1))])
        let bench = ScreenBench(.normal)
        #expect(bench.press("r", &state).isEmpty)
        #expect(bench.press(.tab, &state).isEmpty)
        #expect(bench.press("r", &state) == [.reconnect(VenueID(slot: 0))])
    }

    @Test("x cancels the chosen order, X all of them after a question")
    func cancel() {
        var state = ScreenState()
        let bench = ScreenBench()
        #expect(bench.press("x", &state).isEmpty)
        #expect(bench.press(.down, &state).isEmpty)
        #expect(bench.press("jx", &state) == [.cancel(order: 12)])
        #expect(bench.press("Gx", &state).isEmpty)
        #expect(state.remark?.contains("ended") == true)
        #expect(bench.press("X", &state).isEmpty)
        #expect(bench.press("y", &state) == [.cancelAll])
    }

    @Test("The chosen order stays chosen when rows move")
    func selectionFollows() {
        var state = ScreenState()
        var bench = ScreenBench()
        _ = bench.press("jj", &state)
        bench.model.orders.insert(bench.model.orders[3], at: 0)
        bench.model.orders[0].identifier = 99
        #expect(bench.press("x", &state) == [.cancel(order: 12)])
    }

    @Test("Details are a snapshot with its age in the title, and Enter closes them")
    func details() {
        var state = ScreenState()
        var bench = ScreenBench(columns: 120, rows: 40)
        _ = bench.press("jj", &state)
        _ = bench.press(.enter, &state)
        bench.now = bench.now + .milliseconds(3_200)
        bench.model.orders = []
        state.advance(to: bench.now)
        #expect(bench.text(state).contains("ORDER 12, as of 3.2s ago"))
        #expect(bench.text(state).contains("unallocated"))
        _ = bench.press(.enter, &state)
        #expect(!bench.text(state).contains("ORDER 12"))
    }

    @Test("A venue's details say who cancels if the console dies, also where that is nobody")
    func cover() {
        func details(_ change: (inout VenueView) -> Void) -> String? {
            var state = ScreenState()
            var bench = ScreenBench(columns: 120, rows: 40)
            change(&bench.model.venues[0])
            for _ in 0..<8 {
                _ = bench.press(.tab, &state)
                _ = bench.press(.enter, &state)
                let text = bench.text(state)
                if text.contains("order path") { return text }
                // Without a row that is chosen there is nothing to close.
                if text.contains(", as of ") { _ = bench.press(.enter, &state) }
            }
            return nil
        }
        let nobody = details { _ in }
        #expect(nobody?.contains("nobody cancels") == true)
        let sentinel = details { $0.deadMansSwitch = .sentinel }
        #expect(sentinel?.contains("the sentinel cancels") == true)
        let unable = details { $0.gate = VenueGate.none }
        #expect(unable?.contains("if we die") == false)
        let limited = details {
            $0.orderPath = OrderPathView(
                messages: 12,
                messageLimit: 35,
                messagesKept: 8,
                clockError: .milliseconds(3),
                clockAge: .seconds(9)
            )
        }
        #expect(limited?.contains("12 of 35 left, 8 kept for cancels") == true)
        #expect(limited?.contains("known to 3") == true)
        let unmeasured = details { $0.orderPath = OrderPathView(messages: 0, messageLimit: 35, messagesKept: 8) }
        #expect(unmeasured?.contains("not measured") == true)
    }

    @Test("1 to 4 show one book alone, the same key, 0 and Escape all of them", arguments: ["1", "2", "3", "4"])
    func zoom(key: String) {
        var state = ScreenState()
        let bench = ScreenBench()
        let titles = ["BINANCE ", "CONSUMER ", "KRAKEN ", "TRADER "]
        func shown() -> [Bool] { titles.map { bench.row(1, state).contains($0) } }
        for back: KeyStroke in [.character("0"), .escape, .character(key.unicodeScalars.first ?? "1")] {
            _ = bench.press(key, &state)
            #expect(shown() == (1...4).map { "\($0)" == key })
            _ = bench.press(back, &state)
            #expect(shown() == [true, true, true, true])
        }
    }

    @Test("A recording is paused, stepped and sped up, where one is played")
    func playback() {
        var state = ScreenState()
        var bench = ScreenBench()
        bench.model.playback = PlaybackView(position: .zero)
        #expect(bench.press("p><", &state) == [.playback(.pause), .playback(.faster), .playback(.slower)])
        #expect(bench.press(".", &state).isEmpty)
        bench.model.playback?.isPaused = true
        #expect(bench.press("p.", &state) == [.playback(.resume), .playback(.step)])
    }

    @Test("Pasted text triggers nothing, but a control key beside it does")
    func paste() {
        var state = ScreenState()
        var bench = ScreenBench(.connecting)
        #expect(state.handle([.paste, .character("q")], bench.context).isEmpty)
        #expect(state.remark != nil)
        #expect(state.handle(Self.keys("quit? now"), bench.context).isEmpty)
        #expect(state.handle(Self.keys("quit? now") + [.control("c")], bench.context) == [.quit])
        bench.now = bench.now + .milliseconds(60)
        #expect(state.handle(Self.keys("q"), bench.context) == [.quit])
        #expect(state.handle([KeyStroke](repeating: .character("q"), count: 30), bench.context).first == .quit)
    }

    @Test("The rest of a long paste triggers nothing either, and a key typed after it counts")
    func pasteRest() {
        var state = ScreenState()
        var bench = ScreenBench()
        #expect(state.handle(Self.keys("please switch nothing"), bench.context).isEmpty)
        for rest in ["sKK", "q"] {
            bench.now = bench.now + .milliseconds(40)
            #expect(state.handle(Self.keys(rest), bench.context).isEmpty)
            #expect(state.handle([.control("l")], bench.context) == [.redraw])
        }
        bench.now = bench.now + .milliseconds(60)
        #expect(state.handle(Self.keys("s"), bench.context) == [.stopStrategy])
        // Where the terminal says how a paste ends, the next key is a key.
        #expect(state.handle([.paste], bench.context).isEmpty)
        #expect(state.handle(Self.keys("s"), bench.context) == [.stopStrategy])
    }

    private static func keys(_ text: String) -> [KeyStroke] {
        text.unicodeScalars.map { .character($0) }
    }

    @Test("Without y no random sequence of keys adds risk, and none traps")
    func randomKeys() {
        let seed: UInt64 = 0x0E1E_5EED
        var random = SplitMix64(seed: seed)
        var models = RandomConsole(seed: seed)
        let special: [KeyStroke] = [
            .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .backspace,
            .delete, .control("c"), .control("z"), .control("u"), .control("w"), .control("p"), .function(1), .paste,
        ]
        var state = ScreenState()
        for round in 0..<1_500 {
            let size = models.size()
            let now = MonotonicTime(nanoseconds: Int64(round) * 100_000_000)
            let model =
                round % 3 == 0 ? SampleConsole.allCases[round / 3 % SampleConsole.allCases.count].model : models.next()
            state.show(model, at: now)
            let keys: [KeyStroke] = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                let scalar = Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &random))
                guard scalar != "y", Bool.random(using: &random) else {
                    return special.randomElement(using: &random) ?? .enter
                }
                return .character(scalar)
            }
            let actions = state.handle(keys, ScreenContext(model: model, size: size, now: now))
            for action in actions {
                switch action {
                case .run, .startStrategy, .rearm, .arm, .cancelAll, .gate(_, .resume):
                    Issue.record("seed \(seed), round \(round): \(action) without a yes")
                default: break
                }
            }
            state.advance(to: now)
            let grid = ConsoleScreen.draw(model, state: state, size: size, glyphs: .unicode)
            #expect(grid.cells.count == size.columns * size.rows)
        }
    }
}
