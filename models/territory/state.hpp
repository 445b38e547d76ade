#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "models/territory/portion.hpp"
#include "models/territory/specification.hpp"
#include "sim/engine/exact_sum.hpp"
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

inline constexpr struct Present {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view
      name = "present",
      unit = "1", meaning = "0 for offices that join later, 2 in the month in which they do, 1 for all others";
  static constexpr Value initial = 1, lower = 0, upper = 2;
} present;

inline constexpr struct MindsControl {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "minds_control", unit = "1",
                                    meaning = "1 if control lowers the holder's good will";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} minds_control;

inline constexpr struct Preparation {
  using Value = Portion;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "preparation", unit = "1",
                                    meaning = "how freshly the holder has prepared among peers or with a facilitator";
  static constexpr Value initial = 0.0f;
} preparation;

inline constexpr struct Engagement {
  using Value = float;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "engagement", unit = "1", meaning = "engagement in cooperation (E)";
  static constexpr Value initial = 0.4f, lower = 0, upper = 1;
} engagement;

inline constexpr struct Benefit {
  using Value = float;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "benefit", unit = "points",
                                    meaning = "value that the office has seen come out of its projects, costs deducted";
  static constexpr Value initial = 0, lower = -1e9f, upper = 1e9f;
} benefit;

inline constexpr struct Story {
  using Value = float;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "story", unit = "points",
                                    meaning = "strongest story of success that the office can tell of this month";
  static constexpr Value initial = 0, lower = 0, upper = 1e9f;
} story;

/// A joint project, held by the office that started it.
struct Project {
  static constexpr std::size_t most_partners = 5;
  std::array<Actor, most_partners> partners{};
  std::uint16_t start = 0;         ///< month in which it started
  std::uint8_t partner_count = 0;  ///< 0: no project
  std::uint8_t months = 0;         ///< duration
  std::uint8_t rounds = 0;         ///< how many it has in all
  std::uint8_t held = 0;           ///< rounds held so far
  std::uint8_t succeeded = 0;      ///< rounds that succeeded
  std::uint8_t flags = 0;          ///< of the constants below
  std::uint16_t delivered = 0;     ///< contributions delivered so far

  static constexpr std::uint8_t fifty_fifty = 1, pilot = 2;
  [[nodiscard]] bool active() const noexcept { return partner_count != 0; }
};

inline constexpr struct ProjectOf {
  using Value = Project;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "project", unit = "1", meaning = "the project that the office leads, if any";
  static constexpr Value initial = {};
} project_of;

// ---- Relations -----------------------------------------------------------------------------------------------

inline constexpr struct ContactRate {
  using Value = Portion;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "contact_rate", unit = "1/month",
                                    meaning = "chance of an encounter each month";
  static constexpr Value initial = 0.0f;
} contact_rate;

inline constexpr struct Control {
  using Value = Portion;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "control", unit = "1",
                                    meaning = "how closely the public side controls a delegated mission";
  static constexpr Value initial = 0.0f;
} control;

inline constexpr struct Tender {
  using Value = Portion;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "tender", unit = "1",
                                    meaning = "share of the relation's funding that goes by tender";
  static constexpr Value initial = 0.0f;
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

inline constexpr struct Surfaced {
  using Value = Portion;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "surfaced", unit = "1",
                                    meaning = "share of their disagreement that the two have brought into the open (o)";
  static constexpr Value initial = 0.0f;
} surfaced;

inline constexpr struct Worked {
  using Value = Portion;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "worked", unit = "1",
                                    meaning = "share of their disagreement that the two have worked through (ω)";
  static constexpr Value initial = 0.0f;
} worked;

inline constexpr struct Cooldown {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "cooldown", unit = "months",
                                    meaning = "months without ordinary contact that are left after a rupture";
  static constexpr Value initial = 0, lower = 0, upper = 255;
} cooldown;

inline constexpr struct Ruptured {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "ruptured", unit = "1", meaning = "1 if the relation broke this month";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} ruptured;

inline constexpr struct Dialogue {
  using Value = std::uint8_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "dialogue", unit = "months",
                                    meaning =
                                        "months since the two last talked in a dialogue space; 255: never, or "
                                        "long ago";
  static constexpr Value initial = 255, lower = 0, upper = 255;
} dialogue;

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

// ---- What the month brought -------------------------------------------------------------------------------------

/// One talk of two participants of a dialogue space.
struct Conversation {
  Actor a = no_entity, b = no_entity;  ///< no_entity: not used this month
  std::uint32_t space = 0;             ///< index into `gatherings`
};

inline constexpr struct Conversations {
  using Value = Conversation;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "conversations", unit = "1",
                                    meaning = "talks in the month's dialogue spaces, space after space";
  static constexpr Value initial = {};
} conversations;

/// One dialogue space of the month.
struct Gathering {
  std::uint8_t form = 0;  ///< of SpaceForm
  std::uint32_t participants = 0;
  std::uint32_t host = no_entity;  ///< facilitator, or no_entity
  float safety = 0, quality = 0;
  float hours = 0;  ///< of each participant
};

inline constexpr struct Gatherings {
  using Value = Gathering;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "gatherings", unit = "1", meaning = "dialogue spaces of the month";
  static constexpr Value initial = {};
} gatherings;

/// How far an enlargement has come.
struct EnlargementProgress {
  std::uint32_t begun = 0;   ///< month of its first step; 0: not yet
  std::uint32_t joined = 0;  ///< newcomers so far
};

inline constexpr struct EnlargementProgressOf {
  using Value = EnlargementProgress;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "enlargement_progress", unit = "1",
                                    meaning = "how far each enlargement has come";
  static constexpr Value initial = {};
} enlargement_progress;

inline constexpr std::size_t criteria = 4;
inline constexpr std::array<std::string_view, criteria> criterion_names{"social", "ecological", "economic",
                                                                        "democratic"};

/// What the month's joint work came to. Sums are exact, so that their order does not matter.
struct Ledger {
  std::int64_t attempted = 0, started = 0, succeeded = 0, failed = 0, rounds = 0, rounds_succeeded = 0;
  std::int64_t contributions_due = 0, contributions_meant = 0, contributions_made = 0;
  std::int64_t newcomers = 0, trained = 0, calls_for_tenders = 0;
  std::array<ExactSum, criteria> created{}, destroyed{};
  ExactSum costs, perceived, actual;
  ExactSum hours;  ///< person-hours of the levers
  // Since the start of the run:
  std::int64_t all_succeeded = 0, milestones = 0;
  ExactSum net_value, all_hours;
};

inline constexpr struct LedgerOf {
  using Value = Ledger;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "ledger", unit = "1", meaning = "what the month's joint work came to";
  static constexpr Value initial = {};
} ledger;

using World =
    entremise::World<TypeOf, OrganisationOf, RoleOf, FamilyOf, IssuesOf, OfficeIssues, Training, Tenure, Arrived,  //
                     Present, MindsControl, Preparation, Engagement, Benefit, Story, ProjectOf,                    //
                     ContactRate, Control, Tender, Tension, SharedContacts, Silence, Institutional, RelationTypeOf,
                     FormerType, Candidate, Surfaced, Worked, Cooldown, Ruptured, Dialogue,     //
                     Interconnaissance, EvidenceFor, EvidenceAgainst, Trust, Delivery, Candid,  //
                     Interventions, FacilitatorKnowledge, FacilitatorNeutrality, FacilitatorStanding,
                     FacilitatorAttention, Conversations, Gatherings, EnlargementProgressOf, LedgerOf>;

}  // namespace entremise::territory
