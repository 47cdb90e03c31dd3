#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes the requests of the 2008 pilot and the answers of its coordinators as cases that imi-request imports.

    generate_cases.py [--authorities FILE] [--out FOLDER]

Every count of the staff report of 2008 holds by construction; the table at the end compares them with the files as
written. Status 1 if one differs. Persons, dates and documents are invented. The same input gives the same files.
"""

import argparse
import csv
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

AREA = "professional-qualifications"
FIRST_DAY, LAST_DAY = dt.date(2008, 2, 28), dt.date(2008, 7, 31)
FEEDBACK_END = dt.date(2008, 7, 28)
HOLIDAYS = {dt.date(2008, 3, 21), dt.date(2008, 3, 24), dt.date(2008, 5, 1), dt.date(2008, 5, 12)}
COMMISSION = "EU:markt"

# ---------------------------------------------------------------------------------------------- counts of the report

SENDERS = {"UK": 37, "DE": 26, "IE": 15, "BE": 13, "ES": 7,                       # footnote 17
           "NL": 5, "SE": 4, "AT": 4, "FR": 3, "NO": 3, "DK": 2, "IT": 2, "CY": 2,  # free, each at most 7
           "PL": 1, "RO": 1, "HU": 1, "EL": 1, "PT": 1, "FI": 1, "LU": 1, "SI": 1, "CZ": 1}
ADDRESSEES = {"RO": 23, "BG": 12, "PL": 11, "IT": 11, "ES": 9, "HU": 7, "DE": 7, "UK": 6, "FR": 5,  # footnote 17
              "AT": 4, "NL": 4, "CZ": 4, "EL": 4, "IE": 3, "BE": 3, "SE": 3, "PT": 3, "SK": 3,      # free, at most 5
              "LT": 2, "LV": 2, "NO": 1, "DK": 1, "FI": 1, "SI": 1, "CY": 1, "LU": 1}
PROFESSIONS = {"doctor": 87, "pharmacist": 29, "physiotherapist": 11, "accountant": 5}              # footnote 18
SETS = {"establishment": 74, "general": 58}                                                        # footnote 19
MONTHS = {2: 1, 3: 10, 4: 12, 5: 24, 6: 39, 7: 46}
WITHIN_A_DAY, WITHIN_TWO_WEEKS, LATER = 32, 99, 22    # the other 11 have no answer
FEEDBACK = {"very": 27, "quite": 16}
TOTAL = 132

# Coordinators that act as authorities themselves: 58 authorities of 292 and 79 bodies of 397 are both 20 per cent.
AUTHORITIES_INVOLVED = 58
ACTING_COORDINATORS = [
    "UK:DIMIC-1", "IE:DIMIC-1", "BE:DIMIC-1", "ES:DIMIC-1", "FR:DIMIC-1", "AT:DIMIC-1", "RO:DIMIC-1", "BG:DIMIC-1",
    "PL:DIMIC-1", "CZ:DIMIC-1", "EL:DIMIC-1", "HU:DIMIC-1", "SK:DIMIC-1", "NL:DIMIC-1", "SE:DIMIC-2", "IT:NIMIC",
    "DE:DIMIC-1", "DE:DIMIC-2", "DE:DIMIC-3", "DE:SDIMIC-NW", "DE:SDIMIC-BY"]
# Bodies that ask and are asked before others of their country; then those that did exist.
PREFERRED = ["UK:rpsgb", "UK:icaew", "DE:lageso", "DE:reg-oberbayern", "DE:aek-no", "DE:blak", "DE:ak-no", "EL:is-athens",
             "EL:fs-attica", "ES:sanidad-titulos", "IT:salute-professioni"]
# Where the coordinator approves what is sent.
APPROVES = {"DE:SDIMIC-BY", "IT:NIMIC"}

# ------------------------------------------------------------------------------------------------- invented persons

# Given names of women and of men, family names (where the two differ: woman/man).
NAMES = {
    "AT": ("Birgit Elfriede Sonja Karin", "Reinhard Gernot Helmut Wolfgang", "Haslinger Pichlbauer Strohmaier Zehetner"),
    "BE": ("Annelies Godelieve Martine Sofie", "Joris Wouter Benoît Luc", "Verstraeten Lambrecht Delcourt Goossenaerts"),
    "BG": ("Desislava Rositsa Yordanka Milena", "Plamen Stoyan Rumen Lachezar",
           "Draganova/Draganov Kovacheva/Kovachev Stoilova/Stoilov Yanakieva/Yanakiev Marinska/Marinski"),
    "CY": ("Androulla Eleni", "Kyriakos Savvas", "Hadjisavva Papaneophytou"),
    "CZ": ("Jitka Zdeňka Ivana", "Radek Vlastimil Luboš", "Hrubešová/Hrubeš Kratochvílová/Kratochvíl Vaňková/Vaněk"),
    "DE": ("Gudrun Heike Ulrike Sabine", "Jürgen Detlef Torsten Matthias", "Brinkschulte Lohmeier Wiesengrund Ackermann"),
    "DK": ("Bodil", "Torben", "Overgaard-Lund"),
    "EL": ("Chrysoula Despina", "Thrasyvoulos Lefteris", "Karagianni/Karagiannis Mavroudi/Mavroudis"),
    "ES": ("Nuria Begoña Rocío Amparo", "Íñigo Álvaro Joaquín Ramiro",
           "Olmedo-Vidal Barrientos-Gil Carrascosa-Pons Etxeberria-Ruiz"),
    "FI": ("Marjatta", "Heikki", "Lehtoranta"),
    "FR": ("Mireille Sandrine Odile", "Thierry Bastien Gaël", "Roussillac Delaunoy Marchandeau"),
    "HU": ("Ildikó Zsuzsanna Piroska", "Zoltán Gergely Attila", "Kerekgyártó Bodonyi Szalmási Hegedűs-Nagy"),
    "IE": ("Gráinne Sinéad", "Cormac Declan", "Mulhearn Geraghty-Roche"),
    "IT": ("Ornella Patrizia Graziella Loredana", "Ivano Fulvio Ermanno Corrado", "Brambati Castellucci Marangoni Della-Valle"),
    "LT": ("Daiva", "Vytautas", "Kazlauskytė/Kazlauskis"),
    "LU": ("Josiane", "Jean-Marie", "Schiltgen"),
    "LV": ("Baiba", "Andris", "Liepiņa/Liepiņš"),
    "NL": ("Marijke Femke", "Jeroen Sjoerd", "Hoekzema Van-der-Laan"),
    "NO": ("Ragnhild", "Øystein", "Haugstad"),
    "PL": ("Bożena Grażyna Jolanta Halina", "Zbigniew Grzegorz Wiesław Leszek",
           "Wiśnicka/Wiśnicki Borowiecka/Borowiecki Olszańska/Olszański Gawrońska/Gawroński"),
    "PT": ("Fernanda Graça", "Rui Nuno", "Figueirinha Sequeira-Pinto"),
    "RO": ("Luminița Rodica Mihaela Camelia Simona", "Ovidiu Dragoș Cătălin Liviu Sorin",
           "Bărbulescu Ciocârlan Moldovanu Teodorescu Văduva Zamfirache Oprescu"),
    "SE": ("Gunilla Annika", "Göran Lennart", "Hallström Öberglund"),
    "SI": ("Alenka", "Boštjan", "Kovačič"),
    "SK": ("Zuzana Ľubica", "Marián Ľuboš", "Hudáková/Hudák Kováčiková/Kováčik"),
    "UK": ("Gillian Rosemary", "Alistair Nigel", "Hathersage Pemberthy Stockdale"),
}

# Titles of the evidence of formal qualifications, in the language of the document (annex V for the first two).
TITLES = {
    "doctor": {
        "AT": "Urkunde über die Verleihung des akademischen Grades Doktor der gesamten Heilkunde",
        "BE": "Diploma van arts", "BG": "Диплома за висше образование, магистър по медицина",
        "CY": "Πιστοποιητικό Εγγραφής Ιατρού", "CZ": "Diplom o ukončení studia ve studijním programu všeobecné lékařství",
        "DE": "Zeugnis über die Ärztliche Prüfung", "DK": "Bevis for bestået lægevidenskabelig embedseksamen",
        "EL": "Πτυχίο Ιατρικής", "ES": "Título de Licenciado en Medicina y Cirugía",
        "FI": "Lääketieteen lisensiaatin tutkinto", "FR": "Diplôme d'Etat de docteur en médecine",
        "HU": "Okleveles orvosdoktor oklevél", "IE": "Primary qualification",
        "IT": "Diploma di laurea in medicina e chirurgia",
        "LT": "Aukštojo mokslo diplomas, nurodantis suteiktą gydytojo kvalifikaciją",
        "LU": "Diplôme d'Etat de docteur en médecine, chirurgie et accouchements", "LV": "Ārsta diploms",
        "NL": "Getuigschrift van met goed gevolg afgelegd artsexamen",
        "NO": "Vitnemål for fullført grad candidatus medicinae", "PL": "Dyplom ukończenia studiów wyższych na kierunku lekarskim",
        "PT": "Carta de curso de licenciatura em medicina", "RO": "Diplomă de licență de doctor medic",
        "SE": "Läkarexamen", "SI": "Diploma o strokovnem naslovu doktor medicine",
        "SK": "Vysokoškolský diplom o udelení akademického titulu doktor medicíny", "UK": "Primary qualification"},
    "pharmacist": {
        "AT": "Staatliches Apothekerdiplom", "BE": "Diploma van apotheker",
        "BG": "Диплома за висше образование, магистър по фармация", "CY": "Πιστοποιητικό Εγγραφής Φαρμακοποιού",
        "CZ": "Diplom o ukončení studia ve studijním programu farmacie",
        "DE": "Zeugnis über die Staatliche Pharmazeutische Prüfung", "DK": "Bevis for bestået farmaceutisk kandidateksamen",
        "EL": "Άδεια άσκησης φαρμακευτικού επαγγέλματος", "ES": "Título de Licenciado en Farmacia",
        "FI": "Proviisorin tutkinto", "FR": "Diplôme d'Etat de docteur en pharmacie",
        "HU": "Okleveles gyógyszerész oklevél", "IE": "Certificate of Registered Pharmaceutical Chemist",
        "IT": "Certificato di abilitazione all'esercizio della professione di farmacista",
        "LT": "Aukštojo mokslo diplomas, nurodantis suteiktą vaistininko profesinę kvalifikaciją",
        "LU": "Diplôme d'Etat de pharmacien", "LV": "Farmaceita diploms",
        "NL": "Getuigschrift van met goed gevolg afgelegd apothekersexamen", "NO": "Vitnemål for fullført grad cand.pharm.",
        "PL": "Dyplom ukończenia studiów wyższych na kierunku farmacja z tytułem magistra",
        "PT": "Carta de curso de licenciatura em Ciências Farmacêuticas", "RO": "Diplomă de licență de farmacist",
        "SE": "Apotekarexamen", "SI": "Diploma o strokovnem naslovu magister farmacije",
        "SK": "Vysokoškolský diplom o udelení akademického titulu magister farmácie",
        "UK": "Certificate of Registered Pharmaceutical Chemist"},
    "physiotherapist": {
        "AT": "Diplom im physiotherapeutischen Dienst", "BE": "Licentiaat in de kinesitherapie",
        "BG": "Диплома за висше образование, бакалавър по кинезитерапия", "CY": "Πτυχίο Φυσιοθεραπείας",
        "CZ": "Diplom, bakalářský studijní program fyzioterapie", "DE": "Zeugnis über die staatliche Prüfung für Physiotherapeuten",
        "DK": "Bevis for professionsbachelor i fysioterapi", "EL": "Πτυχίο Φυσικοθεραπείας",
        "ES": "Título de Diplomado en Fisioterapia", "FI": "Fysioterapeutin tutkinto",
        "FR": "Diplôme d'Etat de masseur-kinésithérapeute", "HU": "Gyógytornász főiskolai oklevél",
        "IE": "Bachelor of Science in Physiotherapy", "IT": "Diploma di laurea in fisioterapia",
        "LT": "Kineziterapeuto diplomas", "LU": "Diplôme d'Etat de masseur-kinésithérapeute", "LV": "Fizioterapeita diploms",
        "NL": "Getuigschrift fysiotherapie", "NO": "Vitnemål for fysioterapeututdanning",
        "PL": "Dyplom ukończenia studiów wyższych na kierunku fizjoterapia", "PT": "Licenciatura em Fisioterapia",
        "RO": "Diplomă de licență în kinetoterapie", "SE": "Sjukgymnastexamen", "SI": "Diplomirani fizioterapevt",
        "SK": "Diplom, bakalársky študijný program fyzioterapia", "UK": "Bachelor of Science in Physiotherapy"},
    "accountant": {
        "AT": "Bestellung zum Wirtschaftstreuhänder", "BE": "Diploma van accountant", "CY": "Εγκεκριμένος Λογιστής",
        "CZ": "Osvědčení auditora", "DE": "Bestellung zum Steuerberater", "DK": "Beskikkelse som statsautoriseret revisor",
        "EL": "Άδεια ορκωτού ελεγκτή", "ES": "Inscripción como auditor de cuentas", "FI": "KHT-tilintarkastaja",
        "FR": "Diplôme d'expertise comptable", "HU": "Könyvvizsgálói oklevél", "IE": "Chartered Accountant",
        "IT": "Abilitazione alla professione di dottore commercialista", "LU": "Brevet d'expert-comptable",
        "NL": "Getuigschrift registeraccountant", "NO": "Bevilling som statsautorisert revisor",
        "PL": "Świadectwo biegłego rewidenta", "PT": "Revisor oficial de contas", "RO": "Diplomă de expert contabil",
        "SE": "Auktoriserad revisor", "UK": "Chartered Accountant"},
}

LANGUAGES = {"AT": "de", "BE": "nl", "BG": "bg", "CY": "el", "CZ": "cs", "DE": "de", "DK": "da", "EL": "el", "ES": "es",
             "FI": "fi", "FR": "fr", "HU": "hu", "IE": "en", "IT": "it", "LU": "fr", "NL": "nl", "NO": "nb", "PL": "pl",
             "PT": "pt", "RO": "ro", "SE": "sv", "SI": "sl", "UK": "en"}

# Free texts, in the language of who asks; a case in another language has none.
BACKGROUND = {
    "en": "The applicant intends to take up a post here in the autumn.",
    "de": "Die antragstellende Person möchte im Herbst eine Stelle hier antreten.",
    "nl": "De aanvrager wil hier in het najaar aan het werk gaan.",
    "fr": "La personne souhaite prendre ses fonctions ici à l'automne.",
    "es": "La persona solicitante desea empezar a trabajar aquí en otoño."}
GROUNDS = {
    "en": "The copy of the document is hard to read, and the date differs from that on the certificate of good standing.",
    "de": "Die Kopie des Dokuments ist schlecht lesbar, und das Datum weicht von dem der Bescheinigung ab.",
    "nl": "De kopie van het document is slecht leesbaar en de datum wijkt af van die op het attest.",
    "fr": "La copie du document est peu lisible et la date diffère de celle de l'attestation.",
    "es": "La copia del documento es poco legible y la fecha no coincide con la del certificado."}
UNCLEAR = {
    "en": "Please state the dates as well.", "de": "Bitte geben Sie auch die Daten an.",
    "nl": "Gelieve ook de data te vermelden.", "fr": "Veuillez indiquer aussi les dates.",
    "es": "Rogamos indiquen también las fechas."}
MESSAGE = {
    "en": "Thank you; the original was sent to you by post today.",
    "de": "Vielen Dank; das Original haben wir Ihnen heute mit der Post gesandt.",
    "nl": "Dank u; het origineel is vandaag per post verzonden.",
    "fr": "Merci ; l'original vous a été envoyé par la poste aujourd'hui.",
    "es": "Gracias; el original se ha enviado hoy por correo."}
# Footnote 33 of the report.
PRAISE = ("Sehr geehrte Damen und Herren, bisher bin ich mit IMI sehr zufrieden. (Mein Kompliment an die Firma; ich habe "
          "solch eine gute Qualität nicht für möglich gehalten.) IMI erleichtert die Arbeit deutlich.")

# ------------------------------------------------------------------------------------------------------------ small parts


def key_of(row):
    return row["country"] + ":" + row["id"]


def country_of(authority):
    return authority.split(":")[0]


def mix(counts):
    """The values in an order in which each is spread evenly (the smoothest round robin)."""
    total, credit, result = sum(counts.values()), Counter(), []
    for _ in range(total):
        for value, count in counts.items():
            credit[value] += count
        best = max(counts, key=lambda value: credit[value])
        credit[best] -= total
        result.append(best)
    return result


def stride(values, step):
    """The values in another order: every step-th; the step has no divisor in common with their number."""
    return [values[i * step % len(values)] for i in range(len(values))]


def evenly(indices, count):
    """That many of the indices, spread evenly."""
    return [indices[i * len(indices) // count] for i in range(count)]


def is_working_day(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def working_day(day, step=1):
    while not is_working_day(day):
        day += dt.timedelta(days=step)
    return day


def moment(day, minutes):
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)


def instant(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def iso(year, month, day):
    return dt.date(year, month, day).isoformat()


# ---------------------------------------------------------------------------------------------------- who asks whom


def swap_until(values, is_bad, fits):
    """Takes each bad value to a place where it and the one that it meets there fit."""
    for i in range(len(values)):
        if not is_bad(i, values[i]):
            continue
        j = next(j for j in (k % len(values) for k in range(i + 1, i + len(values)))
                 if fits(i, values[j]) and fits(j, values[i]))
        values[i], values[j] = values[j], values[i]


def choose_pairs(competent):
    """Sender, addressee, profession and set of each request, in the order in which they are sent."""
    senders = mix(SENDERS)
    addressees = stride(mix(ADDRESSEES), 35)
    swap_until(addressees, lambda i, country: country == senders[i], lambda i, country: country != senders[i])
    professions = stride(mix(PROFESSIONS), 5)

    def fits(i, profession):
        return all((country, profession) in competent for country in (senders[i], addressees[i]))

    swap_until(professions, lambda i, profession: not fits(i, profession), fits)
    sets = stride(mix(SETS), 7)
    return list(zip(senders, addressees, professions, sets))


def choose_authorities(pairs, competent):
    """The authority of each side of each request. Each acting coordinator gets one side, 58 authorities the rest."""
    sides = defaultdict(list)  # (country, profession) -> sides (request, 0 or 1)
    for i, (sender, addressee, profession, _) in enumerate(pairs):
        sides[sender, profession].append((i, 0))
        sides[addressee, profession].append((i, 1))
    chosen = {}
    for coordinator in ACTING_COORDINATORS:
        country = country_of(coordinator)
        # One where much is asked, so that something is left for the authorities; never both sides of a request.
        place = max((p for p in sides if p[0] == country), key=lambda p: len(sides[p]))
        side = next(s for s in reversed(sides[place]) if (s[0], 1 - s[1]) not in chosen)
        chosen[side] = coordinator
        sides[place].remove(side)
    used = {}  # place -> authorities
    bodies = set()
    for place, open_sides in sides.items():
        if open_sides:
            known = [a for a in competent[place] if a in bodies]
            used[place] = known[:1] or competent[place][:1]
            bodies.update(used[place])
    # More of them where most is asked.
    while len(bodies) < AUTHORITIES_INVOLVED:
        place = max((p for p in used if len(used[p]) < len(sides[p]) and set(competent[p]) - bodies),
                    key=lambda p: len(sides[p]) / len(used[p]))
        body = next(a for a in competent[place] if a not in bodies)
        used[place].append(body)
        bodies.add(body)
    for place, authorities in used.items():
        for i, side in enumerate(sides[place]):
            chosen[side] = authorities[i % len(authorities)]
    return [(chosen[i, 0], chosen[i, 1]) for i in range(len(pairs))]


# ------------------------------------------------------------------------------------------------------------- times


def sending_times():
    times = []
    for month, count in MONTHS.items():
        first = max(dt.date(2008, month, 1), FIRST_DAY)
        days = [first + dt.timedelta(days=i) for i in range(31)]
        days = [d for d in days if d.month == month and d <= LAST_DAY and is_working_day(d)]
        for i in range(count):
            times.append(moment(days[i * len(days) // count], 7 * 60 + (len(times) * 37) % 200))
    return sorted(times)


def choose_lives(times, can_be_refused):
    """day, fortnight, later or none for each request, each as often as the report says."""
    last_days = [i for i in range(TOTAL) if times[i].date() >= dt.date(2008, 7, 21)]
    early = [i for i in range(TOTAL) if times[i].date() <= dt.date(2008, 7, 4)]
    lives = {}
    for i in evenly(last_days, TOTAL - WITHIN_TWO_WEEKS - LATER - 2):
        lives[i] = "none"
    lives[next(i for i in early if times[i].month == 5)] = "none"
    lives[next(i for i in early if times[i].month == 6 and can_be_refused(i))] = "none"
    for i in evenly([i for i in early if i not in lives], LATER):
        lives[i] = "later"
    # Answers of the last days are quick ones, or there would be none.
    quick = [i for i in range(TOTAL) if i not in lives and times[i].date() >= dt.date(2008, 7, 29)]
    rest = [i for i in range(TOTAL) if i not in lives and i not in quick]
    for i in quick + evenly(rest, WITHIN_A_DAY - len(quick)):
        lives[i] = "day"
    return [lives.get(i, "fortnight") for i in range(TOTAL)]


def answer_time(i, sent, life):
    """When the request is answered; the days are counted from when it was sent."""
    if life == "none":
        return None
    if life == "day":
        next_day = sent.date() + dt.timedelta(days=1)
        if i % 3 == 0 and is_working_day(next_day) and next_day <= LAST_DAY:
            return moment(next_day, 6 * 60 + 30)
        return sent + dt.timedelta(minutes=100 + i * 13 % 120)
    least, most = (2, 13) if life == "fortnight" else (16, 48)
    latest = min(sent.date() + dt.timedelta(days=most), LAST_DAY)
    days = [sent.date() + dt.timedelta(days=n) for n in range(least, (latest - sent.date()).days + 1)]
    days = [d for d in days if is_working_day(d)]
    return moment(days[i * 7 % len(days)], 12 * 60 + i * 11 % 180)


# --------------------------------------------------------------------------------------- questions and their answers


class Professional:
    def __init__(self, i, country, profession):
        women, men, families = (text.split() for text in NAMES[country])
        turn = self.turn = Professional.counts[country]
        Professional.counts[country] += 1
        is_woman = turn % 2 == 0
        given = women if is_woman else men
        family = families[turn * 3 % len(families) if len(families) % 3 else turn % len(families)]
        parts = family.split("/")
        self.given = given[(turn // 2) % len(given)]
        self.family = (parts[0] if is_woman else parts[-1]).replace("-", " ") if country == "NL" else \
            (parts[0] if is_woman else parts[-1])
        self.is_woman = is_woman
        self.born = dt.date(1950 + i * 11 % 27, 1 + i * 5 % 12, 1 + i * 17 % 28)
        self.began = dt.date(self.born.year + 19, 10, 1)
        self.ended = dt.date(self.born.year + (25 if profession == "doctor" else 24), 6, 30)
        self.registered = dt.date(self.ended.year, 9, 15)

    counts = Counter()


def general_questions(i, person, country, profession, title):
    """Questions with their parameters, and the answers."""
    periods = [{"experience-from": iso(2003, 1, 1), "experience-to": iso(2007, 12, 31), "experience-capacity": "employed",
                "experience-full-time": "yes"}]
    genuine = ({"document": "diploma"}, {"document-genuine": "yes"})
    if i % 29 == 1:
        genuine = ({"document": "diploma"},
                   {"document-genuine": "no", "document-altered": ["date"] if i < 60 else ["never-issued"],
                    "document-falsity-reported": "unknown", "document-falsity-court": "unknown"})
    standing = ({"document": "good-standing"}, {"document-valid": "yes"})
    if i % 7 == 3:
        standing = ({"document": "good-standing"}, {"document-valid": "no", "document-invalid-why": "expired",
                                                    "document-invalid-since": iso(2007, 12, 31)})
    registered = {"registered": "registered", "registered-from": person.registered.isoformat()}
    if i % 8 == 1:
        registered = {"registered": "left", "registered-from": person.registered.isoformat(),
                      "registered-to": iso(2007, 10, 31)}
    if profession in ("physiotherapist", "accountant") and i % 2:
        registered = {"registered": "not-required"}
    pursued = {"experience-pursued": "yes", "experience-periods": periods}
    if i % 5 == 2:
        pursued = {"experience-pursued": {"cannot-answer": "not-in-our-records"}}
    renamed = {"name-changed": "no"}
    if person.is_woman and i % 3 == 0:
        renamed = {"name-changed": {"cannot-answer": "not-in-our-records"}}
    menu = [
        ("document-genuine", *genuine),
        ("registered", {}, registered),
        ("holder-same", {}, {"holder-same": "yes"}),
        ("document-valid", *standing),
        ("title-entitled", {"title": title}, {"title-entitled": "yes", "title-since": person.registered.isoformat()}),
        ("experience-pursued", {}, pursued),
        ("good-character", {}, {"good-character": "yes" if i % 6 else "unknown"}),
        ("name-changed", {}, renamed),
        ("nationality-recorded", {}, {"nationality-recorded": [country]}),
        ("sanctions", {}, {"sanctions": "no"}),
    ]
    if profession in ("physiotherapist", "accountant"):
        menu.insert(1, ("profession-regulated", {}, {"profession-regulated": "yes", "profession-regulated-how": ["title"]}))
    return menu


def establishment_questions(i, person, country, profession, asked_on):
    third = {"third-country": "no"}
    entitled = {"entitled-now": "yes"}
    if i % 9 == 4:
        entitled = {"entitled-now": "no", "entitled-why-not": "given-up"}
    if profession in ("physiotherapist", "accountant"):
        return [
            ("level", {}, {"level": "d" if profession == "physiotherapist" else "e"}),
            ("full-access", {}, {"full-access": "yes"} if i % 2 else {"full-access": "no", "access-missing": ["registration"]}),
            ("entitled-now", {}, entitled),
            ("equal-treatment", {}, {"equal-treatment": "unknown"}),
            ("third-country", {}, third),
        ]
    annex = {"annex-title": "yes", "annex-accompanying": "yes"}
    if person.ended.year < 1993 and country in ("RO", "BG", "PL", "HU", "CZ", "SK", "LT", "LV"):
        annex = {"annex-title": "no", "annex-change-certificate": "yes"}
    minimum = {"minimum-training": "complies"}
    if i % 12 == 5:
        minimum = {"minimum-training": "complies-in-part", "training-shortfall": ["practice"]}
    elif i % 17 == 3:
        minimum = {"minimum-training": {"cannot-answer": "document-missing"}}
    practised = {"practised-three-of-five": "yes",
                 "practised-periods": [{"practised-from": iso(2003, 3, 1), "practised-to": iso(2007, 9, 30)}]}
    if i % 4 == 1:
        practised = {"practised-three-of-five": "no" if i % 8 == 1 else {"cannot-answer": "other-authority"}}
    former = {"former-state": "no"}
    if country in ("CZ", "SK") and person.ended.year < 1993:
        former = {"former-state": "yes", "former-state-which": "czechoslovakia", "former-state-same-validity": "yes",
                  "former-state-engaged": "yes"}
    elif country in ("LT", "LV") and person.ended.year < 1990:
        former = {"former-state": "yes", "former-state-which": "soviet-union", "former-state-same-validity": "yes",
                  "former-state-engaged": "yes"}
    return [
        ("minimum-training", {}, minimum),
        ("annex-title", {}, annex),
        ("entitled-now", {}, entitled),
        ("practised-three-of-five", {"date": asked_on.isoformat()}, practised),
        ("conformity", {}, {"conformity": "yes"}),
        ("former-state", {}, former),
        ("training-began", {}, {"training-began": person.began.isoformat()}),
        ("training-ended", {}, {"training-ended": person.ended.isoformat()}),
        ("conditions-on-practice", {}, {"conditions-on-practice": "no"}),
        ("third-country", {}, third),
    ]


def choose_questions(i, menu):
    """The first question of the menu, and two to four of the others."""
    others = menu[1:]
    start = i * 3 % len(others)
    rest = (others[start:] + others[:start])[:2 + i % 3]
    return sorted([menu[0]] + rest, key=menu.index)


# ---------------------------------------------------------------------------------------------------------- requests


class RequestMaker:
    def __init__(self, authorities):
        self.authorities = authorities
        self.competent = defaultdict(list)
        for row in authorities.values():
            if row["role"] == "authority":
                for profession in row["professions"].split("|"):
                    self.competent[row["country"], profession].append(key_of(row))
        for found in self.competent.values():
            found.sort(key=lambda a: (PREFERRED.index(a) if a in PREFERRED else len(PREFERRED),
                                      self.authorities[a]["source"] != "real"))
        self.pairs = choose_pairs(self.competent)
        self.sides = choose_authorities(self.pairs, self.competent)
        self.times = sending_times()
        self.lives = choose_lives(self.times,
                                  lambda i: self.coordinator(self.sides[i][1]) in ACTING_COORDINATORS)
        self.forwards = self.choose_forwards()

    def coordinator(self, authority):
        row = self.authorities[authority]
        return row["country"] + ":" + row["coordinator"].split("|")[0] if row["coordinator"] else ""

    def choose_forwards(self):
        """Requests that go to a coordinator first, which knows who is competent."""
        acting = {}
        for coordinator in ACTING_COORDINATORS:
            acting.setdefault(country_of(coordinator), coordinator)
        forwards, countries = {}, set()
        for i, (sides, life) in enumerate(zip(self.sides, self.lives)):
            country = country_of(sides[1])
            if (life == "fortnight" and len(forwards) < 4 and country not in countries and country in acting
                    and country != "DE" and sides[1] not in ACTING_COORDINATORS and i > 20):
                forwards[i] = acting[country]
                countries.add(country)
        return forwards

    def make(self):
        cases = [self.make_one(i) for i in range(TOTAL)]
        self.add_feedback(cases)
        return cases

    def make_one(self, i):
        sender, addressee, profession, question_set = self.pairs[i]
        requester, responder = self.sides[i]
        begun = self.times[i]
        language = LANGUAGES[sender]
        title = TITLES[profession][addressee]
        person = Professional(i, addressee, profession)
        if question_set == "general":
            menu = general_questions(i, person, addressee, profession, title)
        else:
            menu = establishment_questions(i, person, addressee, profession, begun.date() - dt.timedelta(days=10))
        asked = choose_questions(i, menu)
        answers = {}
        for _, _, answer in asked:
            answers.update(answer)
        case = {
            "id": f"PQ-2008-{i + 1:06d}", "workflow": "information-request", "area": AREA, "questionset": question_set,
            "from": requester, "to": [self.forwards.get(i, responder)], "language": language,
            "subject": {"professions": profession}, "data": self.data(i, person, begun, title),
            "questions": {question: parameters for question, parameters, _ in asked},
            "events": []}
        self.play(i, case, answers)
        return case

    def data(self, i, person, begun, title):
        sender, addressee, _, question_set = self.pairs[i]
        language = LANGUAGES[sender]
        data = {"needed-by": working_day(begun.date() + dt.timedelta(days=14 + i % 3 * 7)).isoformat()}
        if i % 16 == 9:
            data["urgent"] = "no"
        data.update({"family-name": person.family, "given-names": person.given, "birth-date": person.born.isoformat(),
                     "birth-country": addressee, "nationality": [addressee], "document-concerned": "yes",
                     "document-title": title, "document-country": addressee,
                     "document-date": person.ended.isoformat()})
        if i % 2:
            data["document-number"] = f"{1000 + i * 97 % 9000}/{person.ended.year}"
        data["doubt"] = "application"
        if question_set == "general" and language in GROUNDS and i % 3 == 0:
            data.update({"doubt": "justified-doubt", "doubt-grounds": GROUNDS[language]})
        elif language in BACKGROUND and i % 5 == 0:
            data["background"] = BACKGROUND[language]
        return data

    def play(self, i, case, answers):
        requester, responder = self.sides[i]
        language, begun, life = case["language"], self.times[i], self.lives[i]

        def event(at, action, by, **more):
            case["events"].append({"at": instant(at), "action": action, "by": by, **more})

        event(begun, "new", requester)
        sent = begun + dt.timedelta(minutes=5 + i * 7 % 30)
        event(sent, "send", requester)
        approver = self.coordinator(requester)
        if approver in APPROVES:
            sent += dt.timedelta(minutes=25)
            event(sent, "approve", approver)
        answered = answer_time(i, sent, life)
        if i in self.forwards:
            event(sent + dt.timedelta(minutes=30), "forward", self.forwards[i], to=[responder],
                  comment="The authority named is competent.")
        if answered is None:
            self.leave_unanswered(i, event, sent, requester, responder)
            return
        # Accepted on the first or second working day, on a quick one at once.
        accepted = sent + dt.timedelta(minutes=40 + i % 20)
        if life != "day" and i % 3:
            accepted = moment(working_day(sent.date() + dt.timedelta(days=1)), 8 * 60 + i % 50)
        days = 5 if life == "day" else 14 + i % 2 * 7
        event(accepted, "accept", responder, data={"days": days})
        if life == "later":
            agreed = max(dt.date.fromisoformat(case["data"]["needed-by"]), accepted.date() + dt.timedelta(days=days))
            if answered.date() > agreed and i % 2:
                asked_on = working_day(agreed - dt.timedelta(days=2), -1)
                event(moment(asked_on, 9 * 60), "extend", responder, comment="The file is kept in the archive.",
                      data={"new-date": working_day(answered.date() + dt.timedelta(days=2)).isoformat()})
        elif life == "fortnight" and i % 30 == 7 and language in MESSAGE and (answered - accepted).days >= 1:
            event(accepted + dt.timedelta(hours=2), "message", requester, data={"text": MESSAGE[language]})
        event(answered, "reply", responder, answers=answers)
        self.end(i, case, event, answered, answers)

    def leave_unanswered(self, i, event, sent, requester, responder):
        month = sent.month
        if month == 5:
            event(sent + dt.timedelta(hours=3), "accept", responder, data={"days": 21})
            event(moment(working_day(sent.date() + dt.timedelta(days=30)), 9 * 60), "cancel", requester,
                  comment="The application was withdrawn.")
        elif month == 6:
            event(moment(working_day(sent.date() + dt.timedelta(days=6)), 9 * 60), "refuse", self.coordinator(responder),
                  comment="No authority of the country is competent for this matter.")
        elif i // 2 % 2:
            event(sent + dt.timedelta(minutes=90), "accept", responder, data={"days": 21})

    def end(self, i, case, event, answered, answers):
        requester, responder = self.sides[i]
        at = moment(working_day(answered.date() + dt.timedelta(days=1 + i * 5 % 8)), 9 * 60 + i * 7 % 200)
        more = self.lives[i] != "none" and i % 20 == 6 and case["language"] in UNCLEAR
        if more and (LAST_DAY - at.date()).days > 10:
            event(at, "ask", requester, data={"what": UNCLEAR[case["language"]]})
            at = moment(working_day(at.date() + dt.timedelta(days=2)), 10 * 60)
            event(at, "provide", responder, answers=answers)
            at = moment(working_day(at.date() + dt.timedelta(days=3)), 11 * 60)
        if at.date() <= LAST_DAY:
            event(at, "close", requester)

    def add_feedback(self, cases):
        closed = [i for i, case in enumerate(cases) if case["events"][-1]["action"] == "close"
                  and case["events"][-1]["at"][:10] <= (FEEDBACK_END - dt.timedelta(days=3)).isoformat()]
        given = evenly(closed, sum(FEEDBACK.values()))
        praised = next(n for n, i in enumerate(given) if n % 3 and country_of(self.sides[i][0]) == "DE")
        opinions = stride(mix(FEEDBACK), 10)
        if opinions[praised] != "very":
            other = next(n for n in range(len(given)) if opinions[n] == "very")
            opinions[praised], opinions[other] = opinions[other], opinions[praised]
        for n, (i, opinion) in enumerate(zip(given, opinions)):
            case = cases[i]
            data = {"user-friendly": opinion, "in-time": "no" if self.lives[i] == "later" else "yes", "effort": "yes"}
            if n == praised:
                data["comment"] = PRAISE
            closed_at = dt.datetime.strptime(case["events"][-1]["at"], "%Y-%m-%dT%H:%M:%SZ")
            by = self.sides[i][0] if n % 3 else self.sides[i][1]
            case["events"].append({"at": instant(closed_at + dt.timedelta(minutes=15 + n % 40)), "action": "feedback",
                                   "by": by, "data": data})


# ----------------------------------------------------------------------------------------------------- questionnaire

# Answers of the 28 national and the 21 delegated coordinators; what is missing up to 28 and 21 gave no answer.
FULLY, TEND, RATHER_NOT, NOT = "fully-agree", "tend-to-agree", "tend-to-disagree", "fully-disagree"
VERY, SOME = "very-beneficial", "beneficial"
OPINIONS = {
    "structure-suitable": ({FULLY: 23, TEND: 5}, {FULLY: 11, TEND: 10}),
    "structure-problems": ({"mirror": 3, "delegate": 4, "identify": 3, "none": 18},
                           {"mirror": 3, "mirror|delegate": 3, "mirror|identify": 1, "delegate": 1, "identify": 2, "none": 11}),
    "structure-growth": ({"adequate": 17, "more-coordinators": 8}, {"more-coordinators": 21}),
    "usage-expected": ({"yes": 21, "no": 7}, {"yes": 15, "no": 5}),
    "whenever-needed": ({FULLY: 8, TEND: 11, RATHER_NOT: 8, NOT: 1}, {FULLY: 5, TEND: 9, RATHER_NOT: 6, NOT: 1}),
    "preferred-channel": ({FULLY: 4, TEND: 10, RATHER_NOT: 12, NOT: 2}, {FULLY: 3, TEND: 7, RATHER_NOT: 9, NOT: 2}),
    "users-unaware": ({FULLY: 5, TEND: 8, RATHER_NOT: 12, NOT: 3}, {FULLY: 4, TEND: 6, RATHER_NOT: 9, NOT: 2}),
    "no-need": ({"yes": 19, "no": 8}, {"yes": 18, "no": 3}),
    "existing-contacts": ({"yes": 12, "no": 15}, {"yes": 5, "no": 14}),
    "unsure": ({"yes": 6, "no": 21}, {"yes": 4, "no": 14}),
    "it-hesitance": ({"yes": 4, "no": 23}, {"yes": 3, "no": 15}),
    "easy": ({"yes": 27, "no": 1}, {"yes": 18, "no": 3}),
    "registering": ({"excellent": 12, "very-good": 14, "good": 2}, {"excellent": 7, "very-good": 10, "good": 3, "fair": 1}),
    "searching": ({"excellent": 9, "very-good": 15, "good": 4}, {"excellent": 7, "very-good": 12, "good": 2}),
    "monitoring": ({"excellent": 7, "very-good": 12, "good": 7}, {"excellent": 4, "very-good": 8, "good": 6, "fair": 1}),
    "e-mail-alerts": ({"excellent": 8, "very-good": 13, "good": 6, "fair": 1},
                      {"excellent": 4, "very-good": 7, "good": 7, "fair": 1}),
    "requests": ({"excellent": 7, "very-good": 14, "good": 6}, {"excellent": 5, "very-good": 8, "good": 6}),
    "counterparts": ({VERY: 25, SOME: 2}, {VERY: 14, SOME: 6}),
    "language-barriers": ({VERY: 18, SOME: 7}, {VERY: 15, SOME: 2}),
    "faster": ({VERY: 11, SOME: 7}, {VERY: 10, SOME: 4}),
    "uniform": ({VERY: 11, SOME: 14}, {VERY: 6, SOME: 9}),
    "sessions-useful": ({"yes": 28}, {"yes": 21}),
    "material-used": ({"yes": 28}, {"yes": 16, "no": 5}),
    "functionality": ({FULLY: 13, TEND: 12}, {FULLY: 9, TEND: 8, RATHER_NOT: 1}),
    "useful-tool": ({FULLY: 16, TEND: 10}, {FULLY: 9, TEND: 7, RATHER_NOT: 3}),
    "great-benefits": ({FULLY: 14, TEND: 13}, {FULLY: 11, TEND: 7, RATHER_NOT: 2}),
    "extend": ({FULLY: 19, TEND: 9}, {FULLY: 14, TEND: 7}),
}
NATIONAL, DELEGATED = 28, 21
SILENT = {"IS", "LI"}  # national coordinators that did not answer
DELEGATED_ANSWERED = [
    "DE:DIMIC-1", "DE:DIMIC-2", "DE:DIMIC-4", "DE:DIMIC-6", "DE:DIMIC-9", "DE:DIMIC-12", "AT:DIMIC-1", "BE:DIMIC-1",
    "CZ:DIMIC-1", "DK:DIMIC-2", "EE:DIMIC-1", "EL:DIMIC-1", "ES:DIMIC-1", "FR:DIMIC-1", "HU:DIMIC-2", "IE:DIMIC-1",
    "LT:DIMIC-1", "NL:DIMIC-1", "PL:DIMIC-1", "SE:DIMIC-1", "SK:DIMIC-1"]
QUALIFICATIONS = ["DK:sst", "CY:iatriko-symvoulio"]  # coordinators for professional qualifications
NOT_AT_SESSION = {"MT", "EE", "LV", "CY", "SI", "LU", "FI", "LT"}  # of the national coordinators that answered
AT_SESSION = {"EE:DIMIC-1", "DE:DIMIC-1", "DE:DIMIC-2", "AT:DIMIC-1", "BE:DIMIC-1", "DK:DIMIC-2", "EL:DIMIC-1",
              "ES:DIMIC-1", "FR:DIMIC-1", "IE:DIMIC-1"}
COMMENTS = {
    "BE:NIMIC": "In the long run a model with coordinators for each region may suit us better.",
    "ES:NIMIC": "We consider coordinators for each region, as Germany has them.",
    "DK:sst": "Our answer supports that of the national coordinator.",
    "CY:iatriko-symvoulio": "More guidance in our language would be welcome."}


def opinions_of(counts, size, turn):
    """One answer each, spread over the group; None where there is none."""
    values = mix(counts | ({None: size - sum(counts.values())} if sum(counts.values()) < size else {}))
    steps = [s for s in range(2, size) if all(s % d or size % d for d in range(2, s + 1))]
    return stride(values, steps[turn % len(steps)])


def make_questionnaire(authorities):
    keys = {role: sorted((key_of(r) for r in authorities.values() if r["role"] == role)) for role in ("nimic", "dimic")}
    national = [a for a in keys["nimic"] if country_of(a) not in SILENT]
    groups = [("nimic", national, 0), ("dimic", DELEGATED_ANSWERED, 1)]
    given = {}
    for role, group, side in groups:
        for a in group:
            went = a in AT_SESSION if side else country_of(a) not in NOT_AT_SESSION
            given[a] = {"role": role, "country": country_of(a), "feedback-session": "yes" if went else "no"}
        for turn, (item, counts) in enumerate(OPINIONS.items()):
            for a, value in zip(group, opinions_of(counts[side], len(group), turn)):
                if value is not None:
                    given[a][item] = value.split("|") if item == "structure-problems" else value
        for n, a in enumerate(group):
            if given[a]["material-used"] == "yes":
                given[a]["material-useful"] = ["presentations", "training-system"] + (["handbook"] if n % 2 else [])
    for a in QUALIFICATIONS:
        given[a] = {"role": "qualifications", "country": country_of(a)}
    for a, text in COMMENTS.items():
        given[a]["comments"] = text
    begun = dt.datetime(2008, 6, 30, 9, 0)
    events = [{"at": instant(begun), "action": "new", "by": COMMISSION},
              {"at": instant(begun + dt.timedelta(minutes=30)), "action": "send", "by": COMMISSION,
               "to": keys["nimic"] + keys["dimic"] + QUALIFICATIONS,
               "data": {"subject": "The pilot project on professional qualifications, November 2007 to July 2008",
                        "answer-by": "2008-07-25"}}]
    days = [dt.date(2008, 7, 1) + dt.timedelta(days=i) for i in range(25)]
    days = [d for d in days if is_working_day(d)]
    order = stride(list(given), 20)
    for n, a in enumerate(order):
        at = moment(days[n * len(days) // len(order)], 8 * 60 + n % 3 * 130 + n % 7)
        events.append({"at": instant(at), "action": "answer", "by": a, "data": given[a]})
    events.append({"at": instant(dt.datetime(2008, 7, 25, 16, 0)), "action": "stop", "by": COMMISSION})
    return [{"id": "PQ-2008-000133", "workflow": "questionnaire", "area": AREA,
             "questionset": "coordinator-questionnaire", "from": COMMISSION, "to": events[1]["to"], "language": "en",
             "events": events}]


# ------------------------------------------------------------------------------------------------------------- table


class Table:
    def __init__(self):
        self.failed = 0

    def row(self, what, found, wanted):
        good = wanted(found) if callable(wanted) else found == wanted
        self.failed += not good
        shown = wanted.__doc__ if callable(wanted) else wanted
        print(f"{'ok ' if good else 'BAD'}  {what:<58} {str(found):>12}  {shown}")


def at_most(limit):
    def check(value):
        return value <= limit
    check.__doc__ = f"<= {limit}"
    return check


def between(least, most):
    def check(value):
        return least <= value <= most
    check.__doc__ = f"{least} to {most}"
    return check


def when(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def check_requests(table, cases, authorities):
    sent, answered, involved, feedback = {}, {}, set(), []
    for case in cases:
        events = case["events"]
        sent[case["id"]] = next(when(e["at"]) for e in reversed(events) if e["action"] in ("send", "approve"))
        reply = next((when(e["at"]) for e in events if e["action"] == "reply"), None)
        if reply:
            answered[case["id"]] = reply - sent[case["id"]]
        involved.update([case["from"]], case["to"], *(e.get("to", []) for e in events))
        feedback += [(e["at"], e["data"]["user-friendly"]) for e in events if e["action"] == "feedback"]
    table.row("requests", len(cases), TOTAL)
    table.row("numbers of requests, different", len({c["id"] for c in cases}), TOTAL)
    by = Counter(country_of(c["from"]) for c in cases)
    to = Counter(country_of(c["to"][0]) for c in cases)
    for country, count in SENDERS.items():
        table.row("sent by " + country, by[country], count)
    table.row("sent by all of these", sum(by[c] for c in SENDERS), TOTAL)
    table.row("sent by UK DE IE BE ES", sum(by[c] for c in ("UK", "DE", "IE", "BE", "ES")), 98)
    table.row("sent by any other country", max(n for c, n in by.items() if c not in ("UK", "DE", "IE", "BE", "ES")),
              at_most(7))
    for country, count in ADDRESSEES.items():
        table.row("addressed to " + country, to[country], count)
    listed = ("RO", "BG", "PL", "IT", "ES", "HU", "DE", "UK", "FR")
    table.row("addressed to RO BG PL IT ES HU DE UK FR", sum(to[c] for c in listed), 91)
    table.row("addressed to any other country", max(n for c, n in to.items() if c not in listed), at_most(5))
    table.row("to one's own country", sum(country_of(c["from"]) == country_of(c["to"][0]) for c in cases), 0)
    table.row("forwarded to another country",
              sum(country_of(e["to"][0]) != country_of(c["to"][0]) for c in cases for e in c["events"] if "to" in e), 0)
    table.row("countries that sent or received", len(set(by) | set(to)), 26)
    table.row("countries that did not", " ".join(sorted({r["country"] for r in authorities.values()} - set(by) - set(to))),
              "EE IS LI MT")
    professions = Counter(c["subject"]["professions"] for c in cases)
    for profession, count in PROFESSIONS.items():
        table.row(profession, professions[profession], count)
    sets = Counter(c["questionset"] for c in cases)
    for question_set, count in (SETS | {"temporary": 0}).items():
        table.row("question set " + question_set, sets[question_set], count)
    day, two_weeks = dt.timedelta(days=1), dt.timedelta(days=14)
    table.row("answered within 24 hours", sum(t <= day for t in answered.values()), WITHIN_A_DAY)
    table.row("answered within 14 times 24 hours", sum(t <= two_weeks for t in answered.values()), WITHIN_TWO_WEEKS)
    span = [((sent[i] + t).date() - sent[i].date()).days for i, t in answered.items()]
    table.row("answered on the same or the next day (UTC)", sum(n <= 1 for n in span), WITHIN_A_DAY)
    table.row("answered on or before the 14th day (UTC)", sum(n <= 14 for n in span), WITHIN_TWO_WEEKS)
    months = Counter(t.month for t in sent.values())
    for month, count in MONTHS.items():
        table.row(f"sent in month {month}", months[month], count)
    table.row("last two months against first two full ones, per cent",
              round(100 * (months[6] + months[7]) / (months[3] + months[4])), between(301, 1000))
    bodies = {a for a in involved if authorities[a]["role"] == "authority"}
    registered = sum(r["role"] == "authority" for r in authorities.values())
    table.row("authorities that asked or were asked", len(bodies), AUTHORITIES_INVOLVED)
    table.row("- of all authorities, per mille", round(1000 * len(bodies) / registered), between(195, 204))
    table.row("bodies, with coordinators, that asked or were asked", len(involved),
              AUTHORITIES_INVOLVED + len(ACTING_COORDINATORS))
    table.row("- of all bodies, per mille", round(1000 * len(involved) / len(authorities)), between(195, 204))
    others = {e["by"] for c in cases for e in c["events"]} - involved
    table.row("others that acted in a request", len(others), 0)
    table.row("feedback", len(feedback), 43)
    table.row("feedback by 28 July", sum(at[:10] <= FEEDBACK_END.isoformat() for at, _ in feedback), 43)
    table.row("requests with feedback", sum(any(e["action"] == "feedback" for e in c["events"]) for c in cases), 43)
    opinions = Counter(opinion for _, opinion in feedback)
    table.row("feedback: very user-friendly", opinions["very"], between(22, 42))
    table.row("feedback: very or quite user-friendly", opinions["very"] + opinions["quite"], 43)
    times = [when(e["at"]) for c in cases for e in c["events"]]
    table.row("first event", str(min(times).date()), "2008-02-28")
    table.row("last event not after", str(max(times).date()), at_most("2008-07-31"))
    table.row("cases with a step back in time",
              sum(any(a["at"] > b["at"] for a, b in zip(c["events"], c["events"][1:])) for c in cases), 0)
    table.row("persons, different", len({(c["data"]["family-name"], c["data"]["given-names"], c["data"]["birth-date"])
                                         for c in cases}), TOTAL)


def check_questionnaire(table, cases, authorities):
    invited, answers = [], []
    for case in cases:
        for event in case["events"]:
            invited += event.get("to", [])
            if event["action"] == "answer":
                answers.append((event["by"], event["data"]))
    roles = Counter(authorities[a]["role"] for a in invited)
    table.row("coordinators asked: N", roles["nimic"], 30)
    table.row("coordinators asked: D", roles["dimic"], 59)
    groups = {role: [d for _, d in answers if d["role"] == role] for role in ("nimic", "dimic", "qualifications")}
    table.row("answered: N", len(groups["nimic"]), NATIONAL)
    table.row("answered: D", len(groups["dimic"]), DELEGATED)
    table.row("answered: coordinators for qualifications", len(groups["qualifications"]), 2)
    table.row("answers whose role is not that of the register",
              sum(d["role"] != authorities[a]["role"] for a, d in answers if d["role"] != "qualifications"), 0)
    table.row("answered twice", len(answers) - len({a for a, _ in answers}), 0)
    n, d = groups["nimic"], groups["dimic"]

    def count(group, item, *values):
        return sum(any(v in values for v in ([one[item]] if isinstance(one[item], str) else one[item]))
                   for one in group if item in one)

    def base(group, item):
        return sum(item in one for one in group)

    def pair(what, item, values, wanted, bases=None):
        for name, group, number in (("N", n, wanted[0]), ("D", d, wanted[1])):
            table.row(f"{what}: {name}", count(group, item, *values), number)
        if bases:
            for name, group, number in (("N", n, bases[0]), ("D", d, bases[1])):
                table.row(f"- base {name}", base(group, item), number)

    def together(what, item, values, wanted, of):
        table.row(what, f"{count(n + d, item, *values)} of {base(n + d, item)}", f"{wanted} of {of}")

    pair("at the feedback session", "feedback-session", ["yes"], (20, 10))
    table.row("- countries", len({one["country"] for one in n + d if one["feedback-session"] == "yes"}), 21)
    pair("structure suitable, fully", "structure-suitable", [FULLY], (23, 11), (28, 21))
    pair("structure suitable, tend", "structure-suitable", [TEND], (5, 10))
    for problem, wanted in (("mirror", (3, 7)), ("delegate", (4, 4)), ("identify", (3, 3))):
        pair("unsure or hard: " + problem, "structure-problems", [problem], wanted, (28, 21))
    table.row("no problem, most of 49", count(n + d, "structure-problems", "none"), between(25, 48))
    pair("growth: adequate", "structure-growth", ["adequate"], (17, 0), (25, 21))
    pair("growth: more coordinators", "structure-growth", ["more-coordinators"], (8, 21))
    for item, wanted, bases, percent in (("no-need", (19, 18), (27, 21), (70, 86)),
                                         ("existing-contacts", (12, 5), (27, 19), (44, 26)),
                                         ("unsure", (6, 4), (27, 18), (22, 22))):
        pair("not used, " + item, item, ["yes"], wanted, bases)
        for name, group, number in (("N", n, percent[0]), ("D", d, percent[1])):
            table.row(f"- per cent {name}", round(100 * count(group, item, "yes") / base(group, item)), number)
    pair("easy to use", "easy", ["yes"], (27, 18), (28, 21))
    for item, wanted in (("registering", (26, 17)), ("searching", (24, 19)), ("monitoring", (19, 12)),
                         ("e-mail-alerts", (21, 11)), ("requests", (21, 13))):
        pair("excellent or very good: " + item, item, ["excellent", "very-good"], wanted)
    for item, very, some in (("counterparts", (25, 14), (2, 6)), ("language-barriers", (18, 15), (7, 2)),
                             ("faster", (11, 10), (7, 4)), ("uniform", (11, 6), (14, 9))):
        pair("very beneficial: " + item, item, [VERY], very, tuple(a + b for a, b in zip(very, some)))
        pair("beneficial: " + item, item, [SOME], some)
    for item, fully, tend, no in (("functionality", (13, 9), (12, 8), (0, 1)), ("useful-tool", (16, 9), (10, 7), (0, 3)),
                                  ("great-benefits", (14, 11), (13, 7), (0, 2))):
        pair("fully agree: " + item, item, [FULLY], fully, tuple(sum(x) for x in zip(fully, tend, no)))
        pair("tend to agree: " + item, item, [TEND], tend)
        pair("disagree: " + item, item, [RATHER_NOT, NOT], no)
    pair("training sessions very useful", "sessions-useful", ["yes"], (28, 21), (28, 21))
    pair("used training material", "material-used", ["yes"], (28, 16), (28, 21))
    together("use as expected, three quarters", "usage-expected", ["yes"], 36, 48)
    together("likely used whenever needed, two thirds", "whenever-needed", [FULLY, TEND], 33, 49)
    together("preferred channel, half", "preferred-channel", [FULLY, TEND], 24, 49)
    together("users unaware, almost half", "users-unaware", [FULLY, TEND], 23, 49)
    together("more professions, fully, over two thirds", "extend", [FULLY], 33, 49)
    together("more professions, tend, the others", "extend", [TEND], 16, 49)


def write_lines(path, cases):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for case in cases:
            out.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--authorities", type=Path, default=here / "authorities.csv")
    parser.add_argument("--out", type=Path, default=here)
    options = parser.parse_args()
    with open(options.authorities, encoding="utf-8-sig", newline="") as lines:
        authorities = {key_of(row): row for row in csv.DictReader(lines)}
    requests, answers = options.out / "cases.jsonl", options.out / "questionnaire.jsonl"
    write_lines(requests, RequestMaker(authorities).make())
    write_lines(answers, make_questionnaire(authorities))
    table = Table()
    check_requests(table, read_lines(requests), authorities)
    check_questionnaire(table, read_lines(answers), authorities)
    print("every count holds" if table.failed == 0 else f"{table.failed} counts differ")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
