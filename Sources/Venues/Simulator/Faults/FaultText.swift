import Books

/// Faults as people and programs write them: `gap times=3 on=oldest`, `delay by=800ms for=10s`.
public enum FaultText {
    /// Reads an order from its words, the fault's name first.
    public static func order(_ words: [Substring], at venue: ExchangeVenue?) throws(FaultTextError) -> FaultOrder {
        guard let name = words.first else {
            throw FaultTextError("the name of a fault is missing: give one of \(names(at: venue))")
        }
        var settings: [(name: String, value: String)] = []
        for word in words.dropFirst() {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else {
                throw FaultTextError("\(shown(word)) is no NAME=VALUE: write settings like for=5s or times=3")
            }
            settings.append((String(halves[0]), String(halves[1])))
        }
        return try order(String(name), settings, at: venue)
    }

    /// Makes an order of a name and settings.
    static func order(
        _ name: String,
        _ settings: [(name: String, value: String)],
        at venue: ExchangeVenue?
    ) throws(FaultTextError) -> FaultOrder {
        guard let kind = FaultKind(rawValue: name) else {
            throw FaultTextError("there is no fault \(shown(name)): give one of \(names(at: venue))")
        }
        let row = FaultTable.row(kind)
        if let venue, !row.venues.contains(venue) {
            throw FaultTextError("\(venue.name) cannot play \(name): give one of \(names(at: venue))")
        }
        var rest = Settings(settings)
        var duration: TimeSpan?
        if let text = rest.take("for") { duration = try span("for", text, atLeast: 1) }
        var times: Int?
        if let text = rest.take("times") { times = try number("times", text, 1...1_000_000) }
        var scope = FaultScope.all
        if let text = rest.take("on") { scope = try self.scope(text) }
        let own = row.parameter.flatMap { rest.take($0.name) }
        if let extra = rest.first { throw unknown(extra, row) }
        if times != nil, row.extent == .state {
            throw FaultTextError("\(name) is a state, which has no times: say for how long with for=10s")
        }
        return FaultOrder(try fault(kind, own), times: times, duration: duration, scope: scope)
    }

    /// Reads a time such as `250ms`, `1.5s` or `2m`.
    static func span(_ name: String, _ text: String, atLeast least: Int64) throws(FaultTextError) -> TimeSpan {
        // Longer units first: `ms` ends in `s`.
        for (unit, decimals, factor) in [("ms", 6, Int64(1)), ("s", 9, 1), ("m", 9, 60), ("h", 9, 3_600)]
        where text.hasSuffix(unit) {
            let count: Int64
            do throws(DecimalError) {
                count = try DecimalText.parse(String(text.dropLast(unit.count)), unit: DecimalUnit(decimals: decimals))
            } catch {
                guard error == .outOfRange else { break }
                count = .max
            }
            let (nanoseconds, overflow) = count.multipliedReportingOverflow(by: factor)
            guard !overflow, nanoseconds >= least, abs(nanoseconds) <= longest else {
                throw FaultTextError("\(name)=\(shown(text)) is out of range: give a time above zero and below a month")
            }
            return TimeSpan(nanoseconds: nanoseconds)
        }
        throw FaultTextError("\(name)=\(shown(text)) is no time: write it like 250ms, 1.5s or 2m")
    }

    /// What a person wrote, fit to be shown: other characters than printable ASCII escaped, and cut.
    static func shown(_ text: some StringProtocol) -> String {
        let escaped = text.unicodeScalars.prefix(40).map { $0.escaped(asASCII: true) }.joined()
        return escaped.isEmpty ? "\"\"" : escaped
    }

    private static let longest = TimeSpan.seconds(31 * 24 * 3_600).nanoseconds

    /// The names of all faults, with commas.
    public static var names: String { names(at: nil) }

    // MARK: - Parts

    private struct Settings {
        private var list: [(name: String, value: String)]

        init(_ list: [(name: String, value: String)]) {
            self.list = list
        }

        var first: String? { list.first?.name }

        mutating func take(_ name: String) -> String? {
            guard let index = list.firstIndex(where: { $0.name == name }) else { return nil }
            return list.remove(at: index).value
        }
    }

    private static func names(at venue: ExchangeVenue?) -> String {
        FaultTable.rows.filter { row in venue.map(row.venues.contains) ?? true }.map(\.kind.rawValue)
            .joined(separator: ", ")
    }

    private static func unknown(_ name: String, _ row: FaultTable.Row) -> FaultTextError {
        let common = row.extent == .state ? ["for", "on"] : ["for", "times", "on"]
        let known = common + [row.parameter?.name].compactMap(\.self)
        return FaultTextError("\(row.kind.rawValue) has no \(shown(name)): it has \(known.joined(separator: ", "))")
    }

    private static func scope(_ text: String) throws(FaultTextError) -> FaultScope {
        if let scope = FaultScope(rawValue: text) { return scope }
        throw FaultTextError("on=\(shown(text)) names no connections: give all, oldest or newest")
    }

    private static func number(
        _ name: String,
        _ text: String,
        _ range: ClosedRange<Int>
    ) throws(FaultTextError) -> Int {
        if let number = Int(text), range.contains(number) { return number }
        throw FaultTextError(
            "\(name)=\(shown(text)) is no number from \(range.lowerBound) to \(range.upperBound): give a whole one"
        )
    }

    /// The fault with the parameter that the table gives.
    static func standard(_ kind: FaultKind) -> Fault {
        do {
            return try fault(kind, nil)
        } catch {
            preconditionFailure("the table's own parameter of \(kind.rawValue) is wrong: \(error.sentence)")
        }
    }

    /// The fault with its own parameter, or with what the table says where it was not given.
    private static func fault(_ kind: FaultKind, _ given: String?) throws(FaultTextError) -> Fault {
        let parameter = FaultTable.row(kind).parameter
        let (name, text) = (parameter?.name ?? "", given ?? parameter?.standard ?? "")
        return switch kind {
        case .refuse: .refuse
        case .slowTLS: .slowTLS(try span(name, text, atLeast: 0))
        case .close: .close(code: UInt16(try number(name, text, 1000...4999)))
        case .reset: .reset
        case .halfOpen: .halfOpen
        case .halfFrame: .halfFrame
        case .oversized: .oversized(bytes: try number(name, text, 65_536...(1 << 40)))
        case .gap: .gap
        case .duplicate: .duplicate
        case .reorder: .reorder
        case .checksum: .checksum
        case .wrongTop: .wrongTop
        case .crossed: .crossed
        case .corrupt: .corrupt(try form(text))
        case .staleSnapshot: .staleSnapshot
        case .snapshotError: .snapshotError(status: try number(name, text, 400...599))
        case .rateLimit: .rateLimit(retryAfter: try span(name, text, atLeast: 0))
        case .ban: .ban(retryAfter: try span(name, text, atLeast: 0))
        case .maintenance: .maintenance(try mode(text))
        case .shutdown: .shutdown(lead: try span(name, text, atLeast: 0))
        case .skew: .skew(try span(name, text, atLeast: -longest))
        case .burst: .burst(factor: try number(name, text, 2...10_000))
        case .delay: .delay(try span(name, text, atLeast: 0))
        case .quiet: .quiet
        case .apart: .apart(basisPoints: Int64(try number(name, text, -5_000...5_000)))
        case .emptySide: .emptySide(try side(text))
        case .loseAnswer: .loseAnswer
        case .answerDelay: .answerDelay(try span(name, text, atLeast: 0))
        case .duplicateAnswer: .duplicateAnswer
        case .dropRequest: .dropRequest
        case .cutBefore: .cutBefore
        case .cutAfter: .cutAfter
        case .orderDelay: .orderDelay(try span(name, text, atLeast: 0))
        case .orderTimeout: .orderTimeout(try fate(text))
        case .orderFailure: .orderFailure(try fate(text))
        case .reject: .reject(code: try code(text))
        case .orderLimit: .orderLimit
        case .firewall: .firewall
        case .queryLag: .queryLag(try span(name, text, atLeast: 0))
        case .eventGap: .eventGap
        case .eventDuplicate: .eventDuplicate
        case .eventReorder: .eventReorder
        case .eventSilence: .eventSilence
        case .tokenExpiry: .tokenExpiry
        case .keyRevoked: .keyRevoked
        case .restart: .restart
        }
    }

    private static func form(_ text: String) throws(FaultTextError) -> CorruptForm? {
        if text == "any" { return nil }
        if let form = CorruptForm(rawValue: text) { return form }
        let forms = CorruptForm.allCases.map(\.rawValue).joined(separator: ", ")
        throw FaultTextError("form=\(shown(text)) is unknown: give any, or one of \(forms)")
    }

    private static func side(_ text: String) throws(FaultTextError) -> Side {
        switch text {
        case "bids": return .bid
        case "asks": return .ask
        default: throw FaultTextError("side=\(shown(text)) is no side of a book: give bids or asks")
        }
    }

    private static func mode(_ text: String) throws(FaultTextError) -> MaintenanceMode {
        if let mode = MaintenanceMode(rawValue: text) { return mode }
        throw FaultTextError("mode=\(shown(text)) is unknown: give maintenance or cancel-only")
    }

    private static func fate(_ text: String) throws(FaultTextError) -> OrderFate {
        if let fate = OrderFate(rawValue: text) { return fate }
        throw FaultTextError("order=\(shown(text)) is unknown: give placed or absent")
    }

    /// A venue's code or text; an underscore stands for a blank.
    private static func code(_ text: String) throws(FaultTextError) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { (0x21...0x7E).contains($0.value) }
        if isPlain, (1...80).contains(text.utf8.count) { return text }
        throw FaultTextError("code=\(shown(text)) is no code: give one like -2010 or EOrder:Insufficient_funds")
    }
}
