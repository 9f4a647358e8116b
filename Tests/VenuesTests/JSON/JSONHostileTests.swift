import Foundation
import TestKit
import Testing
import Venues

/// Whole documents, right, cut, changed and nested without end, beside Foundation's reader.
@Suite("JSON: right, cut and changed documents")
struct JSONHostileTests {
    @Test("Every document that RFC 8259 allows is taken, with Foundation's values")
    func valid() throws {
        forEachSeed(1...1_500) { seed, generator in
            var random = RandomJSON(&generator)
            let text = random.document()
            let bytes = [UInt8](text.utf8)
            #expect(JSONReading.isScanned(bytes), "seed \(seed): \(text)")
            let tree = try #require(JSONReading.tree(bytes), "seed \(seed): \(text)")
            let object = try #require(JSONReading.foundation(bytes), "seed \(seed): \(text)")
            #expect(JSONReading.isSame(tree, object), "seed \(seed): \(text)")
        }
    }

    @Test("No beginning of a recorded message is taken for a message")
    func truncations() throws {
        for message in try Recorded.short() {
            #expect(JSONReading.isScanned(message))
            for length in 0..<message.count {
                let cut = Array(message.prefix(length))
                guard JSONReading.isScanned(cut) || JSONReading.tree(cut) != nil else { continue }
                Issue.record("taken: \(String(decoding: cut, as: UTF8.self))")
            }
        }
    }

    @Test("Nothing but blanks may follow a message")
    func trailing() throws {
        for message in try Recorded.short() {
            for junk in ["x", "{", "}", "]", ",", "\"", "0", "\u{0}", "\u{7F}", " {}", "\n1"] {
                #expect(!JSONReading.isScanned(message + junk.utf8), "\(junk)")
                #expect(JSONReading.tree(message + junk.utf8) == nil, "\(junk)")
            }
            #expect(JSONReading.tree(message + " \r\n\t".utf8) != nil)
        }
    }

    @Test("A recorded message with one byte changed is taken exactly where Foundation takes it, with its values")
    func mutations() throws {
        let replacements = [UInt8]("\"\\{}[],:0-.ex u\n".utf8) + [0x00, 0x1F, 0x80, 0xFF]
        for message in try Recorded.short().filter({ $0.count < 260 }) {
            for index in message.indices {
                var changed = message
                changed[index] = replacements[index % replacements.count]
                Self.compare(changed)
                changed[index] = message[index] ^ 0x01
                Self.compare(changed)
            }
        }
    }

    @Test("Damaged random documents are taken exactly where Foundation takes them")
    func damage() {
        forEachSeed(1...3_000) { _, generator in
            var random = RandomJSON(&generator)
            var bytes = [UInt8](random.document().utf8)
            for _ in 0..<generator.pick(1...2) {
                let index = generator.pick(0...bytes.count - 1)
                switch generator.pick(0...2) {
                case 0: bytes[index] = generator.pick([UInt8]("\"\\{}[],:0-.exu ".utf8))
                case 1: bytes.remove(at: index)
                default: bytes.insert(generator.pick([UInt8]("\"\\{}[],:0-.dDu".utf8)), at: index)
                }
                if bytes.isEmpty { break }
            }
            Self.compare(bytes)
        }
    }

    @Test("Values nest to the limit and no deeper", arguments: ["[", #"{"a":"#])
    func depth(opening: String) {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)).utf8)
        }
        #expect(JSONReading.isScanned(nested(JSON.depthLimit - 1)))
        #expect(JSONReading.tree(nested(JSON.depthLimit - 1)) != nil)
        for depth in [JSON.depthLimit, 1_000, 200_000] {
            #expect(throws: WireError.tooDeep(at: opening.utf8.count * JSON.depthLimit)) {
                try JSONValue(nested(depth).span)
            }
            #expect(!JSONReading.isScanned(nested(depth)))
            #expect(!JSONReading.isScanned(Array(nested(depth).prefix(depth * opening.utf8.count))))
        }
    }

    /// Compares the tree with Foundation, where both mean to judge, and the scanner with the tree.
    private static func compare(_ bytes: [UInt8]) {
        guard JSONReading.isForComparison(bytes) else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        let tree = JSONReading.tree(bytes)
        let object = JSONReading.foundation(bytes)
        switch (tree, object) {
        case (nil, nil):
            break
        case (let tree?, let object?):
            #expect(JSONReading.isSame(tree, object), "\(text)")
        case (_?, nil):
            Issue.record("taken, though Foundation refuses it: \(text)")
        case (nil, _?):
            Issue.record("refused, though Foundation takes it: \(text)")
        }
        if tree != nil { #expect(JSONReading.isScanned(bytes), "\(text)") }
    }
}
