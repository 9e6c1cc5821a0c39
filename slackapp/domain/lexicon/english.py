"""English: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping
from itertools import chain, product

_VERBS = "is are am was were does did can could will would should has"
_DENIED = "isnt arent dont doesnt didnt cant couldnt wont wouldnt hasnt havent"
_SUBJECTS = "i you u we they it he she there this that these those the my your our anyone someone anybody any yall"
_TO_US = "can you, could you, would you, will you, can u, could u, can yall, can someone, could someone, can somebody"
_PLAIN = tuple(_TO_US.split(", "))


def _pairs(firsts: str, seconds: str, before: str = "") -> str:
    """Phrases of two words, but those that ask us for something."""
    made = (f"{before}{a} {b}" for a, b in product(firsts.split(), seconds.split()) if f"{a} {b}" not in _PLAIN)
    return "".join(f", {phrase}" for phrase in made)


_TURNED = "".join(
    chain(
        _pairs("what who which when where why how", f"{_VERBS} {_DENIED} do have", "^ "),
        _pairs(f"{_VERBS} {_DENIED}", _SUBJECTS, "^ "),  # "is there", at the beginning of a sentence
        _pairs("do have", "i you u we they yall your anyone someone anybody any", "^ "),
        _pairs("how why", "do does did dont can cant", ""),
        _pairs("what when where", "do does did can should will", ""),
    )
)

PHRASES: Mapping[str, str] = {
    "question": """
        how to, how long, how much, how many, how come, how about, how far, how often, how old, ^ why, ^ why
        not, ^ whats, ^ wheres, ^ whens, ^ hows, ^ whos, what about, what time, what size, what kind, which
        one, which of, is it possible, is there a way, is there any, are there any, do you know, do you have,
        do you guys, do you still, are you guys, are you going, does anyone, does anybody, has anyone, anyone
        know, anybody know, anyone else, any idea, any ideas, any update, any updates, any news, any reason,
        any word on, any eta, any advice, any suggestions, any recommendations, any tips, any way to, any
        plans, any more info, ^ any, wondering, tell me why, tell me how, tell me if, tell me where, tell me
        when, let me know if you, curious, can i, could i, may i, can we, should i, do i need, do i have to,
        am i able, my question, i have a question, quick question, question for you, i want to know, id like
        to know, would like to know, i need to know, not sure if, not sure how, ^ or is, ^ eta, could they,
        whos the, can anyone, can anybody, arent you, arent they, isnt it, dont you, wont you, what would, why
        is my, why is the, why are you, why are my, why is it, ^ thoughts, if i ask, wanna know, what happens
        if, what happens when, find out if, find out whether, good to know when, good to know if, good to know
        whether, nice to know, work out whether, work out if, cant work out, dont suppose, not sure which, not
        sure whether, not sure what, ^ are dogs, ^ are kids, ^ are children, ^ are pets, ^ are tickets, ^ are
        all, ^ are both, ^ is parking, ^ is breakfast, ^ is delivery, ^ is shipping, ^ can dogs, ^ can kids, ^
        can children, possible to, when the, i was wondering, any word, wheres the, whats the, trying to find
        out
        """
    + _TURNED,
    "request": f"""
        {_TO_US}, please, pls, plz, plss, pleas, help me, help us, please help, pls help, need help, need your
        help, ^ help, let me know, dm me, pm me, call me, contact me, email me, get in touch, reply to me,
        respond to, answer me, get back to me, trying to reach, send me, give me, tell me, show me, check my
        dm, see my dm, look into, take a look, fix this, fix it, fix your, fix the, fix that, fix my, make
        this right, make it right, reimburse me, cancel my, sort this, unsubscribe me, please advise, assist
        me, need assistance, please explain, please clarify, please confirm, ^ kindly, i request, i beg you,
        do something, ^ retweet, ^ rt if, ^ rt to, ^ rt this, pls rt, please rt, plsrt, ^ follow me, follow me
        back, follow back, ^ sign the petition, ^ sign this, ^ donate, spread the word, ^ say hi, ^ vote, ^
        call on, would mean a lot, it would mean, mind to, ^ come to, ^ do it, ^ do a, ^ do this, requesting,
        need someone to, want someone to, can one of your, could one of your, can one of you, could one of
        you, delete my, delete all my, remove my, change my, update my, ^ let us, feature request, feature
        idea, ^ bring back, take me off, call me back, ring me back, email me back, send us, tell us, help
        out, please add, please make, please consider, please bring
        """,
    "wish": """
        i need, we need, i want, we want, i would like, id like, id love, would love, would like, looking for,
        looking to, trying to find, help, could use, refund, replacement, money back, assistance, assist,
        advise, explain, clarify, confirm, reimburse*, wanna, i wish, wish you, hoping to, needs, send help,
        itd be great if, it would be great if, would be great if, would be nice if, itd be nice if, would be
        good if, itd be good if, would be good to, wish there was, wish you had, wish you would, an option to
        """,
    "apology": """
        sorry, apologize, apologise, apologies, oh no, uh oh, yikes, dont like to hear, doesnt sound good, wed
        like to help, happy to help, here to help, want to help, can help, lets take a look, well look into,
        look into this, thanks for reaching out, thanks for letting us know, thanks for getting in touch,
        thank you for contacting, thank you for reaching out, thanks for contacting, thanks for the heads up,
        give us a shout, reach out
        """,
    "misses": """
        bring back, bring it back, used to be, used to have, used to work, get rid of, got rid of, where did,
        take away, took away, taken away, is gone, are gone, went away, is no more, out of stock, sold out,
        discontinued, not available, unavailable, dont have any, dont carry, never have, ran out, run out of,
        ever coming, ever bringing, why no, why is there no, why are there no, why dont you, why cant you, why
        wont, why isnt, why arent, why doesnt, why cant i, why cant, why didnt, why havent, why hasnt, not
        coming back, please stop, stop tagging, stop sending, stop emailing, stop calling, stop hassling, stop
        making
        """,
    "dismay": """
        whats going on, what is going on, whats up with, what is up with, whats wrong with, what is wrong
        with, whats the deal with, what the hell, what the heck, what the fuck, what happened to, how is this,
        how is that, how does this happen, how can you, how could you, how do you expect, ^ is this how, ^ is
        this what, ^ is this the, ^ is this really, ^ is that how, is this a joke, are you kidding, are you
        serious, are you joking, you kidding me, ^ seriously, seriously ?, ^ really ?, really ?, wth, wtf,
        wtaf, what gives, what kind of, what type of, what sort of, why bother, why even, why on earth, why
        the hell, why the fuck, smh, smdh, ffs, fml, jfc, cmon, come on, explain yourself, please explain,
        unreal, wow just wow, oh dear, not amused, no chill, awkward, creepy, look what, look at what, look at
        the state, look at this, check out the state, major surprise, not what i expected, interesting how,
        funny how, guess what, imagine, how do you even, how on earth, does anybody know how, does anyone
        actually, is anyone actually, is anybody there, anyone there, anybody there, is this normal, is it
        normal, full blast, how many times, how hard, how difficult, did anyone test, did nobody, do you think
        this, really what im paying, what im paying for, what am i paying for, what do i pay for
        """,
    "fault": """
        not working, not work, doesnt work, dont work, didnt work, isnt working, arent working, wont work,
        wont load, wont open, wont let me, wont connect, wont turn on, wont start, wont play, cant log, cant
        login, cant get in, cant access, cant connect, cant sign, cant download, cant update, cant see my,
        cant find my, cant get my, cant order, cant pay, cant use, stopped working, stops working, stop
        working, quit working, went out on me, keeps crashing, keeps freezing, keeps saying, keeps telling,
        keep getting, not loading, not opening, not showing, not charging, not responding, not syncing, not
        delivered, not arrived, not shipped, not received, not receive, never received, never arrived, never
        came, never showed, never got, never delivered, never sent, never shipped, didnt arrive, didnt come,
        didnt receive, didnt get my, didnt show, havent received, havent got, havent gotten, havent heard,
        havent had, havent been, hasnt arrived, hasnt shipped, hasnt come, hasnt been, yet to arrive, yet to
        receive, still no, still not, still havent, still hasnt, still waiting, still isnt, still cant, still
        dont, still doesnt, no response, no reply, no answer, no help from, no luck, no service, no internet,
        no signal, no power, no dial tone, no sign of, no confirmation, no update, no updates, no news, no
        word, no refund, no delivery, no show, no explanation, no communication, no warning, power is out,
        power out, lost power, lost my order, outage, outages, outtage, service is down, services down, site
        is down, website is down, app is down, net is down, is down, are down, went down, been down, faulty,
        defect*, malfunction*, glitch*, buggy, laggy, lagging, crash*, error message, error code, getting an
        error, an error, update failure, failed delivery, technical issue, having issues, having an issue,
        having trouble, having problems, having a problem, issues with, issue with, problem with, problems
        with, trouble with, same issue, same problem, wrong order, wrong item, wrong size, sent the wrong,
        sent me the wrong, delivered wrong, wrong address, not as described, doesnt fit, poor quality, came
        apart, coming apart, fell apart, falling apart, falls off, fell off, ripped, torn, leaking, leaks,
        arrived broken, came broken, is broken, was broken, are broken, broke after, broken again, damaged,
        was cold, is cold, cold food, stone cold, not fresh, undercooked, overcooked, raw chicken, expired,
        moldy, mouldy, stale, tastes like, found a hair, a hair in, half full, half empty, missing items,
        missing from my, items missing, delayed, delays, cancelled my, canceled my, got cancelled, been
        cancelled, was cancelled, been canceled, hours late, mins late, minutes late, late again, days late,
        weeks late, running late, always late, late delivery, hung up on, hang up on, hangs up, hanging up, on
        hold, on the phone for, disconnect*, losing connection, lost connection, slow internet, slow service,
        so slow, too slow, is slow, very slow, super slow, buffering, drops out, dropping out, keeps dropping,
        dropped calls, overpriced, drop the ball, dropped the ball, lack of, lacking, unresolved, escalate*,
        complaint, no resolution, wont refund, refuse to, refused to, refuses to, refusing to, denied,
        ignored, ignoring, rejected, passed around, the runaround, waste of time, wasted journey, pointless,
        spamming, no record of, double charged, suspended my, locked my, deleted my, unable to, cannot log,
        cannot access, cannot proceed, cannot connect, cannot download, not able to, never responds, never
        answers, never works, nothing works, unreliable, unplayable, unusable, unreadable, lost all my, lost
        my luggage, lost my bag, conflicting, inconsistent, untrained, understaffed, no staff, no seats, no
        water, no heating, no hot water, dirty, filthy, smells, stinks, rude staff, was rude, so rude, very
        rude, rude to, kicked off, kicked out, packed like, sardines, rip off, ripoff, ripped off, false
        advertising, nonexistent, non existent, not existent, not accepted, not allowed, not recognised, not
        recognized, not appearing, not available, not offering, not possible, not running, not powering, not
        connecting, not updating, not posted, not processed, not refunded, not resolved, nt resolved, not
        shown, doesnt show, doesnt appear, doesnt load, doesnt open, doesnt let, dont see the, dont deliver,
        dont have any, only one arrived, sent me 3 copies, wrong person, false information, is false, been out
        for, is out for, out of service, out of order, offline, powet, no tracking, duplicate, not duplicated,
        white screen, black screen, blank screen, blue screen, spinning wheel, reduced speed, throttling,
        throttled, poor performance, poor signal, poor network, poor connection, no ac, no air conditioning,
        no toilet, get hold of, nowhere to be found, nowhere near, no idea why, no reason given, not given,
        not honoured, not honored, wouldnt accept, wont accept, said no, turned away, left waiting, left me,
        left us, left stranded, took forever, takes forever, taking forever, taking 3, took 3, sitting on the
        tarmac, on the tarmac, ruined my, wrecked, scratched, cracked, dented, stained, rotten, spoiled,
        spoilt, bone in, hair in, bug in, filled with water, tasteless, burnt, soggy, watered down, complaint
        about, complaining about, i complained, need to complain, want to complain, short of stock, a hole,
        has a hole, holes in, wiped my, wiped out my, deleted my save, killed my, killed bluetooth, is dead,
        went dead, left dead, dead after, died after, has died, have gone, has gone missing, gone missing, is
        missing, was missing, missing a, squeaks, squeaky, creaks, rattles, rattling, tastes of, smells of,
        upside down, cold chips, cold fries, lukewarm, zero replies, zero reply, zero response, no one
        answers, nobody answers, nobody replies, nobody responds, no replies, left out in the rain, left
        outside, left in the rain, left in the recycling, dumped on, thrown over, didnt line up, dont line up,
        none of the holes, snapped, snapped off, came off, falls apart, given away, never turned up, didnt
        turn up, hasnt turned up, no show again, been off since, been off for, is off again, out since, out
        all, off all day, wont let me in, been blocked, has been blocked, blocked my, hung up, two left, wrong
        colour, wrong color, wrong one, wrong part, wrong name, wrong table, drifting, flickers, flickering,
        leaked, 3 late, hours late again, no hot, without heating, without water, without power, without
        electricity, without internet, without a reply, without reply, supposed to arrive, supposed to come,
        was supposed to, were supposed to, still broken, same broken, still getting, i explained this, ive
        explained this, explained this to, same thing happened, same thing again, keep sending me
        """,
    "anger": """
        unacceptable, not acceptable, disappoint*, frustrat*, infuriat*, ridiculous*, disgrace*, disgusted,
        appall*, atrocious, abysmal, dreadful, inexcusable, outrageous, shambles, shambolic, joke of a, what a
        joke, is a joke, a joke, absolute joke, such a joke, worst service, worst customer, worst experience,
        worst airline, worst company, terrible service, terrible customer, terrible experience, horrible
        service, horrible customer, horrible experience, bad service, bad customer, bad experience, poor
        service, poor customer, poor experience, poor show, awful service, awful experience, shocking service,
        rubbish service, crap service, shit service, shitty service, incompeten*, unprofessional, misleading,
        misled, misrepresent*, not happy, not impressed, unimpressed, not thrilled, not helpful, unhelpful,
        not good enough, not exactly thrilled, unhappy, dissatisfied, unsatisfied, pissed off, so pissed,
        fuming, furious, livid, do better, get it together, get your act together, sort it out, sort
        yourselves out, sort your, fed up, had enough, sick of, appalling, embarrass*, mistreat*, unorganized,
        disorganized, no respect, be warned, dont buy, not to buy, do not buy, avoid this, inadequate,
        underwhelm*, let down, letdown, nightmare, joke company, bunch of, thieves, crooks, criminals, greedy,
        scammers, shame on you, you should be ashamed, ashamed of, dont care about, doesnt care about,
        alienated, betrayed, regret buying, regretful, useless, pathetic, laughable, insult*, pain in the,
        hassle, headache, not worth, waste of money, wasted, wasting, deceiving, deceptive, worthless,
        pitiful, rip, suffer, suffering, misery, miserable, shoddy, sloppy, careless, negligent, negligence,
        ignorant, arrogant, dishonest, untrustworthy, zero stars, 3 star, 0 stars, clueless, poor effort, poor
        form, very poor, really poor, extremely poor, waste of space, letting me down, let me down, lets me
        down, letting us down, let us down, ashamed, bad business, badbusiness, disappointed in, sort out
        your, not fit for, never disappoints to disappoint, hours of my life, i suffer, expected better,
        expected more, this is how you treat, how you treat, treat your customers, treat customers, treat
        people, whats the point of, what is the point of, what's the point, who thought, bad idea, beyond a
        joke, taking the mick, taking the piss, cheek of, the cheek, nerve of, couldnt care less, wipe the
        floor, not good at all, absolutely shocking, blatant, daylight robbery, money grabbing, moneygrabbing
        """,
    "gripe": """
        worst, worse, terrible, terribly, horrible, horribly, awful, angry, anger, pissed, hate, hates, hated,
        shame, poor, rude, scam, lie, lies, liars, lying, sucks, suck, sucked, stupid, annoy*, shocking,
        unbelievable, crap, crappy, rubbish, garbage, trash, joke, not good, not cool, not ok, not okay, not
        fair, not great, unfair, upset, tired of, bad, badly, horrid, poorly, challenging, a bit much, damn,
        shit, shitty, impolite, hopeless, sad, disgusting, gross, ugly, confus*, weird, strange, concern*,
        worried, scared, boring, lame, fail, fails, failed, failing, failure, evil, dumb, idiot*, bullshit,
        bs, smelly, nuts, crazy, ruin*, screw*, fuck*, wtf, fucking, motherfucker, asshole, lemon, unclear,
        unexpected, racist, greed, unfriendly, uncomfortable, unsafe, freezing, boiling, sick, tired, feel
        weird, feeling weird, pissing, mad, cheap, nasty, gutted, heartbroken, devastated, depressing,
        depressed, sigh, ugh, argh, grr, grrr, meh, nope, no thanks, wtaf, bloody, cant stand, cant believe,
        cannot believe, dont like, didnt like, doesnt like, not a fan, dislike, less usable, not friendly,
        isnt friendly, out of whack
        """,
    "trouble": """
        broken, broke, breaks, stopped, without notice, error, errors, issue, issues, problem, problems, down,
        freez*, frozen, fault, bug, bugs, missing, lost, late, delay, damage*, wrong, incorrect*, stuck,
        cancelled, canceled, slow, trouble, mess, messed up, messing up, hung up, forgot, forgotten, forget,
        ban, banned, blocked, disappear*, not receive, smell, reset, resets, resetting, losing, lose, loses,
        weak, spam, struggle, struggling, hard to, impossible, difficult, complicated, too small, too big, too
        expensive, so expensive, expensive, pricey, cost me, costs, charging, fee, fees, only got, only
        received, instead of, wait times, long wait, queue, queues, crowded, cramped, overbooked, rerouted,
        diverted, closed, not open, defective, drains, draining, overheating, ran into, run into, throttle,
        dropped, dropping, unfortunately, no longer have, misplaced, sold me, mis sold, mis-sold, over priced,
        steep, wait, waited, 3 copies, alert, warning, restart, restarted, rebooted, reboot, reinstalled,
        uninstalled, troubleshoot*, unplugged, factory reset, dead, squeak, wobbly, loose, fiddly, cheaply,
        mismatch, cardboard, soft as, warm coke, spam text, opted out
        """,
    "denial": """
        wont, cant, aint, couldnt, doesnt, didnt, isnt, wasnt, arent, hasnt, havent, cannot, can not, did not,
        does not, is not, was not, has not, will not, have not, not able, never, nothing, nobody, no one,
        noone, none of, none, shouldnt, wouldnt, unable, refuse*, even though, not even
        """,
    "not": "not, no, dont, without, only",
    "lasting": """
        again, once again, yet again, 3 hours, 3 hour, 3 days, 3 day, 3 weeks, 3 week, 3 months, 3 month, 3
        times, 3 time, 3rd time, 3 mins, 3 minutes, 3 hrs, 3 hr, 3 yrs, hours ago, days ago, weeks ago, for
        hours, for days, for weeks, for months, for ages, for years, waiting, been waiting, forever, ages,
        keeps, every time, everytime, twice, constant, constantly, continuous*, repeatedly, past departure, an
        hour, all day, all weekend, all morning, all night, as usual, multiple times, several times, still,
        yet, since yesterday, since monday, since last, day 3, half an hour, over an hour, almost a, over a
        week, over a month, week 3, month 3, 3rd message, 3rd email, 3rd call, 3rd week, 3rd month, 3rd day,
        3rd attempt, 3rd one, 3 emails, 3 calls, 3 phone calls, 3 messages, 3 tweets, 3 visits, 3 attempts, 3
        wks, 3 different people, 3 wk, since tuesday, since wednesday, since thursday, since friday, since
        saturday, since sunday, since january, since february, since march, since april, since may, since
        june, since july, since august, since september, since october, since november, since december, since
        this morning, that was last, every month, every night, every week, you said that, last week, last
        month, about a week, about a month, a week for, a week now, a month now, a year now, a week later, a
        month later, a week ago, a month ago, half a year, after a week, after a month
        """,
    "sarcasm": """
        thanks for nothing, brilliant advice, well done for, thanks guys, way to go, so much for, love how
        you, love that you, love the way you, love waiting, love being, love losing, love paying, gotta love,
        dont you just love, smooth, bravo, slow clap, classy, how convenient, conveniently, real appetizing,
        real nice, congrats on, thanks a lot, thanks for ruining, thanks for making, thanks for the late,
        thanks for not, thanks for losing, thanks for cancelling, thanks for canceling, thanksfornothing, you
        had one job, one job, heres a fun game, lucky me, oh great, oh joy, just great, just what i needed,
        just perfect, apparently, supposedly, so called, allegedly, must be nice, thanks for taking 3, thank
        you for taking 3, for taking 3 weeks, thank you for nothing, thanks for wasting, thanks for another,
        thanks to you guys, well played, super helpful, very helpful thanks, good luck with, cheers for, hats
        off to, what a surprise, big surprise, no surprise, shocker, shocking i know, who doesnt love,
        interesting choice, im sure, how lovely, how nice, how kind, must be fun, living the dream, hire some,
        oh brilliant, oh lovely, oh fantastic, brilliant another, great another, lovely another, another day
        another, made my weekend, so glad i paid, glad i paid, love how, shout out to you for losing, well
        done you, congratulations on, top marks for, round of applause for, hats off for, kudos for, world
        class, five star service my
        """,
    "safety": """
        injured, injury, hurt my, assault*, harass*, threaten*, threat, allerg*, anaphyla*, poison*, food
        poisoning, sick from, made me sick, made us sick, got sick, in my food, caught fire, on fire, go on
        fire, burned my, burnt my, burned me, burnt me, electric shock, unsafe, not safe, dangerous, danger,
        dangerously, hazard, choking, choked on, gas leak, smell of gas, smoke coming, exploded, explode,
        recall*, carbon monoxide, emergency, a vegetarian, not vegan, contains nuts, glass in, metal in, mold
        in, mould in, worm in, bug in my, maggot*, speeding, terrified, drunk driver, touched me, racist,
        racism, discriminat*, abuse*, elderly, disabled, wheelchair, hospital, ambulance, suicid*, bleeding,
        unaccompanied minor, smoking, smoke, nearly hit, almost hit, melted, melting, so hot it, burning
        smell, sparks, sparking, trapped in, burst into flames, went through a red light, ran a red light, cut
        myself, cut my, broke a tooth, chipped a tooth, made my child, fell down, slipped, collapsed, passed
        out, unconscious, leaking gas
        """,
    "money": """
        charged me, charged twice, charged my, charged for, double charge, overcharged, overcharging, being
        charged, was charged, got charged, been charged, still charged, charging me, charge me, unauthorized
        charge, unauthorised charge, took money, taken money, money taken, taking money, money gone, took 3
        out, stole, stolen, stealing, fraud, fraudulent, scammed, scamming, refund me, no refund, money back,
        wont refund, owe me, overdraft, overdrawn, late fee, hidden fees, wrong amount, paid twice, billed
        twice, billed me, billed for, keep billing, deducted, debited, not credited, missing payment, card
        declined, emptied my, gone from my account, missing from my account, disappeared from my account, out
        of my account, took the payment, taken the payment, payment twice, still taking, still charging, still
        billing, didnt spend, didnt authorise, didnt authorize, did not authorise, not authorised, i didnt
        make, keep taking, took it twice, charged again, been billed
        """,
    "blocked": """
        locked out, locked me out, cant log in, cant login, cant sign in, cant get into, cant access my,
        hacked, compromised, someone got to my account, got into my account, got taken, stranded, stuck at,
        missed my, miss my flight, miss my connection, will miss, urgent, urgently, asap, outage, power is
        out, power out, no power, lost power, no internet, no signal, no service, internet is down, internet
        down, internet out, internet has been down, net is down, site is down, all down, is down, went down,
        down again, cancelled my flight, canceled my flight, flight cancelled, flight canceled, security
        issue, security breach, data breach, password changed, changed the email, account suspended, suspended
        my, disabled my account, deactivated my, help now, need help now, been off since, been off for,
        without heating, without water, without power, without electricity, without internet, no heating, no
        water, no hot water, no electricity, no broadband, no wifi, wont let me log in, wont let me in, been
        blocked, has been blocked, been locked, at the till, trapped in, cant get home, cant get out, been cut
        off, cut me off
        """,
    "leaving": """
        never again, neveragain, last time i, last straw, lost a customer, lost my business, lost me as,
        losing a customer, losing customers, cancel my, cancelling my, canceling my, cancelled my
        subscription, cancel and, im cancelling, im leaving, leaving you, switching to, switch to, moving to,
        going elsewhere, go elsewhere, take my business, taking my business, took my business, never buy,
        never buying, never fly, never flying, never order, never ordering, never shop, never shopping, never
        use, never using, never going back, wont be back, wont be using, wont be buying, wont be ordering,
        wont shop, wont buy, not be back, never be back, stop being a customer, no longer a customer, former
        customer, ex customer, deleting the app, deleted the app, unsubscrib*, port out, port in, boycott*,
        closing my account, close my account, done with, so done with, only from now on, buy from, wont be
        flying, be flying with you again, wont order, wont fly, wont use, wont be coming, wont come back, wont
        be going, last order, last order youll, last time youll, last time ill, last time we, lost our custom,
        lost my custom, my custom elsewhere, custom elsewhere, cancelled my membership, cancelling our
        """,
    "press": """
        lawyer, lawyers, attorney, legal action, legal team, sue you, suing, lawsuit, class action, court,
        small claims, trading standards, ombudsman, watchdog, regulator, consumer protection, consumer
        affairs, better business bureau, bbb, ftc, fcc, ofcom, ofgem, cfpb, attorney general, police, report
        you, reporting you, reported you, criminal case, journalist, reporter, press inquiry, press office, pr
        dept, media inquiry, im writing a piece, writing an article, on the news, local news, going viral,
        data protection, gdpr, illegal, against the law, consumer forum, small claims court, letter to the
        ombudsman, my mp, the regulator, see you in court, see you in small claims court, see you in small
        claims
        """,
    "trade": """
        order, orders, delivery, deliveries, delivered, package, packages, parcel, parcels, account,
        subscription, flight, flights, bag, bags, baggage, luggage, booking, bookings, reservation, bill,
        bills, contract, tariff, plan, invoice, receipt, refund, refunds, warranty, replacement, repair,
        return, returns, exchange, voucher, gift card, promo code, coupon, points, rewards, membership,
        ticket, tickets, train, trains, bus, route, gate, seat, seats, checkin, check in, driver, drivers,
        ride, store, stores, shop, branch, restaurant, staff, manager, employee, employees, rep, agent,
        agents, representative, support, helpline, call centre, call center, hotline, live chat, phone line,
        customer care, app, website, site, page, login, password, email, emails, update, updates, upgrade,
        install*, download, software, version, ios, android, phone, iphone, laptop, printer, headphones,
        screen, battery, charger, router, wifi, broadband, internet, network, signal, coverage, sim, data, tv,
        channel, channels, cable, box, server, servers, game, console, product, products, item, items, size,
        jacket, jeans, shoes, boots, shirt, dress, coat, fridge, refrigerator, washer, washing machine, car,
        vehicle, dealer, service, burger, fries, chicken, pizza, coffee, meal, menu, sandwich, drink, room,
        hotel, host, shipping, shipped, stock, price, prices, discount, sale, payment, card, transaction,
        transfer, meter, power, policy, claim, appointment, technician, customer service
        """,
    "story": """
        i ordered, ordered, i bought, bought, purchased, i paid, paid, i tried, tried, trying to, i called,
        called, calling, emailed, i spoke, spoke to, spoke with, talked to, my order, my delivery, my account,
        my flight, my bag, my bill, my phone, my package, my parcel, my refund, your site, your app, your
        website, your store, your staff, your driver, your team, your service, your product, your products,
        your customer, your advisor, your agent, downloaded, upgrading, updated, served, promised, asked, told
        me, told us, had to, supposed to, meant to, was told, were told, been told, returned, i signed up, i
        went to, we went to, went into, visited, i received, i got, just got, i was sent, sent me, gave me, i
        contacted, contacted, reached out, i have been, ive been, weve been
        """,
    "case": """
        order 3, order number, order no, flight 3, ticket number, ticket 3, reference number, ref number, ref
        no, tracking number, tracking 3, case 3, case number, case no, case open, invoice 3, booking
        reference, booking number, claim number, inquiry number, complaint no, complaint number, service
        request, confirmation number, account no, account number, serial number, model number
        """,
    "but": "but, however, although, except that, though, until, unfortunately, sadly",
    "you": "you, your, youre, youve, u, ur, yall, you guys, yours, your team, yourself",
    "thanks": """
        thanks, thank you, thank u, thankyou, thx, tx, ty, tysm, cheers, much appreciated, appreciate it,
        appreciated, thanks so much, many thanks, shoutout, shout out, kudos, props to, hats off, grateful, i
        appreciate, appreciate the, ta, thanks for taking the time, thanks for taking care, thank you for
        taking the time, thank you for taking care, thanks for the help, thanks for your help, thanks for
        helping, thank you for your help, appreciate the help, appreciate your help, appreciate your
        """,
    "sent": """
        dmd, dmed, sent dm, sent a dm, sent you a dm, sent you dm, sent a message, sent you a message, have
        dmd, just dmd, dm sent, dms sent, i have dm, check dm, check your dm, pls check, please check, sent
        you an email, sent an email, replied to your dm, dropped a dm, dropped you a dm, pm sent, sent pm, in
        your dms, messaged you, details sent, sent details, sent the details, posted the information, done
        please check, following you now, i just did, just did, i did it, ive done it, done it, i did that,
        have done that, already did, i already did, already done, done and sent, done thanks
        """,
    "solved": """
        that worked, it worked, that helped, it helped, worked perfectly, works perfectly, works great, it
        works, works now, working now, working again, working fine, fixed it, that fixed, is fixed, its fixed,
        fixed now, now fixed, got it sorted, been sorted, is sorted, sorted now, all sorted, sorted thanks,
        sorted it, all good, all set, never mind, nevermind, nvm, no worries, no problem, no problems, no
        probs, problem solved, issue resolved, solved, resolved now, been resolved, is resolved, got through,
        received it, just arrived, arrived today, arrived safely, found it, figured it out, figured out, back
        to normal, back up and running, back online, up and running, glad your, glad youre, dont worry, no
        need, not having the same, no longer having, we have seen, ignore that, ignore my, ^ ignore, my
        mistake, my bad, my fault, false alarm, phew, did the trick, that did it, all fine now, its working,
        is working, been and its working, sorted that, got there in the end, all fixed, all working, working a
        treat, its back, we are back, were back on, its arrived, it arrived, it has arrived, turned up in the
        end, found them, problem gone, has gone away, issue solved, thanks for checking in, thanks for looking
        into
        """,
    "agrees": """
        will do, ill do that, will give it a try, ill give it, give it a try, give that a try, give it a go, i
        will try, ill try, will try, ill check, i will check, ill have to check, will check, ill keep, i will
        keep, will let you know, ill let you know, will message you, ill wait, i will wait, will wait and see,
        ok thanks, okay thanks, ok thank you, okay thank you, ^ ok, ^ okay, ^ k, ^ gotcha, ^ got it, got it, ^
        understood, makes sense, fair enough, sounds good, sounds great, ^ great, ^ perfect, ^ cool, ^
        awesome, ^ alright, ^ noted, that explains, i see, if it doesnt arrive, looking forward, look forward,
        thats fine, thats ok, thats okay, youre welcome, you too, same to you, hopefully, i understand
        """,
    "praise": """
        love, loving, loved, luv, adore, amazing, awesome, excellent, wonderful, great, fantastic, brilliant,
        perfect, perfectly, best, delicious, beautiful, incredible, favorite, favourite, fave, impressed, very
        nice, nice, good stuff, well done, good job, pretty neat, neat, cool, thrilled, excited, exciting,
        happy, enjoyed, enjoy, proud, youre the best, you rock, yourock, rock, rocks, blessed, fun, yum,
        yummy, tasty, cant wait, couldnt be happier, cant complain, not bad, superb, outstanding, lovely,
        gorgeous, stunning, fabulous, phenomenal, legend, legends, lifesaver, heroes, hero, helpful, so
        helpful, went above, above and beyond, smooth flight, friendly, kind, recommend, highly recommend,
        obsessed, addicted, goat, epic, dope, lit, slay, winning, winner, worth it, five stars, 3 stars, so
        good, too good, really good, very good, good work, keep it up, keep up, class act, yasss, yas, woohoo,
        woo, yay, hurray, hooray, congrats, quick response, fast response, quick reply, great work, stoked,
        glad, nothing short of, great service, amazing service, excellent service, wonderful service, nice
        job, great job, nice work, nice one, mvp, made her night, made my day, made his day, made our day,
        youre amazing, first choice, safe and sound, cant fault, couldnt fault, cannot fault, not a single,
        not one problem, never had better, never had a better, never had a problem, never had any, never lets
        me down, never disappoints, couldnt have been, could not have been, couldnt ask for, cant recommend,
        cannot recommend, cant get enough, cant stop, couldnt put it down, no complaints, zero complaints,
        nothing but praise, nothing but good, without fault, faultless, flawless, dangerously good, stupidly
        good, ridiculously good, insanely good, sinfully good, scarily good, thats how its done, how its done,
        worth every, ten out of ten, 3 out of 3, credit where, how good these are, how good this is, hate how
        good, best ever, it just works, had us back, sick update, sick new, what a difference, no notes, chefs
        kiss, thumbs up, spot on, top notch, a treat, treasure, lifechanging, life changing, made with love,
        saved my, not a single problem, no problem with, no problems with, no issues with, not a single issue,
        no issues, never had an issue, never had a problem with, one of the best, helped me so much, so much
        help
        """,
    "banter": """
        lol, lmao, lmfao, rofl, haha*, hehe, congratulations, good luck, happy birthday, happy halloween,
        happy holidays, happy friday, happy new year, merry christmas, so funny, thats funny, hilarious, lets
        go, good morning, good night, good evening, sweet dreams, ily, miss you, welcome back, see you, see
        ya, rip, selfie, tbt, omw, watching, playing, about to board, on my way, heading to, at the airport,
        in the sky, drinking, eating, wearing, remember when, good one, nice try, you win, touche, fair play,
        plot twist
        """,
    "lure": """
        dm me now, brands like yours, businesses like yours, pages like yours, real followers, 3 followers,
        more followers, followers fast, seo, page one of google, on page one, got mine back, got my coins
        back, got my funds back, recover your, recovered my funds, turn 3 into, forex, crypto signals, trading
        platform, grow your account, grow your page, passive income, 3 a day from home, message me on
        whatsapp, on telegram, dm me to earn, investment platform, guaranteed returns, promote it on, collab
        with us, be our ambassador
        """,
    "promo": """
        giveaway, giveaways, check out, check it out, sign up, promotion, sponsored, win a, chance to win,
        enter to win, instantwin*, sweepstakes, use code, discount code, click here, click the link, link in
        bio, follow us, subscribe to, dm for, buy now, limited time, free shipping, only 3 days left, tune in,
        join us, join the, earn money, make money, work from home, crypto, airdrop, nft, investment, learn
        more, shop now, now available, available now, dont miss, order now, pre order now, book now, get
        yours, on sale now, new blog, blog post, new post, read more, watch now, live now, giving away, apply
        now, hiring, were hiring, followed me, people followed, unfollowed, introducing, celebrate with, meet
        our, read our, watch our, check our, swipe up, retweet to, tag a friend, we love to, get 3 off,
        special offer, deal of the day, for sale, ad, sponsor, automatically checked, stay tuned, we clean, we
        help, we build, we design, message us, contact us today, book today, a day from home, call us, free
        quote, link below, special price, sale ends
        """,
}
