"""Sources of small notebooks, and the build of one."""

from analytics.reports import build_reports

TITLE = "# 港聞摘要\n\n每周一頁。"
CHART = """from analytics import charts, load, reports, trend
given = reports.parameters()
reports.figure(charts.trend(trend(load(given.corpus).articles, given.entity)))"""


def built(name, notebooks, lonely, out, **options):
    return next(
        result
        for result in build_reports(notebooks=notebooks, corpus=lonely, out=out, **options)
        if result.name == name
    )


def text(path):
    return path.read_text(encoding="utf-8")
