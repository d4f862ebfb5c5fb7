"""Decks: what each step says and lights, and that pdflatex and people can read them."""

import re
import shutil
import subprocess

import pytest
from slide_models import LONG, MODELS

from formula2eq.cli import main
from formula2eq.documents.deck import Lit
from formula2eq.documents.sentence import plain_text
from formula2eq.documents.slide_lines import wrapped
from formula2eq.documents.slides import MOVEMENTS
from formula2eq.equations.unfold import unfoldings
from formula2eq.errors import UsageError
from formula2eq.model import Model


def words(deck, movement):
    """What is said, step by step."""
    return [
        " ".join(plain_text(sentence) for sentence in step.words)
        for frame in deck.frames
        if frame.movement == movement
        for step in frame.steps
    ]


def lit(deck, movement):
    """Per step the text of the formula that is lit and the LaTeX of the lit summands."""
    from formula2eq.writers import latex

    found = []
    for frame in deck.frames:
        for step in frame.steps if frame.movement == movement else ():
            formula = [deck.text[s.start : s.end] for s in step.lit.spans]
            shown = [
                latex.summand(item)
                for equation in frame.states[step.state]
                for item in equation.summands
                if step.lit.summand(item)
            ]
            found.append((formula, shown))
    return found


def test_the_lecture_s_formula_step_by_step():
    deck = MODELS["reading"]().slides().deck
    said = words(deck, "formula")
    assert said == [
        "Here is the whole formula, and the equation that it stands for.",
        "The outcome student_reading_score stands left of the tilde.",
        "The intercept is included automatically.",
        "student_age_s, student_female and student_re_black differ between observations of one "
        "group. Each gets a coefficient.",
        "teacher_re_black and class_prop_black have one value for each teacher_id. They help "
        "to say why teacher_id intercepts differ.",
        "A group's predictor that explains a slope becomes a product. The formula has to name it: "
        "student_re_black:teacher_re_black and student_re_black:class_prop_black. Without it the "
        "predictor moves the intercept alone.",
        "A star adds the product, and the single terms with it: student_re_black*teacher_re_black "
        "stands for student_re_black, teacher_re_black and student_re_black:teacher_re_black.",
        "A star adds the product, and the single terms with it: student_re_black*class_prop_black "
        "stands for student_re_black, class_prop_black and student_re_black:class_prop_black.",
        "student_re_black was there before. A term that is named twice is not added twice.",
        "A bar makes random effects. Left of it stands what varies, right of it between whom.",
        "The grouping factor teacher_id stands right of the bar. Its index is k.",
        "The 1 is the random intercept: each teacher_id has its own intercept.",
        "Variables left of the bar get random slopes: the slope of student_re_black differs by "
        "teacher_id.",
    ]
    black = r"\gamma_{30} \text{Black}_i"
    assert lit(deck, "formula")[7:9] == [
        (
            ["student_re_black*class_prop_black"],
            [
                r"\gamma_{02} \text{PropBlack}_k",
                black,
                r"\gamma_{32} \text{PropBlack}_k \text{Black}_i",
            ],
        ),
        (["student_re_black"], [black]),
    ]
    assert lit(deck, "formula")[12][1] == [r"\eta_{3k} \text{Black}_i"]


def test_expanding_ends_in_the_substituted_and_the_combined_form():
    model = MODELS["three-levels"]()
    frame = next(f for f in model.slides().deck.frames if f.movement == "expand")
    substituted = model.equations("substituted", laws=False).system.equations[-1]
    combined = model.equations("combined", laws=False).system.equations[-1]
    assert frame.states[-2][0].summands == substituted.summands
    assert frame.states[-1] == (combined,)
    assert len(frame.states) == 6


def test_each_replacement_brings_in_its_own_bracket():
    equations = MODELS["reading"]().equations(laws=False).system.equations[1:]
    found = unfoldings(equations)
    assert [item.coefficient for item in found] == [None, *(e.left for e in equations[1:])]
    assert found[1].effects == {item.effect for item in equations[1].summands}


@pytest.mark.parametrize(
    ("name", "movement", "sentence"),
    [
        ("maths", "build", "Mᵢₖ is one or zero; pᵢₖ is the probability of a one."),
        ("maths", "link", "exp(coefficient) is an odds ratio"),
        ("maths", "link", "observations of the same group, not of an average group"),
        ("maths", "formula", "family = binomial"),
        ("counts", "link", "exp(coefficient) is a ratio: one unit more multiplies λ"),
        ("counts", "formula", "no coefficient is estimated for offset(log(HEIGHT))"),
        ("counts", "formula", "INDEX has one category for each observation"),
        ("counts", "formula", "That is known from the data"),
        ("double-bar", "formula", "Two strokes: the effects in this bar do not covary."),
        ("double-bar", "build", "a covariance that is not estimated"),
        ("crossed", "formula", "person and item cross: neither lies in the other."),
        ("three-levels", "formula", "each childid belongs to one schoolid"),
        ("three-levels", "formula", "female has a coefficient for each category but the reference"),
        ("factors", "formula", "The columns of one factor still do"),
        ("factors", "formula", "0 takes the random intercept out"),
        ("ordered", "formula", "Thresholds stand in place of the intercept"),
        ("ordered", "link", "the odds of a higher category"),
        ("single-level", "formula", "- 1 takes the intercept out."),
        ("single-level", "formula", "A colon adds the product alone: x:w."),
    ],
)
def test_sentences_say_what_this_model_is(name, movement, sentence):
    assert any(sentence in said for said in words(MODELS[name]().slides().deck, movement))


def test_only_the_slides_that_the_model_needs():
    def movements(name):
        return [frame.movement for frame in MODELS[name]().slides().deck.frames]

    assert movements("reading") == ["build", "build", "expand", "expand", "formula"]
    assert movements("maths") == ["build", "build", "expand", "expand", "formula", "link"]
    assert movements("single-level") == ["build", "formula"]


@pytest.mark.parametrize("name", MODELS)
def test_every_term_is_lit_in_some_step(name):
    model = MODELS[name]()
    frame = next(f for f in model.slides().deck.frames if f.movement == "formula")
    summands = [s for e in frame.states[0] for s in e.summands if s.part != "residual"]
    assert all(any(step.lit.summand(s) for step in frame.steps) for s in summands)


def test_options():
    model = MODELS["reading"]()
    made = model.slides(title="A_title", author="An & author", theme="Madrid", handout=True)
    source = made.beamer()
    assert r"\title{A\_title}" in source
    assert r"\author{An \& author}" in source
    assert r"\usetheme{Madrid}" in source
    assert ",handout]" in source
    assert r"\lit<" not in source
    assert source.count(r"\item") > 20
    frames = model.slides(steps="frames", movements=["formula"]).beamer()
    assert frames.count(r"\begin{frame}[t]") == 13
    assert r"\only" not in frames
    assert len(model.slides(movements=MOVEMENTS[:1]).deck.frames) == 2
    with pytest.raises(UsageError, match="no movement dance"):
        model.slides(movements=["dance"])
    with pytest.raises(UsageError, match="a theme is a name"):
        model.slides(theme="x}\\input{y")


def test_a_template_of_one_s_own(tmp_path):
    path = tmp_path / "own.tex.j2"
    path.write_text("(( title )): ((* for f in frames *))[(( f.title ))]((* endfor *))", "utf-8")
    made = MODELS["single-level"]().slides(template=path).beamer()
    path.write_text("((* for *))", "utf-8")
    with pytest.raises(UsageError, match="the template"):
        MODELS["single-level"]().slides(template=path).beamer()
    assert made == "A regression model, step by step: [Building the model][Building the R formula]"


def test_lit_pieces_keep_the_operators_outside():
    source = MODELS["reading"]().slides().beamer()
    for inner in re.findall(r"\\lit<[^>]*>\{([^}]*)", source):
        assert not inner.lstrip().startswith(("+", "-"))


def test_a_step_of_nothing_lights_nothing():
    assert Lit().spans == ()


def test_long_formulas_break_outside_brackets_and_after_operators():
    lines = wrapped(LONG, 70)
    shown = [LONG[line.start : line.end] for line in lines]
    assert "".join("".join(shown).split()) == "".join(LONG.split())
    assert max(map(len, shown)) <= 70
    assert all(line[-1] in "+~*|" for line in shown[:-1])


def test_quarto_has_a_slide_for_each_step():
    model = MODELS["reading"]()
    made = model.slides().revealjs()
    steps = sum(len(f.steps) for f in model.slides().deck.frames if not f.picture)
    assert made.count("\n## ") == steps
    assert "<mark>teacher_id</mark>" in made
    assert '<mtr data-kind="combined">' in made
    assert 'class="lit"' in made
    assert "left-combined" in made


def test_names_are_text_in_quarto():
    made = MODELS["hostile"]().slides(title='"\n# x <b>').revealjs()
    assert made.startswith('---\ntitle: "\\" # x <b>"\n')
    assert "<b>" not in made.split("---", 2)[2]


def test_the_command_writes_a_deck(tmp_path, capsys):
    target = tmp_path / "deck.tex"
    assert main(["slides", "y ~ x + (1 | g)", "-o", str(target), "--steps"]) == 0
    assert r"\begin{frame}" in target.read_text("utf-8")
    assert main(["slides", "y ~ x + (1 | g)", "--to", "revealjs"]) == 0
    assert "revealjs" in capsys.readouterr().out
    assert main(["slides", "y ~ x", "-o", str(tmp_path / "deck.ppt")]) == 2


def test_without_pdflatex_the_error_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="needs pdflatex"):
        MODELS["single-level"]().slides().pdf()


@pytest.mark.tools("pandoc")
@pytest.mark.parametrize("name", ["maths", "hostile"])
def test_pandoc_makes_a_slide_of_each_step(name):
    """Quarto renders with Pandoc; its reader and its reveal.js writer take the document as it is."""
    made = MODELS[name]().slides()
    done = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "revealjs"],
        input=made.revealjs().encode(),
        capture_output=True,
        check=True,
    )
    page = done.stdout.decode("utf-8")
    assert done.stderr == b""
    steps = [step for f in made.deck.frames if not f.picture for step in f.steps]
    assert page.count("</section>") == len(steps)
    assert page.count("<math ") == len(steps)
    assert "<b>" not in page


@pytest.mark.tools("pdflatex", "pdftotext")
@pytest.mark.parametrize("name", MODELS)
def test_decks_compile_and_every_page_says_its_step(name, tmp_path):
    made = MODELS[name]().slides()
    (tmp_path / "deck.tex").write_text(made.beamer(), encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "deck.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    log = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, log[-2000:]
    overfull = [float(size) for size in re.findall(r"Overfull \\[hv]box \(([\d.]+)pt", log)]
    assert max(overfull, default=0) < 5, overfull
    source = made.beamer()
    pages = [1]
    for frame in source.split(r"\begin{frame}")[2:]:
        numbers = re.findall(r"<(\d+)", frame)
        pages.append(max(map(int, numbers), default=1))
    expected = sum(pages)
    text = _pages(tmp_path / "deck.pdf")
    assert len(text) == expected
    if name not in ("long", "hostile"):
        steps = [step for frame in made.deck.frames for step in frame.steps]
        assert len(text) == 1 + len(steps)
        for page, step in zip(text[1:], steps, strict=True):
            first = plain_text(step.words[0])
            if first.isascii():
                assert _letters(first) in _letters(page)


def _pages(path):
    assert shutil.which("pdftotext")
    made = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return made.stdout.decode("utf-8").split("\f")[:-1]


def _letters(text):
    ligatures = str.maketrans({"ﬁ": "fi", "ﬀ": "ff", "ﬂ": "fl", "ﬃ": "ffi"})
    return re.sub(r"[^a-zA-Z]", "", text.translate(ligatures))


def test_only_coefficients_of_the_mean_are_replaced_in_it() -> None:
    formula = "glmmTMB(n ~ x*w + (x | g), zi = ~ w + (1 | g), disp = ~ d, family = nbinom2)"
    deck = Model(formula, levels={"g": ["w"]}).slides().beamer()
    assert "in place of $\\beta_{0k}$" in deck
    assert "in place of $\\log" not in deck and "in place of $\\beta^" not in deck
