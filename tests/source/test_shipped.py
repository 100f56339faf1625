"""What ships is found by name, in a checkout and in a wheel alike."""

from recovery_rules.source.shipped import errors_page, shipped_files, shipped_root, shipped_rulesets


def test_rulesets_have_names_and_vocabularies_have_none() -> None:
    assert shipped_rulesets()["retail"] == "retail.yaml"
    assert shipped_rulesets()["aws_sla"] == "schemes/aws_sla.yaml"
    assert "service-recovery" not in shipped_rulesets()
    assert "vocabulary/service-recovery.yaml" in shipped_files()


def test_no_two_rulesets_share_a_name() -> None:
    vocabularies = [path for path in shipped_files() if path.startswith("vocabulary/")]
    assert len(shipped_rulesets()) == len(shipped_files()) - len(vocabularies)


def test_every_shipped_file_is_there() -> None:
    assert all((shipped_root() / path).is_file() for path in shipped_files())
    assert errors_page().is_file()
