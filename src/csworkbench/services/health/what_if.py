"""What-if over the whole book: its facts are read once, then models are tried on them in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from csworkbench.domain.health.fact_columns import FactColumns
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.parts import SignalSource
from csworkbench.domain.health.plan import PlannedFactor
from csworkbench.domain.health.score_columns import MeasuredColumn
from csworkbench.domain.health.scoring import Measuring, measure_factor, score_columns
from csworkbench.domain.health.serving import StoredModel, in_use, serving
from csworkbench.domain.health.what_if_figures import Bands, BookCells, result_of
from csworkbench.domain.health.what_if_result import AccountCells, WhatIfResult
from csworkbench.infra.clock import as_of_clock
from csworkbench.infra.tokens import Token
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage import derived
from csworkbench.storage.health.book_facts import account_cells
from csworkbench.storage.health.facts import AccountRange, AsOf, load_facts
from csworkbench.storage.health.models import models_in_use
from csworkbench.storage.workbench import Workbench

if TYPE_CHECKING:
    from csworkbench.domain.health.fact_columns import Ints

CHUNK = 500
_TRIED = -1
"""The key of the model that is tried: it isn't in the book."""


class _Kinds(NamedTuple):
    """The different pairs of engagement model and segment, and which of them each account has."""

    engagement_models: Sequence[str | None]
    segments: Sequence[str | None]
    of_account: Ints


class _KeptColumns:
    """The columns that the newest model tried was made of: a slider changes weights, which play no part in them."""

    def __init__(self) -> None:
        self._columns: dict[tuple[object, ...], MeasuredColumn] = {}
        self._used: dict[tuple[object, ...], MeasuredColumn] = {}

    def measured(self, facts: FactColumns, day: date) -> Measuring:
        """Give what measures a factor, or has done so before."""

        def measured(factor: PlannedFactor) -> MeasuredColumn:
            key = factor.key, factor.signal, factor.xs, factor.ys, factor.refs, factor.max_age_days
            if key not in self._columns:
                self._columns[key] = measure_factor(factor, facts, day)
            self._used[key] = self._columns[key]
            return self._used[key]

        return measured

    def forget_others(self) -> None:
        """Keep only what was used since the last time."""
        self._columns, self._used = self._used, {}


@dataclass(frozen=True)
class WhatIf:
    """The facts of every account of a book on a day, with the health it has by the models in use; picklable.

    Attributes:
        day: the day the facts are of.
        models: the models in use then.
        signals: the imported metrics it can try.
    """

    day: date
    models: tuple[StoredModel, ...]
    _facts: FactColumns
    _cells: BookCells
    _kinds: _Kinds
    _by_model: Ints
    _before: Bands
    _kept: _KeptColumns = field(default_factory=_KeptColumns)

    @classmethod
    def of(
        cls, day: date, models: Sequence[StoredModel], facts: FactColumns, cells: BookCells, kinds: _Kinds
    ) -> WhatIf:
        """Give a what-if over facts; scores them once by the models in use."""
        import numpy as np

        nobody = Bands.nothing_for(len(facts))
        start = cls(day, tuple(models), facts, cells, kinds, np.full(len(facts), -2, dtype=np.int64), nobody)
        by_model, before = start._scored(start.models)
        # What was measured is measured again when it is needed: this object is sent from one process to another.
        return replace(start, _by_model=by_model, _before=before, _kept=_KeptColumns())

    def __len__(self) -> int:
        return len(self._facts)

    @property
    def signals(self) -> frozenset[SignalSource]:
        """Give the imported metrics it can try."""
        return frozenset(self._facts.signals)

    def missing(self, draft: HealthModel) -> frozenset[SignalSource]:
        """Give the metrics a model reads that have to be added before it can be tried."""
        return draft.signals - self.signals

    def try_model(self, draft: HealthModel) -> WhatIfResult:
        """Give what saving `draft` as the newest version of its name would do; nothing is written.

        Raises:
            ValueError: it reads a metric that is `missing`.
        """
        if self.missing(draft):
            raise ValueError(f"not read yet: {sorted(self.missing(draft))}")
        newest = max(one.model.version for one in self.models) + 1
        tried = StoredModel(_TRIED, replace(draft, version=newest))
        by_model, after = self._scored(in_use([*self.models, tried]))
        is_served = self._cells.is_scored & (by_model == _TRIED)
        return result_of(self._cells, self._facts.account_id, self._before, after, int(is_served.sum()))

    def _scored(self, models: Sequence[StoredModel]) -> tuple[Ints, Bands]:
        """Give the key of the model that serves each account, and its scores; only what the book hasn't is computed."""
        import numpy as np

        of_kind = serving(models, self._kinds.engagement_models, self._kinds.segments)
        keys = np.array([models[place].id for place in of_kind], dtype=np.int64)
        by_model = keys[self._kinds.of_account] if len(keys) else np.empty(0, dtype=np.int64)
        found = self._before.copy()
        for one in models:
            wanted = (by_model == one.id) & (by_model != self._by_model)
            if wanted.all():
                columns = score_columns(one.model, self._facts, self.day, self._kept.measured(self._facts, self.day))
                self._kept.forget_others()
                found = Bands(columns.whole, columns.bands)
            elif wanted.any():
                columns = score_columns(one.model, self._facts.take(wanted), self.day)
                found.whole[wanted], found.codes[wanted] = columns.whole, columns.bands
        return by_model, found


def load_what_if(wb: Workbench, signals: Iterable[SignalSource] = (), token: Token | None = None) -> WhatIf:
    """Read the facts of every account for today, those of the models in use and of the metrics in `signals`.

    It takes about as long as computing all health once; NotFound when the book has no model.
    """
    day = wb.clock.today()
    ranges: list[AccountRange] = []
    lines: list[AccountCells] = []
    with wb.read() as connection:
        models = models_in_use(connection)
        sources = frozenset(signals).union(*(one.model.signals for one in models))
        for low, high in derived.account_ranges(connection, CHUNK):
            ranges.append(load_facts(connection, low, high, AsOf(day, is_past=False), sources))
            lines += account_cells(connection, low, high, day)
            if token:
                token.report("Reading the facts of the book", len(lines))
    facts = _joined([one.facts for one in ranges], sources)
    return WhatIf.of(day, models, facts, BookCells.of(lines, facts), _kinds(ranges))


def try_on_book(wb: Workbench, draft: HealthModel, token: Token | None = None) -> WhatIfResult:
    """Read the book and try one model on it."""
    return load_what_if(wb, draft.signals, token).try_model(draft)


def load_what_if_of_book(token: Token, path: Path, today: date, signals: frozenset[SignalSource]) -> WhatIf:
    """Read the facts in a process of its own: open the book for reading, as of `today`."""
    with closing(open_workbench(path, as_of_clock(today), write=False, purpose="a what-if", check=False)) as workbench:
        return load_what_if(workbench, signals, token)


def _joined(parts: Sequence[FactColumns], signals: Iterable[SignalSource]) -> FactColumns:
    import numpy as np

    if not parts:
        empty = np.empty(0)
        return FactColumns.complete(np.empty(0, dtype=np.int64), [], {}, dict.fromkeys(signals, (empty, empty)))
    return FactColumns(
        np.concatenate([part.account_id for part in parts]),
        np.concatenate([part.status for part in parts]),
        {name: np.concatenate([part.numbers[name] for part in parts]) for name in parts[0].numbers},
        {
            one: (
                np.concatenate([part.signals[one][0] for part in parts]),
                np.concatenate([part.signals[one][1] for part in parts]),
            )
            for one in signals
        },
    )


def _kinds(ranges: Sequence[AccountRange]) -> _Kinds:
    import numpy as np

    known: dict[tuple[str | None, str | None], int] = {}
    of_account = [
        known.setdefault(pair, len(known))
        for part in ranges
        for pair in zip(part.engagement_models, part.segments, strict=True)
    ]
    return _Kinds([one for one, _ in known], [two for _, two in known], np.array(of_account, dtype=np.int64))
