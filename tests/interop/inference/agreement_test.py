"""The statistics of analysis/inference held against SciPy and statsmodels on shared data.

Usage: agreement_test.py PROGRAM-THAT-ANSWERS
"""
import json
import subprocess
import sys
import unittest
import warnings

import numpy as np
from scipy import optimize, stats
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import ttost_paired

PROGRAM = sys.argv.pop(1)
random = np.random.default_rng(20260101)


def ask(cases):
    done = subprocess.run([PROGRAM], input=json.dumps(cases), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def pairs(n, noise, margin):
    common = random.normal(size=n)
    reference = 5 + common + 0.4 * noise(n)
    return dict(kind="pairs", reference=list(reference), scenario=list(reference + 0.3 + noise(n)), margin=margin,
                permutations=20000)


def durations(n, mean, whole):
    time = random.exponential(mean, n)
    if whole:
        time = np.ceil(time)
    end = random.uniform(10, 80, n)
    end[0] = 80  # somebody is watched longer than the horizon
    if whole:
        end = np.ceil(end)
    return dict(time=list(np.minimum(time, end)), happened=[int(v) for v in time <= end])


class Pairs(unittest.TestCase):
    cases = [pairs(n, noise, margin)
             for n, margin in ((8, 1.5), (40, 0.6), (200, 0.5))
             for noise in (lambda k: random.normal(size=k),
                           lambda k: random.exponential(size=k) - 1,
                           lambda k: random.integers(-1, 2, k).astype(float))]
    answers = ask(cases)

    def each(self):
        for case, answer in zip(self.cases, self.answers):
            a, b = np.array(case["reference"]), np.array(case["scenario"])
            yield case, answer, a, b, b - a

    def near(self, ours, theirs, d):
        # Two bootstraps of 20000 resamples differ at their ends by some hundredths of the interval's width, or by a step
        # where there are few values.
        step = 1.01 / len(d) if len(np.unique(np.round(d, 9))) < 5 else 0
        np.testing.assert_allclose(ours, theirs, atol=max(0.03 * (theirs[1] - theirs[0]), step))

    def test_bca(self):
        for _, ours, _, _, d in self.each():
            for name, statistic in (("bca_mean", np.mean), ("bca_variance", lambda x, axis: np.var(x, axis=axis, ddof=1))):
                theirs = stats.bootstrap((d,), statistic, n_resamples=20000, method="BCa", random_state=1,
                                         vectorized=True).confidence_interval
                self.near(ours[name], [theirs.low, theirs.high], d)

    def test_permutation(self):
        for case, ours, _, _, d in self.each():
            theirs = stats.permutation_test((d,), lambda x, axis: np.mean(x, axis=axis), permutation_type="samples",
                                            vectorized=True, n_resamples=20000, random_state=1).pvalue
            exact = 2 ** len(d) <= 20000
            error = 0 if exact else 4 * np.sqrt(2 * max(theirs, 1e-3) * (1 - theirs) / 20000)
            self.assertAlmostEqual(ours["permutation_p"], theirs, delta=error + 1e-12)

    def test_student_and_equivalence(self):
        for case, ours, a, b, d in self.each():
            low, high = stats.t.interval(0.95, len(d) - 1, np.mean(d), stats.sem(d))
            np.testing.assert_allclose(ours["student"], [low, high], atol=1e-8)
            p = ttost_paired(b, a, -case["margin"], case["margin"])[0]
            self.assertAlmostEqual(ours["tost_p"], p, delta=1e-10 * max(p, 1e-3))
            np.testing.assert_allclose(ours["tost_interval"], stats.t.interval(0.9, len(d) - 1, np.mean(d), stats.sem(d)),
                                       atol=1e-8)

    def test_effect_sizes(self):
        from scipy.special import gammaln
        for _, ours, a, b, d in self.each():
            m = len(d) - 1
            factor = np.exp(gammaln(m / 2) - gammaln((m - 1) / 2)) / np.sqrt(m / 2)
            self.assertAlmostEqual(ours["g"], factor * np.mean(d) / np.std(d, ddof=1), places=10)
            self.assertAlmostEqual(ours["superiority"], np.mean((np.sign(d) + 1) / 2), places=12)

    def test_fieller(self):
        # The set is where the t test of a − θ b does not reject.
        for _, ours, a, b, _ in self.each():
            self.assertEqual(ours["ratio_kind"], 0)
            for end in ours["ratio_interval"]:
                self.assertAlmostEqual(stats.ttest_1samp(a - end * b, 0).pvalue, 0.05, places=8)
            self.assertAlmostEqual(ours["ratio"], np.mean(a) / np.mean(b), places=10)


class Survival(unittest.TestCase):
    cases = [dict(kind="survival", reference=durations(n, 30, whole), scenario=durations(m, 20, whole), horizon=60)
             for n, m in ((12, 15), (80, 80), (200, 150)) for whole in (False, True)]
    answers = ask(cases)

    def test_kaplan_meier(self):
        for case, ours in zip(self.cases, self.answers):
            theirs = SurvfuncRight(case["reference"]["time"], case["reference"]["happened"])
            curve = np.array(ours["curve"])
            np.testing.assert_allclose(curve[:, 0], theirs.surv_times)
            np.testing.assert_allclose(curve[:, 1], theirs.n_risk)
            np.testing.assert_allclose(curve[:, 2], theirs.n_events)
            np.testing.assert_allclose(curve[:, 3], theirs.surv_prob, atol=1e-12)
            alive = curve[:, 3] > 0
            np.testing.assert_allclose(np.sqrt(curve[alive, 4]), theirs.surv_prob_se[alive], rtol=1e-10)
            if ours["restricted_mean"] is None:  # the curve is not known so far
                self.assertLess(max(case["reference"]["time"]), case["horizon"])
                continue
            steps = np.concatenate([[0], theirs.surv_times[theirs.surv_times < case["horizon"]], [case["horizon"]]])
            heights = np.concatenate([[1], theirs.surv_prob])[:len(steps) - 1]
            self.assertAlmostEqual(ours["restricted_mean"], np.sum(np.diff(steps) * heights), places=9)

    def test_cox(self):
        for case, ours in zip(self.cases, self.answers):
            time = case["reference"]["time"] + case["scenario"]["time"]
            happened = case["reference"]["happened"] + case["scenario"]["happened"]
            which = [0.0] * len(case["reference"]["time"]) + [1.0] * len(case["scenario"]["time"])
            fit = PHReg(np.array(time), np.array(which)[:, None], status=np.array(happened), ties="efron").fit()
            self.assertAlmostEqual(ours["log_ratio"], fit.params[0], places=5)
            self.assertAlmostEqual(ours["standard_error"], fit.bse[0], places=5)
            self.assertAlmostEqual(ours["wald_p"], fit.pvalues[0], places=4)
            np.testing.assert_allclose(np.log(ours["ratio"]), fit.conf_int()[0], atol=1e-4)


class Lines(unittest.TestCase):
    def test_broken_line(self):
        cases = []
        for n, bend in ((12, 2.0), (40, 0.5), (100, -3.0)):
            x = np.sort(np.round(random.uniform(0, 10, n), 1))
            y = 1 + 0.5 * x + bend * np.maximum(0, x - 4.3) + random.normal(size=n)
            cases.append(dict(kind="line", x=list(x), y=list(y)))
        for case, ours in zip(cases, ask(cases)):
            x, y = np.array(case["x"]), np.array(case["y"])

            def left(at):
                design = np.column_stack([np.ones_like(x), x - at, np.maximum(0, x - at)])
                fit = np.linalg.lstsq(design, y, rcond=None)[0]
                return np.sum((y - design @ fit) ** 2), fit
            distinct = np.unique(x)
            best = min((optimize.minimize_scalar(lambda at: left(at)[0], bounds=(a, b), method="bounded",
                                                 options=dict(xatol=1e-10))
                        for a, b in zip(distinct[1:-2], distinct[2:-1])), key=lambda found: found.fun)
            self.assertAlmostEqual(ours["residual_squares"], best.fun, delta=1e-7 * best.fun)
            self.assertLess(abs(ours["at"] - best.x), 1e-3)
            squares, fit = left(ours["at"])
            self.assertAlmostEqual(ours["residual_squares"], squares, places=8)
            np.testing.assert_allclose([ours["level"], ours["slopes"][0], ours["slopes"][1] - ours["slopes"][0]], fit,
                                       rtol=1e-8)
            line = np.polyfit(x, y, 1)
            self.assertAlmostEqual(ours["straight_squares"], np.sum((y - np.polyval(line, x)) ** 2), places=8)


class Numbers(unittest.TestCase):
    def test_families_power_and_shares(self):
        cases = [dict(kind="numbers", p=list(random.uniform(size=k) ** 3), n=n, effect=e, successes=s)
                 for k, n, e, s in ((1, 5, 0.9, 2), (4, 20, 0.4, 0), (21, 200, 0.2, 200), (50, 900, 0.1, 310))]
        for case, ours in zip(cases, ask(cases)):
            np.testing.assert_allclose(ours["holm"], multipletests(case["p"], method="holm")[1], rtol=1e-12)
            self.assertAlmostEqual(ours["power"], TTestPower().power(case["effect"], case["n"], 0.05), places=6)
            needed = TTestPower().solve_power(case["effect"], alpha=0.05, power=0.9)
            self.assertLessEqual(abs(ours["replicates"] - np.ceil(needed)), 1 if needed > 1000 else 0)
            np.testing.assert_allclose(ours["wilson"], proportion_confint(case["successes"], case["n"], method="wilson"),
                                       atol=1e-9)


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)
    unittest.main()
