from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QObject

from csworkbench.infra.errors import NotFound
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.ui.bridge.child import ChildCall, ChildFailed
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.runner import ImmediateRunner, Outcome, TaskRunner


@pytest.fixture
def runner(qapp) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.shutdown()


@pytest.fixture
def operations(runner: TaskRunner) -> Operations:
    return Operations(runner)


def _double(token: Token, number: int) -> int:
    token.report("doubling", 1, 2)
    return number * 2


def _pid(token: Token) -> int:
    return os.getpid()


def _for_ever(token: Token) -> None:
    token.report("begun")
    threading.Event().wait(60)


def _refuse(token: Token) -> None:
    raise NotFound("There is no such thing.", "Look elsewhere.")


def _break(token: Token) -> None:
    raise ValueError("Acme, secret")


def test_each_lane_gives_its_value_in_the_ui_thread(operations, qtbot):
    got: list[tuple[object, int]] = []
    owner = QObject()

    def keep(value):
        got.append((value, threading.get_ident()))

    operations.read(owner, lambda token: threading.current_thread().name[:6], keep)
    operations.write(owner, lambda token: threading.current_thread().name[:6], keep)
    operations.compute(owner, _double, (21,), keep)
    qtbot.waitUntil(lambda: len(got) == 3, timeout=10_000)
    assert {value for value, _ in got} == {"reader", "writer", 42}
    assert {thread for _, thread in got} == {threading.get_ident()}


def test_what_waits_for_reads_comes_after_their_outcomes(operations, qtbot):
    told: list[str] = []
    may_end = threading.Event()
    operations.after_reads(lambda: told.append("nothing to wait for"))
    assert told == ["nothing to wait for"]
    operations.read(operations, lambda token: may_end.wait(10), lambda _value: told.append("slow"))
    operations.read(operations, _refuse, told.append, on_failure=lambda _error: told.append("failed"))
    operations.after_reads(lambda: told.append("after"))
    operations.write(operations, lambda token: None, lambda _value: told.append("written"))
    qtbot.waitUntil(lambda: {"failed", "written"} <= set(told))
    assert "after" not in told
    may_end.set()
    qtbot.waitUntil(lambda: "after" in told)
    assert told[-2:] == ["slow", "after"]


def test_the_writer_lane_keeps_the_order(operations, qtbot):
    done: list[int] = []
    for number in range(20):
        operations.write(operations, lambda token, number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_two_readers_run_side_by_side(operations, qtbot):
    barrier = threading.Barrier(2)
    done: list[int] = []
    for _ in range(2):
        operations.read(operations, lambda token: barrier.wait(10), done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert sorted(done) == [0, 1]


def test_the_latest_question_wins(operations, qtbot):
    gate = threading.Event()
    got: list[str] = []

    def slow(token):
        gate.wait(10)
        return "old"

    operations.read(operations, slow, got.append, latest="find")
    operations.read(operations, lambda token: "new", got.append, latest="find")
    operations.read(operations, lambda token: "other", got.append, latest="count")
    qtbot.waitUntil(lambda: len(got) == 2)
    gate.set()
    qtbot.waitUntil(lambda: not operations.running)
    assert set(got) == {"new", "other"}


def test_cancelled_work_calls_neither_success_nor_failure(operations, qtbot):
    begun = threading.Event()
    calls: list[object] = []

    def work(token):
        begun.set()
        while True:
            token.check()

    operation = operations.read(operations, work, calls.append, on_failure=calls.append)
    assert begun.wait(10)
    operations.cancel(operation)
    qtbot.waitUntil(lambda: operation.is_over)
    assert not calls


def test_an_unhandled_failure_is_told_once(operations, qtbot):
    with qtbot.waitSignal(operations.failed) as told:
        operations.write(operations, _refuse)
    assert isinstance(told.args[0], NotFound)


def test_a_handled_failure_goes_to_its_handler(operations, qtbot):
    got: list[BaseException] = []
    with qtbot.assertNotEmitted(operations.failed):
        operations.write(operations, _refuse, on_failure=got.append)
        qtbot.waitUntil(lambda: len(got) == 1)


def test_a_result_for_a_destroyed_owner_is_dropped(operations, qtbot):
    gate = threading.Event()
    got: list[object] = []
    owner = QObject()
    operation = operations.read(owner, lambda token: gate.wait(10), got.append)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    gate.set()
    qtbot.waitUntil(lambda: operation.is_over)
    assert not got


def test_progress_is_shown_for_slow_work_only(operations, qtbot):
    shown: list[object] = []
    operations.progressed.connect(shown.append)
    quick = operations.read(operations, lambda token: 1, shown.append)
    qtbot.waitUntil(lambda: quick.is_over)
    assert shown == [1]
    gate = threading.Event()

    def slow(token):
        token.report("Reading rows", 3, 10)
        gate.wait(10)

    operation = operations.read(operations, slow, lambda value: None, name="Import accounts")
    qtbot.waitUntil(lambda: len(shown) > 1)
    assert operation.clock.elapsed() >= 400
    assert (operation.progress.text, operation.progress.done, operation.progress.total) == ("Reading rows", 3, 10)
    gate.set()
    qtbot.waitUntil(lambda: shown[-1] is None)


def test_a_child_is_killed_on_cancel_within_200_ms_and_comes_back(operations, qtbot):
    pids: list[int] = []
    operations.compute(operations, _pid, (), pids.append)
    qtbot.waitUntil(lambda: len(pids) == 1, timeout=20_000)
    operation = operations.compute(operations, _for_ever, (), pids.append)
    qtbot.waitUntil(lambda: operation.token.progress.text == "begun", timeout=20_000)
    clock = QElapsedTimer()
    clock.start()
    operations.cancel(operation)
    qtbot.waitUntil(lambda: operation.is_over, timeout=5_000)
    assert clock.elapsed() < 200
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)
    operations.compute(operations, _pid, (), pids.append)
    qtbot.waitUntil(lambda: len(pids) == 2, timeout=20_000)
    assert pids[0] != pids[1]


def test_errors_of_the_child_come_back_without_their_words(operations, qtbot):
    got: list[BaseException] = []
    operations.compute(operations, _refuse, (), got.append, on_failure=got.append)
    operations.compute(operations, _break, (), got.append, on_failure=got.append)
    qtbot.waitUntil(lambda: len(got) == 2, timeout=20_000)
    assert isinstance(got[0], NotFound)
    assert (got[0].message, got[0].advice) == ("There is no such thing.", "Look elsewhere.")
    assert isinstance(got[1], ChildFailed)
    assert "Acme" not in str(got[1])


def test_after_shutdown_work_is_refused_and_the_writer_was_waited_for(qapp, qtbot):
    runner = TaskRunner()
    begun = threading.Event()
    kept: list[str] = []

    def write(token):
        begun.set()
        kept.append("written")

    runner.submit("writer", write, Token(), lambda outcome: None)
    runner.shutdown()
    assert kept == ["written"]
    refused: list[Outcome] = []
    runner.submit("reader", lambda token: 1, Token(), refused.append)
    qtbot.waitUntil(lambda: len(refused) == 1)
    assert isinstance(refused[0].error, Cancelled)


def test_the_child_lane_takes_calls_only(runner):
    with pytest.raises(TypeError):
        runner.submit("child", lambda token: 1, Token(), lambda outcome: None)


def test_the_immediate_runner_answers_at_once(qapp):
    operations = Operations(ImmediateRunner())
    got: list[object] = []
    operations.write(operations, lambda token: 1, got.append)
    operations.compute(operations, _double, (4,), got.append)
    operations.write(operations, _break, got.append, on_failure=got.append)
    assert got[:2] == [1, 8]
    assert isinstance(got[2], ValueError)
    assert ChildCall(_double, (2,))(Token()) == 4


def _commit(token: Token, told: str) -> int:
    Path(told).touch()
    token.seal()
    Path(told).with_suffix(".sealed").touch()
    threading.Event().wait(0.3)
    return os.getpid()


def test_the_writer_can_let_the_child_work_and_waits_for_it(operations, qtbot):
    done: list[object] = []
    operations.start("writer", operations, ChildCall(_pid), done.append)
    operations.write(operations, lambda token: "after", done.append)
    qtbot.waitUntil(lambda: len(done) == 2, timeout=10_000)
    assert done[0] != os.getpid()
    assert done[1] == "after"


def test_cancelling_what_the_writer_lets_the_child_do_kills_it_at_once(operations, runner, qtbot):
    calls: list[object] = []
    operation = operations.start("writer", operations, ChildCall(_for_ever), calls.append, calls.append)
    qtbot.waitUntil(lambda: operation.progress.text == "begun", timeout=10_000)
    clock = QElapsedTimer()
    clock.start()
    operations.cancel(operation)
    qtbot.waitUntil(lambda: operation.is_over)
    assert clock.elapsed() < 2_000
    assert not calls
    operations.start("writer", operations, ChildCall(_double, (4,)), calls.append)
    qtbot.waitUntil(lambda: calls == [8], timeout=10_000)


def test_what_is_sealed_is_not_killed_any_more(operations, qtbot, tmp_path):
    calls: list[object] = []
    told = tmp_path / "begun"
    operation = operations.start("writer", operations, ChildCall(_commit, (str(told),)), calls.append, calls.append)
    qtbot.waitUntil(told.with_suffix(".sealed").exists, timeout=10_000)
    operations.cancel(operation)
    qtbot.waitUntil(lambda: operation.is_over)
    assert len(calls) == 1
    assert isinstance(calls[0], int)


def test_who_cancels_before_the_seal_gets_nothing_committed():
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        token.seal()
