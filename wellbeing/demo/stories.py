"""What agents of the demo report, in the language they speak; all of it invented."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Told:
    """One report."""

    kinds: list[str]
    severity: int
    story: str
    reference: str = ""
    unsigned: bool = False
    outcome: str = ""
    channel: str = "phone"


_EN: Final = (
    Told(["insult"], 1, "He called me useless, three times, before I could say my name."),
    Told(["shouting", "profanity"], 1, "She shouted from the first word on and swore at the firm."),
    Told(["profanity"], 1, "Every sentence had a swear word in it. He did not want a solution."),
    Told(["shouting"], 0, "He was furious about the third wrong bill, and I understand him."),
    Told(["hate"], 2, "She said that she only talks to people with a proper accent."),
    Told(
        ["sexual"], 2, "He asked what I wear, and went on after I said that I would end the call."
    ),
    Told(["threat", "insult"], 3, "He said that he knows which building we sit in."),
    Told(["stalking"], 2, "The same number, eleven times today, always asking for me by name."),
    Told(["other"], 1, "She wanted me to say sorry until she was pleased, and recorded it."),
)
_RU: Final = (
    Told(["insult"], 1, "Трижды назвал меня никчёмной, я даже не успела представиться."),
    Told(["shouting", "profanity"], 1, "Кричала с первого слова и ругала компанию матом."),
    Told(["profanity"], 1, "Мат в каждом предложении. Решение ему было не нужно."),
    Told(["shouting"], 0, "Он был в ярости из-за третьего неверного счёта, и я его понимаю."),
    Told(["hate"], 2, "Сказала, что будет говорить только с тем, у кого нет акцента."),
    Told(
        ["sexual"],
        2,
        "Спросил, во что я одета, и не перестал, когда я сказала, что закончу звонок.",
    ),
    Told(["threat", "insult"], 3, "Сказал, что знает, в каком здании мы сидим."),
    Told(["stalking"], 2, "Один и тот же номер, одиннадцать раз за день, просит только меня."),
    Told(["other"], 1, "Требовала извиняться, пока ей не хватит, и записывала это."),
)
_ZH: Final = (
    Told(["insult"], 1, "我还没来得及报姓名，他就连说了三遍我没用。"),
    Told(["shouting", "profanity"], 1, "她从第一句话就开始吼，一直在骂公司。"),
    Told(["profanity"], 1, "每句话都带脏字，根本不想解决问题。"),
    Told(["shouting"], 0, "账单第三次出错，他非常生气，我能理解。"),
    Told(["hate"], 2, "她说只愿意和没有口音的人说话。"),
    Told(["sexual"], 2, "他问我穿什么，我说要结束通话后他还继续问。"),
    Told(["threat", "insult"], 3, "他说他知道我们在哪栋楼。"),
    Told(["stalking"], 2, "同一个号码，今天打了十一次，每次都点名找我。"),
    Told(["other"], 1, "她要我一直道歉，直到她满意为止，还录了音。"),
)
ORDINARY: Final = {"en": _EN, "ru": _RU, "zh-hans": _ZH}

OUTCOMES: Final = {
    "en": (
        "We wrote to the customer and named what was said. A second time ends the contract.",
        "The customer now reaches us in writing alone. You will not hear from them again.",
        "The team lead called them the same day. They apologised, and it stands in their file.",
        "We could not find the call from what we have. We keep watch on this number.",
    ),
    "ru": (
        "Мы написали клиенту и назвали то, что было сказано. Во второй раз расторгнем договор.",
        "Теперь клиент может обращаться только письменно. Больше он тебе не позвонит.",
        "Руководитель позвонил клиенту в тот же день. Тот извинился, в карточке есть запись.",
        "По имеющимся данным звонок найти не удалось. За этим номером мы следим.",
    ),
    "zh-hans": (
        "我们已致函该客户，写明了他说的话。如有第二次，将终止合同。",
        "该客户今后只能书面联系我们，不会再打给你。",
        "班组长当天就联系了客户。对方已道歉，并记入客户档案。",
        "凭现有信息没能找到那通电话。我们会继续留意这个号码。",
    ),
}
# What a handler asks, and the answer.
ASKED: Final = {
    "en": ("Do you remember which number it was?", "It ended in 47."),
    "ru": ("Помнишь, с какого номера звонили?", "Он заканчивался на 47."),
    "zh-hans": ("你还记得是哪个号码吗？", "尾号是 47。"),
}
