#include "sim/record/catalogue.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

namespace entremise {

Catalogue::Catalogue(std::vector<Dimension> dimensions, std::vector<Variable> variables)
    : dimensions_(std::move(dimensions)), variables_(std::move(variables)) {
  std::set<std::string_view> names;
  for (const Dimension& d : dimensions_)
    if (!names.insert(d.name).second)
      throw std::invalid_argument(fmt::format("dimension '{}' is declared twice", d.name));
  for (const Variable& v : variables_) {
    if (!names.insert(v.name).second)
      throw std::invalid_argument(fmt::format("variable '{}' is declared twice", v.name));
    std::size_t size = 1;
    for (const std::string& axis : v.dimensions) size *= dimension(axis).labels.size();
    offsets_.push_back(width_);
    sizes_.push_back(size);
    width_ += size;
  }
}

std::size_t Catalogue::find(std::string_view name) const noexcept {
  const auto at = std::find_if(variables_.begin(), variables_.end(), [&](const Variable& v) { return v.name == name; });
  return at == variables_.end() ? npos : static_cast<std::size_t>(at - variables_.begin());
}

const Dimension& Catalogue::dimension(std::string_view name) const {
  for (const Dimension& d : dimensions_)
    if (d.name == name) return d;
  throw std::invalid_argument(fmt::format("dimension '{}' is not declared", name));
}

}  // namespace entremise
