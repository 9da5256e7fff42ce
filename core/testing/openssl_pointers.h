// Owning pointers to OpenSSL's objects.
//
//   const openssl::CipherContext context(EVP_CIPHER_CTX_new());
//   EVP_EncryptInit_ex(context.get(), ...);
#ifndef ASMTP_CORE_TESTING_OPENSSL_POINTERS_H_
#define ASMTP_CORE_TESTING_OPENSSL_POINTERS_H_

#include <openssl/bn.h>
#include <openssl/evp.h>

#include <memory>

namespace asmtp::openssl {

template <auto free>
struct Deleter {
  template <class Object>
  void operator()(Object* object) const {
    free(object);
  }
};
template <class Object, auto free>
using Pointer = std::unique_ptr<Object, Deleter<free>>;

using CipherContext = Pointer<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using DigestContext = Pointer<EVP_MD_CTX, EVP_MD_CTX_free>;
using MacAlgorithm = Pointer<EVP_MAC, EVP_MAC_free>;
using MacContext = Pointer<EVP_MAC_CTX, EVP_MAC_CTX_free>;
using KeyContext = Pointer<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Key = Pointer<EVP_PKEY, EVP_PKEY_free>;
using Number = Pointer<BIGNUM, BN_free>;
using NumberContext = Pointer<BN_CTX, BN_CTX_free>;

}  // namespace asmtp::openssl

#endif  // ASMTP_CORE_TESTING_OPENSSL_POINTERS_H_
