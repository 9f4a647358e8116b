/// The side structure that the product's books are made of.
public typealias Ladder = SortedLadder
