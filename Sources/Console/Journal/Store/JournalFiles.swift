/// The files of a journal that is only read.
public enum JournalFiles {
    /// The paths of a folder's journal files, in the order in which they were begun.
    public static func paths(in folder: String) throws(JournalError) -> [String] {
        try JournalFolder.files(in: folder).map { folder + "/" + JournalFolder.name($0) }
    }
}
