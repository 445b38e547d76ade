"""Reads the example files with xarray, through both of its engines."""
import sys
from pathlib import Path

import numpy as np
import xarray as xr

folder = Path(sys.argv[1])

for engine in ("h5netcdf", "netcdf4"):
    with xr.open_dataset(folder / "whole.h5", engine=engine) as ds:
        assert ds.trust_mean.dims == ("scenario", "replicate", "month")
        assert ds.trust_mixing.dims == ("scenario", "replicate", "month", "actor_type", "actor_type_to")
        assert dict(ds.sizes) == {"scenario": 2, "replicate": 70, "month": 13, "actor_type": 3, "actor_type_to": 3}
        assert ds.trust_mean.attrs["units"] == "1" and ds.trust_mean.attrs["long_name"] == "mean trust"
        assert ds.month.dtype.kind == "i" and int(ds.month[12]) == 12
        assert int(ds.trust_mean.seed) == 42 and (ds.trust_mean.completed == 1).all()
        difference = ds.trust_mean.sel(scenario="facilitator") - ds.trust_mean.sel(scenario="reference")
        assert difference.dims == ("replicate", "month") and (difference == 500).all()
        share = ds.share.sel(actor_type="local_officer", scenario="reference", replicate=3, month=0)
        assert float(share) == np.float32(3 + 2 / 1024)
        assert ds.attrs["status"] == "complete"

    with xr.open_dataset(folder / "whole.h5", group="events", engine=engine) as events:
        frame = events.to_dataframe()
    assert list(frame.columns) == ["scenario", "replicate", "month", "kind", "a", "b"], list(frame.columns)
    assert (frame.a == frame.replicate).all() and set(frame.kind) == {0, 1}
    assert (frame.b == frame.scenario * 1000 + frame.month).all()

    with xr.open_dataset(folder / "whole.h5", group="relations", engine=engine) as relations:
        frame = relations.to_dataframe()
        assert relations.trust.dims == ("relation_row",)
    assert len(frame) == 2 * 70 * 40
    means = frame.groupby(["replicate", "scenario"]).trust.mean()
    assert abs(means.loc[69, 1] - means.loc[69, 0] - 500) < 1e-3

    with xr.open_dataset(folder / "whole.h5", group="contrast", engine=engine) as contrast:
        assert contrast.difference.dims == ("scenario_pair", "month") and (contrast.difference == 0.5).all()
    with xr.open_dataset(folder / "whole.h5", group="summary", engine=engine) as summary:
        assert summary.trust_mean_mean.dims == ("scenario", "month")
    with xr.open_dataset(folder / "whole.h5", group="provenance", engine=engine) as provenance:
        assert provenance.attrs["git_commit"] == "0123abc"
        assert "facilitateur" in str(provenance.configuration.values[1])

    with xr.open_dataset(folder / "cut.h5.part", engine=engine) as ds:
        assert int(ds.trust_mean.isel(month=0).count()) == 11
        assert int(ds.trust_mean.where(ds.completed == 1).isel(month=0).count()) == 11
        paired = ds.trust_mean.sel(scenario="facilitator") - ds.trust_mean.sel(scenario="reference")
        assert int(paired.isel(month=0).count()) == 5
    with xr.open_dataset(folder / "cut.h5.part", group="events", engine=engine) as events:
        assert len(events.to_dataframe()) == sum((r * 7 + s * 3) % 5 for r in range(5) for s in range(2)) + 66 * 7 % 5

    with xr.open_dataset(folder / "plain.h5", engine=engine) as ds:
        assert np.isnan(ds.trust_mean.sel(scenario="facilitator", replicate=2)).all()
