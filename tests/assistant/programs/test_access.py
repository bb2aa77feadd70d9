"""Who may use the server: what the command line says, the file of users, the limit."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from assistant import cli
from assistant.errors import SignInError
from assistant.programs.access import access_for
from assistant.programs.password import Hash
from assistant.programs.rate_limit import RateLimit
from assistant.programs.session import Sessions, key_of
from assistant.programs.user_file import UserFile, add_user, read_users, remove_user
from tests.assistant.programs.conftest import PASSWORD, Clock


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example"])
def test_on_a_network_somebody_has_to_sign_in(host: str, tmp_path: Path, users: Path) -> None:
    with pytest.raises(SignInError, match="carecite user add"):
        access_for(host, tmp_path)
    access = access_for(host, tmp_path, users)
    assert access.door is not None
    assert access.limit is not None
    assert access.limit.per_minute == 30


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_on_this_computer_nobody_has_to(host: str, tmp_path: Path, users: Path) -> None:
    access = access_for(host, tmp_path)
    assert (access.door, access.limit) == (None, None)
    assert access_for(host, tmp_path, users, 5).limit.per_minute == 5  # type: ignore[union-attr]
    assert access.knows_host(host)
    assert not access.knows_host("192.0.2.7")
    assert not access.knows_host("elsewhere.example")


def test_a_name_of_a_proxy_is_a_network(tmp_path: Path, users: Path) -> None:
    with pytest.raises(SignInError):
        access_for("127.0.0.1", tmp_path, names=["desk.example"])
    access = access_for("127.0.0.1", tmp_path, users, names=["Desk.example"])
    assert access.knows_host("desk.example")
    assert not access.knows_host("elsewhere.example")


def test_a_page_elsewhere_cannot_point_its_name_here(tmp_path: Path, users: Path) -> None:
    access = access_for("0.0.0.0", tmp_path, users, names=["desk.example"])
    assert [access.knows_host(host) for host in ("192.0.2.7", "::1", "desk.example", "elsewhere.example", "", None)] == [True] * 3 + [False] * 3


def test_the_command_refuses_a_network_without_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["chat", "--host", "0.0.0.0"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("carecite: on 0.0.0.0 everybody on the network could ask")
    assert len(err.splitlines()) == 1


def run(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: object) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return cli.main(["user", *(str(argument) for argument in arguments)])


def test_users_are_added_listed_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "users.txt"
    assert run(monkeypatch, f"{PASSWORD}\n", "add", path, "ann") == 0
    assert run(monkeypatch, "another long one\n", "add", path, "Zoe\u0308") == 0
    assert run(monkeypatch, "a new long password\n", "add", path, "ann") == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSWORD not in path.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(monkeypatch, "", "list", path) == 0
    assert capsys.readouterr().out == "ann\nZoë\n"
    file = UserFile(path)
    assert file.check("ann", "a new long password")
    assert not file.check("ann", PASSWORD)
    assert run(monkeypatch, "", "remove", path, "ann") == 0
    # The open file sees it without being opened again.
    assert not file.check("ann", "a new long password")
    assert file.check("Zoë", "another long one")
    assert [found.name for found in tmp_path.iterdir()] == ["users.txt"]


@pytest.mark.parametrize(
    ("arguments", "typed", "line"),
    [
        (("add", "users.txt", "a:b"), PASSWORD, "cannot be a name"),
        (("add", "users.txt", "#ann"), PASSWORD, "cannot be a name"),
        (("add", "users.txt", "a\nb"), PASSWORD, "cannot be a name"),
        (("add", "users.txt", " "), PASSWORD, "cannot be a name"),
        (("add", "users.txt", "ann"), "short", "fewer than 10 characters"),
        (("add", "users.txt", "ann"), "", "fewer than 10 characters"),
        (("add", "users.txt", "ann"), "x" * 2000, "longer than 1024 bytes"),
        (("add", "missing/users.txt", "ann"), PASSWORD, "cannot be written"),
        (("remove", "users.txt", "ann"), "", "cannot be read"),
        (("list", "users.txt"), "", "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], typed: str, line: str
) -> None:
    what, file, *rest = arguments
    assert run(monkeypatch, f"{typed}\n", what, tmp_path / file, *rest) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert line in err
    assert not (tmp_path / "users.txt").exists()


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    add_user(path, "ann", PASSWORD)
    path.chmod(0o640)
    with pytest.raises(SignInError, match="chmod 600"):
        UserFile(path)


@pytest.mark.parametrize(
    "line", ["ann", "ann:secret", "ann:scrypt$3$8$1$00$00", "ann:scrypt$32768$8$1$zz$zz", ":" + str(Hash(2, 1, 1, bytes(8), bytes(16)))]
)
def test_a_damaged_file_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "users.txt"
    path.write_text(line, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(SignInError):
        read_users(path)


def test_a_file_of_nobody_lets_nobody_in(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    add_user(path, "ann", PASSWORD)
    remove_user(path, "ann")
    with pytest.raises(SignInError, match="names nobody"):
        UserFile(path)


def test_a_hash_is_read_again_and_is_of_its_password_alone() -> None:
    made = Hash.of(PASSWORD)
    assert Hash.read(str(made)) == made
    assert made.is_of(PASSWORD)
    assert not made.is_of(PASSWORD + " ")
    assert Hash.of(PASSWORD).digest != made.digest


def test_a_hash_is_that_of_the_standard() -> None:
    """The second test vector of RFC 7914, section 12, with its other costs: N = 1024, r = 8, p = 16."""
    digest = bytes.fromhex(
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
    )
    assert Hash(1024, 8, 16, b"NaCl\0\0\0\0", digest).is_of("password") is False
    # The vector's salt has 4 bytes, fewer than a file of users may hold; so its function is checked without one.
    from assistant.programs.password import _scrypt

    assert _scrypt("password", b"NaCl", 1024, 8, 16, 64) == digest


def test_a_session_ends_by_itself_and_with_a_new_password(tmp_path: Path) -> None:
    path, clock = tmp_path / "users.txt", Clock()
    add_user(path, "ann", PASSWORD)
    sessions = Sessions(key_of(tmp_path / "desk"), UserFile(path), clock)
    token = sessions.begin("ann")
    clock.now += 12 * 60 * 60 - 1
    assert sessions.user(token) == "ann"
    clock.now += 1
    assert sessions.user(token) is None
    token = sessions.begin("ann")
    add_user(path, "ann", "a new long password")
    assert sessions.user(token) is None


def test_the_key_is_kept_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    key = key_of(desk)
    assert key_of(desk) == key
    assert stat.S_IMODE(desk.stat().st_mode) == 0o700
    assert stat.S_IMODE((desk / "session.key").stat().st_mode) == 0o600
    (desk / "session.key").write_bytes(b"")
    with pytest.raises(SignInError, match="damaged"):
        key_of(desk)


def test_a_share_fills_again_little_by_little() -> None:
    clock = Clock()
    limit = RateLimit(30, clock)
    assert [limit.wait("ann") for _ in range(31)] == [0] * 30 + [2]
    assert limit.wait("bob") == 0
    clock.now += 2
    assert [limit.wait("ann") for _ in range(2)] == [0, 2]
    clock.now += 3600
    assert [limit.wait("ann") for _ in range(31)] == [0] * 30 + [2]


def test_who_keeps_asking_does_not_wait_longer() -> None:
    clock = Clock()
    limit = RateLimit(1, clock)
    assert limit.wait("ann") == 0
    waits = []
    for _ in range(60):
        clock.now += 1
        waits.append(limit.wait("ann"))
    assert waits == [*range(59, 0, -1), 0]
