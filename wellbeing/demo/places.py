"""The company of the demo: invented, in five real towns."""

from dataclasses import dataclass

COMPANY = "Northwind Care"
DEPARTMENTS = ("Billing", "Deliveries", "Technical help", "Returns")
TEAMS_IN_A_DEPARTMENT = 8


@dataclass(frozen=True)
class Site:
    """One town: its clock, its language in the app, and names as they are written there."""

    name: str
    country: str
    time_zone: str
    language: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool = False

    def full_name(self, given: str, family: str) -> str:
        return family + given if self.family_first else f"{given} {family}"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SITES = (
    Site(
        "Kraków",
        "PL",
        "Europe/Warsaw",
        "en",
        _words("Agnieszka Bartosz Celina Dawid Ewa Filip Grażyna Hubert Iga Jakub Łucja Michał"),
        _words("Wrona Sikora Dudek Gajda Kubiak Lis Mazur Nowacka Ożóg Pająk Rybak Żak"),
    ),
    Site(
        "Almaty",
        "KZ",
        "Asia/Almaty",
        "ru",
        _words("Айгерим Ерлан Дана Тимур Светлана Руслан Асель Марат Ольга Нурлан Жанар Игорь"),
        _words("Ахмет Байсеит Ким Жумабай Лопатко Омар Сатпай Тулеген Шевчук Юнус Касым Дорош"),
    ),
    Site(
        "Chengdu",
        "CN",
        "Asia/Shanghai",
        "zh-hans",
        _words("晓燕 志强 雨桐 浩然 静怡 建国 思源 佳慧 子轩 丽娜 明远 文博"),
        _words("王 李 张 刘 陈 杨 黄 赵 周 吴 徐 何"),
        family_first=True,
    ),
    Site(
        "Manchester",
        "GB",
        "Europe/London",
        "en",
        _words("Amara Callum Deepa Edwin Farah Gareth Hannah Imran Joyce Kieran Lorna Marcus"),
        _words("Adeyemi Booth Chaudhry Dunn Entwistle Firth Greaves Hussain Kaur Lomas Okoro Pugh"),
    ),
    Site(
        "Lisboa",
        "PT",
        "Europe/Lisbon",
        "en",
        _words("Beatriz Duarte Inês João Leonor Miguel Núria Paulo Rita Simão Teresa Vasco"),
        _words(
            "Antunes Brandão Cardoso Esteves Faria Guerreiro Leitão Moreira Neves Pires Vaz Rocha"
        ),
    ),
)
