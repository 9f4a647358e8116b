import Books

extension BinanceMessages {
    /// The body of `exchangeInfo`: the limits and the one symbol.
    func exchangeInformation(at time: WallTime, status: StaticString) -> [UInt8] {
        var text = WireText(capacity: 2_048)
        text.append("{\"timezone\":\"UTC\",\"serverTime\":")
        text.append(BinanceTimeUnit.milliseconds.count(time))
        text.append(",\"rateLimits\":[")
        text.append("{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":")
        text.append(Int64(BinanceWeights.limit))
        text.append("},{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":")
        text.append(BinanceOrderRate.tenSecondLimit)
        text.append("},{\"rateLimitType\":\"ORDERS\",\"interval\":\"DAY\",\"intervalNum\":1,\"limit\":")
        text.append(BinanceOrderRate.dayLimit)
        text.append("}],\"exchangeFilters\":[],\"symbols\":[{\"symbol\":")
        text.append(quoted: instrument.symbol)
        text.append(",\"status\":\"")
        text.append(status)
        text.append("\",\"baseAsset\":")
        text.append(quoted: instrument.base)
        text.append(",\"baseAssetPrecision\":8,\"quoteAsset\":")
        text.append(quoted: instrument.quote)
        text.append(",\"quotePrecision\":8,\"quoteAssetPrecision\":8,")
        text.append("\"orderTypes\":[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\"],\"isSpotTradingAllowed\":true,")
        text.append("\"defaultSelfTradePreventionMode\":\"EXPIRE_MAKER\",\"allowedSelfTradePreventionModes\":")
        text.append("[\"NONE\",\"EXPIRE_TAKER\",\"EXPIRE_MAKER\",\"EXPIRE_BOTH\",\"DECREMENT\"],\"filters\":[")
        appendFilters(to: &text)
        text.append("]}]}")
        return text.bytes
    }

    /// The rules that the instrument sets.
    ///
    /// The upper bounds are Binance's usual ones; they are wide on purpose.
    private func appendFilters(to text: inout WireText) {
        text.append("{\"filterType\":\"PRICE_FILTER\",\"minPrice\":")
        append(price: instrument.tick.units, to: &text)
        text.append(",\"maxPrice\":\"1000000.00000000\",\"tickSize\":")
        append(price: instrument.tick.units, to: &text)
        text.append("},{\"filterType\":\"LOT_SIZE\",\"minQty\":")
        append(quantity: instrument.minimumQuantity.units, to: &text)
        text.append(",\"maxQty\":\"9000.00000000\",\"stepSize\":")
        append(quantity: instrument.lot.units, to: &text)
        text.append("},{\"filterType\":\"NOTIONAL\",\"minNotional\":\"")
        text.append(
            DecimalText.plain(
                instrument.minimumNotional.units,
                decimals: instrument.priceUnit.decimals + instrument.quantityUnit.decimals
            )
        )
        text.append("\",\"applyMinToMarket\":true,\"maxNotional\":\"9000000.00000000\",\"applyMaxToMarket\":false,")
        text.append("\"avgPriceMins\":5},{\"filterType\":\"PERCENT_PRICE_BY_SIDE\",")
        text.append("\"bidMultiplierUp\":\"5\",\"bidMultiplierDown\":\"0.2\",\"askMultiplierUp\":\"5\",")
        text.append(
            "\"askMultiplierDown\":\"0.2\",\"avgPriceMins\":5},{\"filterType\":\"MAX_NUM_ORDERS\",\"maxNumOrders\":200}"
        )
    }
}
