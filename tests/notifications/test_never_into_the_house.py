"""A name that leads into the house is not followed, whenever it begins to lead there."""

import socket
from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.utils import timezone

from tests.notifications.phones import Phone, browser
from wellbeing.notifications import sending
from wellbeing.notifications.addresses import is_public
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.sending import Fate

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads_to(monkeypatch):
    """leads_to("10.0.0.1"): what the name server says of every name; what was connected to."""
    connected: list[str] = []

    def lead(*addresses: str) -> list[str]:
        def found(host, port, *args: object, **more: object):
            if host in addresses:
                connected.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 9)) for one in addresses]

        monkeypatch.setattr(socket, "getaddrinfo", found)
        return connected

    return lead


def pair() -> tuple[socket.socket, socket.socket]:
    """Two ends of one TCP connection on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ours = socket.socket()
        ours.connect(listening.getsockname())
        theirs, _address = listening.accept()
    theirs.settimeout(5)
    return ours, theirs


def send() -> sending.Answer:
    now = timezone.now()
    return sending.deliver(Browser(**browser()), "x", lasts=timedelta(minutes=1), now=now)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"])
def test_a_public_name_with_a_private_address_is_refused(leads_to, address):
    connected = leads_to(address)

    assert send().fate is Fate.REFUSED
    assert connected == []


def test_one_private_address_among_others_is_enough(leads_to):
    connected = leads_to("93.184.216.34", "192.168.0.1")

    assert send().fate is Fate.REFUSED
    assert connected == []


def test_it_connects_to_the_address_it_looked_at_and_asks_for_the_name(leads_to, monkeypatch):
    leads_to("93.184.216.34")
    ours, theirs = pair()
    asked: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *args: object, **more: object) -> socket.socket:
        asked.append(address)
        return ours

    monkeypatch.setattr(socket, "create_connection", connect)
    theirs.shutdown(socket.SHUT_WR)  # it hangs up in the middle of the TLS handshake

    assert send().fate is Fate.NOT_TAKEN
    assert asked == [("93.184.216.34", 443)]
    assert b"updates.push.services.mozilla.com" in theirs.recv(
        4096
    )  # the name whose certificate it wants
    theirs.close()


def test_a_name_that_nobody_knows_may_be_known_later(monkeypatch):
    def unknown(*args: object, **more: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert send().fate is Fate.NOT_TAKEN


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "fc00::1",
        "fe80::1",
        "ff02::1",
    ],
)
def test_no_address_of_the_house_is_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4001:800::200e"])
def test_others_are(address):
    assert is_public(ip_address(address))


def test_this_machine_is_allowed_by_a_setting_alone(asha, settings):
    phone = Phone(asha, origin="http://127.0.0.1:9")
    assert settings.PUSH_INSIDE is False
    assert phone.asks_to_be_told().status_code == 400

    settings.PUSH_INSIDE = True
    assert phone.asks_to_be_told().status_code == 201
