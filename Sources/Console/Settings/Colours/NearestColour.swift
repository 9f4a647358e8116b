/// Finds the colour of a smaller set that looks most like one of 24 bits.
enum NearestColour {
    /// The nearest of xterm's colours 16 to 255; the 16 before them are whatever the person set them to.
    static func indexed(to rgb: UInt32) -> UInt8 {
        nearest(to: rgb, among: indexedColours)
    }

    /// The nearest of the ANSI colours as xterm has them.
    ///
    /// Never blue: as text on black its contrast is 2.2, which nobody can read. And what has a hue keeps one: of so few
    /// colours the nearest is often a grey, and the two sides of a book would look alike.
    static func ansi(to rgb: UInt32) -> UInt8 {
        let hasHue = LabColour(LinearColour(rgb: rgb)).chroma > 25
        let candidates = ansiColours.filter { colour in
            colour.number != 4 && (!hasHue || LabColour(LinearColour(rgb: colour.rgb)).chroma > 25)
        }
        return nearest(to: rgb, among: candidates)
    }

    /// xterm's colours 16 to 255: a cube whose steps are not even, and a ramp of greys.
    static let indexedColours: [(number: UInt8, rgb: UInt32)] = {
        let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
        let cube = (0..<216).map { (index: Int) in
            let rgb = steps[index / 36] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6]
            return (number: UInt8(16 + index), rgb: rgb)
        }
        let greys = (0..<24).map { (index: Int) in
            (number: UInt8(232 + index), rgb: UInt32(8 + 10 * index) * 0x01_01_01)
        }
        return cube + greys
    }()

    /// The sixteen ANSI colours with xterm's values.
    static let ansiColours: [(number: UInt8, rgb: UInt32)] = {
        let values: [UInt32] = [
            0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
            0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ]
        return values.enumerated().map { (number: UInt8($0), rgb: $1) }
    }()

    private static func nearest(to rgb: UInt32, among colours: [(number: UInt8, rgb: UInt32)]) -> UInt8 {
        if let exact = colours.first(where: { $0.rgb == rgb }) { return exact.number }
        let wanted = LabColour(LinearColour(rgb: rgb))
        let ranked = colours.map { colour in
            (number: colour.number, distance: LabColour(LinearColour(rgb: colour.rgb)).distance(to: wanted))
        }
        return ranked.min { $0.distance < $1.distance }?.number ?? 0
    }
}
