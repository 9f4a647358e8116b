import Books

/// Reads quoted decimals of the usual lengths as counts of one unit, without a loop over the fraction's digits.
struct FixedDecimal: Sendable {
    private let decimals: Int
    /// The fraction's eight digits divided by this are the unit's digits; 1 for units of eight decimals.
    private let divisor: UInt64
    /// 2^64 / divisor, rounded up: the upper half of a product with it is the quotient, for every number below 2^32.
    private let reciprocal: UInt64
    private let perOne: UInt64
    /// What a fraction of so many digits is multiplied by.
    private let scales: [9 of UInt64]

    /// The largest integer part that is read here: times the finest usual unit it stays below 2^62.
    private static let integerDigits = 10

    /// A reader for counts of `unit`.
    init(unit: DecimalUnit) {
        decimals = unit.decimals
        perOne = UInt64(unit.perOne)
        let surplus = max(0, 8 - unit.decimals)
        divisor = UInt64(DecimalUnit.powersOfTen[surplus])
        reciprocal = divisor == 1 ? 0 : UInt64.max / divisor + 1
        var scales: [9 of UInt64] = InlineArray(repeating: 0)
        for digits in 0...8 where digits <= unit.decimals {
            scales[digits] = UInt64(DecimalUnit.powersOfTen[unit.decimals - digits])
        }
        self.scales = scales
    }

    /// Reads a number and its closing quote at `index` and moves `index` behind the quote; -1 if it is not of the usual shape.
    ///
    /// At least 30 bytes have to be readable.
    @inline(__always)
    func read(_ bytes: UnsafePointer<UInt8>, _ index: inout Int) -> Int64 {
        // Units finer than eight decimals are the general scanner's matter.
        guard decimals <= 8 else { return -1 }
        var position = index
        let limit = position + Self.integerDigits
        var whole: UInt64 = 0
        var digit = unsafe UInt64(bytes[position] &- UInt8(ascii: "0"))
        guard digit < 10 else { return -1 }
        repeat {
            whole = whole &* 10 &+ digit
            position &+= 1
            digit = unsafe UInt64(bytes[position] &- UInt8(ascii: "0"))
        } while digit < 10 && position < limit
        guard unsafe bytes[position] == UInt8(ascii: ".") else { return -1 }
        position &+= 1
        let fraction = unsafe readFraction(bytes, &position)
        guard fraction != UInt64.max, unsafe bytes[position] == UInt8(ascii: "\"") else { return -1 }
        index = position &+ 1
        return Int64(bitPattern: whole &* perOne &+ fraction)
    }

    /// The fraction at `position` as a count of the unit; the largest number if it is not of the usual shape.
    @inline(__always)
    private func readFraction(_ bytes: UnsafePointer<UInt8>, _ position: inout Int) -> UInt64 {
        let eight = unsafe UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self)
        let digits = eight &- 0x3030_3030_3030_3030
        if ((eight &+ 0x4646_4646_4646_4646) | digits) & 0x8080_8080_8080_8080 == 0 {
            position &+= 8
            let pairs = digits &* 10 &+ digits >> 8
            let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
            let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
            let value = (low &+ high) >> 32
            guard divisor != 1 else { return value }
            let quotient = value.multipliedFullWidth(by: reciprocal).high
            return quotient &* divisor == value ? quotient : .max
        }
        var value: UInt64 = 0
        var count = 0
        var digit = unsafe UInt64(bytes[position] &- UInt8(ascii: "0"))
        while digit < 10, count < 8 {
            value = value &* 10 &+ digit
            count &+= 1
            position &+= 1
            digit = unsafe UInt64(bytes[position] &- UInt8(ascii: "0"))
        }
        guard count > 0, count <= decimals else { return .max }
        return value &* scales[count]
    }
}
