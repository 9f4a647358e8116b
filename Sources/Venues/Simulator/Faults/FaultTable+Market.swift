extension FaultTable {
    static func market(_ kind: FaultKind) -> Row {
        switch kind {
        case .apart:
            make(
                kind,
                .state,
                "the market has other prices than recorded, from its next change on",
                Parameter(
                    name: "bp",
                    meaning: "how far above, in hundredths of a percent; below zero under them",
                    standard: "300"
                )
            )
        default:
            make(
                kind,
                .state,
                "nothing stands on one side of the book, from its next change on",
                Parameter(name: "side", meaning: "bids or asks", standard: "bids")
            )
        }
    }
}
