"""Lists of tasks as other tools and people write them."""

from datetime import date

import pytest

from shopkit.errors import BadFile
from shopkit.intake import tasks_list as lists
from shopkit.intake.tasks_list import incoming, pasted_tasks, tasks_list

HEADS = "任务名称|负责人|截止时间|优先级|状态|工时|标签|检查项"


def cells(text: str) -> str:
    rows = [row.strip().strip("|").split("|") for row in text.strip().splitlines()]
    return "\n".join("\t".join(cell.strip() for cell in row) for row in rows)


def tasks(text, **headers):
    read = pasted_tasks(cells(text), headers=headers)
    assert read.faults == []
    return incoming(read)


def test_a_chinese_list_becomes_tasks():
    (task,) = tasks(
        f"{HEADS}\n拍主图|小青、小白|2026/11/01 18:00|高|进行中|1.5|新品,图片|[x] 白底; 视频"
    )
    assert (task.title, task.owner, task.watchers) == ("拍主图", "小青", ("小白",))
    assert (task.due_on, task.priority, task.column, task.minutes) == (
        date(2026, 11, 1), 1, "进行中", 90,
    )  # fmt: skip
    assert task.labels == ("新品", "图片")
    assert [(check.text, check.is_done) for check in task.checks] == [
        ("白底", True),
        ("视频", False),
    ]


def test_the_columns_of_other_tools_are_known():
    asana = "Name|Assignee|Due Date|Tags|Notes|Section/Column|Completed At\nSweep|ann|2026-11-01|a,b|n|Doing|2026-10-02"
    trello = "Card Name|Card Description|Labels|Members|Due Date|List Name\nSweep|d|red|ann|2026-11-10T16:30:00.000Z|Done"
    (first,), (second,) = tasks(asana), tasks(trello)
    assert (first.owner, first.is_done, first.column) == ("ann", True, "Doing")
    assert (second.due_on, second.description, second.column) == (date(2026, 11, 11), "d", "Done")


def test_a_row_with_nothing_but_a_title_is_a_task_even_if_it_reads_like_a_remark():
    found = tasks("任务|负责人\n联系快递，确认价格|\n注：打包|\n")
    assert [task.title for task in found] == ["联系快递,确认价格", "注:打包"]


def test_a_header_nobody_knows_is_told_by_a_person():
    text = "要干的活|谁|何时\n拍主图|小青|2026-11-01"
    read = pasted_tasks(cells(text))
    assert read.faults and read.ignored == ("要干的活", "谁", "何时")
    (task,) = tasks(text, title="要干的活", owner="谁", due_on="何时")
    assert (task.title, task.owner, task.due_on) == ("拍主图", "小青", date(2026, 11, 1))


def test_a_header_that_was_told_means_nothing_else():
    (task,) = tasks("内容|名称\nlong text|Sweep", title="名称", description="内容")
    assert (task.title, task.description) == ("Sweep", "long text")


def test_what_cannot_be_a_day_or_a_length_is_a_fault_with_its_line():
    read = pasted_tasks(cells("任务|截止日期|工时\nok|2026-11-01|1h\nbad|soon|long"))
    assert [(fault.line, fault.column) for fault in read.faults] == [(3, "截止日期"), (3, "工时")]
    assert [task.title for task in incoming(read)] == ["ok"]


def test_an_unknown_priority_is_normal_and_said():
    read = pasted_tasks(cells("任务|优先级\nx|S\ny|低"))
    assert [task.priority for task in incoming(read)] == [2, 3]
    assert read.notes == ((lists.NORMAL_TAKEN, {"n": 1}),)


def test_a_row_keeps_its_key_whatever_else_changes():
    before = tasks("编号|任务|负责人\n1|Sweep|ann\n2|Sweep|ann\n-|Mop|bob\n-|Mop|bob")
    after = tasks("编号|任务|负责人\n2|Sweep|bob\n1|Sweep|ann\n-|Mop|ann\n-|Mop|bob")
    assert {task.key for task in before} == {task.key for task in after}
    assert len({task.key for task in before}) == 4


@pytest.mark.parametrize("word", ["3 weeks", "h", "1:30", "-5", "1e9", "9999999"])
def test_what_is_no_length_is_refused(word):
    with pytest.raises(ValueError):
        lists.minutes(word)


def test_a_workbook_with_a_long_text_keeps_it(tmp_path):
    from shopkit.print.workbook import workbook

    heads = [("标题", "text"), ("描述", "text")]
    path = tmp_path / "x"
    path.write_bytes(workbook([("待办", heads, [["x", "长" * 3000 + "\nend"]])]))
    (task,) = incoming(tasks_list(path, name="x.xlsx"))
    assert len(task.description) == 3004


def test_a_list_of_thousands_is_refused(tmp_path):
    path = tmp_path / "x"
    path.write_text("任务\n" + "x\n" * 2_001, encoding="utf-8")
    with pytest.raises(BadFile):
        tasks_list(path, name="x.csv", trusted=True)
