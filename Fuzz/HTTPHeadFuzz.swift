import Venues

// What libFuzzer holds against HTTP heads, for any bytes: nothing traps, a head is found with its last byte and not
// before, what follows it does not change it, and its header lines can be written and read again.

/// A hash that is none: what is proven about a key is another test's matter.
private struct NoDigests: Digests {
    func sha1(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](repeating: 0, count: 20)
    }
}

private enum Outcome<Head: Equatable>: Equatable {
    case head(Head)
    case refused(HTTPHeadError)
    case more
}

private func parse<Head: Equatable>(
    _ bytes: ArraySlice<UInt8>,
    _ parser: (Span<UInt8>) throws(HTTPHeadError) -> Head?
) -> Outcome<Head> {
    do throws(HTTPHeadError) {
        return try parser(bytes.span).map { .head($0) } ?? .more
    } catch {
        return .refused(error)
    }
}

private func checkRequest(_ bytes: ArraySlice<UInt8>) {
    let parser = { (span: Span<UInt8>) throws(HTTPHeadError) in try HTTPRequestHead.parse(span, limit: 1024) }
    guard case .head(let head) = parse(bytes, parser) else { return }
    precondition(parse(bytes.prefix(head.byteCount), parser) == .head(head), "the head depends on what follows")
    precondition(parse(bytes.prefix(head.byteCount - 1), parser) == .more, "the head is found too early")
    checkHeaders(head.headers)
    _ = head.keepsAlive
    do throws(HTTPHeadError) {
        let length = try head.bodyLength(limit: 1000)
        precondition((0...1000).contains(length), "a body beyond its limit")
        let form = try HTTPForm(head.query)
        precondition(form.fields.count <= head.query.utf8.count, "fields from nothing")
    } catch {
        precondition((400...599).contains(error.status), "a refusal without a status")
    }
    if case .accepted(let answer) = WebSocketUpgrade(answering: head, digests: NoDigests()) {
        precondition(head.method == "GET" && answer.starts(with: "HTTP/1.1 101 ".utf8), "an upgrade of anything")
    }
}

private func checkAnswer(_ bytes: ArraySlice<UInt8>) {
    let parser = { (span: Span<UInt8>) throws(HTTPHeadError) in try HTTPStatusHead.parse(span, limit: 1024) }
    guard case .head(let head) = parse(bytes, parser) else { return }
    precondition(parse(bytes.prefix(head.byteCount), parser) == .head(head), "the head depends on what follows")
    precondition(parse(bytes.prefix(head.byteCount - 1), parser) == .more, "the head is found too early")
    checkHeaders(head.headers)
}

private func checkHeaders(_ headers: [HTTPHeader]) {
    var written: [UInt8] = []
    HTTPAnswer(status: 200, headers: headers, body: []).encode(keepsAlive: true, into: &written)
    let parser = { (span: Span<UInt8>) throws(HTTPHeadError) in try HTTPStatusHead.parse(span, limit: 1 << 20) }
    guard case .head(let head) = parse(written[...], parser) else { preconditionFailure("our own answer is refused") }
    precondition(head.headers.dropLast(2).elementsEqual(headers), "the header lines are not read as written")
}

private func checkHandshake(_ bytes: ArraySlice<UInt8>) {
    guard let endpoint = Endpoint(host: "localhost", port: 80, isSecure: false, path: "/") else {
        preconditionFailure("loopback is refused")
    }
    var input = [UInt8](bytes)
    do throws(TransportError) {
        let nonce = [UInt8](repeating: 7, count: 16)
        let handshake = try WebSocketHandshake(endpoint: endpoint, nonce: nonce, digests: NoDigests())
        if try handshake.acceptAnswer(from: &input) {
            precondition(bytes.starts(with: "HTTP/1.".utf8), "anything is accepted")
        }
    } catch {
        precondition(error.step == .http && !error.message.isEmpty, "a refusal without a reason")
    }
}

/// The entry point that libFuzzer calls for each input: which reader, then the bytes.
@c(LLVMFuzzerTestOneInput)
public func fuzzHTTPHead(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    switch input[0] % 3 {
    case 0: checkRequest(input[1...])
    case 1: checkAnswer(input[1...])
    default: checkHandshake(input[1...])
    }
    return 0
}
