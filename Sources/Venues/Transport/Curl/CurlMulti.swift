import Books
import CCurl
import Glibc
import Threads
import Venues

/// A set of libcurl's transfers that one thread drives: a multi handle, freed with this value.
///
/// Every easy handle has to be removed before that.
@safe
struct CurlMulti: ~Copyable {
    /// A transfer that has ended.
    @unsafe
    struct Ended {
        /// Whose it was.
        let handle: UnsafeMutableRawPointer
        /// How it ended.
        let code: CURLcode
    }

    private let handle: UnsafeMutableRawPointer

    /// An empty set.
    init() throws(TransportError) {
        guard CurlLibrary.preparation == CURLE_OK, let handle = unsafe curl_multi_init() else {
            throw TransportError(.misuse, "libcurl cannot start: is this process out of memory?")
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe curl_multi_cleanup(handle)
    }

    /// Sets an option that is a number.
    func set(_ option: CURLMoption, _ value: Int) {
        let code = unsafe ccurl_multi_set_long(handle, option, value)
        precondition(code == CURLM_OK, "libcurl refuses multi option \(option.rawValue) (\(code.rawValue))")
    }

    /// Adds a transfer, which begins with the next ``perform()``.
    func add(_ easy: borrowing CurlEasy) throws(TransportError) {
        let code = unsafe curl_multi_add_handle(handle, easy.handle)
        guard code == CURLM_OK else { throw Self.failure(code) }
    }

    /// Removes a transfer and closes a connection that it still uses.
    func remove(_ easy: borrowing CurlEasy) {
        // It can only fail for a handle that is not in the set.
        _ = unsafe curl_multi_remove_handle(handle, easy.handle)
    }

    /// Does what can be done now without waiting.
    func perform() throws(TransportError) {
        var running: Int32 = 0
        let code = unsafe curl_multi_perform(handle, &running)
        guard code == CURLM_OK else { throw Self.failure(code) }
    }

    /// The next transfer that has ended since it was asked last.
    func nextEnded() -> Ended? {
        var rest: Int32 = 0
        while let message = unsafe curl_multi_info_read(handle, &rest) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle
            else { continue }
            return unsafe Ended(handle: easy, code: ccurl_message_result(message))
        }
        return nil
    }

    /// Waits until a transfer can go on, `wake` is readable or `deadline` has come.
    ///
    /// libcurl counts milliseconds, so it may wait up to one longer, never less.
    func wait(wake: Int32, until deadline: MonotonicTime?) throws(TransportError) {
        var extra = curl_waitfd(fd: wake, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        let code = unsafe curl_multi_poll(handle, &extra, 1, Self.milliseconds(until: deadline), nil)
        guard code == CURLM_OK else { throw Self.failure(code) }
    }

    private static func milliseconds(until deadline: MonotonicTime?) -> Int32 {
        guard let deadline else { return .max }
        let rest = max(0, (deadline - SteadyClock.now).nanoseconds)
        return Int32(clamping: rest / 1_000_000 + (rest % 1_000_000 == 0 ? 0 : 1))
    }

    private static func failure(_ code: CURLMcode) -> TransportError {
        let text = unsafe curl_multi_strerror(code).map { unsafe String(cString: $0) } ?? "error \(code.rawValue)"
        return TransportError(.broken, "libcurl cannot go on: \(text).")
    }
}
