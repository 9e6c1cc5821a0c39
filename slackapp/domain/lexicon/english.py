"""English: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping
from itertools import chain, product

_ASKING = "what when where why how"  # "who is" and "which is" mostly tell
_VERBS = "is are was were do does did can could will would should has have may"
_DENIED = "isnt arent dont doesnt didnt cant couldnt wont wouldnt"
_REQUESTS = frozenset({"can you", "could you", "can someone", "can anyone", "can we", "could we"})
_SUBJECTS = "i you u we they it he she there this that the my your anyone someone anybody"


def _turned() -> str:
    """English asks by turning verb and subject round: "is there", "why does", "can you"."""
    open_ones = product(_ASKING.split(), f"{_VERBS} {_DENIED}".split())
    plain_ones = product(_VERBS.split(), _SUBJECTS.split())
    turned = (" ".join(pair) for pair in chain(open_ones, plain_ones))
    return "".join(f", {phrase}" for phrase in turned if phrase not in _REQUESTS)


PHRASES: Mapping[str, str] = {
    "question": """
        how to, how long, how much, how many, how come, how about, why not, whats, what about, what time, what
        happened, which one, who can, who do, who should, is it possible, anyone know, any idea, any ideas, any
        update, any updates, any news, any chance, any reason, any way, wondering, wanna, tell me why, curious
        """
    + _turned(),
    "request": """
        please, pls, plz, can you, could you, can someone, can anyone, can we, could we, need, needs, help, i want, i
        would like, id like, let me know, dm me, call me, contact me, get in touch, reply to, respond to, answer me,
        looking for, looking to, looking into, trying to find, send me, give me, tell me, check dm, refund, fix this,
        fix it, fix your, bring back, make this right, reimburse*, replacement, money back, cancel my, sort this, sort
        it out, unsubscribe, can yall
        """,
    "fault": """
        broken, broke, not working, not work, doesnt work, dont work, stopped, unable, without notice, no response, no
        reply, no answer, no help, no luck, no service, no internet, no signal, no sign of, error, errors, issue,
        issues, problem, problems, down, outages, crash*, freez*, frozen, fail, fails, failed, failing, failure,
        fault, faulty, bug, bugs, buggy, glitch*, missing, lost, late, delay, delays, delayed, damage*, defect*,
        wrong, incorrect*, stuck, cancelled, canceled, charging me, stole, slow, trouble, disconnect*, expired,
        leaking, leaks, was cold, is cold, dirty, mess, messed up, hung up, forgot, refuse*, confus*, conflicting,
        complain*, complaint, customer service, ban, banned, blocked, denied, lack of, disappear*, wont let me, not
        receive, not received, unresolved, drop the ball, dropped the ball, losing connection, glitchy, hang up, hangs
        up, hanging up, ripped, torn, smell, smells, reset, resets, resetting, outtage, spam, spamming, ignored,
        ignoring, short of, half full, half empty, delivered wrong, sent me the wrong, not as described
        """,
    "not": "not, no, dont, without",
    "denial": """
        wont, cant, aint, couldnt, doesnt, didnt, isnt, wasnt, arent, hasnt, havent, cannot, can not, did not, does
        not, is not, was not, has not, will not, have not, not able, never, nothing, nobody, no one, noone, none of,
        no longer, shouldnt, wouldnt
        """,
    "anger": """
        worst, worse, terrible, terribly, horrible, awful, disappoint*, frustrat*, ridiculous*, useless, unacceptable,
        disgust*, angry, anger, pissed, fuming, furious, hate, hates, shame, shameful, ashamed, what a joke, a joke,
        pathetic, poor, rude, scam, scammers, criminals, lie, lies, liars, sucks, suck, stupid, annoy*, shocking,
        unbelievable, laughable, insult*, incompeten*, misrepresent*, misleading, crap, rubbish, garbage, trash, joke,
        waste of, wasting, not happy, not impressed, not helpful, not good, not exactly, not cool, not ok, not okay,
        not fair, not acceptable, unhappy, upset, unfair, wtf, smh, ffs, its nuts, is nuts, concern*, shouldnt be this
        hard, do better, be better, get it together, screw*, sick of, tired of, fed up, had enough, never again,
        thanks for nothing, great job, bad, horrid, poorly, nightmare, appalling, atrocious, dreadful, abysmal,
        inexcusable, outrageous, alienated, betrayed, regret, challenging, broke my heart, heart is broken,
        heartbroken, a bit much, neveragain, scamming, damn, shit, embarrass*, impolite, mistreat*, unorganized,
        disorganized, no respect, no excuse, an excuse, dangerously, last time i, be warned, dont buy, not to buy,
        inadequate, unprofessional, hopeless
        """,
    "again": """
        still, again, once again, 3 hours, 3 hour, 3 days, 3 day, 3 weeks, 3 week, 3 months, 3 month, 3 times, 3 time,
        3rd time, 3 mins, 3 minutes, hours ago, days ago, weeks ago, for hours, for days, for weeks, for months, yet,
        waiting, been waiting, on hold, forever, ages, keep getting, keeps, every time, everytime, twice, constant,
        constantly, continuous*, repeatedly, past departure, an hour, all day, all weekend, all morning, as usual,
        multiple times, same problem, several times
        """,
    "urgent": """
        urgent, urgently, asap, emergency, immediately, hacked, stolen, someone got to my account, got taken, fraud,
        fraudulent, scammed, charged, overcharged, being charged, unsafe, dangerous, danger, injured, assault*,
        harass*, threat*, allerg*, poison*, sick from, in my food, stranded, missed my, lawyer, legal action, police,
        lawsuit, outage, internet has been down, is down, went down, locked out, cancelled my, refund me, security
        issue, security breach
        """,
    "story": """
        i ordered, ordered, i bought, bought, i paid, paid, i tried, tried, trying to, i called, called, calling,
        emailed, i spoke, spoke to, talked to, my order, my delivery, delivery, delivered, package, parcel, my
        account, account, subscription, my flight, my bag, baggage, luggage, booking, reservation, my bill, my phone,
        support, updated, update, install*, downloaded, upgrade, upgrading, appointment, the driver, driver, drivers,
        store, app, website, your site, shipping, shipped, served, promised, asked, told me, had to, supposed to,
        meant to, was told
        """,
    "order": """
        order 3, order number, order no, flight 3, ticket number, ticket 3, reference number, tracking number, case 3,
        case number, invoice 3, booking reference, claim number, error code, inquiry number, confirmation email
        """,
    "but": "but, however, although, except that",
    "you": "you, your, youre, youve, u, ur, yall, you guys, yours",
    "unhappy": "😡, 😠, 🤬, 😤, 😑, 😒, 🙄, 😞, 😔, 😩, 😫, 😢, 😭, 👎, 🤦, 💔, 😕, 🙁, 😖, :(, :-(, =(",
    "happy": "😊, 😍, ❤, 👏, 🎉, 😁, 👌, 💛, 💕, 🥰, 😘, 👍, 🙌, 🤗, 😀, 😃, 😄, 💙, 💜, 🔥, 😂, 😉, :), :-), =), ;)",
    "thanks": """
        thanks, thank you, thank u, thankyou, thx, ty, cheers, much appreciated, appreciate it, thanks so much,
        shoutout, shout out, kudos, props to
        """,
    "solved": """
        that worked, it worked, worked perfectly, it works, works now, working now, working again, fixed it, that
        fixed, is fixed, its fixed, fixed now, sorted, all sorted, all good, all set, never mind, nevermind, no
        worries, no problem, problem solved, solved, resolved now, will do, got it, got through, received it, arrived
        today, found it, i will keep, ill keep, ill check, ill have to check, i will check, will let you know, ill let
        you know, will try, ill try, back to normal, glad your, glad youre, if it doesnt arrive, dont worry, no need
        """,
    "praise": """
        love, loving, loved, amazing, awesome, excellent, wonderful, great, fantastic, brilliant, perfect, perfectly,
        best, delicious, beautiful, incredible, favorite, favourite, impressed, nice, good stuff, well done, good job,
        very nice, pretty neat, neat, cool, thrilled, excited, happy, enjoyed, enjoy, proud, youre the best, you rock,
        yourock, blessed, fun, yum, yummy, tasty, cant wait, couldnt be happier, cant complain
        """,
    "banter": """
        lol, haha, hahaha, lmao, rofl, congrats, congratulations, good luck, happy birthday, happy halloween, merry
        christmas, happy new year, so funny, that's funny, next year, lets go, good morning, good night
        """,
    "promo": """
        giveaway, check out, sign up, promotion, sponsored, win a, enter to win, use code, discount code, click here,
        click the link, link in bio, follow us, follow me, subscribe to, dm for, buy now, limited time, free shipping,
        only 3 days left, retweet, rt to, tune in, join us, earn money, make money, work from home, crypto, airdrop,
        nft, investment, learn more, shop now, now available, dont miss
        """,
}
