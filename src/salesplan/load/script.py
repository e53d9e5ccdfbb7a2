"""Traditional characters of column titles and the simplified ones they stand for.

Taken once from OpenCC's character table (t2s), for the characters that occur in our header names and in the words of
the row rules; tests/load/test_script.py compares it with OpenCC. Other traditional characters stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable

_TRADITIONAL = (
    "丟佔來係倉個備傢傭傳價億優內冊凈別創劃動務勢匯區厤叄員問單噸噹嚮嚴國團埰報場奬寀實審寫專對層屬崗幣庫"
    "廣強彆彔彙後徑復愛態慣應戶捲採摺據敗數時曆曏會査條業標機檔檯權歐歷歸決況淨測準溝滙滿潛潤濟為無營爭爲"
    "狀獎獲環產産異當發眞碼稅種稱穫競筆箇節簡簽籤糰約納級細組結絡統經綫維網緊線編縣總績繫續纍羣習聯職脩臺"
    "興萬薦處號衕製複覈見規觸訂計記訪訴註証評話詳語說説調請證識議護讓負貨責貳買費資賬購賽贏踰輸轄轉辦迴逕"
    "週進運過達遞選郵釦鈡銷錄錢録錶鍵鍾鎊鎖鏈鐘長門閉開間閤關陸隊階際離電韆響頁項須預領題額願類颱餘饋體髮"
    "鬚點齡齣確認諾兌換桿樣減禮積紹闆變"
)
_SIMPLIFIED = (
    "丢占来系仓个备家佣传价亿优内册净别创划动务势汇区历叁员问单吨当向严国团采报场奖采实审写专对层属岗币库"
    "广强别录汇后径复爱态惯应户卷采折据败数时历向会查条业标机档台权欧历归决况净测准沟汇满潜润济为无营争为"
    "状奖获环产产异当发真码税种称获竞笔个节简签签团约纳级细组结络统经线维网紧线编县总绩系续累群习联职修台"
    "兴万荐处号同制复核见规触订计记访诉注证评话详语说说调请证识议护让负货责贰买费资账购赛赢逾输辖转办回径"
    "周进运过达递选邮扣钟销录钱录表键钟镑锁链钟长门闭开间合关陆队阶际离电千响页项须预领题额愿类台余馈体发"
    "须点龄出确认诺兑换杆样减礼积绍板变"
)
_SIMPLE = frozenset(_SIMPLIFIED)
TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""For str.translate."""


def is_traditional(titles: Iterable[str]) -> bool:
    """Whether more titles are written in traditional than in simplified characters; a few strays decide nothing."""
    traditional = simplified = 0
    for title in titles:
        if title.translate(TO_SIMPLIFIED) != title:
            traditional += 1
        elif not _SIMPLE.isdisjoint(title):
            simplified += 1
    return traditional > simplified
