#pragma once
// Internal to sim/record: the only header that shows HDF5.
#ifndef H5_USE_110_API
#define H5_USE_110_API  // newer versions of HDF5 give the same names another signature
#endif
#include <hdf5.h>
#include <hdf5_hl.h>

#include <bit>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entremise::hdf5 {

static_assert(std::endian::native == std::endian::little, "chunks are written as they lie in memory");

/// An HDF5 call failed. `error_number` is the system's errno where HDF5 tells it, else 0.
class Error : public std::runtime_error {
 public:
  Error(const std::string& what, int number) : std::runtime_error(what), error_number(number) {}
  int error_number;
};

/// Call before the first HDF5 call of a public function: HDF5 then prints nothing in this thread, and leaves nothing
/// to be done when the program ends (a file that cannot be closed on a full disk would be tried again there).
void begin();

/// Throws Error with HDF5's innermost message.
[[noreturn]] void fail(const char* doing);

template <class T>
T must(T result, const char* doing) {
  if (result < 0) fail(doing);
  return result;
}

/// Owns one identifier.
template <herr_t (*Close)(hid_t)>
class Handle {
 public:
  Handle() = default;
  Handle(hid_t id, const char* doing) : id_(must(id, doing)) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      id_ = std::exchange(other.id_, H5I_INVALID_HID);
    }
    return *this;
  }
  [[nodiscard]] hid_t get() const noexcept { return id_; }
  // Implicit, so that it can be handed to HDF5's functions.
  operator hid_t() const noexcept { return id_; }  // NOLINT(google-explicit-constructor)
  explicit operator bool() const noexcept { return id_ >= 0; }
  /// Closes; returns whether that succeeded.
  bool reset() noexcept { return id_ < 0 || Close(std::exchange(id_, H5I_INVALID_HID)) >= 0; }

 private:
  hid_t id_ = H5I_INVALID_HID;
};

using File = Handle<H5Fclose>;
using Group = Handle<H5Gclose>;
using Dataset = Handle<H5Dclose>;
using Space = Handle<H5Sclose>;
using Type = Handle<H5Tclose>;
using Properties = Handle<H5Pclose>;
using Attribute = Handle<H5Aclose>;
using Object = Handle<H5Oclose>;

/// Variable-length UTF-8.
Type string_type();
/// Creation properties with the order of attributes tracked and no times: every object of ours is made with them.
Properties dataset_properties();
Properties group_properties();

// Attributes. A string attribute that is empty is not written.
void put(hid_t object, const char* name, const std::string& value);
void put(hid_t object, const char* name, const std::vector<std::string>& values);
void put(hid_t object, const char* name, std::int32_t value);
void put(hid_t object, const char* name, const std::vector<std::int8_t>& values);
void put_f4(hid_t object, const char* name, float value);
/// Replaces the value of a scalar string attribute that exists.
void replace(hid_t object, const char* name, const std::string& value);

bool has_attribute(hid_t object, const char* name);
/// Empty when there is no such attribute or it is not a scalar string.
std::optional<std::string> get_string(hid_t object, const char* name);
std::vector<std::string> get_strings(hid_t object, const char* name);
std::optional<double> get_number(hid_t object, const char* name);
std::vector<std::pair<std::string, std::string>> all_string_attributes(hid_t object);

// Datasets.
std::vector<hsize_t> extent(hid_t dataset);
void write_strings(hid_t dataset, const std::vector<std::string>& values);
std::vector<std::string> read_strings(hid_t dataset);
bool is_vlen_utf8(hid_t type);

/// Names of a group's links in the order in which they were made.
struct Link {
  std::string name;
  bool soft = false;
  H5O_type_t type = H5O_TYPE_UNKNOWN;  ///< of the object that a hard link leads to
};
std::vector<Link> links(hid_t group);
bool has_link(hid_t group, const std::string& name);

/// Name of the dimension scale on an axis ("" when there is none).
std::string scale_name(hid_t dataset, unsigned axis);

/// Fletcher's checksum as HDF5's filter of that name computes it, 16-bit words read big end first.
std::uint32_t fletcher32(const void* data, std::size_t bytes) noexcept;

}  // namespace entremise::hdf5
