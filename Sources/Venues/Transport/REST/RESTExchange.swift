import Books
import CCurl
import Threads
import Venues

/// One request while libcurl works on it; lives on the client's thread.
final class RESTExchange {
    /// Who waits for it.
    let transfer: RESTTransfer
    /// When it has failed.
    let deadline: MonotonicTime
    /// Its handle.
    let easy: CurlEasy

    private let attempt: CurlAttempt
    private var headers = HeaderList()
    private var answer = AnswerBuffer()
    private var sendings = 0

    /// The exchange for `transfer`, ready to be added to a set.
    init(_ transfer: RESTTransfer, trust: TrustAnchors) throws(TransportError) {
        self.transfer = transfer
        let request = transfer.request
        deadline = SteadyClock.now + request.timeout
        attempt = CurlAttempt(endpoint: request.endpoint, timeout: request.timeout, trust: trust)
        easy = try CurlEasy()
        try easy.point(at: request.endpoint, path: request.endpoint.path, trust: trust, timeout: request.timeout)
        try setMethod(of: request)
        try setHeaders(of: request)
        try listen()
    }

    /// The result of a transfer that libcurl has ended with `code`.
    func result(_ code: CURLcode) -> Result<HTTPAnswer, TransportError> {
        if answer.isTooLarge || code == CURLE_FILESIZE_EXCEEDED { return .failure(tooLarge) }
        if code == CURLE_ABORTED_BY_CALLBACK { return .failure(unanswered) }
        guard code == CURLE_OK else { return .failure(error(attempt.error(code, easy))) }
        let status = easy.number(CURLINFO_RESPONSE_CODE)
        return .success(HTTPAnswer(status: status, headers: answer.headers, body: answer.body))
    }

    /// The error when the deadline comes first.
    var lateness: TransportError { attempt.timeoutError(easy) }

    // MARK: What is asked

    private func setMethod(of request: RESTRequest) throws(TransportError) {
        switch request.method {
        case "GET" where request.body.isEmpty, "DELETE" where request.body.isEmpty:
            try easy.set(CURLOPT_HTTPGET, 1)
        case "GET", "DELETE", "POST", "PUT":
            try easy.set(CURLOPT_POST, 1)
            try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, size: request.body.count)
            try easy.set(CURLOPT_COPYPOSTFIELDS, copying: request.body)
        default:
            throw TransportError(.misuse, "\"\(request.method)\" is no method of ours: use GET, POST, PUT or DELETE.")
        }
        try easy.set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private func setHeaders(of request: RESTRequest) throws(TransportError) {
        for header in request.headers {
            guard Self.isName(header.name), header.value.utf8.allSatisfy(Self.isValueByte) else {
                throw TransportError(.misuse, "\"\(header.name)\" is not a header line that can be sent.")
            }
            try headers.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        // A name without a value keeps libcurl from adding its own: a content type that nobody asked for, and a
        // request for leave to send a larger body, for whose answer it would wait a second.
        if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            try headers.append("Content-Type:")
        }
        try headers.append("Expect:")
        try unsafe easy.check(ccurl_set_list(easy.handle, CURLOPT_HTTPHEADER, headers.head), CURLOPT_HTTPHEADER)
        try easy.set(CURLOPT_USERAGENT, "rung")
    }

    /// A token (RFC 9110 section 5.6.2), so that no name can smuggle in a second line.
    private static func isName(_ name: String) -> Bool {
        let separators = Set("()<>@,;:\\\"/[]?={}".utf8)
        return !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && !separators.contains($0) }
    }

    /// Anything but control bytes, for the same reason.
    private static func isValueByte(_ byte: UInt8) -> Bool {
        byte == 0x09 || byte >= 0x20 && byte != 0x7F
    }

    // MARK: What comes back

    /// Connects the callbacks; the loop keeps this object until libcurl has let go of it.
    private func listen() throws(TransportError) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try unsafe easy.set(CURLOPT_PRIVATE, pointer: context)
        try unsafe easy.set(CURLOPT_WRITEDATA, pointer: context)
        try unsafe easy.set(CURLOPT_HEADERDATA, pointer: context)
        try unsafe easy.set(CURLOPT_PREREQDATA, pointer: context)
        try easy.set(CURLOPT_MAXFILESIZE_LARGE, size: AnswerBuffer.largestBody)
        let takeBody: ccurl_write_callback = { bytes, size, count, context in
            unsafe RESTExchange.at(context)?.take(bytes, size * count, isHead: false) ?? 0
        }
        let takeLine: ccurl_write_callback = { bytes, size, count, context in
            unsafe RESTExchange.at(context)?.take(bytes, size * count, isHead: true) ?? 0
        }
        let permit: ccurl_prerequest_callback = { context, _, _, _, _ in
            unsafe RESTExchange.at(context)?.permitSending() ?? CURL_PREREQFUNC_ABORT
        }
        try unsafe easy.check(
            ccurl_set_write_callback(easy.handle, CURLOPT_WRITEFUNCTION, takeBody),
            CURLOPT_WRITEFUNCTION
        )
        try unsafe easy.check(
            ccurl_set_write_callback(easy.handle, CURLOPT_HEADERFUNCTION, takeLine),
            CURLOPT_HEADERFUNCTION
        )
        try unsafe easy.check(ccurl_set_prerequest_callback(easy.handle, permit), CURLOPT_PREREQFUNCTION)
    }

    /// The exchange that a handle's context points to.
    static func at(_ context: UnsafeMutableRawPointer?) -> RESTExchange? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<RESTExchange>.fromOpaque(context).takeUnretainedValue()
    }

    private func take(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, isHead: Bool) -> Int {
        let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        let isTaken = unsafe isHead ? answer.takeLine(piece) : answer.takeBody(piece)
        return isTaken ? count : 0
    }

    /// Lets the request out once.
    ///
    /// Where a kept connection turns out to be dead, libcurl sends the request again over a fresh one, up to five
    /// times and whatever the method (Curl_retry_request in lib/transfer.c). But the peer may have carried it out
    /// before the connection died: an order would be placed twice. There is no option against it, but each
    /// sending asks here first.
    private func permitSending() -> Int32 {
        sendings += 1
        return sendings == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }

    /// The error for a transfer that failed with `cause`.
    ///
    /// A failed attempt to connect means that the request never left, but not if it was the second attempt.
    private func error(_ cause: TransportError) -> TransportError {
        guard sendings > 0 else { return cause }
        switch cause.step {
        case .nameLookup, .connect, .certificate, .tls, .broken: return unanswered
        case .timeout, .http, .cancelled, .misuse: return cause
        }
    }

    private var unanswered: TransportError {
        TransportError(
            .broken,
            "\(peer) ended the connection without a whole answer: ask there whether the request was carried out."
        )
    }

    private var tooLarge: TransportError {
        TransportError(
            .http,
            "\(peer) answers with more than \(AnswerBuffer.largestBody >> 20) MiB: check the request."
        )
    }

    private var peer: String { transfer.request.endpoint.authority }
}
