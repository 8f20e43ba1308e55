"""A page is built again exactly when something that it is made from changed."""

from pathlib import Path

import platformdirs

from analytics.reports import build_reports
from analytics.reports.build.input_hash import input_hash

from .notebooks import TITLE


def test_a_page_of_a_corpus_that_changed_meanwhile_is_made_anew(write_notebook, write_corpus, out):
    corpus = write_corpus({"a.md": "維港煙花"})
    grow = f"import pathlib\npathlib.Path({str(corpus / 'b.md')!r}).write_text('港鐵延長服務')"
    asked = {"notebooks": write_notebook("a", TITLE, grow), "corpus": corpus, "out": out}
    build_reports(**asked)
    (corpus / "b.md").unlink()  # as it was at first, and yet the page may show more
    assert build_reports(**asked)[0].status == "built"


def test_all_notebooks_see_the_corpus_as_it_was_when_the_build_began(write_notebook, write_corpus, out):
    corpus = write_corpus({"a.md": "維港煙花"})
    grow = f"import pathlib\npathlib.Path({str(corpus / 'b.md')!r}).write_text('港鐵延長服務')"
    count = "from analytics import load, reports\nprint('共', len(load(reports.parameters().corpus)), '篇')"
    write_notebook("a", TITLE, grow, count)
    folder = write_notebook("b", TITLE, grow, count)
    build_reports(notebooks=folder, corpus=corpus, out=out)
    for name in "ab":
        assert "共 1 篇" in (out / name / "latest.html").read_text(encoding="utf-8")


def test_notebooks_share_the_corpus_where_no_cache_can_be_written(
    write_notebook, write_corpus, out, tmp_path, monkeypatch
):
    (tmp_path / "file").touch()
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / "file" / name))
    corpus = write_corpus({"a.md": "維港煙花"})
    grow = f"import pathlib\npathlib.Path({str(corpus / 'b.md')!r}).write_text('港鐵延長服務')"
    count = "from analytics import load, reports\nprint('共', len(load(reports.parameters().corpus)), '篇')"
    build_reports(notebooks=write_notebook("a", TITLE, grow, count), corpus=corpus, out=out)
    assert "共 1 篇" in (out / "a" / "latest.html").read_text(encoding="utf-8")


def test_a_page_is_built_again_only_when_something_changed(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    asked = {"notebooks": folder, "corpus": lonely, "out": out}
    assert [build_reports(**asked, date=f"2025-03-0{day}")[0].status for day in (1, 2)] == [
        "built",
        "unchanged",
    ]
    assert build_reports(**asked, force=True)[0].status == "built"
    assert build_reports(**asked, entity="nvidia")[0].status == "built"
    assert build_reports(**asked, entity="nvidia")[0].status == "unchanged"
    (out / "a" / "latest.html").write_text("別人改過", encoding="utf-8")
    assert build_reports(**asked, entity="nvidia")[0].status == "built"
    write_notebook("a", TITLE, "1 + 2")
    assert build_reports(**asked, entity="nvidia")[0].status == "built"


def test_a_corpus_that_grew_is_read_anew(write_notebook, write_corpus, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    corpus = write_corpus({"a.md": "維港煙花"})
    asked = {"notebooks": folder, "corpus": corpus, "out": out}
    build_reports(**asked)
    write_corpus({"b.md": "港鐵延長服務"})
    assert build_reports(**asked)[0].status == "built"


def test_words_and_the_time_zone_are_inputs_wherever_the_words_lie(tmp_path: Path) -> None:
    notebook = tmp_path / "a.ipynb"
    notebook.write_text("{}")
    for folder, words in (("here", "維港煙花"), ("there", "維港煙花"), ("other", "港鐵延長")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "words.txt").write_text(words, "utf-8")
    here, there, other = (
        input_hash(notebook, {"words": str(tmp_path / folder / "words.txt")}, "f")
        for folder in ("here", "there", "other")
    )
    assert here == there != other
    london, paris = (
        input_hash(notebook, {"timezone": f"Europe/{city}"}, "f") for city in ("London", "Paris")
    )
    assert london != paris


def test_of_a_file_of_labels_only_what_it_says_of_outlets_and_values_is_an_input(tmp_path: Path) -> None:
    notebook, settings = tmp_path / "a.ipynb", tmp_path / "analytics.toml"
    notebook.write_text("{}")
    hashes = []
    for text in ('[values]\na = "b"', 'keep = 3\n[values]\na = "b"', '[values]\na = "c"'):
        settings.write_text(text, "utf-8")
        hashes.append(input_hash(notebook, {"labels": str(settings)}, "f"))
    assert hashes[0] == hashes[1] != hashes[2]


def test_notebooks_get_the_corpus_that_the_build_read_with_its_words_labels_and_time_zone(
    write_notebook, write_corpus, out, tmp_path
):
    corpus = write_corpus(
        {"a.md": "---\ntitle: 青川嶼電\ndate: 2025-01-02 09:00\noutlet: lion\n---\n青川嶼電延長服務。"}
    )
    (tmp_path / "words.txt").write_text("青川嶼電\n", "utf-8")
    labels = tmp_path / "labels.toml"
    labels.write_text('[outlets.lion]\nowner = "獅山集團"', "utf-8")
    grow = f"import pathlib\npathlib.Path({str(corpus / 'b.md')!r}).write_text('港鐵延長服務')"
    shown = (
        "from analytics import reports\n"
        "corpus = reports.parameters().read()\n"
        "print(len(corpus), '篇', corpus.timezone, corpus.articles['tokens'].iloc[0][0], *corpus.articles['owner'])"
    )
    folder = write_notebook("a", TITLE, grow, shown)
    asked = {
        "notebooks": folder,
        "corpus": corpus,
        "out": out,
        "words": tmp_path / "words.txt",
        "labels": labels,
    }
    result = build_reports(**asked, timezone="Europe/London")[0]
    assert result.status == "built", result.error
    assert "1 篇 Europe/London 青川嶼電 獅山集團" in (out / "a" / "latest.html").read_text(encoding="utf-8")


def test_a_corpus_that_moved_with_the_same_name_and_content_is_no_change(tmp_path: Path) -> None:
    notebook = tmp_path / "a.ipynb"
    notebook.write_text("{}")
    here, there = (input_hash(notebook, {"corpus": place}, "f") for place in ("/srv/news", "/data/old/news"))
    renamed = input_hash(notebook, {"corpus": "/srv/press"}, "f")
    assert here == there != renamed
