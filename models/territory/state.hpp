#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "models/territory/specification.hpp"
#include "sim/engine/world.hpp"
#include "sim/random/streams.hpp"

/// \file
/// The state of a territory. Actors are offices: structural, permanent; the persons who hold them come and go.

namespace entremise::territory {

inline constexpr std::size_t issue_count = 4;
/// Positions on the issues, each in [-1, 1].
using Issues = std::array<float, issue_count>;

/// The four types of relation, in the order of every table of them.
enum class RelationType : std::uint8_t { distant, partnership, unequal, delegated };
inline constexpr std::size_t relation_types = 4;
inline constexpr std::array<std::string_view, relation_types> relation_type_names{"distant", "partnership", "unequal",
                                                                                  "delegated"};

/// What became of an actor's part in this month's joint activity with a partner, as the partner sees it.
enum class Outcome : std::uint8_t {
  none,       ///< no joint activity this month
  delivered,  ///< did its part
  excused,    ///< failed by constraint, and the partner knew the constraint for the reason
  blamed,     ///< failed by constraint, and the partner took it for ill will
  unwilling,  ///< did not mean to deliver, and the partner noticed
  unnoticed   ///< failed, and the partner did not notice
};

// ---- Offices and their holders ---------------------------------------------------------------------------------

inline constexpr struct TypeOf {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "actor_type", unit = "1", meaning = "type of the actor";
  static constexpr Value initial = 0, lower = 0, upper = 3;
} type_of;

inline constexpr struct OrganisationOf {
  using Value = std::uint32_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "organisation", unit = "1",
                                    meaning = "organisation that the office belongs to";
  static constexpr Value initial = 0, lower = 0, upper = 0xFFFFFFFFu;
} organisation_of;

inline constexpr struct RoleOf {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "role", unit = "1", meaning = "what the office is within its organisation";
  static constexpr Value initial = 0, lower = 0, upper = 7;
} role_of;

inline constexpr struct FamilyOf {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "family", unit = "1",
                                    meaning = "family of the social and solidarity economy";
  static constexpr Value initial = 0, lower = 0, upper = 5;
} family_of;

inline constexpr struct IssuesOf {
  using Value = Issues;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "issues", unit = "1",
                                    meaning = "positions of the office's holder on the issues";
  static constexpr Value initial = {};
  static constexpr float lower = -1, upper = 1;
} issues_of;

inline constexpr struct OfficeIssues {
  using Value = Issues;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "office_issues", unit = "1",
                                    meaning = "positions that come with the office, whoever holds it";
  static constexpr Value initial = {};
  static constexpr float lower = -1, upper = 1;
} office_issues;

inline constexpr struct Training {
  using Value = float;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "training", unit = "1",
                                    meaning = "training in cooperation that the holder has had";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} training;

inline constexpr struct Tenure {
  using Value = std::uint16_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "tenure", unit = "months",
                                    meaning = "months since the present holder arrived, at most 65535";
  static constexpr Value initial = 0, lower = 0, upper = 65535;
} tenure;

inline constexpr struct Arrived {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "arrived", unit = "1",
                                    meaning = "1 in the month in which a new holder takes the office";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} arrived;

// ---- Relations -----------------------------------------------------------------------------------------------

inline constexpr struct ContactRate {
  using Value = float;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "contact_rate", unit = "1/month",
                                    meaning = "chance of an encounter each month";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} contact_rate;

inline constexpr struct Control {
  using Value = float;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "control", unit = "1",
                                    meaning = "how closely the public side controls a delegated mission";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} control;

inline constexpr struct Tender {
  using Value = float;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "tender", unit = "1",
                                    meaning = "share of the relation's funding that goes by tender";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} tender;

inline constexpr struct Tension {
  using Value = float;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "tension", unit = "1", meaning = "relational tension";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} tension;

inline constexpr struct SharedContacts {
  using Value = std::uint16_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "shared_contacts", unit = "1",
                                    meaning = "actors who have a relation with both, at most 65535";
  static constexpr Value initial = 0, lower = 0, upper = 65535;
} shared_contacts;

inline constexpr struct Silence {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "silence", unit = "months",
                                    meaning = "months since the last encounter, at most 255";
  static constexpr Value initial = 0, lower = 0, upper = 255;
} silence;

inline constexpr struct Institutional {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "institutional", unit = "1",
                                    meaning = "1 for the ties that exist from the start, the fixed cohort";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} institutional;

inline constexpr struct RelationTypeOf {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "relation_type", unit = "1", meaning = "type of the relation";
  static constexpr Value initial = 0, lower = 0, upper = 3;
} relation_type_of;

inline constexpr struct FormerType {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "former_relation_type", unit = "1",
                                    meaning = "type of the relation a month ago";
  static constexpr Value initial = 0, lower = 0, upper = 3;
} former_type;

inline constexpr struct Candidate {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view
      name = "candidate_type",
      unit = "1",
      meaning = "type that the relation may change to, and for how many months it has been nearer: type + 4 x months";
  static constexpr Value initial = 0, lower = 0, upper = 255;
} candidate;

// ---- Sides: what one actor holds of another ---------------------------------------------------------------------

inline constexpr struct Interconnaissance {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "interconnaissance", unit = "1",
                                    meaning = "chance to attribute the other's failure to its true constraint";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} interconnaissance;

inline constexpr struct EvidenceFor {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "evidence_for", unit = "events",
                                    meaning = "positive evidence about the other (r)";
  static constexpr Value initial = 0, lower = 0, upper = 1e6f;
} evidence_for;

inline constexpr struct EvidenceAgainst {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "evidence_against", unit = "events",
                                    meaning = "negative evidence about the other, weighted (s)";
  static constexpr Value initial = 0, lower = 0, upper = 1e6f;
} evidence_against;

inline constexpr struct Trust {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "trust", unit = "1",
                                    meaning = "expected share of kept promises, from the evidence and the base rate";
  static constexpr Value initial = 0.5f, lower = 0, upper = 1;
} trust;

inline constexpr struct Delivery {
  using Value = std::uint8_t;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "delivery", unit = "1",
                                    meaning = "what became of this actor's part in the month's joint activity";
  static constexpr Value initial = 0, lower = 0, upper = 5;
} delivery;

inline constexpr struct Candid {
  using Value = std::uint8_t;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "candid", unit = "1",
                                    meaning = "1 if this actor spoke openly in the month's last encounter";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} candid;

// ---- Facilitators: tables of facilitator × actor, one facilitator behind the other --------------------------------

/// One intervention of the month.
struct Intervention {
  std::uint32_t facilitator = no_entity;  ///< no_entity: not used this month
  Actor a = 0, b = 0;
  bool introduces = false;  ///< the two had no relation
};

inline constexpr struct Interventions {
  using Value = Intervention;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "interventions", unit = "1",
                                    meaning = "pairs that facilitators work with this month";
  static constexpr Value initial = {};
} interventions;

inline constexpr struct FacilitatorKnowledge {
  using Value = float;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "facilitator_knowledge", unit = "1",
                                    meaning = "how well a facilitator knows an actor's constraints (K)";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} facilitator_knowledge;

inline constexpr struct FacilitatorNeutrality {
  using Value = float;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "facilitator_neutrality", unit = "1",
                                    meaning = "neutrality of a facilitator as an actor perceives it (ν)";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} facilitator_neutrality;

inline constexpr struct FacilitatorStanding {
  using Value = std::array<float, 4>;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "facilitator_standing", unit = "events",
                                    meaning =
                                        "evidence for and against the facilitator as the actor has it, then for and "
                                        "against the actor as the facilitator has it";
  static constexpr Value initial = {};
  static constexpr float lower = 0, upper = 1e6f;
} facilitator_standing;

inline constexpr struct FacilitatorAttention {
  using Value = float;
  static constexpr Per per = Per::world;
  static constexpr std::string_view
      name = "facilitator_attention",
      unit = "interventions",
      meaning =
          "interventions with actors of the public and of the social-economy camp, fading (2 values a facilitator)";
  static constexpr Value initial = 0, lower = 0, upper = 1e6f;
} facilitator_attention;

using World =
    entremise::World<TypeOf, OrganisationOf, RoleOf, FamilyOf, IssuesOf, OfficeIssues, Training, Tenure, Arrived,  //
                     ContactRate, Control, Tender, Tension, SharedContacts, Silence, Institutional, RelationTypeOf,
                     FormerType, Candidate,                                                     //
                     Interconnaissance, EvidenceFor, EvidenceAgainst, Trust, Delivery, Candid,  //
                     Interventions, FacilitatorKnowledge, FacilitatorNeutrality, FacilitatorStanding,
                     FacilitatorAttention>;

}  // namespace entremise::territory
