import type { Language } from '../../../domain/language/language.ts';

interface FollowUpWords {
  /** What a message begins with that goes on. */
  openers: string[];
  /** What stands for something said before. */
  pronouns: ReadonlySet<string>;
}

const words = (openers: string, pronouns: string): FollowUpWords => ({
  openers: openers.split(', '),
  pronouns: new Set(pronouns.split(' ')),
});

export const FOLLOW_UPS: Partial<Record<Language, FollowUpWords>> & { english: FollowUpWords } = {
  english: words(
    'and, but, also, so, or, then, what about, how about, what if, why, which one, for example, tell me more, any other',
    'it its they them their theirs this that these those there he him his she her one ones same such',
  ),
  german: words(
    'und, aber, auch, oder, also, dann, was ist mit, wie ist es mit, wie sieht es mit, und wenn, warum, wieso, zum beispiel',
    'es das dies diese dieser dieses diesen diesem er ihn ihm sie ihnen deren dessen dort da davon dafür damit dazu darin',
  ),
  french: words(
    'et, mais, aussi, ou, alors, donc, et si, pourquoi, par exemple',
    'ça cela ceci il elle ils elles lui leur y en celui celle ceux celles cet',
  ),
  spanish: words(
    'y, e, pero, también, o, entonces, y si, qué tal, por qué, por ejemplo',
    'eso esto ese esa esos esas ello él ella ellos ellas allí ahí lo',
  ),
  italian: words(
    'e, ma, anche, o, allora, quindi, e se, perché, per esempio',
    'ciò esso essa essi lui lei loro lì ne questo quello',
  ),
  portuguese: words(
    'e, mas, também, ou, então, e se, por que, por exemplo',
    'isso isto ele ela eles elas dele dela lá esse essa',
  ),
  dutch: words(
    'en, maar, ook, of, dus, dan, hoe zit het met, en als, waarom, bijvoorbeeld',
    'het dit dat deze die hij zij hem haar hun daar ervan',
  ),
  swedish: words(
    'och, men, också, eller, så, då, hur är det med, varför',
    'den det detta dessa han hon de dem där',
  ),
  danish: words('og, men, også, eller, så, hvad med, hvorfor', 'den det dette disse han hun de dem der'),
  norwegian: words('og, men, også, eller, så, hva med, hvorfor', 'den det dette disse han hun de dem der'),
  finnish: words('ja, mutta, myös, tai, entä, entäs, miksi', 'se ne tämä nämä tuo hän he sen siitä siihen'),
  polish: words(
    'a, i, ale, też, lub, więc, a co z, a jeśli, dlaczego',
    'to ten ta te on ona ono oni jego jej ich tam tego',
  ),
  czech: words(
    'a, ale, také, nebo, tak, co, a co, proč',
    'to ten ta ty on ona ono jeho její jejich tam toho',
  ),
  hungarian: words('és, de, is, vagy, akkor, mi van, miért', 'ez az ezt azt ő ők ennek annak ott'),
  romanian: words(
    'și, dar, de asemenea, sau, atunci, ce zici de, de ce',
    'asta acesta aceasta acestea el ea ei ele lui lor acolo',
  ),
  greek: words('και, αλλά, επίσης, ή, τότε, τι γίνεται με, γιατί', 'αυτό αυτός αυτή αυτά εκεί του της τους'),
  russian: words(
    'а, и, но, также, или, тогда, что насчёт, а если, почему',
    'это этот эта эти он она оно они его её их ему там того',
  ),
  ukrainian: words(
    'а, і, й, але, також, або, тоді, а якщо, чому',
    'це цей ця ці він вона воно вони його її їх там того',
  ),
  turkish: words(
    've, ama, ayrıca, veya, peki, peki ya, neden, ya',
    'bu şu o bunu onu bunlar onlar onun bunun orada',
  ),
  arabic: words('و, لكن, أيضا, أو, إذن, وماذا عن, ماذا عن, لماذا', 'هذا هذه ذلك تلك هو هي هم هناك ذاك'),
  hebrew: words('ו, אבל, גם, או, אז, ומה עם, מה עם, למה', 'זה זאת זו אלה הוא היא הם שם'),
  hindi: words('और, लेकिन, भी, या, तो, फिर, क्यों', 'यह ये वह वे इस उस इसे उसे इसका उसका वहाँ वहां'),
  thai: words('และ, แต่, แล้ว, หรือ, ทำไม', 'มัน นี้ นั้น นี่ นั่น เขา ที่นั่น'),
  vietnamese: words('và, nhưng, còn, hoặc, thế còn, vậy, tại sao', 'nó đó này kia ấy họ'),
  indonesian: words(
    'dan, tapi, tetapi, juga, atau, lalu, bagaimana dengan, kenapa',
    'itu ini dia mereka nya tersebut sana',
  ),
  chinese: words(
    '那, 那么, 还有, 而且, 但是, 或者, 为什么, 如果',
    '它 他 她 这 那 这个 那个 这些 那些 它们 那里',
  ),
  japanese: words(
    'では, じゃあ, それで, でも, また, あと, なぜ',
    'それ これ あれ その この あの そこ 彼 彼女',
  ),
  korean: words('그럼, 그리고, 그런데, 하지만, 또, 왜', '그것 이것 저것 그거 이거 그 이 거기'),
};
