"""Portuguese, as customers in Brazil and in Portugal type it."""

from tests.domain.sentences import Sentence

SENTENCES: tuple[Sentence, ...] = (
    # complaints, most of them without a question mark
    Sentence("@faroeazul comprei há duas semanas e nada da encomenda", "complaint", "denial", "nada"),
    Sentence("@tidewater o app não abre desde ontem", "complaint", "fault", "não abre"),
    Sentence("@faroeazul obrigada pela resposta, mas continua sem funcionar", "complaint", "fault", "continua sem"),
    Sentence("@tidewater fui cobrado duas vezes pela mesma fatura", "complaint", "money", "cobrado duas vezes", "high"),
    Sentence("@faroeazul atendimento PÉSSIMO, ninguém responde", "complaint", "anger", "PÉSSIMO"),
    Sentence("@tidewater sem internet de novo, toda semana isso 😡", "complaint", "blocked", "sem internet", "high"),
    Sentence("@faroeazul obrigado por nada, perdi o dia esperando vcs", "complaint", "sarcasm", "obrigado por nada"),
    Sentence("@tidewater terceira vez que ligo e a ligacao cai", "complaint", "lasting", "terceira vez"),
    Sentence("@faroeazul a caneca chegou partida e a caixa toda amassada", "complaint", "fault", "chegou partida"),
    Sentence("@tidewater meu pedido 88213 ainda nao chegou", "complaint", "fault", "nao chegou"),
    Sentence("@faroeazul parabéns pela demora, só falta mandarem a pé", "complaint", "sarcasm", "parabéns pela demora"),
    Sentence("@tidewater voo cancelado e estamos presos no aeroporto", "complaint", "blocked", "voo cancelado", "high"),
    Sentence("@faroeazul vou abrir reclamação no procon amanhã", "complaint", "press", "procon", "high"),
    Sentence(
        "@tidewater quero o livro de reclamações, isto não é serviço",
        "complaint",
        "press",
        "livro de reclamações",
        "high",
    ),
    Sentence("@faroeazul nunca mais compro nessa loja", "complaint", "leaving", "nunca mais", "high"),
    Sentence("@tidewater a chaleira está a deitar fumo", "complaint", "safety", "deitar fumo", "high"),
    Sentence("@faroeazul cadê meu estorno, já são 20 dias", "complaint", "money", "estorno", "high"),
    Sentence("@tidewater q descaso c o cliente, affff", "complaint", "anger", "descaso"),
    Sentence("@faroeazul o telemóvel avariou na primeira semana", "complaint", "fault", "avariou"),
    Sentence("@tidewater pra cobrar são rápidos, pra resolver somem", "complaint", "sarcasm", "pra cobrar"),
    Sentence(
        "@faroeazul dizem que entregaram a encomenda e ninguem apareceu aqui", "complaint", "fault", "ninguem apareceu"
    ),
    Sentence("@tidewater não consigo entrar na minha conta", "complaint", "blocked", "não consigo entrar", "high"),
    Sentence("@faroeazul tiraram o chá de limão do menu, voltem com ele", "complaint", "misses", "tiraram"),
    Sentence("@tidewater até quando vou ter que aguentar essa lentidão?", "complaint", "dismay", "até quando"),
    # questions
    Sentence("@faroeazul que horas abre a loja do porto no domingo?", "question", "question", "que horas"),
    Sentence("@tidewater como faço pra trocar o endereço de entrega", "question", "question", "como faço"),
    Sentence("@faroeazul alguem sabe se o filtro serve no modelo antigo", "question", "question", "alguem sabe"),
    Sentence("@tidewater quanto custa o frete pra Manaus", "question", "question", "quanto custa"),
    Sentence("@faroeazul vcs tem a caneca verde?", "question", "question", "vcs tem"),
    Sentence("@tidewater qual é a diferença entre o plano básico e o família", "question", "question", "qual"),
    Sentence("@faroeazul fazem entregas nos Açores?", "question", "question", "fazem entregas"),
    Sentence("@tidewater uma dúvida: dá para pagar com dois cartões", "question", "question", "dúvida"),
    Sentence("@faroeazul onde encontro o cardápio novo", "question", "question", "onde encontro"),
    Sentence("@tidewater tem previsão de voltar a edição de inverno", "question", "question", "tem previsão"),
    Sentence("@faroeazul será que sai em azul? 😍", "question", "question", "será que"),
    Sentence("@tidewater a mochila grande cabe na cabine?", "question", "mark"),
    # requests
    Sentence("@faroeazul me ajudem com a troca de tamanho pfvr", "request", "request", "ajudem"),
    Sentence("@tidewater podem enviar o manual da cafeteira", "request", "request", "podem"),
    Sentence("@faroeazul preciso da nota fiscal, desde já agradeço", "request", "request", "preciso"),
    Sentence("@tidewater enviei uma mensagem com os dados", "closing", "sent", "enviei uma mensagem", waits=True),
    Sentence("@faroeazul gostava de reservar uma mesa para seis, se faz favor", "request", "request", "gostava de"),
    Sentence("@tidewater me avisa quando chegar o chá de inverno", "request", "request", "me avisa"),
    Sentence("@faroeazul por favor coloquem modo escuro no app 🙏", "request", "request", "por favor"),
    Sentence(
        "Pedido 90417, em nome de Lia", "request", "asked", after="Pode nos passar o número do pedido?", waits=True
    ),
    # praise
    Sentence(
        "@faroeazul não podia estar mais contente com a chaleira!!", "praise", "praise", "não podia estar mais contente"
    ),
    Sentence("Amei o chá novo da @tidewater 😍", "praise", "praise", "Amei"),
    Sentence("@faroeazul vocês são os melhores, obrigada equipe", "praise", "praise", "melhores"),
    Sentence("Que delícia o café da @tidewater, como sempre", "praise", "praise", "delícia"),
    Sentence("@faroeazul chegou rapidinho e lindo, parabéns 👏", "praise", "praise", "rapidinho"),
    Sentence("A melhor padaria do bairro, sem dúvida @tidewater ❤", "praise", "praise", "A melhor"),
    # settled
    Sentence("@faroeazul deu certo, valeu!", "closing", "solved", "deu certo", after="Reinicie o app, por favor"),
    Sentence("Tá bom, vou tentar amanhã", "closing", "agrees", "Tá bom", after="Experimente instalar de novo"),
    Sentence("já chegou, muito obrigado", "closing", "solved", "já chegou", after="Sua encomenda sai hoje"),
    Sentence("Ok, obrigada", "closing", "closes", "obrigada", after="Abrimos às nove"),
    # small talk
    Sentence("kkkk o gato da @faroeazul", "chatter", "banter", "kkkk"),
    Sentence("Domingo de chuva, livro e chá da @tidewater", "chatter"),
    Sentence("@faroeazul sextou, equipe", "chatter", "banter", "sextou"),
    Sentence("Com a minha irmã na esplanada da @tidewater #verão", "chatter"),
    # advertisements
    Sentence("SORTEIO! Participe e ganhe uma viagem, link na bio @faroeazul", "spam", "promo", "SORTEIO"),
    Sentence("Ganhe dinheiro com criptomoedas @tidewater https://example.com/1", "spam", "promo", "Ganhe"),
)
