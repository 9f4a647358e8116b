/// A column of prices that knows which leading digits all of them share: those say nothing and are drawn faint.
struct PriceColumn {
    private var numbers: NumberColumn
    private var common: Text?
    private var sharedCount = 0

    /// The last digits that are never drawn faint, however alike the prices are.
    private static let leastDistinctDigits = 3

    /// A column of `width` cells for `prices`.
    init(_ format: NumberFormat, width: Int, prices: [Int64]) {
        numbers = NumberColumn(format, width: width)
        for price in prices {
            numbers.include(price)
        }
        for price in prices {
            narrow(to: numbers.text(price))
        }
    }

    /// The text of a price, and how many of its first characters all prices share.
    func text(_ price: Int64) -> (text: Text, shared: Int) {
        (numbers.text(price), sharedCount)
    }

    private mutating func narrow(to text: Text) {
        guard let common else {
            common = text
            sharedCount = Self.faintLimit(text)
            return
        }
        guard text.count == common.count else {
            sharedCount = 0
            return
        }
        var equal = 0
        while equal < sharedCount, text[equal] == common[equal] {
            equal += 1
        }
        sharedCount = equal
    }

    private static func faintLimit(_ text: Text) -> Int {
        var digits = 0
        var index = text.count
        while index > 0, digits < leastDistinctDigits {
            index -= 1
            if text[index] != 0x2E { digits += 1 }
        }
        return index
    }
}
