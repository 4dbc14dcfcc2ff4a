import ipaddress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.outgoing import AddressNotAllowed, is_loopback, is_public, vet

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "2606:4700:4700::1111",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]
INSIDE = [
    "0.0.0.0",  # noqa: S104 - to be refused
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "::ffff:0:7f00:1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_leads_inside_or_nowhere_is_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
@example(ipaddress.IPv4Address("127.0.0.1"))
@example(ipaddress.IPv4Address("8.8.8.8"))
def test_an_address_that_carries_another_is_as_public_as_that(inner: ipaddress.IPv4Address) -> None:
    number = int(inner)
    carriers = [number, 0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80 | 1]

    assert {is_public(str(ipaddress.IPv6Address(carrier))) for carrier in carriers} == {is_public(str(inner))}


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    carries_another = isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None
    assert carries_another or not (is_public(str(address)) and address.is_private)


@pytest.mark.parametrize(
    ("url", "pair"),
    [
        ("https://hooks.example.com/allstar?x=1#y", "hooks.example.com:443"),
        ("https://HOOKS.example.com:8443/", "hooks.example.com:8443"),
        ("https://bücher.example/", "xn--bcher-kva.example:443"),
        ("https://hooks.example.com./", "hooks.example.com.:443"),
        ("https://8.8.8.8/", "8.8.8.8:443"),
        ("https://[2606:4700:4700::1111]/", "[2606:4700:4700::1111]:443"),
        ("https://example.com/@me", "example.com:443"),
    ],
)
def test_a_public_https_address_may_be_used(url: str, pair: str) -> None:
    assert vet(url) == pair


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "017700000001",
        "0",
        "127。0。0。1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fec0::1]",
        "[0:0:0:0:0:0:0:1]",
    ],
)
def test_no_spelling_of_an_address_inside_is_allowed(host: str) -> None:
    with pytest.raises(AddressNotAllowed, match="not on the public internet"):
        vet(f"https://{host}:8443/hook")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.com",
        "//hooks.example.com/",
        "https:hooks.example.com",
        "https://",
        "https:///path",
        "https://:443/",
        "https://.example.com/",
        "https://a..example.com/",
        "https://exam ple.com/",
        "https://exam%70le.com/",
        "https://127.0.0.1%2f.example.com/",
        "https://ⓛocalhost/",
        "https://①②⑦.⓪.⓪.①/",
        "https://0177.0.0.1/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:port/",
        "https://[fe80::1%25lo]/",
        "https://[::1/",
        "https://example.com\n/",
        "https://example.com\t.evil.example/",
        f"https://{'a' * 64}.example/",
        f"https://{'a.' * 127}example/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
    ],
)
def test_what_is_not_a_web_address_is_refused_as_such(url: str) -> None:
    with pytest.raises(AddressNotAllowed, match="not a web address"):
        vet(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://me:secret@example.com/",
        "https://me@example.com/",
        "https://@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com\\@127.0.0.1/",
        "https://example.com:443@127.0.0.1/",
    ],
)
def test_a_name_and_password_in_the_address_are_refused(url: str) -> None:
    with pytest.raises(AddressNotAllowed, match="name and password"):
        vet(url)


def test_plain_http_is_refused_even_for_a_public_host() -> None:
    with pytest.raises(AddressNotAllowed, match="https://") as refusal:
        vet("http://hooks.example.com/")
    assert refusal.value.field == "url"


@pytest.mark.parametrize("url", ["http://127.0.0.1:3999/hook", "https://127.0.0.1:3999/", "HTTP://127.0.0.1:3999"])
def test_what_the_operator_allows_may_be_used_as_it_is(url: str) -> None:
    assert vet(url, frozenset({"127.0.0.1:3999"})) == "127.0.0.1:3999"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:3998/",
        "http://127.0.0.1/",
        "http://localhost:3999/",
        "http://127.1:3999/",
        "http://127.0.0.1.:3999/",
        "http://2130706433:3999/",
        "http://[::ffff:127.0.0.1]:3999/",
        "http://me@127.0.0.1:3999/",
    ],
)
def test_only_exactly_what_the_operator_allows(url: str) -> None:
    with pytest.raises(AddressNotAllowed):
        vet(url, frozenset({"127.0.0.1:3999"}))


def test_the_words_name_what_to_allow() -> None:
    with pytest.raises(AddressNotAllowed) as refusal:
        vet("https://[::1]:3999/")
    assert "OUTGOING_ALLOW=[::1]:3999" in str(refusal.value)


@given(st.one_of(st.text(), st.text().map("https://{}".format), st.from_regex(r"https?://[^/]*/.*")))
def test_any_text_is_either_an_https_address_or_refused(url: str) -> None:
    try:
        pair = vet(url)
    except AddressNotAllowed:
        return
    assert url.lower().startswith("https://")
    assert pair.rpartition(":")[2].isdecimal()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_this_machine_is_told_by_its_address(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost.example.com", "127.1", "::", "hooks.example.com", ""])
def test_whatever_else_may_be_another_machine(host: str) -> None:
    assert not is_loopback(host)
