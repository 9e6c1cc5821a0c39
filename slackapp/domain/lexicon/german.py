"""German: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

from slackapp.domain.lexicon.spelling import pairs, split

_NOT = "nicht, nich, nix, nimmer, ned, net, nie, nicht mehr, nich mehr, gar nicht mehr, überhaupt nicht"
_STILL_NOT = """
    gar nix, gar nichts, ja gar nix, ja gar nichts, ja nicht, bei mir nicht, hier nicht, auch nicht, leider nicht,
    heute nicht, immer noch nicht, noch immer nicht, immernoch nicht, wieder nicht, schon wieder nicht, einfach nicht
    """
_GOES = """
    geht, gehen, ging, funktioniert, funktionieren, funktionierte, funzt, klappt, klappen, läuft, laufen, lädt, laden,
    reagiert, reagieren, antwortet, antworten, kommt, kommen, kam, kamen, startet, öffnet, erscheint, tut, stimmt,
    passt, passiert, passierte
    """
_CAME = """
    angekommen, geliefert, zugestellt, erhalten, bekommen, gekriegt, da, verschickt, versendet, versandt, erstattet,
    bearbeitet, repariert, gelöst, behoben, beantwortet, zurückbekommen, gekommen, gemeldet, reagiert, geantwortet,
    geklappt, funktioniert, erschienen, aufgetaucht, verbucht, eingegangen, ausgezahlt, storniert, umgesetzt, gehört
    """
_NOT_YET = "nicht, nie, noch nicht, noch nichts, noch nie, bis heute nicht, nichts, nix"
_SINCE = "seit, schon seit, vor, nach, seit über, seit mehr als, seit fast, über"
_TIMES = "tagen, wochen, monaten, stunden, jahren, minuten, werktagen"
_COUNTED = "3, sechs, sieben, acht, zehn, mehreren, einigen, etlichen, zig"
_WE_DID = """
    bestellt, gekauft, bezahlt, angerufen, geschrieben, gebucht, versucht, probiert, reklamiert, zurückgeschickt,
    zurückgesendet, gewartet, kontaktiert, gemeldet, gefragt, abgeschickt, storniert, gekündigt, beantragt
    """


_WITHOUT_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _both(listed: str) -> str:
    """Each phrase once as it is spelt, once with the "ss" of Switzerland, once without umlauts."""
    written = (phrase for phrase in split(listed))
    spelt = ((each, each.replace("ß", "ss"), each.translate(_WITHOUT_UMLAUTS)) for each in written)
    return ", ".join(dict.fromkeys(phrase for spellings in spelt for phrase in spellings))


_LISTED: Mapping[str, str] = {
    "question": """
        wie kann, wie können, wie könnte, wie lange, wie lang, wie viel, wieviel, wie viele, wie oft, wie hoch, wie
        groß, wie komme, wie komm, wie bekomme, wie krieg, wie kriege, wie erreiche, wie erreicht, wie funktioniert,
        wie geht das, wie mache, wie macht, wie soll, wie sieht, wie siehts, wie schauts, wie ist das, wie ist der, wie
        ist die, wie kommt, wie kommts, wie war das, wie heißt, wie läuft, wie lautet, warum, wieso, weshalb, wann, bis
        wann, ab wann, wo ist, wo sind, wo bleibt, wo bleiben, wo kann, wo finde, wo find, wo gibt, wo gibts, wo steht,
        wo liegt, wo bekomme, wo krieg, wo seh, wo sehe, wohin, woran, woher, welche version, welches modell, welche
        größe, welche unterlagen, welcher, für welche, ab welchem, in welcher, in welchem, auf welcher, an welche, an
        wen, wer kann, wer weiß, was kostet, was kosten, was ist mit, was kann ich, was soll ich, was mache ich, was
        mach ich, was muss, was passiert, was bedeutet, was tun, weiß jemand, weiß man, weiß wer, wisst ihr, wissen
        sie, kann jemand, kann man, kann ich, könnte ich, könnte man, könnte mir, hat jemand, hat wer, gibt es, gibts,
        gibt es schon, gibts schon, gibts da, ist es möglich, ist das möglich, ist es normal, ist das normal, ist das
        so, ist bekannt, habt ihr, haben sie noch, haben sie auch, haben sie schon, haben sie ein, haben sie eine,
        haben sie einen, seid ihr, plant ihr, bietet ihr, liefert ihr, verkauft ihr, macht ihr, kommt ihr, arbeitet
        ihr, werdet ihr, wollt ihr, nehmt ihr, versendet ihr, verschickt ihr, akzeptiert ihr, darf ich, darf man, muss
        ich, muss man, soll ich, sollte ich, geht das auch, stimmt das, stimmt es, lohnt sich, ^ geht das, ^ gehts
        auch, ^ kommt das, ^ kommt der, ^ kommt die, ^ kommt da, ^ bleibt das, ^ ist das, ^ ist der, ^ ist die, ^ ist
        es, ^ sind die, ^ wird es, ^ wird das, ^ wird die, ^ wird der, ^ hat die, ^ hat der, neuigkeiten, infos dazu,
        frage mich, frag mich, wollte fragen, wollte mal fragen, kurze frage, eine frage, ne frage, mal ne frage, hätte
        eine frage, hab ne frage, frage an, frage zu, ob ihr, weiß nicht ob, meine frage, liegt das an, liegt es an
        """,
    "request": """
        bitte, bidde, bitte um, hilfe, helft, helft mir, hilf mir, helfen sie, mir helfen, mir weiterhelfen,
        weiterhelfen, könnt ihr, könntet ihr, kannst du, könntest du, können sie, könnten sie, würdet ihr, würden sie,
        könntet, kann mir jemand, kann mir wer, kann mir einer, brauche, brauch, bräuchte, benötige, benötigen, ich
        möchte, wir möchten, möchte gern, möchte gerne, ich würde gern, ich würde gerne, würde gern, würde gerne, hätte
        gern, hätte gerne, ich verlange, ich fordere, ich erwarte, um rückruf, rückruf, um antwort, antwortet mir,
        antwortet doch, antwortet endlich, antwortet bitte, antworten sie, meldet euch, melden sie sich, ruft mich,
        rufen sie, schreibt mir, schickt mir, schickt mal, schicken sie, sagt mir, sagt mal, gebt mir, gebt bescheid,
        gib bescheid, sagt bescheid, bescheid geben, kümmert euch, macht was, macht mal was, tut was, tut endlich was,
        macht endlich, ändert das, behebt, bringt das in ordnung, erstattung, rückerstatt*, erstattet mir, stornier*,
        umtausch*, entschädig*, gutschrift, kulanz, ersatzteil, freischalten, entsperren, entsperrt, prüft, prüfen sie,
        schaut mal, guckt mal, nachschauen, im voraus, danke im voraus, vielen dank im voraus, danke vorab, danke
        schonmal, ansprechpartner, wäre schön, wäre toll, wäre super wenn, wäre cool, wäre nett, wäre hilfreich, wäre
        super, zurückrufen, ruft zurück, ruft mich zurück
        """,
    "misses": """
        früher war, früher gab, früher ging, früher konnte, war früher besser, bringt zurück, bringt das zurück, bringt
        bitte, wieder zurück, wieder her, wieder ins sortiment, wieder einführen, abgeschafft, nicht mehr im sortiment,
        aus dem sortiment, nicht mehr verfügbar, nicht mehr erhältlich, nicht mehr lieferbar, gibts nicht mehr, gibt es
        nicht mehr, gibts nimmer, ausverkauft, nicht vorrätig, vermisse, alte version, alte app, alte rezept, alte
        design, warum gibt es kein, warum gibt es keine, warum gibts kein, warum gibts keine, warum habt ihr, warum
        nicht mehr, warum kein, warum keine, warum kann ich, warum kann man, wieso gibt es, wieso kann ich, wieso kann
        man, wieso habt ihr, eingestellt, hört auf, lasst das, hört auf damit, mal aufhören, aufhören mich, endlich
        aufhören
        """,
    "dismay": """
        was ist los, was ist da los, was ist denn los, was ist denn da los, was soll das, was soll der, was soll die,
        was soll denn, was ist das denn, was ist das für, was da los, wtf, ernsthaft, euer ernst, ist das euer ernst,
        das ist nicht euer ernst, nicht euer ernst, ihr ernst, ist das ihr ernst, ^ im ernst, echt jetzt, wollt ihr
        mich, wollt ihr uns, wie kann es sein, wie kann das sein, kann es sein, kann das sein, kann doch nicht sein,
        kann ja nicht sein, darf doch nicht wahr, darf nicht wahr, das darf doch nicht, das gibts doch nicht, gibts
        doch nicht, gehts noch, hallo ?, hallo ist da, ist da jemand, jemand zuhause, schläft ihr, schlaft ihr, pennt
        ihr, was macht ihr eigentlich, was habt ihr, habt ihr eigentlich, seid ihr eigentlich, merkt ihr, lest ihr,
        wozu zahle, wofür zahle, wofür bezahle, wozu bezahle, wer denkt sich, wie wärs mit, erklärung, erklärt mir,
        erklären sie mir, was läuft, spinnt ihr, wie lange noch, wann endlich, ^ ja und
        """,
    "wish": "ich will, ich suche, suche nach, suche ein, suche eine, suche einen, wünsche mir, wünschte mir",
    "apology": """
        tut uns leid, tut mir leid, sorry, entschuldig*, verzeihung, bedauern, unannehmlichkeiten, wir schauen, schauen
        uns das, wir prüfen, wir kümmern uns, kümmern uns darum, helfen gerne, helfen gern, danke für den hinweis
        """,
    "fault": """
        geht nix, geht nichts, geht gar nichts, geht ja gar nichts, funktioniert gar nichts, kommt nichts, kommt nix,
        passiert nichts, passiert nix, tut sich nichts, nichts funktioniert, nix funktioniert, nichts geht, nix geht,
        nicht funktioniert, nicht geht, nicht klappt, nicht läuft, nicht lädt, nicht ankommt, nicht erreichbar, nicht
        zu erreichen, niemanden zu erreichen, keiner zu erreichen, niemand erreichbar, niemand erreicht, niemanden
        erreicht, keinen erreicht, nicht möglich, nicht verfügbar, nicht abrufbar, nicht aufgeladen, nicht wie
        beschrieben, nicht wie bestellt, nicht zuständig, nicht helfen, nicht weiterhelfen, nicht geholfen, nicht
        nachvollziehbar, kaputt, kaputte, kaputtes, kaputter, kaputten, defekt*, beschädig*, zerbroch*, zerrissen,
        zerkratzt, verkratzt, verbeult, zerdrückt, undicht, schimmel*, verschimmelt, verdorben, abgelaufen,
        fehlermeldung, fehlermeldungen, fehlercode, störung, störungen, netzstörung, ausfall, ausfälle, ausgefallen,
        fällt aus, fallen aus, fällt ständig aus, abgestürzt, stürzt ab, stürzt ständig, stürzt dauernd, stürzt immer,
        absturz, abstürze, hängt sich, aufgehängt, bricht ab, bricht ständig, verspät*, lieferverzug, verzögerung,
        nicht pünktlich, unpünktlich, zu spät, fehlt, fehlen, fehlte, fehlende, falsch geliefert, falsche größe,
        falscher artikel, falsches produkt, falsches paket, falsche ware, falschen artikel, falsche farbe, falsche
        adresse, falsche rechnung, unvollständig, verloren gegangen, verlorengegangen, verschwunden, verschollen,
        verbuggt, buggy, bugs, ruckelt, extrem langsam, sehr langsam, super langsam, so langsam, total langsam, viel zu
        langsam, schneckentempo, keine antwort, keine antworten, keine reaktion, keine rückmeldung, keine info, keine
        infos, keine information, keine informationen, keine nachricht, keine lieferung, keine ware, keine lösung,
        keine hilfe, keine erstattung, keine bestätigung, keine verbindung, kein rückruf, kein paket, kein empfang,
        kein netz, kein signal, kein update, kein support, kein ansprechpartner, kein kontakt, kein mensch, keinerlei,
        keine spur, keine email, keine mail, keinen empfang, keine auskunft, keine sendungsverfolgung, niemand meldet,
        keiner meldet, niemand antwortet, keiner antwortet, niemand geht, keiner geht, geht niemand, geht keiner,
        meldet sich niemand, meldet sich keiner, niemand da, ohne antwort, ohne reaktion, ohne ergebnis, ohne erfolg,
        ohne info, ohne grund, ohne vorwarnung, ohne rückmeldung, erfolglos, vergeblich, vergebens, aufgelegt,
        abgewimmelt, weggedrückt, ignoriert, ignoriert ihr, rausgeworfen, verweigert, weigert sich, reklam*,
        beschwerde, beschwerden, mangelhaft, qualitätsmangel, ist leer, war leer, war kalt, kam kalt, kalt geliefert,
        unbrauchbar, unleserlich, überbucht, nicht abgeholt, nicht ausgezahlt, warteschleife, warteschlange, wackelt,
        klemmt, tropft, kratzer, nix kommt, nichts kommt, unbenutzbar, unbedienbar, bricht alle, eingelaufen, verfärbt,
        ausgeblichen, im regen stehen, in den regen, kaputtgegangen, war sauer, schwarzer bildschirm, weißer
        bildschirm, nicht angenommen, ohne meine zustimmung, ohne zustimmung
        """
    + ", ".join((pairs(_GOES, f"{_NOT}, {_STILL_NOT}"), pairs(_NOT_YET, _CAME))),
    "anger": """
        unverschäm*, frechheit, frech, enttäusch*, saftladen, drecksladen, scheißladen, sauladen, mistladen,
        chaosladen, servicewüste, kundenunfreundl*, kundenverarsch*, verarsch*, abzock*, abgezockt, betrüger,
        betrügerisch, beschiss, bodenlos*, unfassbar, unfaßbar, unglaublich schlecht, unerhört, inakzeptabel, nicht
        akzeptabel, nicht hinnehmbar, unzumutbar*, unterirdisch*, unter aller sau, unter aller kanone, unfähig*,
        inkompeten*, unprofessionell*, unseriös*, unfreundlich*, respektlos*, dilettant*, amateure, amateurhaft,
        stümper*, zumutung, armutszeugnis, trauerspiel, lächerlich*, lachhaft, lachnummer, ein witz, schlechter scherz,
        witz des, blamabel, blamage, peinlich*, schäm*, schämt euch, schande, skandal*, sauerei, schweinerei,
        hundsmiserab*, grottenschlecht*, grottig*, mies, miese, mieser, mieses, miserab*, schlechter service,
        schlechten service, schlechtester, schlechteste, schlechtesten, schlechter kundenservice, schlechte qualität,
        schlechte erfahrung, schlechte kommunikation, null service, null kundenservice, null ahnung, null reaktion,
        keine ahnung vom, unzufrieden*, nicht zufrieden, nicht begeistert, gar nicht zufrieden, alles andere als,
        verärgert, stinksauer, stocksauer, bin sauer, richtig sauer, echt sauer, langsam sauer, wütend, empör*, reicht
        jetzt, jetzt reicht, reichts jetzt, mir reichts, reicht es, die schnauze voll, schnauze voll, die nase voll,
        nase voll, faxen dicke, hab die, geduld am ende, am ende meiner, genug davon, geht gar nicht, das geht gar
        nicht, geht garnicht, nicht in ordnung, nicht okay, nicht ok, nicht euer ernst sein, nie so schlecht, finger
        weg, vorsicht vor, warne vor, kann nur warnen, rate ab, rate jedem ab, nicht empfehlen, nicht zu empfehlen,
        nicht empfehlenswert, keine empfehlung, sieht anders aus, geht anders, stelle ich mir anders, hinhalte*,
        hingehalten, vertröst*, verschaukel*, für dumm, für blöd, für wie dumm, für wie blöd, am arsch, leck mich, ihr
        penner, ihr idioten, idiotenladen, gefrustet, frustrier*, kundenfeindlich*, verschlimmbesser*, unhöflich*, echt
        das letzte, ist das letzte, wirklich das letzte
        """,
    "gripe": """
        schlecht, schlechte, schlechter, schlechtes, schlimm, schlimmer, katastroph*, furchtbar, schrecklich,
        grauenhaft*, grausam, horror, albtraum, alptraum, scheiße, scheiß, beschissen*, verdammt, verdammte, kacke, so
        ein mist, son mist, was ein mist, dreck, drecks, blöd, blöde, blöder, doof, bescheuert*, nervt, nervig*,
        nerven, genervt, ärger*, verärgern, ätzend, frust, traurig, sehr schade, echt schade, wirklich schade, schade
        dass, leider, dürftig, wertlos, nutzlos, sinnlos, überflüssig, unmöglich, unverständlich, kein verständnis,
        nicht schön, nicht cool, nicht gut, nicht so gut, nicht fair, unfair, nicht lustig, kotzt, zum kotzen, kotz,
        arsch, idioten, penner, depp, deppen, trottel, lügner, lügen, lüge, gelogen, zum heulen, heul, fail, versagt,
        versagen, chaos, chaotisch*, mangelnde, oida, heast, leck, kein bock, assi, asozial*, gschissen, schaaß
        """,
    "trouble": """
        fehler, fehlerhaft*, problem, probleme, problemen, bug, störungsmeldung, langsam, verloren, vergessen,
        verpasst, gestrichen, annulliert, abgesagt, gesperrt, blockiert, abgelehnt, falsch, falsche, falsches,
        falschen, falscher, kompliziert, umständlich, schwierig, zu teuer, überteuert*, teurer, preiserhöhung, zu
        klein, zu groß, zu kurz, leckt, gebrochen, gerissen, akku leer, spinnt, streikt, hakt, hängt, teuer, aufwand,
        wirrwarr, unklar, verwirrend, komisch, seltsam, laut, stinkt, riecht, überfüllt, spam, schließt
        """,
    "denial": """
        kann nicht, kann nichts, kann nix, kann ich nicht, kann man nicht, kann mich nicht, kann leider nicht, kann es
        nicht, kann das nicht, können nicht, könnt nicht, konnte nicht, komme nicht, komm nicht, komme nicht weiter,
        lässt sich nicht, lassen sich nicht, will nicht, wollen nicht, darf nicht, ist nicht, ist nix, sind nicht, war
        nicht, wird nicht, werden nicht, wurde nicht, wurden nicht, habe nicht, hab nicht, hab nix, habe nichts, hat
        nicht, haben nicht, bin nicht, finde nicht, finde ich nicht, find ich nicht, sehe nicht, seh nix, weiß nicht,
        verstehe nicht, versteh nicht, bekomme nicht, bekomme nichts, bekomme keine, bekomme keinen, bekomme kein,
        kriege nicht, kriege keine, kriege keinen, krieg keine, erhalte keine, erhalte keinen, erreiche niemanden,
        nichts, nix, niemand, niemanden, niemals, nirgends, nirgendwo, nie, unmöglich zu, gar nichts, garnichts, weder
        """,
    "not": "nicht, nich, kein, keine, keinen, keinem, keiner, keins, ned, ohne, nur noch",
    "lasting": """
        immer noch, noch immer, immernoch, noch nicht, noch nichts, noch keine, noch keinen, noch kein, schon wieder,
        mal wieder, wieder mal, wiedermal, erneut, abermals, zum wiederholten mal, zum 3 mal, zum 3. mal, zum 3 ten
        mal, zum zweiten mal, zum dritten mal, zum vierten mal, zum fünften mal, zum x ten mal, zum xten mal, das
        zweite mal, das dritte mal, das 3 mal, das 3. mal, zum zigsten mal, zweimal, dreimal, viermal, fünfmal, 3 mal,
        3 x, 3 tage, 3 wochen lang, 3 monate, 3 stunden, 3 std, 3 emails, 3 mails, 3 anrufe, 3 anrufen, mehrfach,
        mehrmals, mehrere tage, mehrere wochen, mehrere monate, mehrere stunden, ständig, dauernd, andauernd,
        permanent, laufend, immer wieder, jedes mal, jedesmal, jeden tag, jede woche, jeden monat, täglich, tagelang*,
        wochenlang*, monatelang*, stundenlang*, ewig, ewigkeit, ewigkeiten, seit ewigkeiten, seit langem, seit
        längerem, schon lange, schon länger, seit gestern, seit vorgestern, seit heute, seit montag, seit dienstag,
        seit mittwoch, seit donnerstag, seit freitag, seit samstag, seit sonntag, seit tagen, seit wochen, seit
        monaten, seit stunden, seit anfang, seit mitte, seit ende, seit dem update, seit dem letzten, seit letzter,
        seit letztem, seit letzte, seit dem 1, seit einer stunde, seit einer woche, seit einem monat, seit einem jahr,
        seit einer halben, vor einer woche, vor einem monat, nach einer woche, nach wochen, nach tagen, nach monaten,
        über eine woche, über einen monat, über eine stunde, eine stunde, wartezeit, wartezeiten, warte, wartet,
        warten, gewartet, wie immer, wie üblich, wie gehabt, weiterhin, nach wie vor, bis heute, bis jetzt nichts, bis
        jetzt nicht, bis jetzt keine, bisher nichts, bisher nicht, bisher keine, bisher kein, bislang, den ganzen tag,
        das ganze wochenende, geduld, wiederholt, x mal, zig mal, zigmal, hundertmal, tausendmal, alle 3 minuten, alle
        paar minuten, tag 3, woche 3, das vierte, das dritte, das zweite
        """
    + ", "
    + pairs(_SINCE, pairs(_COUNTED, _TIMES)),
    "sarcasm": """
        danke für nichts, danke für nix, danke für gar nichts, danke für garnichts, vielen dank für nichts, schönen
        dank auch, vielen dank auch, besten dank auch, na danke, na vielen dank, na toll, na super, na bravo, na
        klasse, na prima, ja super, ja toll, ja klasse, ja danke, ganz toll, ganz klasse, ganz großes kino, großes
        kino, ganz großes tennis, großes tennis, tolle leistung, tolle wurst, reife leistung, starke leistung,
        meisterleistung, glanzleistung, super leistung, klasse leistung, bravo, applaus, glückwunsch zu, so viel zum
        thema, soviel zum thema, so viel zu, soviel zu, von wegen, angeblich*, sogenannt*, vom feinsten, wird
        großgeschrieben, läuft bei euch, läuft bei dir, freude kommt auf, da freut man sich, da kommt freude, wer
        braucht schon, is klar, ist klar ne, ja klar, lustig dass, interessant dass, toll dass ihr, schön dass ihr,
        super dass ihr, premium service, saubere leistung, hut ab dafür, respekt dafür, sehr witzig, haha nicht, sehr
        kundenfreundlich, deutsche gründlichkeit
        """,
    "safety": """
        gefährlich*, lebensgefahr, gefahr, verletz*, verbrannt, verbrennung*, verbrüht, gebrannt, brennt, in brand,
        brand geraten, feuer gefangen, angefangen zu brennen, rauch, qualm, qualmt, explodier*, stromschlag,
        kurzschluss, gasgeruch, gas ausgetreten, vergift*, lebensmittelvergiftung, erbrochen, übergeben müssen, krank
        geworden, allergisch*, allergie, allergiker, allergene, krankenhaus, notaufnahme, notarzt, feuerwehr,
        rettungswagen, notfall, unfall, erstick*, verschluckt, glassplitter, splitter im, scherben im, plastik im,
        metall im, würmer, maden, kakerlake*, mäusekot, belästig*, bedroht, drohung, drohungen, stalking,
        diskriminier*, rassis*, rückruf der, bremsen versagt, bremsen versagten, bremse versagt, ausgerutscht,
        geschlagen, angegriffen, schwanger, im rollstuhl
        """,
    "money": """
        abgebucht, abbuchung, abbuchungen, abgezogen, doppelt bezahlt, doppelt berechnet, zu viel berechnet, zuviel
        berechnet, zu viel bezahlt, zuviel bezahlt, zweimal bezahlt, zweimal berechnet, mahnung, mahnungen,
        mahngebühr*, inkasso, gestohlen, geklaut, diebstahl, betrug, betrogen, betrugs*, phishing, unberechtigt, nicht
        autorisiert, mein geld, mein geld zurück, unser geld, meine kohle, geld weg, geld ist weg, geld futsch,
        kreditkarte belastet, konto belastet, versteckte kosten, doppelt abgerechnet, falsch abgerechnet, überwiesen,
        kostenfalle, abofalle, in rechnung gestellt, bucht ihr, bucht trotzdem, weiter ab
        """,
    "blocked": """
        dringend, dringende, dringender, es eilt, eilt sehr, schnellstmöglich, so schnell wie möglich, asap, brauche
        sofort, sofort hilfe, ausgesperrt, konto gesperrt, konto wurde gesperrt, konto ist gesperrt, account gesperrt,
        account wurde gesperrt, account ist gesperrt, karte gesperrt, karte wurde gesperrt, komme nicht rein, komm
        nicht rein, komme nicht mehr rein, komm nicht mehr rein, nicht einloggen, nicht anmelden, nicht mehr einloggen,
        nicht mehr anmelden, kein zugriff, keinen zugriff, kein zugang, keinen zugang, gehackt, gehackt worden,
        gestrandet, sitze fest, sitzen fest, sitze hier fest, sitzen hier fest, stecke fest, stecken fest, hänge fest,
        eingesperrt, totalausfall, komplettausfall, netzausfall, stromausfall, alles tot, alles down, ist down, sind
        down, komplett down, server down, liegt lahm, lahmgelegt, nichts geht mehr, nix geht mehr, geht nichts mehr,
        geht gar nichts mehr, geht nix mehr, kein strom, kein internet, kein telefon, kein wasser, kein warmwasser,
        keine heizung, ohne internet, ohne strom, ohne heizung, ohne wasser, ohne warmwasser, ohne telefon, ohne netz,
        heizung ausgefallen, internet ausgefallen, zug verpasst, flug verpasst, anschluss verpasst, flug gestrichen,
        flug annulliert, flug storniert, zug ausgefallen, passwort geändert worden
        """,
    "leaving": """
        kündig*, gekündigt, ich kündige, wechsel zu, wechsle, wechsele, wechseln zu, anbieter wechseln,
        anbieterwechsel, bank wechseln, zur konkurrenz, die konkurrenz, bei der konkurrenz, woanders, wo anders,
        anderen anbieter, anderer anbieter, nie wieder, nie mehr, niemals wieder, niewieder, nimmer wieder, letzte mal,
        letztes mal, letzter einkauf, letzte bestellung, zum letzten mal, kunde weniger, kundin weniger, kunden
        weniger, kunden verloren, kundin verloren, kunde verloren, einen kunden los, mich als kunden, mich als kundin,
        als kunde los, bin raus, bin weg, bin dann mal weg, ex kunde, konto löschen, account löschen, konto auflösen,
        konto schließen, app gelöscht, app deinstalliert, deinstallier*, boykott*, sonderkündigung, widerrufe, nicht
        mehr bei euch, kaufe ich nicht mehr, bestelle ich nicht mehr, seht mich nicht, seht ihr mich nicht, mit mir
        nicht mehr, auf nimmerwiedersehen
        """,
    "press": """
        anwalt, anwältin, anwälte, anwalts, rechtsanwalt, rechtsanwältin, rechtsschutz, rechtsschutzversicherung,
        klage, verklage*, vor gericht, gericht, gerichtlich, rechtliche schritte, rechtsweg, juristisch*, strafanzeige,
        anzeige erstatten, anzeige erstattet, zeige euch an, zur anzeige, polizei, staatsanwaltschaft,
        verbraucherzentrale, verbraucherschutz, verbraucherschützer, konsumentenschutz, arbeiterkammer,
        bundesnetzagentur, netzagentur, bafin, finma, schlichtung*, schlichtungsstelle, ombudsmann, ombudsstelle,
        aufsichtsbehörde, datenschutz*, dsgvo, stiftung konsumentenschutz, stiftung warentest, kassensturz, wiso,
        marktcheck, presse, journalist, journalistin, an die medien, sammelklage, mahnbescheid, fristsetzung, setze
        eine frist, letzte frist, frist gesetzt, abmahnung
        """,
    "trade": """
        bestell*, paket, pakete, päckchen, sendung, sendungen, lieferung, lieferungen, lieferant, lieferdienst,
        lieferzeit, liefertermin, zustellung, zusteller, bote, paketbote, fahrer, retoure, retouren, rücksendung,
        rückgabe, konto, kundenkonto, account, abo, abonnement, vertrag, tarif, rechnung, rechnungen, artikel, produkt,
        produkte, ware, gutschein, rabattcode, gutscheincode, termin, buchung, reservierung, ticket, tickets,
        fahrkarte, flug, zug, züge, gepäck, koffer, karte, kreditkarte, app, webseite, website, homepage, onlineshop,
        shop, seite, kundenservice, kundendienst, kundenbetreuung, kundensupport, support, hotline, mitarbeiter,
        mitarbeiterin, techniker, filiale, laden, geschäft, kunde, kundin, router, internet, leitung, anschluss,
        glasfaser, update, passwort, login, garantie, gewährleistung, sendungsnummer, sendungsverfolgung, packstation,
        gerät, akku, service, zahlung, lastschrift, ersatzgerät, wlan
        """,
    "story": """
        wurde gesagt, mir gesagt, uns gesagt, hieß es, versprochen, zugesagt, angekündigt, sollte heute, sollte
        gestern, sollte am, sollte eigentlich, sollte schon, laut tracking, laut sendungsverfolgung, laut app, laut
        hotline, laut euch, habe gestern, hab gestern, habe heute, hab heute, habe am, hab am, habe vor, hab vor, habe
        bei euch, hab bei euch, bei euch bestellt, bei euch gekauft, bei ihnen bestellt, bei ihnen gekauft, gekauft,
        bezahlt, angerufen, angeschrieben, geschrieben, gebucht, versucht, probiert, zurückgeschickt, beantragt,
        musste, mussten, war heute, war gestern, stand vor, bekam, telefoniert, seit jahren kunde, seit jahren kundin
        """,
    "case": """
        bestellnummer, bestellnr, bestellung 3, bestellung nr 3, bestellung nr. 3, auftrag 3, auftragsnummer,
        auftragsnr, kundennummer, kundennr, vorgangsnummer, ticketnummer, ticket 3, ticket nr 3, ticket nr. 3,
        fallnummer, sendung 3, sendungsnummer 3, paketnummer, trackingnummer, rechnungsnummer, rechnung 3, rechnung nr.
        3, vertragsnummer, buchungsnummer, buchungscode, flug 3, zug 3, ice 3, re 3, schadennummer, schadensnummer,
        aktenzeichen, fehler 3, fehlercode 3, seriennummer, referenznummer, vorgang 3
        """,
    "you": "ihr, euch, euer, eure, eurem, euren, eurer, eures, bei ihnen, ihnen, dein, deine, deinen, dir, dich",
    "thanks": """
        danke, dank, vielen dank, dankeschön, danke schön, danke sehr, tausend dank, herzlichen dank, besten dank,
        lieben dank, dankbar, merci, merci vielmal, bedanke mich, bedanken, dankesehr, vielen lieben dank, danke euch,
        danke dir, danke für die schnelle, danke für die info, danke für eure, danke an
        """,
    "praise": """
        perfekt, perfekte, perfekter, perfektes, genial, geniale, klasse service, klasse, prima, spitze, spitzenmäßig,
        großartig*, fantastisch*, wunderbar*, ausgezeichnet*, hervorragend*, exzellent*, vorbildlich*, beeindruck*,
        begeister*, zufrieden, sehr zufrieden, super zufrieden, top zufrieden, super service, super schnell, super
        nett, super freundlich, super lieb, super sache, super idee, super arbeit, super team, super produkt, super
        app, super laden, super gemacht, super danke, ist super, war super, echt super, einfach super, total super,
        wirklich super, top service, alles top, echt top, war top, ist top, top qualität, top produkt, absolut top,
        einfach top, top laden, toller service, tolle app, tolle beratung, tolles produkt, tolles team, echt toll, so
        toll, wirklich toll, total toll, sehr gut, richtig gut, echt gut, so gut, sehr nett, sehr freundlich, so nett,
        sehr hilfsbereit, hilfsbereit, sehr lecker, so lecker, mega lecker, lecker, köstlich, ein traum, traumhaft,
        wunderschön*, schnelle lieferung, schnelle hilfe, schnelle antwort, superschnell, blitzschnell, empfehlenswert,
        weiterempfehl*, empfehle ich, gerne wieder, immer wieder gerne, immer wieder gern, jederzeit wieder, liebe es,
        lieb ich, liebe eure, liebe euch, ihr seid die besten, die besten, bester laden, beste app, bester service,
        bester kundenservice, beste beratung, bin fan, großer fan, ein lob, lob an, großes lob, großes kompliment,
        kompliment an, hut ab, respekt an, gut gemacht, weiter so, nicht meckern, kann nicht meckern, nichts zu
        meckern, nichts auszusetzen, nicht schlecht, gar nicht schlecht, nicht enttäuscht, nie enttäuscht, noch nie
        enttäuscht, keine probleme, nie probleme, noch nie probleme, problemlos*, reibungslos*, freue mich, freu mich,
        freut mich, endlich mal, vorfreude, läuft super, nice, mega, hammer, der hammer, bombe, geil, geile, leiwand,
        daumen hoch, bestes, bester
        """,
    "solved": """
        geht wieder, geht jetzt, funktioniert wieder, funktioniert jetzt, läuft wieder, läuft jetzt, klappt jetzt,
        klappt wieder, funktioniert nun, läuft nun, klappt nun, geht nun, hat geklappt, hat funktioniert, hats
        geklappt, hat sich erledigt, erledigt, hat sich geklärt, geklärt, schon gelöst, problem gelöst, ist gelöst, ist
        behoben, wurde behoben, hat geholfen, gut angekommen, heil angekommen, ist da, ist angekommen, heute
        angekommen, endlich angekommen, eben angekommen, gerade angekommen, alles gut, alles ok, alles bestens, wieder
        alles, alles in ordnung, wieder online, hab es gefunden, habs gefunden, gefunden danke, nicht mehr nötig, nicht
        mehr notwendig, brauche nichts mehr, passt jetzt, passt danke, passt so, geld ist da, wieder da, hab ihn wieder
        """,
    "agrees": """
        alles klar, ok danke, okay danke, ok mache, okay mache, mache ich, mach ich, werde ich, werd ich, ich probiere,
        ich probier, probiere ich, probier ich, versuche ich, versuch ich, schau ich, schaue ich, schaue mal, schau
        mal, ich melde mich, melde mich dann, melde mich wieder, verstehe, verstanden, kein problem, kein thema, kein
        stress, keine sorge, macht nichts, macht nix, nicht schlimm, nicht so schlimm, nicht nötig, passt schon,
        einverstanden, gerne, gern geschehen, bitteschön, bitte schön, bitte sehr, werde nachfragen, werde mal, dann
        warte ich, passt für mich, das passt
        """,
    "banter": """
        haha, hahaha, hihi, hehe, lol, rofl, xd, frohe weihnachten, frohes neues, frohe ostern, guten rutsch, schönes
        wochenende, alles gute, herzlichen glückwunsch, happy birthday, gute nacht, guten morgen, moin moin, viel
        erfolg, viel glück, viel spaß, gute besserung, prost, mahlzeit, grüezi, servus zusammen, schönen urlaub
        """,
    "promo": """
        gewinnspiel, gewinnspiele, verlosung, verlosen, zu gewinnen, gewinne jetzt, jetzt gewinnen, mitmachen und, mit
        dem code, mit meinem code, nutze den code, nutzt den code, link in der bio, link in bio, link im profil, jetzt
        bestellen, jetzt kaufen, jetzt sichern, jetzt zugreifen, jetzt anmelden, jetzt entdecken, jetzt testen, sichere
        dir, sichert euch, hier klicken, klick hier, klickt hier, folgt mir, folge mir, folgt uns, folge uns, nur
        heute, nur noch 3 tage, solange der vorrat, rabatt auf, 3 rabatt, versandkostenfrei, geld verdienen, passives
        einkommen, nebenverdienst, von zuhause aus verdienen, krypto, crypto, bitcoin, trading, investier*, webinar,
        kostenlose beratung, unser neuer blogbeitrag, neuer blogbeitrag, neues video, unverbindliches angebot, mehr
        follower, follower kaufen, anzeige, reichweite steigern, dm für, ^ werbung, unbezahlte werbung
        """,
    "but": "aber, jedoch, allerdings, trotzdem, dennoch, nur dass, bloß, außer dass, leider aber",
    "sent": """
        dm geschickt, dm gesendet, dm geschrieben, pn geschickt, pn geschrieben, pn gesendet, per dm geschickt, per dm,
        per pn, nachricht geschickt, nachricht geschrieben, nachricht gesendet, privatnachricht, direktnachricht, mail
        geschickt, email geschickt, mail geschrieben, email geschrieben, mail gesendet, mail ist raus, dm ist raus, pn
        ist raus, ist raus, euch geschrieben, euch angeschrieben, eure dms, euer postfach, meine dm, meine pn, meine
        nachricht, meine mail, meine email, meine mails, schaut in die, hab euch geschrieben, habe euch geschrieben
        """,
}

PHRASES: Mapping[str, str] = {cue: _both(listed) for cue, listed in _LISTED.items()}
