public import Foundation
import Testing

/// A file that a test target carries along in its folder `Fixtures`.
public enum Fixture {
    /// The file's path.
    public static func path(_ name: String, in bundle: Bundle) throws -> String {
        try #require(bundle.resourceURL).appendingPathComponent("Fixtures").appendingPathComponent(name).path
    }

    /// The file's bytes.
    public static func bytes(_ name: String, in bundle: Bundle) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name, in: bundle))))
    }

    /// The bytes of the file's lines, without the newlines and without empty lines.
    public static func lines(_ name: String, in bundle: Bundle) throws -> [[UInt8]] {
        try bytes(name, in: bundle).split(separator: UInt8(ascii: "\n")).map(Array.init)
    }
}
