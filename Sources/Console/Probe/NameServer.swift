import Books
import CLinux
import Glibc
import Probing
import Threads

/// Asks this machine's name server over UDP, for what getaddrinfo(3) does not tell: aliases on the way.
///
/// What it cannot find out is left out of the evidence; a measurement does not fail for it.
struct NameServer {
    private let address: String
    private let identifier: UInt16

    private static let patience = TimeSpan.seconds(1)

    /// The first name server of /etc/resolv.conf; nil where there is none with an IPv4 address.
    init?(identifier: UInt16) {
        self.identifier = identifier
        guard let file = unsafe fopen("/etc/resolv.conf", "re") else { return nil }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while unsafe fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" }
            if words.count >= 2, words[0] == "nameserver", words[1].contains("."), IPAddress(String(words[1])) != nil {
                address = String(words[1])
                return
            }
        }
        return nil
    }

    /// The answer to a question about `name`; nil where none comes within a second.
    func ask(_ name: String, kind: DNSMessage.Kind) -> DNSMessage.Answer? {
        guard let question = DNSMessage.question(name, kind: kind, identifier: identifier) else { return nil }
        let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        guard SocketAddress(address, port: 53)?.connect(socket) == true else { return nil }
        guard unsafe send(socket, question, question.count, Int32(MSG_NOSIGNAL)) == question.count else { return nil }
        let deadline = SteadyClock.now + Self.patience
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while SteadyClock.now < deadline {
            var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard unsafe clinux_poll(&entry, 1, max(0, (deadline - SteadyClock.now).nanoseconds)) > 0 else {
                return nil
            }
            let count = unsafe recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            if let answer = DNSMessage.answer(Array(buffer[..<count]), identifier: identifier) { return answer }
        }
        return nil
    }
}
