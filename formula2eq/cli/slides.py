"""``formula2eq slides``: write a deck about a model."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.cli.options import model, parser, warn
from formula2eq.documents.slides import MOVEMENTS


def run(arguments: Sequence[str]) -> int:
    """Write the deck to a file, whose suffix decides the format, or to standard output."""
    options_parser = parser("slides", "Write slides that build a model, its equations and formula.")
    add = options_parser.add_argument
    add("-o", "--output", metavar="FILE", help="deck.tex, deck.pdf (by pdflatex) or deck.qmd")
    add("--to", choices=("beamer", "revealjs"), help="Beamer, or a Quarto document for reveal.js")
    add("--notation", help="lecture, raudenbush-bryk, ...")
    add("--title")
    add("--author")
    add("--theme", help="a Beamer theme, such as Madrid")
    add("--handout", action="store_true", help="one page for all steps of a frame")
    add(
        "--steps",
        nargs="?",
        const="frames",
        default="overlays",
        choices=("overlays", "frames"),
        help="steps as overlays of one frame, or as frames of their own",
    )
    add(
        "--movements",
        metavar="LIST",
        help=f"which parts, in which order: {','.join(MOVEMENTS)}",
    )
    add("--template", metavar="FILE", help="a Jinja template of your own")
    options = options_parser.parse_args(arguments)
    described = model(options)
    wanted = options.movements.split(",") if options.movements else MOVEMENTS
    made = described.slides(
        notation=options.notation,
        title=options.title,
        author=options.author,
        theme=options.theme,
        handout=options.handout,
        steps=options.steps,
        movements=[item.strip() for item in wanted],
        template=options.template,
    )
    warn(described.diagnostics)
    if options.output is None:
        print(made.revealjs() if options.to == "revealjs" else made.beamer())
    elif options.to == "revealjs":
        made.write(options.output, made.revealjs())
    elif options.to == "beamer" and not options.output.endswith(".pdf"):
        made.write(options.output, made.beamer())
    else:
        made.save(options.output)
    return 0
