"""Portuguese: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

from slackapp.domain.lexicon.spelling import pairs, split

_BARE = str.maketrans("áàâãéêíóôõúüç", "aaaaeeiooouuc")
_OTHERS_BARE = frozenset({"má", "cês"})
_DENIED = """
    funciona, funcionam, funcionou, funcionava, está funcionando, tá funcionando, está a funcionar, chega, chegou,
    chegam, chegaram, carrega, abre, abriu, conecta, liga, pega, roda, responde, respondem, respondeu, responderam,
    atende, atendem, atendeu, atenderam, aparece, apareceu, veio, vieram, entrega, entregam, entregou, entregaram,
    resolve, resolvem, resolveu, resolveram, envia, enviaram, mandaram, recebi, recebo, recebemos, me responde, me
    respondem, me respondeu, me atende, me deixa, deixa, aceita, reconhece, atualiza, sincroniza, cumpre, cumprem,
    cumpriram, avisa, avisam, avisaram, devolvem, devolveram, consta, caiu, foi entregue, foram entregues, foi enviado,
    foi resolvido, foi creditado, dão resposta, dão retorno, deram retorno, fazem nada, dá sinal, sai do lugar, ajuda,
    ajudam, ajudou, apareceram
    """
_LACKED = """
    resposta, respostas, retorno, solução, sinal, rede, sistema, aviso, avisar, previsão, receber, conseguir,
    atendimento, explicação, explicações, notícias, nenhuma resposta, nenhum retorno, nenhum aviso, dar satisfação,
    satisfação, o meu pedido, meu pedido, o produto, meu produto, funcionar, poder usar
    """
_SPANS = "horas, hora, dias, semanas, semana, meses, vezes, minutos, min, h"


def _also_bare(listed: str) -> str:
    """Add every phrase as it is typed in a hurry, without accents, but for words that are others without."""
    spelled = dict.fromkeys(phrase for phrase in split(listed))
    return ", ".join(dict.fromkeys([*spelled, *(p.translate(_BARE) for p in spelled if p not in _OTHERS_BARE)]))


_ACCENTED: Mapping[str, str] = {
    "question": """
        como faço, como fazer, como posso, como podemos, como funciona, como consigo, como é que, como que faz, como
        cancelo, como ativo, como falo, como entro, como se faz, como saber, como ficam, como fica, como está o, como
        devo, como ver, como uso, como rastreio, quando vai, quando vão, quando chega, quando chegam, quando volta,
        quando voltam, quando sai, quando será, quando abre, quando abrem, quando começa, quando terá, quando teremos,
        quando vocês, quando vcs, quando posso, quando recebo, quando fica, quando pretendem, desde quando, para quando,
        pra quando, quanto custa, quanto custam, quanto tempo, quanto é, quanto fica, quanto sai, quanto demora, quanto
        falta, quanto está, quanto tá, ^ quanto, quantos, quantas, qual, quais, quem é, quem pode, com quem, onde está,
        onde tá, onde estão, onde fica, onde posso, onde encontro, onde compro, onde consigo, onde eu, onde vejo, onde
        acho, onde anda, onde é que, ^ onde, aonde, cadê, kd, por que, por quê, porque é que, porque não, porque vocês,
        porque vcs, ^ porque, ^ pq, pq vcs, pq será, pq não, o que houve, o que aconteceu, o que faço, o que fazer, o
        que devo, o que posso, o que significa, o que é isso, o que está acontecendo, oq faço, oq houve, oq aconteceu, q
        horas, que horas, que dia, alguém sabe, alguém mais, alguém aí, alguém já, alguém tem, alguém conhece, sabem se,
        sabem quando, sabe se, sabem dizer, sabem me dizer, sabe dizer, sabe me dizer, sabes se, saberiam, sabem
        informar, vocês têm, vocês tem, vcs têm, vcs tem, vocês fazem, vcs fazem, vocês vendem, vcs vendem, vocês
        aceitam, vcs aceitam, vocês entregam, vcs entregam, vocês vão, vcs vão, vocês pretendem, tem como, tem previsão,
        há previsão, alguma previsão, previsão para, alguma novidade, alguma notícia, alguma atualização, alguma chance,
        existe algum, existe alguma, há algum, há alguma, tem algum, tem alguma, têm algum, têm alguma, tem em estoque,
        têm em stock, fazem entrega, fazem entregas, entregam em, ^ aceitam, ^ vendem, ^ dá pra, ^ dá para, será
        possível, é possível, é normal, é verdade que, será que, serve para, serve pra, funciona com, dúvida, dúvidas,
        pergunta, perguntinha, gostaria de saber, gostava de saber, queria saber, quero saber, preciso saber, saber se,
        saber como, saber quando, não sei se, vai ter, vão ter, vai voltar, ^ posso, ^ podemos, ^ é preciso, como vai
        ser, como eu posso, como resolvo, como troco, como altero, como desativo, como compro, como recebo, como entrar,
        como usar, como resolver, ^ como usar, seria possível, haveria, ainda têm, ainda tem, vai haver, vão abrir, vão
        lançar, vai abrir, ^ abrem, ^ fecham, como eu faço, como eu consigo, quando é que, quando é o, quando é a, tem
        wifi, têm wifi, tem entrega, têm entrega, tem tamanho, têm tamanho, tem opção, têm opção, tem vaga, tem vagas,
        tem delivery, tem estacionamento, têm estacionamento, como eu falo, como eu cancelo, como eu resolvo, como eu
        sei, como eu vou, como eu uso, como eu troco, como eu entro, como eu pago
        """,
    "request": """
        por favor, porfavor, pfv, pfvr, pfvrr, gentileza, se faz favor, sff, please, ajuda, ajudem, ajude, ajudar,
        ajudarem, ajudinha, dá uma força, socorro, preciso, precisamos, precisava, precisando, gostaria, gostava de,
        gostaríamos, queria, quero, queremos, podem, podes, pode me, pode alguém, poderia, poderiam, podiam, podia,
        conseguem, alguém pode, alguém consegue, alguém me, alguém que possa, alguém do suporte, solicito, solicitamos,
        solicitar, peço, pedimos, exijo, exigimos, aguardo, fico a aguardar, agradeço desde já, desde já agradeço, desde
        já obrigado, desde já obrigada, obrigado desde já, obrigada desde já, agradeço se, agradecia, agradeceria,
        desculpem incomodar, respondam, responde aí, me responde, me chama, me chamem, me chame, chamem no, mandem, me
        manda, enviem, me envia, liguem, me liga, me ligue, avisem, me avisa, me avise, digam, me diz, me dizer, me
        diga, me passa, me passem, resolvam, resolve isso, resolve aí, resolve meu, resolve logo, arrumem, arruma isso,
        arruma aí, consertem, conserta isso, corrijam, verifiquem, verificar, verifica, verifique, olhem, olha o dm,
        vejam, vê aí, façam alguma coisa, façam algo, tomem providência, providências, providenciem, cancelem, troquem,
        reembolsem, reembolso, devolvam, segunda via, 3 via, 3ª via, tragam, coloquem, ponham, melhorem, estou
        procurando, tô procurando, estou à procura, ando à procura, procuro, dá uma olhada, deem uma olhada, uma
        solução, uma resposta, um retorno, uma posição, posicionamento, uma explicação, deveriam, deviam, sigam de
        volta, me sigam, quanto antes, assim que possível, tem como me, tem como vocês, tem como vcs, trocar o, trocar
        a, alterar o, alterar a
        """,
    "fault": """
        com problema, com problemas, com erro, deu erro, dá erro, dando erro, dá problema, deu problema, dando problema,
        dando pau, deu pau, deu ruim, defeito, defeitos, defeituos*, bugad*, bugou, bugando, travando, trava, travou,
        travad*, cai toda hora, caindo toda hora, caindo, caiu a, caiu o, quebrou, quebrando, veio quebrado, veio
        quebrada, chegou quebrado, chegou quebrada, chegou partido, chegou partida, veio partido, chegou aberto, chegou
        aberta, chegou vazio, chegou vazia, chegou amassado, chegou atrasado, chegou atrasada, chegou frio, chegou fria,
        veio frio, veio fria, veio errado, veio errada, veio outro, veio outra, faltando, faltou, estragou, estragad*,
        danific*, avaria, avarias, avariad*, avariou, amassad*, rasgad*, rachad*, vazando, vazou, mofad*, vencid*, fora
        da validade, fora do prazo, trocad*, produto errado, tamanho errado, pedido errado, endereço errado, atraso,
        atrasos, atrasad*, atrasou, atrasando, atrasaram, extravi*, perderam, sumiu, sumiram, parou de, pararam de,
        parou do nada, deixou de, cancelaram, foi cancelado, foi cancelada, reclamação, reclamações, reclamar,
        reclamando, reclamei, queixa, queixas, mal atendido, mal atendida, atendimento ruim, ignoram, ignorando,
        ignorad*, ignoraram, no vácuo, visualiza e não, visualizam e não, desligam na, desligaram na, desligam o
        telefone, desliga na cara, desligaram na cara, ligação cai, cai a ligação, enrolando, enrolação, enrolam, jogo
        de empurra, empurram, empurra pra, indisponível, instável, instabilidade, instabilidades, oscilando, oscila,
        intermitente, reinicia, reiniciando, desconecta, desconectando, cheiro ruim, mau cheiro, não é o que pedi, não
        era o que pedi, não foi o que pedi, não é o que comprei, nada a ver com, continua sem, continuo sem, continuamos
        sem, continuam sem, estou sem, tô sem, estamos sem, fiquei sem, ficamos sem, há dias sem, me deixaram sem, me
        deixaram esperando, à espera de resposta, piorou, piorando, só piora, não está resolvido, não resolvido, nada
        resolvido, nada foi resolvido, ser resolvido, seja resolvido, ser resolvida, voltou a dar, voltou o problema, em
        branco, tela preta, ecrã preto, tela azul, fica carregando, fica a carregar, não tô conseguindo, n tô
        conseguindo, não estou conseguindo, n estou conseguindo, não estou a conseguir, não se consegue, descarrega
        """
    + ", "
    + pairs("não, n, ninguém, ngm, nem", _DENIED)
    + ", "
    + pairs("sem", _LACKED),
    "trouble": """
        erro, erros, problema, problemas, problemão, falha, falhas, falhou, falhando, falhar, bug, bugs, lento, lenta,
        lentidão, lentíssim*, devagar, quebrad*, errad*, incorret*, incomplet*, falta, faltam, demora, demoram,
        demorando, demorad*, demorou, demoraram, cancelad*, recusad*, recusa, negad*, rejeitad*, desaparec*, perdid*,
        perdi, perdeu, sujo, suja, sujos, sujas, fila, filas, lotad*, fechad*, caro, caríssim*, difícil, complicad*,
        estranho, esgotad*, acabou, cheiro, cai, caiu, desligou, riscad*, sumid*, tarde demais, prejuízo, transtorno,
        transtornos, multa, taxa, taxas, confus*, tem gosto de, com gosto de, gosto ruim, gosto estranho, azedo, azeda,
        azedou, cru, crua, rachou, apagou, esquenta, esquentando, aquece demais, muito cara, tão cara, cara demais,
        estava fria, estava frio, comida fria, café frio, esqueceram, esqueceu, esquecid*, confundiram, erraram, errou,
        descosturou, descolou, descolando, encolheu, desbotou, rasgou, furou, furad*, molhad*, oxid*, enferruj*,
        estourou
        """,
    "gripe": """
        pior, piores, ruim, ruins, horrív*, terrív*, ridícul*, vergonha, lixo, merda, bosta, porcaria, porra, caralho,
        puta, puto, pqp, vtnc, vsf, fdp, tnc, foda se, fodam, cacete, desgraça, desgraçad*, maldit*, inferno, droga, que
        saco, raiva, ódio, odeio, revolta, irrita*, chatead*, chato, chata, stress, estress*, triste, tristeza, nojo,
        nojent*, mentira, mentiras, caos, bagunça, pesadelo, dor de cabeça, tortura, horror, horroros*, fraco, fraca,
        fraquíssim*, desastre, desastros*, inacreditáv*, aff, affs, afe, ngm merece, ninguém merece, tá difícil, tá
        osso, tá complicado, não gostei, não está bem, nada bem, nada bom, que pena, uma pena, injust*, desesper*,
        preocupad*, preocupante, péssima ideia, muito mal, tão mal, mau, má, feio, feia, idiota*, burros, otári*,
        trouxa, palhaços, cansad*, estúpid*, fracasso, grave, wtf, mds
        """,
    "dismay": """
        até quando, como pode, como podem, como é possível, onde já se viu, tem cabimento, é possível isso, é sério,
        sério isso, sério ?, a sério, é brincadeira, tá de brincadeira, tão de brincadeira, estão de brincadeira, só
        pode ser brincadeira, é piada, só pode ser piada, estão a brincar, estão a gozar, a gozar com, gozam com, tá de
        sacanagem, tão de sacanagem, tão zoando, tá zoando, estão loucos, pelamor, pelo amor, o que está acontecendo
        com, o que tá acontecendo, oq tá acontecendo, o que está havendo, o que se passa, que se passa com, que porra,
        que merda é, que palhaçada, que tipo de, me explica, me explicam, expliquem, explica isso, alguém me explica,
        não acredito, não é possível, inacreditável, impressionante como, impressionante a, era só o que faltava, só
        faltava, chega de, já chega, basta, pra que serve, para que serve, com que cara, teoricamente, supostamente,
        ainda por cima, pra piorar, para piorar, não bastasse, e nem, estão à espera de, tão esperando o que, acham
        normal, vocês acham, vcs acham, não tem vergonha, não têm vergonha, sem condições, não dá mais, tá acontecendo,
        está a acontecer
        """,
    "denial": """
        não consigo, não conseguimos, não consegui, não conseguem, não posso, não podemos, não pode, não podem, não dá,
        não deu, não tem, não têm, não tenho, não temos, não há, não havia, não é, não era, não está, não estão, não tá,
        não tô, não estou, não foi, não fui, não vai, não vão, não vem, não sai, não sei, não sabem, não sabe, não
        entendo, não entendi, não percebo, não encontro, não acho, não vejo, não existe, não faz, não fez, não fazem,
        não fizeram, não querem, não quer, não me, não se, não são, não tinha, não entra, não passa, não permite, n
        consigo, n consegui, n dá, n tem, n é, n está, n tá, n foi, n vai, nada, nada ainda, nunca, jamais, ninguém,
        ngm, nenhum, nenhuma, nem sequer, impossível, até agora nada, n tô, n sei, n posso, não vou, n vou, não uso
        """,
    "not": "não, sem, nem, tampouco",
    "anger": """
        péssim*, vergonhos*, uma vergonha, que vergonha, vergonha de, indignad*, indignação, absurdo, absurda, descaso,
        desrespeit*, falta de respeito, falta de consideração, falta de vergonha, falta de profissionalismo, sem
        vergonha, palhaçada, sacanagem, inaceitáv*, inadmissív*, intoleráv*, lamentáv*, lastimáv*, deploráv*,
        decepcion*, decepção, desapont*, desilud*, desilusão, frustr*, revoltad*, revoltante, insatisf*, incompet*,
        despreparad*, desqualificad*, inútil, inúteis, mentiros*, mentem, mentiram, mentindo, enganad*, enganaram,
        enganando, enganosa, enganam, ladrões, ladrão, bandidos, safad*, pilantr*, vigarist*, nojeira, mal
        educado, mal educada, maleducad*, grosseir*, grossos, arrogan*, mau atendimento, mau serviço, serviço ruim, pior
        serviço, pior atendimento, pior empresa, pior operadora, pior experiência, má vontade, má fé, pouca vergonha,
        perda de tempo, perder tempo, perdendo tempo, perder meu tempo, não recomendo, não comprem, não compre, não
        contratem, não caiam, não presta, fujam, cuidado com, arrepend*, saco cheio, cansei de, cansada de, cansado de,
        fartos de, farto, farta, cheia de vocês, triste com, chateada com, chateado com, puto com, puta com, nunca vi,
        deixa a desejar, deixou a desejar, deixam a desejar, muito a desejar, não vale a pena, não vale nada, não serve
        pra nada, não servem pra nada, não serve para nada, não servem para nada, não valem nada, não estou satisfeito,
        não estou satisfeita, nada satisfeito, nada satisfeita, pouco profissional, amador*, gentinha, empresa lixo,
        lixo de, merda de, bosta de, porcaria de, droga de, fazendo de palhaço, me fazem de, cara de pau, cara de
        palhaço, caras de pau, irrespons*, negligen*, abuso, abusiv*, roubo descarado, um roubo, tomem vergonha, toma
        vergonha, criem vergonha, cria vergonha, experiência horrível, experiência ruim, uma desgraça, humilha*,
        desuman*, descarad*, chul*, piada, anedota
        """,
    "sarcasm": """
        obrigado por nada, obrigada por nada, valeu por nada, obg por nada, obrigado por estragar, obrigada por
        estragar, obrigado por arruinar, obrigada por arruinar, obrigado por não, obrigada por não, obrigado por
        cancelar, obrigada por cancelar, obrigado por me deixar, obrigada por me deixar, obrigado por me fazer, obrigada
        por me fazer, obrigado por perder, obrigada por perder, valeu por me deixar, valeu por estragar, parabéns pelo
        péssimo, parabéns pela péssima, parabéns pela incompetência, parabéns pela demora, parabéns pelo descaso,
        parabéns pelo atraso, parabéns pelo desserviço, parabéns pela palhaçada, parabéns por conseguirem, parabéns por
        conseguir, parabéns por estragar, parabéns aos envolvidos, parabéns viu, parabéns hein, palmas pra, palmas para,
        belo serviço, belo atendimento, bonito serviço, lindo serviço, belo trabalho hein, que maravilha hein, que
        maravilha né, que beleza hein, que beleza né, muito bom hein, muito bom né, ótimo hein, show hein, excelente
        hein, bonito hein, pra cobrar, para cobrar, na hora de cobrar, pra vender, na hora de vender, só que não, sqn,
        adoro pagar, adoro esperar, adoro quando, adoro ficar, amo pagar, amo esperar, amo quando, amo ficar, que
        surpresa, que novidade, pra variar, para variar, como sempre né, como de costume, sim claro, claro que sim né, e
        dizem que, se dizem, e chamam a isto, chamam isso de, nota zero, zero estrelas
        """,
    "lasting": """
        ainda, de novo, dnv, outra vez, novamente, mais uma vez, enésima vez, segunda vez, terceira vez, quarta vez,
        quinta vez, 3ª vez, 3a vez, há dias, há horas, há semanas, há meses, há séculos, há tempos, há mais de, há
        quase, há 3, faz dias, faz semanas, faz meses, faz horas, faz tempo, faz mais de, faz 3, já faz, tem 3, tem mais
        de, mais de 3, mais de hora, uma hora, meia hora, um mês, uma semana, um tempão, desde ontem, desde anteontem,
        desde hoje cedo, desde segunda, desde terça, desde quarta, desde quinta, desde sexta, desde sábado, desde
        domingo, desde as 3, desde o dia, desde dia, desde cedo, desde manhã, desde janeiro, desde outubro, o dia todo,
        dia inteiro, a manhã toda, a tarde toda, a noite toda, a semana toda, toda hora, toda semana, todo dia, todo
        mês, todos os dias, todos os meses, toda vez, todas as vezes, sempre que, sempre a mesma, sempre o mesmo, sempre
        assim, mesma coisa, mesmo problema, mesma história, mesma resposta, mesmo erro, várias vezes, inúmeras vezes,
        esperando, à espera, a espera, aguardando, a aguardar, até agora, até hoje, até o momento, até ao momento, até à
        data, até o presente momento, continua, continuam, continuo, constantemente, frequentemente, repetid*, já são 3,
        já passaram, já passou, já vão 3, vai fazer 3, eternidade, em espera, semana passada, mês passado, direto
        caindo, como sempre
        """
    + ", "
    + pairs("3, três, seis, sete, oito, dez, quinze, vinte, trinta, várias, vários, muitas, muitos, umas, uns", _SPANS),
    "misses": """
        antes funcionava, antes tinha, antes tinham, antes dava, antes era, antes eram, antigamente, não tem mais, não
        têm mais, não vendem mais, não fazem mais, não existe mais, não é mais a mesma, não é mais o mesmo, não são
        mais, já não há, já não fazem, já não vendem, já não têm, já não é o que era, já não é a mesma, tiraram,
        retiraram, removeram, acabaram com, descontinu*, voltem com, volta com, voltar com, tragam de volta, traz de
        volta, traga de volta, trazer de volta, saudade, saudades, sinto falta, sentindo falta, faz falta, fazem falta,
        versão antiga, versão anterior, volta a vender, voltem a, voltar a vender, voltar a ser, pararam de fazer,
        pararam de vender, deixaram de vender, deixaram de fazer, deixaram de ter, quem dera, bem que podia, bem que
        podiam, bem que poderiam, bem que vocês, bem que vcs, era melhor antes, fora de linha, mudaram a receita,
        mudaram o sabor, mudaram a fórmula, mudaram o design
        """,
    "safety": """
        perigo, perigos*, queimou, queimei, queimadura*, queimad*, fogo, incêndio, fumaça, sai fumo, deitar fumo, deita
        fumo, faísca, faíscas, explod*, explosão, curto circuito, levei choque, levei um choque, dando choque, dá
        choque, deu choque, apanhei um choque, acident*, ferid*, feriu, machuc*, lesão, sangr*, sangue, hospital, pronto
        socorro, ambulância, intoxic*, envenen*, alergia, alergias, alérgic*, vomit*, diarreia, passei mal, passou mal,
        passamos mal, passando mal, mofo, bolor, larva, larvas, baratas na, baratas no, uma barata, bicho no, bicho na,
        bichos no, bichos na, um bicho, inseto, insetos, caco de vidro, cacos de vidro, vidro no, vidro na, vidro
        dentro, pedaço de vidro, assédi*, assedi*, ameaç*, agred*, agressão, agressiv*, racismo, racista, vazamento de
        gás, cheiro de gás, cheiro a gás, fuga de gás, cheiro de queimado, cheiro a queimado, sem freio, sem travões,
        risco, emergência, insegur*, quase morri, quase matou
        """,
    "money": """
        cobrança, cobranças, indevid*, cobrado 3 vezes, cobrada 3 vezes, cobraram, cobrando, cobrad*, cobrou, cobram,
        continuam a cobrar, valor errado, valor a mais, valor maior, não reconheço, debitad*, debitaram, debitou,
        descontaram, descontad*, descontou, estorn*, não estornaram, um golpe, é golpe, caí num golpe, caí em um golpe,
        caí no golpe, golpes, vítima de golpe, golpist*, fraude, fraudes, fraudulent*, burla, burlas, burlad*, burlões,
        roubo, roubad*, roubaram, roubando, roubou, roubam, clonaram, clonad*, meu dinheiro, nosso dinheiro, dinheiro de
        volta, devolvam o dinheiro, devolver o dinheiro, devolução do dinheiro, devolução do valor, quero meu dinheiro,
        devolveram o dinheiro, hackead*, hackearam, hackeou, invadiram, invadida, phishing, pix não, sem reembolso, não
        reembolsam, não reembolsaram, não fui reembolsado, não fui reembolsada, paguei 3 vezes, fatura errada, conta
        errada, juros, furto, furtad*, furtaram
        """,
    "blocked": """
        fora do ar, sem acesso, sem internet, sem luz, sem energia, sem água, sem serviço, sem net, sem linha, sem
        telefone, sem gás, caiu tudo, tudo fora, tudo caiu, sistema caiu, caiu o sistema, conta bloqueada, conta
        suspensa, bloquead*, bloquearam, bloqueou, não consigo entrar, não consigo acessar, não consigo aceder, não
        consigo logar, não consigo fazer login, não consigo trabalhar, não consigo pagar, n consigo entrar, n consigo
        acessar, n consigo logar, perdi o acesso, perdi acesso, perdi o voo, perdi meu voo, perdemos o voo, perdi a
        conexão, voo cancelado, voo foi cancelado, cancelaram meu voo, cancelaram o voo, cancelaram o meu voo, preso no,
        presa no, presos no, presas no, preso em, presa em, presos em, presas em, preso na, presa na, presos na,
        trancad*, abandonad*, largad*, nada funciona, não funciona nada, tudo parado, urgente, urgentemente, urgência,
        pra ontem, para ontem, é pra hoje, imediatamente, agora mesmo, vou perder o, vou perder meu, vamos perder o
        """,
    "leaving": """
        cancelar meu, cancelar minha, cancelar o meu, cancelar a minha, cancelar o plano, cancelar o serviço, cancelar o
        contrato, cancelar a assinatura, cancelar a subscrição, cancelar assinatura, cancelar tudo, cancelei, vou
        cancelar, quero cancelar, cancelando, cancelo já, rescindir, rescisão, nunca mais, jamais compro, nunca compro,
        não compro mais, não volto, não uso mais, não piso mais, não peço mais, não viajo mais, última vez que compro,
        última vez que peço, última vez que uso, última vez que viajo, última vez que vou, foi a última vez, mudar de
        operadora, trocar de operadora, mudar de banco, trocar de banco, mudar de fornecedor, mudei para, mudei pra, vou
        mudar para, vou mudar pra, vou mudar de, vou trocar de, concorrência, concorrente, concorrentes, portabilidade,
        perderam um cliente, perderam uma cliente, perdeu um cliente, perdeu uma cliente, perder um cliente, perder uma
        cliente, perdendo cliente, perdendo clientes, menos um cliente, menos uma cliente, um cliente a menos, uma
        cliente a menos, deixar de ser cliente, deixei de ser cliente, desinstal*, encerrar minha conta, encerrar a
        conta, encerrar a minha conta, fechar a conta, fechar minha conta, fechar a minha conta, excluir minha conta,
        apagar a minha conta, boicot*
        """,
    "press": """
        procon, reclame aqui, reclameaqui, consumidor, consumidores, livro de reclamações, livro de reclamação,
        proteste, na deco, à deco, anatel, anac, aneel, bacen, banco central, anacom, erse, asae, portal da queixa,
        advogad*, processar, processo em cima, processinho, justiça, judicial*, juizado, pequenas causas, danos morais,
        medidas legais, medidas cabíveis, polícia, boletim de ocorrência, delegacia, denunci*, denúncia, denúncias,
        imprensa, jornalist*, na televisão, ministério público, ouvidoria, ilegal, ilegais, é crime, contra a lei,
        propaganda enganosa, publicidade enganosa, proteção de dados, rgpd, lgpd, tribunal
        """,
    "trade": """
        pedido, pedidos, encomenda, encomendas, entrega, entregas, entregador, pacote, produto, produtos, compra,
        compras, loja, lojas, conta, cadastro, senha, palavra passe, login, assinatura, subscrição, plano, fatura,
        faturas, boleto, pix, cartão, pagamento, pagamentos, saldo, nota fiscal, recibo, frete, envio, rastreio,
        rastreamento, transportadora, correios, estafeta, app, aplicativo, aplicação, site, página, atualização,
        internet, wifi, rede, sinal, roteador, router, celular, telemóvel, telefone, linha, chip, dados móveis, fibra,
        voo, voos, mala, malas, bagagem, reserva, passagem, passagens, bilhete, bilhetes, ingresso, ingressos, quarto,
        motorista, corrida, viagem, comboio, comboios, trem, ônibus, autocarro, técnico, instalação, assistência,
        garantia, suporte, atendimento, no sac, o sac, devolução, troca, cupom, desconto, preço, preços, estoque, stock,
        tamanho, agência, atendente, atendentes, gerente, funcionário, funcionários, funcionária, serviço, serviços,
        cliente, clientes, operadora, empresa, bateria, carregador, aparelho, tela, ecrã, ligação, contrato, tarifa
        """,
    "story": """
        comprei, compramos, pedi, fiz um pedido, fiz o pedido, fiz uma compra, fiz a compra, fiz uma encomenda, fiz
        pedido, encomendei, paguei, pagamos, pagando, contratei, assinei, liguei, ligamos, ligando, escrevi, mandei,
        enviei, falei, tentei, tentamos, tentando, tento, estou a tentar, fui na, fui no, fui à, fui ao, fomos,
        reservei, recebi, recebemos, chegou, disseram, disseram-me, me falaram, falaram que, prometeram, prometem,
        garantiram, ficaram de, era pra, era para, era suposto, deveria ter, devia ter, deveria chegar, tive que, tive
        de, tenho que, baixei, instalei, atualizei, devolvi, cadastrei, abri um chamado, abri chamado, abri uma
        reclamação, abri reclamação, marquei, agendei, agendaram, sou cliente, cliente há, somos clientes, fui atendido,
        fui atendida, me atenderam, me mandaram, enviaram, me passaram, transferem, aderi, cheguei, solicitei
        """,
    "case": """
        pedido 3, pedido n 3, pedido nº, número do pedido, nº do pedido, n do pedido, num do pedido, pedido número,
        encomenda 3, encomenda nº, número da encomenda, número de encomenda, protocolo, protocolos, código de rastreio,
        código de rastreamento, voo 3, localizador, código da reserva, número da reserva, reserva 3, chamado 3, ticket
        3, número do chamado, referência, número de cliente, meu cpf, meu nif, o nif, fatura 3, nota fiscal 3, caso 3,
        processo 3, número do processo, código de erro, código do erro
        """,
    "you": """
        você, vocês, vc, vcs, vosso, vossa, vossos, vossas, convosco, seu app, seu site, sua loja, seus produtos, seu
        atendimento, teu, tua, te, senhores, equipe, pessoal da, pessoal do, galera da, cês
        """,
    "thanks": "obrigad*, obg, obgd, brigad*, valeu, vlw, agradec*, agradeço, grata, grato, gratidão",
    "solved": """
        já funciona, já está funcionando, já tá funcionando, já está a funcionar, funcionou, deu certo, agora foi, agora
        deu, já deu, resolvid*, resolvi, resolveu, resolveram, problema resolvido, tudo certo, tudo ok, tudo em ordem,
        já chegou, já recebi, chegou hoje, acabou de chegar, acabei de receber, já me responderam, já me atenderam, já
        devolveram, já estornaram, já fui atendido, já fui atendida, arrumaram, já achei, achei aqui, era isso, era só
        isso, dúvida esclarecida, esclarecid*, solucionad*, normalizou, voltou a funcionar, voltou ao normal, já voltou,
        a internet voltou, a luz voltou, o sinal voltou, já consegui, agora consegui, ^ consegui, consegui resolver,
        consegui entrar
        """,
    "agrees": """
        ^ ok, ok, okay, oks, tá bom, ta bem, tá bem, está bem, tá certo, ^ certo, ^ beleza, ^ blz, ^ combinado, ^
        perfeito, ^ ótimo, ^ show, ^ claro, de acordo, entendi, entendido, percebi, percebido, compreendo, ^ sim claro,
        pode deixar, vou fazer isso, farei isso, vou tentar, vou testar, vou ver, vou verificar, vou aguardar, vou
        esperar, aguardarei, eu espero, fico atento, fico atenta, aviso vocês, te aviso, depois aviso, não se preocupem,
        não se preocupe, não tem problema, sem problema, sem problemas, sem stress, não faz mal, não há problema, de
        nada, por nada, não precisa, não é necessário, não é preciso, igualmente, anotado, bom saber, boa ideia, faz
        sentido, ah tá, ^ imagina
        """,
    "praise": """
        amo, amei, amamos, amando, adoro, adorei, adoramos, ótim*, excelen*, maravilh*, perfeit*, incrív*, fantástic*,
        sensacional, espetacular*, espetáculo, show de bola, tops, nota dez, nota mil, parabéns, arrasaram, arrasou,
        arrasam, o melhor, a melhor, melhor atendimento, melhor serviço, melhor compra, melhores, muito bom, muito boa,
        muito bons, muito bem, bom trabalho, bom atendimento, bom serviço, boa surpresa, recomendo, recomendad*,
        satisfeit*, satisfação em, feliz, felizes, contente, apaixonad*, encantad*, surpreend*, impecáv*, delíci*,
        delicios*, gostos*, lind*, fofo, fofa, fofos, fofura, eficient*, eficiência, atencios*, simpátic*, simpatia,
        gentis, gentil, educados, rapidinho, rápido demais, super rápido, muito rápido, rapidez, mandaram bem, mandou
        bem, mandam bem, tudo de bom, cinco estrelas, 3 estrelas, orgulho, bué bom, que bom, que legal, que bacana,
        legal demais, boa demais, bom demais, viciad*, elogiar, elogio, elogios, gostei, gostamos, curti, alegria, não
        poderia estar mais feliz, não podia estar mais feliz, não podia estar mais contente, não podia estar mais
        satisfeita, não podia estar mais satisfeito, não poderia estar mais satisfeita, não poderia estar mais
        satisfeito, não tenho do que reclamar, não tenho o que reclamar, não tenho nada a reclamar, nada a reclamar, sem
        palavras, nunca decepciona, nunca decepcionam, não decepciona, não decepcionam, nunca falha, nunca falham, não
        falha, não falham, não vivo sem, não troco por nada, não me arrependo, sem defeitos, sem defeito, não vejo a
        hora, não podia ser melhor, não poderia ser melhor, nada melhor que, nada melhor do que, vale a pena, vale cada
        centavo, valeu a pena, sou fã, sem dúvida, sem dúvidas, que fixe, muito fixe, bué fixe, top demais, muito top, é
        top, são top, nada como, não há melhor, não tem melhor, não há nada melhor, não tem nada melhor, com carinho
        """,
    "banter": """
        kk, kkk, kkkk*, rsrs*, haha*, hehe*, ahah*, risos, feliz aniversário, feliz natal, feliz ano novo, boas festas,
        boa sorte, bom fim de semana, bom fds, bom feriado, bora, partiu, sextou, que inveja, saudades do verão, até
        amanhã, boa noite a todos, bom domingo
        """,
    "promo": """
        sorteio, sorteamos, sorteando, concurso cultural, participe, participa já, participem, ganhe, ganha um, ganha
        uma, concorra, concorrer a, use o cupom, usa o código, use o código, com meu código, com o meu código, oferta
        limitada, tempo limitado, só hoje, últimas vagas, vagas limitadas, vagas abertas, inscrições abertas, inscreva
        se, inscreve te, compre já, compre agora, compre aqui, garanta já, garanta o seu, garanta a sua, link na bio,
        link no perfil, link no meu perfil, link nos comentários, clique aqui, clica aqui, clique no link, clica no
        link, acesse, visite nosso, visite nossa, visita a nossa, visita o nosso, siga nos, sigam nos, segue lá, me
        siga, sigam me, dê rt, dá rt, compartilhe, marque 3 amigos, marque um amigo, ganhar dinheiro, renda extra, renda
        passiva, trabalhe em casa, trabalhe de casa, invista, investimento, investimentos, cripto, criptomoedas,
        bitcoin, nft, crédito rápido, crédito fácil, chama no whats, chama no zap, chame no whatsapp, chama na dm, me
        chama na dm, saiba mais, mais informações em, fale conosco, aproveite, aproveita, não perca, não percas, já
        disponível, disponível em nossa, reserve já, seguidores reais, comprar seguidores, aumente seus, aumente suas,
        multiplique, frete grátis para todo, lucre, empréstimo fácil, empréstimo rápido, empréstimo na hora, empréstimo
        online
        """,
    "but": "mas, porém, no entanto, contudo, entretanto, todavia, só que, embora, apesar de, pena que, exceto",
    "sent": """
        mandei dm, mandei uma dm, mandei mensagem, mandei mensagens, mandei uma mensagem, mandei msg, mandei inbox,
        mandei no privado, mandei na dm, mandei por dm, mandei email, mandei um email, mandei e-mail, enviei dm, enviei
        uma dm, enviei mensagem, enviei uma mensagem, enviei por dm, enviei na dm, enviei por mensagem, enviei mp,
        enviei email, enviei um email, enviei e-mail, já mandei, já enviei, já chamei, chamei na dm, chamei no privado,
        chamei no direct, mandei direct, mandei no direct, falei na dm, mensagem enviada, dm enviada, enviado por dm,
        enviada por dm, respondi na dm, respondi a dm, respondi no privado, vejam a dm, vejam as dm, olhem a dm, olhem
        as dms, olha a dm, olhem o direct, vê a dm, confere a dm, confiram a dm, verifiquem a dm, deixei mensagem,
        mandei os dados, enviei os dados, já segui, já estou seguindo, já sigo
        """,
}

PHRASES: Mapping[str, str] = {cue: _also_bare(listed) for cue, listed in _ACCENTED.items()}
