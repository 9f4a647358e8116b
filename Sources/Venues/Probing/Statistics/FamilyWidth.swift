/// How much wider intervals have to be when several of them are looked at together.
///
/// Of 20 true nothings one shows as something at 95 %. With k comparisons each is made at 1 - 0.05 / k (Bonferroni); the
/// width of an interval goes with the normal quantile.
enum FamilyWidth {
    /// Normal quantiles at 1 - 0.025 / k over that at 0.975, in thousandths, rounded up.
    private static let table: [(comparisons: Int, thousandths: Int128)] = [
        (1, 1_000), (2, 1_144), (3, 1_222), (4, 1_275), (5, 1_315), (6, 1_347), (8, 1_396), (10, 1_433), (15, 1_498),
        (20, 1_543), (50, 1_679), (100, 1_777),
    ]

    /// By how many thousandths of its width an interval of 95 % becomes one of `comparisons`.
    static func thousandths(of comparisons: Int) -> Int128 {
        table.first { comparisons <= $0.comparisons }?.thousandths ?? 2_000
    }
}
