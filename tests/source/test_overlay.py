"""What a file extends: order, names, paths, and what an author reads where something is wrong with it."""

from collections.abc import Callable, Mapping

import pytest

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.files import UnreadableError
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.overlay import MOST_FILES, Resolved, resolve
from recovery_rules.source.reach import reach_through
from recovery_rules.source.tree import plain
from tests.document.authoring import Told, told

Files = Mapping[str, str]


def resolver(files: Files) -> Callable[[str], tuple[str, str] | None]:
    return lambda path: (path, files[path]) if path in files else None


def resolved(text: str, files: Files) -> tuple[Resolved, list[Told]]:
    problems = Problems()
    result = resolve(
        text,
        file="shop.yaml",
        reach=reach_through(resolver(files), LoadLimits()),
        problems=problems,
        limits=LoadLimits(),
    )
    assert result is not None
    return result, told(problems)


def content(text: str, files: Files) -> object:
    """What a file says together with what it extends, without any problem."""
    result, problems = resolved(text, files)
    assert problems == []
    assert result.complete
    return plain(result.tree)


def test_a_file_that_extends_nothing_stays_as_it_is() -> None:
    assert content("ruleset: a\nrules: [{id: b}]", {}) == {"ruleset": "a", "rules": [{"id": "b"}]}


def test_what_is_extended_comes_first() -> None:
    assert content(
        "extends: [a.yaml, b.yaml]\nrules: [{id: own}]\nfacts: {own: {}}",
        {"a.yaml": "rules: [{id: a}]\nfacts: {x: {}}", "b.yaml": "rules: [{id: b}]\nlimits: [{id: l}]"},
    ) == {
        "rules": [{"id": "a"}, {"id": "b"}, {"id": "own"}],
        "facts": {"x": {}, "own": {}},
        "limits": [{"id": "l"}],
        "extends": ["a.yaml", "b.yaml"],
    }


def test_a_file_that_two_others_extend_is_taken_once() -> None:
    result, problems = resolved(
        "extends: [a.yaml, b.yaml]",
        {"a.yaml": "extends: [base.yaml]", "b.yaml": "extends: [./base.yaml]", "base.yaml": "facts: {x: {}}"},
    )
    assert problems == []
    assert result.files == ("base.yaml", "a.yaml", "b.yaml", "shop.yaml")


def test_of_what_does_not_add_up_the_last_file_wins() -> None:
    assert content(
        "ruleset: own\nextends: [a.yaml]\ncurrency: CNY\notherwise: [apology]\nroles: [low]",
        {"a.yaml": "vocabulary: a\ncurrency: EUR\nrounding: up\notherwise: [refund]\nroles: [x, y]\nexamples: [{}]"},
    ) == {
        "ruleset": "own",
        "extends": ["a.yaml"],
        "currency": "CNY",
        "rounding": "up",
        "otherwise": ["apology"],
        "roles": ["low"],
    }


def test_what_a_file_promises_those_that_extend_it_promise_too() -> None:
    base = {"base.yaml": "properties: [{id: a, covers: any}, {id: b, never: refund}]"}
    assert content(
        "extends: [base.yaml]\nproperties: [{id: c, always: d}, {id: b, replaces: true, always: d}]", base
    ) == {
        "extends": ["base.yaml"],
        "properties": [
            {"id": "a", "covers": "any"},
            {"id": "b", "replaces": "true", "always": "d"},
            {"id": "c", "always": "d"},
        ],
    }
    _, problems = resolved("extends: [base.yaml]\nproperties: [{id: a, always: d}]", base)
    assert [(one.code, one.label) for one in problems] == [
        ("RR165", "add `replaces: true` if it takes the place of base.yaml:1")
    ]


def test_every_node_knows_its_file() -> None:
    result, _ = resolved("rules: [{id: own}]\nextends: [a.yaml]", {"a.yaml": "rules: [{id: a}]\ncurrency: EUR"})
    rules = result.tree["rules"]
    assert isinstance(rules, list)
    assert [rule.span.file for rule in rules] == ["a.yaml", "shop.yaml"]
    assert result.tree.key_spans["currency"].file == "a.yaml"
    assert result.tree.key_spans["rules"].file == "shop.yaml"
    assert set(result.sources) == {"a.yaml", "shop.yaml"}


def test_replacing_takes_the_earlier_place() -> None:
    assert content(
        "extends: [a.yaml]\nrules: [{id: two, replaces: true, new: yes}]\nfacts: {x: {replaces: yes, new: yes}}",
        {"a.yaml": "rules: [{id: one}, {id: two}, {id: three}]\nfacts: {x: {}, y: {}}"},
    ) == {
        "rules": [{"id": "one"}, {"id": "two", "replaces": "true", "new": "yes"}, {"id": "three"}],
        "facts": {"x": {"replaces": "yes", "new": "yes"}, "y": {}},
        "extends": ["a.yaml"],
    }


@pytest.mark.parametrize(
    ("text", "base", "underlined", "line"),
    [
        ("rules: [{id: one}]", "rules: [{id: one}]", "one", 1),
        ("facts: {one: {}}", "facts:\n  one: {}", "one", 2),
        ("limits: [{id: one, replaces: false}]", "limits: [{id: one}]", "one", 1),
    ],
)
def test_a_name_twice_is_no_accident(text: str, base: str, underlined: str, line: int) -> None:
    _, problems = resolved(f"extends: [base.yaml]\n{text}", {"base.yaml": base})
    label = f"add `replaces: true` if it takes the place of base.yaml:{line}"
    assert problems == [Told("RR165", "`one` is declared twice", underlined, label)]


def test_a_name_twice_in_one_file() -> None:
    _, problems = resolved("rules:\n  - id: one\n  - id: one", {})
    assert problems == [
        Told("RR165", "`one` is declared twice", "one", "rename one of the two: the first is on line 2")
    ]


def test_nothing_is_replaced_within_one_file() -> None:
    _, problems = resolved("rules:\n  - id: one\n  - {id: one, replaces: true}", {})
    label = "rename one of the two: the first is on line 2"
    assert problems == [Told("RR165", "`one` is declared twice", "one", label)]


def test_an_entry_replaces_another_only_once() -> None:
    _, problems = resolved(
        "extends: [base.yaml]\nrules:\n  - {id: one, replaces: true}\n  - {id: one, replaces: true}",
        {"base.yaml": "rules: [{id: one}]"},
    )
    label = "rename one of the two: the first is on line 3"
    assert problems == [Told("RR165", "`one` is declared twice", "one", label)]


def test_what_replaces_nothing_may_be_misspelt() -> None:
    _, problems = resolved(
        "extends: [base.yaml]\nrules: [{id: refnud, replaces: true}]\nfacts: {other: {replaces: true}}",
        {"base.yaml": "rules: [{id: refund}]"},
    )
    assert problems == [
        Told("RR166", "`refnud` replaces nothing", "refnud", "did you mean `refund`?"),
        Told("RR166", "`other` replaces nothing", "other"),
    ]


ROLES = "vocabulary: base\ntitle: Roles\nroles: [clerk, manager, director]"


@pytest.mark.parametrize(
    ("roles", "low", "high"),
    [
        ("[director, manager, clerk]", "director", "manager"),
        ("[clerk, director, manager]", "director", "manager"),
        ("[clerk, director, owner, manager]", "director", "manager"),
        ("{manager: {}, director: {label: boss}, clerk: {}}", "director", "clerk"),
    ],
)
def test_an_extending_file_does_not_turn_roles_round(roles: str, low: str, high: str) -> None:
    _, problems = resolved(f"extends: [base.yaml]\nroles: {roles}", {"base.yaml": ROLES})
    message = f"`{low}` stands below `{high}` here, and above it in base.yaml:3"
    note = "low to high, that file has: `clerk`, `manager`, `director`"
    assert problems == [Told("RR167", message, low, f"put it above `{high}`", (note,))]


@pytest.mark.parametrize(
    "roles",
    [
        "[clerk, manager, director]",
        "[manager, director]",
        "[trainee, clerk, team_lead, manager, director, owner]",
        "{clerk: {label: teller}, director: {}}",
        "[other, roles]",
        "[director, clerk, director]",  # has an error of its own
        "clerk",
    ],
)
def test_an_extending_file_may_add_and_leave_out_roles(roles: str) -> None:
    assert resolved(f"extends: [base.yaml]\nroles: {roles}", {"base.yaml": ROLES})[1] == []


def test_the_roles_that_hold_keep_the_order_of_every_base() -> None:
    files = {"base.yaml": ROLES, "other.yaml": "extends: [base.yaml]\nroles:\n  director: {}\n  clerk: {}\n"}
    _, problems = resolved("extends: [other.yaml]", files)
    assert [one.message for one in problems] == ["`director` stands below `clerk` here, and above it in base.yaml:3"]
    _, problems = resolved("extends: [other.yaml]\nroles: [clerk, director]", files)
    assert [one.message for one in problems] == ["`clerk` stands below `director` here, and above it in other.yaml:4"]


def test_a_file_that_is_not_there() -> None:
    result, problems = resolved("extends: [vocabulary/service-recovry.yaml, other/house.yaml]", {})
    assert problems == [
        Told(
            "RR160",
            "`vocabulary/service-recovry.yaml` is neither beside this file nor among what ships",
            "vocabulary/service-recovry.yaml",
            "did you mean `vocabulary/service-recovery.yaml`?",
        ),
        Told("RR160", "`other/house.yaml` is neither beside this file nor among what ships", "other/house.yaml"),
    ]
    assert not result.complete


@pytest.mark.parametrize("path", ["../a.yaml", "a/../../b.yaml", "/etc/passwd", "C:/a.yaml", "a\\b.yaml", ".", "''"])
def test_a_path_that_leads_elsewhere_is_never_opened(path: str) -> None:
    problems = Problems()
    opened: list[str] = []

    def record(path: str) -> None:
        opened.append(path)

    resolve(
        f"extends: [{path}]",
        file="a.yaml",
        reach=reach_through(record, LoadLimits()),
        problems=problems,
        limits=LoadLimits(),
    )
    shown = path.strip("'")
    notes = ("paths start at the folder of the file that names them, and have no `..`, drive or `\\`",)
    assert opened == []
    assert told(problems) == [Told("RR161", f"`{shown}` leads elsewhere", path, "", notes)]


def test_a_circle_is_shown() -> None:
    result, problems = resolved(
        "extends: [a.yaml]",
        {"a.yaml": "extends: [b.yaml]", "b.yaml": "extends: [a.yaml, shop.yaml]", "shop.yaml": "facts: {}"},
    )
    assert problems == [
        Told("RR162", "`a.yaml` closes a circle: a.yaml → b.yaml → a.yaml", "a.yaml", "leave it out"),
        Told(
            "RR162", "`shop.yaml` closes a circle: shop.yaml → a.yaml → b.yaml → shop.yaml", "shop.yaml", "leave it out"
        ),
    ]
    assert not result.complete


def test_a_file_that_extends_itself() -> None:
    _, problems = resolved("extends: [shop.yaml]", {})
    assert [problem.code for problem in problems] == ["RR160"]
    _, problems = resolved("extends: [shop.yaml]", {"shop.yaml": "facts: {}"})
    assert [problem.message for problem in problems] == ["`shop.yaml` closes a circle: shop.yaml → shop.yaml"]


def chain(length: int) -> dict[str, str]:
    return {f"{step}.yaml": f"extends: [{step + 1}.yaml]\nfacts: {{f{step}: {{}}}}" for step in range(1, length)} | {
        f"{length}.yaml": "facts: {}"
    }


def test_as_many_files_as_are_allowed() -> None:
    result, problems = resolved("extends: [1.yaml]", chain(MOST_FILES - 1))
    assert problems == []
    assert len(result.files) == MOST_FILES


def test_too_many_files() -> None:
    result, problems = resolved("extends: [1.yaml]", chain(MOST_FILES))
    assert problems == [Told("RR163", "more than 16 files", "16.yaml", "put some of them together")]
    assert not result.complete


def test_a_file_that_cannot_be_read() -> None:
    problems = Problems()

    def refuse(path: str) -> None:
        raise UnreadableError("it is a folder") if path == "a.yaml" else PermissionError("no")

    resolve(
        "extends: [a.yaml, b.yaml]",
        file="c.yaml",
        reach=reach_through(refuse, LoadLimits()),
        problems=problems,
        limits=LoadLimits(),
    )
    assert told(problems) == [
        Told("RR164", "`a.yaml` cannot be read: it is a folder", "a.yaml"),
        Told("RR164", "`b.yaml` cannot be read: the system does not allow it", "b.yaml"),
    ]


def test_a_file_that_is_no_tree_leaves_the_rest_to_be_checked() -> None:
    result, problems = resolved("extends: [a.yaml]\nfacts: {x: {}}", {"a.yaml": "[1, 2]"})
    assert [problem.code for problem in problems] == ["RR106"]
    assert plain(result.tree) == {"extends": ["a.yaml"], "facts": {"x": {}}}
    assert not result.complete


@pytest.mark.parametrize("text", ["extends: a.yaml", "extends: {a: b}", "extends: [[a.yaml], {b: c}]"])
def test_shapes_are_left_to_the_document_stage(text: str) -> None:
    _, problems = resolved(text, {"a.yaml": "facts: {}"})
    assert problems == []


@pytest.mark.parametrize(("own", "base"), [("rules: text", "rules: [{id: a}]"), ("rules: [{id: a}]", "rules: text")])
def test_a_section_of_the_wrong_shape_is_not_hidden(own: str, base: str) -> None:
    result, problems = resolved(f"extends: [base.yaml]\n{own}", {"base.yaml": base})
    assert problems == []
    assert plain(result.tree["rules"]) == "text"


def test_a_file_that_is_no_tree() -> None:
    problems = Problems()
    assert (
        resolve(
            b"\xff",
            file="a.yaml",
            reach=reach_through(resolver({}), LoadLimits()),
            problems=problems,
            limits=LoadLimits(),
        )
        is None
    )
    assert problems.has_errors


def test_a_vocabulary_without_its_folder_is_told() -> None:
    _, problems = resolved("extends: [service-recovery]\nruleset: a", {})
    assert [(one.code, one.label) for one in problems] == [
        ("RR160", "did you mean `vocabulary/service-recovery.yaml`?")
    ]


BASE = {"base.yaml": "authority:\n  clerk: {refund.amount: 20 EUR, total: 30 EUR}\n  head: {refund: unlimited}"}


def test_an_overlay_adds_to_who_may_do_what() -> None:
    assert content("extends: [base.yaml]\nauthority: {manager: {gift: unlimited}}", BASE) == {
        "extends": ["base.yaml"],
        "authority": {
            "clerk": {"refund.amount": "20 EUR", "total": "30 EUR"},
            "head": {"refund": "unlimited"},
            "manager": {"gift": "unlimited"},
        },
    }


def test_what_a_role_may_is_replaced_on_purpose_alone() -> None:
    _, problems = resolved("extends: [base.yaml]\nauthority: {clerk: {gift: unlimited}}", BASE)
    assert [problem.code for problem in problems] == ["RR165"]
    replaced = content("extends: [base.yaml]\nauthority: {clerk: {replaces: true, gift: unlimited}}", BASE)
    assert replaced == {
        "extends": ["base.yaml"],
        "authority": {"clerk": {"gift": "unlimited"}, "head": {"refund": "unlimited"}},
    }


@pytest.mark.parametrize(
    ("base", "own", "codes"),
    [
        ("level: law, ", "", ["RR521"]),
        ("level: law, ", "level: house, ", ["RR521"]),
        ("level: law, ", "level: law, ", []),
        ("", "", []),
        ("", "level: law, ", []),
    ],
)
def test_what_is_law_stays_law(base: str, own: str, codes: list[str]) -> None:
    _, problems = resolved(
        f"extends: [base.yaml]\nlimits: [{{id: one, {own}replaces: true}}]",
        {"base.yaml": f"limits: [{{{base}id: one}}]"},
    )
    assert [one.code for one in problems] == codes
