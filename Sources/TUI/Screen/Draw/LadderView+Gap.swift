extension LadderView {
    /// Why there is no spread, in words.
    var gap: Text {
        switch (asks.isEmpty, bids.isEmpty) {
        case (true, true): "empty book"
        case (true, false): "no asks"
        case (false, true): "no bids"
        case (false, false): "no spread"
        }
    }
}
