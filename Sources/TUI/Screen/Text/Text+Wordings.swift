extension [Text] {
    /// The first wording that fits `room` cells, or else the last one; wordings stand longest first.
    func longest(in room: Int) -> Text {
        first { $0.count <= room } ?? last ?? Text()
    }
}
