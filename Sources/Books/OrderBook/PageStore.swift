/// The memory of a paged ladder: pages of 256 ticks, each with its quantities and a bitmap of the ticks that have one.
///
/// Keys rise towards the best price, so the same code serves both sides. A directory maps page numbers to slots of one
/// pool; a second bitmap says which pages have any level, so that the next level is found by counting zeros, however
/// far it is. Everything is one index and one store per change, and nothing moves when a level comes or goes.
///
/// Owned by one ``PagedLadder``, which copies it before it writes to a shared one; no reference to the raw memory ever
/// leaves this type.
@safe
final class PageStore {
    /// How many ticks a page has, as a power of two.
    static let pageBits = 8
    /// The most pages a directory may span: 16 million ticks.
    static let directoryLimit = 65_536

    private static let ticks = 1 << pageBits
    private static let words = ticks / 64

    /// How many levels there are.
    private(set) var count = 0
    /// The page number of the directory's first entry.
    private(set) var basePage = 0
    /// How many entries the directory has, a multiple of 64.
    private(set) var directoryCount = 0

    /// For how many pages there is memory.
    private(set) var slotCapacity = 0

    /// The slot of each page, or -1.
    private var directory: UnsafeMutablePointer<Int32>
    /// A bit for each page: whether it has a level.
    private var occupied: UnsafeMutablePointer<UInt64>
    /// Four words a slot: which ticks have a level.
    private var marks: UnsafeMutablePointer<UInt64>
    /// 256 quantities a slot.
    private var quantities: UnsafeMutablePointer<Int64>
    private var slotCount = 0
    /// Slots of pages that were given up.
    private var freeSlots: [Int32] = []
    /// The directory index of the best page that has a level; -1 without levels.
    private var bestPage = -1

    init() {
        unsafe directory = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        unsafe occupied = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
        unsafe marks = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
        unsafe quantities = UnsafeMutablePointer<Int64>.allocate(capacity: 1)
    }

    deinit {
        unsafe directory.deallocate()
        unsafe occupied.deallocate()
        unsafe marks.deallocate()
        unsafe quantities.deallocate()
    }

    /// A store with the same levels in memory of its own.
    func copy() -> PageStore {
        let copy = PageStore()
        // A copy of a store without a directory has none either: its first level decides where the directory lies.
        guard directoryCount > 0 else { return copy }
        copy.growDirectory(toPages: basePage..<(basePage + directoryCount))
        copy.growPool(to: slotCapacity)
        unsafe copy.directory.update(from: directory, count: directoryCount)
        unsafe copy.occupied.update(from: occupied, count: directoryCount / 64)
        unsafe copy.marks.update(from: marks, count: slotCount * Self.words)
        unsafe copy.quantities.update(from: quantities, count: slotCount * Self.ticks)
        copy.count = count
        copy.slotCount = slotCount
        copy.freeSlots = freeSlots
        copy.bestPage = bestPage
        return copy
    }

    // MARK: - Changing

    /// Whether the directory spans the page of `key`.
    @inline(__always)
    func spans(_ key: Int64) -> Bool {
        UInt(bitPattern: Int(key >> Self.pageBits) &- basePage) < UInt(bitPattern: directoryCount)
    }

    /// Puts a quantity at a key that the directory spans; zero removes it.
    @inline(__always)
    func set(_ key: Int64, _ quantity: Int64) -> LevelChange {
        let page = Int(key >> Self.pageBits) &- basePage
        var slot = unsafe Int(directory[page])
        if slot < 0 {
            if quantity == 0 { return .absent }
            slot = openPage(page)
        }
        let tick = Int(truncatingIfNeeded: key) & (Self.ticks - 1)
        let word = slot &* Self.words &+ tick >> 6
        let bit = UInt64(1) << UInt64(tick & 63)
        let mark = unsafe marks[word]
        if quantity != 0 {
            unsafe quantities[slot << Self.pageBits | tick] = quantity
            if mark & bit != 0 { return .changed }
            unsafe marks[word] = mark | bit
            unsafe occupied[page >> 6] |= 1 << UInt64(page & 63)
            count &+= 1
            if page > bestPage { bestPage = page }
            return .inserted
        }
        if mark & bit == 0 { return .absent }
        unsafe marks[word] = mark ^ bit
        count &-= 1
        if mark == bit { closePageIfEmpty(page, slot) }
        return .removed
    }

    /// Widens the directory to the page of `key` too; false if that page is too far from the others.
    ///
    /// Without levels there are no others: the directory, as long as it is, moves to where the key is. A price that was
    /// absurd, or a market that has moved far since, thus has no say in where the next whole book stands.
    func widen(to key: Int64) -> Bool {
        let page = Int(key >> Self.pageBits)
        guard directoryCount > 0 else {
            growDirectory(toPages: (page - 32)..<(page + 32))
            return true
        }
        let low = min(page, basePage)
        let high = max(page + 1, basePage + directoryCount)
        guard high - low <= Self.directoryLimit else {
            guard count == 0 else { return false }
            removeAll()
            basePage = page - directoryCount / 2
            return true
        }
        // A quarter more than asked for, so that a walking price does not grow it page by page.
        let slack = min((high - low) / 4, Self.directoryLimit - (high - low))
        growDirectory(toPages: (page < basePage ? low - slack : low)..<(page < basePage ? high : high + slack))
        return true
    }

    /// Removes all levels and keeps the memory.
    func removeAll() {
        unsafe directory.update(repeating: -1, count: directoryCount)
        unsafe occupied.update(repeating: 0, count: directoryCount / 64)
        slotCount = 0
        freeSlots.removeAll(keepingCapacity: true)
        count = 0
        bestPage = -1
    }

    /// Removes all levels worse than `key`, and gives their pages up.
    func removeAll(below key: Int64) {
        guard directoryCount > 0 else { return }
        let last = min(Int(key >> Self.pageBits) - basePage, directoryCount)
        for page in 0..<max(0, last) where unsafe directory[page] >= 0 {
            let slot = unsafe Int(directory[page])
            for word in 0..<Self.words {
                unsafe count -= marks[slot * Self.words + word].nonzeroBitCount
                unsafe marks[slot * Self.words + word] = 0
            }
            unsafe directory[page] = -1
            unsafe occupied[page >> 6] &= ~(1 << UInt64(page & 63))
            freeSlots.append(Int32(slot))
        }
        if spans(key) {
            let first = (key >> Self.pageBits) << Self.pageBits
            for worse in first..<key { _ = set(worse, 0) }
        }
        if bestPage >= 0, bestPage < last { bestPage = -1 }
    }

    // MARK: - Reading

    /// The best key; nil without levels.
    @inline(__always)
    var best: Int64? {
        bestPage < 0 ? nil : highest(in: bestPage)
    }

    /// The quantity at a key that has a level.
    @inline(__always)
    func quantity(at key: Int64) -> Int64 {
        let page = Int(key >> Self.pageBits) &- basePage
        let slot = unsafe Int(directory[page])
        return unsafe quantities[slot << Self.pageBits | Int(truncatingIfNeeded: key) & (Self.ticks - 1)]
    }

    /// The best key that is worse than `key`.
    func key(below key: Int64) -> Int64? {
        let next = key - 1
        guard spans(next) else {
            return (next >> Self.pageBits) < basePage || bestPage < 0 ? nil : best
        }
        let page = Int(next >> Self.pageBits) - basePage
        if unsafe directory[page] >= 0, let found = highest(in: page, upTo: Int(next) & (Self.ticks - 1)) {
            return found
        }
        let lower = occupiedPage(below: page)
        return lower < 0 ? nil : highest(in: lower)
    }

    /// Calls `body` with keys and quantities from the best on until it returns false.
    @inline(__always)
    func forEach(_ body: (Int64, Int64) -> Bool) {
        var page = bestPage
        while page >= 0 {
            let slot = unsafe Int(directory[page])
            var word = Self.words - 1
            while word >= 0 {
                var bits = unsafe marks[slot &* Self.words &+ word]
                while bits != 0 {
                    let position = 63 &- bits.leadingZeroBitCount
                    bits ^= 1 << UInt64(position)
                    let tick = word << 6 | position
                    let key = Int64(page &+ basePage) << Self.pageBits | Int64(tick)
                    guard unsafe body(key, quantities[slot << Self.pageBits | tick]) else { return }
                }
                word &-= 1
            }
            page = occupiedPage(below: page)
        }
    }

    // MARK: - Pages

    @inline(__always)
    private func highest(in page: Int) -> Int64? {
        let slot = unsafe Int(directory[page])
        var word = Self.words - 1
        while word >= 0 {
            let bits = unsafe marks[slot &* Self.words &+ word]
            if bits != 0 {
                let tick = word << 6 | (63 &- bits.leadingZeroBitCount)
                return Int64(page &+ basePage) << Self.pageBits | Int64(tick)
            }
            word &-= 1
        }
        return nil
    }

    private func highest(in page: Int, upTo tick: Int) -> Int64? {
        let slot = unsafe Int(directory[page])
        var word = tick >> 6
        var mask = tick & 63 == 63 ? UInt64.max : (1 << UInt64(tick & 63 + 1)) - 1
        while word >= 0 {
            let bits = unsafe marks[slot * Self.words + word] & mask
            if bits != 0 {
                return Int64(page + basePage) << Self.pageBits | Int64(word << 6 | (63 - bits.leadingZeroBitCount))
            }
            word -= 1
            mask = .max
        }
        return nil
    }

    /// The directory index of the best page below `page` that has a level; -1 if there is none.
    private func occupiedPage(below page: Int) -> Int {
        guard page > 0 else { return -1 }
        var word = (page - 1) >> 6
        let last = (page - 1) & 63
        var bits = unsafe occupied[word] & (last == 63 ? .max : (1 << UInt64(last + 1)) - 1)
        while bits == 0 {
            word -= 1
            guard word >= 0 else { return -1 }
            bits = unsafe occupied[word]
        }
        return word << 6 | (63 - bits.leadingZeroBitCount)
    }

    @inline(never)
    private func openPage(_ page: Int) -> Int {
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = Int(free)
        } else {
            slot = newSlot()
        }
        for word in 0..<Self.words { unsafe marks[slot * Self.words + word] = 0 }
        unsafe directory[page] = Int32(slot)
        return slot
    }

    /// A slot that no page had, or one taken from a page that is empty by now.
    private func newSlot() -> Int {
        if slotCount == slotCapacity {
            if slotCapacity >= Self.sweptCapacity { freeEmptyPages() }
            // Few gained: a pool that is full of levels grows, or it would be swept again and again.
            if freeSlots.count <= slotCapacity / 4 { growPool(to: max(16, slotCapacity * 2)) }
            if let free = freeSlots.popLast() { return Int(free) }
        }
        slotCount += 1
        return slotCount - 1
    }

    /// From so many slots on, half a megabyte, the pages that are empty are looked for before the pool grows.
    private static let sweptCapacity = 256

    /// Gives up the slots of pages without levels, which keep them otherwise: a price comes back sooner or later.
    private func freeEmptyPages() {
        for page in 0..<directoryCount {
            let slot = unsafe directory[page]
            guard slot >= 0, unsafe occupied[page >> 6] & (1 << UInt64(page & 63)) == 0 else { continue }
            freeSlots.append(slot)
            unsafe directory[page] = -1
        }
    }

    private func closePageIfEmpty(_ page: Int, _ slot: Int) {
        let first = slot &* Self.words
        let rest = unsafe marks[first] | marks[first &+ 1] | marks[first &+ 2] | marks[first &+ 3]
        guard rest == 0 else { return }
        unsafe occupied[page >> 6] &= ~(1 << UInt64(page & 63))
        if page == bestPage { bestPage = occupiedPage(below: page) }
    }

    private func growPool(to capacity: Int) {
        guard capacity > 0 else { return }
        let newMarks = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * Self.words)
        let newQuantities = UnsafeMutablePointer<Int64>.allocate(capacity: capacity * Self.ticks)
        // Quantities are read only where a mark is set, but a copy reads them all.
        unsafe newQuantities.initialize(repeating: 0, count: capacity * Self.ticks)
        unsafe newMarks.initialize(repeating: 0, count: capacity * Self.words)
        unsafe newMarks.update(from: marks, count: slotCount * Self.words)
        unsafe newQuantities.update(from: quantities, count: slotCount * Self.ticks)
        unsafe marks.deallocate()
        unsafe quantities.deallocate()
        unsafe marks = unsafe newMarks
        unsafe quantities = unsafe newQuantities
        slotCapacity = capacity
    }

    private func growDirectory(toPages pages: Range<Int>) {
        let newCount = max(64, (pages.count + 63) / 64 * 64)
        // A shift by whole words keeps the occupancy bitmap a plain copy.
        let shift = directoryCount == 0 ? 0 : (basePage - pages.lowerBound + 63) / 64 * 64
        let newBase = directoryCount == 0 ? pages.lowerBound : basePage - shift
        let total = max(newCount, (shift + directoryCount + 63) / 64 * 64)
        let needed = max(total, ((pages.upperBound - newBase) + 63) / 64 * 64)
        let newDirectory = UnsafeMutablePointer<Int32>.allocate(capacity: needed)
        let newOccupied = UnsafeMutablePointer<UInt64>.allocate(capacity: needed / 64)
        unsafe newDirectory.initialize(repeating: -1, count: needed)
        unsafe newOccupied.initialize(repeating: 0, count: needed / 64)
        if directoryCount > 0 {
            unsafe (newDirectory + shift).update(from: directory, count: directoryCount)
            unsafe (newOccupied + shift / 64).update(from: occupied, count: directoryCount / 64)
        }
        unsafe directory.deallocate()
        unsafe occupied.deallocate()
        unsafe directory = unsafe newDirectory
        unsafe occupied = unsafe newOccupied
        if bestPage >= 0 { bestPage += shift }
        basePage = newBase
        directoryCount = needed
    }
}
