# %% [markdown]
# # What does the second scenario change?
#
# `entremise compare reference.toml scenario.toml -o out/demo.h5` simulates two scenarios in many replicates.
# Replicates of equal number share their luck: whatever differs between the two runs of such a pair comes from the
# scenario. So each pair gives one difference, and the differences are what is averaged here.
#
# From a shell: `python3 compare.py [FILE] [SCENARIO] [--json] [--chart FILE]`. Debian packages: python3-xarray,
# python3-h5netcdf (or python3-netcdf4), python3-scipy; python3-matplotlib for the chart.

# %%
import argparse
import json
import pathlib
import sys

import numpy as np
import xarray as xr
from scipy import stats

in_notebook = "ipykernel" in sys.modules
options = argparse.ArgumentParser(description="Paired comparison of two scenarios of a result file.")
options.add_argument("file", nargs="?", default="out/demo.h5", help="result file (out/demo.h5)")
options.add_argument("scenario", nargs="?", help="compared with the first scenario of the file (the second one)")
options.add_argument("--json", action="store_true", help="the numbers as JSON")
options.add_argument("--chart", metavar="FILE", help="write the chart (.png, .svg, .pdf)")
given = options.parse_args([] if in_notebook else None)
# In a notebook, name your file here: given.file = "…"

# %% [markdown]
# ## The file
#
# Every series has the axes scenario, replicate, month and, for some, further ones with labels (`print(results)` lists
# them all). The first scenario is the reference. `status` is `partial` when the ensemble was interrupted; runs that
# are missing or failed are NaN.

# %%
if not pathlib.Path(given.file).exists():
    sys.exit(f"{given.file}: no such file. It is written by: entremise compare A.toml B.toml -o {given.file}")
results = xr.open_dataset(given.file)
if results.sizes["scenario"] < 2:
    sys.exit(f"{given.file}: one scenario only; there is nothing to compare")
names = [str(name) for name in results.scenario.values]
reference, scenario = names[0], given.scenario or names[1]
if scenario not in names[1:]:
    sys.exit(f"{given.file}: no scenario {scenario} to compare with {reference}; there are: {', '.join(names[1:])}")
month = int(results.month[-1])

# %% [markdown]
# ## The headline measures
#
# All are taken over the institutional cohort: the relations that exist from the start, the same in both scenarios.
# Double precision is for the sums; the file has single precision.

# %%
cohort = results.sel(tie_set="institutional")
measures = {
    "partnership_relations": cohort.relation_type_count.sel(relation_type="partnership"),
    "trust": cohort.trust,
    "interconnaissance": cohort.interconnaissance,
    "cooperation": cohort.cooperation,
    "tension": cohort.tension,
}
measures = {name: series.astype("f8") for name, series in measures.items()}

# %% [markdown]
# ## Paired differences
#
# In every month: the mean over the pairs that have a value on both sides, and its 95 % Student interval,
# mean ± t(0.975; n − 1) · s / √n. The interval says how precise the mean is, not how far single futures lie apart;
# for that, count the pairs in which the scenario ends higher.


# %%
def compare(series):
    first, second = series.sel(scenario=reference, drop=True), series.sel(scenario=scenario, drop=True)
    difference = second - first
    n = difference.count("replicate")
    mean = difference.mean("replicate")
    freedom = (n - 1).where(n > 1)
    deviation = np.sqrt(((difference - mean) ** 2).sum("replicate") / freedom)
    half_width = stats.t.ppf(0.975, freedom) * deviation / np.sqrt(n)
    return xr.Dataset({
        "n": n,
        "reference_mean": first.where(difference.notnull()).mean("replicate"),
        "scenario_mean": second.where(difference.notnull()).mean("replicate"),
        "difference": mean,
        "low": mean - half_width,
        "high": mean + half_width,
        "higher": (difference > 0).sum("replicate"),
        "lower": (difference < 0).sum("replicate"),
    })


compared = {name: compare(series) for name, series in measures.items()}

# %% [markdown]
# ## Provenance
#
# The group `provenance` says where the numbers come from: its attributes have the version, the command, the compiler
# and more, `configuration` the full text of each scenario with all defaults filled in. With that text and the seed the
# same numbers can be made again. (A file that is still growing may have no attributes yet.)

# %%
provenance = xr.open_dataset(given.file, group="provenance")
origin = {key: str(provenance.attrs.get(key, "unknown")) for key in ("version", "git_commit", "command_line")}
configuration = str(provenance.configuration.values[names.index(scenario)])
# print(configuration)

# %% [markdown]
# ## The last month

# %%
last = {name: {key: value.item() for key, value in table.isel(month=-1).data_vars.items()}
        for name, table in compared.items()}
if given.json:
    # JSON knows no NaN: what is not defined is null.
    numbers = [{"id": name, **{key: None if np.isnan(value) else value for key, value in row.items()}}
               for name, row in last.items()]
    print(json.dumps({"status": results.status, "seed": int(results.seed), "reference": reference,
                      "scenario": scenario, "month": month, "measures": numbers, "provenance": origin},
                     indent=2, ensure_ascii=False))
else:
    print(f"{scenario} compared with {reference}, month {month} ({results.status}, seed {int(results.seed)})\n")
    print(f"{'measure':22}{'reference':>10}{'scenario':>10}{'difference':>12}   {'95 % interval':26}higher in")
    for name, row in last.items():
        interval = f"[{row['low']:+.4g}, {row['high']:+.4g}]"
        print(f"{name:22}{row['reference_mean']:10.4g}{row['scenario_mean']:10.4g}{row['difference']:+12.4g}"
              f"   {interval:26}{row['higher']} of {row['n']}")
    print(f"\nentremise {origin['version']}, commit {origin['git_commit']}\n{origin['command_line']}")

# %% [markdown]
# ## The differences month by month
#
# Line: mean difference. Band: its 95 % interval. Where the band lies off zero, the scenario changes the mean.

# %%
if in_notebook or given.chart:
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        plt = None
        print("no chart: matplotlib is not installed (python3-matplotlib)", file=sys.stderr)
    if plt:
        figure, panels = plt.subplots(len(compared), sharex=True, figsize=(7, 10), layout="constrained")
        for panel, (name, table) in zip(panels, compared.items()):
            panel.axhline(0, color="0.6", linewidth=1)
            panel.fill_between(table.month, table.low, table.high, color="#214791", alpha=0.25, linewidth=0)
            panel.plot(table.month, table.difference, color="#214791")
            panel.set_title(name.replace("_", " "), loc="left", fontsize="medium")
        panels[-1].set_xlabel("month")
        figure.suptitle(f"{scenario} minus {reference}")
        if given.chart:
            figure.savefig(given.chart)
        else:
            plt.show()
