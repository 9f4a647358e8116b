// libcurl's variadic functions, typed and prefixed, no logic: Swift imports no variadic C function.
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stddef.h>

/// Takes bytes of an answer; anything but `size * count` ends the transfer.
typedef size_t (*ccurl_write_callback)(char *bytes, size_t size, size_t count, void *context);

/// Is asked before each sending of a request: `CURL_PREREQFUNC_OK` or `CURL_PREREQFUNC_ABORT`.
typedef int (*ccurl_prerequest_callback)(
    void *context, char *peer_address, char *own_address, int peer_port, int own_port);

/// Is lent the TLS library's context before a connection begins.
typedef CURLcode (*ccurl_tls_callback)(CURL *easy, void *tls_context, void *context);

/// curl_easy_setopt(3) for a number.
CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);

/// curl_easy_setopt(3) for a number of bytes.
CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value);

/// curl_easy_setopt(3) for a text, which libcurl copies; NULL for none.
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value);

/// curl_easy_setopt(3) for a pointer, which has to outlive the transfer.
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);

/// curl_easy_setopt(3) for bytes, which libcurl copies.
CURLcode ccurl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count);

/// curl_easy_setopt(3) for a list of header lines, which has to outlive the transfer.
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *list);

/// curl_easy_setopt(3) for `CURLOPT_WRITEFUNCTION` and `CURLOPT_HEADERFUNCTION`.
CURLcode ccurl_set_write_callback(CURL *easy, CURLoption option, ccurl_write_callback callback);

/// curl_easy_setopt(3) for `CURLOPT_PREREQFUNCTION`.
CURLcode ccurl_set_prerequest_callback(CURL *easy, ccurl_prerequest_callback callback);

/// curl_easy_setopt(3) for `CURLOPT_SSL_CTX_FUNCTION`.
CURLcode ccurl_set_tls_callback(CURL *easy, ccurl_tls_callback callback);

/// curl_easy_getinfo(3) for a number.
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);

/// curl_easy_getinfo(3) for a time in microseconds or a number of bytes.
CURLcode ccurl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value);

/// curl_easy_getinfo(3) for a text that belongs to the handle.
CURLcode ccurl_get_string(CURL *easy, CURLINFO info, char **value);

/// curl_easy_getinfo(3) for a pointer.
CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **value);

/// curl_easy_getinfo(3) for `CURLINFO_ACTIVESOCKET`.
CURLcode ccurl_get_socket(CURL *easy, curl_socket_t *value);

/// curl_multi_setopt(3) for a number.
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);

/// The result in a message that says `CURLMSG_DONE`.
CURLcode ccurl_message_result(const CURLMsg *message);

#endif
