// The checker says every fault that the format page speaks of: each is put into a good file with HDF5 itself.
#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "sim/record/check.hpp"
#include "sim/record/hdf5_handles.hpp"
#include "sim/record/trajectory.hpp"
#include "tests/sim/record/example.hpp"

using namespace entremise;
using example::Folder;

namespace {

std::set<std::string> codes(const std::filesystem::path& path) {
  std::set<std::string> out;
  for (const Diagnostic& d : check_trajectories(path)) {
    REQUIRE_FALSE(d.message.en.empty());
    REQUIRE_FALSE(d.message.fr.empty());
    out.insert(d.code);
  }
  return out;
}

template <class Change>
std::set<std::string> after(Change&& change) {
  const Folder folder;
  const auto l = example::layout(4, true);
  example::write(folder / "a.h5", l);
  REQUIRE(codes(folder / "a.h5").empty());
  {
    hdf5::begin();
    const hdf5::File file(H5Fopen((folder / "a.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), "open");
    change(file.get());
  }
  return codes(folder / "a.h5");
}

using Codes = std::set<std::string>;

hdf5::Dataset dataset(hid_t file, const char* name) {
  return {H5Dopen2(file, name, H5P_DEFAULT), name};
}

}  // namespace

TEST_CASE("the checker finds each fault against the format") {
  CHECK(after([](hid_t f) { H5Adelete(f, "title"); }) == Codes{"E0530"});
  CHECK(after([](hid_t f) { H5Adelete(dataset(f, "trust_mean"), "units"); }) == Codes{"E0530"});
  CHECK(after([](hid_t f) { hdf5::replace(f, "Conventions", "CF-1.0"); }) == Codes{"E0531"});
  CHECK(after([](hid_t f) { hdf5::replace(f, "format", "something"); }) == Codes{"E0523"});
  CHECK(after([](hid_t f) { hdf5::replace(f, "format_version", "2.0.0"); }) == Codes{"E0524"});
  CHECK(after([](hid_t f) { H5DSdetach_scale(dataset(f, "contrast/difference"), dataset(f, "month"), 1); }) ==
        Codes{"E0532"});
  CHECK(after([](hid_t f) {
          const hsize_t n = 3;
          const hdf5::Space space(H5Screate_simple(1, &n, nullptr), "space");
          const hdf5::Dataset d(
              H5Dcreate2(f, "contrast/short", H5T_STD_I16LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), "short");
        }).contains("E0533"));
  CHECK(after([](hid_t f) {
          const std::array<std::int32_t, 13> months{1, 2, 3};
          H5Dwrite(dataset(f, "month"), H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, months.data());
        }) == Codes{"E0534"});
  CHECK(after([](hid_t f) {
          const float low = -1;
          const hdf5::Dataset d = dataset(f, "trust_mean");
          const hdf5::Attribute a(H5Aopen(d, "valid_max", H5P_DEFAULT), "valid_max");
          H5Awrite(a, H5T_NATIVE_FLOAT, &low);
        }) == Codes{"E0536"});
  CHECK(after([](hid_t f) {
          const hdf5::Dataset d = dataset(f, "events/kind");
          const std::vector<std::int8_t> kinds(hdf5::extent(d)[0], 7);
          H5Dwrite(d, H5T_NATIVE_INT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, kinds.data());
        }) == Codes{"E0537"});
  CHECK(after([](hid_t f) {
          const hdf5::Dataset d = dataset(f, "events/replicate");
          std::vector<std::int32_t> replicates(hdf5::extent(d)[0], 0);
          replicates.front() = 3;
          H5Dwrite(d, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, replicates.data());
        }) == Codes{"E0525"});
  CHECK(after([](hid_t f) {
          const std::array<std::int8_t, 8> states{1, 1, 1, 2, 1, 1, 1, 0};
          H5Dwrite(dataset(f, "completed"), H5T_NATIVE_INT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, states.data());
        }).contains("E0538"));
  CHECK(after([](hid_t f) { H5Ldelete(f, "summary/trust_mean_mean", H5P_DEFAULT); }) == Codes{"E0539"});
  CHECK(after([](hid_t f) { H5Ldelete(f, "provenance", H5P_DEFAULT); }) == Codes{"E0534"});
}

TEST_CASE("a damaged block of a series is named") {
  const Folder folder;
  const auto l = example::layout(4);
  example::write(folder / "a.h5", l);
  std::string content = example::bytes(folder / "a.h5");
  // The first value of trust_mean of scenario 1, replicate 2 is 502: as bytes, found once.
  const float wanted[] = {example::value(1, 2, 0, 0), example::value(1, 2, 1, 0)};
  const std::string pattern(reinterpret_cast<const char*>(wanted), sizeof wanted);
  const std::size_t at = content.find(pattern);
  REQUIRE(at != std::string::npos);
  content[at] = static_cast<char>(content[at] ^ 1);
  example::write_bytes(folder / "a.h5", content);
  const auto faults = check_trajectories(folder / "a.h5");
  REQUIRE(faults.size() == 1);
  REQUIRE(faults[0].code == "E0535");
  REQUIRE(faults[0].message.en.find("facilitator") != std::string::npos);
}

TEST_CASE("our checksum is the one of HDF5") {
  // Definition of the sum, word by word, big end first.
  const auto plain = [](const std::vector<std::uint8_t>& bytes) {
    std::uint64_t a = 0, b = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
      a += (std::uint64_t{bytes[i]} << 8) | (i + 1 < bytes.size() ? bytes[i + 1] : 0u);
      if (a > 65535) a = a % 65535 == 0 ? 65535 : a % 65535;
      b += a;
      if (b > 65535) b = b % 65535 == 0 ? 65535 : b % 65535;
    }
    return static_cast<std::uint32_t>(b << 16 | a);
  };
  for (const std::size_t size : {0ul, 1ul, 2ul, 31ul, 32ul, 33ul, 11519ul, 11520ul, 11521ul, 50000ul})
    for (const int fill : {0, 1, 255}) {
      const std::vector<std::uint8_t> bytes(size, static_cast<std::uint8_t>(fill));
      REQUIRE(hdf5::fletcher32(bytes.data(), bytes.size()) == plain(bytes));
    }
  REQUIRE(rc::check([&](const std::vector<std::uint8_t>& bytes) {
    RC_ASSERT(hdf5::fletcher32(bytes.data(), bytes.size()) == plain(bytes));
  }));
}
