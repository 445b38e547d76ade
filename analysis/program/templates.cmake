# Writes the scenarios that `entremise init` starts from into templates.cpp.
set(body "")
foreach(name IN ITEMS rural agglomeration metropolis)
  file(READ ${LIBRARY}/${name}.toml text)
  string(APPEND body "    {\"${name}\", R\"toml(${text})toml\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "analysis/program/templates.hpp"

namespace entremise::program {

const std::vector<std::pair<std::string_view, std::string_view>>& templates() {
  static const std::vector<std::pair<std::string_view, std::string_view>> all{
@body@  };
  return all;
}

}  // namespace entremise::program
]])
