/// Why one of rung's own recordings cannot be written or read, with the place and the remedy.
public enum CaptureError: Error, Sendable, Equatable {
    /// The folder or a file in it cannot be written; the system's words say why.
    case cannotWrite(path: String, reason: String)
    /// The disk or the quota is full.
    case full(path: String)
    /// The folder holds a recording already.
    case exists(path: String)
    /// A file or the folder cannot be opened or read.
    case cannotOpen(path: String, reason: String)
    /// There is no segment in the folder.
    case empty(path: String)
    /// The file does not begin as a segment does.
    case notASegment(path: String)
    /// The segment ends in the middle of the block at that offset: whoever wrote it was ended or lost power.
    case torn(segment: String, offset: Int)
    /// The block at that offset does not check.
    case damaged(segment: String, offset: Int, finding: String)
    /// A segment between two others is not there.
    case missing(folder: String, number: UInt32)
    /// The description of what was recorded cannot be used.
    case description(segment: String, finding: String)

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .cannotWrite(let path, let reason):
            "\(path) cannot be written: \(reason). Choose another folder with --out."
        case .full(let path):
            "\(path) cannot grow: the disk or the quota is full. Free some space, or record to another disk."
        case .exists(let path):
            "\(path) holds a recording already. Choose another folder with --out."
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened: \(reason). Check the path and its permissions."
        case .empty(let path):
            "\(path) holds no recording: there is no segment (*.rungrec) in it. Check the path."
        case .notASegment(let path):
            "\(path) is no segment of a recording: it does not begin with RUNGREC1. Check the path."
        case .torn(let segment, let offset):
            "\(segment) ends in the middle of the block at byte \(offset): what comes before it is whole. The "
                + "recorder was ended there without a word, or the copy is not complete."
        case .damaged(let segment, let offset, let finding):
            "\(segment) is damaged in the block at byte \(offset): \(finding). What comes before it is whole."
        case .missing(let folder, let number):
            "\(folder) lacks segment \(number): what was recorded in it is a hole. Copy the whole folder."
        case .description(let segment, let finding):
            "\(segment) does not say what was recorded: \(finding). Play another segment of the recording."
        }
    }
}
