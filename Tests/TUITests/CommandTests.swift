import Books
import TestKit
import Testing

@testable import TUI

@Suite("Commands")
struct CommandTests {
    static let vocabulary: CommandVocabulary = {
        var model = SampleConsole.normal.model
        model.parameters = [
            ParameterView(name: "edge", value: "0.5", range: "bp"),
            ParameterView(name: "share", value: "5", range: "%"),
        ]
        model.faults = ["lose-answer", "close-socket"]
        model.playback = PlaybackView(position: .zero)
        return CommandVocabulary(model, themes: ["default", "light", "mono"])
    }()

    @Test(
        "A line becomes a command",
        arguments: [
            ("kill", .kill), ("  KILL ", .kill), ("rearm", .rearm), ("hold", .hold(nil)),
            ("hold kraken", .hold(VenueID(slot: 1))), ("run BINANCE", .run(VenueID(slot: 0))),
            ("mm on", .strategy(isOn: true)), ("mm off", .strategy(isOn: false)), ("cancel 12", .cancel(12)),
            ("cancel all", .cancelAll), ("venue kraken cancel-only", .gate(VenueID(slot: 1), .cancelOnly)),
            ("reconnect kraken", .reconnect(VenueID(slot: 1))), ("set edge 0.8", .set(parameter: "edge", value: "0.8")),
            ("fault kraken lose-answer", .fault(VenueID(slot: 1), words: "lose-answer")),
            (
                "fault kraken lose-answer times=3  for=2s",
                .fault(VenueID(slot: 1), words: "lose-answer times=3 for=2s")
            ),
            ("speed 4", .playback(.speed(.tenths(40)))), ("speed 0.5", .playback(.speed(.tenths(5)))),
            ("speed .5", .playback(.speed(.tenths(5)))), ("speed max", .playback(.speed(.unlimited))),
            ("pause", .playback(.pause)), ("play", .playback(.resume)), ("step", .playback(.step)),
            ("theme", .theme(.next)), ("theme mono", .theme(.named("mono"))), ("flash all", .flash(.all)),
            ("filter kraken down", .filter("kraken down")), ("filter", .filter("")), ("zoom 2", .zoom(2)),
            ("reduce", .reduce), ("limit", .limits), ("LIMIT Position 2000", .limit(name: "position", value: 2_000)),
            ("limit position 2000 USDT", .limit(name: "position", value: 2_000)),
            ("limit position 0500usdt", .limit(name: "position", value: 500)),
            ("limit order-volume 3 %", .limit(name: "order-volume", value: 3)),
            ("limit order-volume 3%", .limit(name: "order-volume", value: 3)),
            ("limit orders 4", .limit(name: "orders", value: 4)),
            ("help", .help), ("redraw", .redraw), ("suspend", .suspend), ("quit", .quit), ("arm", .arm),
            ("disarm", .disarm),
        ] as [(String, TypedCommand)]
    )
    func parses(line: String, command: TypedCommand) throws {
        #expect(try CommandParser(Self.vocabulary).parse(line) == command)
    }

    @Test(
        "A line that is no command says what is wrong and what to type",
        arguments: [
            ("kil", "did you mean :kill"), ("qiut", "did you mean :quit"), ("zzzzzz", "Tab shows all"),
            ("hold kraken now", "too much"), ("hold krakne", "did you mean KRAKEN"), ("reconnect", "venue is missing"),
            ("set edge", "value is missing"), ("set egde 1", "did you mean edge"), ("fault kraken", "fault is missing"),
            ("speed 0", "speed"), ("speed 4.55", "speed"), ("speed 99999999999999999999", "speed"),
            ("cancel some", "NUMBER|all"), ("theme mone", "did you mean mono"), ("flash loud", "off, best, all"),
            ("limit position", "value is missing"), ("limit positon 1", "did you mean position"),
            ("limit nothing 1", "one of position, order-volume, orders"),
            ("limit position 2.5", "takes a whole number such as 5000 USDT, and 2.5 is none"),
            ("limit position -1", "takes a whole number"), ("limit position 2,000", "takes a whole number"),
            ("limit position USDT", "takes a whole number"), ("limit position 1e3", "takes a whole number"),
            ("limit position 2k", "is counted in USDT, not in k"),
            ("limit position 5 %", "is counted in USDT, not in %"),
            ("limit orders 5 USDT", "is a number without a unit"),
            ("limit position 0", "may be 1 to 1000000000 USDT, and 0 is not"),
            ("limit position 1000000001", "may be 1 to"), ("limit position 99999999999999999999", "may be 1 to"),
            ("limit orders 65", "may be 1 to 64, and 65 is not"), ("reduce now", "too much"),
            ("zoom 7", "one of 0, 1"), ("mm", "on|off"),
        ]
    )
    func refuses(line: String, words: String) {
        do throws(CommandError) {
            let command = try CommandParser(Self.vocabulary).parse(line)
            Issue.record("\(line) became \(String(describing: command))")
        } catch {
            if line == "cancel some" {
                #expect(error.sentence.contains("order"))
            } else {
                #expect(error.sentence.contains(words), "\(error.sentence)")
            }
        }
    }

    @Test("Faults are for simulated venues and speeds for recordings")
    func notHere() {
        let parser = CommandParser(CommandVocabulary(SampleConsole.normal.model, themes: []))
        for line in ["fault kraken lose-answer", "speed 4", "pause"] {
            do throws(CommandError) {
                _ = try parser.parse(line)
                Issue.record("\(line) was taken")
            } catch {
                guard case .notHere = error else {
                    Issue.record("\(error.sentence)")
                    continue
                }
            }
        }
    }

    @Test("Every command of the table is understood in its shortest and its longest form")
    func everyCommand() throws {
        let parser = CommandParser(Self.vocabulary)
        for syntax in CommandTable.commands {
            func line(_ arguments: [CommandArgument]) -> String {
                let words = arguments.map { argument in
                    argument == .amount ? "100" : Self.vocabulary.words(for: argument).first ?? "word"
                }
                return ([syntax.word] + words).joined(separator: " ")
            }
            #expect(try parser.parse(line(syntax.required)) != nil, "\(syntax.usage)")
            #expect(try parser.parse(line(syntax.arguments)) != nil, "\(syntax.usage)")
            #expect(!syntax.description.isEmpty)
        }
        #expect(Set(CommandTable.commands.map(\.word)).count == CommandTable.commands.count)
        #expect(try parser.parse("") == nil)
        #expect(try parser.parse("   ") == nil)
    }

    @Test("Tab completes as far as all words agree, and shows them")
    func completes() {
        func complete(_ line: String) -> CommandCompletion { CommandCompletion(line, Self.vocabulary) }
        #expect(complete("ki").line == "kill ")
        #expect(complete("re").candidates == ["rearm", "reduce", "reconnect", "redraw"])
        #expect(complete("hold k").line == "hold KRAKEN ")
        #expect(complete("venue KRAKEN c").line == "venue KRAKEN cancel-only ")
        #expect(complete("limit p").line == "limit position ")
        #expect(complete("limit order").candidates == ["order-volume", "orders"])
        #expect(complete("limit position ").line == "limit position 5000 ")
        #expect(complete("theme ").candidates == ["default", "light", "mono"])
        #expect(complete("nonsense x").line == "nonsense x")
        #expect(complete("").candidates.count == CommandTable.commands.count)
    }

    @Test("What is asked before a key does it is asked before the command does it")
    func asks() {
        var state = ScreenState()
        let held = ScreenBench(.held)
        #expect(held.command("run", &state).isEmpty)
        #expect(held.press("y", &state) == [.run(nil)])
        #expect(held.command("rearm", &state).isEmpty)
        #expect(state.remark != nil)
        let killed = ScreenBench(.killed)
        #expect(killed.command("rearm", &state).isEmpty)
        #expect(killed.press(.enter, &state).isEmpty)
        #expect(killed.command("rearm", &state).isEmpty)
        #expect(killed.press("y", &state) == [.rearm])
        #expect(ScreenBench(.normal).command("kill", &state) == [.kill])
        #expect(ScreenBench(.normal).command("hold kraken", &state) == [.hold(VenueID(slot: 1))])
        var live = ScreenBench(.held)
        live.model.mode = .live
        live.model.arming = .disarmed
        #expect(live.command("run", &state).isEmpty)
        #expect(live.press("y", &state).isEmpty)
        #expect(live.command("arm", &state).isEmpty)
        #expect(live.press("y", &state) == [.arm])
    }

    @Test("The prompt edits, recalls and completes, and a wrong word is told in the message row")
    func prompt() {
        var state = ScreenState()
        let bench = ScreenBench(columns: 120, rows: 40)
        #expect(bench.command("theme", &state) == [.theme(.next)])
        #expect(bench.command("krill", &state).isEmpty)
        #expect(bench.row(38, state).contains("did you mean :kill?"))
        _ = bench.press(":", &state)
        _ = bench.press(.up, &state)
        #expect(bench.row(38, state).contains(":krill"))
        _ = bench.press(.up, &state)
        #expect(bench.row(38, state).contains(":theme"))
        _ = bench.press(.down, &state)
        _ = bench.press(.control("u"), &state)
        _ = bench.press("re", &state)
        _ = bench.press(.tab, &state)
        #expect(bench.row(39, state).contains("rearm  reduce  reconnect  redraw"))
        _ = bench.press("dr", &state)
        _ = bench.press(.tab, &state)
        #expect(bench.press(.enter, &state) == [.redraw])
        _ = bench.press(":q", &state)
        #expect(bench.press(.escape, &state).isEmpty)
        #expect(bench.row(39, state).contains("q quit"))
    }

    @Test("The filter hides rows while it is typed, and Escape shows them again")
    func filter() {
        var state = ScreenState()
        let bench = ScreenBench(columns: 120, rows: 40)
        _ = bench.press("/rejected", &state)
        #expect(bench.text(state).contains("insufficient balance"))
        #expect(!bench.text(state).contains("price better than sent"))
        _ = bench.press(.enter, &state)
        #expect(bench.row(17, state).contains("/rejected"))
        _ = bench.press(.escape, &state)
        #expect(bench.text(state).contains("price better than sent"))
    }
}
