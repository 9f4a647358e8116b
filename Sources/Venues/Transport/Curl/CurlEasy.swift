import CCurl
import Venues

/// One transfer or connection of libcurl: its easy handle, freed with this value.
@safe
struct CurlEasy: ~Copyable {
    /// The handle, for calls that borrow it.
    let handle: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    /// A handle with no option set.
    init() throws(TransportError) {
        guard CurlLibrary.preparation == CURLE_OK, let handle = unsafe curl_easy_init() else {
            throw TransportError(.misuse, "libcurl cannot start: is this process out of memory?")
        }
        unsafe self.handle = handle
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe errorText.deallocate()
    }

    /// What libcurl wrote about the last failure, empty if it wrote nothing.
    var failureText: String { unsafe String(cString: errorText) }

    /// Sets an option that is a number.
    func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try check(unsafe ccurl_set_long(handle, option, value), option)
    }

    /// Sets an option that is a number of bytes.
    func set(_ option: CURLoption, size: Int) throws(TransportError) {
        try check(unsafe ccurl_set_size(handle, option, curl_off_t(size)), option)
    }

    /// Sets an option that is a text, or clears it.
    func set(_ option: CURLoption, _ value: String?) throws(TransportError) {
        try check(unsafe ccurl_set_string(handle, option, value), option)
    }

    /// Sets an option that is a block of bytes; they are copied.
    func set(_ option: CURLoption, blob: [UInt8]) throws(TransportError) {
        try check(unsafe ccurl_set_blob(handle, option, blob, blob.count), option)
    }

    /// Sets an option that is a pointer to bytes which libcurl copies; it has to know their number already.
    func set(_ option: CURLoption, copying bytes: [UInt8]) throws(TransportError) {
        let code = unsafe bytes.withUnsafeBytes { bytes in
            unsafe ccurl_set_pointer(handle, option, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
        try check(code, option)
    }

    /// Sets an option that is a pointer, which has to outlive the transfer.
    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) throws(TransportError) {
        try check(unsafe ccurl_set_pointer(handle, option, pointer), option)
    }

    /// A number that libcurl knows about the transfer, 0 where it does not.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe ccurl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    /// A time or size that libcurl knows about the transfer, 0 where it does not.
    func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return unsafe ccurl_get_offset(handle, info, &value) == CURLE_OK ? Int64(value) : 0
    }

    /// A text that libcurl knows about the transfer.
    func text(_ info: CURLINFO) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe ccurl_get_string(handle, info, &value) == CURLE_OK, let value = unsafe value else { return nil }
        return unsafe String(cString: value)
    }

    /// The socket of the connection that ``CURLOPT_CONNECT_ONLY`` left open.
    var socket: Int32? {
        var value: curl_socket_t = -1
        guard unsafe ccurl_get_socket(handle, &value) == CURLE_OK, value >= 0 else { return nil }
        return value
    }

    /// Refuses an option that this libcurl does not know: a safety option must never be lost in silence.
    func check(_ code: CURLcode, _ option: CURLoption) throws(TransportError) {
        guard code == CURLE_OK else {
            let version = unsafe String(cString: curl_version())
            let cause = "\(version) refuses option \(option.rawValue) (\(CurlLibrary.text(code)))"
            throw TransportError(.misuse, "\(cause): rung needs libcurl 7.88 or newer.")
        }
    }
}
