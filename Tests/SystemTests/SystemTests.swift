import Testing

/// Tests of the real program, as a person and other people's programs meet it.
///
/// One after another: each starts processes of its own, and two consoles at once would halve the machine for both.
@Suite("The whole program", .serialized)
struct SystemTests {}
