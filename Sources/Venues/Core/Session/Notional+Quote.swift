import Books

extension Notional {
    /// An amount of the quote asset that a venue wrote down with up to eight decimals; nil if the text is none.
    ///
    /// An amount that no order can reach is held at the largest one instead of overflowing.
    init?(quoteAmount text: String, units: Instrument) {
        let hundredMillionths: Int64
        do {
            hundredMillionths = try DecimalText.parse(text, unit: DecimalUnit(decimals: 8))
        } catch {
            return nil
        }
        let perOne = Int128(units.priceUnit.perOne) * Int128(units.quantityUnit.perOne)
        let (product, overflow) = Int128(hundredMillionths).multipliedReportingOverflow(by: perOne)
        self.init(units: overflow ? .max : product / 100_000_000)
    }
}
