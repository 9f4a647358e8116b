extension Int128 {
    /// The largest whole number whose square is not above this one; 0 for negative ones.
    ///
    /// Newton's iteration from above, which ends after some steps a bit of the result.
    var root: Int128 {
        guard self > 1 else { return Swift.max(0, self) }
        var guess = Int128(1) << ((128 - leadingZeroBitCount + 1) / 2)
        while true {
            let next = (guess + self / guess) / 2
            guard next < guess else { return guess }
            guess = next
        }
    }
}
