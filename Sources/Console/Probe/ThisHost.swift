public import Books
import CLinux
import Glibc
public import Probing

/// What this host knows of itself.
public enum ThisHost {
    /// Its facts: name, place and how wrong its calendar is.
    ///
    /// `metadata` is the address of the instance metadata service, nil for the usual one.
    public static func facts(metadata: String?) -> HostFacts {
        var name = [CChar](repeating: 0, count: 256)
        _ = unsafe gethostname(&name, name.count - 1)
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var facts = HostFacts(name: text.isEmpty ? "this host" : text)
        let service = metadata.map { InstanceMetadata(endpoint: $0) } ?? InstanceMetadata()
        _ = service?.complete(&facts)
        facts.clockError = clockError
        return facts
    }

    /// How wrong its calendar is at most; nil where nothing keeps it right.
    public static var clockError: TimeSpan? {
        let microseconds = clinux_clock_error()
        return microseconds < 0 ? nil : TimeSpan(nanoseconds: Int64(microseconds) * 1_000)
    }
}
