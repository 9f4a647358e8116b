import Books

/// What the middle of the consumer book says: mid, spread and basis points, or that the book is crossed or locked.
struct MarketWords {
    private let top: MidAndSpread
    private let crossedFor: TimeSpan?
    private let price: NumberFormat
    private let micro: Text?

    /// The words for the top of a book.
    init(top: MidAndSpread, crossedFor: TimeSpan?, micro: Fraction?, price: NumberFormat) {
        self.micro = micro.map {
            Text(decimal: $0.nearest, unitDecimals: price.unit.decimals + 1, decimals: price.decimals + 1)
        }
        self.top = top
        self.crossedFor = crossedFor
        self.price = price
    }

    /// The row, with longer and shorter wordings.
    var row: MidRow {
        guard top.spread <= 0 else {
            return MidRow(wordings: [whole, full, middle, short], role: .mid)
        }
        return MidRow(wordings: abnormal, role: .healthWarn)
    }

    private var spread: Text { Text(top.spread, price, decimals: price.decimals) }

    /// The mid is exact with one decimal more than prices have.
    private var mid: Text {
        Text(
            decimal: Int128(top.twiceMid) * 5,
            unitDecimals: price.unit.decimals + 1,
            decimals: price.decimals + 1
        ).rightAligned(price.width + 1)
    }

    private var basisPoints: Text? {
        top.hundredthsOfBasisPoint.map { hundredths in
            Text(decimal: Int128(hundredths), unitDecimals: 2, decimals: hundredths < 10_000 ? 2 : 0)
        }
    }

    private var whole: Text {
        guard let micro else { return full }
        return Text(
            joining: "mid ",
            mid,
            "  micro ",
            micro.rightAligned(price.width + 1),
            "  spread ",
            spread.rightAligned(6),
            "  ",
            basisPoints?.rightAligned(5) ?? "",
            " bp"
        )
    }

    private var full: Text {
        var text: Text = "mid "
        text.append(mid)
        text.append("  spread ")
        text.append(spread.rightAligned(6))
        text.append("  ")
        text.append(basisPoints?.rightAligned(5) ?? "")
        text.append(" bp")
        return text
    }

    private var middle: Text {
        var text: Text = "mid "
        text.append(mid)
        text.append("  ")
        text.append(basisPoints?.rightAligned(5) ?? "")
        text.append(" bp")
        return text
    }

    private var short: Text {
        var text: Text = "mid "
        text.append(mid)
        text.append(" ")
        text.append(basisPoints ?? "")
        text.append("bp")
        return text
    }

    private var abnormal: [Text] {
        var short: Text = top.spread < 0 ? "CROSSED " : "LOCKED"
        if top.spread < 0 {
            short.append(spread)
        }
        guard let crossedFor else { return [short] }
        var long = short
        long.append(" for ")
        long.append(Text(lasting: crossedFor).spaced.rightAligned(6))
        var medium = short
        medium.append(" ")
        medium.append(Text(lasting: crossedFor).rightAligned(5))
        return [long, medium, short]
    }
}
