"""Yearly reports whose figures are data: 政府信息公开工作年度报告, 网站工作年度报表."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import BeforeValidator, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from gongkai.core.annual.cells import CELL_TYPES, Cell
from gongkai.core.annual.forms import FORM_BY_VERSION, FORMS, NEWEST
from gongkai.core.models.base import Document
from gongkai.core.models.fields import Day, DocumentId, Frozen, Line, Whole

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler

    from gongkai.core.annual.shapes import Column, Form, Row


Model = TypeVar("Model", bound=Frozen)


class FigureTable(Frozen):
    """A table of an annual report; its fields are the rows that the form gives it."""

    def cells(self, key: str) -> tuple[Cell, ...]:
        """The cells of a row, of which there may be only one."""
        row: tuple[Cell, ...] | Cell = getattr(self, key)
        return row if isinstance(row, tuple) else (row,)


class AnnualReport(Document):
    """政府信息公开工作年度报告 (nb); 条例第四十九条、第五十条.

    What is validated becomes the subclass whose tables are those of its form.
    """

    type_id: ClassVar[str] = "nianbao"
    type_name: ClassVar[str] = "政府信息公开工作年度报告"

    year: Whole = Field(ge=2008, le=2200, title="年度", description="报告年度")
    period_start: Day = Field(title="统计期限起", description="如 2025-01-01")
    period_end: Day = Field(title="统计期限止", description="如 2025-12-31")
    form: Literal["2019", "2021"] = Field(
        title="格式版本", description="；".join(f"{form.version}（{form.basis}）" for form in FORMS)
    )
    proactive: FigureTable = Field(title="主动公开情况", description="第二部分表格")
    requests: FigureTable = Field(title="申请办理情况", description="第三部分表格")
    disputes: FigureTable = Field(title="复议诉讼情况", description="第四部分表格")
    consolidates: tuple[DocumentId, ...] = Field(
        (), title="汇总的报告", description="本报告数据所汇总的各部门年度报告，栏目/短名"
    )

    @property
    def linked(self) -> tuple[str, ...]:
        """The reports that it consolidates."""
        return self.consolidates

    @property
    def layout(self) -> Form:
        """The form that it is written in."""
        return FORM_BY_VERSION[self.form]

    @model_validator(mode="wrap")
    @classmethod
    def _choose_form(cls, values: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:  # noqa: ANN401
        version = str(values.get("form", "")) if isinstance(values, dict) else ""
        model = REPORT_MODELS.get(version, REPORT_MODELS[NEWEST.version])
        return handler(values) if cls is model else model.model_validate(values)


def _check_length(length: int, value: Any) -> Any:  # noqa: ANN401 - whatever the file held
    if isinstance(value, list | tuple) and len(value) != length:
        message = f"应为{length}格，现有{len(value)}格"
        raise PydanticCustomError("cells", "{message}", {"message": message})
    return value


def _name(model: type[Model]) -> type[Model]:
    """The model, made known by its name: records go to other processes, which look it up."""
    globals()[model.__name__] = model
    return model


def _make_field(row: Row, columns: tuple[Column, ...]) -> tuple[Any, Any]:
    """The type and description of a row: one cell, or a list of as many as there are columns."""
    types = tuple(CELL_TYPES[column.kind] for column in columns)
    labels = "、".join(column.label for column in columns)
    if len(types) == 1:
        return types[0], Field(title=row.name, description=labels)
    check = BeforeValidator(partial(_check_length, len(types)))
    shown = f"{len(types)}格：{labels}"
    return Annotated[tuple.__class_getitem__(types), check], Field(
        title=row.name, description=shown
    )


def _make_table(
    form: Form, name: str, rows: tuple[tuple[Row, tuple[Column, ...]], ...]
) -> type[FigureTable]:
    fields: dict[str, Any] = {row.key: _make_field(row, columns) for row, columns in rows}
    return _name(create_model(f"{name}{form.version}", __base__=FigureTable, **fields))


def _make_tables(form: Form) -> dict[str, type[FigureTable]]:
    requests, disputes = form.requests, form.disputes
    rows = {
        "ProactiveTable": form.proactive.rows,
        "RequestTable": tuple((row, requests.columns) for row in requests.figures),
        "DisputeTable": tuple((row, disputes.columns) for row in disputes.rows),
    }
    fields = ("proactive", "requests", "disputes")
    models = (_make_table(form, name, listed) for name, listed in rows.items())
    return dict(zip(fields, models, strict=True))


def _make_report(form: Form) -> type[AnnualReport]:
    own = AnnualReport.model_fields
    fields: dict[str, Any] = {
        name: (model, Field(title=own[name].title, description=own[name].description))
        for name, model in TABLE_MODELS[form.version].items()
    }
    name = f"AnnualReport{form.version}"
    return _name(create_model(name, __base__=AnnualReport, __doc__=AnnualReport.__doc__, **fields))


TABLE_MODELS = {form.version: _make_tables(form) for form in FORMS}
"""The three tables of each version of the form, by the name of their field."""
REPORT_MODELS: dict[str, type[AnnualReport]] = {form.version: _make_report(form) for form in FORMS}
"""The report of each version of the form."""
NEWEST_REPORT = REPORT_MODELS[NEWEST.version]


class Figure(Frozen):
    """One figure of a yearly form."""

    name: Line = Field(title="指标", description="指标名称")
    value: Line = Field(title="数值", description="数值和单位")


class YearlyForm(Document):
    """政府网站工作年度报表 (国办函〔2018〕12号) and other yearly figures."""

    type_id: ClassVar[str] = "niandu-baobiao"
    type_name: ClassVar[str] = "年度报表"

    year: Whole = Field(ge=2008, le=2200, title="年度", description="报表年度")
    figures: tuple[Figure, ...] = Field(min_length=1, title="指标", description="逐项列出")
