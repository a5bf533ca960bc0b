import stopwordsIso from 'stopwords-iso/stopwords-iso.json' with { type: 'json' };
import type { Language } from '../../../domain/language/language.ts';
import { SMALL_WORDS } from '../../../domain/language/small-words.ts';
import { languageCode } from './language-code.ts';

/** Words that carry no subject: grammar, and the small talk around a question. Compared before stemming, in lower case. */
const OWN: Partial<Record<Language, string>> = {
  english: `a about across actually after again all also always am an and another any anybody anyone anything are as at be because been before
    being between but by can cannot can't could couldn't did didn't do does doesn't doing don't done during each either else enough even ever
    every everything explain find first for from further get gets getting give go going got had happen happens has have having he hello
    help her here hers hey hi him his how how's however i i'd i'll i'm i've if in instead into is isn't it it's its just
    kind know let let's like long look looking make makes many may maybe me mean means might mine more most much must my myself
    need needed needs no not now of off often ok okay on one once only onto or other our ours out over own please possible
    properly quite really same say see seem several shall she should show so some somebody someone something still such sure
    take tell than thank thanks that that's the their them then there there's these they thing things think this those
    through to too try trying turn turned turning two under until up us use used using very via want wants was way ways we well were what what's
    whatever when where where's whether which while who whose why will wish with within without won't wonder work works
    would yet you your yours d ll m re s t ve`,
  german: `aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus bei beim bekomme bin bis
    bitte brauche bist da dafür damit dann darf das dass dazu dein deine dem den denn der des deshalb die dies diese
    diesem diesen dieser dieses doch dort du durch dank danke guten tag vielen ein eine einem einen einer eines einfach er es etwas euch euer eure
    für gegen geht genau gerne gibt habe haben hallo hat hatte hätte hier hilfe ich ihr ihre ihm ihn im in ins ist ja
    jede jeden jeder jedes jemand jetzt kann kannst kein keine keinen können könnte lang lange lässt machen mache macht man mal
    mehr mein meine meinem meinen meiner mich mir mit möchte möglich muss müssen nach nein nicht nichts noch nun nur ob
    oder ohne schon sehr sein seine sich sie sind so soll sollte sollen über um und uns unser unsere unter vom von vor
    wann war warum was weil welche welchen welcher welches wenn wer werde werden wie wieder wieso will wir wird wo wofür
    wohin wollen womit wurde würde zu zum zur`,
  french: `à ai aide ainsi alors as au aucun aussi autre aux avec avez avoir beaucoup bien bonjour c ça car ce cela ces cet cette
    chez combien comme comment d dans de des dès donc dont du elle elles en encore entre es est et être eu faire fait
    faut il ils j je l la là le les leur leurs lui m ma mais me merci même mes moi mon n ne ni nos notre nous on ont ou où par
    pas peut peux plus pour pourquoi pouvez puis-je puis qu quand que quel quelle quelles quels qui quoi s sa salut sans
    se ses si son sont sur t ta te tes toi ton tous tout toute très tu un une va veux vos votre vous voudrais y`,
  spanish: `a al algo alguien ante antes aquí así aún ayuda cada como cómo con cual cuál cuáles cuando cuándo cuánto de
    del desde donde dónde dos e el él ella ellas ellos en entre era es esa ese eso esta está están estas este esto estos
    estoy fue gracias ha hace hacer hacia han has hasta hay he hola la las le les lo los más me mi mis mucho muchas muy nada ni
    no nos nosotros o os otra otro para pero poco por porque puede puedo pueden que qué quien quién quiero se sea ser si
    sí sin sobre son su sus también te tengo tiene todo todos tu tus un una uno unos usted y ya yo`,
};

const LISTS = stopwordsIso as Record<string, string[]>;
const kept = new Map<Language, ReadonlySet<string>>();

/**
 * Our own four lists know the small talk of support; for other languages the library's know the grammar. Its Vietnamese
 * one also holds syllables that begin a subject.
 */
export function stopWordsOf(language: Language): ReadonlySet<string> {
  const known = kept.get(language);
  if (known) return known;
  const own = OWN[language] ?? (language === 'vietnamese' ? SMALL_WORDS[language] : undefined);
  const words = own?.split(/\s+/) ?? LISTS[languageCode(language)] ?? [];
  const found = new Set(words.map((word) => word.normalize('NFKC').toLowerCase()));
  kept.set(language, found);
  return found;
}
