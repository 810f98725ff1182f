"""The files that every yearly report is offered in beside its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import AnnualReport, YearlyForm
from gongkai.publish.annual_export.data import format_report_csv, format_report_json
from gongkai.publish.annual_export.downloads import FOLDER
from gongkai.publish.annual_export.workbook import format_workbook
from gongkai.publish.exports.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel


def list_annual_parts(site: SiteModel) -> Iterator[Part]:
    """Every download of every yearly report."""
    for item in site.items:
        if isinstance(item.record, AnnualReport | YearlyForm):
            yield _plan(site, item)


def _plan(site: SiteModel, item: Item) -> Part:
    return Part(
        f"{FOLDER}{item.id}",
        lambda digests: (digests.of_item(item),),
        lambda: _make_downloads(site, item),
    )


def _make_downloads(site: SiteModel, item: Item) -> Iterator[tuple[str, bytes]]:
    html = item.cleared.rendered.html if item.cleared.rendered else ""
    url = site.catalog.site.url + item.url
    for kind, data in make_files(item.record, item.id, url, html).items():
        yield f"{FOLDER}{item.id}.{kind}", data


def make_files(
    record: AnnualReport | YearlyForm, name: str, url: str, html: str
) -> dict[str, bytes]:
    """The report in every form, by the ending of the file's name."""
    # What makes Word files takes a while to load, and seldom is there a new annual report.
    from gongkai.publish.annual_export.word import format_word  # noqa: PLC0415 - see above

    return {
        "docx": format_word(record, html),
        "xlsx": format_workbook(record, record.year),
        "csv": format_report_csv(record),
        "json": format_report_json(record, name, url),
    }
