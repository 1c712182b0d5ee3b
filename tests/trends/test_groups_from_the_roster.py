"""Cells: everybody in exactly one, none below the floor, and no coming and going at the edge."""

from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.trends.cells import (
    BASE,
    LARGE,
    Cell,
    Hysteresis,
    Node,
    everybody_below,
    partition,
)


def tree(sizes, key="u"):
    """A node with the given people, or with parts, from nested lists of numbers."""
    if isinstance(sizes, int):
        return Node(key, sizes)
    own, *below = sizes
    return Node(key, own, tuple(tree(one, f"{key}{n}") for n, one in enumerate(below)))


def homes(cells: list[Cell], root: Node) -> list[tuple[str, int]]:
    """Every place where people are directly, as often as it lies in one of the cells."""
    own = {}

    def walk(node):
        if node.own:
            own[f"{node.key}*" if node.below else node.key] = node.own
        for below in node.below:
            walk(below)

    walk(root)
    found = [key for cell in cells for key in everybody_below(cell.group)]
    return sorted((key, own[key]) for key in found if key in own)


teams = st.integers(0, 130)
departments = st.lists(teams, min_size=1, max_size=6).map(lambda below: [0, *below])
sites = st.tuples(st.integers(0, 90), st.lists(departments | teams, min_size=1, max_size=6)).map(
    lambda pair: [pair[0], *pair[1]]
)
organisations = st.lists(sites, min_size=1, max_size=5).map(lambda below: tree([3, *below]))


@settings(max_examples=1000, deadline=None)
@given(organisations)
def test_everybody_is_in_one_cell_and_no_cell_is_below_the_floor(root):
    large, base = partition(root)

    if root.total < BASE:
        assert (large, base) == ([], [])
        return
    assert homes(large, root) == homes(base, root)
    assert len(set(homes(base, root))) == len(homes(base, root))
    assert sum(cell.size for cell in large) == sum(cell.size for cell in base) == root.total
    assert min(cell.size for cell in base) >= BASE
    assert len(large) == 1 or min(cell.size for cell in large) >= LARGE
    for place, cell in enumerate(large):
        assert sum(one.size for one in base if one.large == place) == cell.size


def test_small_departments_of_a_site_go_together_or_to_the_smallest_neighbour():
    together = tree([0, 100, 30, 60])
    absorbed = tree([0, 100, 120, 30])

    assert {cell.key for cell in partition(together)[1]} == {"u0", "u1+u2"}
    assert {cell.key for cell in partition(absorbed)[1]} == {"u0+u2", "u1"}


def test_people_attached_to_a_site_itself_count_as_a_part_of_it():
    root = tree([100, 200])

    assert {cell.key: cell.size for cell in partition(root)[1]} == {"u*": 100, "u0": 200}


def test_a_small_organisation_is_one_group_measured_at_both_levels():
    large, base = partition(tree([0, 90, 60]))

    assert [cell.size for cell in large] == [cell.size for cell in base] == [150]


def test_below_eighty_there_are_no_groups():
    assert partition(tree([0, 40, 39])) == ([], [])


def planned(sizes: list[int]) -> list[bool]:
    """Whether a unit stands alone, period by period, as its roster goes up and down."""
    memory: dict[str, tuple[int, bool]] = {}
    found = []
    for size in sizes:
        rule = Hysteresis(BASE, memory)
        found.append(rule("u1", size))
        memory = rule.now
    return found


def test_a_unit_stands_alone_after_two_periods_well_above_the_floor():
    assert planned([99, 100, 100, 99, 80, 79, 100, 100]) == [
        False, False, True, True, True, False, False, True,
    ]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(organisations, min_size=2, max_size=6))
def test_with_a_memory_floors_hold_and_everybody_is_in_one_cell(roots):
    memory = {LARGE: {}, BASE: {}}
    for root in roots:
        rules = {floor: Hysteresis(floor, memory[floor]) for floor in memory}
        large, base = partition(root, large=rules[LARGE], base=rules[BASE])
        memory = {floor: rule.now for floor, rule in rules.items()}
        if root.total >= BASE:
            assert homes(large, root) == homes(base, root)
            assert min(cell.size for cell in base) >= BASE
            assert sum(cell.size for cell in base) == root.total


def test_a_pool_of_one_unit_does_not_stand_alone_before_its_time():
    """Else a unit that fell below the floor would be back as soon as it is above it."""
    rule = Hysteresis(BASE, {"u0": (300, True)})

    _, base = partition(tree([0, 300, 90]), base=rule)

    assert [cell.key for cell in base] == ["u0+u1"]
