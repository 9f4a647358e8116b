/// What the terminal measures about the screen itself.
public struct ScreenFigures: Sendable, Hashable {
    /// How many frames were drawn in the last second.
    public var framesPerSecond: Int
    /// How many bytes a frame took lately.
    public var bytesPerFrame: Int
    /// How many frames were left out because the terminal did not take the one before.
    public var skippedFrames: Int

    /// Figures; none were measured yet.
    public init(framesPerSecond: Int = 0, bytesPerFrame: Int = 0, skippedFrames: Int = 0) {
        self.framesPerSecond = framesPerSecond
        self.bytesPerFrame = bytesPerFrame
        self.skippedFrames = skippedFrames
    }
}
