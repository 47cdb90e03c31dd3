#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Counts what `imi-report run` counts a second time, from the files that were taken in, and compares every figure.

usage: reports_peer.py BIN_FOLDER [SEED…]

Written from the definitions that the tool prints, the contract, the man pages and the YAML of workflows and surveys, not
from the code. First the pilot of 2008; then, for each SEED, a register and 300 requests with all kinds of lives, at two
moments. Status 1 if a figure differs.
"""
import copy
import csv
import datetime as dt
import io
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PILOT = ROOT / "samples/pilot-2008"
AREA = "professional-qualifications"
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)

# ------------------------------------------------------------------------------------- workflows, as their YAML has them

# state: {action: next state}; "=" is the same state. Optional states stand as STATE?SWITCH:ELSE.
APPROVAL, REPLIED = "awaiting-approval?approve-sending:sent", "reply-approval?approve-reply:answered"
REFERRED = "referral-responding?be-referred:info-requested"
STATES = {
    "draft": {"edit": "=", "send": APPROVAL, "delete": "deleted"},
    "awaiting-approval": {"approve": "sent", "reject": "draft", "take-back": "draft"},
    "sent": {"accept": "accepted", "modify": "=", "withdraw": "withdrawn", "refuse": "refused", "forward": "sent"},
    "accepted": {"save": "=", "partial": "=", "extend": "=", "reply": REPLIED, "forward": "sent"},
    "reply-approval": {"approve": "answered", "reject": "accepted"},
    "answered": {"close": "closed", "ask": "info-requested", "refer": "referral-requesting"},
    "info-requested": {"provide": "answered", "decline": "info-declined?first:closed"},
    "info-declined": {"close": "closed", "refer": "referral-requesting"},
    "referral-requesting": {"support": REFERRED, "not-support": "closed"},
    "referral-responding": {"sufficient": "closed", "insufficient": "info-requested"},
    "closed": {}, "refused": {}, "cancelled": {}, "withdrawn": {}, "deleted": {}}
FINAL = {"closed", "refused", "cancelled", "withdrawn", "deleted"}
for name, actions in STATES.items():
    if name in FINAL - {"deleted"}:
        actions["feedback"] = "="
    elif name not in FINAL | {"draft", "awaiting-approval"}:
        actions["cancel"] = "cancelled"
        if name != "sent":
            actions["message"] = "="
SWITCHES = ("approve-sending", "approve-reply", "be-referred")
FREE_TEXT = {"comment", "comments"}  # items of the two surveys that no figure can count


def replay(events):
    """[(instant, state, event)] after each event, under the fewest switches that allow all of them."""
    for number in range(len(SWITCHES) + 1):
        for switches in itertools.combinations(SWITCHES, number):
            state, path, referrals = "draft", [], 0
            for event in events:
                if event["action"] != "new":
                    to = STATES[state].get(event["action"])
                    if to is None:
                        break
                    referrals += event["action"] == "support"
                    if "?" in to:
                        optional, _, rest = to.partition("?")
                        switch, _, other = rest.partition(":")
                        to = optional if switch in switches or (switch == "first" and referrals == 0) else other
                    state = state if to == "=" else to
                path.append((instant(event["at"]), state, event))
            else:
                return path
    raise ValueError([event["action"] for event in events])


def instant(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def written(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def country(authority):
    return authority.partition(":")[0]


def local_day(moment, authority):
    """The day in the zone of the authority; summer time of the Union, but none in Iceland."""
    land, shift = country(authority), 1
    if land in ("BG", "CY", "EE", "EL", "FI", "LT", "LV", "RO"):
        shift = 2
    elif land in ("IE", "IS", "PT", "UK"):
        shift = 0
    def last_sunday(month):
        end = dt.datetime(moment.year, month, 31, 1)
        return end - (end.weekday() + 1) % 7 * DAY
    summer = land != "IS" and last_sunday(3) <= moment < last_sunday(10)
    return (moment + dt.timedelta(hours=shift + summer)).date()


def hours(span):
    return -(-int(span.total_seconds()) // 3600)


def percent(part, whole):
    """One digit; a half goes up. Nothing of nothing is no figure."""
    return (2000 * part + whole) // (2 * whole) / 10 if whole else None


# ------------------------------------------------------------------------------------------------------- the peer's figures

class Request:
    """What there is to know about a request at a moment."""

    def __init__(self, case, now):
        self.sent = self.accepted = self.answered = self.closed = self.ended = self.agreed = None
        self.set, self.subject = case["questionset"].partition("@")[0], case["subject"]["professions"]
        self.sender, responder, self.state = case["from"], case["to"][0], None
        self.asked, self.feedback, needed = set(), [], case["data"].get("needed-by")
        for at, state, event in case["path"]:
            if at > now:
                break
            action, data = event["action"], event.get("data", {})
            responder = event.get("to", [responder])[0]
            needed = data.get("needed-by", needed)
            self.state = state
            if state == "sent":
                self.sent = self.sent or at
                self.asked.add(responder)
            if action == "accept":
                self.accepted = self.accepted or at
                expected = local_day(at, responder) + data["days"] * DAY
                self.agreed = max(expected, dt.date.fromisoformat(needed)) if needed else expected
            if action == "extend":
                self.agreed = dt.date.fromisoformat(data["new-date"])
            if state == "answered":
                self.answered = self.answered or at
            if state == "closed":
                self.closed = self.closed or at
            if state in FINAL:
                self.ended = self.ended or at
            if action == "feedback":
                self.feedback.append((at, data))
        self.recipient = responder
        self.overdue = bool(self.agreed and not self.ended and not self.answered and self.agreed < now.date())

    def dimension(self, name):
        return {"month": lambda: self.sent.strftime("%Y-%m"), "sender": lambda: country(self.sender),
                "recipient": lambda: country(self.recipient), "subject": lambda: self.subject, "set": lambda: self.set,
                "state": lambda: self.state}[name]()


def durations(name, prefix, group, now):
    """The columns of time-to-accept and time-to-answer."""
    done = sorted(hours(getattr(one, name) - one.sent) for one in group if getattr(one, name))
    others = [hours(one.ended - one.sent) if one.ended else 24 * (now.date() - one.sent.date()).days
              for one in group if not getattr(one, name)]
    row = {f"{name}-in-{days}": percent(sum(t <= 24 * days for t in done), len(group)) for days in (1, 7, 14)}
    for column, quarters in (("quarter", 1), ("median", 2), ("quarters", 3)):
        row[f"{prefix}-{column}"] = done[-(-len(done) * quarters // 4) - 1] if done else None
    waiting, row[f"{prefix}-estimated"] = Fraction(1), None
    for t in sorted(set(done)):
        at_risk = sum(u >= t for u in done) + sum(u >= t for u in others)
        waiting *= 1 - Fraction(done.count(t), at_risk)
        if waiting <= Fraction(1, 2):
            row[f"{prefix}-estimated"] = t
            break
    return row


def measures(group, everything, now):
    number = len(group)
    row = {"sent": number, "received": number, "sent-share": percent(number, len(everything)),
           "received-share": percent(number, len(everything)), "overdue": sum(one.overdue for one in group),
           "open": sum(one.ended is None for one in group)}
    for name in ("accepted", "answered", "closed"):
        row[name] = sum(getattr(one, name) is not None for one in group)
    return row | durations("accepted", "accept", group, now) | durations("answered", "answer", group, now)


def within(moment, first, last):
    return (first is None or moment.date() >= first) and (last is None or moment.date() <= last)


def selected(values, where):
    return all(values[name] in codes for name, codes in where.items() if name in values)


class Peer:
    """All figures of a set of input files. registers: [(instant, authorities, users)], each as it was from then on."""

    def __init__(self, cases, questionnaires, registers):
        self.cases, self.questionnaires, self.registers = cases, questionnaires, registers
        self.known = {}  # moment: requests
        for case in cases:
            case["path"] = replay(case["events"])

    def register(self, now):
        return next(((a, u) for since, a, u in reversed(self.registers) if since <= now), ({}, []))

    def requests(self, now):
        if now not in self.known:
            self.known[now] = [one for one in (Request(case, now) for case in self.cases) if one.sent]
        return self.known[now]

    def run(self, report, now, by, where, first, last):
        """{cells of the dimensions: {column: figure}}, and the total or None."""
        if report in ("feedback", "questionnaire"):
            return self.opinions(report, now, by, where, first, last), None
        if report.startswith(("authorities", "participation", "users")):
            return self.registered(report, now, by, where)
        chosen = [one for one in self.requests(now) if within(one.sent, first, last)
                  and all(one.dimension(name) in codes for name, codes in where.items())]
        groups = defaultdict(list)
        for one in chosen:
            groups[tuple(one.dimension(name) for name in by)].append(one)
        return {cells: measures(group, chosen, now) for cells, group in groups.items()}, measures(chosen, chosen, now)

    def opinions(self, report, now, by, where, first, last):
        forms = []
        if report == "feedback":
            forms = [(at, {}, data) for one in self.requests(now) for at, data in one.feedback]
        else:
            for case in self.questionnaires:
                latest = {}
                for event in case["events"]:
                    if event["action"] == "answer" and instant(event["at"]) <= now:
                        latest[event["by"]] = (instant(event["at"]), {"respondent": event["data"]["role"]}, event["data"])
                forms += latest.values()
        answers, base = Counter(), Counter()
        for at, who, data in forms:
            for item, value in data.items():
                if item in FREE_TEXT or not within(at, first, last) or not selected({**who, "item": item}, where):
                    continue
                base[tuple({**who, "item": item}[name] for name in by if name != "answer")] += 1
                for code in value if isinstance(value, list) else [value]:
                    if selected({"answer": code}, where):
                        answers[tuple({**who, "item": item, "answer": code}[name] for name in by)] += 1
        rows = {}
        for cells, number in answers.items():
            of = base[tuple(cell for cell, name in zip(cells, by) if name != "answer")]
            rows[cells] = {"answers": number, "base": of, "answer-share": percent(number, of)}
        return rows

    def registered(self, report, now, by, where):
        """An authority or user counts once in every row that is true of it, and once in the total."""
        authorities, users = self.register(now)
        involved = {body for one in self.requests(now) for body in one.asked | {one.sender}}
        counted, taking_part = Counter(), Counter()
        if report.startswith("users"):
            lives = defaultdict(list)
            for user in users:
                if user.get("state", "active") == "active":
                    for role in user["roles"].split("|"):
                        lives[user["login"]].append({"country": country(user["authority"]),
                                                     "user-role": role.partition("@")[0] or None})
        else:
            lives = {body: [{"country": row["country"], "role": row["role"], "profession": profession or None}
                            for profession in row["professions"].split("|")] for body, row in authorities.items()
                     if row.get("state", "active") in ("active", "") and row["country"] != "EU"}
        everybody = {who for who, facts in lives.items() if any(selected(fact, where) for fact in facts)}
        for who, facts in lives.items():
            for cells in {tuple(fact[name] for name in by) for fact in facts if selected(fact, where)}:
                counted[cells] += 1
                taking_part[cells] += who in involved
        def row(number, part):
            return {"users": number, "authorities": number, "involved": part, "involved-share": percent(part, number)}
        return ({cells: row(number, taking_part[cells]) for cells, number in counted.items()},
                row(len(everybody), len(everybody & involved)))


# -------------------------------------------------------------------------------------------------------------- comparing

class Comparison:
    def __init__(self, bin_folder):
        self.bin, self.compared, self.differ = bin_folder, 0, 0

    def tool(self, store, now, *command, status=0):
        environment = {"PATH": f"{self.bin}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(store.parent),
                       "IMI_STORE": str(store), "IMI_NOW": now, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        result = subprocess.run([str(word) for word in command], env=environment, capture_output=True, text=True,
                                encoding="utf-8", check=False)
        if result.returncode != status:
            sys.exit(f"{' '.join(map(str, command))}: status {result.returncode}: {result.stderr[:2000]}")
        return result.stdout

    def figure(self, where, theirs, ours):
        self.compared += 1
        if theirs != ours:
            self.differ += 1
            print(f"  {where}: the tool {theirs}, the peer {ours}")

    def report(self, store, now, peer, name, words):
        """One run of one report against the peer's figures."""
        options, where = {}, defaultdict(list)
        for option, value in words:
            if option == "--where":
                dimension, _, code = value.partition("=")
                where[dimension].append(code)
            else:
                options[option] = value
        document = json.loads(self.tool(store, now, "imi-report", "run", name, "--format", "json",
                                        *itertools.chain.from_iterable(words)))
        days = {key: dt.date.fromisoformat(options[key]) for key in ("--from", "--to", "--as-of") if key in options}
        moment = instant(now)
        if "--as-of" in days:
            moment = min(moment, dt.datetime.combine(days["--as-of"], dt.time()) + DAY - SECOND)
        title = " ".join([name, *itertools.chain.from_iterable(words)])
        by = document["parameters"]["by"]
        if "--by" in options:
            self.figure(f"{title}: dimensions", by, options["--by"].split(","))
        self.figure(f"{title}: as of", document["as_of"], written(moment))
        rows, total = peer.run(name, moment, by, where, days.get("--from"), days.get("--to"))
        columns = [column["id"] for column in document["columns"] if column["id"] not in by]
        seen = set()
        for row in document["rows"]:
            cells = tuple(row[dimension] for dimension in by)
            if cells in seen:
                self.figure(f"{title}: {cells}", "twice", "once")
            seen.add(cells)
            for column in columns:
                ours = rows[cells][column] if cells in rows else "no such row"
                self.figure(f"{title}: {cells}, {column}", row[column], ours)
                if row[column] is None:
                    self.figure(f"{title}: {cells}, {column}, flag", row.get("flags", {}).get(column), "n")
        for cells in rows.keys() - seen:
            self.figure(f"{title}: {cells}", "no such row", rows[cells])
        if total is None:
            self.figure(f"{title}: total", document.get("total"), None)
        for column in columns if total else ():
            self.figure(f"{title}: total, {column}", document["total"].get(column), total[column])

    def group(self, title, runs):
        before = self.compared, self.differ
        for run in runs:
            self.report(*run)
        print(f"{title}: {self.compared - before[0]} figures, {self.differ - before[1]} differ")


REQUESTS, OPINIONS, FEEDBACK = ("month", "sender", "recipient", "subject", "set", "state"), \
    ("item", "answer", "respondent"), ("item", "answer")
PLAIN = ("flows", "requests-by-set", "requests-by-subject", "requests-received", "requests-sent")  # one figure: fewer runs
AUTHORITIES, TAKING_PART, USERS = ("country", "role", "profession"), ("country", "role"), ("country", "user-role")


def dimensions(name):
    return {"feedback": FEEDBACK, "questionnaire": OPINIONS, "participation": TAKING_PART}.get(
        name, AUTHORITIES if name.startswith("authorities") else USERS if name.startswith("users") else REQUESTS)


def compare(comparison, title, store, now, peer, as_of, period, wheres):
    """The groups of comparisons at one moment. wheres: lists of DIMENSION=CODE."""
    listed = json.loads(comparison.tool(store, now, "imi-report", "list", "--format", "json"))
    reports = {one["report"]: one["parameters"] for one in listed if one["report"] != "pilot-2008"}
    at = [("--as-of", as_of)] if as_of else []
    first, last = period
    def runs(options, some=reports):
        return [(store, now, peer, name, at + words) for name in some for words in options(dimensions(name), name)]
    def filters(has):
        return [[("--where", one) for one in some] for some in wheres if all(one.partition("=")[0] in has for one in some)]
    dated = [name for name in reports if "from" in reports[name]]
    full = [name for name in reports if name not in PLAIN]
    comparison.group(f"{title}, as declared", runs(lambda *_: [[]]))
    comparison.group(f"{title}, --from and --to", runs(lambda _, name: [[("--from", first), ("--to", last)]] + [
        [("--to", first)]] * (name not in PLAIN), dated))
    comparison.group(f"{title}, --by", runs(lambda has, _: [
        [("--by", some)] for some in (*has, ",".join(has[:2])) if "item" not in has or "item" in some.split(",")], full))
    comparison.group(f"{title}, --where", runs(lambda has, name: filters(has)[:1 if name in PLAIN else None]))
    comparison.group(f"{title}, all together", runs(lambda has, _: [
        [("--from", first), ("--to", last), some[0], ("--by", ",".join(has[::-1]))] for some in filters(has)[:3]],
        [name for name in full if name in dated]))


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def lines_of(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def keyed(rows):
    return {f"{row['country']}:{row['id']}": {"professions": "", **row} for row in rows}


def pilot(comparison, folder):
    store, since = folder / "pilot.db", "2008-02-01T00:00:00Z"
    comparison.tool(store, since, "imi-store", "init", "--training", "--admin", "operator")
    for name in ("authorities", "users", "institutions", "institutions-users"):
        comparison.tool(store, since, "imi-register", "import", PILOT / f"{name}.csv", "--as", "operator")
    comparison.tool(store, "2008-07-31T23:00:00Z", "imi-request", "import", PILOT / "cases.jsonl",
                    PILOT / "questionnaire.jsonl", "--as", "operator")
    peer = Peer(lines_of(PILOT / "cases.jsonl"), lines_of(PILOT / "questionnaire.jsonl"), [
        (instant(since), keyed(table(PILOT / "authorities.csv") + table(PILOT / "institutions.csv")),
         table(PILOT / "users.csv") + table(PILOT / "institutions-users.csv"))])
    wheres = [["sender=UK"], ["sender=UK", "sender=DE", "subject=doctor"], ["recipient=RO"], ["month=2008-05"],
              ["set=general", "state=closed"], ["state=sent", "state=accepted"], ["item=in-time"], ["answer=yes"],
              ["respondent=dimic"], ["item=structure-problems", "respondent=nimic"], ["country=DE"],
              ["country=DE", "country=PL", "role=authority"], ["role=dimic"], ["profession=doctor"],
              ["user-role=allocator"], ["country=EL", "user-role=request-handler"]]
    for as_of in (None, "2008-05-31"):
        compare(comparison, f"pilot, {as_of or 'now'}", store, "2008-07-31T23:30:00Z", peer, as_of,
                ("2008-04-02", "2008-07-10"), wheres)


# ---------------------------------------------------------------------------------------------------------- made-up cases

LANDS = "AT BG CZ DK EE FI HR HU IE IS LI LT LU LV MT NL NO PT SE SI SK".split()
VOCABULARY = "doctor nurse dentist pharmacist physiotherapist accountant midwife".split()
BEGIN, CHANGED, LAST = dt.datetime(2013, 12, 2), dt.datetime(2015, 1, 15), dt.datetime(2015, 12, 31, 22)
MOMENTS = ("2014-12-31", "2015-12-30")


class Maker:
    """A register, its later state, and the lives of requests, drawn by chance."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.templates = [case for case in lines_of(PILOT / "cases.jsonl")
                          if any(event["action"] == "reply" for event in case["events"])]
        self.opinions = [event["data"] for event in lines_of(PILOT / "questionnaire.jsonl")[0]["events"]
                         if event["action"] == "answer"]

    def registers(self):
        draw = self.random
        before, users = {}, []
        for land in draw.sample(LANDS, 11) + ["DE"]:
            for number in range(draw.randint(3, 8)):
                role = "nimic" if number == 0 else "dimic" if number == 1 and draw.random() < 0.5 else "authority"
                dealing = role == "authority" and draw.random() < 0.9
                some = draw.sample(VOCABULARY, draw.choice((1, 1, 2, 3))) if dealing else []
                key = f"{land}:a{number}"
                before[key] = {"id": f"a{number}", "country": land, "name": f"Body {number}", "lang": "en", "area": AREA,
                               "role": role, "coordinator": "a0" if number else "", "professions": "|".join(some),
                               "state": "active"}
                login = f"{land.lower()}-{number}"
                users.append({"login": login, "authority": key, "roles": "data-administrator|request-handler"})
                for more in range(draw.choice((0, 0, 1, 2))):
                    users.append({"login": f"{login}-{more}", "authority": key, "roles": draw.choice((
                        "basic-user", f"request-handler@{AREA}|request-handler", "allocator|referral-handler"))})
        bodies = list(before)
        for user in draw.sample([one for one in users if "admin" not in one["roles"]], 8):
            other = draw.choice([body for body in bodies if body != user["authority"]])
            users.append({**user, "authority": other, "roles": draw.choice((user["roles"], "request-handler"))})
        after = copy.deepcopy(before)
        for body in draw.sample(bodies, 14):
            row, change = after[body], draw.randrange(4)
            if change < 2 and row["role"] == "authority":
                row["state"] = ("suspended", "inactive")[change]
            elif change == 2 and row["role"] == "authority":
                row["professions"] = "|".join(draw.sample(VOCABULARY, 2))
            elif row["role"] == "authority":
                row["role"] = "dimic"
        land = draw.choice(bodies).partition(":")[0]
        after[f"{land}:new"] = {**before[f"{land}:a0"], "id": "new", "name": "A new body", "role": "authority",
                                "coordinator": "a0", "professions": "doctor|nurse"}
        later = [dict(user) for user in users] + [{"login": "late", "authority": bodies[0], "roles": "basic-user"}]
        suspended = draw.sample(sorted({one["login"] for one in users} - {one["login"] for one in users
                                                                        if "admin" in one["roles"]}), 4)
        for user in users + later:
            user.update({"name": f"User {user['login']}", "email": f"{user['login']}@example.org", "language": "en"})
        return before, after, users, later, suspended

    def pause(self):
        draw = self.random
        return dt.timedelta(seconds=draw.choice((
            0, 1, 3599, 3600, 3601, 86399, 86400, 86401, 7 * 86400, 7 * 86400 + 1, 14 * 86400, 14 * 86400 + 1,
            *(draw.randrange(60, 20000) for _ in range(9)), *(draw.randrange(20000, 3000000) for _ in range(12)))))

    def life(self, case, answers, bodies, at):
        """Events until an end, or until chance or the last day leaves the case as it is."""
        draw = self.random
        switches = {switch for switch in SWITCHES if draw.random() < 0.25}
        sender, responder, state = case["from"], case["to"][0], "draft"
        events, counts, agreed = [{"at": written(at), "action": "new", "by": sender}], Counter(), None
        patience = draw.choice((3, 5, 9, 30, 30))
        while state not in FINAL and len(events) < patience:
            possible = {
                "draft": ["send"] * 9 + ["edit", "delete"], "awaiting-approval": ["approve"] * 5 + ["reject", "take-back"],
                "sent": ["accept"] * 12 + ["forward", "forward", "modify", "withdraw", "refuse", "cancel"],
                "accepted": ["reply"] * 9 + ["save", "partial", "extend", "extend", "forward", "cancel", "message"],
                "reply-approval": ["approve"] * 3 + ["reject"],
                "answered": ["close"] * 6 + ["ask", "ask", "refer", "message", "cancel"],
                "info-requested": ["provide", "provide", "decline", "cancel"], "info-declined": ["close", "refer"],
                "referral-requesting": ["support", "support", "not-support"],
                "referral-responding": ["sufficient", "insufficient"]}[state]
            action = draw.choice(possible)
            mates = [body for body in bodies if country(body) == country(responder) and body != responder]
            if (action == "withdraw" and counts["accept"]) or (action == "forward" and (
                    counts["forward"] > 3 or counts["save"] + counts["partial"] + counts["reply"] or not mates)):
                continue
            then = at + self.pause()
            if action == "extend" and then.date() + DAY >= agreed:
                continue
            if then > LAST:
                break
            at, seat = then, sender
            event = {"at": written(at), "action": action}
            if state in ("sent", "accepted", "info-requested"):
                seat = responder
            if action in ("approve", "reject", "support", "not-support", "sufficient", "insufficient", "refuse"):
                seat = f"{country(sender if state in ('awaiting-approval', 'referral-requesting') else responder)}:a0"
            if action in ("withdraw", "modify", "cancel"):
                seat = sender
            event["by"] = seat
            if action in ("reject", "refuse", "forward", "extend", "refer", "decline", "support", "not-support",
                          "sufficient", "insufficient", "cancel"):
                event["comment"] = "For a reason."
            if action in ("edit", "modify") or (action == "send" and (
                    counts["edit"] + counts["send"] or case["data"]["needed-by"] <= at.date().isoformat())):
                event["data"] = {**case["data"], "needed-by": (at + draw.randint(1, 40) * DAY).date().isoformat()}
                case = {**case, "data": event["data"]}
            if action == "edit" and draw.random() < 0.7:
                responder = draw.choice([body for body in bodies if country(body) != country(sender)])
                event["to"] = [responder]
            if action == "forward":
                responder = draw.choice(mates)
                event["to"] = [responder]
            if action == "accept":
                event["data"] = {"days": draw.choice((0, 3, 10, 30, 365))}
                agreed = max(local_day(at, responder) + event["data"]["days"] * DAY,
                             dt.date.fromisoformat(case["data"]["needed-by"]))
            if action == "extend":
                agreed = (at + draw.randint(1, 40) * DAY).date()
                event["data"] = {"new-date": agreed.isoformat()}
            if action in ("save", "partial", "reply", "provide"):
                event["answers"] = answers
            if action == "ask":
                event["data"] = {"what": "More, please."}
            if action == "message":
                event["data"] = {"text": "Good morning."}
            counts[action] += 1
            to = STATES[state][action]
            if "?" in to:
                optional, _, rest = to.partition("?")
                switch, _, other = rest.partition(":")
                to = optional if switch in switches or (switch == "first" and not counts["support"]) else other
            events.append(event)
            state = state if to == "=" else to
        # A path that ends where only a later act would tell which set-up was in force is cut short.
        while state in ("awaiting-approval", "reply-approval", "referral-responding") and replay(events)[-1][1] != state:
            state = replay(events[:-1])[-1][1]
            events.pop()
        if state in FINAL - {"deleted"}:
            for seat in draw.sample([sender, responder], draw.choice((0, 1, 1, 2))):
                at += self.pause()
                data = {"user-friendly": draw.choice(("very", "quite", "not-very", "not-at-all"))}
                data.update({item: draw.choice(("yes", "no")) for item in ("in-time", "effort") if draw.random() < 0.7})
                if draw.random() < 0.3:
                    data["comment"] = "Thank you."
                if at <= LAST:
                    events.append({"at": written(at), "action": "feedback", "by": seat, "data": data})
        return events

    def requests(self, bodies, number):
        draw, cases = self.random, []
        busy = draw.sample(bodies, len(bodies) * 2 // 3)
        for _ in range(number):
            template = draw.choice(self.templates)
            answers = next(event["answers"] for event in template["events"] if event["action"] == "reply")
            at = BEGIN + dt.timedelta(days=30, seconds=draw.randrange(725 * 86400))
            case = {key: copy.deepcopy(template[key]) for key in ("workflow", "area", "questionset", "language", "subject",
                                                                 "data", "questions")}
            if draw.random() < 0.25:
                case["questionset"], case["questions"], answers = "temporary", {"established": {}}, {"established": "no"}
                case["data"].update({"declared-on": "2013-11-04", "first-time": "no"})
                case["subject"] = {"professions": draw.choice(VOCABULARY)}
            case["data"]["needed-by"] = (at + draw.randint(5, 60) * DAY).date().isoformat()
            case["from"] = draw.choice(busy)
            case["to"] = [draw.choice([body for body in busy if country(body) != country(case["from"])])]
            case["events"] = self.life(case, answers, bodies, at)
            cases.append(case)
        return cases

    def questionnaire(self, bodies):
        """Asks some bodies; some answer, some again, some decline."""
        draw, at = self.random, dt.datetime(2014, 11, 3, 9)
        asked = draw.sample(bodies, 25)
        events = [{"at": written(at), "action": "new", "by": "EU:markt"},
                  {"at": written(at), "action": "send", "by": "EU:markt", "to": asked,
                   "data": {"subject": "The system", "answer-by": "2015-06-30"}}]
        later = []
        for body in asked[1:]:
            then = at + dt.timedelta(seconds=draw.randrange(1, 100 * 86400))
            form = copy.deepcopy(draw.choice(self.opinions))
            for item in [key for key in form if key not in ("role", "country", "material-used") and draw.random() < 0.2]:
                del form[item]
            if draw.random() < 0.15:
                later.append((then, {"action": "decline", "by": body, "comment": "No time."}))
                continue
            if draw.random() < 0.3:
                later.append((then - SECOND, {"action": "save", "by": body, "data": form}))
            later.append((then, {"action": "answer", "by": body, "data": form}))
            if draw.random() < 0.4:
                again = then + dt.timedelta(seconds=draw.randrange(1, 40 * 86400))
                later.append((again, {"action": "reopen", "by": body}))
                if draw.random() < 0.6:
                    later.append((again + dt.timedelta(seconds=draw.randrange(1, 20 * 86400)),
                                  {"action": "answer", "by": body, "data": {**form, "easy": "no"}}))
        later.sort(key=lambda one: one[0])
        return {"workflow": "questionnaire", "area": AREA, "questionset": "coordinator-questionnaire", "from": "EU:markt",
                "to": asked, "language": "en", "events": events + [{"at": written(then), **event}
                                                                    for then, event in later]}


def rows_as_csv(path, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def made_up(comparison, folder, seed):
    maker, store = Maker(seed), folder / f"seed-{seed}.db"
    before, after, users, later, suspended = maker.registers()
    cases = maker.requests(list(before), 300)
    survey = maker.questionnaire(list(before))
    for number, case in enumerate(sorted(cases + [survey], key=lambda one: one["events"][0]["at"]), 1):
        case["id"] = f"PQ-{case['events'][0]['at'][:4]}-{number:06}"
    paths = {name: folder / f"{seed}-{name}" for name in ("a.csv", "b.csv", "u.csv", "v.csv", "cases.jsonl")}
    rows_as_csv(paths["a.csv"], list(before.values()))
    rows_as_csv(paths["b.csv"], list(after.values()))
    rows_as_csv(paths["u.csv"], users)
    rows_as_csv(paths["v.csv"], later)
    paths["cases.jsonl"].write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in [*cases, survey]),
                                    encoding="utf-8")
    comparison.tool(store, written(BEGIN), "imi-store", "init", "--training", "--admin", "operator")
    institutions = [PILOT / "institutions.csv", PILOT / "institutions-users.csv"]
    for now, files in ((BEGIN, [paths["a.csv"], paths["u.csv"], *institutions]),
                       (CHANGED, [paths["b.csv"], paths["v.csv"]])):
        for file in files:
            comparison.tool(store, written(now), "imi-register", "import", file, "--as", "operator")
    for login in suspended:
        comparison.tool(store, written(CHANGED), "imi-register", "user", "suspend", login, "--as", "operator")
    comparison.tool(store, "2015-12-31T23:00:00Z", "imi-request", "import", paths["cases.jsonl"], "--as", "operator")
    europe, officials = keyed(table(PILOT / "institutions.csv")), table(PILOT / "institutions-users.csv")
    peer = Peer(cases, [survey], [
        (BEGIN, before | europe, users + officials),
        (CHANGED, after | europe, [user for user in later if user["login"] not in suspended] + officials)])
    land, other = (Counter(country(body) for body in bodies).most_common(1)[0][0]
                   for bodies in ([case["from"] for case in cases], [case["to"][0] for case in cases]))
    wheres = [[f"sender={land}"], [f"recipient={other}", "set=temporary"], ["month=2014-05", "month=2014-12"],
              ["state=closed", "state=cancelled", "state=withdrawn"], ["subject=doctor", "subject=nurse"],
              ["item=in-time", "answer=no"], ["answer=yes"], ["respondent=nimic"], [f"country={land}", f"country={other}"],
              ["role=dimic"], ["profession=doctor", "profession=nurse"], ["user-role=basic-user"]]
    for as_of in MOMENTS:
        compare(comparison, f"seed {seed}, {as_of}", store, "2015-12-31T23:30:00Z", peer, as_of,
                ("2014-03-05", "2014-12-10"), wheres)
    accepted = [(instant(event["at"]), event) for case in cases for event in case["events"] if event["action"] == "accept"]
    nightly = {local_day(at, event["by"]) + event["data"]["days"] * DAY for at, event in accepted
               if at.date() != local_day(at, event["by"])}  # due a day later than by UTC
    days = sorted(day for day in nightly if day < LAST.date()) + [dt.date(2014, 3, 1) + n * DAY for n in range(0, 665, 60)]
    comparison.group(f"seed {seed}, overdue on other days", [
        (store, "2015-12-31T23:30:00Z", peer, "open-requests", [("--as-of", str(day))]) for day in days])


def main():
    comparison = Comparison(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        pilot(comparison, pathlib.Path(folder))
        for seed in sys.argv[2:]:
            made_up(comparison, pathlib.Path(folder), seed)
    print(f"{comparison.compared} figures compared, {comparison.differ} differ")
    return 1 if comparison.differ else 0


if __name__ == "__main__":
    sys.exit(main())
