/// How long an intent waits for the disk.
enum SynchronousChoice: String, CaseIterable {
    /// Until the operating system has it: it survives the program's death.
    case normal
    /// Until the disk has it: it survives power loss.
    case full
}
