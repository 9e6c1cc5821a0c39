"""German of Germany, Austria and Switzerland, as people write it under a brand's posts."""

from tests.domain.sentences import Sentence

SENTENCES: tuple[Sentence, ...] = (
    # complaints
    Sentence("@nordlicht_de Ich warte mein Paket seit zwei Wochen, keine Info", "complaint", "fault", "keine Info"),
    Sentence("Danke, aber es geht immer noch nicht @nordlicht_de", "complaint", "fault", "geht immer noch nicht"),
    Sentence("@nordlicht_de Danke für nichts.", "complaint", "sarcasm", "Danke für nichts"),
    Sentence("@nordlicht_de bei euch geht ja gar nix", "complaint", "fault", "geht ja gar nix"),
    Sentence("Schon wieder 40 Minuten Warteschleife bei @nordlicht_de", "complaint", "lasting", "Schon wieder"),
    Sentence("@nordlicht_de App stürzt ständig ab seit dem Update", "complaint", "fault", "stürzt ständig"),
    Sentence(
        "@nordlicht_de zum dritten Mal das falsche Teil geschickt, Servicewüste!", "complaint", "anger", "Servicewüste"
    ),
    Sentence("@nordlicht_de eine FRECHHEIT was ihr euch da ERLAUBT", "complaint", "anger", "FRECHHEIT"),
    Sentence("@nordlicht_de die Kanne kam kaputt an", "complaint", "fault", "kaputt"),
    Sentence(
        "@nordlicht_de warte seit Montag auf einen Rückruf, meldet sich niemand",
        "complaint",
        "fault",
        "meldet sich niemand",
    ),
    Sentence('Na toll @nordlicht_de, Lieferung "morgen", das war am Dienstag', "complaint", "sarcasm", "Na toll"),
    Sentence(
        "@nordlicht_de Sendung angeblich zugestellt. War den ganzen Tag daheim.", "complaint", "sarcasm", "angeblich"
    ),
    Sentence(
        "@nordlicht_de komm nich in mein Konto, Passwort zurücksetzen funktioniert nich",
        "complaint",
        "fault",
        "funktioniert nich",
    ),
    Sentence("Bin echt enttaeuscht von der Qualitaet @nordlicht_de", "complaint", "anger", "enttaeuscht"),
    Sentence("@nordlicht_de 12 Emails, null Reaktion", "complaint", "anger", "null Reaktion"),
    Sentence(
        "@nordlicht_de die Rückerstattung ist nach drei Wochen noch nicht da", "complaint", "fault", "noch nicht da"
    ),
    Sentence("@nordlicht_de ned euer Ernst? Scho wieder Störung in Graz", "complaint", "dismay", "euer Ernst"),
    Sentence("@nordlicht_de Deckel wackelt, Kratzer überall und dafür 80 Franken", "complaint", "fault", "wackelt"),
    Sentence(
        "@nordlicht_de könnt ihr mir sagen warum meine Bestellung einfach storniert wurde? Frechheit",
        "complaint",
        "anger",
        "Frechheit",
    ),
    Sentence("@nordlicht_de so ein saftladen, hotline legt einfach auf", "complaint", "anger", "saftladen"),
    Sentence(
        "Früher war die Schokolade von @nordlicht_de besser, bringt bitte die alte Rezeptur zurück",
        "complaint",
        "misses",
        "Früher war",
    ),
    # complaints that cannot wait
    Sentence("@nordlicht_de Ihr habt mir zweimal 49 Euro abgebucht!", "complaint", "money", "abgebucht", "high"),
    Sentence(
        "@nordlicht_de Wenn bis Freitag nix kommt geht das an den Anwalt und die Verbraucherzentrale",
        "complaint",
        "press",
        "Anwalt",
        "high",
    ),
    Sentence(
        "@nordlicht_de der Wasserkocher hat Feuer gefangen, zum Glück war ich daneben",
        "complaint",
        "safety",
        "Feuer gefangen",
        "high",
    ),
    Sentence(
        "@nordlicht_de seit 3 Tagen ohne Internet, hier geht nichts mehr",
        "complaint",
        "blocked",
        "ohne Internet",
        "high",
    ),
    Sentence(
        "@nordlicht_de Mir reichts, ich kündige und gehe zur Konkurrenz", "complaint", "leaving", "ich kündige", "high"
    ),
    Sentence(
        "@nordlicht_de mein Konto wurde gehackt, jemand bestellt auf meinen Namen",
        "complaint",
        "blocked",
        "gehackt",
        "high",
    ),
    # questions
    Sentence("@nordlicht_de wo bleibt denn die neue Farbe", "question", "question", "wo bleibt"),
    Sentence("@nordlicht_de liefert ihr auch nach Österreich?", "question", "question", "liefert ihr"),
    Sentence("@nordlicht_de gibts die Kanne auch in grün", "question", "question", "gibts"),
    Sentence("@nordlicht_de wie lange dauert der Versand in die Schweiz", "question", "question", "wie lange"),
    Sentence(
        "@nordlicht_de Wisst ihr schon, ab wann man die Kanne bestellen kann?", "question", "question", "Wisst ihr"
    ),
    Sentence("Weiß jemand, ob @nordlicht_de am Samstag offen hat?", "question", "question", "Weiß jemand"),
    Sentence("@nordlicht_de kann man den Deckel in die Spülmaschine tun", "question", "question", "kann man"),
    Sentence("@nordlicht_de Habt ihr noch Größe 42 auf Lager?", "question", "question", "Habt ihr"),
    Sentence(
        "@nordlicht_de moin, kurze frage: passt der alte filter in die neue maschine",
        "question",
        "question",
        "kurze frage",
    ),
    Sentence("@nordlicht_de was kostet der Umbau auf die neue Version ungefähr", "question", "question", "was kostet"),
    Sentence("@nordlicht_de muss ich zum Abholen den Ausweis mitbringen?", "question", "question", "muss ich"),
    Sentence("Hallo @nordlicht_de, warum ist das Logo eigentlich blau", "question", "question", "warum"),
    # requests
    Sentence("@nordlicht_de könntet ihr mir die Anleitung als PDF schicken", "request", "request", "könntet ihr"),
    Sentence("@nordlicht_de ich möchte meine Lieferadresse ändern", "request", "request", "ich möchte"),
    Sentence("@nordlicht_de Bitte um Rückruf, Kundennummer 4411", "request", "request", "Bitte um"),
    Sentence("@nordlicht_de bräuchte mal Hilfe beim Einrichten 🙏", "request", "request", "bräuchte"),
    Sentence("@nordlicht_de hab euch eine DM geschickt", "closing", "sent", "DM geschickt", waits=True),
    Sentence(
        "@nordlicht_de hätte gerne eine Rechnung zur Bestellung 5512, danke im Voraus",
        "request",
        "request",
        "hätte gerne",
    ),
    Sentence(
        "@nordlicht_de wäre schön wenn man die App auf Französisch stellen könnte", "request", "request", "wäre schön"
    ),
    Sentence("@nordlicht_de schickt mir bitte ein neues Netzteil", "request", "request", "schickt mir"),
    # praise
    Sentence(
        "Gar nicht schlecht, die neue Kanne von @nordlicht_de, kann nicht meckern",
        "praise",
        "praise",
        "Gar nicht schlecht",
    ),
    Sentence("@nordlicht_de super schnell geliefert, vielen Dank! 😍", "praise", "praise", "super schnell"),
    Sentence("Noch nie enttäuscht worden von @nordlicht_de 💙", "praise", "praise", "Noch nie enttäuscht"),
    Sentence("@nordlicht_de großes Lob an die nette Dame in der Filiale", "praise", "praise", "großes Lob"),
    Sentence("Der Tee von @nordlicht_de ist sooo lecker", "praise", "praise", "lecker"),
    # closing
    Sentence(
        "@nordlicht_de Super, geht wieder. Danke euch!",
        "closing",
        "solved",
        "geht wieder",
        after="@mira Die Störung ist behoben. Könnt ihr bitte den Router neu starten?",
    ),
    Sentence(
        "@nordlicht_de alles klar, probier ich heute abend",
        "closing",
        "agrees",
        "alles klar",
        after="@mira Das tut uns leid! Versuch bitte, die App neu zu installieren.",
    ),
    Sentence(
        "@nordlicht_de hat sich erledigt, Paket ist da 👍",
        "closing",
        "solved",
        "hat sich erledigt",
        after="@mira Das Paket sollte heute ankommen, entschuldige die Verspätung.",
    ),
    Sentence(
        "@nordlicht_de Kein Problem, dann warte ich noch. Danke für die schnelle Antwort",
        "closing",
        "agrees",
        "Kein Problem",
        after="@mira Die Lieferung verzögert sich leider um einen Tag.",
    ),
    # chatter
    Sentence("Sonnenuntergang am Hafen mit @nordlicht_de 🌅", "chatter"),
    Sentence("Frohe Weihnachten @nordlicht_de!", "chatter", "banter", "Frohe Weihnachten"),
    Sentence("hahaha der Kollege von @nordlicht_de", "chatter", "banter", "hahaha"),
    Sentence("#sonntag #tee @nordlicht_de https://example.com/foto", "chatter"),
    # spam
    Sentence("Gewinnspiel! Jetzt mitmachen, Link in der Bio @nordlicht_de", "spam", "promo", "Gewinnspiel"),
    Sentence("Von zuhause aus Geld verdienen, folgt mir @nordlicht_de #nebenjob", "spam", "promo", "Geld verdienen"),
)
