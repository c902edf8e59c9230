"""Words that say nothing of a subject, in the languages that talks are most announced in; folded.

They are needed where counting does not tell: at a small conference, and for the few texts of a language that
is not named.
"""

_ENGLISH = """
about after all also among and any are around as at be because been before being between both but by can
could did do does doing done during each etc even every few for from get gets give given gives go goes had
has have having he her here him his how however if in into is it its itself just know let like make makes
making many may me might more most much must my need needs new no nor not now of off often on one only or
other our out over own per really same see shall she should show since so some still such take takes than
that the their them then there these they this those through thus to too two under until up upon us use used
uses using very via vs want was way ways we well were what when where whether which while who whom whose why
will with within without would yet you your re ve ll don isn doesn
"""
_GERMAN = """
aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bin bis bist
da dabei dadurch dafur damit dann daran darauf darum das dass dazu dein dem den denn der deren des dessen
die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einige er es
etwa etwas euch euer fur gegen geht gibt habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren
ihrer immer im in indem ins ist ja jede jedem jeden jeder jedes jetzt kann kannst kein keine keinen konnen
konnte machen man mehr mein meine mit mochte muss mussen nach neben nicht nichts noch nun nur ob oder ohne
schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so soll sollen sondern sowie uber um
und uns unser unsere unter viel viele vom von vor war waren warum was wegen weil welche welchen welcher wenn
wer werden wie wieder will wir wird wo wollen worden wurde wurden zu zum zur zwischen
"""
_FRENCH = """
ai alors apres au aussi autre autres aux avant avec avoir bien ce cela ces cet cette ceux chaque ci comme
comment dans de depuis des deux dont du elle elles en encore entre est et etait ete etre eux fait faire il
ils je la le les leur leurs lors lui mais meme mes moins mon ne nos notre nous on ont ou par parce pas peu
peut peuvent plus pour pourquoi quand que quel quelle quels qui quoi sa sans se ses si son sont sous sur ta
tous tout toute toutes tres tu un une vos votre vous vers
"""
_SPANISH = """
al algo ante antes aqui asi cada como con cual cuando cuanto de del desde donde dos durante el ella ellos en
entre era es esa ese eso esta estan estar estas este esto estos fue fueron ha han hasta hay la las le les lo
los mas mi mientras mucho muy nada ni nos nosotros nuestra nuestro o os otra otras otro otros para pero poco
por porque puede pueden que quien se sea ser si sin sobre son su sus tambien tanto te tiene tienen todo
todos tras un una uno unos y ya
"""
_ITALIAN = """
ad agli ai al alla alle allo anche che chi ci come con cosa cui da dagli dai dal dalla dalle degli dei del
della delle dello di dove due e ed gli hanno il io la le lei loro lui ma molto ne negli nei nel nella nelle
non nostra nostro o ogni per perche piu poi puo quale quali quando quello questa queste questi questo se si
sia solo sono su sul sulla sulle tra tutti tutto un una uno
"""
_DUTCH = """
aan al alle als bij dan dat de den der deze die dit doen door dus een en er gaan geen gebruik haar had
hebben heeft het hij hoe hun ik in is je jij jouw kan kunnen maar meer met mijn moet na naar niet nog nu of
om ons onze ook op over te toe tot tussen uit van veel voor waar was wat we wel welke werd wie wij wil
worden wordt zal ze zich zij zijn zo zoals zonder
"""
_PORTUGUESE = """
ao aos apos as ate cada com como da das de dela dele desde do dos e ela elas ele eles em entre era essa esse
esta este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu muito na nao nas nem no nos nossa nosso
num numa o os ou outra outro para pela pelas pelo pelos pode podem por porque quais qual quando que quem se
sem ser seu seus sobre sua suas tambem tem tambem toda todas todo todos um uma voce voces
"""

STOP_WORDS = frozenset(
    f"{_ENGLISH} {_GERMAN} {_FRENCH} {_SPANISH} {_ITALIAN} {_DUTCH} {_PORTUGUESE}".split()
) - {"go", "war"}
"""Without those that are a subject in another of the languages."""
