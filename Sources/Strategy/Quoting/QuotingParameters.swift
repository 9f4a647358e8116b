import Books

/// The numbers and words of the strategy that a person may change while it runs.
public struct QuotingParameters: Sendable, Equatable {
    /// Where our imagined clients put their orders.
    public var profile = QuotingProfile.taking
    /// The model that gives the distances.
    public var model = SpreadModel.glft
    /// What gives the fair price.
    public var fair = FairEstimator.weighted

    /// The values in millionths, in the order of the names.
    private var values = ParameterName.allCases.map(\.standard)

    /// The parameters as they are before anybody changes them.
    public init() {}

    /// The names that ``set(_:to:)`` takes.
    public static var names: [String] { ["profile", "model", "fair"] + ParameterName.allCases.map(\.rawValue) }

    /// What a parameter is, as a person writes it.
    public func text(_ name: ParameterName) -> String {
        Self.text(millionths(name))
    }

    /// Sets the parameter `name` to what `text` says, and tells what it was; nothing changes where that is not safe.
    @discardableResult
    public mutating func set(_ name: String, to text: String) throws(ParameterError) -> ParameterChange {
        switch name {
        case "profile":
            let before = profile
            profile = try Self.word(name, text)
            return ParameterChange(name: name, before: before.rawValue, after: profile.rawValue)
        case "model":
            let before = model
            model = try Self.word(name, text)
            return ParameterChange(name: name, before: before.rawValue, after: model.rawValue)
        case "fair":
            let before = fair
            fair = try Self.word(name, text)
            return ParameterChange(name: name, before: before.rawValue, after: fair.rawValue)
        default:
            guard let number = ParameterName(rawValue: name) else { throw .unknown(name: name) }
            let before = self.text(number)
            values[number.place] = try Self.number(number, text)
            return ParameterChange(name: name, before: before, after: self.text(number))
        }
    }

    /// What a parameter is, for the formulae.
    subscript(name: ParameterName) -> Double { Double(millionths(name)) * 1e-6 }

    /// How many quotes a side.
    var levels: Int { Int(millionths(.levels) / 1_000_000) }

    // MARK: - Parts

    private func millionths(_ name: ParameterName) -> Int64 { values[name.place] }

    private static func text(_ millionths: Int64) -> String {
        DecimalText.plain(Int128(millionths), decimals: ParameterName.unit.decimals)
    }

    private static func number(_ name: ParameterName, _ text: String) throws(ParameterError) -> Int64 {
        let value: Int64
        do {
            value = try DecimalText.parse(text, unit: ParameterName.unit)
        } catch .outOfRange {
            throw outOfRange(name, text)
        } catch {
            throw .notANumber(name: name.rawValue, text: text)
        }
        guard name.range.contains(value) else { throw outOfRange(name, text) }
        guard !name.isWhole || value % 1_000_000 == 0 else { throw .notWhole(name: name.rawValue, text: text) }
        return value
    }

    private static func outOfRange(_ name: ParameterName, _ text: String) -> ParameterError {
        let range = name.range
        return .outOfRange(
            name: name.rawValue,
            text: text,
            from: Self.text(range.lowerBound),
            to: Self.text(range.upperBound)
        )
    }

    private static func word<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        _ text: String
    ) throws(ParameterError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: text) else {
            throw .notAWord(name: name, text: text, words: Word.allCases.map(\.rawValue))
        }
        return word
    }
}
