"""All spellings of one customer are one; two customers are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumber, PhoneNumberFormat, format_number, is_valid_number

from wellbeing.incidents.customers.rules.normal import spelt

COUNTRIES = {"PL": 48, "GB": 44, "KR": 82, "JP": 81, "DE": 49}


@st.composite
def numbers(draw):
    country = draw(st.sampled_from(sorted(COUNTRIES)))
    national = draw(st.integers(min_value=100_000_000, max_value=9_999_999_999))
    number = PhoneNumber(country_code=COUNTRIES[country], national_number=national)
    return country, number, is_valid_number(number)


@given(numbers(), st.sampled_from(["", " ", "-", ".", "\u2011", "\u00a0"]), st.data())
def test_however_a_number_is_spelt_it_is_one(drawn, gap, data):
    country, number, valid = drawn
    if not valid:
        return
    world = format_number(number, PhoneNumberFormat.E164)
    places = data.draw(st.sets(st.integers(min_value=3, max_value=len(world) - 1), max_size=3))
    gapped = "".join(gap + one if at in places else one for at, one in enumerate(world))
    home = format_number(number, PhoneNumberFormat.NATIONAL)
    spellings = {gapped, home, format_number(number, PhoneNumberFormat.INTERNATIONAL)}

    assert {spelt(one, country=country) for one in spellings} == {f"tel:{world}"}


@given(numbers(), numbers())
def test_two_numbers_are_two(one, other):
    worlds = [format_number(number, PhoneNumberFormat.E164) for _c, number, _v in (one, other)]
    found = [spelt(world, country="") for world in worlds]

    assert (worlds[0] == worlds[1]) == (found[0] == found[1])


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("512 345 678", "PL", "tel:+48512345678"),
        ("0048 512-345-678", "PL", "tel:+48512345678"),
        ("+48 512 345 678", "GB", "tel:+48512345678"),
        ("(020) 7946 0018", "GB", "tel:+442079460018"),
        ("+44 20 7946 0018 ext. 12", "GB", "tel:+442079460018;12"),
        ("\uff0b\uff14\uff18 512345678", "", "tel:+48512345678"),  # wide signs, as typed in Asia
        ("Jan.Kowalski@Example.COM", "PL", "mail:jan.kowalski@example.com"),
        ("jan+one@example.com", "PL", "mail:jan+one@example.com"),
        ("a@b\u00fccher.de", "", "mail:a@xn--bcher-kva.de"),
        ("A-1047", "PL", "id:a1047"),
        (" a 1047 ", "", "id:a1047"),
        ("\uff21\u20131047", "", "id:a1047"),
        ("unknown", "PL", None),  # would be everybody
        ("Jan Kowalski", "PL", None),
        ("7", "PL", None),
        ("", "PL", None),
    ],
)
def test_what_leads_to_a_customer(text, country, expected):
    assert spelt(text, country=country) == expected


@given(st.text(max_size=120), st.sampled_from(["", "PL", "??"]))
def test_anything_may_be_typed(text, country):
    found = spelt(text, country=country)

    assert found is None or found == spelt(text + " ", country=country)
