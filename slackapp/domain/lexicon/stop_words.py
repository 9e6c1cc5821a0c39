"""Words that say nothing about what a post is about, in the languages that triage knows; all in small letters."""

_ENGLISH = """
a able about after again all already also always am an and another any anybody anymore anyone anything are aren't
around as ask asked asking at away back be because been before being both but by bye can can't cannot could couldn't
day days did didn't do does doesn't doing don't done down each else even ever every everyone find for from get gets
getting give go goes going gone gonna good got great had has hasn't have haven't having he hello help her here hey hi
him his how however i i'd i'll i'm i've if in into is isn't it it's its just keep know let like long look looking lot
made make makes many may maybe me might mine more most much must my myself need needs never new next nice no nobody
none not nothing now of off oh ok okay on once one only or other our out over own people please pls possible put
question quick quite really right said same say says see seem seems she should since so some somebody someone
something soon sorry still such sure take tell than thank thanks that that's the their them then there there's these
they they're thing things think this those though through time to today tomorrow too tried trying try two u under
until up ur us use used using very via want wanted wants was wasn't way we we're week weeks well went were what what's
when when's where where's which while who who's why will with within without won't wondering work working works would
wouldn't year years yes yesterday yet you you're you've your yours
"""
_GERMAN = """
aber alle alles als also am an andere anderen auch auf aus bei beim bekomme bekommen bin bis bitte brauche da dafür
damit danke dann das dass davon dazu dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses
dir doch dort du durch ein eine einem einen einer eines einfach einmal er es etwas euch euer eure fragen frage für gab
ganz geht gerade gern gerne gibt gut guten hab habe haben habt hallo hat hatte hätte heute hier hilfe ich ihm ihn
ihnen ihr ihre im immer in ins ist ja jede jeder jetzt kann kannst kein keine keinen kommt könnt können könnte lange
leider liebe machen macht man mehr mein meine meinem meinen meiner mich mir mit moin möchte morgen muss müssen nach
nein nicht nichts noch nun nur ob oder ohne schon seit sehr sein seine selbst sich sie sind so soll sollte sonst tag
tage über um und uns unser unsere unter vielen viel vom von vor wann war warte warum was weiß welche wenn wer werde
werden wie wieder will wird wo wochen woche würde wurde zu zum zur zurück
"""
_FRENCH = """
ai aide alors après as au aucun aujourd'hui aussi autre aux avait avant avec avez avoir avons bien bonjour bonsoir
c'est ça car ce cela ces cet cette ceux chez comme comment dans de depuis des deux dois doit donc du elle elles en
encore entre est est-ce et étais était être eu fait faire faut fois font ici il ils j'ai je jour jours juste l'ai la
là le les leur lui ma mais me même merci mes moi mon n'ai n'est ne ni non nos notre nous on ont ou où oui par parce
pas pendant personne peu peut peux plus plusieurs pour pourquoi pourrait pouvez qu'est qu'il quand que quel quelle
quelles quels quelqu'un qui quoi s'il sa salut sans savoir se ses si son sont sous suis sur svp ta te tes toi ton
toujours tous tout toute toutes très trop tu un une vais va vers veux vos votre voudrais vous vraiment y
"""
_SPANISH = """
a al algo alguien algún alguna ahora antes aquí así aún ayer ayuda bien buenas bueno buenos cada como cómo con cosa
cual cuál cuando cuándo de del desde después día días dice donde dónde dos el él ella ellas ellos en entonces entre
era eres es esa ese eso esta está están estar estas este esto estos estoy favor fue gracias gran ha haber había hace
hacer hago han hasta hay he hola hoy la las le les llevo lo los más mañana me mi mí mis mucho muchas muy nada ni no
nos nosotros nuestra nuestro nunca o os otra otro para pero poco poder podéis podría por porque pregunta puede pueden
puedo pues que qué quien quién quiero sabe saber se sea semana semanas ser si sí sido siempre sigue sin sino sobre
solo sólo son soy su sus también tan tanto te tendrá tener tengo ti tiene tienen toda todavía todo todos tras tu tú
tus un una unas uno unos usted ustedes va vez voy vuestra vuestro y ya yo
"""
_PORTUGUESE = """
a à agora ai ainda ajuda alguém algum alguma antes ao aos aqui as às até bem boa boas bom cada com como da das de dela
dele demais depois desde dessa desse deste dia dias do dois dos e é ela elas ele eles em entre era essa esse está
estão estar estava este estou eu faz fazer favor foi for fui gostaria há hoje isso isto já lá lhe mais mas me mesmo
meu meus minha minhas muito muita na nada não nas nem nenhum no nos nós nossa nosso nunca o obrigada obrigado oi olá
onde ontem os ou para pela pelas pelo pelos pergunta pode podem poder pois por porque pra pro qual quando quanto que
quê quem quero saber são se sem semana semanas sempre ser será seu seus sim só sobre sou sua suas também tá te tem têm
tenho ter tive toda todo todos tu tudo um uma vai vem vez você vocês vos vou
"""

STOP_WORDS = frozenset(" ".join((_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _PORTUGUESE)).split())
