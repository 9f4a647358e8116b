import Books

extension AccountReport {
    /// What an engine's accounts have; the venue writes its identifiers.
    init(
        _ engine: OrderEngine,
        order: (Int64) -> String,
        trade: (ExchangeFill) -> String
    ) {
        let instrument = engine.instrument
        let price = { (count: Int64) in DecimalText.plain(Int128(count), decimals: instrument.priceUnit.decimals) }
        let size = { (count: Int64) in DecimalText.plain(Int128(count), decimals: instrument.quantityUnit.decimals) }
        let quote = { (count: Int128) in DecimalText.plain(count, decimals: instrument.quoteDecimals) }
        accounts = engine.accounts.indices.map { account in
            Account(
                apiKey: engine.accounts[account].apiKey,
                balances: engine.ledger.holdings[account].map { holding in
                    let decimals = engine.ledger.decimals(of: holding.asset)
                    return Balance(
                        asset: holding.asset,
                        free: DecimalText.plain(holding.free, decimals: decimals),
                        locked: DecimalText.plain(holding.locked, decimals: decimals)
                    )
                },
                orders: engine.orders.filter { $0.account == account }.map { entry in
                    Order(
                        identifier: order(entry.number),
                        clientID: entry.clientID,
                        side: entry.side,
                        kind: entry.kind.rawValue,
                        price: entry.price.map(price),
                        quantity: size(entry.statedQuantity),
                        filled: size(entry.filled),
                        quote: quote(entry.quoteFilled),
                        state: entry.state,
                        created: entry.created
                    )
                },
                fills: engine.fills.filter { $0.account == account }.map { fill in
                    Fill(
                        identifier: trade(fill),
                        order: order(fill.order),
                        clientID: engine.order(fill.order)?.clientID ?? "",
                        side: fill.side,
                        price: price(fill.price),
                        quantity: size(fill.quantity),
                        quote: quote(fill.quote),
                        fee: DecimalText.plain(fill.fee, decimals: engine.ledger.decimals(of: fill.feeAsset)),
                        feeAsset: fill.feeAsset,
                        isMaker: fill.isMaker,
                        time: fill.time
                    )
                }
            )
        }
    }
}
