import Books

extension JournalEpoch {
    func write(to writer: inout JournalWriter) {
        writer.member("epoch", number)
        writer.member("build", build)
        writer.member("configuration", configuration)
        writer.member("install", install)
        writer.member("base", instrument.base)
        writer.member("quote", instrument.quote)
        writer.member("price_decimals", instrument.priceUnit.decimals)
        writer.member("quantity_decimals", instrument.quantityUnit.decimals)
        writer.member("venues", venues) { name, writer in writer.text(name) }
        guard let continues else { return }
        writer.member("continues") { writer in
            writer.member("file", continues.file)
            writer.member("seq", continues.sequence)
            writer.member("chain", continues.chain)
        }
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        var continues: JournalHead?
        if let head = try fields.fieldsIfAny("continues") {
            continues = JournalHead(
                file: try head.text("file"),
                sequence: try head.number("seq"),
                chain: try head.text("chain")
            )
        }
        self.init(
            number: try fields.number("epoch"),
            build: try fields.text("build"),
            configuration: try fields.text("configuration"),
            install: try fields.text("install"),
            instrument: Instrument(
                base: try fields.text("base"),
                quote: try fields.text("quote"),
                priceUnit: try Self.unit(fields, "price_decimals"),
                quantityUnit: try Self.unit(fields, "quantity_decimals")
            ),
            venues: try fields.texts("venues"),
            continues: continues
        )
        guard venues.count <= VenueID.limit else { throw .unusable("venues") }
    }

    private static func unit(_ fields: JournalFields, _ name: String) throws(JournalTextError) -> DecimalUnit {
        let decimals: Int = try fields.number(name)
        guard (0...DecimalUnit.finest.decimals).contains(decimals) else { throw .unusable(name) }
        return DecimalUnit(decimals: decimals)
    }
}
