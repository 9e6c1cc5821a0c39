"""Spanish: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

from slackapp.domain.lexicon.spelling import pairs, split

_BARE = str.maketrans("áéíóúüñ", "aeiouun")
_NEEDS_ACCENT = """
    cómo, cuándo, cuánto, cuánta, cuántos, cuántas, dónde, adónde, cuál, quién, tú, aún, de qué, en qué, para qué,
    con qué, con quién, a quién, dónde se, dónde hay, cómo me, cómo sé, reservé, amé
    """
_DENIED = """
    funciona, funcionan, funcionaba, funcionó, funcionaron, sirve, sirven, sirvió, llega, llegan, llegó, llegaba,
    llegaron, carga, cargan, abre, abren, arranca, enciende, prende, conecta, suena, responde, responden, respondió,
    respondieron, contesta, contestan, contestó, contestaron, contestáis, respondéis, atiende, atienden, atendieron,
    aparece, aparecen, apareció, entregan, entregaron, envían, enviaron, mandaron, solucionan, solucionaron, resuelven,
    resolvieron, arreglan, avisan, avisaron, cumplen, cumplieron, cumplís, actualiza, sincroniza, reconoce, acepta,
    recibí, recibo, vino, vinieron, dan respuesta, dan solución, hacen nada, hacéis nada, hacen caso, coincide
    """
_DONE = "solucionado, solucionada, resuelto, resuelta, arreglado, funcionado, respondido, contestado, llegado, recibido"
_UNDONE = """
    no está, no han, no ha, no he, no hemos, no habéis, no se ha, no lo han, no me han, no nos han, no me ha, no nos ha,
    no me lo han, no me habéis, no ha sido, nadie ha, nadie me ha, nadie nos ha, nada, ser, sea, quede
    """
_LACKED = """
    señal, cobertura, conexión, datos, stock, respuesta, respuestas, solución, noticias, avisar, aviso, previo aviso,
    explicación, explicaciones, contestar, responder, recibir, recibirlo, resolver, solucionar, poder, mi pedido,
    mi paquete, funcionar, llegar, pedido, paquete, saber nada, dar la cara
    """
_SPANS = "horas, días, semanas, meses, veces, minutos, noches"


def _also_bare(listed: str) -> str:
    """Add every phrase as it is typed in a hurry, without accents, where it still means the same."""
    spelled = dict.fromkeys(split(listed))
    kept = split(_NEEDS_ACCENT)
    return ", ".join(dict.fromkeys([*spelled, *(phrase.translate(_BARE) for phrase in spelled if phrase not in kept)]))


_ACCENTED: Mapping[str, str] = {
    "question": """
        cómo, cuándo, cuánto, cuánta, cuántos, cuántas, dónde, adónde, cuál, cuáles, por qué, qué pasa, qué pasó, qué ha
        pasado, qué está pasando, qué sucede, qué hago, qué hacer, qué debo, qué tengo que, qué hay que, qué significa,
        qué es eso, qué es esto, qué fue de, qué horario, qué diferencia, qué día, qué fecha, qué precio, qué talla, qué
        modelo, qué tan, a qué hora, a qué se debe, en qué, de qué, para qué, con qué, hasta qué hora, quién puede,
        quién me, con quién, a quién, cómo hago, cómo hacer, cómo funciona, cómo consigo, cómo activo, cómo cancelo,
        cómo cambio, cómo contacto, cómo va mi, cómo va lo, cómo es que, cómo sé, cómo saber, cómo me, cómo los
        contacto, como le hago, cuándo llega, cuándo llegará, cuándo llegan, cuándo va a, cuándo van a, cuándo sale,
        cuándo salen, cuándo vuelve, cuándo vuelven, cuándo estará, cuándo abre, cuándo abren, cuándo es, cuándo
        piensan, cuándo pensáis, para cuándo, desde cuándo, cuánto cuesta, cuánto cuestan, cuánto vale, cuánto tarda,
        cuánto tardan, cuánto tiempo, cuánto sale, cuánto demora, cuánto es, cuánto falta, cuánto hay que, cada cuánto,
        dónde está, dónde están, dónde anda, dónde encuentro, dónde compro, dónde consigo, dónde queda, dónde veo, dónde
        hay, dónde se, de dónde, cuál es, cuál sería, cuáles son, y xq, xq será, alguien sabe, alguien más, alguien
        tiene, sabéis si, sabéis cuándo, saben si, saben cuándo, saben algo, sabes si, sabe si, se sabe, hay novedades,
        alguna novedad, alguna noticia, algún avance, hay alguna, hay algún, hay forma de, hay manera de, hay
        posibilidad, existe alguna, existe algún, tenéis alguna, tenéis algún, tienen alguna, tienen algún, tienen
        stock, tenéis stock, hay stock, venden, vendéis, hacen envíos, hacéis envíos, envían a, enviáis a, aceptan,
        aceptáis, admiten, se puede, se pueden, es posible, es normal, es verdad que, es cierto que, sirve para, va a
        haber, habrá, vais a, una preguntita, duda, dudas, pregunta, consulta, quería saber, quisiera saber, me gustaría
        saber, quiero saber, necesito saber, querría saber, saber si, saber cómo, saber cuándo, saber qué, no sé si, me
        pregunto, os pregunto, les pregunto, sería posible, habría posibilidad, os queda, os quedan, les queda, les
        quedan, tendrán, tendréis, ^ abren, ^ abrís, ^ atienden, ^ q hago, ^ que hago, ^ puedo, ^ podemos, cómo puedo,
        cómo podemos, dónde puedo, dónde podemos, qué puedo, qué podemos, cuándo puedo, cuándo podemos, cuánto puedo, y
        puedo, puedo ir, puedo pagar, puedo cambiar, puedo usar, puedo pedir, tienen wifi, tenéis wifi, tienen talla,
        tenéis talla, tienen opción, tienen envío, tienen parking, tenéis parking, tienen menú, tenéis menú, qué
        requisitos, qué opciones, qué documentos, qué tallas, qué colores, qué planes, qué marca
        """,
    "request": """
        por favor, porfavor, porfa, porfis, x favor, xfa, xfavor, xfis, plis, please, favor de, ayuda, ayúdenme,
        ayúdame, ayudadme, ayúdennos, ayudarme, ayudarnos, ayúdeme, me ayudan, me ayudáis, me ayudas, nos ayudan, me
        echáis una mano, me echan una mano, échenme una mano, me puede, pueden, podéis, podés, puedes, podrían,
        podríais, podrías, podría, puede alguien, alguien puede, alguien me, alguien que me, necesito, necesitamos,
        necesitaría, necesitaba, ocupo, quiero, queremos, quisiera, quisiéramos, quería, querría, me gustaría, nos
        gustaría, solicito, solicitamos, solicitar, pido, exijo, exigimos, quedo atento, quedo atenta, quedo a la
        espera, quedo pendiente, espero respuesta, espero su respuesta, espero vuestra respuesta, agradecería, gracias
        de antemano, de antemano gracias, de antemano muchas gracias, gracias por adelantado, desde ya gracias, desde ya
        muchas gracias, disculpen la molestia, disculpad la molestia, perdonad la molestia, perdón por la molestia,
        disculpe la molestia, revisen, revisad, revísenlo, miradlo, mírenlo, respondan, respondedme, respóndanme,
        contesten, contestad, contestadme, contéstenme, díganme, decidme, dígame, avísenme, avisadme, avísame,
        escríbanme, escribidme, llámenme, llamadme, mándenme, mandadme, envíenme, enviadme, arreglen, arreglad,
        arréglenlo, arregladlo, solucionen, solucionad, solucionadlo, soluciónenlo, resuelvan, hagan algo, haced algo,
        hacé algo, den la cara, dad la cara, atiendan, atiéndanme, cancelen, denme, dadme, deme, pásenme, busco, estoy
        buscando, ando buscando, reembolso, reembolsadme, reembolsen, reembolsar, una solución, una respuesta, una
        explicación, cuanto antes, lo antes posible, deberían, deberíais, agreguen, añadid, añadan, pongan, poned,
        mejoren, mejorad, tengan más cuidado, síganme para, seguidme para, seguirme para, mi devolución, hacer una
        devolución, responded por favor, mándame, envíame, pásame, escríbeme, escribime, dime, decime, me mandas, me
        mandan, me envías, me pasas, me pasan
        """,
    "fault": """
        fallan, fallando, incidencia, incidencias, avería, averías, averiad*, dañad*, dañaron, defecto, defectos,
        defectuos*, estropead*, estropeó, descompuest*, abollad*, vencid*, caducad*, podrid*, incomplet*, equivocad*,
        equivocaron, faltó, faltante, faltantes, perdieron, extravia*, retras*, demorad*, demoran, demoró, tardando,
        tardanza, tardáis, llega tarde, llegó tarde, llegan tarde, llegaron tarde, tarde y mal, lentísim*, se cae, se
        cayó, se cuelga, se traba, se congela, se cierra, se cortó, se desconecta, se reinicia, se bloquea, se apaga, se
        borró, intermiten*, cancelaron, colapsad*, rechaz*, bugead*, buguead*, funciona mal, funciona fatal, funciona
        pésimo, va mal, va fatal, va lento, anda mal, salió mal, sale error, mal estado, mal servicio, mala atención,
        mala calidad, mala experiencia, no es lo que pedí, no era lo que pedí, no es lo que compré, nada que ver con,
        queja, quejas, quejarme, reclamo, reclamos, reclamación, reclamaciones, reclamar, reclamando, en visto,
        colgaron, cuelgan, dar largas, dan largas, dando largas, se pasan la pelota, pelotean, peloteo, dejaron de
        funcionar, ha dejado de, dejó de funcionar, borraron, llegó frío, llegó fría, llegó mal, llegaron mal, llegó
        abierto, llegó abierta, llegó vacío, mal hecho, mal cerrado, mal empaquetado, huele mal, se agotó, no es
        posible, sigo sin, sigue sin, siguen sin, seguimos sin, seguís sin, estoy sin, estamos sin, me quedé sin, nos
        quedamos sin, llevo sin, llevamos sin, me tienen sin, me hacen esperar, plantad*, empeor*, en blanco, pantalla
        negra, pantalla en negro, se queda cargando, se queda pensando, se queda pillado, se queda pillada, no carga
        nada, sale rechazado, se me descargó, se descarga, dura nada
        """
    + ", "
    + pairs("no, no me, nadie, ni me", _DENIED)
    + ", "
    + pairs(_UNDONE, _DONE)
    + ", "
    + pairs("sin", _LACKED),
    "trouble": """
        error, errores, fallo, fallos, falla, fallas, problema, problemas, problemón, inconveniente, inconvenientes,
        roto, rota, rotos, rotas, falta, faltan, faltaba, faltaban, perdid*, lento, lenta, lentos, lentitud, caído,
        caída, caídos, caídas, cancelad*, bug, bugs, sucio, sucia, sucios, sucias, vacío, agotad*, demora, demoras,
        tarda, tardan, se corta, incorrect*, suspendid*, saturad*, golpead*, rayad*, manch*, romp*, desaparec*, dejó de,
        ignor*, caro, filas, fila, cerrado, cerrada, difícil, complicado, raro, me costó, pierdo, perdí, perdió, costos,
        sobrecost*, pequeño para, cobran, cuelga, traba, trabado, congelad*, sabe a, sabe mal, sabe raro, sabor raro,
        mal sabor, agrio, agria, crudo, cruda, crudos, rancio, rancia, duro como, venía pasado, venía pasada, en mal,
        agrietad*, me apareció, muy tarde, tan tarde, demasiado tarde, siempre tarde, muy cara, tan cara, carísim*, todo
        mal, hicieron mal, está mal, están mal, la cola, colas, olvidaron, olvidó, olvidasteis, confundieron, descosió,
        despegó, despega, encogió, destiñ*, agujero, agujeros, aplastad*, mojad*, oxid*, hinchad*, pelad*, arruin*
        """,
    "gripe": """
        peor, peores, horribl*, horror, terribl*, fatal, fatales, asco, mentira, mentiras, molesto, molesta, molestos,
        odio, mierda, mierdas, mrd, puto, puta, putos, putas, joder, jodid*, coño, cojones, carajo, pinche, pinches,
        chinga*, imbécil*, imbecil*, idiota*, basura, penoso, penosa, malísim*, muy mal, qué mal, tan mal, ridícul*,
        furios*, enojad*, enfadad*, injust*, maldit*, desastre*, pesadilla, burla, de pena, ratas, harto, harta, hartos,
        hartas, de locos, desesper*, engañ*, una tortura, calvario, ctm, csm, la concha, feo, fea, triste, tristeza,
        enojo, rabia, bronca, da coraje, qué coraje, malo, malos, duele, preocupa, preocupad*, preocupante, aburrid*,
        estúpid*, tont*, gilipollas, capullos, huevada, wea, qué lástima, qué pena, una pena, una lástima, ojo con, no
        me gusta, no me gustó, no está bien, nada bien, fracaso, grave, gravísim*, inseguridad, estrés, estresad*, odia,
        odian, ugh, uff, wtf, smh, muy mala, tan mala, qué mala, mala fama, malas noticias, muy malas, malas maneras,
        malas formas
        """,
    "dismay": """
        cómo puede ser, cómo es posible, cómo pueden, no puede ser, increíble que, parece mentira, es broma, es una
        broma, de broma, de coña, estáis de coña, qué clase de, hasta cuándo, me están cargando, no es posible que, no
        mamen, no manchen, vaya tela, tiene tela, y encima, para colmo, para rematar, por si fuera poco, como si fuera
        poco, basta ya, ya basta, qué está pasando con, qué pasa con, qué pasó con, qué ha pasado con, qué sucede con,
        qué onda con, qué les pasa, qué os pasa, en serio, de verdad ?, en qué quedamos, qué carajo, qué carajos, qué
        coño, qué cojones, qué demonios, qué diablos, qué mierda, qué tipo de, explíquenme, explicadme, me explican, me
        explicáis, me explica alguien, alguien me explica, expliquen, explicad, dios mío, no me lo puedo creer, no me lo
        creo, no lo puedo creer, no puedo creer, flipo, flipante, alucino, se pasan, os pasáis, os habéis pasado, ya les
        vale, ya os vale, ya está bien, les parece normal, os parece normal, te parece normal, les parece bien, os
        parece bien, es normal que, con qué cara, qué cara tienen, vaya cara, tienen cara, tenéis cara, qué poca
        vergüenza, ni idea tienen, se supone que, supuestamente, a qué esperan, a qué esperáis, qué esperan para, qué
        esperáis para
        """,
    "denial": """
        no puedo, no puede, no podemos, no pueden, no pude, no pudimos, no podía, no se pueden, no deja, no dejan, no
        permite, no logro, no logramos, no consigo, no conseguimos, no hay, no había, no hubo, no es, no era, no está,
        no están, no estaba, no estoy, no tiene, no tienen, no tenéis, no tengo, no tenemos, no sale, no salen, no da,
        no dan, no va, no van, no he, no ha, no han, no hemos, no habéis, no me, no nos, no se, no les, no os, no sé, no
        sabe, no saben, no entiendo, no encuentro, no veo, no quiere, no quieren, nunca, jamás, nadie, nada, nada de
        nada, ningún, ninguna, ninguno, imposible
        """,
    "not": "no, sin, ni, ni siquiera, tampoco",
    "anger": """
        pésim*, peor servicio, peor atención, vergüenza, vergonzos*, lamentabl*, indignant*, indignad*, indign*,
        decepcion*, inaceptabl*, intolerabl*, inadmisibl*, dais asco, dan asco, asqueros*, inútil, inútiles,
        incompeten*, inept*, irrespons*, ladrones, ladrón, rateros, chorros, sinvergüenza*, caradura*, mentiros*,
        mienten, mentís, mintieron, tomadura de pelo, toman el pelo, tomando el pelo, toméis el pelo, me vacilan,
        burlan, se ríen de, os reís de, falta de respeto, faltas de respeto, poca seriedad, poco serio, poco serios,
        poco profesional, poca madre, cansado de, cansada de, cansados de, me cansé, hasta las narices, hasta los
        huevos, hasta los cojones, hasta el gorro, hasta la madre, hasta la coronilla, hasta el moño, podrido de,
        podrida de, cabread*, cabreo, encabron*, molestísim*, frustr*, no jodan, no me jodan, no jodáis, hdp, hijos de
        puta, hijueput*, malparid*, culer*, pendej*, pelotud*, forros, porquería, cagada, cagó, chafa, chafas, de
        cuarta, patétic*, desastros*, nefast*, bochorn*, deplorabl*, inconcebibl*, el colmo, un abuso, abusivo,
        abusivos, abusiva, abusan, abusador*, atropello, inhuman*, grosero, grosera, groseros, maleducad*, prepotent*,
        déspota, déspotas, desconsiderad*, negligen*, desgraciad*, de mal en peor, mucho que desear, pérdida de tiempo,
        perder el tiempo, perdiendo el tiempo, hacer perder, un robo, no recomiendo, no lo recomiendo, no la recomiendo,
        no los recomiendo, no se los recomiendo, no os lo recomiendo, nada recomendable, poco recomendable, no compren,
        no compréis, no contraten, no contratéis, cuidado con, mala onda, me arrepiento, arrepentid*, una broma, ya está
        bien de, no hay derecho, impresentabl*, chapuz*, chapucer*, cutre, cutres, infame, mediocr*, desvergonz*, manda
        huevos, manda narices, tiene huevos, venden humo, vendéis humo, no vale la pena, no vale nada, no sirven para
        nada, no sirve para nada, no valéis nada, insatisf*, descontent*, no estoy contento, no estoy contenta, no estoy
        satisfecho, no estoy satisfecha, nada contento, nada contenta, poco satisfecho, poco satisfecha, nada
        satisfecho, nada satisfecha, qué pena de, qué decepción, mal trato, maltrat*, no tienen vergüenza, no tenéis
        vergüenza, qué falta de, nos quieren ver la cara, me ven la cara, de muy mala, mal educados, pasan de mí, pasáis
        de, un chiste, una cargada
        """,
    "sarcasm": """
        gracias por nada, gracias x nada, gracias de nada, gracias por arruinar, gracias por arruinarme, gracias por
        arruinarnos, gracias por hacerme perder, gracias por hacernos perder, gracias por dejarme, gracias por dejarnos,
        gracias por no, gracias por ignorarme, gracias por cancelar, gracias por cancelarme, gracias por cobrarme,
        gracias por romper, gracias por perder, gracias por estropear, muy bonito, un aplauso, aplauso lento,
        felicidades por arruinar, menudo servicio, menuda atención, menudos profesionales, vaya servicio, vaya atención,
        vaya profesionales, bonito servicio, bonita forma de, bonita manera de, linda forma de, linda manera de, tan
        eficientes como siempre, como siempre tan, para cobrar sí, para cobrar bien, para cobrar no, cobrar sí que, me
        encanta pagar, me encanta esperar, nos encanta esperar, me encanta que no, me encanta cuando no, qué sorpresa,
        qué casualidad, qué novedad, para variar, sí claro, si claro, luego se quejan, y luego dicen, eficiencia cero,
        cero eficiencia, excelente servicio eh, genial eh, muy bien eh, qué rápidos eh, qué maravilla eh, a eso le
        llaman, y a esto lo llaman, se hacen llamar, olé vosotros, encantado de pagar, encantada de pagar, encantado de
        esperar, encantada de esperar, un placer pagar
        """,
    "lasting": """
        todavía, aún, todavia, otra vez, d nuevo, de nuevo, nuevamente, una vez más, esperando, a la espera, en espera,
        llevo, llevamos, desde hace, hace días, hace horas, hace semanas, hace meses, hace rato, hace un rato, hace
        mucho, hace ya, hace más de, más de 3, desde ayer, desde anoche, desde antier, desde anteayer, desde antes de
        ayer, desde el lunes, desde el martes, desde el miércoles, desde el jueves, desde el viernes, desde el sábado,
        desde el domingo, desde el día, desde el 3, desde las 3, desde la mañana, desde esta mañana, desde temprano,
        desde octubre, desde la semana pasada, desde el mes pasado, toda la mañana, toda la tarde, toda la noche, toda
        la semana, todo el día, todo el fin de semana, todo el finde, enésima vez, segunda vez, tercera vez, cuarta vez,
        quinta vez, 3ra vez, 3era vez, 3da vez, 3ta vez, 3a vez, 3ª vez, siempre lo mismo, siempre igual, siempre es lo
        mismo, lo mismo de siempre, la misma historia, mismo problema, misma respuesta, mismo error, cada vez que, cada
        rato, a cada momento, cada dos por tres, cada 3 minutos, constantemente, continuamente, repetidamente, repetidas
        veces, mil veces, todos los días, todos los meses, cada mes, a estas alturas, a día de hoy, hasta ahora, hasta
        el momento, hasta la fecha, hasta hoy, a la fecha, una eternidad, ya van, ya son 3, ya pasaron, ya pasó, han
        pasado, pasaron 3, una semana, una hora, media hora, un mes, medio día, año y medio, sigue igual, seguimos
        igual, en las mismas, sigue pasando, sigue siendo, sigue dando, sigue saliendo, siguen, 3h, 3 hs, 3 hrs, 3 hora,
        3 min, 3 mins, 3 sem, 3 semana, 3 mes, como siempre, lo mismo
        """
    + ", "
    + pairs("3, tres, seis, siete, ocho, diez, quince, veinte, varias, varios, muchas, un par de", _SPANS),
    "misses": """
        antes funcionaba, antes funcionaban, antes se podía, antes podía, antes tenían, antes teníais, antes había,
        antes era, antes eran, antes sí, ya no venden, ya no vendéis, ya no hacen, ya no hacéis, ya no tienen, ya no
        tenéis, ya no hay, ya no traen, ya no está, ya no existe, ya no es lo que era, ya no son lo que eran, no es lo
        mismo, vuelvan a, volved a, que vuelva, que vuelvan, traigan de vuelta, traigan de regreso, traed de vuelta,
        regresen, devuelvan el, devuelvan la, devolvednos, devuélvannos, echo de menos, echamos de menos, extraño el,
        extraño la, extraño los, extraño las, extrañamos, quitaron, han quitado, habéis quitado, eliminaron, han
        eliminado, habéis eliminado, dejaron de hacer, dejaron de vender, habéis dejado de, han dejado de, descontinu*,
        descatalog*, ojalá, versión anterior, versión vieja, el de antes, la de antes, los de antes, como antes, era
        mejor antes, cambiaron la receta, cambiaron el sabor, han cambiado la receta, habéis cambiado la receta,
        cambiaron el diseño
        """,
    "safety": """
        peligro, peligros*, me quemé, se quemó, quemadura*, quemado, quemada, incendi*, explot*, explosión, echa humo,
        echar humo, echando humo, sale humo, salir humo, saca humo, chispas, chispazo*, cortocircuito, corto circuito,
        descarga eléctrica, calambrazo, me dio un calambre, electrocut*, accidente*, herid*, lesion*, sangr*, hospital,
        ambulancia, acabé en urgencias, intoxic*, envenen*, alergia, alergias, alérgic*, vomit*, diarrea, me enfermé,
        nos enfermamos, se enfermó, me sentó mal, me cayó mal, moho, gusano, gusanos, cucaracha*, insecto, insectos, un
        bicho, bichos, vidrio en, trozo de cristal, cristales en, acoso, acosó, acosa*, amenaz*, agred*, agresión,
        agresiones, fuga de gas, olor a gas, huele a gas, sin frenos, asfixi*, riesgo, insegur*, se atragantó, casi me
        mato, casi nos matan
        """,
    "money": """
        me cobran, me cobró, me cobraste, me cobrasteis, me cobráis, me han cobrado, me habéis cobrado, me están
        cobrando, siguen cobrando, siguen cobrándome, seguís cobrando, nos han cobrado, cobraron, cobrado dos veces,
        cobrado de más, cobrarme, cobro, cobros, cargo doble, doble cargo, cargo duplicado, cargo indebido, cargo no
        reconocido, cargos no reconocidos, cargo que no, cargos que no, cargo en mi, cargo a mi, cargos en mi, cargos a
        mi, un cargo de, un cargo desconocido, no autorizado, no autorizados, sin mi autorización, sin mi
        consentimiento, debitaron, descontaron, me facturaron, me habéis facturado, me han facturado, estafa, estafas,
        estafad*, estafar*, estafó, fraude, fraudes, fraudulent*, timo, timad*, timaron, robando, robado, robada,
        robaron, roban, robó, mi dinero, mi plata, mi guita, nuestro dinero, el dinero de mi, devuélvanme, devolvedme,
        devuélveme, devuélvame, me devuelvan, me devolváis, devolver el dinero, devolución del dinero, devolución de mi,
        no me devuelven, no me devolvéis, no me han devuelto, no me habéis devuelto, no me devolvieron, no me han
        reembolsado, sin reembolso, hackear*, hackead*, hackeó, jaquear*, phishing, suplant*, clonaron, clonad*, no
        reconozco, no hice esa compra, vaciaron mi
        """,
    "blocked": """
        no puedo entrar, no puedo acceder, no puedo ingresar, no puedo iniciar sesión, no puedo trabajar, no podemos
        trabajar, no me deja entrar, no me deja acceder, no me deja ingresar, no me deja iniciar sesión, cuenta
        bloqueada, cuenta suspendida, cuenta desactivada, bloquearon, bloquead*, me suspendieron, perdí el acceso, perdí
        acceso, sin acceso, sin poder entrar, sin poder acceder, tirado en, tirada en, tirados en, tiradas en, dejaron
        tirado, dejaron tirada, dejaron tirados, dejaron tiradas, dejado tirado, dejado tirada, dejado tirados, dejado
        tiradas, dejasteis tirado, dejasteis tirada, varad*, vuelo cancelado, cancelaron mi vuelo, cancelaron el vuelo,
        cancelado el vuelo, cancelado mi vuelo, perdí mi vuelo, perdí el vuelo, perdimos el vuelo, pierdo el vuelo,
        perdí la conexión, encerrad*, atrapad*, sin luz, sin agua, sin internet, sin servicio, sin línea, sin gas, corte
        de luz, corte de agua, caída general, caída del servicio, caída total, está caído, está caída, están caídos,
        están caídas, se cayó todo, se cayó el sistema, servidores caídos, todo caído, nada funciona, no funciona nada,
        urgente, urgentemente, urgencia, urge, emergencia, es para hoy, ya mismo, voy a perder el, voy a perder mi,
        vamos a perder el
        """,
    "leaving": """
        darme de baja, darnos de baja, dar de baja, doy de baja, la baja, dadme de baja, denme de baja, cancelar mi,
        cancelar la suscripción, cancelar suscripción, cancelar el contrato, cancelar el servicio, cancelaré, cancelo
        mi, cancelen mi, voy a cancelar, quiero cancelar, nunca más, jamás vuelvo, no vuelvo, no volveré, no volveremos,
        no volvería, jamás volveré, nunca vuelvo, nunca volveré, no pienso volver, no compro más, no les compro más, no
        os compro más, no compraré más, es la última vez que, fue la última vez que, será la última vez, última vez que
        compro, última vez que pido, última vez que viajo, última vez que uso, última vez que voy, me cambio a, me
        cambio de, me voy a cambiar, me cambiaré, a la competencia, con la competencia, cambiar de compañía, cambio de
        compañía, cambiarme de, cambiar de operador, cambio de operador, portabilidad, perdieron un cliente, perdieron
        una clienta, perdieron a un cliente, pierden un cliente, perder un cliente, habéis perdido un cliente, habéis
        perdido una clienta, han perdido un cliente, han perdido una clienta, un cliente menos, una clienta menos, dejo
        de ser cliente, dejar de ser cliente, dejaré de ser, hasta nunca, desinstal*, borrar mi cuenta, cerrar mi
        cuenta, boicot
        """,
    "press": """
        abogad*, demandar, demandarlos, demandaros, demandaré, una demanda, demanda colectiva, denunci*, consumidor,
        consumidores, en consumo, a consumo, facua, ocu, omic, profeco, condusef, indecopi, osiptel, sernac,
        superintendencia, enacom, hoja de reclamaciones, hojas de reclamaciones, libro de reclamaciones, reclamación
        oficial, reclamación formal, aepd, rgpd, protección de datos, juzgado*, ir a juicio, tribunales, acciones
        legales, acción legal, medidas legales, vía legal, vías legales, por lo legal, judicial*, ilegal, ilegales,
        policía, prensa, periodista*, noticiero, noticieros, medios de comunicación, fiscalía, junta arbitral, querella,
        publicidad engañosa
        """,
    "trade": """
        pedido, pedidos, encargo, envío, envíos, entrega, entregas, repartidor, repartidora, reparto, mensajería,
        mensajero, paquete, paquetes, paquetería, compra, compras, factura, facturas, facturación, recibos, cuenta,
        cuentas, usuario, contraseña, clave, suscripción, contrato, plan, tarifa, línea, móvil, celular, teléfono,
        router, módem, fibra, wifi, internet, señal, cobertura, datos, roaming, recarga, vuelo, vuelos, maleta, maletas,
        equipaje, valija, valijas, reserva, reservación, boleto, boletos, billete, billetes, pasaje, pasajes, entradas,
        tarjeta, tarjetas, saldo, pago, pagos, transferencia, cajero, cajeros, sucursal, tienda, tiendas, producto,
        productos, artículo, talla, tallas, garantía, devolución, devoluciones, soporte, atención al cliente, call
        center, servicio, servicios, app, aplicación, web, página, sitio, actualización, descuento, cupón, oferta,
        ofertas, stock, precio, precios, conductor, conductora, chofer, técnico, instalación, batería, pantalla,
        cargador, cita, turno, habitación, tren, trenes, autobús
        """,
    "story": """
        compré, compramos, he comprado, hemos comprado, pedí, pedimos, he pedido, hice un pedido, hice el pedido, hice
        una compra, realicé, encargué, pagué, pagamos, pagando, he pagado, contraté, he contratado, llamé, llamamos, he
        llamado, llamando, escribí, he escrito, hablé, he hablado, mandé, envié, he enviado, intenté, intento, he
        intentado, intentando, traté de, trato de, tratando de, quise, fui a, fuimos a, reservé, he reservado, recibí,
        he recibido, hemos recibido, me llegó, me llega, me ha llegado, me llegaron, me ha venido, me dijeron, me han
        dicho, me dicen, me dijo, me decís, me dijisteis, nos dijeron, nos dicen, nos han dicho, prometieron, prometen,
        me aseguraron, quedaron en, quedaron de, iban a, ibais a, debía llegar, tenía que, tuve que, tenía una cita,
        descargué, instalé, actualicé, devolví, he devuelto, me registré, abrí un, abrí una, cancelé, me mandaron, me
        enviaron, me han enviado, me habéis enviado, me han mandado, me atendieron, me atendió, me pasaron con, me pasan
        con, me entregaron, soy cliente, soy clienta, siendo cliente, siendo clienta, somos clientes
        """,
    "case": """
        pedido 3, pedido n 3, pedido nº, pedido nro, pedido número, número de pedido, nº de pedido, nro de pedido, n de
        pedido, núm de pedido, orden 3, orden nº, número de orden, nro de orden, ticket 3, número de ticket, caso 3,
        número de caso, número de reclamo, nro de reclamo, número de reclamación, número de incidencia, vuelo 3, número
        de vuelo, localizador, código de reserva, número de reserva, reserva 3, número de seguimiento, código de
        seguimiento, número de guía, guía 3, tracking, referencia, ref 3, expediente, folio, factura 3, número de
        cliente, mi dni, código de error
        """,
    "you": """
        ustedes, usted, uds, ud, vosotros, vosotras, vuestro, vuestra, vuestros, vuestras, vos, tú, tu, tus, te, ti, les
        escribo, os escribo, os digo, les digo, os cuento, les cuento, su servicio, su app, su web, su página, su
        tienda, su producto, sus productos, sus tiendas, sus empleados, sois, estáis, tenéis, hacéis, decís, queréis,
        sabéis, deberéis, señores, amigos de, gente de, chicos de, equipo de, estimados
        """,
    "thanks": """
        gracias, grax, graciass, graciasss, agradec*, muy amable, muy amables, quiero agradecer, quiero dar las gracias,
        quería agradecer, quería dar las gracias
        """,
    "solved": """
        ya funciona, ya funcionan, ya me funciona, ya anda, ya me va, ya carga, ya puedo, ya pude, ya lo pude, ya me
        deja, ya me dejó, ya está, ya quedó, se solucionó, se resolvió, se arregló, solucionado, solucionada, resuelto,
        resuelta, arreglado, arreglada, arregladísimo, lo solucioné, lo resolví, lo arreglé, me lo solucionaron, me lo
        resolvieron, ya llegó, ya me llegó, ya me ha llegado, ya ha llegado, ya lo tengo, ya lo recibí, ya recibí, llegó
        hoy, me llegó hoy, ya me respondieron, ya me contestaron, ya me atendieron, ya me ayudaron, ya me devolvieron,
        ya me lo devolvieron, funcionó, ha funcionado, funciona perfecto, funciona de nuevo, funciona otra vez, vuelve a
        funcionar, volvió a funcionar, volvió la luz, volvió el internet, ya volvió, ya hay internet, ya hay luz, todo
        bien, todo perfecto, todo ok, todo en orden, problema resuelto, problema solucionado, duda resuelta, ya lo
        encontré, ya me salió, con eso bastó, me sirvió, ya va bien
        """,
    "agrees": """
        ok, okay, okey, oki, okis, vale, valee, de acuerdo, dale, listo, listo gracias, entendido, ya entendí, lo
        entiendo, claro que sí, eso haré, lo haré, ya lo hago, ahora lo hago, lo intento, lo intentaré, lo pruebo, voy a
        probar, probaré, les aviso, os aviso, te aviso, ahora les escribo, ahora os escribo, ya les escribo, esperaré,
        espero entonces, estaré atento, estaré atenta, estaré pendiente, no te preocupes, no se preocupen, no os
        preocupéis, no hay problema, sin problema, sin problemas, ningún problema, no pasa nada, no importa, no hace
        falta, no es necesario, de nada, no hay de qué, a vosotros, a ustedes, igualmente, anotado, tomo nota, lo tendré
        en cuenta, bueno saberlo, venga
        """,
    "praise": """
        me encantan, me encantó, me encantaron, nos encantó, encanta, encantad*, cómo me gusta, cómo mola, cuánto me
        alegro, genial, geniales, excelente, excelentes, excelencia, buenísim*, maravill*, increíble servicio, increíble
        atención, fantástic*, espectacular*, estupend*, fenomenal, perfecto, perfecta, perfectos, perfectas,
        perfectamente, impecabl*, inmejorabl*, magnífic*, bravo, enhorabuena, felicidades, felicitaciones, felicito,
        quiero felicitar, felicitar*, recomiendo, recomendad*, recomendabl*, recomendadísim*, satisfech*, feliz,
        felices, contento, contenta, contentos, contentas, contentísim*, sois lo mejor, son lo mejor, es lo mejor, lo
        mejor de lo mejor, lo mejor del, el mejor, la mejor, los mejores, las mejores, mejor servicio, mejor atención,
        gran servicio, gran trabajo, buen trabajo, gran equipo, buen servicio, buena atención, muy buen, muy buena, muy
        bueno, muy buenos, muy bien, qué bueno, qué buena, qué bien, qué rica, qué bonito, qué chulo, qué gusto, rico,
        riquísim*, delici*, hermos*, lindo, linda, lindos, lindas, precioso, preciosa, preciosos, preciosas, mola,
        molan, chévere, bacán, padrísim*, chido, chida, copado, genios, un genio, una genia, un crack, cracks, los
        quiero, las quiero, os quiero, te quiero, amo, amé, adoro, fascin*, rapidísim*, súper rápido, muy rápido,
        amable, amables, amabilidad, sorprendid*, una pasada, una joya, me alegra, me alegro, alegría, orgullos*,
        disfrut*, no puedo estar más contento, no puedo estar más contenta, no puedo estar más feliz, no podría estar
        más contento, no podría estar más contenta, no podría estar más feliz, no puedo estar más satisfecho, no puedo
        estar más satisfecha, no me puedo quejar, no puedo quejarme, no tengo queja, no tengo quejas, ninguna queja, sin
        queja, sin quejas, nunca falla, nunca fallan, nunca falláis, no falla, no fallan, nunca decepciona, nunca
        decepcionan, no decepciona, no decepcionan, no decepciona nunca, no puede ser mejor, no pudo ser mejor, no podía
        ser mejor, nada mejor que, no hay nada mejor, no me canso de, no me arrepiento, no está mal, nunca cambien, no
        cambien nunca, no cambiéis nunca, no cambiéis, vale la pena, merece la pena, muero de amor, no tiene precio, sin
        duda, sin dudas, sin dudarlo, sin palabras, nada como, no hay mejor, con cariño, por fin llegó mi
        """,
    "banter": """
        jaja*, jeje*, jiji*, ajaj*, jsjs*, xd, xdd, xddd, qué risa, me parto, me muero de risa, feliz cumpleaños, feliz
        cumple, feliz navidad, felices fiestas, feliz año, feliz día, feliz lunes, feliz viernes, feliz finde, feliz fin
        de semana, buen finde, buen fin de semana, buena suerte, mucha suerte, nos vemos, hasta mañana, qué envidia, a
        disfrutar, vamos equipo, vamos que se puede, se puede !
        """,
    "promo": """
        sorteo, sorteamos, sorteos, concurso, participa, participad, participá, gana un, gana una, ganá un, ganá una,
        regalamos, usa el código, usa mi código, usá el código, con mi código, oferta limitada, por tiempo limitado,
        solo por hoy, últimas plazas, últimos cupos, compra ya, compra ahora, compra aquí, link en bio, link en mi bio,
        link en la bio, enlace en bio, enlace en la bio, enlace en mi perfil, haz clic, haz click, haga clic, clic aquí,
        click aquí, visita nuestra, visita mi, visítanos, visitá nuestra, síguenos, sígueme, seguinos, suscríbete,
        suscribite, regístrate, inscríbete, inscripciones abiertas, dale like, haz rt, rt y, gana dinero, ganar dinero,
        ganá dinero, ingresos extra, ingresos pasivos, invierte, inversión, inversiones, criptomonedas, cripto, bitcoin,
        nft, crédito rápido, escríbenos, escríbeme al, contáctanos, info por dm, más información en, envíos gratis,
        aprovecha, aprovechá, no te lo pierdas, no te la pierdas, ya disponible, reserva ya, cupos limitados, plazas
        limitadas, seguidores reales, comprar seguidores, aumenta tus, multiplica tu, dinero desde casa, trabaja desde
        casa, préstamos rápidos, préstamos fáciles, préstamo fácil, más info en
        """,
    "but": "pero, sin embargo, aunque, aun así, aún así, no obstante, excepto que, salvo que, eso sí",
    "sent": """
        les escribí, os escribí, te escribí, le escribí, les envié, os envié, te envié, les mandé, os mandé, te mandé,
        os he escrito, os he enviado, os he mandado, les he escrito, les he enviado, les he mandado, te he escrito, te
        he enviado, te he mandado, ya escribí, ya envié, ya mandé, envié mensaje, mandé mensaje, envié un dm, mandé un
        dm, envié dm, mandé dm, mensaje enviado, dm enviado, md enviado, enviado por dm, enviado por md, enviado por
        privado, revisen dm, revisen su dm, revisen sus dm, revisen sus mensajes, miren su dm, miren sus dm, miren el
        dm, mirad el dm, mirad el md, mirad los md, mirad los dm, mirad vuestros dm, les dejé mensaje, les dejé un
        mensaje, les vuelvo a escribir, os vuelvo a escribir, ya los sigo, ya os sigo, ya los estoy siguiendo, ya les
        respondí, ya os respondí, ya te respondí, respondí por dm, respondido por dm
        """,
}

PHRASES: Mapping[str, str] = {cue: _also_bare(listed) for cue, listed in _ACCENTED.items()}
