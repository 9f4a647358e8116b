import TestKit
import Testing
import Venues

/// Our codec in either role against two implementations that are not ours, over plain connections on this machine.
///
/// One after the other: each blocks its thread and runs a process.
@Suite("WebSocket codec: against other implementations", .serialized)
struct WebSocketPeerTests {
    /// Around the places where the form of a frame's length changes, and a long one.
    static let sizes = [0, 1, 125, 126, 127, 1000, 65535, 65536, 1 << 20]
    static let libraries = ["websockets", "wsproto"]
    static let frameLimits = [Int.max, 1000]

    static let messages = sizes.flatMap { size in
        // None of the sizes is four more than a multiple of five, which would cut a character.
        [Heard.text(repeating([UInt8]("abcé".utf8), size)), .binary(repeating([UInt8](0...250), size))]
    }

    static func repeating(_ pattern: [UInt8], _ size: Int) -> [UInt8] {
        var bytes = pattern
        while bytes.count < size { bytes += bytes }
        return [UInt8](bytes.prefix(size))
    }

    static func startServer(_ library: String) throws -> (peer: PeerProcess, port: UInt16) {
        let peer = try PeerProcess(library, ["server"])
        let words = try peer.readLine().split(separator: " ")
        return (peer, try #require(words.first == "listening" ? words.last.flatMap { UInt16($0) } : nil))
    }

    @Test(
        "Our client's messages come back from a server, in frames and in fragments",
        arguments: libraries,
        frameLimits
    )
    func clientEchoes(library: String, frameLimit: Int) throws {
        let (peer, port) = try Self.startServer(library)
        let limits = WebSocketLimits(maximumFrameBytes: frameLimit)
        for path in ["/echo", "/fragments"] {
            let connection = try PeerConnection(port: port, path: path, limits: limits)
            for message in Self.messages {
                try connection.echo(message)
                let isBack = try connection.hear() == message
                #expect(isBack, "\(path)")
            }
            // Only wsproto lets its user send a ping between two fragments.
            #expect((connection.pings > 0) == (library == "wsproto" && path == "/fragments"))
            try connection.say { $0.encodeClose(code: 4001, reason: "we are done", into: &$1) }
            #expect(try connection.hear() == .close(4001, "we are done"))
            try connection.finish()
            #expect(try peer.readLine() == "closed 4001 we are done")
        }
    }

    @Test("Our client and a server answer each other's pings", arguments: libraries)
    func clientPings(library: String) throws {
        let (peer, port) = try Self.startServer(library)
        let connection = try PeerConnection(port: port, path: "/ping", limits: WebSocketLimits())
        for payload in [[], [UInt8]("are you there?".utf8), [UInt8](0..<125)] as [[UInt8]] {
            try connection.say { $0.encodePing(payload, into: &$1) }
            #expect(try connection.hear() == .pong(payload))
        }
        for text in ["hello", "again"] {
            try connection.echo(.text(text))
            #expect(try connection.hear() == .text("pong"))
        }
        #expect(connection.pings == 2)
        try connection.say { $0.encodeClose(code: nil, into: &$1) }
        #expect(try connection.hear().isLast)
        try connection.finish()
        #expect(try peer.readLine().hasPrefix("closed 1005"))
    }

    @Test("A server that closes is heard and answered by our client", arguments: libraries)
    func serverCloses(library: String) throws {
        let (peer, port) = try Self.startServer(library)
        let connection = try PeerConnection(port: port, path: "/close", limits: WebSocketLimits())
        try connection.echo(.text("1001 leaving, à bientôt"))
        let heard = try connection.hear()
        #expect(heard == .close(1001, "leaving, à bientôt"))
        try connection.echo(heard)
        try connection.finish()
        #expect(try peer.readLine() == "closed 1001 leaving, à bientôt")
    }

    @Test("Our server serves a client that checks every echo, pong and close", arguments: libraries, frameLimits)
    func serves(library: String, frameLimit: Int) throws {
        let listener = try LoopbackListener()
        let peer = try PeerProcess(library, ["client", String(listener.port)])
        let limits = WebSocketLimits(maximumFrameBytes: frameLimit)
        var closes: [Heard] = []
        for _ in 0..<4 {
            let connection = try PeerConnection(accepting: try listener.accept(), limits: limits)
            closes.append(try Self.serve(connection))
        }
        let done = Heard.close(4001, "we are done")
        #expect(closes == [done, done, done, .close(1001, "leaving, à bientôt")])
        #expect(try peer.readLine() == "done")
    }

    /// Answers as the paths of Tests/Peers/script.py ask, until the client has closed; that close frame.
    static func serve(_ connection: PeerConnection) throws -> Heard {
        while true {
            let heard = try connection.hear()
            switch (connection.path, heard) {
            case (_, .close), (_, .violation):
                try connection.echo(heard)
                return heard
            case ("/ping", .text(let payload)):
                try connection.say { $0.encodePing(payload, into: &$1) }
                #expect(try connection.hear() == .pong(payload))
                try connection.echo(.text("pong"))
            case ("/close", .text(let payload)):
                let words = String(decoding: payload, as: UTF8.self).split(separator: " ", maxSplits: 1)
                let code = try #require(words.first.flatMap { UInt16($0) })
                let reason = try #require(words.last.map { String($0) })
                try connection.say { $0.encodeClose(code: code, reason: reason, into: &$1) }
            case (_, .pong), (_, .ping):
                continue
            case (_, .text), (_, .binary):
                try connection.echo(heard)
            }
        }
    }
}
