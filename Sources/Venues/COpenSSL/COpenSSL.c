#include "COpenSSL.h"

EVP_PKEY *copenssl_new_p256_key(void) { return EVP_EC_gen("P-256"); }

long copenssl_memory_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

long copenssl_set_mode(SSL_CTX *context, long mode) { return SSL_CTX_set_mode(context, mode); }

long copenssl_set_read_ahead(SSL_CTX *context, int yes) { return SSL_CTX_set_read_ahead(context, yes); }

int copenssl_set_least_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_min_proto_version(context, version);
}
