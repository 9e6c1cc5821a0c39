"""French: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping
from unicodedata import combining, normalize

from slackapp.domain.lexicon.spelling import pairs, split

_NO = "pas, plus, jamais, toujours pas, toujours plus, tjrs pas, tjs pas, tjrs plus, même pas, pas du tout, rien"
_NO_YET = (
    "pas, jamais, toujours pas, tjrs pas, tjs pas, pas encore, pas été, toujours pas été, rien, toujours rien, plus"
)
_RUNS = """
    marche, marchent, fonctionne, fonctionnent, répond, répondent, réponds, répondez, charge, s'ouvre, s'allume,
    démarre
    """
_CAME = """
    reçu, reçue, reçus, livré, livrée, livrés, arrivé, arrivée, arrivés, remboursé, remboursée, remboursés, expédié,
    envoyé, traité, traitée, réparé, réparée, installé, activé, activée, répondu, eu de réponse, eu de nouvelles
    """
_SINCE = "depuis, depuis plus de, fait, fait plus de, il y a, ya, après, au bout de, bientôt"
_COUNTS = "3, un, une, huit, dix, plusieurs, quelques, bientôt 3"
_TIMES = "jour, jours, semaine, semaines, mois, heure, heures, h, min, minutes, ans"
_DID = """
    commandé, acheté, payé, appelé, contacté, envoyé, essayé, demandé, reçu, attendu, renvoyé, retourné, réservé,
    tenté, ouvert, signalé, écrit, téléphoné, souscrit, réclamé, annulé, déposé, relancé, rempli, passé commande, passé
    une commande, fait une réclamation, fait la mise à jour, laissé un message
    """


def _both(listed: str) -> str:
    """Each phrase once with its accents and once without: half of all people type none."""
    written = (phrase for phrase in split(listed))
    return ", ".join(dict.fromkeys(spelt for phrase in written for spelt in (phrase, _bare(phrase))))


def _bare(phrase: str) -> str:
    return "".join(letter for letter in normalize("NFD", phrase) if not combining(letter))


_LISTED: Mapping[str, str] = {
    "question": """
        pourquoi, pk, pq, pkoi, pourkoi, combien, quand est, quand sera, quand seront, quand arrive, quand aurai, quand
        vais, quand allez, quand pensez, quand comptez, quand pourra, à quand, depuis quand, jusqu'à quand, c'est
        quand, pour quand, est-ce que, est-ce qu'il, est-ce qu'on, est-ce qu'un, est-ce qu'une, est-ce qu'elle, est-ce
        possible, est-ce normal, c'est normal, normal que, normal de, où est, où en est, où en sont, où sont, où se, où
        puis, où peut, où trouver, où trouve, où acheter, où dois, c'est où, quel est, quelle est, quels sont, quelles
        sont, quel délai, quels délais, quel jour, quelle heure, quel numéro, quelqu'un sait, quelqu'un a, quelqu'un
        peut, quelqu'un connait, qqn sait, qqn a, qqun sait, qlqn sait, qui sait, savez-vous, sauriez-vous, vous savez
        si, une idée, des nouvelles, des news, du nouveau, avez-vous, auriez-vous, y a-t-il, y a t'il, y aura-t-il,
        est-il possible, serait-il possible, est-il prévu, peut-on, puis-je, dois-je, doit-on, faut-il, pourrais-je,
        êtes-vous, allez-vous, comptez-vous, vendez-vous, livrez-vous, acceptez-vous, proposez-vous, faites-vous,
        prévoyez-vous, c'est prévu, c'est quoi, qu'est-ce, que faire, que dois-je, qui contacter, qu'en est, possible
        de savoir, possible d'avoir, je me demande, me demandais, voulais savoir, voudrais savoir, aimerais savoir,
        jaimerais savoir, j'ai une question, une question, petite question, compatible avec, ou pas ?, ^ on peut, ^
        c'est possible, ^ il faut combien, combien de temps,
        """
    + pairs(
        "comment",
        """
        faire, fait-on, on, je, puis, peut, peut-on, ça, se, est, vous, dois, avoir, savoir, annuler, résilier,
        contacter, joindre, obtenir, récupérer, changer, modifier, suivre, renvoyer, retourner, payer, utiliser,
        activer, désactiver, commander, accéder, procéder, vous joindre, vous contacter, réserver, fonctionne, marche
        """,
    ),
    "request": """
        svp, s v p, stp, s'il vous plaît, s il vous plaît, s'il te plaît, s il te plaît, siouplait, pouvez-vous,
        pourriez-vous, peux-tu, pourrais-tu, vous pourriez, vous pouvez m'aider, besoin d'aide, aidez, aidez-moi, au
        secours, à l'aide, un coup de main, je voudrais, on voudrait, je souhaite, je souhaiterais, nous souhaitons,
        nous souhaiterions, j'aimerais, j'exige, je demande, merci de me, merci de nous, merci de faire, merci de bien
        vouloir, merci de répondre, merci de prendre, merci de corriger, merci de vérifier, merci de rembourser, merci
        de régler, merci de traiter, merci de revenir, merci de confirmer, merci d'avance, merci par avance, veuillez,
        contactez-moi, rappelez-moi, répondez svp, répondez-moi, répondez-nous, répondez à, répondez aux, réponse svp,
        rembourser, remboursez, remboursez-moi, envoyez-moi, donnez-moi, dites-moi, dites-nous, faites quelque chose,
        faites qqch, faire le nécessaire, réagissez, réglez, corrigez, réparez, annulez, annuler ma, annuler mon,
        parler à un conseiller, parler à un humain, joindre un conseiller, un vrai humain, geste commercial, dédommag*,
        indemnis*, me contacter, me rappeler, me recontacter, me répondre, m'aider, nous aider, tenez-moi au courant,
        tenez-moi informé, tenez-moi informée, dans l'attente de, dans l'attente d'une, votre aide, de l'aide, ce
        serait bien de, ce serait bien si, ce serait cool, besoin de, besoin d aide, j'ai besoin, j ai besoin, ai
        besoin, j'aurais besoin, j aurais besoin, aurais besoin, j'aurai besoin, on a besoin, il me faudrait, il nous
        faudrait, il me faut, auriez-vous l'amabilité, auriez-vous la gentillesse
        """,
    "wish": "je veux, on veut, je cherche, je recherche, remboursement, remboursements, à la recherche de",
    "apology": """
        désolé, désolée, désolés, navré, navrée, navrés, excuses, toutes nos excuses, nous vous prions, excusez,
        pardon, pour votre patience, à votre écoute, à votre disposition, nous allons vérifier, nous allons regarder
        """,
    "fault": """
        panne, pannes, bug, bugs, bugue, bugué, buggé, buggée, beug, beugue, bogue, plante tout, qui plante, plante
        sans, plante à, a planté, appli plante, l'appli plante, site plante, ça rame, rame à mort, défectueu*, abîmé,
        abîmée, abîmés, endommag*, fissur*, troué, trouée, écrasé, écrasée, en retard, retardé, retardée, il me manque,
        non conforme, pas conforme, pas le bon, pas la bonne, pas les bons, pas les bonnes, pas à jour, correspond pas,
        mauvais article, mauvais produit, mauvais colis, mauvaise taille, mauvaise adresse, mauvaise référence,
        mauvaise couleur, erroné, erronée, avarié, avariée, en rade, hors service, super lent, hyper lent, bien trop
        long, inaccessible, inaccessibles, injoignable, injoignables, sans prévenir, sans explication, sans
        explications, sans réponse, sans nouvelle, sans nouvelles, sans retour, sans suite, pas de réponse, pas de
        réponses, pas de nouvelle, pas de nouvelles, pas de retour, pas de suivi, pas de solution, pas d'info, pas
        d'infos, pas d'information, pas eu de réponse, pas eu de nouvelles, aucune réponse, aucune nouvelle, aucun
        retour, aucun suivi, aucune info, aucune infos, aucune information, aucune solution, aucune aide, aucun
        service, aucun contact, aucune explication, aucun conseiller, personne ne répond, personne répond, toujours
        aucune réponse, toujours aucune nouvelle, zéro réponse, zéro nouvelles, 0 réponse, 0 nouvelle, fait rien,
        raccroch*, faux avis de passage, avis de passage, jamais personne, en rupture, rupture de stock, plus en stock,
        dysfonction*, anomalie, s'éteint, redémarre, déconnecte, déconnexion, déconnexions, écran noir, écran blanc,
        mal emballé, mal emballée, mal livré, mal fait, mal conçu, arrivé cassé, arrivée cassée, arrivés cassés, reçu
        cassé, arrive cassé, est cassé, est cassée, sont cassés, tout cassé, déjà cassé, déjà cassée, minutes
        d'attente, min d'attente, h d'attente, heures d'attente, heure d'attente, toujours aucun, toujours aucune,
        aucune trace, sous la pluie, s'est cassé, s'est cassée, s'est déchiré, s'est décousu, coupe toutes, coupe tout
        le temps, coupe sans arrêt, par-dessus le portail,
        """
    + ", ".join((pairs(_RUNS, _NO), pairs("ça marche", _NO), pairs(_NO_YET, _CAME))),
    "anger": """
        honte, honteu*, scandale, scandaleu*, inadmissib*, inacceptab*, intolérab*, lamentab*, pitoyab*, minable,
        minables, déplorab*, désastreu*, nullissime, nullité, zéro pointé, déçu, déçue, déçus, déçues, décev*,
        déception, arnaqu*, escroc, escrocs, escroquerie, mentez, bande de, foutage de gueule, foutez, fout de, foutent
        de, foutre de, moquez de, moque du, moque de, moquent de, moquer du, fichez de, prend pour des, prenez pour,
        prendre pour des, ras-le-bol, ras le cul, excédé, excédée, exaspér*, énervant, énervante, agaçant, agaçante,
        insupportab*, outré, outrée, indigne, indignes, irrespect*, manque de respect, aucun respect, malhonnêt*,
        incompéten*, incapable, incapables, amateurisme, n'importe quoi, merdique, merdiques, faites chier, à chier,
        casse couilles, abrutis, charlots, guignols, bouffons, tocards, à fuir, fuyez, à éviter, évitez, déconseille,
        recommande pas, recommande plus, recommande à personne, pas content, pas contente, pas contents, pas très
        content, pas très contente, pas du tout content, pas du tout contente, mécontent, mécontente, mécontents,
        insatisf*, pas satisfait, pas satisfaite, pas très satisfait, pas du tout satisfait, pas du tout satisfaite,
        pas sérieux, pas très sérieux, pas pro, pas très pro, pas professionnel, pas acceptable, pas au top, aberrant,
        aberrante, abusez, frustr*, daube, camelote, laisse à désirer, malpoli, malpolie, impoli, impolie, méprisant,
        méprisante, odieux, bâclé, bâclée, inexistant, inexistante, c'est une blague, une plaisanterie, c'est pas
        sérieux, perdre mon temps, je regrette, à l'abandon
        """,
    "sarcasm": """
        merci pour rien, merci bien hein, merci beaucoup hein, bravo la, bravo le, bravo les, bravo l'attente, bravo
        l'organisation, bravo l'efficacité, bravo quoi, bravo champion, bravo champions, bah bravo, ben bravo, ah
        bravo, alors bravo, chapeau les artistes, on applaudit, super le service, top le service, génial le service,
        merci le service, super la livraison, top la livraison, merci la livraison, sympa la surprise, sympa l'accueil,
        belle mentalité, bonne ambiance, quel professionnalisme, quelle efficacité, quelle réactivité, quel service,
        soi-disant, soit disant, du grand art, de mieux en mieux, la cerise sur, elle est belle, il est beau le, ben
        voyons, bah super, ah super, bah génial, mon œil, mon oeil, mon cul, la blague, quelle blague, bonne blague,
        merci qui, on y croit, service premium, ça promet, vive la
        """,
    "gripe": """
        nul, nuls, nulle, nulles, voleur, voleurs, merde, bordel, putain, ptn, fait chier, connard, connards, enfoiré,
        enfoirés, salaud, salauds, tabarnak, câlisse, crisse, ostie, tanné, tannée, c'est poche, niaiseux, pire, pires,
        pas normal, anormal, anormale, pas correct, pas d'accord, pas terrible, pas top, pas génial, pas cool, pas
        sympa, pas ouf, pas fou, ridicule, ridicules, absurde, lunaire, abusé, c'est abusé, cauchemar, une horreur,
        horrible, horribles, affreux, atroce, pourri, pourrie, pourris, pourries, mépris, désagréab*, mauvais,
        mauvaise, mauvaises, c'est dommage, vraiment dommage, bien dommage, dommage que, marre, énervé, énervée,
        m'énerve, désolant, navrant, furieux, furieuse, dégoût*, écœur*, écoeur*, hallucinant, hallucinante, menteur,
        menteurs, mensong*, ça saoule, saoulé, saoulée, soulé, catastroph*, désastre, médiocre, médiocres, beurk,
        dégueu, dégueulasse, insulté, insultée
        """,
    "trouble": """
        problème, problèmes, pb, pbs, blème, souci, soucis, un hic, erreur, erreurs, défaut, défauts, cassé, cassée,
        cassés, cassées, rayé, rayée, perdu, perdue, perdus, égaré, égarée, retard, retards, manquant, manquante,
        manquants, manquantes, il manque, il manquait, incomplet, incomplète, annulé, annulée, annulés, annulées,
        supprimé, supprimée, oublié, oubliée, trompé, trompée, trompés, bloqué, bloquée, bloqués, refusé, refusée,
        lenteur, lenteurs, coupure, coupures, trop long, vraiment long, galère, galères, bizarre, fuite, déchiré,
        déchirée, moisi, moisie, moisis, très lent, trop lent, trop lente, refuse de, refusent de, introuvable,
        introuvables, indisponible, indisponibles, périmé, périmée, périmés, hors de prix, trop cher, trop chère, perte
        de temps, inutile, inutiles
        """,
    "dismay": """
        que se passe, il se passe quoi, une explication, des explications, vous plaisantez, on croit rêver, sur la
        tête, c'est quoi ce, c'est quoi ces, c'est quoi cette, c'est quoi le problème, vous êtes sérieux, êtes-vous
        sérieux, sérieux ?, sérieusement, vous vous moquez, vous vous foutez, vous vous fichez, de qui se moque,
        comment est-ce possible, comment c'est possible, comment pouvez-vous, comment osez-vous, wtf, wth, allo, allô,
        y a quelqu'un, ya quelqu'un, il y a quelqu'un, qu'est-ce qui se passe, qu'est-ce que c'est, qu'est-ce que vous,
        que faites-vous, vous faites quoi, vous attendez quoi, qu'attendez-vous, jusqu'où, pourquoi tant, non mais, nan
        mais, mais sérieux, expliquez, explication, explications, quel intérêt, à quoi bon, à quoi ça sert, vous
        comptez, allez-vous répondre, allez-vous enfin
        """,
    "denial": """
        jarrive pas, jarrive plus, j arrive pas, j arrive plus, arrive pas, arrive plus, arrive toujours pas, narrive
        pas, narrive plus, narrive toujours pas, arrivons pas, arrivons plus, peux pas, peux plus, peux toujours pas,
        peut pas, peut plus, peut toujours pas, pouvons pas, pouvons plus, peuvent pas, pourrai pas, veut pas, veut
        plus, veulent pas, impossible, impossible de, n'ai pas, j'ai pas, n'ai plus, j'ai plus, n'a pas, n'avez pas,
        n'ont pas, nest pas, c'est pas, c est pas, est pas, est plus, est toujours pas, sont pas, sont plus, n'y a pas,
        n'y a plus, y a pas, y a plus, ya pas, ya plus, ya rien, y a rien, pas moyen, pas possible, pas capable, rien,
        jamais, aucun, aucune, nulle part, personne ne, personne n'a, personne n'est, personne au, personne pour, ya
        personne, y a personne, trouve pas, trouve plus, vois pas, comprends pas, comprend pas, comprends rien, laisse
        pas, permet pas, accepte pas, reconnaît pas, apparaît pas, affiche pas, s'affiche pas, s'affiche plus, pantoute
        """,
    "not": "pas, non, sans, ni",
    "lasting": """
        toujours pas, toujours rien, tjrs pas, tjs pas, tjr pas, tjrs rien, toujours en attente, toujours en panne,
        toujours bloqué, toujours le même, toujours la même, toujours les mêmes, toujours en cours, attends toujours,
        attend toujours, attendons toujours, j'attends, j attends, j'attend, on attend, nous attendons, attente, en
        attente, d'attente, pas encore, encore une fois, encore et toujours, encore un problème, encore un retard,
        encore en, encore pire, une fois de plus, depuis hier, depuis avant-hier, depuis ce matin, depuis hier soir,
        depuis lundi, depuis mardi, depuis mercredi, depuis jeudi, depuis vendredi, depuis samedi, depuis dimanche,
        depuis le, depuis la mise à jour, depuis la maj, depuis la dernière, depuis des jours, depuis des semaines,
        depuis des mois, depuis des heures, depuis longtemps, depuis plus d'un, depuis plus d'une, depuis 1, 3 jours, 3
        semaines, 3 fois, plusieurs fois, plusieurs jours, plusieurs semaines, plusieurs mois, plusieurs mails,
        plusieurs messages, plusieurs appels, 3 mails, 3 appels, 3 relances, 3ème fois, 3e fois, 3 ième fois, deuxième
        fois, troisième fois, quatrième fois, énième, à chaque fois, chaque fois, chaque jour, chaque semaine, chaque
        mois, tous les jours, tous les soirs, tout le temps, sans cesse, sans arrêt, en boucle, en permanence,
        constamment, à répétition, à plusieurs reprises, de nouveau, à nouveau, rebelote, recommence, ça continue,
        interminab*, des heures, une éternité, longtemps, comme d'habitude, comme d'hab, comme dab, comme toujours,
        malgré mes relances, malgré mes, malgré plusieurs, relancé, relancée, relances, ça dure, des plombes, encore,
        prévu lundi, prévue lundi, prévue hier, prévu hier
        """
    + ", "
    + pairs(_SINCE, pairs(_COUNTS, _TIMES)),
    "misses": """
        c'était mieux, mieux avant, avant on pouvait, avant il y avait, avant ça marchait, remettez, ramenez,
        rendez-nous, avez supprimé, avez retiré, avez enlevé, avoir supprimé, avoir retiré, avoir enlevé, avoir changé,
        a disparu, ont disparu, existe plus, n'existe plus, faites plus, vendez plus, fabriquez plus, plus disponible,
        plus disponibles, plus en vente, plus en rayon, plus en magasin, l'ancienne version, ancienne version, l'ancien
        site, l'ancienne appli, l'ancienne recette, ancienne recette, nous manque, me manque, manque tellement, va
        revenir, vont revenir, le retour de, quand revient, pourquoi plus, pourquoi avoir, pourquoi avez-vous, pourquoi
        ne plus, pourquoi vous ne, pourquoi ne pas, pourquoi il n'y a, pourquoi n'y a, pourquoi je ne, pourquoi je
        peux, pourquoi ça ne, pourquoi aucun, pourquoi aucune, arrêtez de, arrêtez d'envoyer, arrêtez vos
        """,
    "safety": """
        dangereu*, danger, dangers, blessé, blessée, blessés, blessure, blessures, brûlure, brûlures, me suis brûlé, me
        suis brûlée, me suis coupé, me suis coupée, pris feu, prend feu, prendre feu, incendie, a explosé, explosé,
        explose, électrocut*, court-circuit, étincelles, de la fumée, odeur de brûlé, odeur de gaz, fuite de gaz,
        intoxication, intoxiqué, intoxiquée, tombé malade, tombée malade, tombés malades, suis malade, rendu malade,
        vomi, vomir, vomit, allergène, allergènes, allergique, allergiques, réaction allergique, allergie, l'hôpital,
        aux urgences, pompiers, ambulance, accident, agressé, agressée, agression, harcel*, harcèl*, menacé, menacée,
        menaces, morceau de verre, morceaux de verre, bout de verre, bouts de verre, bout de métal, bout de plastique,
        morceau de plastique, morceau de métal, corps étranger, cafard, cafards, asticot, asticots, étouff*
        """,
    "money": """
        prélevé, prélevée, prélevés, prélèvement, prélèvements, prélevez, prélève, débité, débitée, débités, débitez,
        double débit, débit en double, été facturé, été facturée, m'a facturé, m'ont facturé, m'avez facturé, facturé
        deux fois, facturez, surfactur*, volé, volée, volés, fraude, fraudes, frauduleu*, piraté, piratée, piratés,
        piratage, hacké, hackée, hackés, hameçonnage, usurp*, arnaquer, mon argent, notre argent, rendez l'argent, mes
        sous, à découvert, payé deux fois, frais cachés, argent perdu, sans mon accord, sans mon autorisation, attends
        mon remboursement, j'attends mon remboursement, attend mon remboursement
        """,
    "blocked": """
        urgent, urgente, urgence, en urgence, très urgent, c'est urgent, au plus vite, le plus vite possible, asap,
        suis bloqué, suis bloquée, sommes bloqués, sommes bloquées, bloqué à, bloquée à, bloqués à, bloqué dans,
        bloquée dans, bloqués dans, bloqué au, bloquée au, bloqués au, coincé, coincée, coincés, coincées, compte
        bloqué, compte est bloqué, compte suspendu, compte est suspendu, compte désactivé, compte fermé, carte bloquée,
        carte est bloquée, me connecter, se connecter, plus accès, pas accès, aucun accès, d'accéder à mon compte, plus
        rien ne marche, plus rien ne fonctionne, rien ne marche, rien ne fonctionne, tout est bloqué, tout est en
        panne, panne générale, panne totale, panne nationale, panne géante, site down, est down, sont down, serveurs
        down, sans électricité, sans eau, sans eau chaude, sans chauffage, sans internet, sans réseau, sans téléphone,
        sans courant, plus d'internet, plus internet, pas d'internet, plus de réseau, plus de connexion, plus de
        chauffage, plus d'eau, plus d'eau chaude, plus d'électricité, plus de courant, raté mon, raté ma, loupé mon,
        loupé ma, manqué mon, manqué ma, vol annulé, vol est annulé, vol a été annulé, train annulé, train supprimé, à
        la rue, livrés à nous-mêmes
        """,
    "leaving": """
        résili*, désabonn*, changer d'opérateur, changer de banque, changer de fournisseur, changer de crèmerie,
        changer de crémerie, je change de, on change de, voir ailleurs, aller ailleurs, irai ailleurs, ira ailleurs, la
        concurrence, un concurrent, vos concurrents, plus jamais, jamais plus, dernière fois que, c'est la dernière
        fois, dernière commande, commanderai plus, commande plus, achèterai plus, achète plus, reviendrai plus,
        reviendrai pas, remettrai plus, mettrai plus les pieds, plus les pieds, boycott*, fermer mon compte, clôturer
        mon compte, ferme mon compte, clôture mon compte, perdu un client, perdu une cliente, perdez un client, perdez
        une cliente, perdre un client, perdre une cliente, client en moins, cliente en moins, client de perdu, cliente
        de perdue, ex client, ex cliente, je vous quitte, je quitte, vous quitter, je pars, me barre, je me casse,
        adieu, annuler mon abonnement, annule mon abonnement, j'arrête mon abonnement, fini pour moi
        """,
    "press": """
        avocat, avocate, avocats, huissier, mise en demeure, mettre en demeure, mets en demeure, tribunal, en justice,
        la justice, porter plainte, porte plainte, portons plainte, porté plainte, déposer plainte, dépose plainte,
        dépôt de plainte, plainte, plaintes, gendarmerie, police, commissariat, dgccrf, répression des fraudes,
        signalconso, signal conso, que choisir, ufc, 60 millions de consommateurs, 60 millions de conso, à 60 millions,
        médiateur, médiatrice, médiation, association de consommateurs, défense des consommateurs, test-achats,
        test-achat, testachats, protection du consommateur, petites créances, arcep, crtc, cnil, rgpd, juriste,
        protection juridique, poursuites, poursuites judiciaires, action collective, recours, voie légale, voies
        légales, code de la consommation, journaliste, journalistes, la presse, cash investigation, ombudsman
        """,
    "trade": """
        commande, commandes, colis, livraison, livraisons, livreur, livreurs, mon compte, abonnement, l'abonnement,
        forfait, facture, factures, article, articles, produit, produits, panier, rendez-vous, rdv, réservation,
        billet, billets, mon vol, notre vol, mon train, bagage, bagages, valise, valises, ma carte, carte bancaire,
        application, l'application, appli, l'appli, le site, votre site, sur le site, sav, service client, service
        clients, service clientèle, service après-vente, conseiller, conseillère, conseillers, technicien, magasin,
        boutique, agence, hotline, box, fibre, ma ligne, mise à jour, maj, mot de passe, mdp, code promo, bon d'achat,
        carte cadeau, un retour, un échange, garantie, suivi, numéro de suivi, point relais, devis, contrat, mon
        dossier, taille, couleur, courriel, espace client, votre service, payer en plusieurs fois, payer en 3 fois
        """,
    "story": """
        on m'a dit, m'a dit, m'ont dit, m'a répondu, m'a promis, m'avait dit, m'avez dit, me dit que, me dites, nous a
        dit, nous avait promis, vous aviez dit, promis, promise, commandé le, commandé il y a, commandé sur, acheté
        chez, acheté en, acheté il y a, acheté le, je l'ai, censé, censée, devait arriver, devait être, devaient, prévu
        le, prévue le, annoncé, annoncée, je reçois, je viens de, cliente depuis, client depuis,
        """
    + pairs("j'ai, j ai, ai, avons, on a", _DID),
    "case": """
        commande 3, commande n 3, commande no 3, commande numéro 3, numéro de commande, n de commande, num de commande,
        réf 3, référence 3, référence client, dossier 3, dossier n 3, dossier no 3, dossier numéro 3, numéro de
        dossier, ticket 3, ticket n 3, numéro de colis, colis 3, colis n 3, colis numéro 3, facture n 3, facture 3, vol
        3, train 3, train n 3, tgv 3, numéro client, numéro de client, n client, code erreur, code d'erreur, erreur 3,
        message d'erreur
        """,
    "you": "vous, votre, vos, tu, toi",
    "thanks": """
        merci, merci beaucoup, merci bcp, un grand merci, un tout grand merci, encore un grand merci, encore merci,
        merci encore, mille mercis, mille merci, remercie, remercions, remerciements, merci infiniment, merci à vous,
        merci de votre réponse, merci de votre retour, merci de votre aide, merci de ta réponse, merci de m'avoir,
        merci de nous avoir, merci pour votre, merci pour ta, merci pour la, merci pour le
        """,
    "praise": """
        parfait, parfaite, parfaits, génial, géniale, géniaux, excellent, excellente, excellents, excellentes, super
        service, super produit, super produits, super équipe, super appli, super expérience, super accueil, super
        content, super contente, super rapide, super sympa, super boulot, super travail, super bon, c'est super, au
        top, c'est top, trop top, top service, top qualité, trop bien, trop bon, trop bonne, très bon, très bonne, très
        content, très contente, très satisfait, très satisfaite, trop content, trop contente, suis content, suis
        contente, satisfait, satisfaite, ravi, ravie, ravis, ravies, j'adore, on adore, adore, nous adorons, j'aime
        trop, j'aime beaucoup, j'aime bien, magnifique, magnifiques, formidable, formidables, fantastique, merveill*,
        délicieu*, succulent, un régal, régal, impeccable, impeccables, nickel, efficace, efficaces, réactif, réactifs,
        réactive, bonne surprise, belle surprise, bon travail, beau travail, bon boulot, beau boulot, bravo à, bravo
        pour, un grand bravo, bravo la team, bravo les gars, félicitations, recommande, recommande vivement, je
        recommande, les meilleurs, le meilleur, la meilleure, les meilleures, meilleur service, pas mal, pas mal du
        tout, rien à redire, rien à dire, pas déçu, pas déçue, pas été déçu, pas été déçue, jamais déçu, jamais déçue,
        jamais été déçu, jamais été déçue, jamais de problème, jamais eu de problème, jamais un problème, sans
        problème, sans aucun problème, coup de cœur, coup de coeur, aux petits soins, à l'écoute, adorable, adorables,
        très sympa, très gentil, très gentille, très aimable, sublime, splendide, bluffant, bluffé, bluffée, continuez
        comme ça, continuez ainsi, merci d'exister, chouette, sans faute, que du bonheur, un bonheur, un plaisir, quel
        plaisir, hâte de, trop hâte, 5 étoiles, vous gérez, ça vaut le coup, je valide, ça change la vie, une tuerie,
        un délice, une pépite, en avance, bien emballé, bien emballée
        """,
    "solved": """
        réglé, réglée, c'est réglé, est réglé, problème réglé, souci réglé, tout est réglé, résolu, résolue, c'est
        résolu, problème résolu, ça marche, ça marche nickel, ça fonctionne, refonctionne, ça refonctionne, remarche,
        ça remarche, marche à nouveau, fonctionne à nouveau, marche de nouveau, fonctionne de nouveau, re marche, ça a
        marché, ça a fonctionné, retour à la normale, rentré dans l'ordre, c'est bon, c'est tout bon, tout est bon,
        c'est arrangé, bien reçu, bien reçue, bien arrivé, bien arrivée, enfin reçu, enfin arrivé, enfin arrivée, viens
        de recevoir, vient d'arriver, j'ai trouvé, j ai trouvé, bien été remboursé, plus besoin, plus la peine, laissez
        tomber, c'est fait, ça y est, plus de problème, plus de souci
        """,
    "agrees": """
        d'accord, d accord, dac, ok merci, ok super, ok parfait, ok je, entendu, c'est noté, bien noté, c'est compris,
        pas de souci, pas de soucis, pas de problème, pas grave, aucun souci, aucun problème, pas de quoi, je vais
        voir, je vais essayer, je vais faire, je vais vérifier, je vais patienter, je vais regarder, je fais ça, je
        vérifie, je regarde ça, vous tiens au courant, vous tiendrai au courant, très bien merci, ça roule, je
        comprends
        """,
    "banter": """
        mdr, ptdr, jpp, ahah, ahahah, haha, hahaha, lol, bonne année, joyeux noël, bon anniversaire, joyeux
        anniversaire, joyeuses fêtes, bonnes fêtes, joyeuses pâques, bon courage, bonne chance, bonne nuit, bonnes
        vacances, vivement les vacances, vivement l'été, vivement vendredi, vivement le week-end, coucou
        """,
    "promo": """
        concours, jeu-concours, tirage au sort, à gagner, gagnez, tentez de gagner, tentez votre chance, avec le code,
        avec mon code, utilisez le code, utilisez mon code, mon lien, profitez de, profitez, lien en bio, lien dans la
        bio, lien dans ma bio, en mp pour, rt pour, rt et follow, rt follow, follow et rt, abonnez-vous, suivez-moi,
        suivez-nous, cliquez ici, cliquez sur, inscrivez-vous, inscription gratuite, gagner de l'argent, revenus
        passifs, revenu passif, travail à domicile, indépendance financière, investissez, crypto, bitcoin, trading,
        offre limitée, offre exceptionnelle, places limitées, découvrez, notre nouvelle collection, boostez, vos
        abonnés, des abonnés, devis gratuit, notre boutique, contactez-nous, ma formation, formation gratuite
        """,
    "but": "mais, sauf que, par contre, cependant, pourtant, néanmoins, toutefois, en revanche",
    "sent": """
        envoyé en mp, envoyé un mp, envoyé un dm, envoyé en dm, envoyé un mail, envoyé un message, envoyé un message
        privé, envoyé en message privé, ai envoyé un mp, mp envoyé, dm envoyé, mail envoyé, message envoyé, message
        privé envoyé, vous ai écrit, ai écrit en mp, vos mp, vos dm, vos messages privés, mon mp, mon dm, mes mp, mes
        dm, check mp
        """,
}

PHRASES: Mapping[str, str] = {cue: _both(listed) for cue, listed in _LISTED.items()}
