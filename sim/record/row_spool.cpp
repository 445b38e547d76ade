#include "sim/record/row_spool.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include "sim/record/hdf5_handles.hpp"

namespace entremise {

namespace {

struct Header {
  std::array<char, 8> mark;
  std::uint32_t scenario, replicate;
  std::uint64_t bytes;  // of the payload that follows
  std::uint32_t checksum;
  std::uint32_t reserved;
};
static_assert(sizeof(Header) == 32);

constexpr std::array<char, 8> mark{'R', 'O', 'W', 'S', 'P', 'O', 'O', 'L'};

void write_all(int file, const void* data, std::size_t size) {
  const auto* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = ::write(file, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw SpoolError("write rows", n < 0 ? errno : ENOSPC);
    at += n;
    size -= static_cast<std::size_t>(n);
  }
}

bool read_all(int file, std::uint64_t offset, void* data, std::size_t size) {
  auto* at = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t n = ::pread(file, at, size, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    offset += static_cast<std::uint64_t>(n);
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

template <class T>
void append(std::vector<char>& out, const std::vector<T>& values) {
  const auto* from = reinterpret_cast<const char*>(values.data());
  out.insert(out.end(), from, from + values.size() * sizeof(T));
}

std::vector<char> pack(const std::vector<TableRows>& tables) {
  std::vector<char> out;
  for (const TableRows& t : tables) {
    append(out, std::vector<std::uint64_t>{t.month.size()});
    append(out, t.month);
    for (const auto& column : t.columns) std::visit([&](const auto& values) { append(out, values); }, column);
  }
  return out;
}

class Unpacker {
 public:
  explicit Unpacker(const std::vector<char>& from) : from_(from) {}
  template <class T>
  std::vector<T> take(std::uint64_t n) {
    if (n > (from_.size() - at_) / sizeof(T)) throw SpoolError("rows are cut short", 0);
    std::vector<T> out(n);
    if (n > 0) std::memcpy(out.data(), from_.data() + at_, n * sizeof(T));
    at_ += n * sizeof(T);
    return out;
  }

 private:
  const std::vector<char>& from_;
  std::size_t at_ = 0;
};

std::vector<TableRows> unpack(const std::vector<char>& payload, const std::vector<TableLayout>& tables) {
  Unpacker from(payload);
  std::vector<TableRows> out;
  for (const TableLayout& t : tables) {
    const std::uint64_t n = from.take<std::uint64_t>(1).front();
    TableRows rows;
    rows.month = from.take<std::int32_t>(n);
    for (const TableColumn& c : t.columns) switch (c.type) {
        case TableColumn::Type::i1:
          rows.columns.emplace_back(from.take<std::int8_t>(n));
          break;
        case TableColumn::Type::i4:
          rows.columns.emplace_back(from.take<std::int32_t>(n));
          break;
        case TableColumn::Type::f4:
          rows.columns.emplace_back(from.take<float>(n));
          break;
      }
    out.push_back(std::move(rows));
  }
  return out;
}

}  // namespace

RowSpool::RowSpool(const std::filesystem::path& path, const std::vector<TableLayout>& tables, std::size_t runs)
    : tables_(tables),
      runs_(runs),
      rows_(tables.size(), 0),
      file_(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (file_ < 0) throw SpoolError("create the file of rows", errno);
}

RowSpool::~RowSpool() {
  if (file_ >= 0) ::close(file_);
}

void RowSpool::add(std::size_t run, std::uint32_t scenario, std::uint32_t replicate,
                   const std::vector<TableRows>& tables) {
  const std::vector<char> payload = pack(tables);
  const Header header{mark, scenario, replicate, payload.size(), hdf5::fletcher32(payload.data(), payload.size()), 0};
  write_all(file_, &header, sizeof header);
  write_all(file_, payload.data(), payload.size());
  runs_[run] = {end_ + sizeof header, payload.size()};
  end_ += sizeof header + payload.size();
  for (std::size_t t = 0; t < tables.size(); ++t) rows_[t] += tables[t].month.size();
}

std::vector<TableRows> RowSpool::read(std::size_t run) const {
  std::vector<char> payload(runs_[run].bytes);
  if (!read_all(file_, runs_[run].offset, payload.data(), payload.size())) throw SpoolError("read rows again", errno);
  return unpack(payload, tables_);
}

OldSpool::OldSpool(int file, const std::vector<TableLayout>& tables) : tables_(&tables), file_(file) {}

OldSpool::OldSpool(OldSpool&& other) noexcept
    : tables_(other.tables_), file_(std::exchange(other.file_, -1)), blocks_(std::move(other.blocks_)) {}

OldSpool& OldSpool::operator=(OldSpool&& other) noexcept {
  std::swap(tables_, other.tables_);
  std::swap(file_, other.file_);
  std::swap(blocks_, other.blocks_);
  return *this;
}

OldSpool::~OldSpool() {
  if (file_ >= 0) ::close(file_);
}

namespace {

bool before(const RowSpool::Block& a, const RowSpool::Block& b) {
  return std::pair(a.replicate, a.scenario) < std::pair(b.replicate, b.scenario);
}

}  // namespace

std::optional<OldSpool> OldSpool::open(const std::filesystem::path& path, const std::vector<TableLayout>& tables) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (errno == ENOENT) return std::nullopt;
    throw SpoolError("open the file of rows", errno);
  }
  OldSpool spool(file, tables);
  struct stat info {};
  if (::fstat(file, &info) != 0) throw SpoolError("read the file of rows", errno);
  const auto size = static_cast<std::uint64_t>(info.st_size);
  std::uint64_t at = 0;
  Header header;
  while (size - at >= sizeof header && read_all(file, at, &header, sizeof header)) {
    at += sizeof header;
    if (header.mark != mark || header.bytes > size - at) break;
    spool.blocks_.push_back({header.scenario, header.replicate, at, header.bytes});
    at += header.bytes;
  }
  std::sort(spool.blocks_.begin(), spool.blocks_.end(), before);
  return spool;
}

std::optional<std::vector<TableRows>> OldSpool::read(std::uint32_t scenario, std::uint32_t replicate) const {
  const RowSpool::Block wanted{scenario, replicate, 0, 0};
  const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), wanted, before);
  if (at == blocks_.end() || at->scenario != scenario || at->replicate != replicate) return std::nullopt;
  Header header;
  std::vector<char> payload(at->bytes);
  if (!read_all(file_, at->offset - sizeof header, &header, sizeof header) ||
      !read_all(file_, at->offset, payload.data(), payload.size()) ||
      hdf5::fletcher32(payload.data(), payload.size()) != header.checksum)
    return std::nullopt;
  try {
    return unpack(payload, *tables_);
  } catch (const SpoolError&) {
    return std::nullopt;
  }
}

}  // namespace entremise
