// Force-included ahead of better-sqlite3's own sources when they are compiled for Node-API 8.
//
// Node-API 10 lets a reference point at a primitive; Node-API 8 takes objects and functions only.
// better-sqlite3 keeps references to strings (its constants) and to arbitrary values (the running
// result of an aggregate). Here such a reference holds a one-element array with the value inside,
// so the same sources run on Electron 25. Only these two instantiations differ from node-addon-api.
#pragma once

#include <napi.h>

#if NAPI_VERSION < 10

namespace Napi {
namespace boxed {

inline napi_status Wrap(napi_env env, napi_value inner, uint32_t refcount, napi_ref* out) {
  napi_value holder = nullptr;
  napi_status status = napi_create_array_with_length(env, 1, &holder);
  if (status == napi_ok) status = napi_set_element(env, holder, 0, inner);
  if (status == napi_ok) status = napi_create_reference(env, holder, refcount, out);
  return status;
}

// A weak holder may already be collected: then there is no value, which is not an error.
inline napi_status Unwrap(napi_env env, napi_ref ref, napi_value* out) {
  napi_value holder = nullptr;
  *out = nullptr;
  napi_status status = napi_get_reference_value(env, ref, &holder);
  if (status != napi_ok || holder == nullptr) return status;
  return napi_get_element(env, holder, 0, out);
}

template <typename T>
Reference<T> Create(const T& value, uint32_t refcount) {
  napi_env env = value.Env();
  napi_ref ref = nullptr;
  if (static_cast<napi_value>(value) != nullptr) {
    napi_status status = Wrap(env, value, refcount, &ref);
    NAPI_THROW_IF_FAILED(env, status, Reference<T>());
  }
  return Reference<T>(env, ref);
}

template <typename T>
T Read(napi_env env, napi_ref ref) {
  napi_value inner = nullptr;
  if (ref != nullptr) {
    napi_status status = Unwrap(env, ref, &inner);
    NAPI_THROW_IF_FAILED(env, status, T());
  }
  return T(env, inner);
}

}  // namespace boxed

template <>
inline Reference<String> Reference<String>::New(const String& value, uint32_t refcount) {
  return boxed::Create<String>(value, refcount);
}

template <>
inline String Reference<String>::Value() const {
  return boxed::Read<String>(_env, _ref);
}

template <>
inline void Reference<String>::Reset(const String& value, uint32_t refcount) {
  *this = boxed::Create<String>(value, refcount);
}

// Inside Reference<Napi::Value> the name Value is also its member function, hence the alias.
using AnyValue = Value;

template <>
inline Reference<AnyValue> Reference<AnyValue>::New(const AnyValue& value, uint32_t refcount) {
  return boxed::Create<AnyValue>(value, refcount);
}

template <>
inline AnyValue Reference<AnyValue>::Value() const {
  return boxed::Read<AnyValue>(_env, _ref);
}

template <>
inline void Reference<AnyValue>::Reset(const AnyValue& value, uint32_t refcount) {
  *this = boxed::Create<AnyValue>(value, refcount);
}

}  // namespace Napi

#endif
