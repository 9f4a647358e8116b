import Books
import Strategy

extension LedgerCheckpoint {
    func write(to writer: inout JournalWriter) {
        writer.member("position", holding.position)
        writer.member("cost", holding.cost)
        writer.member("realised", holding.realised)
        writer.member("accounts", accounts) { account, writer in writer.object { account.write(to: &$0) } }
        writer.member("state", stateHash)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        var accounts: [VenueAccount] = []
        for account in try fields.list("accounts") { accounts.append(try VenueAccount(account)) }
        guard accounts.count <= VenueID.limit else { throw .unusable("accounts") }
        self.init(
            accounts: accounts,
            holding: Holding(
                position: try fields.number("position"),
                cost: try fields.number("cost"),
                realised: try fields.number("realised")
            ),
            stateHash: try fields.text("state")
        )
    }
}

extension VenueAccount {
    func write(to writer: inout JournalWriter) {
        writer.member("base", base)
        writer.member("quote", quote)
        writer.member("base_fees", baseFees)
        writer.member("base_fees_in_quote", baseFeesInQuote)
        writer.member("quote_fees", quoteFees)
        writer.member("other_fees", otherFees) { fee, writer in
            writer.object { writer in
                writer.member("asset", fee.asset)
                writer.member("units", fee.units)
            }
        }
        writer.member("fills", fills)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        var otherFees: [OtherFee] = []
        for fee in try fields.list("other_fees") {
            otherFees.append(OtherFee(asset: try fee.text("asset"), units: try fee.number("units")))
        }
        self.init(
            base: try fields.number("base"),
            quote: try fields.number("quote"),
            baseFees: try fields.number("base_fees"),
            baseFeesInQuote: try fields.number("base_fees_in_quote"),
            quoteFees: try fields.number("quote_fees"),
            otherFees: otherFees,
            fills: try fields.number("fills")
        )
    }
}
