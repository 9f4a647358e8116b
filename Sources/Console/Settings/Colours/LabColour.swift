import Glibc

/// A colour by how it looks: CIE 1976 L*a*b* under daylight (D65), so that distances are what an eye sees.
struct LabColour {
    let lightness: Double
    let redGreen: Double
    let yellowBlue: Double

    /// The look of light of these linear amounts of red, green and blue, 0 to 1 each.
    init(_ light: LinearColour) {
        // sRGB's primaries in CIE XYZ (IEC 61966-2-1), each row divided by the white point.
        let x = (0.4124564 * light.red + 0.3575761 * light.green + 0.1804375 * light.blue) / 0.95047
        let y = 0.2126729 * light.red + 0.7151522 * light.green + 0.0721750 * light.blue
        let z = (0.0193339 * light.red + 0.1191920 * light.green + 0.9503041 * light.blue) / 1.08883
        lightness = 116 * Self.response(y) - 16
        redGreen = 500 * (Self.response(x) - Self.response(y))
        yellowBlue = 200 * (Self.response(y) - Self.response(z))
    }

    /// How far it is from a grey.
    var chroma: Double { (redGreen * redGreen + yellowBlue * yellowBlue).squareRoot() }

    /// How different two colours look (CIE 1976): 2 is just seen, black and white are 100 apart.
    func distance(to other: LabColour) -> Double {
        let lightness = lightness - other.lightness
        let redGreen = redGreen - other.redGreen
        let yellowBlue = yellowBlue - other.yellowBlue
        return (lightness * lightness + redGreen * redGreen + yellowBlue * yellowBlue).squareRoot()
    }

    private static func response(_ value: Double) -> Double {
        value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
}
