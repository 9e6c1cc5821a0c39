"""The words of those who trade follows, advertise, or say they are customers, in the languages where they are common.

Each expression holds every word it can match, so that a quotation of what was found never brings along a word beside
it. Nothing here names what a person is, believes or feels.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from slackapp.domain.quote import quote

_READ = 1_000  # characters of a bio or a post; no bio is longer
_BEFORE = 24  # characters in which a "no" before a phrase is looked for, within its clause
_CLAUSE = re.compile(r"[.!?;,|/•·…]")
_NO = re.compile(
    r"\b(?:no|not|never|non|nor|don['’]?t|doesn['’]?t|won['’]?t|can['’]?t|without|stop|anti|hates?|nunca|jam[aá]s|sin|nicht"
    r"|keine?|ohne|pas|jamais|sans|n[aã]o|sem)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Expressions of one meaning. `stems` are looked for first: one of them stands in whatever matches."""

    stems: tuple[str, ...]
    pattern: re.Pattern[str]

    def found_in(self, line: str) -> str:
        """The phrase as it stands in a clean line, its hash sign included; "" where there is none.

        A phrase that is denied ("no follow back, please") is not found; one longer word around it ends in "…".
        """
        lower = line.lower()
        if not any(stem in lower for stem in self.stems):
            return ""
        for found in self.pattern.finditer(line):
            start, end = found.span()
            before = _CLAUSE.split(line[max(start - _BEFORE, 0) : start])[-1]
            if not _NO.search(before):
                sign = "#" if line[start - 1 : start] == "#" else ""
                return sign + found.group() + ("…" if line[end : end + 1].isalnum() else "")
        return ""


def clean(text: str) -> str:
    """A stranger's text as one bounded line in which nothing invisible splits a word."""
    text = text[: 4 * _READ]
    # Mostly there is nothing to clean, and cleaning is the dearest step of all.
    return " ".join(text.split())[:_READ] if text.isascii() and text.isprintable() else quote(text, _READ)


def _phrases(stems: str, patterns: Iterable[str]) -> Phrases:
    return Phrases(tuple(stems.split()), re.compile("|".join(patterns), re.IGNORECASE))


FARMING = _phrases(
    "follow f4f l4l f4fb #ifb #sdv tweeps folback follback polbek sigo segue seguidor suiv suis abonn abo folg "
    " taki フォロ 相互 تابع فولو متابع",
    (
        r"team[ _]?follow(?:[ _]?back|\b)|follow_?back|follow(?: (?:me|you|us))?[ -]back\b|fol(?:l)?back\b|polbek\b",
        r"follow[ -]?(?:4|for|=|x)[ -]?follow|auto[ -]?follow|follow[ -]?train|mass[ -]?follow|instant[ -]?follow",
        r"\b[fl]4[fl]b?\b|(?:please|pls|plz) follow (?:me|us|back)\b|follow me (?:please|pls|plz)",
        r"follow ?me ?(?:jp\b|(?:and|&|n) i(?:['’]?ll)? follow)|#ifb\b",
        r"(?:buy|gain|get|free|more|cheap|sell(?:ing)?) (?:\d+k? )?(?:real )?(?:twitter )?(?:followers|tweeps)\b",
        r"followers? for sale",
        # Spanish and Portuguese
        r"s[ií]g(?:ue|a)n?me ?(?:y|que|e) ?(?:yo )?#?(?:te|los|les) ?sigo|#te ?sigo\b|(?:te )?sigo de v(?:uelta|olta)",
        r"si me sigues,? te sigo|te devuelvo el follow|(?:me )?segue (?:que|e) (?:eu )?(?:te )?sigo",
        r"#sdv\b|troco follow",
        r"(?:compr(?:ar?|o)|gan(?:ar?|har?|he)|vend(?:o|er)) (?:m[aá]s |mais )?seguidores",
        # German
        r"folge? (?:dir |euch )?(?:immer )?zur(?:ü|ue)ck|zur(?:ü|ue)ckfolgen|r(?:ü|ue)ckfollow",
        r"folgst du mir,? folge? ich dir|follower (?:kaufen|gratis|verkauf)|(?:ver)?kaufe? follower",
        # French
        r"je (?:te |vous )?follow back\b|je (?:te|vous) suis (?:back|en retour)\b",
        r"suis[- ]moi (?:et )?je te (?:suis|follow)\b",
        r"abonne[- ]toi (?:et )?je m['’]abonne|abo(?:nnement)? ?(?:pour|contre|=) ?abo(?:nnement)?\b",
        r"(?:achat|acheter|gagner?|vends?) (?:d['’]|des )?(?:abonnés|followers)|suivi en retour",
        # Turkish, Japanese, Arabic
        r"takip[cç]i ?kazan|takibe ?takip|takip ?edeni? ?(?:geri )?takip|geri ?takip|takip[cç]i sat",
        r"相互フォロー|相互希望|フォロバ ?(?:100|１００|します|必ず|絶対|率|歓迎)|フォロー返し|リフォロー",
        r"تابعني ?و? ?[أا]تابعك|فولو ?باك|زياد[ةه] ?متابعين|بيع ?متابعين|متابع[ةه] متبادل[ةه]",
    ),
)

MONEY = _phrases(
    "forex option casino bet crypto signal pump rich money earn income home freedom odds dinero ingreso señales geld"
    " einkommen argent revenu signaux dinheiro renda sinais kazan bahis sinyal 副業 稼 ربح توصيات loan recover",
    (
        r"\bforex\b|\bbinary options?\b|\b(?:crypto|trading|fx|vip|bitcoin) signals?\b|\bpump (?:group|signals?)\b",
        r"\bonline casinos?\b|\bcasino bonus(?:es)?\b|\bbetting tips\b|\bsure odds\b|\bfixed matches\b",
        r"\bget rich\b|\bmake money\b|\bearn (?:easy |fast |extra )?money\b|\b(?:earn|make) \$\d+|\bpassive income\b",
        r"\bwork(?:ing)? (?:from|at) home (?:and earn|jobs?|opportunit(?:y|ies)|business)\b|\bfinancial freedom\b",
        r"\bquick loans?\b|\baccount recovery\b|\brecover (?:your )?(?:lost )?(?:crypto|bitcoin|funds)\b",
        r"\bgan(?:a|ar) dinero\b|\bdinero (?:f[aá]cil|r[aá]pido|desde casa)\b|\bingresos pasivos\b",
        r"\bseñales de (?:trading|forex|cripto)\b|\bgeld verdienen\b|\bschnelles geld\b|\bpassives einkommen\b",
        r"\bgagne[rz]? de l['’]argent\b|\bargent facile\b|\brevenus? passifs?\b|\bsignaux (?:de )?(?:trading|forex)\b",
        r"\bganh(?:e|ar) dinheiro\b|\bdinheiro f[aá]cil\b|\brenda (?:extra|passiva)\b",
        r"\bsinais (?:de )?(?:forex|cripto)\b",
        r"\bpara kazan\w{0,4}\b|\bbahis\b|\bkripto sinyal|副業|稼げる|稼ぐ",
        r"(?:ال)?ربح من ال[اإ]نترنت|توصيات (?:فوركس|تداول)",
    ),
)

PROMOTION = _phrases(
    "promo shoutout backlink guest followers likes retweets seo",
    (
        r"\bdm (?:me |us )?(?:for|4) (?:paid )?promo(?:tions?|s)?\b|\bpaid promo(?:tions?|s)?\b",
        r"\bpromo(?:te|tion)? (?:your|dm)\b|\bshout ?outs? (?:for|4) shout ?outs?\b",
        r"\bbuy (?:likes|retweets|views)\b|\bcheap (?:likes|retweets|followers)\b|\bbacklinks\b",
        r"\bguest posts? available\b|\bseo services\b",
    ),
)

GIVEAWAYS = _phrases(
    "giveaway airdrop gift robux bucks sorteo gewinnspiel concours sorteio çekiliş 懸賞 プレゼント企画",
    (
        r"\bgive ?aways?\b|\bairdrops?\b|\bfree (?:gift ?cards?|robux|v-?bucks)\b|\bsorte[oi]o?s?\b|\bgewinnspiele?\b",
        r"\bjeux?[- ]concours\b|çekiliş|懸賞|プレゼント企画",
    ),
)

# Only trade words: what somebody likes or is gives no signal. Never quoted.
ADULT = _phrases(
    "onlyfans fansly webcam cam4 chaturbate xxx nudes escort porn sexcam hookup cams",
    (
        r"\bonlyfans\b|\bfansly\b|\bchaturbate\b|\bcam4\b|\bsexcams?\b|\b(?:live|hot|adult) cams?\b",
        r"\bwebcam shows?\b|\bxxx\b|\bnudes\b|\bescort services?\b|\bporn\b|\bhookups?\b",
    ),
)

# First person or a word of praise: "atención al cliente" is a trade. Never quoted: some tongues name more than that.
CUSTOMERS_ABROAD = _phrases(
    "client kund abonn suscript",
    (
        r"\b(?:soy|sou) (?:client[ea]|suscriptora?|assinante) (?:de|desde|d[oa])\b",
        r"\bclient[ea] (?:feliz|fiel|satisfech[oa]|satisfeit[oa])\b",
        r"\b(?:zufriedene|treue|stolze|glückliche|langjährige)r? (?:kund(?:e|in)|abonnent(?:in)?)\b",
        r"\bbin (?:kund(?:e|in)|abonnent(?:in)?) (?:bei|von|der|des)\b",
        r"\b(?:fidèle client|cliente? (?:fidèle|satisfaite?|heureu(?:x|se)|depuis))\b",
        r"\bje suis (?:cliente?|abonnée?) (?:chez|à)\b",
    ),
)
