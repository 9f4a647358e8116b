import Books
import TUI

/// Counts the frames of the last second, and their bytes.
struct FrameMeter {
    private var frames: [(time: MonotonicTime, bytes: Int)] = []

    /// A frame of so many bytes was written.
    mutating func note(frameBytes: Int, at now: MonotonicTime) {
        frames.append((now, frameBytes))
        frames.removeAll { now - $0.time >= .seconds(1) }
    }

    /// Puts what was counted into the figures that the screen shows.
    func fill(_ figures: inout ScreenFigures) {
        figures.framesPerSecond = frames.count
        figures.bytesPerFrame = frames.reduce(0) { $0 + $1.bytes } / max(frames.count, 1)
    }
}
