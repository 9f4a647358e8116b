import Books
import CLinux
import Glibc
import Probing
import Threads
import Venues

/// Asks the instance metadata service of EC2 where this host stands (IMDSv2: a token first, then each fact with it).
///
/// Elsewhere nobody answers at its address, so it is given up after a second. It speaks plain HTTP to a link-local
/// address, which the transport of the venues refuses on purpose.
struct InstanceMetadata {
    private let host: String
    private let port: UInt16

    private static let patience = TimeSpan.seconds(1)

    /// The service at `endpoint`, as `http://169.254.169.254`; nil where that is no plain HTTP address.
    init?(endpoint: String = "http://169.254.169.254") {
        guard endpoint.hasPrefix("http://") else { return nil }
        let parts = endpoint.dropFirst(7).split(separator: "/")[0].split(separator: ":")
        guard let first = parts.first, IPAddress(String(first)) != nil, parts.count <= 2 else { return nil }
        host = String(first)
        guard parts.count == 2 else {
            port = 80
            return
        }
        guard let number = UInt16(parts[1]) else { return nil }
        port = number
    }

    /// Adds what the service says to `facts`; false where there is none.
    func complete(_ facts: inout HostFacts) -> Bool {
        let wish = HTTPHeader("X-aws-ec2-metadata-token-ttl-seconds", "60")
        guard let token = fetch("PUT", "/latest/api/token", wish), !token.isEmpty else { return false }
        let pass = HTTPHeader("X-aws-ec2-metadata-token", token)
        let fact = { (name: String) in fetch("GET", "/latest/meta-data/" + name, pass) }
        facts.region = fact("placement/region")
        facts.zoneID = fact("placement/availability-zone-id")
        facts.zoneName = fact("placement/availability-zone")
        facts.instanceType = fact("instance-type")
        facts.instanceID = fact("instance-id")
        return true
    }

    /// The body of a good answer; nil for anything else.
    private func fetch(_ method: String, _ path: String, _ header: HTTPHeader) -> String? {
        let descriptor = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
            0
        )
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let deadline = SteadyClock.now + Self.patience
        // A connection that is under way is no failure: it shows when the socket can be written.
        _ = SocketAddress(host, port: port)?.connect(descriptor)
        var request = Array("\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n".utf8)
        request += Array("\(header.name): \(header.value)\r\n".utf8)
        if method == "PUT" { request += Array("Content-Length: 0\r\n".utf8) }
        request += Array("\r\n".utf8)
        guard wait(descriptor, POLLOUT, until: deadline),
            unsafe send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { return nil }
        var answer: [UInt8] = []
        var batch = [UInt8](repeating: 0, count: 4_096)
        while wait(descriptor, POLLIN, until: deadline) {
            let count = unsafe recv(descriptor, &batch, batch.count, 0)
            if count <= 0 { break }
            answer += batch[..<count]
        }
        do throws(TransportError) {
            guard let (read, _) = try HTTPAnswerReader.read(answer, from: host), read.status == 200 else { return nil }
            return String(decoding: read.body, as: UTF8.self)
        } catch {
            // Something else answers here: this is no instance.
            return nil
        }
    }

    private func wait(_ descriptor: Int32, _ event: Int32, until deadline: MonotonicTime) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        return unsafe clinux_poll(&entry, 1, max(0, (deadline - SteadyClock.now).nanoseconds)) > 0
    }
}
