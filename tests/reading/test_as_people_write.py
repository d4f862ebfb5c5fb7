"""Layout, prose and habits of real texts, which must not change the model that is read."""

from __future__ import annotations

import pytest

from formula2eq.errors import EquationSyntaxError, InterpretationError
from formula2eq.reading.read import read

LEVELS = (
    r"Y_{ij} = \beta_{0j} + \beta_{1j} X_{ij} + r_{ij} \\",
    r"\beta_{0j} = \gamma_{00} + \gamma_{01} W_j + u_{0j} \\",
    r"\beta_{1j} = \gamma_{10} + \gamma_{11} W_j + u_{1j}",
)
WANTED = "Y ~ X*W + (1 + X | g)"


def formula(text: str, **more: object) -> str:
    return read(text, {"j": "g"}, **more).formula  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        # bookdown labels, code ticks around what another program sets, and comments of scripts
        "\\begin{align*}\n" + "\n".join(LEVELS) + "\n(\\#eq:levels)\n\\end{align*}",
        "$$\n`\\begin{aligned}\n" + "\n".join(LEVELS) + "\n\\end{aligned}`\n$$",
        "\n".join(f"## {line[:-2] if line.endswith('//') else line}" for line in LEVELS),
        "``` math\n\\begin{aligned}\n" + "\n".join(LEVELS) + "\n\\end{aligned}\n```\n- $`W_j`$ is",
        # braces around whole equations, labels and numbers inside the display
        "\n".join(
            f"$$ Level~2:~~~{{{line.removesuffix(chr(92) * 2)}}}~~~ (1.1)$$" for line in LEVELS
        ),
        # values of a dummy, by cases or in an array
        "\\begin{align}\n" + "\n".join(LEVELS) + r"\\ W_j &= \begin{cases} 1 & \text{if public} \\"
        r" 0 & \text{otherwise} \end{cases}" + "\n\\end{align}",
        "\\[" + "\n".join(LEVELS) + r"\\ W_j = \left\{ \begin{array}{ll} 1 & \text{if public} \\"
        r" 0 & \text{else} \end{array} \right. \]",
        # quantities about the model
        "\\begin{align}\n" + "\n".join(LEVELS) + r"\\ ICC &= \frac{\tau_{00}}{\tau_{00} + \sigma^2}"
        "\n\\end{align}",
    ],
)
def test_layout_says_nothing(text: str) -> None:
    found = read(text, {"j": "g"})
    assert found.formula == WANTED
    assert not [d for d in found.diagnostics if d.severity == "error"]


def test_a_word_set_as_mathematics_is_still_a_word() -> None:
    text = r"\begin{align} Y_{ij} &= \gamma_{00} + u_j + e_{ij} \\ where\; u_j &\sim N(0, t) \end{align}"
    assert formula(text) == "Y ~ 1 + (1 | g)"


def test_a_name_with_dots_is_one_name() -> None:
    assert formula(r"$y_{ij} = \beta_0 + \beta_1 foul.diff_{ij} + u_j + e_{ij}$.") == (
        "y ~ foul.diff + (1 | g)"
    )


def test_the_label_of_a_brace_is_dropped_with_or_without_braces() -> None:
    text = (
        r"y_{ij} = \underbrace{\beta_0 + \beta_1 x_{ij}}_\text{Fixed Part} + "
        r"\underbrace{u_j + e_{ij}}_{random}"
    )
    assert formula(text) == "y ~ x + (1 | g)"


def test_angle_brackets_are_brackets() -> None:
    text = (
        r"y_{ij} = \beta_0 + u_{0j} + (\beta_1 + u_{1j}) x_{ij} + e_{ij} \\ "
        r"\left<u_{0j}, u_{1j}\right> \sim N(\left<0, 0\right>, \begin{pmatrix} a & 0 \\ 0 & b \end{pmatrix})"
    )
    assert formula(text) == "y ~ x + (1 + x || g)"


def test_a_matrix_may_stand_for_brackets_and_a_law_without_a_name_is_normal() -> None:
    start = (
        r"y_{ij} = \beta_0 + u_{0j} + (\beta_1 + u_{1j}) x_{ij} + e_{ij}, e_{ij} \sim (0, s) \\ "
    )
    vector = r"\begin{bmatrix} u_{0j} \\ u_{1j} \end{bmatrix}"
    inside = r"\begin{bmatrix} 0 \\ 0 \end{bmatrix} , \begin{bmatrix} a & 0 \\ 0 & b \end{bmatrix}"
    for name in ("N", ""):
        law = rf"{vector} \sim {name} \begin{{pmatrix}} {inside} \end{{pmatrix}}"
        assert formula(start + law) == "y ~ x + (1 + x || g)"


def test_dots_inside_brackets_are_left_out() -> None:
    text = r"With \(t_i = (t_{i1}, \ldots, t_{in})\), \[ y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij} \]"
    assert formula(text) == "y ~ x + (1 | g)"


def test_the_first_line_of_a_chain_may_be_finished_by_the_next() -> None:
    text = (
        r"\begin{align*} \log\bigg(\frac{p_{ij}}{1-p_{ij}}\bigg) &= a_j + b_j x_{ij} \\ "
        r"&= (\alpha_0 + u_j) + (\beta_0 + v_j) x_{ij} \\ "
        r"&= [\alpha_0 + \beta_0 x_{ij}] + [u_j + v_j x_{ij}] \end{align*}"
    )
    found = read(text, {"j": "g"}, outcome="y")
    assert (found.formula, found.family) == ("y ~ x + (1 + x | g)", "binomial")


def test_forms_that_disagree_are_still_said() -> None:
    text = (
        r"Y_{ij} = \gamma_{00} + u_{0j} + u_{1j} X_{ij} + e_{ij} \\ "
        r"Y_{ij} = \gamma_{00} + \gamma_{10} X_{ij} + u_{0j} + u_{1j} X_{ij} + e_{ij}"
    )
    found = read(text, {"j": "g"})
    assert found.formula == "Y ~ 1 + (1 + X | g)"
    assert "forms-differ" in {d.rule for d in found.diagnostics}


def test_a_slip_in_a_further_form_is_said() -> None:
    text = (
        "\n".join(LEVELS)
        + "\n\n"
        + r"Y_{ij} = \gamma_{00} + \gamma_{01} W_j + \gamma_{11} X_{ij} + "
        r"\gamma_{11} W_j X_{ij} + u_{0j} + u_{1j} X_{ij} + r_{ij}"
    )
    assert "coefficient-used-twice" in {d.rule for d in read(text, {"j": "g"}).diagnostics}


def test_the_logit_spelled_out_on_the_way_is_no_predictor() -> None:
    text = (
        r"$y_{ij} \sim \text{Binomial}(n_{ij}, p_{ij})$ with "
        r"$\text{logit}(p_{ij}) = \ln{\frac{p_{ij}}{1-p_{ij}}} = \beta_0 + \beta_1 x_{ij} + u_j$"
    )
    assert formula(text) == "cbind(y, n - y) ~ x + (1 | g)"


def test_a_greek_effect_beside_its_constant_is_no_coefficient() -> None:
    text = r"y_{ij} = \beta_{0j} + e_{ij} \\ \beta_{0j} = \gamma_{00} + \mu_{0j}"
    found = read(text, {"j": "g"})
    assert found.formula == "y ~ 1 + (1 | g)"
    assert not [d for d in found.diagnostics if d.severity == "error"]


@pytest.mark.parametrize(
    "priors",
    [
        r"\beta_0 \sim \operatorname{Normal}(0, 10) \\ \beta_1 \sim N(0, 1) \\ \sigma \sim \text{Exp}(1)",
        r"\beta_0, \beta_1 \sim N(0, 5) \\ \sigma, \dots, \sigma_u \sim \text{Half-Cauchy}(0, 1)",
        r"\beta_1 \sim \text{Student-t}(3, 0, 2.5) \\ \sigma_u \sim \text{Uniform}(0, 10) \\ "
        r"\tau \sim \mathrm{InvGamma}(1, 1)",
    ],
)
def test_priors_are_no_random_effects(priors: str) -> None:
    text = (
        r"\begin{align*} y_{ij} &\sim N(\mu_{ij}, \sigma) \\ \mu_{ij} &= \beta_0 + u_j + \beta_1 x_{ij} \\ "
        rf"u_j &\sim N(0, \sigma_u) \\ {priors} \end{{align*}}"
    )
    found = read(text, {"j": "g"})
    assert found.formula == "y ~ x + (1 | g)"
    assert "prior" in {d.rule for d in found.diagnostics}
    assert not [d for d in found.diagnostics if d.severity != "note"]


def test_a_random_effect_with_a_number_for_its_variance_is_no_prior() -> None:
    text = r"\log(\lambda_{ij}) = \beta_0 + \beta_1 x_{ij} + b_j, \qquad b_j \sim N(0, 0.16)"
    found = read(text, {"j": "g"}, outcome="y")
    assert found.formula == "y ~ x + (1 | g)"
    assert "prior" not in {d.rule for d in found.diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        "Yij = γ00 + γ10Xij + γ01Wj + γ11WjXij + u0j + u1jXij + rij",
        "Y ij = γ 00 + γ 10 X ij + γ 01 W j + γ 11 W j X ij + u 0j + u 1j X ij + r ij",
        "Yij = β0j + β1j Xij + rij, rij ~ N(0, σ²)\nβ0j = γ00 + γ01 Wj + u0j\nβ1j = γ10 + γ11 Wj + u1j",
        "Y[i,j] = b0 + b1*X[i,j] + b2*W[j] + b3*W[j]*X[i,j] + u0[j] + u1[j]*X[i,j] + e[i,j]",
    ],
)
def test_text_copied_out_of_a_page(text: str) -> None:
    assert formula(text) in (WANTED, "Y ~ W*X + (1 + X | g)")


def test_square_brackets_behind_a_function_are_brackets() -> None:
    text = (
        "Prob(Y_ij=1|β_j) = ϕ_ij\nlog[ϕ_ij/(1 - ϕ_ij)] = η_ij\n"
        "η_ij = β_0j + β_1j*(X_ij)\nβ_0j = γ_00 + u_0j\nβ_1j = γ_10"
    )
    found = read(text, {"j": "g"})
    assert (found.formula, found.family, found.link) == ("Y ~ X + (1 | g)", "binomial", "logit")


def test_estimates_for_all_coefficients_are_no_offset() -> None:
    assert formula(r"\hat{Y}_{ij} = 2.5 + 0.3 X_{ij} + u_{0j}") == "Y ~ X + (1 | g)"


DIAGONAL = r"\begin{pmatrix} a & 0 \\ 0 & b \end{pmatrix}"
EFFECTS = r"\begin{pmatrix} u_{0j} \\ u_{1j} \end{pmatrix}"


@pytest.mark.parametrize(
    "law",
    [
        r"\mathbf{u}_j = (u_{0j}, u_{1j})^\top \sim N(\mathbf{0}, G), G = " + DIAGONAL,
        r"\mathbf{u}_j \sim N(\mathbf{0}, G), G = " + DIAGONAL,
        rf"\mathbb{{V}}\left[{EFFECTS}\right] = {DIAGONAL}",
        rf"\text{{Cov}} {EFFECTS} = {DIAGONAL}",
    ],
)
def test_zeros_count_wherever_the_matrix_is_printed(law: str) -> None:
    start = r"y_{ij} = \beta_0 + u_{0j} + (\beta_1 + u_{1j}) x_{ij} + e_{ij}, \quad "
    assert formula(start + law) == "y ~ x + (1 + x || g)"


def test_results_in_the_text_are_passed_over() -> None:
    text = r"We found $t(39) = 2.4$, $R^2 = .3$. $$ y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij} $$"
    assert formula(text) == "y ~ x + (1 | g)"


def test_words_may_be_indices() -> None:
    text = (
        r"\text{score}_{\text{student}} = \beta_0 + u_{\text{school}} + "
        r"\beta_{\text{ses}} \text{ses}_{\text{student}} + \epsilon_{\text{student}}"
    )
    assert read(text).formula == "score ~ ses + (1 | school)"


def test_a_link_by_letter_is_the_laws_own_or_is_asked_for() -> None:
    text = r"g(\mu_{ij}) = \eta_{ij} = \beta_0 + \beta_1 x_{ij} + u_j"
    stated = read(
        text + r", y_{ij} \sim \text{Poisson}(\mu_{ij}), g(\cdot) = \log(\cdot)", {"j": "g"}
    )
    assert (stated.formula, stated.family, stated.link) == ("y ~ x + (1 | g)", "poisson", "log")
    with pytest.raises(InterpretationError) as caught:
        read(text, {"j": "g"})
    assert caught.value.diagnostics[0].rule == "link-not-named"


def test_the_markup_of_help_pages_and_of_course_platforms() -> None:
    for opening, closing in ((r"\deqn{", "}"), ("{$$}", "{/$$}")):
        text = "\n".join(
            f"#' {opening}{line.removesuffix(chr(92) * 2)}{closing}" for line in LEVELS
        )
        assert formula(text + "\n#' where \\eqn{X_{ij}} is the predictor") == WANTED


def test_a_display_inside_a_sentence_may_be_no_equation() -> None:
    text = "$$ y_{ij} = \\beta_0 + \\beta_1 x_{ij} + u_j + e_{ij} $$ {#eq-one}\n"
    said = "- Random effects: $$ u_j $$\n- $$ \\beta_1 $$ is the slope\n"
    assert formula(text + said) == "y ~ x + (1 | g)"
    assert formula(said + text) == "y ~ x + (1 | g)"


def test_the_number_of_an_equation_may_stand_without_brackets() -> None:
    assert (
        formula(r"$$ y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij} ~~~ 3.3 $$")
        == "y ~ x + (1 | g)"
    )


def test_variables_that_differ_above_are_two() -> None:
    text = r"y_{ij} = \beta_0 + \beta_1 P^{(\text{state})}_{ij} + b_2 P^{(\text{trait})}_{j} + u_j + e_{ij}"
    assert formula(text) == "y ~ P_state + P_trait + (1 | g)"
    named = {"state": r"P^{(\text{state})}", "mood": r"P^{(\text{trait})}"}
    assert formula(text, names=named) == "y ~ state + mood + (1 | g)"


@pytest.mark.parametrize(
    "text",
    [
        r"Y_{ij} = m_i(t_{ij}) + \varepsilon_{ij}, \quad m_i(t) = \beta_0 + \beta_1 t + b_{0i} + b_{1i} t",
        r"Y_i(t) = \beta_0 + b_{0i} + (\beta_1 + b_{1i}) t + \epsilon_i(t), \epsilon_i(t) \sim N(0, s)",
        r"$Y_i(t) \sim N(\mu_i(t), \sigma^2)$ and $\mu_i(t) = \beta_0 + b_{0i} + (\beta_1 + b_{1i}) t$",
    ],
)
def test_functions_of_time(text: str) -> None:
    found = read(text, {"i": "id"})
    assert found.formula == "Y ~ t + (1 + t | id)"
    assert not [d for d in found.diagnostics if d.severity == "error"]


def test_a_correlation_by_its_letter() -> None:
    start = (
        r"y_{ij} = \beta_0 + u_{0j} + (\beta_1 + u_{1j}) x_{ij} + e_{ij} \\ "
        r"u_{0j} \sim N(0, a), u_{1j} \sim N(0, b), "
    )
    assert formula(start + r"\rho(u_{0j}, u_{1j}) = 0.1") == "y ~ x + (1 + x | g)"
    assert formula(start + r"\rho(u_{0j}, u_{1j}) = 0") == "y ~ x + (1 + x || g)"


def test_scripts_as_tex_has_them_without_commands() -> None:
    text = "y_{ij} = γ₀₀ + γ₁₀x_{ij} + γ₀₁w_j + γ₁₁w_jx_{ij} + u_{0j} + u_{1j}x_{ij} + ε_{ij}"
    assert formula(text) == "y ~ x*w + (1 + x | g)"


def test_values_of_a_dummy_and_of_a_hypothesis_are_no_equations() -> None:
    text = (
        r"$$ y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij} $$ where $x_{ij}=0$ for some and $x_{ij}=1$ "
        r"for the others. We test $\beta_1 = 0$ and $u_j = 0$."
    )
    found = read(text, {"j": "g"})
    assert found.formula == "y ~ x + (1 | g)"
    assert not [d for d in found.diagnostics if d.severity == "error"]


def test_words_of_effects_with_a_law_are_groups() -> None:
    text = (
        r"\begin{align*} \text{Reaction} &\sim N(\mu, \sigma^2) \\ "
        r"\mu &= \alpha + \alpha_{\text{Subject}} + \beta \cdot \text{Days} + "
        r"\beta_{\text{Subject}} \cdot \text{Days} \\ "
        r"\alpha &\sim \text{Student}_3(303.2, 65.5) \\ \beta &\sim 1 \\ "
        r"\begin{bmatrix} \alpha_{\text{Subject}} \\ \beta_{\text{Subject}} \end{bmatrix} &\sim N(0, \Sigma) "
        r"\end{align*}"
    )
    assert read(text).formula == "Reaction ~ Days + (1 + Days | Subject)"


def test_a_word_of_a_coefficient_with_a_law_is_no_group() -> None:
    text = (
        r"y_{ij} = \beta_0 + \beta_{\text{age}} \text{age}_{ij} + u_j + e_{ij} \\ "
        r"\beta_{\text{age}} \sim N(0, 1), u_j \sim N(0, \tau^2)"
    )
    assert formula(text) == "y ~ age + (1 | g)"


def test_a_prior_of_several_coefficients() -> None:
    text = (
        r"\begin{aligned} y_{ij} &\sim \text{Poisson}(\mu_{ij}) \\ "
        r"\log \mu_{ij} &= \alpha + \beta \log(x_i + 10) + \gamma\, x_i + u_j \\ u_j &\sim N(0, \tau) \\ "
        r"\alpha, \beta, \gamma &\sim \text{Normal}(0, 10^{-6}) \end{aligned}"
    )
    assert formula(text) == "y ~ log(x + 10) + x + (1 | g)"


def test_beside_a_greek_coefficient_a_numbered_letter_is_a_variable() -> None:
    text = r"$z(t) = \beta_0 + \beta_1 t + \beta_2 V_0 + b_{0i} + b_{1i} t + \epsilon$"
    assert read(text, {"i": "id"}).formula == "z ~ t + V0 + (1 + t | id)"


def test_a_formula_in_place_of_equations_is_said() -> None:
    with pytest.raises(InterpretationError, match="the right side of a formula"):
        read("y ~ x + (1 | g)")


@pytest.mark.parametrize("delimiter", ["$", "$$"])
@pytest.mark.parametrize(
    "said", ["Each answer cost $5.", "They got $5 or $10.", "It costs 5 $ a head, not $ 6 or $7."]
)
def test_money_begins_no_mathematics(said: str, delimiter: str) -> None:
    line = rf"{delimiter}y_{{ij}} = \beta_0 + \beta_1 x_{{ij}} + u_j + e_{{ij}}{delimiter}"
    assert formula(f"{said}\n\n{line}\n\n{said}") == "y ~ x + (1 | g)"


@pytest.mark.parametrize(
    "sign", [r"\Rightarrow", r"\checkmark", r"\nabla L", r"p(u) \propto \int f(u) du", "@"]
)
def test_a_sign_in_a_sentence_states_nothing(sign: str) -> None:
    line = r"$$y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij}$$"
    assert formula(f"${sign}$ Then {line}") == "y ~ x + (1 | g)"
    with pytest.raises(EquationSyntaxError):
        formula(f"{line} and ${sign} = 2 x_{{ij}}$")


@pytest.mark.parametrize(
    "said",
    [
        r"$E(u_{0j}) = 0$ and $Var(e_{ij}) = \sigma^2$",
        r"$\mathbb{E}[u_{0j}] = E[u_{1j}] = 0$",
        r"$$ E(\mathbf{u}_j) = \mathbf{0} $$",
        r"$E(u_{0j} \mid x_{ij}) = 0$",
        r"$\hat\beta_1 = 2.1 \pm 0.3$",
        r"$\bar{x}_j = \frac{1}{n_j} \sum_i x_{ij}$",
        r"$\bar{x} = \sum_{i=1}^n x_i / n$",
    ],
)
def test_expectations_of_effects_results_and_means_are_no_predictors(said: str) -> None:
    line = r"$$y_{ij} = \beta_0 + \beta_1 x_{ij} + u_{0j} + u_{1j} x_{ij} + e_{ij}$$"
    assert formula(f"{line}\n\nHere {said}.") == "y ~ x + (1 + x | g)"
    assert formula(f"Here {said}.\n\n{line}") == "y ~ x + (1 + x | g)"
