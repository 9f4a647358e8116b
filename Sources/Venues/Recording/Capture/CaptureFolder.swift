import Glibc

/// The folder of a recording, as the file system has it.
struct CaptureFolder {
    /// The folder's path.
    let path: String

    /// How the names of segments end.
    static let suffix = ".rungrec"

    /// The name of the segment with that number.
    static func name(ofSegment number: UInt32) -> String {
        let digits = String(number)
        return "segment-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + suffix
    }

    /// Makes the folder, and those above it, where they are missing; refuses one that holds a recording.
    func prepare() throws(CaptureError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if unsafe mkdir(made, 0o755) != 0, errno != EEXIST, errno != EISDIR {
                throw OutputFile.failure(made, errno)
            }
        }
        if unsafe access(path + "/" + CaptureManifest.fileName, F_OK) == 0 { throw .exists(path: path) }
        guard try segmentNames().isEmpty else { throw .exists(path: path) }
    }

    /// The names of the segments in it, in their order.
    func segmentNames() throws(CaptureError) -> [String] {
        guard let folder = unsafe opendir(path) else {
            throw .cannotOpen(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe Swift.withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(Self.suffix) { names.append(name) }
        }
        return names.sorted()
    }

    /// Writes the manifest beside the old one and puts it in its place, so that there is always a whole one.
    func write(_ manifest: CaptureManifest) throws(CaptureError) {
        let target = path + "/" + CaptureManifest.fileName
        let draft = target + ".new"
        _ = unsafe unlink(draft)
        var file = try OutputFile(creating: draft)
        try file.write(manifest.bytes.span)
        try file.synchronise()
        guard unsafe rename(draft, target) == 0 else { throw OutputFile.failure(target, errno) }
        synchronise()
    }

    /// Waits until the names in the folder are on the disk; a file system that cannot do that keeps them anyway.
    func synchronise() {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
