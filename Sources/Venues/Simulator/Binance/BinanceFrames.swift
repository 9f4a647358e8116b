/// One event in every form that was asked for, each written once however many connections get it.
struct BinanceFrames {
    /// The name of the event's stream, for the combined form.
    let stream: String
    private var frames: [[UInt8]?] = Array(repeating: nil, count: BinanceForm.count)

    /// Nothing written yet.
    init(stream: String) {
        self.stream = stream
    }

    /// The event in `form`; `write` writes it bare.
    mutating func frame(_ form: BinanceForm, _ write: (BinanceTimeUnit) -> [UInt8]) -> [UInt8] {
        if let frame = frames[form.index] { return frame }
        let bare = write(form.timeUnit)
        let frame = form.isCombined ? Self.combined(stream, bare) : bare
        frames[form.index] = frame
        return frame
    }

    private static func combined(_ stream: String, _ event: [UInt8]) -> [UInt8] {
        var text = WireText(capacity: event.count + stream.utf8.count + 24)
        text.append("{\"stream\":")
        text.append(quoted: stream)
        text.append(",\"data\":")
        text.append(event)
        text.append("}")
        return text.bytes
    }
}
