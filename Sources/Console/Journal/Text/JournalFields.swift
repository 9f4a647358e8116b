import Books
import Venues

/// The members of an object in the journal, read strictly: what is missing or of another kind is told by its name.
struct JournalFields {
    private let value: JSONValue

    /// The members of the object that fills `bytes`.
    init(_ bytes: [UInt8]) throws(JournalTextError) {
        do {
            value = try JSONValue(bytes.span)
        } catch {
            throw .notJSON
        }
        guard case .object = value else { throw .notJSON }
    }

    private init(_ value: JSONValue) {
        self.value = value
    }

    // MARK: - Values

    /// A whole number.
    func number<Number: FixedWidthInteger>(_ name: String) throws(JournalTextError) -> Number {
        guard let number: Number = try numberIfAny(name) else { throw .missing(name) }
        return number
    }

    /// A whole number; nil where there is none.
    func numberIfAny<Number: FixedWidthInteger>(_ name: String) throws(JournalTextError) -> Number? {
        guard let member = value[name] else { return nil }
        guard case .number(let digits) = member, let number = Number(digits) else { throw .unusable(name) }
        return number
    }

    /// A text.
    func text(_ name: String) throws(JournalTextError) -> String {
        guard let text = try textIfAny(name) else { throw .missing(name) }
        return text
    }

    /// A text; nil where there is none.
    func textIfAny(_ name: String) throws(JournalTextError) -> String? {
        guard let member = value[name] else { return nil }
        guard let text = member.string else { throw .unusable(name) }
        return text
    }

    /// Whether a member is there and true.
    func flag(_ name: String) throws(JournalTextError) -> Bool {
        guard let member = value[name] else { return false }
        guard let flag = member.bool else { throw .unusable(name) }
        return flag
    }

    /// The members of an object.
    func fields(_ name: String) throws(JournalTextError) -> JournalFields {
        guard let fields = try fieldsIfAny(name) else { throw .missing(name) }
        return fields
    }

    /// The members of an object; nil where there is none.
    func fieldsIfAny(_ name: String) throws(JournalTextError) -> JournalFields? {
        guard let member = value[name] else { return nil }
        guard case .object = member else { throw .unusable(name) }
        return JournalFields(member)
    }

    /// The objects of an array.
    func list(_ name: String) throws(JournalTextError) -> [JournalFields] {
        try elements(name).map(JournalFields.init)
    }

    /// The texts of an array.
    func texts(_ name: String) throws(JournalTextError) -> [String] {
        var texts: [String] = []
        for element in try elements(name) {
            guard let text = element.string else { throw .unusable(name) }
            texts.append(text)
        }
        return texts
    }

    // MARK: - Words

    /// One of the words of a kind.
    func word<Word: JournalWord>(_ name: String) throws(JournalTextError) -> Word {
        let text = try text(name)
        guard let word = Word.allCases.first(where: { $0.word == text }) else { throw .unusable(name) }
        return word
    }

    /// A venue's slot.
    func venue(_ name: String = "venue") throws(JournalTextError) -> VenueID {
        let slot: Int = try number(name)
        guard (0..<VenueID.limit).contains(slot) else { throw .unusable(name) }
        return VenueID(slot: slot)
    }

    /// An order's name.
    func order(_ name: String = "order") throws(JournalTextError) -> ClientOrderID {
        guard let id = ClientOrderID(try text(name)) else { throw .unusable(name) }
        return id
    }

    private func elements(_ name: String) throws(JournalTextError) -> [JSONValue] {
        guard let member = value[name] else { throw .missing(name) }
        guard let elements = member.array else { throw .unusable(name) }
        return elements
    }
}
