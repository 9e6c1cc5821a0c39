"""Spanish, as customers of both sides of the Atlantic type it."""

from tests.domain.sentences import Sentence

SENTENCES: tuple[Sentence, ...] = (
    # complaints, most of them without a question mark
    Sentence(
        "@faroeazul llevo dos semanas esperando el paquete y nada",
        "complaint",
        "lasting",
        "llevo",
        urgency="normal",
    ),
    Sentence("@tidewater la app no funciona desde la última actualización", "complaint", "fault", "no funciona"),
    Sentence("Gracias @faroeazul pero la tetera sigue sin funcionar", "complaint", "fault", "sigue sin"),
    Sentence("@tidewater me cobraron dos veces el mismo pedido", "complaint", "money", "cobraron", "high"),
    Sentence("@faroeazul PESIMO servicio, nadie contesta el telefono", "complaint", "anger", "PESIMO"),
    Sentence("@tidewater otra vez sin internet en todo el barrio 😡", "complaint", "blocked", "sin internet", "high"),
    Sentence(
        "@faroeazul gracias por nada, perdí la mañana entera por ustedes", "complaint", "sarcasm", "gracias por nada"
    ),
    Sentence("@tidewater es la tercera vez que llamo y me cuelgan", "complaint", "lasting", "tercera vez"),
    Sentence("@faroeazul me llego la caja abierta y faltan dos tazas", "complaint", "trouble", "faltan"),
    Sentence("@tidewater hola, compré una lámpara y llegó rota", "complaint", "trouble", "rota"),
    Sentence(
        "@faroeazul menudo servicio, tres horas en la cola de la tienda", "complaint", "sarcasm", "menudo servicio"
    ),
    Sentence(
        "@tidewater nos han dejado tirados en el aeropuerto con dos niños",
        "complaint",
        "blocked",
        "dejado tirados",
        "high",
    ),
    Sentence(
        "@faroeazul si no me responden hoy voy a defensa del consumidor", "complaint", "press", "consumidor", "high"
    ),
    Sentence(
        "@tidewater nunca más les compro nada, me cambio a la competencia", "complaint", "leaving", "nunca más", "high"
    ),
    Sentence("@faroeazul el cargador echa humo y casi se quema la mesa", "complaint", "safety", "echa humo", "high"),
    Sentence(
        "@tidewater quiero la hoja de reclamaciones YA, esto es una estafa", "complaint", "money", "estafa", "high"
    ),
    Sentence("@faroeazul todavia no me llega el codigo q me prometieron", "complaint", "fault", "no me llega"),
    Sentence("@tidewater no puedo entrar a mi cuenta hace 3 días", "complaint", "blocked", "no puedo entrar", "high"),
    Sentence("@faroeazul qué vergüenza de atención, estoy harta", "complaint", "anger", "vergüenza"),
    Sentence(
        "@tidewater encantada de pagar 40 euros por un cable que se rompió en un día 🙄",
        "complaint",
        "sarcasm",
        "encantada de pagar",
    ),
    Sentence("@faroeazul el repartidor dice que vino y acá no vino nadie", "complaint", "fault", "no vino"),
    Sentence("@tidewater para cobrar bien rápidos, para responder nunca", "complaint", "sarcasm", "para cobrar bien"),
    Sentence("@faroeazul ya no venden el té de jengibre, vuelvan a traerlo", "complaint", "misses", "ya no venden"),
    Sentence("@tidewater ¿es en serio? 45 min en espera para que me cuelguen", "complaint", "dismay", "en serio"),
    # questions
    Sentence("@faroeazul ¿a qué hora abre la tienda del puerto el domingo?", "question", "question", "a qué hora"),
    Sentence("@tidewater como puedo cambiar la direccion de entrega", "question", "question", "como puedo"),
    Sentence("@faroeazul alguien sabe si el filtro sirve para el modelo viejo", "question", "question", "alguien sabe"),
    Sentence("@tidewater cuánto cuesta el envío a las islas", "question", "question", "cuánto cuesta"),
    Sentence("@faroeazul tienen stock de la taza verde??", "question", "question", "tienen stock"),
    Sentence("@tidewater sabéis si habrá rebajas en noviembre", "question", "question", "sabéis si"),
    Sentence("@faroeazul hola! hacen envíos a Uruguay?", "question", "question", "hacen envíos"),
    Sentence("@tidewater una consulta, se puede pagar en cuotas", "question", "question", "consulta"),
    Sentence("@faroeazul donde puedo ver el menu nuevo", "question", "question", "donde puedo"),
    Sentence(
        "@tidewater Buenas, cuál es la diferencia entre el plan básico y el familiar", "question", "question", "cuál es"
    ),
    Sentence("@faroeazul para cuando la version en azul? 😍", "question", "question", "para cuando"),
    Sentence("@tidewater la mochila grande entra en cabina?", "question", "mark"),
    # requests
    Sentence("@faroeazul me ayudan con el cambio de talla porfa", "request", "request", "me ayudan"),
    Sentence("@tidewater podés pasarme el manual de la cafetera, no lo tengo más", "request", "request", "podés"),
    Sentence("@faroeazul necesito la factura de mi compra, gracias de antemano", "request", "request", "necesito"),
    Sentence("@tidewater os he enviado un DM con los datos", "closing", "sent", "os he enviado", waits=True),
    Sentence("@faroeazul quisiera reservar una mesa para seis x favor", "request", "request", "quisiera"),
    Sentence("@tidewater avísenme cuando vuelva la edición de invierno", "request", "request", "avísenme"),
    Sentence("@faroeazul por favor añadid modo oscuro a la app 🙏", "request", "request", "por favor"),
    Sentence("Pedido 48213.", "request", "asked", after="¿nos dices el número de pedido y lo miramos?", waits=True),
    # praise
    Sentence(
        "@faroeazul no puedo estar más contenta con mi tetera!!", "praise", "praise", "no puedo estar más contenta"
    ),
    Sentence("Me encanta el té nuevo de @tidewater 😍", "praise", "praise", "encanta"),
    Sentence("@faroeazul sois los mejores, mil gracias a todo el equipo", "praise", "praise", "los mejores"),
    Sentence("Riquísimo el café de @tidewater, como siempre", "praise", "praise", "Riquísimo"),
    Sentence("@faroeazul llegó en un día y perfecto, muy amables 👏", "praise", "praise", "perfecto"),
    Sentence("La mejor panadería del barrio, sin duda @tidewater ❤", "praise", "praise", "La mejor"),
    # settled
    Sentence(
        "@faroeazul ya funciona, gracias!", "closing", "solved", "ya funciona", after="Reinicia la app, por favor"
    ),
    Sentence("Listo, lo pruebo mañana", "closing", "agrees", "Listo", after="Prueba a instalarla otra vez"),
    Sentence("ya me llegó, muchas gracias", "closing", "solved", "ya me llegó", after="Tu paquete sale hoy"),
    Sentence("Vale, gracias", "closing", "closes", "gracias", after="Abrimos a las nueve"),
    # small talk
    Sentence("jajaja qué grande el gato de @faroeazul", "chatter", "banter", "jajaja"),
    Sentence("Domingo de lluvia, libro y té de @tidewater", "chatter"),
    Sentence("@faroeazul feliz finde, equipo", "chatter", "banter", "feliz finde"),
    Sentence("Con mi hermana en la terraza de @tidewater #verano", "chatter"),
    # advertisements
    Sentence("SORTEO! Participa y gana un viaje, link en bio @faroeazul", "spam", "promo", "SORTEO"),
    Sentence(
        "Gana dinero desde casa con criptomonedas @tidewater https://example.com/1", "spam", "promo", "Gana dinero"
    ),
)
