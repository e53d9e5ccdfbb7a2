"""The example company's plan is clean; of a spoiled copy ``check`` finds every planted fault, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from program import Run

CHECK = ("check", "--as-of", "2026-06-30", "--format", "json", "--fail-on", "note")


@dataclass(frozen=True)
class Fault:
    """A stretch of one file that is replaced, and what must be found: each code at the line that begins so."""

    file: str
    old: str
    new: str
    found: tuple[tuple[str, str], ...]


def fault(file: str, old: str, new: str, *found: tuple[str, str]) -> Fault:
    return Fault(f"{file}.yaml", old, new, found)


NEW_GOALS = """
  - id: G6
    statement: 在 2026 年内将回款率从 86% 提高到 93%
    metric: collection_rate
    direction: increase
    unit: "%"
    baseline: {value: 86}
    target: {value: 93}        # G4 要的是 92
    scope: all
    owner: 郑国强
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-12-31, value: 93}]
    strategy_tag: 老客户深耕
    data_source: 财务回款表
    agreed_by: [郑国强]
    agreed_on: 2025-12-22
  - id: G7
    statement: 在 2026 年内将净推荐值从 20 提高到 40
    metric: nps                # 没有激励，也不在考核指标里
    direction: increase
    unit: 分
    baseline: {value: 20}
    target: {value: 40}        # 翻一倍
    scope: all
    owner: 陈总
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-12-31, value: 40}]
    strategy_tag: 服务增值
    data_source: 回访问卷
    agreed_by: [陈总]
    agreed_on: 2025-12-22
"""
FAULTS = (
    # specific goals
    fault(
        "goals", "    scope: all\n    owner: 售后主管 刘敏\n", "    owner: 售后主管 刘敏\n", ("SMART-S3", "  - id: G5")
    ),
    fault("goals", "    owner: 售后主管 刘敏\n", "", ("SMART-S4", "  - id: G5")),
    fault("goals", "新客户从 57 家", "新客户尽快从 57 家", ("SMART-S5", "    statement: 2026 年新客户尽快")),
    fault(
        "goals",
        "从 127 万元提高到 130 万元",
        "从 127 万元提高到 131 万元",
        ("SMART-S6", "    statement: 在 2026 年内将西南"),
    ),
    # measured
    fault("goals", ", source: 财务月报}", "}", ("SMART-M4", "  - id: G2")),
    fault(
        "goals",
        "    review: monthly\n    milestones: [{date: 2026-06-30, value: 58万}",
        "    milestones: [{date: 2026-06-30, value: 58万}",
        ("SMART-M5", "  - id: G14"),
    ),
    # attainable, consistent
    fault(
        "goals",
        "    agreed_by: [售后主管 刘敏, 陈总]\n    agreed_on: 2025-12-22\n",
        "    agreed_by: [售后主管 刘敏, 陈总]\n    agreed_on: 2026-02-01\n" + NEW_GOALS,
        ("SMART-C7", "    agreed_on: 2026-02-01"),
        ("SMART-C2", "    target: {value: 93}"),
        ("SMART-A1", "    target: {value: 40}"),
        ("SMART-C6", "    metric: nps"),
        ("INC-N02", "    metric: nps"),
    ),
    # relevant
    fault(
        "goals",
        "    strategy_tag: 服务增值\n    dimension: 业绩\n",
        "    strategy_tag: 服务增殖\n    dimension: 业绩\n",
        ("SMART-R1", "    strategy_tag: 服务增殖"),
    ),
    fault(
        "goals",
        "    name: 回款率\n",
        "    name: 回款率\n    parent: G1\n",
        (
            "SMART-R2",
            '    metric: collection_rate\n    direction: increase\n    unit: "%"\n    baseline: {value: 86, start',
        ),
    ),
    # timed
    fault(
        "goals",
        "    milestones: [{date: 2026-06-30, value: 390万}, {date: 2026-12-31, value: 880万}]\n",
        "",
        ("SMART-T5", "  - id: G2"),
    ),
    fault(
        "goals",
        "      - {date: 2026-12-31, value: 64}\n",
        "      - {date: 2026-12-31, value: 63}\n",
        ("SMART-T6", "    milestones:\n      - {date: 2026-03-31, value: 14}"),
    ),
    # consistent
    fault(
        "goals",
        "    name: 西南销售额\n    parent: G1\n",
        "    name: 西南销售额\n",
        ("SMART-R1", "  - id: G14"),
        ("SMART-C1", "    target: {value: 2800万}"),
    ),
    fault("goals", "    hours: 480\n", "    hours: 48000\n", ("SMART-C3", "    hours: 48000")),
    fault(
        "goals",
        "    name: 新客户\n",
        "    name: 新客户\n    conflicts_with: [G2]\n",
        ("SMART-C4", "    conflicts_with: [G2]"),
    ),
    # the file itself
    fault(
        "goals",
        "    review: weekly\n    milestones: [{date: 2026-06-30, value: 344万}",
        "    review: weekly\n    revew: daily\n    milestones: [{date: 2026-06-30, value: 344万}",
        ("PLAN-unknown-key", "    revew: daily"),
    ),
    fault("plan", "left: 2026-09-30}", "left: 2026-09-31}", ("PLAN-date", "    - {name: 周建国")),
    # SWOT
    fault(
        "swot",
        "      weight: 0.25\n      rating: 4\n",
        "      weight: 0.25\n      rating: 2\n",
        ("SWOT-F06", "      rating: 2\n      evidence: 2025 年发货"),
    ),
    fault("swot", "uses: [W1, O1]", "uses: [W1, O1, O7]", ("SWOT-F10", "      uses: [W1, O1, O7]")),
    fault("swot", "      evidence: 变频器询价一年增加三成\n", "", ("SWOT-W13", "    - id: O3")),
    fault(
        "swot",
        "      goals: [G2, G5]\n      actions: [完成第二家变频器的配套测试]\n",
        "",
        ("SWOT-W16", "    - id: ST2"),
    ),
    fault("swot", "      goals: [G13]\n", "      goals: [G9]\n", ("SWOT-F11", "      goals: [G9]")),
    fault(
        "swot",
        "      weight: 0.15\n      rating: 3\n      evidence: 供应商",
        "      weight: 0.25\n      rating: 3\n      evidence: 供应商",
        ("SWOT-F04", "  items:"),
    ),
    # market
    fault("market", "    som: 4500万 ", "    som: 4亿 ", ("SIZE-F01", "    som: 4亿")),
    fault("market", "spend: 6.2万}", "spend: 26.2万}", ("SIZE-W02", "  size:")),
    fault("market", "{year: 2022,", "{year: 2023,", ("SIZE-F07", "      - {year: 2023, size: 4.55亿")),
    fault(
        "market", "evidence_on: 2026-05-20", "evidence_on: 2025-05-20", ("RIVAL-W04", "      evidence_on: 2025-05-20")
    ),
    fault("market", "      promotion: 不打折，送年度保养\n", "", ("RIVAL-W03", "    - name: 欧泰")),
    fault("market", "swot: [O3]", "swot: [O3, S3]", ("RIVAL-F06", "      swot: [O3, S3]")),
    fault("market", "factors: {质量: 0.3,", "factors: {质量: 0.4,", ("RIVAL-F10", "  factors: {质量: 0.4")),
    fault("market", "      share: 12%\n", "      share: 92%\n", ("RIVAL-F08", "  competitors:")),
    fault("market", "客户来源: 转介绍,", "客户来原: 转介绍,", ("SEG-F01", "      when: {客户来原")),
    fault("market", "declared: 中端", "declared: 高端", ("POS-W01", "    declared: 高端")),
    fault("market", "    proof: 2025 年 312 次报修，平均 6 小时到场，有客户签字\n", "", ("VALUE-F01", "  value:")),
    fault("market", "      benefit: 三年不用备修理费\n", "", ("FAB-F01", "    - feature: 三年质保")),
    # strategy
    fault("strategy", "price: 860, cost: 560", "price: 560, cost: 560", ("PRICE-F01", "    - {product: 球阀")),
    fault("strategy", ", rival: 4300, demand: 水务", ", demand: 水务", ("PRICE-W03", "    - {product: 调节阀")),
    fault("strategy", "price: 3900, cost", "price: 4900, cost", ("PRICE-W02", "    - {product: 减速机")),
    fault("strategy", "      discount: 5%\n", "      discount: 30%\n", ("PROMO-F01", "    - name: 变频器九五折")),
    fault(
        "strategy",
        "      budget: 3万\n      owner: 吴海涛\n",
        "      budget: 3万\n",
        ("PROMO-W04", "    - name: 五月备件满减"),
    ),
    fault(
        "strategy",
        "sales: 246万, margin: 30%, cost: 42万}",
        "sales: 246万, margin: 30%, cost: 142万}",
        ("CHAN-W02", "       coverage: 18%"),
    ),
    fault(
        "strategy",
        "segments: [水务环保, 化工制药,",
        "segments: [水务环保, 化工制药, 造纸,",
        ("CHAN-F03", "    - {name: 直销"),
    ),
    fault(
        "strategy",
        "{name: 服务之星, kind: 表彰, metric: csat, roles: [售后工程师]}",
        "{name: 服务之星, kind: 表彰, metric: csat, roles: [售后工程师]}\n    - {name: 全勤奖, kind: 奖金}",
        ("INC-W03", "    - {name: 全勤奖"),
    ),
    fault("strategy", "replies: 36}", "replies: 360}", ("MODE-F03", "      - {name: 行业展会")),
    fault("strategy", ", exit: [合同盖章, 预付款到账]}", "}", ("PROC-W01", "    - {name: 签约")),
    fault("strategy", "then: 电话跟进, ", "", ("PROC-F03", "    - {when: 报价满")),
    fault("strategy", "    total: 420万", "    total: 400万", ("BUDGET-F03", "    total: 400万")),
    fault(
        "strategy",
        "initiative: 渠道拓展, expected: 196万",
        "initiative: 渠道扩展, expected: 196万",
        ("BUDGET-F05", "      - {name: 电商推广"),
    ),
    # preparation and duties
    fault(
        "preparation",
        "    - {item: 和经销商一起做两场现场试用, owner: 罗文杰, due: 2026-08-15}\n",
        "    []\n",
        ("PREP-F01", "  联合活动:"),
    ),
    fault(
        "preparation",
        "due: 2026-07-31, status: doing}",
        "due: 2026-05-31, status: doing}",
        ("PREP-W02", "    - {item: 新款调节阀的样机"),
    ),
    fault(
        "preparation",
        "owner: 郑国强, due: 2026-07-10, status: doing, mandatory: yes",
        "due: 2026-07-10, status: doing, mandatory: yes",
        ("PREP-W03", "    - {item: 主推产品备货"),
    ),
    fault(
        "preparation",
        "owner: 吴海涛, due: 2026-07-15}",
        "owner: 吴海滔, due: 2026-07-15}",
        ("PREP-W04", "    - {item: 新老型号"),
    ),
    fault(
        "preparation",
        "{task: 合同签订, A: 陈总, R: 业务员,",
        "{task: 合同签订, A: 陈总,",
        ("RACI-F02", "    - {task: 合同签订"),
    ),
    fault(
        "preparation",
        "{task: 回款, A: 大区经理,",
        "{task: 回款, A: [大区经理, 陈总],",
        ("RACI-F01", "    - {task: 回款"),
    ),
    fault("preparation", "{task: 投诉处理,", "{task: 售后登记,", ("RACI-W03", "  raci:")),
    fault(
        "preparation",
        "{person: 黄丽华, topic: CRM 使用, date: 2026-05-21}",
        "{person: 黄丽华, topic: CRM 使用, date: 2026-09-21}",
        ("TRAIN-W03", "      - {person: 黄丽华, topic: CRM"),
    ),
    fault(
        "preparation",
        "{person: 罗文杰, topic: 谈判,",
        "{person: 罗文洁, topic: 谈判,",
        ("TRAIN-W01", "      - {person: 罗文洁"),
    ),
    fault(
        "preparation",
        "      steps: [前一天约好次日四家, 拜访先问需求再讲方案, 当天记录、三天内跟进, 试用后开口要订单]\n",
        "",
        ("BOOK-W02", "    - role: 业务员"),
    ),
)
AREAS = (
    *(f"SMART-{letter}" for letter in "SMARTC"),
    *("PLAN", "SWOT", "SIZE", "RIVAL", "SEG", "POS", "VALUE", "FAB", "PRICE", "PROMO", "CHAN", "INC", "MODE", "PROC"),
    *("BUDGET", "PREP", "RACI", "TRAIN", "BOOK"),
)


def spoiled(company: Path) -> None:
    """Plant every fault; a stretch that does not stand there exactly once is a fault of this test."""
    for one in FAULTS:
        file = company / one.file
        text = file.read_text("utf-8")
        assert text.count(one.old) == 1, one.old
        file.write_text(text.replace(one.old, one.new), encoding="utf-8")


def line_of(company: Path, file: str, begin: str) -> int:
    """The line of a file that begins so; only one may."""
    text = "\n" + (company / file).read_text("utf-8")
    assert text.count("\n" + begin) == 1, begin
    return text[: text.index("\n" + begin)].count("\n") + 1


def test_the_example_company_is_clean(company: Path, run: Run) -> None:
    done = run(*CHECK)
    assert (done.code, json.loads(done.out)["findings"]) == (0, [])


def test_every_planted_fault_is_found_at_its_line_and_nothing_else(company: Path, run: Run) -> None:
    spoiled(company)
    wanted = Counter((code, one.file, line_of(company, one.file, begin)) for one in FAULTS for code, begin in one.found)
    done = run(*CHECK)
    findings = json.loads(done.out)["findings"]
    found = Counter((f["code"], Path(f["place"]["file"]).name, f["place"]["line"]) for f in findings)
    assert done.code == 1
    assert found - wanted == Counter(), [f for f in findings if (f["code"]) in {c for c, *_ in found - wanted}]
    assert wanted - found == Counter()


def test_at_least_forty_are_planted_one_at_least_in_each_area() -> None:
    codes = [code for one in FAULTS for code, _ in one.found]
    assert len(FAULTS) >= 40
    assert [area for area in AREAS if not any(code.startswith(area) for code in codes)] == []


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
def test_the_page_of_the_spoiled_plan_says_each_of_them(company: Path, run: Run, lang: str) -> None:
    spoiled(company)
    done = run("check", "--as-of", "2026-06-30", "--lang", lang, "--all-problems")
    assert done.code == 1
    for code in {code for one in FAULTS for code, _ in one.found}:
        assert code in done.out
