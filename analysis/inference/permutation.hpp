#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace entremise {

/// Two-sided sign-flip test of paired differences (Fisher 1935, The Design of Experiments, § 21): p-value of the
/// hypothesis that each difference is as likely to have its opposite sign; the statistic is the absolute mean.
/// Differences of zero stay in the mean, their sign means nothing.
///
/// Exact, over all 2^m sign patterns of the m differences that are not zero, when 2^m ≤ `permutations`; otherwise
/// `permutations` patterns are drawn and p = (b + 1) / (permutations + 1), b of them being at least as extreme
/// (Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9(1), 39): never 0, and valid.
///
/// In (0, 1]. No difference at all, or only zeros: 1. Values that are not finite throw std::invalid_argument.
[[nodiscard]] double paired_permutation_p(std::span<const double> differences, std::size_t permutations,
                                          std::uint64_t seed);

}  // namespace entremise
