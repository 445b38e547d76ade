#include <cmath>
#include <cstdlib>
#include <limits>

#include "scenarios/fields.hpp"
#include "scenarios/own_territory.hpp"
#include "scenarios/scenario.hpp"

namespace entremise::scenarios {
namespace {

using territory::GivenTerritory;

std::string toml_string(std::string_view words) {
  std::string out = "\"";
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\u{:04X}", byte);
    else
      out += c;
  }
  return out + "\"";
}

std::string key_name(std::string_view name) {
  const bool bare = !name.empty() && name.find_first_not_of(
                                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789-_") == std::string_view::npos;
  return bare ? std::string(name) : toml_string(name);
}

std::string real(double value) {
  std::string out = number(value);
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out;
}

// The shortest text that gives the same single-precision number, through double precision as the reader goes.
std::string single(float value) {
  std::string shortest = fmt::format("{}", value);
  if (static_cast<float>(std::strtod(shortest.c_str(), nullptr)) != value)
    shortest = number(static_cast<double>(value));
  if (shortest.find_first_of(".e") == std::string::npos) shortest += ".0";
  return shortest;
}

std::string value_of(const territory::Parameter& p, double value) {
  switch (p.kind) {
    case territory::Kind::boolean:
      return value != 0 ? "true" : "false";
    case territory::Kind::choice:
      return toml_string(choices_of(p)[static_cast<std::size_t>(value)]);
    case territory::Kind::integer:
      return fmt::format("{}", static_cast<std::int64_t>(value));
    case territory::Kind::real:
      break;
  }
  return real(value);
}

std::string list(const std::vector<std::uint32_t>& months) {
  return fmt::format("[{}]", fmt::join(months, ", "));
}

class Writer {
 public:
  Writer(const Scenario& scenario, std::optional<Language> comments) : scenario_(scenario), comments_(comments) {}

  std::string write() {
    write_translated("title", scenario_.title);
    if (!scenario_.description.en.empty() || !scenario_.description.fr.empty())
      write_translated("description", scenario_.description);
    for (const Section& section : sections()) {
      if (section.name == "levers")
        write_levers(section);
      else
        write_section(section);
    }
    return std::move(out_);
  }

 private:
  const territory::Specification& specification() const { return scenario_.specification; }

  void comment(std::string_view en, std::string_view fr) {
    if (comments_) out_ += fmt::format("# {}\n", *comments_ == Language::french ? fr : en);
  }

  void line(std::string_view key, const std::string& value) { out_ += fmt::format("{} = {}\n", key, value); }

  void field(std::string_view key, const std::string& value) {
    const Field* f = find_field(key);
    comment(f->en, f->fr);
    line(last_name(key), value);
  }

  void parameter(const territory::Parameter& p, std::string_view name, double value) {
    comment(p.en, p.fr);
    line(name, value_of(p, value));
  }

  void heading(const Section& section) {
    out_ += '\n';
    comment(section.title.en, section.title.fr);
    out_ += fmt::format("[{}]\n", section.name);
  }

  void write_translated(std::string_view key, const Text& words) {
    const Field* f = find_field(key);
    comment(f->en, f->fr);
    line(key, words.en == words.fr
                  ? toml_string(words.en)
                  : fmt::format("{{ en = {}, fr = {} }}", toml_string(words.en), toml_string(words.fr)));
  }

  void write_section(const Section& section) {
    heading(section);
    if (section.name == "run") {
      field("run.months", fmt::format("{}", specification().months));
      field("run.replicates", fmt::format("{}", scenario_.replicates));
      field("run.seed", fmt::format("{}", scenario_.seed));
    } else if (section.name == "record") {
      field("record.actors", list(scenario_.record.actor_months));
      field("record.relations", list(scenario_.record.relation_months));
      field("record.events", scenario_.record.events ? "true" : "false");
      field("record.whole", scenario_.record.whole ? "true" : "false");
    } else if (section.name == "territory" && specification().given) {
      write_given(*specification().given);
      return;
    } else if (section.name == "territory") {
      field("territory.archetype", toml_string(scenario_.archetype));
    }
    const std::string prefix = section.name + ".";
    for (std::size_t i = 0; i < territory::registry.size(); ++i) {
      const territory::Parameter& p = territory::registry[i];
      if (p.key.starts_with(prefix)) parameter(p, p.key.substr(prefix.size()), specification().parameters.value(i));
    }
  }

  void write_levers(const Section& section) {
    if (specification().levers.empty()) return;
    out_ += '\n';
    comment(section.title.en, section.title.fr);
    bool first = true;
    for (const territory::Lever& lever : specification().levers) {
      const territory::LeverDescription& kind = territory::lever_kinds[static_cast<std::size_t>(lever.kind)];
      if (!first) out_ += '\n';
      first = false;
      out_ += fmt::format("[levers.{}]\n", key_name(lever.name));
      comment(kind.en, kind.fr);
      line("kind", toml_string(kind.name));
      comment(lever_fields[0].en, lever_fields[0].fr);
      line("from", fmt::format("{}", lever.from));
      if (lever.until != std::numeric_limits<std::uint32_t>::max()) {
        comment(lever_fields[1].en, lever_fields[1].fr);
        line("until", fmt::format("{}", lever.until));
      }
      for (const std::size_t i : fields_of(kind)) {
        const territory::Parameter& p = territory::lever_registry[i];
        parameter(p, last_name(p.key), lever.values[i]);
      }
    }
  }

  void write_given(const GivenTerritory& given) {
    for (const GivenTerritory::Office& office : given.offices) {
      out_ += "\n[[territory.offices]]\n";
      line("id", toml_string(office.name));
      line("type", toml_string(territory::actor_type_names[static_cast<std::size_t>(office.type)]));
      if (const std::string& name = given.organisations[office.organisation]; !name.empty())
        line("organisation", toml_string(name));
      line("role", toml_string(territory::role_names[static_cast<std::size_t>(office.role)]));
      if (office.family != territory::Family::none)
        line("family", toml_string(territory::family_names[static_cast<std::size_t>(office.family)]));
      if (office.issues)
        for (std::size_t k = 0; k < office.issues->size(); ++k)
          line(office_columns[office_issue + k].name, single((*office.issues)[k]));
    }
    for (const GivenTerritory::Tie& tie : given.ties) {
      out_ += "\n[[territory.ties]]\n";
      line("source", toml_string(given.offices[tie.a].name));
      line("target", toml_string(given.offices[tie.b].name));
      if (tie.rate) line("rate", single(*tie.rate));
      if (tie.control) line("control", single(*tie.control));
      if (tie.tender) line("tender", single(*tie.tender));
    }
  }

  const Scenario& scenario_;
  std::optional<Language> comments_;
  std::string out_;
};

}  // namespace

std::string to_toml(const Scenario& scenario, std::optional<Language> comments) {
  return Writer(scenario, comments).write();
}

}  // namespace entremise::scenarios
