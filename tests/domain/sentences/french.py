"""French of France, Belgium and Canada, as people write it under a brand's posts."""

from tests.domain.sentences import Sentence

SENTENCES: tuple[Sentence, ...] = (
    # complaints
    Sentence("@mareebleue ca marche pas votre appli", "complaint", "fault", "ca marche pas"),
    Sentence(
        "@mareebleue J'attends mon colis depuis deux semaines, aucune nouvelle.",
        "complaint",
        "fault",
        "aucune nouvelle",
    ),
    Sentence(
        "Bravo la livraison en 24h @mareebleue, ça fait 6 jours que j'attends", "complaint", "sarcasm", "Bravo la"
    ),
    Sentence("@mareebleue merci pour rien...", "complaint", "sarcasm", "merci pour rien"),
    Sentence("Merci, mais ça ne marche toujours pas @mareebleue", "complaint", "fault", "marche toujours pas"),
    Sentence("@mareebleue service client INJOIGNABLE, c'est une HONTE", "complaint", "anger", "HONTE"),
    Sentence("Troisième colis abîmé en un mois chez @mareebleue...", "complaint", "fault", "abîmé"),
    Sentence(
        "@mareebleue j'arrive pas à valider mon panier, la page tourne dans le vide",
        "complaint",
        "denial",
        "j'arrive pas",
    ),
    Sentence("@mareebleue commande 88213 jamais livrée et personne répond 😡", "complaint", "fault", "jamais livrée"),
    Sentence("bon ben l'appli @mareebleue plante à chaque ouverture depuis la maj", "complaint", "fault", "plante à"),
    Sentence("@mareebleue je suis très déçue de la qualité de la théière", "complaint", "anger", "déçue"),
    Sentence("@mareebleue vous vous foutez de nous avec ces tarifs", "complaint", "dismay", "vous vous foutez"),
    Sentence("@mareebleue la bouilloire est arrivée cassée", "complaint", "fault", "arrivée cassée"),
    Sentence("@mareebleue on m'a dit 48h, c'était il y a dix jours", "complaint", "lasting", "il y a dix jours"),
    Sentence("Je ne recommande pas @mareebleue, à fuir", "complaint", "anger", "recommande pas"),
    Sentence(
        "@mareebleue toujours rien reçu, et votre numéro sonne dans le vide", "complaint", "fault", "toujours rien reçu"
    ),
    Sentence(
        '@mareebleue livreur jamais passé et pourtant "avis de passage" dans la boîte',
        "complaint",
        "fault",
        "avis de passage",
    ),
    Sentence("@mareebleue c est quoi ce bordel avec les rendez-vous", "complaint", "gripe", "bordel"),
    Sentence(
        "@mareebleue pourquoi je peux plus choisir mon point relais ? C'était mieux avant",
        "complaint",
        "misses",
        "pourquoi je peux",
    ),
    Sentence(
        "@mareebleue ayoye, 3h d'attente au téléphone pis ça raccroche #tanné", "complaint", "fault", "h d'attente"
    ),
    # complaints that cannot wait
    Sentence("@mareebleue j'ai été prélevé deux fois pour la même commande", "complaint", "money", "prélevé", "high"),
    Sentence(
        "@mareebleue sans réponse demain ce sera mise en demeure et DGCCRF",
        "complaint",
        "press",
        "mise en demeure",
        "high",
    ),
    Sentence(
        "@mareebleue le chauffe-eau a pris feu cette nuit, on a eu très peur", "complaint", "safety", "pris feu", "high"
    ),
    Sentence(
        "@mareebleue mon compte est bloqué et je suis coincée à l'étranger",
        "complaint",
        "blocked",
        "coincée",
        "high",
    ),
    Sentence("@mareebleue c'est décidé je résilie, plus jamais chez vous", "complaint", "leaving", "résilie", "high"),
    Sentence(
        "@mareebleue mon compte s'est fait pirater, compte piraté ce matin !!", "complaint", "money", "piraté", "high"
    ),
    Sentence(
        "@mareebleue toujours pas remboursé, je vais saisir Que Choisir",
        "complaint",
        "fault",
        "toujours pas remboursé",
        "high",
    ),
    # questions
    Sentence("@mareebleue est-ce que la boutique de Liège ouvre dimanche ?", "question", "question", "est-ce que"),
    Sentence("@mareebleue vous livrez en Belgique ?", "question", "mark", "vous livrez en Belgique ?"),
    Sentence("@mareebleue combien coûte la livraison pour le Québec", "question", "question", "combien"),
    Sentence(
        "@mareebleue comment faire pour changer d'adresse avant l'expédition ?", "question", "question", "comment faire"
    ),
    Sentence("@mareebleue bonjour, à quelle heure ferme le magasin de Namur", "question", "question", "quelle heure"),
    Sentence("quelqu'un sait si @mareebleue reprend les vieilles théières", "question", "question", "quelqu'un sait"),
    Sentence("@mareebleue y a-t-il une version en bleu ?", "question", "question", "y a-t-il"),
    Sentence("@mareebleue ou est ce qu'on peut acheter la carte cadeau", "question", "question", "ou est"),
    Sentence("@mareebleue je me demande si le couvercle va au lave-vaisselle", "question", "question", "je me demande"),
    Sentence("@mareebleue avez-vous la taille 42 en stock ?", "question", "question", "avez-vous"),
    Sentence("@mareebleue pk le modèle vert coûte plus cher que le bleu", "question", "question", "pk"),
    Sentence("@mareebleue puis-je payer en 3 fois ?", "question", "question", "puis-je"),
    # requests
    Sentence("@mareebleue pouvez-vous m'envoyer la notice en PDF", "request", "request", "pouvez-vous"),
    Sentence("@mareebleue contactez-moi en mp svp", "request", "request", "contactez-moi"),
    Sentence(
        "@mareebleue j'aurais besoin d'une facture pour la commande 5512", "request", "request", "j'aurais besoin"
    ),
    Sentence(
        "@mareebleue je souhaite modifier l'adresse de ma commande, merci d'avance", "request", "request", "je souhaite"
    ),
    Sentence("@mareebleue merci de me rappeler cet après-midi", "request", "request", "merci de me"),
    Sentence(
        "@mareebleue un coup de main stp pour choisir la bonne taille 🙏", "request", "request", "un coup de main"
    ),
    Sentence("@mareebleue je vous ai envoyé un mp hier", "closing", "sent", "ai envoyé un mp", waits=True),
    Sentence("@mareebleue veuillez m'envoyer le bon de retour", "request", "request", "veuillez"),
    # praise
    Sentence("Pas mal du tout la nouvelle théière @mareebleue, rien à redire", "praise", "praise", "Pas mal du tout"),
    Sentence("@mareebleue commande reçue en 24h, service au top, merci 😍", "praise", "praise", "au top"),
    Sentence("J'adore ma bouilloire @mareebleue, elle est magnifique", "praise", "praise", "J'adore"),
    Sentence("Franchement jamais déçue par @mareebleue 💙", "praise", "praise", "jamais déçue"),
    Sentence("Un grand bravo à toute l'équipe @mareebleue pour l'accueil", "praise", "praise", "Un grand bravo"),
    # closing
    Sentence(
        "@mareebleue c'est réglé, merci beaucoup !",
        "closing",
        "solved",
        "c'est réglé",
        after="@mira Bonjour, pouvez-vous redémarrer l'application et nous dire si le problème persiste ?",
    ),
    Sentence(
        "@mareebleue ok merci, je vais essayer ce soir",
        "closing",
        "agrees",
        "ok merci",
        after="@mira Désolés pour ce souci. Essayez de vider le cache de l'application.",
    ),
    Sentence(
        "@mareebleue ça remarche nickel 👍",
        "closing",
        "solved",
        "ça remarche",
        after="@mira La panne est terminée, toutes nos excuses.",
    ),
    Sentence(
        "@mareebleue d'accord, pas de souci, bonne journée",
        "closing",
        "agrees",
        "d'accord",
        after="@mira Votre commande part demain, désolés pour l'attente.",
    ),
    # chatter
    Sentence("Coucher de soleil sur le port avec @mareebleue 🌅", "chatter"),
    Sentence("Bon anniversaire @mareebleue !", "chatter", "banter", "Bon anniversaire"),
    Sentence("mdrrr le community manager de @mareebleue", "chatter", "banter", "mdrrr"),
    Sentence("#dimanche #thé @mareebleue https://example.com/photo", "chatter"),
    # spam
    Sentence("Tentez de gagner une croisière, lien en bio ! @mareebleue", "spam", "promo", "Tentez de gagner"),
    Sentence("Boostez votre compte, des abonnés réels dès demain @mareebleue #promo", "spam", "promo", "Boostez"),
)
