"""The noise, and the habits of OpenDP that would undo it."""

import importlib
import math
import statistics
from pathlib import Path

import numpy
import pytest

from tests.architecture.files import HOME, python_files
from tests.architecture.test_imports import imported_by
from wellbeing.trends import noise
from wellbeing.trends.budget import PRESETS, TABLES

L2, RHO = math.hypot(150, 75), 0.0018173
SIGMA = L2 / math.sqrt(2 * RHO)


def test_only_one_module_knows_opendp():
    users = [
        path.relative_to(HOME).as_posix()
        for path in python_files("accounts", "wellbeing")
        if any(name.split(".")[0] == "opendp" for name in imported_by(path))
    ]

    assert users == ["wellbeing/trends/noise.py"]


def test_opendp_is_not_loaded_before_the_first_draw():
    tops = Path(noise.__file__).read_text().split("def ")[0]

    assert "opendp" not in [line.split()[1].split(".")[0] for line in tops.splitlines()
                            if line.startswith(("import ", "from "))]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("preset", PRESETS)
def test_no_row_costs_more_than_its_budget(table, preset):
    for stream in TABLES[table]:
        rho = stream.rho(PRESETS[preset])
        drawn = noise.noisy([0] * stream.length, l2=stream.l2, rho=rho)
        assert 0.999 * rho < drawn.spent <= rho
        assert drawn.scale == pytest.approx(stream.sigma(PRESETS[preset]), rel=1e-6)
        assert drawn.version.startswith("0.16.")


def test_the_variance_is_what_was_promised():
    for _ in range(3):
        values = noise.noisy([0] * 20_000, l2=L2, rho=RHO).values
        ratio = statistics.pvariance(values) / SIGMA**2
        if 0.97 < ratio < 1.03:
            break
    assert 0.97 < ratio < 1.03


def test_the_shape_is_that_of_a_second_sampler():
    """Kolmogorov and Smirnov's distance to Python's own rounded Gaussian; p > 0.001."""
    size = 20_000
    limit = math.sqrt(-math.log(0.001 / 2) / 2) * math.sqrt(2 / size)
    for _ in range(3):
        ours = numpy.sort(noise.noisy([0] * size, l2=L2, rho=RHO).values)
        theirs = numpy.sort(numpy.rint(numpy.random.default_rng().normal(0, SIGMA, size)))
        both = numpy.concatenate([ours, theirs])
        distance = (
            numpy.abs(
                numpy.searchsorted(ours, both, side="right")
                - numpy.searchsorted(theirs, both, side="right")
            ).max()
            / size
        )
        if distance < limit:
            break
    assert distance < limit


def test_large_totals_are_not_cut_at_thirty_two_bits():
    far = 2**40
    drawn = noise.noisy([far, -far], l2=L2, rho=RHO)

    assert abs(drawn.values[0] - far) < 20 * SIGMA
    assert abs(drawn.values[1] + far) < 20 * SIGMA


@pytest.mark.parametrize("rho", [0, -1, 0.021, math.inf, math.nan])
def test_no_budget_or_too_much_of_it_is_refused(rho):
    with pytest.raises(AssertionError):
        noise.noisy([1], l2=L2, rho=rho)


@pytest.mark.parametrize("l2", [0, -1, math.inf, math.nan, 0.01])
def test_a_bound_that_would_leave_no_noise_is_refused(l2):
    with pytest.raises(AssertionError):
        noise.noisy([1], l2=l2, rho=0.02)


@pytest.mark.parametrize("total", [1.5, 2**63, -(2**63)])
def test_a_total_that_is_no_whole_number_of_64_bits_is_refused(total):
    with pytest.raises(OverflowError):
        noise.noisy([total], l2=L2, rho=RHO)


def test_a_scale_of_zero_would_return_the_totals_as_they_are():
    """Why the map is asked before anything is drawn."""
    dp = importlib.import_module("opendp.prelude")
    dp.enable_features("contrib")
    domain = dp.vector_domain(dp.atom_domain(T="i64"))
    bare = dp.m.make_gaussian(domain, dp.l2_distance(T=float), scale=0.0)

    assert bare([1, 2, 3]) == [1, 2, 3]
    assert bare.map(1.0) == math.inf


def test_plain_int_would_be_thirty_two_bits():
    dp = importlib.import_module("opendp.prelude")

    assert "i32" in str(dp.atom_domain(T=int))


def test_every_draw_differs_and_nothing_can_seed_it():
    first = noise.noisy([0] * 50, l2=L2, rho=RHO).values

    assert first != noise.noisy([0] * 50, l2=L2, rho=RHO).values
    assert "seed" not in Path(noise.__file__).read_text().split('"""', 2)[2]


def test_nothing_to_blur_gives_nothing():
    assert noise.noisy([], l2=L2, rho=RHO).values == []
