/// How much more the number of values below a quantile varies than it would for independent values.
///
/// Measured by the spread of that number between blocks of neighbours (batch means; the "design effect" of sampling).
struct Clustering {
    /// The variance over that of independent values, in thousandths; 1,000 at least.
    let thousandths: Int128
    /// How many standard deviations hold 95 %, in thousandths: more where few blocks tell the spread.
    let deviations: Int128

    /// Independent values.
    static let none = Clustering(thousandths: 1_000, deviations: 1_960)

    /// Student's 97.5 % quantiles by degrees of freedom, in thousandths.
    private static let student: [(freedom: Int, deviations: Int128)] = [
        (1, 12_706), (2, 4_303), (3, 3_182), (4, 2_776), (5, 2_571), (6, 2_447), (7, 2_365), (9, 2_262), (12, 2_179),
        (15, 2_131), (20, 2_086), (30, 2_042), (60, 2_000),
    ]

    private init(thousandths: Int128, deviations: Int128) {
        self.thousandths = thousandths
        self.deviations = deviations
    }

    /// The clustering of values with these ranks in time order, around the quantile with that share and place.
    init(ranks: [Int32], share: Int, place: Int, blockLength: Int) {
        let blocks = ranks.count / blockLength
        guard share > 0, blocks >= 2 else {
            self = .none
            return
        }
        var sum: Int128 = 0
        var squares: Int128 = 0
        for block in 0..<blocks {
            let below = Int128(ranks[block * blockLength..<(block + 1) * blockLength].count { $0 <= place })
            sum += below
            squares += below * below
        }
        let spread = (Int128(blocks) * squares - sum * sum) * 100_000_000_000
        let independent = Int128(blocks * (blocks - 1)) * Int128(blockLength * share * (10_000 - share))
        let thousandths = independent == 0 ? 1_000 : spread / independent
        guard thousandths > 1_000 else {
            self = .none
            return
        }
        self.thousandths = thousandths
        deviations = Self.student.last { blocks - 1 >= $0.freedom }?.deviations ?? 12_706
    }
}
