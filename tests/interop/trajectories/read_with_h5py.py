"""Reads the example files with h5py: types, attributes, scales, missing runs."""
import sys
from pathlib import Path

import h5py
import numpy as np

folder = Path(sys.argv[1])


def expected(s, r, months=13, at=0):
    return np.float32(s * 500 + r + np.arange(months, dtype="f4") / 16 + at / 1024)


def made_order(group):
    names = []
    group.id.links.iterate(lambda name: names.append(name.decode()), idx_type=h5py.h5.INDEX_CRT_ORDER)
    return names


with h5py.File(folder / "whole.h5") as f:
    assert f.attrs["Conventions"] == "CF-1.10"
    assert f.attrs["format"] == "entremise-ensemble" and f.attrs["format_version"] == "1.0.0"
    assert f.attrs["status"] == "complete" and f.attrs["default"] == "summary"
    assert f.attrs["results_version"] == 1
    assert list(f["scenario"].asstr()) == ["reference", "facilitator"]
    assert list(f["actor_type"].asstr()) == ["elected_official", "local_officer", "social_economy_actor"]
    assert f["seed"][()] == 42 and f["seed"].dtype == np.uint64
    assert f["month"].dtype == np.int32 and list(f["month"]) == list(range(13)) and f["month"].attrs["units"] == "1"
    order = made_order(f["/"])
    assert order[:5] == ["scenario", "replicate", "month", "actor_type", "actor_type_to"], order
    trust = f["trust_mean"]
    assert trust.dtype == np.float32 and trust.shape == (2, 70, 13) and trust.chunks == (1, 64, 13)
    assert trust.fletcher32 and trust.compression is None
    assert [d.label or d[0].name for d in trust.dims] == ["/scenario", "/replicate", "/month"]
    assert trust.attrs["units"] == "1" and trust.attrs["long_name_fr"] == "confiance moyenne"
    assert trust.attrs["valid_max"] == 1000 and np.isnan(trust.attrs["_FillValue"])
    for s in range(2):
        for r in range(70):
            assert (trust[s, r] == expected(s, r)).all()
            assert (f["trust_mixing"][s, r, :, 2, 1] == expected(s, r, at=4 + 7)).all()
    assert (f["completed"][...] == 1).all() and f["completed"].dtype == np.int8
    assert f["completed"].attrs["flag_meanings"] == "missing completed failed"
    assert list(f["completed"].attrs["flag_values"]) == [0, 1, 2]

    summary = f["summary"]
    assert summary.attrs["NX_class"] == "NXdata" and summary.attrs["signal"] == "trust_mean_mean"
    assert list(summary.attrs["axes"]) == ["scenario", "month"]
    assert summary["month"] == f["month"] and summary["trust_mean_mean"].shape == (2, 13)

    p = f["provenance"]
    assert p.attrs["git_commit"] == "0123abc" and len(p["git_diff"].asstr()[()]) == 10000
    assert p["configuration"].asstr()[0] == 'title = "référence"'

    allowed = {"int8", "int32", "uint64", "float32", "float64", "object"}

    def visit(name, thing):
        for key, value in thing.attrs.items():
            if key not in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME"):
                assert not isinstance(value, bytes), (name, key)
        if isinstance(thing, h5py.Dataset):
            assert thing.dtype.name in allowed, name
            if not h5py.h5ds.is_scale(thing.id):
                assert all(len(d) == 1 for d in thing.dims), name

    f.visititems(visit)

    events = f["events"]
    order = made_order(events)
    assert order[:4] == ["event", "scenario", "replicate", "month"]
    runs = [(int(r), int(s)) for r, s in zip(events["replicate"], events["scenario"])]
    assert runs == sorted(runs) and len(runs) == sum((r * 7 + s * 3) % 5 for r in range(70) for s in range(2))

with h5py.File(folder / "cut.h5.part") as f:
    assert f.attrs["status"] == "partial"
    done = f["completed"][...]
    assert done.sum() == 11 and done[0, 66] == 1 and done[1, 66] == 0
    assert (np.isnan(f["trust_mean"][...]).any(axis=2) == (done == 0)).all()
    assert f["summary/trust_mean"] == f["trust_mean"]

with h5py.File(folder / "plain.h5") as f:
    assert "events" not in f and f["completed"][1, 2] == 2 and np.isnan(f["trust_mean"][1, 2]).all()
    assert f["provenance/failures"].asstr()[0] == "facilitator, replicate 2: no meeting was possible"
    assert f.attrs["default"] == "summary" and f["summary"].attrs["signal"] == "trust_mean"
