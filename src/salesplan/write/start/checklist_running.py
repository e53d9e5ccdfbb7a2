"""The default checklist, second half: goals, means, process, training, service, meetings, rewards."""

from __future__ import annotations

from salesplan.text import Text
from salesplan.write.start.checklist_entry import Sections, advice, item

RUNNING: Sections = {
    "goals_duties": (
        advice(
            Text("没有目标，忙一年也说不清好坏", "without a goal a busy year can be called neither good nor bad"),
            "S0:74-76",
        ),
        item(
            Text("目标按 SMART+C 写好，检查通过", "goals written by SMART+C and checked"),
            *("S0:78-90", "S1:12-16"),
            must=True,
        ),
        item(
            Text("影响目标的内部、外部因素列出来", "factors inside and outside that move the goals, listed"),
            "S0:102-104",
        ),
        item(Text("目标和每个人谈过、认可", "goals talked over and agreed with everybody"), "S0:106-108", must=True),
        item(
            Text("职责表：每件事谁负责、谁执行", "duties: who answers for each task, who does it"),
            *("S2:16 a", "S0:178-196"),
            must=True,
        ),
        item(Text("一句话的价值主张，人人会说", "a value proposition in one sentence that all can say"), "S0:136-140"),
    ),
    "means": (
        item(Text("人手够不够，缺的何时到岗", "enough people, and when the missing ones come"), "S0:178-196", "S2:14"),
        item(Text("物料、车辆、系统账号", "material, vehicles, accounts of systems"), "S0:178-196"),
        item(Text("销售预算：每项多少、谁批", "the budget: how much for what, who approves"), "S0:178-196", "S2:14"),
        item(Text("各渠道谁负责、覆盖哪些客户", "channels: whose they are, whom they reach"), "S0:142-150"),
    ),
    "process": (
        item(
            Text("销售流程分几步、每步做到什么算过", "stages of the sale and what must be met to leave each"),
            *("S0:152-156", "S3:21-26", "S2:14", "S1:12-16"),
        ),
        item(Text("每步最多几天，超过谁提醒", "how many days a stage may take, and who reminds"), "S3:21-26"),
        item(
            Text("A、B、C、D 类客户各怎么跟、多久一次", "what is done for A, B, C and D customers and how often"),
            "S1:26-32",
        ),
    ),
    "prospects": (
        item(
            Text("潜在客户从哪来，日常怎么顺手记下", "where prospects come from, how they are noted in daily work"),
            *("S0:206-210", "S4:74-75"),
        ),
        item(Text("新线索几小时内联系、由谁联系", "within how many hours a lead is called, and by whom"), "S0:206-210"),
        item(Text("老客户的再购和转介绍谁来要", "who asks customers for more orders and referrals"), "S0:206-210"),
        item(Text("获客工具和指引发到人", "tools and guidelines for winning prospects, with everybody"), "S4:74-75"),
    ),
    "training": (
        item(
            Text("产品、市场、销售技巧、沟通、谈判、CRM：谁要学什么", "who must learn what: product to CRM"),
            *("S0:152-156", "S0:352-356", "S3:39-45", "S4:74-75"),
        ),
        item(
            Text("新人谁带、多久能独立", "who teaches newcomers, and when they stand alone"), "S0:152-156", "S3:39-45"
        ),
        item(Text("培训前后各量一次指标", "indicators measured before and after training"), "S0:302-308"),
        item(
            Text("晋升的条件写清，和学习、业绩挂钩", "what promotion takes, in learning and in results"), "S0:352-356"
        ),
    ),
    "service": (
        item(
            Text("回访计划：按客户等级定间隔", "return visits, their interval by grade of customer"),
            *("S0:158-164", "S0:272-278"),
        ),
        item(
            Text("满意度调查：问什么、多久一次", "a survey of satisfaction: what is asked, how often"),
            "S3:27-32",
            "S3:59-77",
        ),
        item(
            Text("投诉：从哪来、几小时答复、谁跟到底", "complaints: where they come in, who answers by when"),
            *("S2:16 h", "S0:272-278"),
        ),
        item(
            Text("售前、售中、售后每步的做法和期限", "steps and times before, during and after a sale"),
            "S3:27-32",
            "S3:51-56",
        ),
        item(
            Text("客户意见登记：决定了什么、结果如何", "what customers said, what was decided, what came of it"),
            "S3:51-56",
        ),
        item(
            Text("重点客户的专属联系人和个性化服务", "a contact and a service of their own for key customers"),
            "S0:272-278",
        ),
        item(Text("按客户喜好推荐产品、发优惠", "products and offers that fit each customer"), "S0:286-292"),
    ),
    "meetings": (
        item(
            Text(
                "晨会、周会、月会：何时、谈什么、谁记", "morning, weekly and monthly meetings: when, on what, who notes"
            ),
            *("S0:218-222", "S2:16 b"),
        ),
        item(Text("会上定的事，谁做、何时完，有人追", "what was decided, who does it by when, followed up"), "S2:16 b"),
        item(Text("每月和每个业务员谈一次", "a talk with each rep every month"), "S4:77-79"),
        item(
            Text("生产、物流、财务要配合什么，说好", "what other departments do for us, agreed"), "S2:16 b", "S3:59-77"
        ),
    ),
    "tracking": (
        advice(
            Text(
                "关注客户不是一次活动：每周看，每月改",
                "attention to customers is no campaign: look weekly, mend monthly",
            ),
            *("S1:46-48", "S4:81"),
        ),
        advice(
            Text(
                "工具会换，流程和客户资料先理顺", "tools change: put the process and the customer data in order first"
            ),
            "S3:57-58",
        ),
        item(Text("每周看的指标：过程、结果都有", "indicators for each week, of activity and of outcome"), "S4:51-53"),
        item(Text("市场反馈表：什么变了、要不要调整", "market feedback: what changed, what to adjust"), "S0:224-228"),
        item(
            Text("改进清单：改什么、谁改、改了没有", "improvements: what, who, whether done"),
            "S0:238-242",
            "S0:302-308",
        ),
        item(Text("新打法先小范围试", "new ways of selling, tried on a small scale first"), "S0:238-242"),
    ),
    "rewards": (
        item(
            Text("考核指标、权重、评分，事先讲清", "indicators, weights and scores told beforehand"),
            *("S0:332-336", "S2:16 m"),
        ),
        item(Text("定期考核，结果当面谈", "regular reviews, talked over in person"), "S0:332-336"),
        item(
            Text("奖什么、何时发；罚什么、怎么申诉", "what is rewarded and when; penalties and appeals"),
            "S0:244-248",
            "S2:16 m",
        ),
        item(
            Text("奖金和目标一致，不奖相反的做法", "pay that serves the goals and rewards nothing against them"),
            "S4:55-57",
        ),
        item(Text("榜样是谁、何时分享做法", "who is held up as an example and when they share"), "S0:346-350"),
    ),
    "culture": (
        advice(
            Text(
                "文化看平时：做得好当众说，做错了对事不对人",
                "culture is daily: praise in public, and blame the matter, not the person",
            ),
            "S0:358-362",
        ),
        item(Text("团队活动日历：庆功、生日、聚会", "a calendar of team events"), "S0:218-222"),
        item(Text("成功案例集：谁讲过几个，记下来", "a collection of shared cases, counted by person"), "S0:346-350"),
    ),
}
"""Entries by category."""
