"""``searchlib show``: one article."""

from __future__ import annotations

import json
from pathlib import Path

import click

import searchlib
from searchlib import formatters
from searchlib.cli.index_folder import complete_ids, index_option, open_index
from searchlib.cli.options import color_option, json_option
from searchlib.cli.terminal import BOLD, DIM, ColorChoice, Page


@click.command
@click.argument("article_id", metavar="ID", shell_complete=complete_ids)
@index_option
@json_option("Print the article as one line of JSON.")
@color_option
def command(article_id: str, folder: Path, *, as_json: bool, color: ColorChoice) -> None:
    """Print the article that has an id."""
    with open_index(folder) as index:
        article = index.get(article_id)
    if as_json:
        click.echo(formatters.json_line(article.to_dict()))
    else:
        _print_article(article, Page(color))


def _print_article(article: searchlib.Article, page: Page) -> None:
    if article.title:
        page.print(page.styled(page.unmarked_line(article.title), BOLD))
    for line in _about(article):
        page.print(page.styled(page.unmarked_line(line), DIM))
    if article.body:
        page.print("")
        page.print(page.unmarked(article.body))


def _about(article: searchlib.Article) -> list[str]:
    """Say what is known of an article besides its text, what belongs together in one line."""
    day = article.date.isoformat() if article.date else None
    origin = [part for part in (article.language, day, article.source, article.author) if part]
    extra = json.dumps(dict(article.extra), ensure_ascii=False) if article.extra else ""
    return [line for line in (" · ".join(origin), article.id, article.url, ", ".join(article.tags), extra) if line]
