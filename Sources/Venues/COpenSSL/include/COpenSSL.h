// OpenSSL's function-like macros and variadic functions, typed and prefixed, no logic: Swift imports neither.
#ifndef COPENSSL_H
#define COPENSSL_H

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/// EVP_EC_gen(3) on the curve P-256; NULL on failure.
EVP_PKEY *copenssl_new_p256_key(void);

/// EVP_PKEY_Q_keygen(3) of an Ed25519 key; NULL on failure.
EVP_PKEY *copenssl_new_ed25519_key(void);

/// BIO_get_mem_data(3): the bytes in a memory BIO, which belong to it.
long copenssl_memory_bytes(BIO *bio, char **bytes);

/// SSL_CTX_set_mode(3).
long copenssl_set_mode(SSL_CTX *context, long mode);

/// SSL_CTX_set_read_ahead(3).
long copenssl_set_read_ahead(SSL_CTX *context, int yes);

/// SSL_CTX_set_min_proto_version(3); 1 on success.
int copenssl_set_least_version(SSL_CTX *context, int version);

/// A keyed HMAC context over the hash function of that name (EVP_MAC-HMAC(7)), to be duplicated for each message; NULL on
/// failure.
EVP_MAC_CTX *copenssl_new_hmac(const char *digest, const unsigned char *key, size_t length);

/// Writes each DNS name of a certificate's subjectAltName to `output`, a line each.
void copenssl_write_dns_names(X509 *certificate, BIO *output);

#endif
