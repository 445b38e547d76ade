#include "sim/record/hdf5_handles.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <mutex>

namespace entremise::hdf5 {

void begin() {
  static std::once_flag once;
  std::call_once(once, [] { H5dont_atexit(); });
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

namespace {

struct Trace {
  std::string innermost;
  int error_number = 0;
};

herr_t look(unsigned, const H5E_error2_t* entry, void* data) {
  auto& trace = *static_cast<Trace*>(data);
  const std::string_view text = entry->desc != nullptr ? entry->desc : "";
  if (trace.innermost.empty()) trace.innermost = text;
  constexpr std::string_view mark = "errno = ";
  if (const auto at = text.find(mark); at != std::string_view::npos && trace.error_number == 0)
    std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), trace.error_number);
  return 0;
}

}  // namespace

void fail(const char* doing) {
  Trace trace;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, look, &trace);
  H5Eclear2(H5E_DEFAULT);
  throw Error(std::string(doing) + (trace.innermost.empty() ? "" : ": " + trace.innermost), trace.error_number);
}

Type string_type() {
  Type type(H5Tcopy(H5T_C_S1), "string type");
  must(H5Tset_size(type, H5T_VARIABLE), "string type");
  must(H5Tset_cset(type, H5T_CSET_UTF8), "string type");
  return type;
}

namespace {

// Attributes and links stay in the object's header: all of them are checksummed there, and where they lie
// does not depend on when the file is flushed.
constexpr unsigned many = 60000;

void attribute_order(hid_t properties) {
  must(H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "attribute order");
  must(H5Pset_attr_phase_change(properties, many, 0), "attribute storage");
  must(H5Pset_obj_track_times(properties, false), "object times");
}

}  // namespace

Properties dataset_properties() {
  Properties p(H5Pcreate(H5P_DATASET_CREATE), "dataset properties");
  attribute_order(p);
  return p;
}

Properties group_properties() {
  Properties p(H5Pcreate(H5P_GROUP_CREATE), "group properties");
  attribute_order(p);
  must(H5Pset_link_creation_order(p, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "link order");
  must(H5Pset_link_phase_change(p, many, 0), "link storage");
  return p;
}

namespace {

void put_scalar(hid_t object, const char* name, hid_t file_type, hid_t memory_type, const void* value) {
  const Space space(H5Screate(H5S_SCALAR), "space");
  const Attribute a(H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT), name);
  must(H5Awrite(a, memory_type, value), name);
}

void put_list(hid_t object, const char* name, hid_t file_type, hid_t memory_type, std::size_t size,
              const void* values) {
  const hsize_t n = size;
  const Space space(H5Screate_simple(1, &n, nullptr), "space");
  const Attribute a(H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT), name);
  must(H5Awrite(a, memory_type, values), name);
}

std::vector<const char*> pointers(const std::vector<std::string>& values) {
  std::vector<const char*> out;
  out.reserve(values.size());
  for (const std::string& v : values) out.push_back(v.c_str());
  return out;
}

}  // namespace

void put(hid_t object, const char* name, const std::string& value) {
  if (value.empty()) return;
  const char* pointer = value.c_str();
  const Type type = string_type();
  put_scalar(object, name, type, type, &pointer);
}

void put(hid_t object, const char* name, const std::vector<std::string>& values) {
  const Type type = string_type();
  const auto list = pointers(values);
  put_list(object, name, type, type, list.size(), list.data());
}

void put(hid_t object, const char* name, std::int32_t value) {
  put_scalar(object, name, H5T_STD_I32LE, H5T_NATIVE_INT32, &value);
}

void put(hid_t object, const char* name, const std::vector<std::int8_t>& values) {
  put_list(object, name, H5T_STD_I8LE, H5T_NATIVE_INT8, values.size(), values.data());
}

void put_f4(hid_t object, const char* name, float value) {
  put_scalar(object, name, H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, &value);
}

void replace(hid_t object, const char* name, const std::string& value) {
  const Attribute a(H5Aopen(object, name, H5P_DEFAULT), name);
  const Type type = string_type();
  const char* pointer = value.c_str();
  must(H5Awrite(a, type, &pointer), name);
}

bool has_attribute(hid_t object, const char* name) {
  return H5Aexists(object, name) > 0;
}

bool is_vlen_utf8(hid_t type) {
  return H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0 && H5Tget_cset(type) == H5T_CSET_UTF8;
}

namespace {

// `size` strings as HDF5 hands them out, given back to it on the way out.
class Strings {
 public:
  Strings(hid_t space, std::size_t size) : space_(space), pointers_(size, nullptr), type_(string_type()) {}
  ~Strings() { H5Dvlen_reclaim(type_, space_, H5P_DEFAULT, pointers_.data()); }
  Strings(const Strings&) = delete;
  Strings& operator=(const Strings&) = delete;
  void* data() { return pointers_.data(); }
  hid_t type() const { return type_; }
  std::vector<std::string> copy() const {
    std::vector<std::string> out;
    for (const char* p : pointers_) out.emplace_back(p != nullptr ? p : "");
    return out;
  }

 private:
  hid_t space_;
  std::vector<char*> pointers_;
  Type type_;
};

constexpr hssize_t most_strings = 1 << 24;

}  // namespace

std::vector<std::string> get_strings(hid_t object, const char* name) {
  if (!has_attribute(object, name)) return {};
  const Attribute a(H5Aopen(object, name, H5P_DEFAULT), name);
  const Type type(H5Aget_type(a), name);
  if (!is_vlen_utf8(type)) return {};
  const Space space(H5Aget_space(a), name);
  const hssize_t n = must(H5Sget_simple_extent_npoints(space), name);
  if (n > most_strings) throw Error(std::string(name) + ": too many strings", 0);
  Strings strings(space, static_cast<std::size_t>(n));
  must(H5Aread(a, strings.type(), strings.data()), name);
  return strings.copy();
}

std::optional<std::string> get_string(hid_t object, const char* name) {
  auto values = get_strings(object, name);
  if (values.size() != 1) return std::nullopt;
  return std::move(values.front());
}

std::optional<double> get_number(hid_t object, const char* name) {
  if (!has_attribute(object, name)) return std::nullopt;
  const Attribute a(H5Aopen(object, name, H5P_DEFAULT), name);
  const Type type(H5Aget_type(a), name);
  const Space space(H5Aget_space(a), name);
  const H5T_class_t kind = H5Tget_class(type);
  if ((kind != H5T_INTEGER && kind != H5T_FLOAT) || H5Sget_simple_extent_npoints(space) != 1) return std::nullopt;
  double value = 0;
  must(H5Aread(a, H5T_NATIVE_DOUBLE, &value), name);
  return value;
}

std::vector<std::pair<std::string, std::string>> all_string_attributes(hid_t object) {
  H5O_info_t info;
  must(H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS), "attributes");
  std::vector<std::pair<std::string, std::string>> out;
  for (hsize_t i = 0; i < info.num_attrs; ++i) {
    std::string name;
    {
      const Attribute a(H5Aopen_by_idx(object, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT),
                        "attribute");
      name.resize(static_cast<std::size_t>(must(H5Aget_name(a, 0, nullptr), "attribute")));
      must(H5Aget_name(a, name.size() + 1, name.data()), "attribute");
    }
    if (auto value = get_string(object, name.c_str())) out.emplace_back(std::move(name), std::move(*value));
  }
  return out;
}

std::vector<hsize_t> extent(hid_t dataset) {
  const Space space(H5Dget_space(dataset), "shape");
  std::vector<hsize_t> dims(static_cast<std::size_t>(must(H5Sget_simple_extent_ndims(space), "shape")));
  if (!dims.empty()) must(H5Sget_simple_extent_dims(space, dims.data(), nullptr), "shape");
  return dims;
}

void write_strings(hid_t dataset, const std::vector<std::string>& values) {
  const Type type = string_type();
  const auto list = pointers(values);
  must(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, list.data()), "strings");
}

std::vector<std::string> read_strings(hid_t dataset) {
  const Type type(H5Dget_type(dataset), "strings");
  if (!is_vlen_utf8(type)) throw Error("not variable-length UTF-8 strings", 0);
  const Space space(H5Dget_space(dataset), "strings");
  const hssize_t n = must(H5Sget_simple_extent_npoints(space), "strings");
  if (n > most_strings) throw Error("too many strings", 0);
  Strings strings(space, static_cast<std::size_t>(n));
  must(H5Dread(dataset, strings.type(), H5S_ALL, H5S_ALL, H5P_DEFAULT, strings.data()), "strings");
  return strings.copy();
}

namespace {

struct Listing {
  std::vector<Link> links;
};

herr_t list_one(hid_t group, const char* name, const H5L_info_t* info, void* data) {
  Link link;
  link.name = name;
  link.soft = info->type != H5L_TYPE_HARD;
  if (!link.soft) {
    H5O_info_t object;
    if (H5Oget_info_by_name2(group, name, &object, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return -1;
    link.type = object.type;
  }
  static_cast<Listing*>(data)->links.push_back(std::move(link));
  return 0;
}

}  // namespace

std::vector<Link> links(hid_t group) {
  Listing listing;
  hsize_t from = 0;
  must(H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, &from, list_one, &listing), "names in a group");
  return std::move(listing.links);
}

bool has_link(hid_t group, const std::string& name) {
  return H5Lexists(group, name.c_str(), H5P_DEFAULT) > 0;
}

std::string scale_name(hid_t dataset, unsigned axis) {
  std::array<char, 256> name{};
  const auto visit = [](hid_t, unsigned, hid_t scale, void* data) -> herr_t {
    auto& text = *static_cast<std::array<char, 256>*>(data);
    return H5DSget_scale_name(scale, text.data(), text.size() - 1) < 0 ? -1 : 1;
  };
  if (H5DSget_num_scales(dataset, axis) < 1) return {};
  must(H5DSiterate_scales(dataset, axis, nullptr, visit, &name), "dimension scale");
  return name.data();
}

std::uint32_t fletcher32(const void* data, std::size_t bytes) noexcept {
  // Sums of 16-bit words modulo 65535. Swapping a word's bytes multiplies it by 256 modulo 65535, so the words are
  // summed as they lie and the sums are swapped at the end. Sixteen lanes at once; 32 bits hold 360 rows of them.
  constexpr std::size_t lanes = 16;
  constexpr std::size_t rows = 360;
  const auto* at = static_cast<const unsigned char*>(data);
  std::size_t words = bytes / 2;
  std::uint64_t sum1 = 0;
  std::uint64_t sum2 = 0;
  while (words >= lanes) {
    const std::size_t n = std::min(rows, words / lanes);
    std::array<std::uint32_t, lanes> a{};
    std::array<std::uint32_t, lanes> b{};
    for (std::size_t row = 0; row < n; ++row, at += 2 * lanes) {
      std::array<std::uint16_t, lanes> word;
      std::memcpy(word.data(), at, sizeof word);
      for (std::size_t l = 0; l < lanes; ++l) {
        a[l] += word[l];
        b[l] += a[l];
      }
    }
    std::uint64_t total = 0;
    std::uint64_t weighted = 0;
    for (std::size_t l = 0; l < lanes; ++l) {
      total += a[l];
      weighted += lanes * std::uint64_t{b[l]} - l * std::uint64_t{a[l]};
    }
    sum2 += n * lanes * sum1 + weighted;
    sum1 += total;
    // A sum that is not zero stays so: 65535 stands for its multiples.
    if (sum1 != 0) sum1 = (sum1 - 1) % 65535 + 1;
    if (sum2 != 0) sum2 = (sum2 - 1) % 65535 + 1;
    words -= n * lanes;
  }
  const auto add = [&](std::uint32_t word) {
    sum1 += word;
    sum2 += sum1;
  };
  for (; words > 0; --words, at += 2) {
    std::uint16_t word;
    std::memcpy(&word, at, sizeof word);
    add(word);
  }
  if (bytes % 2 != 0) add(*at);
  if (sum1 != 0) sum1 = (sum1 - 1) % 65535 + 1;
  if (sum2 != 0) sum2 = (sum2 - 1) % 65535 + 1;
  const auto swap = [](std::uint64_t s) { return static_cast<std::uint32_t>((s & 0xff) << 8 | (s >> 8 & 0xff)); };
  return swap(sum2) << 16 | swap(sum1);
}

}  // namespace entremise::hdf5
