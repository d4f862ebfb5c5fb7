"""The pieces of formulas: which characters made which effects, in teaching order."""

import pytest

from formula2eq.equations.correspondence import steps
from formula2eq.equations.piece import piece_at
from formula2eq.model import Model

READING = """student_reading_score ~
  student_age_s + student_female +
  student_re_black*teacher_re_black +
  student_re_black*class_prop_black +
  (1 + student_re_black | teacher_id)"""
LEVELS = {"teacher_id": ["teacher_re_black", "class_prop_black"]}
AGE, FEMALE, BLACK = "student_age_s", "student_female", "student_re_black"
TBLACK, PROP = "teacher_re_black", "class_prop_black"


def walk(model):
    """Per step: its kind, the formula's text at its spans, the names of its effects."""
    return [
        (
            step[0].kind,
            [model.text[s.start : s.end] for piece in step for s in piece.spans],
            [effect.name for piece in step for effect in piece.effects],
        )
        for step in steps(model.pieces)
    ]


def test_the_lecture_s_walk():
    model = Model(READING, levels=LEVELS)
    first, second = f"{BLACK}*{TBLACK}", f"{BLACK}*{PROP}"
    assert walk(model) == [
        ("outcome", ["student_reading_score"], []),
        ("intercept", [], ["(Intercept)"]),
        ("level-1", [AGE, FEMALE, BLACK], [AGE, FEMALE, BLACK]),
        ("group-level", [TBLACK, PROP], [TBLACK, PROP]),
        ("cross-level", [first, second], [f"{BLACK}:{TBLACK}", f"{BLACK}:{PROP}"]),
        ("interaction", [first], [BLACK, TBLACK, f"{BLACK}:{TBLACK}"]),
        ("interaction", [second], [BLACK, PROP, f"{BLACK}:{PROP}"]),
        ("redundant", [BLACK], [BLACK]),
        ("bar", [f"(1 + {BLACK} | teacher_id)"], ["(Intercept)", BLACK]),
        ("grouping", ["teacher_id"], ["(Intercept)", BLACK]),
        ("random-intercept", ["1"], ["(Intercept)"]),
        ("random-slope", [BLACK], [BLACK]),
    ]
    redundant = next(piece for piece in model.pieces if piece.kind == "redundant")
    assert redundant.spans[0].start == READING.index(second)


@pytest.mark.parametrize(
    ("formula", "kinds"),
    [
        ("y ~ 1", "outcome intercept"),
        ("~ x", "intercept level-1"),
        ("y ~ 0 + x", "outcome removal level-1"),
        ("y ~ x - 1", "outcome removal level-1"),
        ("y ~ a*b - a:b", "outcome intercept level-1 level-1 interaction removal"),
        ("y ~ a:b", "outcome intercept product"),
        ("y ~ x + offset(n)", "outcome intercept level-1 offset"),
        ("y ~ 1 + (1 | g)", "outcome intercept bar grouping random-intercept"),
        ("y ~ 1 + (0 + x | g)", "outcome intercept bar grouping random-slope removal"),
        (
            "y ~ 1 + (x || g)",
            "outcome intercept bar double-bar grouping random-intercept random-slope",
        ),
        ("y ~ 1 + (1 | a/b)", "outcome intercept bar nesting grouping grouping random-intercept"),
        (
            "y ~ 1 + (1 | a) + (1 | b)",
            "outcome intercept bar grouping random-intercept bar grouping random-intercept crossing",
        ),
        ("y ~ diag(1 | g)", "outcome intercept bar structure grouping random-intercept"),
    ],
)
def test_kinds(formula, kinds):
    assert [piece.kind for piece in Model(formula).pieces] == kinds.split()


def test_double_bars_keep_the_places_inside():
    model = Model("y ~ x + (x:a + b || g)")
    found = {piece.label: piece for piece in model.pieces if piece.bar is not None}
    assert found["1"].implied
    assert [model.text[s.start : s.end] for s in found["x:a"].spans] == ["x:a"]
    assert [effect.name for effect in found["b"].effects] == ["b"]


def test_nested_groups_have_their_own_places():
    model = Model("y ~ 1 + (1 | a/b)")
    shown = [
        (piece.label, model.text[piece.spans[0].start : piece.spans[0].end])
        for piece in model.pieces
        if piece.kind == "grouping"
    ]
    assert shown == [("b:a", "b"), ("a", "a")]


@pytest.mark.parametrize(
    "formula",
    [
        "y ~ 0 + (w * v) : ((v * log(x) - log(x)) + u)",
        "y ~ 0 + (((I(a^2))^2) + a : b)^3 : a",
        "y ~ (a + b + c)^3 - a:b:c + a %in% d + (a*b | g/h)",
    ],
)
def test_every_effect_has_a_piece(formula):
    model = Model(formula)
    made = {effect for piece in model.pieces for effect in piece.effects}
    assert made == {*model.level_model.fixed, *model.level_model.effects()}


def test_every_effect_and_every_character_of_a_name_has_a_piece():
    model = Model(READING, levels=LEVELS)
    made = {effect for piece in model.pieces for effect in piece.effects}
    assert made == {*model.level_model.fixed, *model.level_model.effects()}
    at = READING.index(TBLACK)
    assert piece_at(model.pieces, at).kind == "group-level"
    assert piece_at(model.pieces, at - 1).kind == "interaction"
    assert piece_at(model.pieces, READING.index("|")).kind == "bar"
    assert piece_at(model.pieces, READING.index("~")) is None


def test_summands_of_every_form_are_lit():
    model = Model("y ~ x*w + offset(z) + (x | g)", levels={"g": ["w"]}, family="poisson")
    by_label = {(piece.kind, piece.label): piece for piece in model.pieces}
    combined = model.equations("combined").system.equations[1].summands
    lit = {
        key: [number for number, item in enumerate(combined) if piece.lights(item)]
        for key, piece in by_label.items()
    }
    assert lit["offset", "offset(z)"] == [0]
    assert lit["intercept", "1"] == [1]
    assert lit["cross-level", "x:w"] == [4]
    assert lit["random-slope", "x"] == [6]
    assert lit["outcome", "y"] == []
    first = model.equations("levels").system.equations[1].summands
    assert [by_label["level-1", "x"].lights(item) for item in first] == [False, False, True]


def test_categories_are_effects_of_one_piece():
    model = Model("y ~ f + (1 | g)", categories={"f": ["a", "b", "c"]})
    piece = next(piece for piece in model.pieces if piece.kind == "level-1")
    assert [effect.name for effect in piece.effects] == ["fb", "fc"]


def test_nesting_that_is_declared_is_said():
    model = Model("y ~ 1 + (1 | class) + (1 | school)", within={"class": "school"})
    found = [piece for piece in model.pieces if piece.kind in ("nesting", "crossing")]
    assert [(piece.kind, piece.groupings) for piece in found] == [("nesting", ("class", "school"))]
