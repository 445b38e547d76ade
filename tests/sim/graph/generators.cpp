#include "sim/graph/generators.hpp"

#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>
#include <vector>

#include "sim/graph/boost_graph.hpp"

using namespace entremise;
using Catch::Matchers::Contains;

namespace {

StreamKey key(std::uint32_t replicate = 0) {
  return stream_key({20'260, replicate}, process_id("test graph"));
}

/// How many standard deviations a binomial count lies from its mean.
double z(double count, double trials, double p) {
  return (count - trials * p) / std::sqrt(trials * p * (1 - p));
}

std::vector<std::uint32_t> degrees(const Graph& graph) {
  std::vector<std::uint32_t> all;
  for (Actor actor = 0; actor < graph.actors(); ++actor) all.push_back(graph.degree(actor));
  return all;
}

bool regular(const Graph& graph, std::uint32_t degree) {
  return std::ranges::all_of(degrees(graph), [degree](std::uint32_t d) { return d == degree; });
}

double clustering(const Graph& graph) {
  std::vector<double> of_actors(graph.actors());
  boost::all_clustering_coefficients(
      graph, boost::make_iterator_property_map(of_actors.begin(), get(boost::vertex_index, graph)));
  return std::accumulate(of_actors.begin(), of_actors.end(), 0.0) / graph.actors();
}

int components(const Graph& graph) {
  std::vector<int> component(graph.actors());
  return boost::connected_components(graph, component.data());
}

/// 600 actors in blocks of 100, 200 and 300.
std::vector<std::uint32_t> three_blocks() {
  std::vector<std::uint32_t> block_of;
  for (std::uint32_t i = 0; i < 600; ++i) block_of.push_back(i % 6 == 0 ? 0 : i % 6 <= 2 ? 1 : 2);
  return block_of;
}
const BlockDensities three_densities{{0.3, 0.02, 0.0}, {0.02, 0.1, 0.05}, {0.0, 0.05, 1.0}};

void check_blocks(const Graph& graph) {
  const auto block_of = three_blocks();
  double counts[3][3] = {};
  for (const auto [a, b] : graph.pairs())
    ++counts[std::min(block_of[a], block_of[b])][std::max(block_of[a], block_of[b])];
  const double sizes[] = {100, 200, 300};
  for (int r = 0; r < 3; ++r)
    for (int s = r; s < 3; ++s) {
      const double pairs = r == s ? sizes[r] * (sizes[r] - 1) / 2 : sizes[r] * sizes[s], p = three_densities[r][s];
      INFO("blocks " << r << " and " << s);
      if (p == 0 || p == 1)
        CHECK(counts[r][s] == p * pairs);
      else
        CHECK(std::abs(z(counts[r][s], pairs, p)) <= 4);
    }
}

/// Chi-squared statistic of how often each pair of few actors is related, over many graphs with the same expectation.
template <class Make>
double unevenness(Actor actors, int graphs, double p, Make make) {
  std::vector<std::vector<int>> times(actors, std::vector<int>(actors));
  for (int i = 0; i < graphs; ++i) {
    const Graph graph = make(key(static_cast<std::uint32_t>(i)));
    for (const auto [a, b] : graph.pairs()) ++times[a][b];
  }
  double sum = 0;
  for (Actor a = 0; a < actors; ++a)
    for (Actor b = a + 1; b < actors; ++b) sum += std::pow(z(times[a][b], graphs, p), 2);
  return sum;
}

/// Whether a chi-squared value is within 4 standard deviations of its mean (a normal approximation).
bool plausible(double chi_squared, double freedom) {
  return std::abs(chi_squared - freedom) <= 4 * std::sqrt(2 * freedom);
}

}  // namespace

TEST_CASE("Graphs without chance have the structure of their name", "[graph][generators]") {
  CHECK(complete(7).relations() == 21);
  CHECK(regular(complete(7), 6));
  CHECK(complete(0).actors() == 0);
  CHECK(complete(1).relations() == 0);

  CHECK(degrees(star(5)) == std::vector<std::uint32_t>{4, 1, 1, 1, 1});
  CHECK(star(1).relations() == 0);

  const Graph circle = ring(10, 4);
  CHECK(regular(circle, 4));
  CHECK(circle.find(0, 9));
  CHECK(circle.find(0, 8));
  CHECK_FALSE(circle.find(0, 7));
  CHECK(clustering(circle) == Approx(0.5));  // 3(k-2) / 4(k-1) (Watts 1999)
  CHECK(ring(5, 4) == complete(5));
  CHECK(ring(3, 0).relations() == 0);

  const Graph grid = lattice(4, 3, false);
  CHECK(grid.actors() == 12);
  CHECK(grid.relations() == 3 * 3 + 4 * 2);
  CHECK(grid.find(1, 5));
  CHECK_FALSE(grid.find(3, 4));
  CHECK(components(grid) == 1);
  CHECK(regular(lattice(4, 3, true), 4));
  CHECK(lattice(5, 1, true) == ring(5, 2));
  CHECK(lattice(1, 5, true) == ring(5, 2));
  CHECK(lattice(0, 7, false).actors() == 0);
}

TEST_CASE("G(n, p) has its number of relations, evenly spread", "[graph][generators]") {
  const double pairs = 2000.0 * 1999 / 2;
  CHECK(std::abs(z(erdos_renyi(2000, 0.004, key()).relations(), pairs, 0.004)) <= 4);
  CHECK(std::abs(z(erdos_renyi_keyed(2000, 0.004, key()).relations(), pairs, 0.004)) <= 4);
  CHECK(plausible(unevenness(12, 3000, 0.3, [](StreamKey k) { return erdos_renyi(12, 0.3, k); }), 66));
  CHECK(plausible(unevenness(12, 3000, 0.3, [](StreamKey k) { return erdos_renyi_keyed(12, 0.3, k); }), 66));
  for (const auto make : {&erdos_renyi, &erdos_renyi_keyed}) {
    CHECK(make(20, 0, key()).relations() == 0);
    CHECK(make(20, 1, key()) == complete(20));
    CHECK(make(0, 0.5, key()).actors() == 0);
    CHECK(make(200, 0.1, key()) == make(200, 0.1, key()));
    CHECK_FALSE(make(200, 0.1, key()) == make(200, 0.1, key(1)));
  }
}

TEST_CASE("G(n, m) has exactly m relations, evenly spread", "[graph][generators]") {
  CHECK(erdos_renyi_exact(1000, 5000, key()).relations() == 5000);
  CHECK(erdos_renyi_exact(40, 779, key()).relations() == 779);
  CHECK(erdos_renyi_exact(40, 780, key()) == complete(40));
  CHECK(erdos_renyi_exact(0, 0, key()).actors() == 0);
  // The fixed total correlates the pairs: the sum is 66/65 of a chi-squared with 65 degrees of freedom, by symmetry.
  CHECK(plausible(65 / 66.0 * unevenness(12, 3000, 20 / 66.0, [](StreamKey k) { return erdos_renyi_exact(12, 20, k); }),
                  65));
  CHECK(plausible(65 / 66.0 * unevenness(12, 3000, 46 / 66.0, [](StreamKey k) { return erdos_renyi_exact(12, 46, k); }),
                  65));
}

TEST_CASE("The block model has its density in and between blocks", "[graph][generators]") {
  check_blocks(block_model(three_blocks(), three_densities, key()));
  check_blocks(block_model_keyed(three_blocks(), three_densities, key()));
  CHECK(block_model({}, {}, key()).actors() == 0);
  // Blocks nobody is in.
  CHECK(block_model(std::vector<std::uint32_t>{1, 1}, {{1, 1}, {1, 1}}, key()).relations() == 1);
}

TEST_CASE("Newcomers and other densities elsewhere move nobody else's relations", "[graph][generators]") {
  auto block_of = three_blocks();
  const Graph before = block_model_keyed(block_of, three_densities, key());
  block_of.push_back(1);
  const Graph after = block_model_keyed(block_of, three_densities, key());
  std::vector<Pair> among_the_old;
  for (const auto pair : after.pairs())
    if (pair.b < before.actors()) among_the_old.push_back(pair);
  CHECK(std::ranges::equal(among_the_old, before.pairs()));
  CHECK(after.degree(before.actors()) > 0);
  const Graph many = erdos_renyi(300, 0.05, key()), one_more = erdos_renyi(301, 0.05, key());
  CHECK(std::ranges::includes(one_more.pairs(), many.pairs()));
  CHECK(one_more.relations() == many.relations() + one_more.degree(300));

  const Graph sparse = erdos_renyi_keyed(300, 0.05, key()), dense = erdos_renyi_keyed(300, 0.08, key());
  CHECK(std::ranges::includes(dense.pairs(), sparse.pairs()));
}

TEST_CASE("Watts-Strogatz keeps relations in number and loses clustering as (1 - p)^3", "[graph][generators]") {
  CHECK(watts_strogatz(50, 6, 0, key()) == ring(50, 6));
  const Graph start = ring(5000, 10);
  const double at_zero = clustering(start);
  for (const double p : {0.05, 0.2, 0.5}) {
    const Graph graph = watts_strogatz(5000, 10, p, key());
    CHECK(graph.relations() == 25'000);
    CHECK(std::ranges::min(degrees(graph)) >= 5);
    // Barrat & Weigt 2000, doi:10.1007/s100510050067, up to terms of order 1/n; the spread over seeds is below .01.
    CHECK(clustering(graph) / at_zero == Approx(std::pow(1 - p, 3)).margin(0.02));
    double moved = 0;
    for (const auto [a, b] : graph.pairs()) moved += !start.find(a, b);
    // A moved relation lands on a place that another left with a chance of about p x 10 / n: left out of account.
    CHECK(std::abs(z(moved, 25'000, p)) <= 4);
  }
  CHECK(watts_strogatz(5, 4, 1, key()) == complete(5));
}

TEST_CASE("Barabasi-Albert has its number of relations and the degrees of its master equation", "[graph][generators]") {
  const Graph graph = barabasi_albert(20'000, 3, key());
  CHECK(graph.relations() == 6 + 3 * (20'000 - 4));
  CHECK(std::ranges::min(degrees(graph)) == 3);
  CHECK(components(graph) == 1);
  // P(k) = 2m(m+1) / (k(k+1)(k+2)) (Dorogovtsev, Mendes & Samukhin 2000, doi:10.1103/PhysRevLett.85.4633).
  for (const std::uint32_t k : {3u, 4u, 5u, 10u}) {
    const auto all = degrees(graph);
    const auto count = static_cast<double>(std::ranges::count(all, k));
    INFO("degree " << k);
    CHECK(std::abs(z(count, 20'000, 24.0 / (k * (k + 1.0) * (k + 2.0)))) <= 4);
  }
  CHECK(barabasi_albert(4, 3, key()) == complete(4));
}

TEST_CASE("In a random regular graph all have the degree, and pairs are even", "[graph][generators]") {
  for (const auto& [n, k] :
       {std::pair{1000u, 3u}, {1000u, 20u}, {31u, 14u}, {31u, 30u}, {30u, 16u}, {10u, 0u}, {6u, 3u}}) {
    INFO(n << " actors, degree " << k);
    CHECK(regular(random_regular(n, k, key()), k));
    CHECK(random_regular(n, k, key()).actors() == n);
  }
  // The fixed degrees leave 66 - 12 degrees of freedom, over which the same sum is spread by symmetry.
  const double sum = unevenness(12, 3000, 3 / 11.0, [](StreamKey k) { return random_regular(12, 3, k); });
  CHECK(plausible(54 / 66.0 * sum, 54));
}

TEST_CASE("Generators say what is wrong with their arguments", "[graph][generators]") {
  CHECK_THROWS_WITH(ring(10, 3), Contains("even"));
  CHECK_THROWS_AS(ring(4, 4), std::invalid_argument);
  CHECK_THROWS_AS(lattice(2, 5, true), std::invalid_argument);
  CHECK_THROWS_AS(lattice(1u << 16, 1u << 16, false), std::invalid_argument);
  CHECK_THROWS_AS(complete(100'000), std::invalid_argument);
  for (const double p : {-0.1, 1.1, std::nan("")}) {
    CHECK_THROWS_WITH(erdos_renyi(5, p, key()), Contains("probability"));
    CHECK_THROWS_AS(erdos_renyi_keyed(5, p, key()), std::invalid_argument);
    CHECK_THROWS_AS(watts_strogatz(5, 2, p, key()), std::invalid_argument);
  }
  CHECK_THROWS_WITH(erdos_renyi_exact(4, 7, key()), Contains("6 pairs"));
  CHECK_THROWS_AS(watts_strogatz(10, 3, 0.1, key()), std::invalid_argument);
  CHECK_THROWS_AS(barabasi_albert(3, 3, key()), std::invalid_argument);
  CHECK_THROWS_AS(barabasi_albert(3, 0, key()), std::invalid_argument);
  CHECK_THROWS_WITH(random_regular(5, 3, key()), Contains("odd"));
  CHECK_THROWS_AS(random_regular(5, 5, key()), std::invalid_argument);
  const std::vector<std::uint32_t> block_of{0, 1, 2};
  CHECK_THROWS_WITH(block_model(block_of, {{1, 1}, {1, 1}}, key()), Contains("block 2"));
  CHECK_THROWS_WITH(block_model(block_of, {{1, 1}, {1}}, key()), Contains("row 1"));
  CHECK_THROWS_WITH(block_model_keyed(block_of, {{1, 0.5}, {0.4, 1}}, key()), Contains("differ"));
}
