#include "sim/record/structure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "sim/record/hdf5_handles.hpp"

namespace entremise::hdf5 {

namespace {

using Bytes = std::vector<unsigned char>;
using View = std::span<const unsigned char>;

constexpr std::uint64_t undefined = ~std::uint64_t{0};
constexpr std::size_t largest_header = std::size_t{64} << 20;

[[noreturn]] void unsound(const char* what) {
  throw Error(what, 0);
}

// Takes little-endian numbers off the front of some bytes, and never more than there are.
class Cursor {
 public:
  explicit Cursor(View bytes) : bytes_(bytes) {}
  std::uint64_t number(std::size_t size) {
    const View from = take(size);
    std::uint64_t out = 0;
    for (std::size_t i = size; i > 0; --i) out = out << 8 | from[i - 1];
    return out;
  }
  View take(std::size_t size) {
    if (size > bytes_.size()) unsound("an object's header is too short");
    const View out = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return out;
  }
  bool starts_with(std::string_view mark) {
    const View from = take(mark.size());
    return std::memcmp(from.data(), mark.data(), mark.size()) == 0;
  }
  std::size_t left() const { return bytes_.size(); }

 private:
  View bytes_;
};

struct Datatype {
  bool variable_length = false;
  std::uint64_t base_size = 1;
};

Datatype read_datatype(View message) {
  Cursor c(message);
  const auto kind = c.number(1) & 0xf;
  c.take(3);
  c.take(4);
  if (kind != 9) return {};
  c.take(4);
  return {true, c.number(4)};
}

struct Dataspace {
  std::vector<std::uint64_t> dims;
  std::uint64_t points = 1;
};

Dataspace read_dataspace(View message) {
  Cursor c(message);
  const auto version = c.number(1);
  const auto rank = c.number(1);
  c.take(1);
  const auto type = version == 2 ? c.number(1) : 1;
  if (version == 1) c.take(5);
  if (version != 1 && version != 2) unsound("version of a shape");
  Dataspace out;
  if (type == 2) out.points = 0;
  for (std::uint64_t i = 0; i < rank; ++i) {
    out.dims.push_back(c.number(8));
    if (out.dims.back() != 0 && out.points > (std::uint64_t{1} << 48) / out.dims.back())
      unsound("a shape is too large");
    out.points *= out.dims.back();
  }
  return out;
}

class Walk {
 public:
  Walk(int file, std::uint64_t size) : file_(file), size_(size) {}

  void run() {
    const Bytes start = read(0, std::min<std::uint64_t>(size_, 48));
    Cursor c(start);
    if (start.size() < 48 || !c.starts_with("\x89HDF\r\n\x1a\n")) return;
    const auto version = c.number(1);
    if (version != 2 && version != 3) unsound("version of the superblock");
    if (c.number(1) != 8 || c.number(1) != 8) unsound("size of addresses");
    c.take(1);
    if (c.number(8) != 0) unsound("base address");
    const auto extension = c.number(8);
    if (c.number(8) > size_) return;
    const auto root = c.number(8);
    if (extension != undefined) object(extension, 0);
    object(root, 0);
  }

 private:
  struct Object {
    bool has_type = false, has_space = false;
    Datatype type;
    Dataspace space;
    std::vector<Bytes> layouts;
  };

  Bytes read(std::uint64_t offset, std::uint64_t size) const {
    if (offset > size_ || size > size_ - offset) unsound("an address lies outside the file");
    Bytes out(size);
    for (std::size_t at = 0; at < size;) {
      const ssize_t n = ::pread(file_, out.data() + at, size - at, static_cast<off_t>(offset + at));
      if (n <= 0) unsound("the file cannot be read");
      at += static_cast<std::size_t>(n);
    }
    return out;
  }

  void object(std::uint64_t address, int depth) {
    if (!seen_.insert(address).second) return;
    if (depth > 16) unsound("groups within groups without end");
    const Bytes prefix = read(address, std::min<std::uint64_t>(34, size_ - std::min(size_, address)));
    Cursor c(prefix);
    if (!c.starts_with("OHDR") || c.number(1) != 2) unsound("an object's header is missing");
    const auto flags = c.number(1);
    if ((flags & 0x20) != 0) c.take(16);
    if ((flags & 0x10) != 0) c.take(4);
    const auto size = c.number(std::size_t{1} << (flags & 3));
    const auto begin = address + (prefix.size() - c.left());
    if (size > largest_header) unsound("an object's header is too large");
    Object found;
    std::vector<Bytes> blocks{read(begin, size)};
    // Continuations are appended while the list is walked.
    std::vector<std::uint64_t> children;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      if (blocks.size() > 4096) unsound("an object's header goes on without end");
      const Bytes block = blocks[b];
      messages(block, (flags & 4) != 0, found, blocks, children);
    }
    for (const Bytes& layout : found.layouts) storage(layout, found);
    for (const std::uint64_t child : children) object(child, depth + 1);
  }

  void messages(const Bytes& block, bool ordered, Object& found, std::vector<Bytes>& blocks,
                std::vector<std::uint64_t>& children) {
    Cursor c(block);
    const std::size_t head = ordered ? 6 : 4;
    while (c.left() >= head) {
      const auto type = c.number(1);
      const auto size = c.number(2);
      const auto flags = c.number(1);
      if (ordered) c.take(2);
      const View body = c.take(size);
      if ((flags & 2) != 0) continue;  // shared with another object: never written by us
      switch (type) {
        case 0x01:
          found.space = read_dataspace(body);
          found.has_space = true;
          break;
        case 0x03:
          found.type = read_datatype(body);
          found.has_type = true;
          break;
        case 0x06:
          link(body, children);
          break;
        case 0x08:
          found.layouts.emplace_back(body.begin(), body.end());
          break;
        case 0x0c:
          attribute(body);
          break;
        case 0x10: {
          Cursor at(body);
          const auto address = at.number(8);
          const auto length = at.number(8);
          if (length < 8 || length > largest_header) unsound("a continued header has no size");
          Bytes next = read(address, length);
          if (std::memcmp(next.data(), "OCHK", 4) != 0) unsound("a continued header is missing");
          blocks.emplace_back(next.begin() + 4, next.end() - 4);
          break;
        }
        case 0x13: {
          Cursor k(body);
          k.take(1);
          most_children_ = 2 * k.number(2);
          break;
        }
        default:
          break;
      }
    }
  }

  static void link(View body, std::vector<std::uint64_t>& children) {
    Cursor c(body);
    c.take(1);
    const auto flags = c.number(1);
    const auto type = (flags & 8) != 0 ? c.number(1) : 0;
    if ((flags & 4) != 0) c.take(8);
    if ((flags & 16) != 0) c.take(1);
    c.take(c.number(std::size_t{1} << (flags & 3)));
    if (type == 0) children.push_back(c.number(8));
  }

  void attribute(View body) {
    Cursor c(body);
    if (c.number(1) != 3) unsound("version of an attribute");
    const auto flags = c.number(1);
    const auto name = c.number(2);
    const auto type_size = c.number(2);
    const auto space_size = c.number(2);
    c.take(1);
    c.take(name);
    const View type_message = c.take(type_size);
    const View space_message = c.take(space_size);
    if ((flags & 3) != 0) return;
    const Datatype type = read_datatype(type_message);
    if (!type.variable_length) return;
    references(c.take(16 * read_dataspace(space_message).points), type.base_size);
  }

  void storage(const Bytes& layout, const Object& found) {
    Cursor c(layout);
    if (c.number(1) != 3) unsound("version of a layout");
    const auto kind = c.number(1);
    if (kind == 1 && found.has_type && found.type.variable_length) {
      const auto address = c.number(8);
      const auto size = c.number(8);
      if (address == undefined) return;
      if (!found.has_space || size != 16 * found.space.points) unsound("size of a list of strings");
      references(read(address, size), found.type.base_size);
    }
    if (kind == 2) {
      if (found.type.variable_length) unsound("strings in chunks");
      const auto rank = c.number(1);
      const auto address = c.number(8);
      if (rank < 2 || rank > 33 || !found.has_space || found.space.dims.size() + 1 != rank) unsound("rank of chunks");
      std::vector<std::uint64_t> chunk;
      std::uint64_t bytes = 1;
      for (std::uint64_t i = 0; i < rank; ++i) {
        chunk.push_back(c.number(4));
        if (chunk.back() == 0 || bytes > (std::uint64_t{1} << 32) / chunk.back()) unsound("size of chunks");
        bytes *= chunk.back();
      }
      if (address != undefined) index(address, 256, chunk, bytes);
    }
  }

  // A node of the version 1 B-tree that finds a dataset's chunks.
  void index(std::uint64_t address, unsigned below, const std::vector<std::uint64_t>& chunk, std::uint64_t bytes) {
    const std::size_t key = 8 + 8 * chunk.size();
    const Bytes head = read(address, 24);
    Cursor h(head);
    if (!h.starts_with("TREE") || h.number(1) != 1) unsound("an index of chunks is missing");
    const auto level = static_cast<unsigned>(h.number(1));
    const auto used = h.number(2);
    // Downwards the levels fall, so that there is no way round.
    if (level >= below || (below != 256 && level + 1 != below) || level > 8 || used > most_children_)
      unsound("an index of chunks is wrong");
    const Bytes body = read(address + 24, used * (key + 8) + key);
    Cursor c(body);
    for (std::uint64_t i = 0; i < used; ++i) {
      const auto size = c.number(4);
      const auto mask = c.number(4);
      for (std::size_t d = 0; d < chunk.size(); ++d)
        if (c.number(8) % chunk[d] != 0 && d + 1 < chunk.size()) unsound("the place of a chunk is wrong");
      const auto child = c.number(8);
      if (level > 0)
        index(child, level, chunk, bytes);
      else if (mask != 0 || size == 0 || size > bytes + bytes / 100 + 4096)
        unsound("the size of a chunk is wrong");
    }
  }

  void references(View bytes, std::uint64_t base_size) {
    Cursor c(bytes);
    while (c.left() > 0) {
      const auto length = c.number(4);
      const auto address = c.number(8);
      const auto number = c.number(4);
      if (length == 0 && (address == 0 || address == undefined)) continue;
      const auto& objects = heap(address);
      const auto at = objects.find(number);
      if (at == objects.end() || at->second != length * base_size) unsound("a string is not where it should be");
    }
  }

  // Sizes of the objects of a global heap collection, by number.
  const std::map<std::uint64_t, std::uint64_t>& heap(std::uint64_t address) {
    if (const auto at = heaps_.find(address); at != heaps_.end()) return at->second;
    const Bytes head = read(address, 16);
    Cursor h(head);
    if (!h.starts_with("GCOL") || h.number(1) != 1) unsound("a heap of strings is missing");
    h.take(3);
    const auto size = h.number(8);
    if (size < 4096) unsound("size of a heap of strings");
    const Bytes all = read(address, size);
    Cursor c(View(all).subspan(16));
    std::map<std::uint64_t, std::uint64_t> objects;
    while (c.left() >= 16) {
      const auto number = c.number(2);
      c.take(6);
      const auto length = c.number(8);
      if (number == 0) {
        if (length < 16 || length - 16 != c.left()) unsound("the free end of a heap of strings");
        break;
      }
      if (length > c.left() || !objects.emplace(number, length).second) unsound("a heap of strings is out of order");
      c.take(std::min<std::uint64_t>((length + 7) / 8 * 8, c.left()));
    }
    return heaps_.emplace(address, std::move(objects)).first->second;
  }

  int file_;
  std::uint64_t size_;
  std::uint64_t most_children_ = 64;
  std::set<std::uint64_t> seen_;
  std::map<std::uint64_t, std::map<std::uint64_t, std::uint64_t>> heaps_;
};

}  // namespace

void require_sound_structure(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw Error("the file cannot be opened", errno);
  struct Closer {
    int file;
    ~Closer() { ::close(file); }
  } const closer{file};
  struct stat info {};
  if (::fstat(file, &info) != 0) throw Error("the file cannot be read", errno);
  Walk(file, static_cast<std::uint64_t>(info.st_size)).run();
}

}  // namespace entremise::hdf5
