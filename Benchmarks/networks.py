"""Holds networkx and igraph beside the measures of Maille, on the same networks, in the same run.

Usage: networks.py FOLDER, after `Benchmarks network FOLDER`. Fails where a value differs by more
than 1e-6, or where Maille is slower than 1/20 of networkx or than igraph.
The others compute what they have of the same measures, without those of ego.
"""

import json
import math
import statistics
import sys
import time
from pathlib import Path

import igraph
import networkx


def networkx_all(found):
    graph = networkx.Graph()
    graph.add_nodes_from(range(found["members"]))
    graph.add_edges_from(found["edges"])
    groups = found["groups"]
    crossing = sum(1 if groups[a] != groups[b] else -1 for a, b in graph.edges)
    return {
        "betweenness": list(networkx.betweenness_centrality(graph, normalized=False).values()),
        "constraint": list(networkx.constraint(graph).values()),
        "effectiveSize": list(networkx.effective_size(graph).values()),
        "density": networkx.density(graph),
        "components": networkx.number_connected_components(graph),
        "bridges": len(list(networkx.bridges(graph))),
        "articulationPoints": sorted(networkx.articulation_points(graph)),
        "ei": crossing / graph.number_of_edges(),
    }


def igraph_all(found):
    graph = igraph.Graph(n=found["members"], edges=found["edges"])
    return {
        "betweenness": graph.betweenness(),
        "constraint": graph.constraint(),
        "density": graph.density(),
        "components": len(graph.connected_components()),
        "bridges": len(graph.bridges()),
        "articulationPoints": sorted(graph.articulation_points()),
    }


def furthest(ours, theirs):
    """The greatest difference; a value that is not defined is null, or NaN, or not said."""
    if not isinstance(theirs, list):
        return abs(ours - theirs)
    if len(ours) != len(theirs):
        return math.inf
    pairs = [(a, b) for a, b in zip(ours, theirs) if a is not None and b is not None]
    return max((abs(a - b) for a, b in pairs if not math.isnan(b)), default=0)


def timed(measure, found, rounds):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        values = measure(found)
        times.append(1000 * (time.perf_counter() - begin))
    return values, statistics.median(times)


def main(folder):
    failed = False
    print("| members, ties | Maille | bound | networkx | igraph | greatest difference |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size, rounds in ((45, 21), (2000, 3)):
        found = json.loads((Path(folder) / f"network-{size}.json").read_text())
        own = found["milliseconds"]
        theirs, slow = timed(networkx_all, found, 1 if size > 100 else rounds)
        quick_values, quick = timed(igraph_all, found, rounds)
        difference = max(
            furthest(found[name], values[name])
            for values in (theirs, quick_values)
            for name in values
        )
        print(
            f"| {size}, {len(found['edges'])} | {own:.3f} ms | {found['bound']:.0f} ms "
            f"| {slow:.1f} ms, {slow / own:.0f} × | {quick:.3f} ms, {quick / own:.2f} × "
            f"| {difference:.1e} |"
        )
        failed = failed or difference > 1e-6 or slow < 20 * own or quick < own
    sys.exit(1 if failed else 0)


main(sys.argv[1])
