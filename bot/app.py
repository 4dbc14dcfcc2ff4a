"""Assembly: settings, clock -> db -> Bolt app -> jobs. All wiring is here."""

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlmodel import select

import handlers
from bot import cards, home
from bot.clock import Clock
from bot.db import Db
from bot.errors import Refused
from bot.home import Home, Section
from bot.jobs import Jobs
from bot.models import Subject, Workspace
from bot.networks import adapters
from bot.outbox.sender import Sender
from bot.outgoing import Client
from bot.publishing import Publisher
from bot.settings import Settings
from bot.transports import SignedHttp, SocketMode, Transport
from bot.vault import Vault
from bot.web import Requests, Status
from handlers import entrance
from handlers.context import Services

LISTENERS = 20
"""Threads for listeners; Bolt's five let clicks miss three seconds."""
FEW = 2
"""Listeners at work that need not be waited for."""
SLACK_TIMEOUT = 10
"""Seconds; Slack SDK's own 30 is ten times what a person may wait."""
WRONG_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})

log = logging.getLogger(__name__)


class Listeners(ThreadPoolExecutor):
    """Bolt's threads, counted."""

    def __init__(self) -> None:
        super().__init__(max_workers=LISTENERS, thread_name_prefix="listener")
        self._guard = threading.Lock()
        self._running = 0

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - the base class's signature
        """Run a listener."""
        with self._guard:
            self._running += 1
        future = super().submit(*args, **kwargs)
        future.add_done_callback(self._done)
        return future

    def is_idle(self) -> bool:
        """Say whether no listener runs or waits."""
        with self._guard:
            return self._running == 0

    def wait_for_calm(self) -> None:
        """Let people who wait for an acknowledgement go first, for a second at most."""
        deadline = time.monotonic() + 1.0
        while self._running > FEW and time.monotonic() < deadline:
            time.sleep(0.05)

    def _done(self, _future: Future[Any]) -> None:
        with self._guard:
            self._running -= 1


class Allstar:
    """The whole bot, put together and not yet running."""

    def __init__(self, settings: Settings, db: Db, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._slack = WebClient(
            settings.slack_bot_token, settings.slack_api_url, timeout=SLACK_TIMEOUT, retry_handlers=[]
        )
        self._workspace: Workspace | None = None
        self._stopping = threading.Event()
        self._connecting = threading.Thread(target=self._keep_trying, name="connect", daemon=True)
        ways = adapters(Client(settings.outgoing_allow))
        self._publisher = Publisher(db, ways, vault)
        self.jobs = Jobs(
            db,
            clock,
            self._publisher,
            Sender(db, self._slack, {Subject.POST: cards.post_card}),
            settings.tick_seconds,
        )
        self.listeners = Listeners()
        self.jobs.make_way = self.listeners.wait_for_calm
        db.when_owed = self.jobs.nudge
        self.bolt = self._build_bolt(settings)
        self.requests: Requests | None = None
        self._transport = self._choose_transport(settings)
        entrance.register(self.bolt, db, clock, Services(_home(), vault, ways, self.listeners.submit), self._ours)
        handlers.register(self.bolt)

    def start(self, *, ticking: bool = True) -> None:
        """Serve Slack and tick. While Slack is down, publishing goes on and connecting is tried again.

        `Refused` if Slack does not accept a token.
        """
        if ticking:
            self.jobs.start()
        if not self._connect():
            self._connecting.start()

    def stop(self) -> None:
        """Take in nothing more, finish what is under way."""
        self._stopping.set()
        self._transport.close()
        self.listeners.shutdown(wait=True)
        self.jobs.stop()

    def status(self) -> Status:
        """How the bot is doing."""
        connected = self._transport.is_open
        return Status(
            ready=connected,
            connected=connected,
            idle=self.listeners.is_idle() and self.jobs.is_idle(),
            next_due=self.jobs.next_due(),
            next_try=self.jobs.next_try(),
            outside_hosts=self._publisher.outside_hosts(),
        )

    def _build_bolt(self, settings: Settings) -> App:
        """Make Bolt's app. It gets its token by `authorize`: Bolt would ask auth.test with every payload."""
        client = WebClient(base_url=settings.slack_api_url, timeout=SLACK_TIMEOUT, retry_handlers=[])
        return App(
            client=client,
            authorize=lambda: self._authorize(),  # noqa: PLW0108 - Bolt reads argument names and would fill in `self`
            listener_executor=self.listeners,
            request_verification_enabled=False,  # transports.py has checked it where there is one
        )

    def _choose_transport(self, settings: Settings) -> Transport:
        """Socket Mode with an app-level token; with a signing secret `requests` serves signed HTTP."""
        self._tokens = "SLACK_BOT_TOKEN, SLACK_APP_TOKEN" if settings.slack_app_token else "SLACK_BOT_TOKEN"
        if settings.slack_app_token:
            return SocketMode(self.bolt, settings.slack_app_token)
        signed = SignedHttp(self.bolt, settings.slack_signing_secret)
        self.requests = signed.answer
        return signed

    def _authorize(self) -> AuthorizeResult:
        ours = self._ours()
        return AuthorizeResult(
            enterprise_id=None,
            team_id=ours.workspace_id,
            bot_user_id=ours.bot_user_id,
            bot_id=ours.bot_id,
            bot_token=self._slack.token,
        )

    def _ours(self) -> Workspace:
        if self._workspace is None:
            raise Refused("Allstar is just starting. Please try again in a moment.")
        return self._workspace

    def _connect(self) -> bool:
        """Learn whose token this is, then let payloads in. False if Slack cannot be reached right now."""
        try:
            self._workspace = self._introduce()
            self._transport.open()
        except SlackApiError as error:
            if error.response.get("error") in WRONG_TOKEN:
                raise Refused(
                    "Slack does not accept the tokens (%(error)s): copy %(names)s anew from your app on "
                    "api.slack.com/apps.",
                    error=error.response["error"],
                    names=self._tokens,
                ) from error
            log.warning("Slack answered %s; trying again", error.response.get("error"))
            return False
        except (SlackClientError, OSError, HTTPException) as error:
            log.warning("Slack cannot be reached (%s); trying again", type(error).__name__)
            return False
        log.info("serving %s", self._workspace.name)
        return True

    def _keep_trying(self) -> None:
        pause = 1.0
        while not self._stopping.wait(pause):
            try:
                if self._connect():
                    return
            except Refused as refused:
                log.error("%s", refused)  # noqa: TRY400 - the sentence is all the operator needs
            except Exception:
                log.exception("connecting failed; trying again")
            pause = min(pause * 2, 60.0)

    def _introduce(self) -> Workspace:
        answer = self._slack.auth_test()
        with self._db.begin() as session:
            others = session.exec(select(Workspace).where(Workspace.workspace_id != answer["team_id"])).first()
            if others is not None:
                raise Refused(
                    "This data belongs to the workspace %(ours)s, the tokens to %(theirs)s: set the tokens of "
                    "%(ours)s, or another DATABASE_URL or DATA_DIR.",
                    ours=others.name,
                    theirs=answer["team"],
                )
            workspace = session.get(Workspace, answer["team_id"]) or Workspace(
                workspace_id=answer["team_id"], name="", bot_user_id="", bot_id=""
            )
            workspace.name = answer["team"]
            workspace.bot_user_id, workspace.bot_id = answer["user_id"], answer["bot_id"]
            session.add(workspace)
        return workspace


def build(settings: Settings, db: Db, clock: Clock, vault: Vault) -> Allstar:
    """Put the bot together."""
    return Allstar(settings, db, clock, vault)


def _home() -> Home:
    """Home's sections, in the order in which people see them."""
    return Home(
        [
            Section("greeting", 5, home.greeting),
            Section("reviews", cards.HOME_BLOCKS, cards.reviews_section),
            Section("posts", 30, cards.own_section),
        ]
    )
