"""export --graphml: networks that others open."""
import math

import h5py
import networkx
import numpy

from entremise import FACILITATOR, SMALL, ProgramTest, main


class Networks(ProgramTest):
    made = None

    def setUp(self):
        super().setUp()
        record = "[record]\nactors = [0, 12, 24]\nrelations = [0, 12, 24]\n"
        self.write("a.toml", SMALL + record)
        self.write("b.toml", FACILITATOR + record)
        if Networks.made is None:
            self.expect(0, "compare", "a.toml", "b.toml", "-o", "c.h5")
            Networks.made = (self.folder / "c.h5").read_bytes()
        self.write("c.h5", Networks.made)

    def test_they_are_the_networks_that_were_recorded(self):
        self.expect(0, "export", "c.h5", "--graphml", "nets", "--month", 12, "--replicate", 2)
        self.assertEqual(self.files()[-2:], ["nets/a-replicate-2-month-12.graphml", "nets/b-replicate-2-month-12.graphml"])
        with h5py.File(self.folder / "c.h5") as file:
            for position, name in enumerate("ab"):
                network = networkx.read_graphml(self.folder / f"nets/{name}-replicate-2-month-12.graphml")
                table = file["relations"]
                mine = (table["scenario"][()] == position) & (table["replicate"][()] == 2) & (table["month"][()] == 12)
                by_actor = {data["id"]: node for node, data in network.nodes(data=True)}
                ends = list(zip(table["a"][mine], table["b"][mine]))
                self.assertEqual(network.number_of_edges(), len(ends))
                for row, (a, b) in enumerate(ends):
                    edge = network.edges[by_actor[a], by_actor[b]]
                    for column in ("trust_ab", "trust_ba", "interconnaissance_ab", "tension"):
                        recorded = float(table[column][mine][row])
                        self.assertTrue(math.isclose(edge[column], recorded, rel_tol=1e-6), (column, edge[column], recorded))
                    self.assertAlmostEqual(edge["weight"], (edge["trust_ab"] + edge["trust_ba"]) / 2, places=5)
                kinds = {data["actor_type"] for _, data in network.nodes(data=True)}
                self.assertEqual(kinds, {"elected_official", "local_officer", "social_economy_actor", "state_officer"})
                actors = file["actors"]
                there = (actors["scenario"][()] == position) & (actors["replicate"][()] == 2) & (actors["month"][()] == 12)
                degrees = numpy.array([degree for _, degree in sorted(((data["id"], network.degree(node)) for node, data in network.nodes(data=True)))])
                numpy.testing.assert_array_equal(degrees, actors["degree"][there])

    def test_start_last_month_and_one_scenario(self):
        self.expect(0, "export", "c.h5", "--graphml", "nets", "--month", 0, "--scenario", "b")
        self.expect(0, "export", "c.h5", "--graphml", "last")
        self.assertEqual([f for f in self.files() if f.endswith("graphml")],
                         ["last/a-replicate-0-month-24.graphml", "last/b-replicate-0-month-24.graphml", "nets/b-replicate-0-month-0.graphml"])

    def test_bad_input(self):
        for arguments in (["--month", 25], ["--replicate", 4], ["--scenario", "c"], ["--csv", "tables"]):
            self.expect(2, "export", "c.h5", "--graphml", "nets", *arguments)
        self.expect(2, "export", "c.h5")
        self.assertFalse((self.folder / "nets").exists())
        self.expect(0, "export", "c.h5", "--graphml", "nets")
        self.expect(6, "export", "c.h5", "--graphml", "nets")


main()
