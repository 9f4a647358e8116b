import Glibc

/// Amounts of red, green and blue light, 0 to 1 each: what adds up, unlike the numbers of a screen.
struct LinearColour {
    let red: Double
    let green: Double
    let blue: Double

    init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// The light of a colour of 24 bits (IEC 61966-2-1, sRGB).
    init(rgb: UInt32) {
        let light = { (shift: UInt32) in
            let value = Double((rgb >> shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        self.init(red: light(16), green: light(8), blue: light(0))
    }

    /// How bright it is, 0 to 1 (WCAG 2.1, relative luminance).
    var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

    /// How well text of this colour is seen on another, 1 to 21 (WCAG 2.1, contrast ratio).
    func contrast(to other: LinearColour) -> Double {
        let (bright, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (bright + 0.05) / (dark + 0.05)
    }

    /// The colour as a person with a colour blindness sees it.
    func seen(with blindness: ColourBlindness) -> LinearColour {
        let rows = blindness.rows.map { row in
            min(max(row[0] * red + row[1] * green + row[2] * blue, 0), 1)
        }
        return LinearColour(red: rows[0], green: rows[1], blue: rows[2])
    }
}
