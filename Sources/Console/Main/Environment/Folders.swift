import Glibc

/// Where rung finds its shared files and keeps its own, by the XDG Base Directory Specification 0.8.
enum Folders {
    /// The value of an environment variable; nil where it is unset or empty.
    static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// Where logs and the like go: `$XDG_STATE_HOME/rung`, else `~/.local/state/rung`.
    static var state: String {
        if let home = variable("XDG_STATE_HOME"), home.hasPrefix("/") { return home + "/rung" }
        return (variable("HOME") ?? "/tmp") + "/.local/state/rung"
    }

    /// The user's configuration, `config.yaml`; nil if there is none.
    static var configuration: String? {
        let path = configurationFolder + "/config.yaml"
        return unsafe access(path, F_OK) == 0 ? path : nil
    }

    /// Where the user's own settings are: `$XDG_CONFIG_HOME/rung`, else `~/.config/rung`.
    private static var configurationFolder: String {
        let home = variable("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (home ?? (variable("HOME") ?? "") + "/.config") + "/rung"
    }

    /// Every folder that is looked into for themes: the user's own first, then those that come with rung.
    static var themes: [String] {
        [configurationFolder + "/themes"] + sharedFolders.dropFirst().map { $0 + "/Themes" }
    }

    /// The path of a file that comes with rung, `Recordings/…` say; nil if it is nowhere.
    ///
    /// Looked for in the current folder, beside and above the program (a build folder), in its installation, and in
    /// the user's and the system's data folders.
    static func shared(_ name: String) -> String? {
        sharedFolders.map { $0 + "/" + name }.first { unsafe access($0, R_OK) == 0 }
    }

    /// Every folder that is looked into for shared files, in that order.
    static var sharedFolders: [String] {
        var folders = ["."]
        var folder = programFolder
        while let current = folder {
            folders.append(current)
            folders.append(current + "/share/rung")
            folder = parent(current)
        }
        let home = variable("XDG_DATA_HOME") ?? (variable("HOME") ?? "") + "/.local/share"
        let system = (variable("XDG_DATA_DIRS") ?? "/usr/local/share:/usr/share").split(separator: ":").map(String.init)
        return folders + ([home] + system).map { $0 + "/rung" }
    }

    /// The folder of the running program; nil where the system does not say.
    private static var programFolder: String? {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return unsafe readlink("/proc/self/exe", start, buffer.count)
        }
        guard count > 0 else { return nil }
        return parent(String(decoding: bytes[..<count], as: UTF8.self))
    }

    private static func parent(_ path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
        return String(path[..<slash])
    }
}
