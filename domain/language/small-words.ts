import type { Language } from './language.ts';

/** What nearly every sentence holds, of the languages that share Latin letters; other languages are known by their script. */
export const SMALL_WORDS: Partial<Record<Language, string>> = {
  english: `the a an and or of to in is are was were it its this that these those i you he she we they my your his our their me
    do does did don't can can't could would should will how what when where which who why not no with for from on at by as be
    been have has had if there about any some please thanks hello i'm i'd it's get want need`,
  german: `der die das den dem des ein eine einen einem einer eines und oder nicht kein keine ich du er sie es wir ihr mein meine
    meinen ihre unser ist sind war hat habe haben wird werden wurde kann können muss soll wie was wann wo wer warum welche
    welcher welches mit für auf von zu zum zur bei im am aus nach auch noch nur wenn dass mich mir bitte gibt man als über`,
  french: `le la les un une des du de et ou est sont je tu il elle nous vous ils elles mon ma mes votre vos notre que qui quoi
    quel quelle quels quelles comment quand où pourquoi combien dans sur avec pour par pas ne ce cette ces se au aux en ont
    a être avoir faire puis peux peut j'ai c'est est-ce qu'est-ce plus mais si y s'il d'un d'une n'est`,
  spanish: `el la los las un una unos unas de del y o es son está están que qué quién cuál cuáles cómo como cuándo dónde cuánto
    cuántos por para con sin en al se su sus mi mis yo tú usted no lo le me te ha hay puedo puede quiero tengo tiene este
    esta fue era más pero muy hace hacer ser estar`,
  italian: `il lo la i gli le un uno una di del della dei delle dello degli e o è sono ho ha hanno che chi cosa come quando dove
    quale quali quanto quanti perché per con senza in nel nella al alla da dal dalla su sul non mi ti si ci mio mia posso può
    questo questa vorrei voglio devo più ma era anche c'è cos'è dov'è`,
  portuguese: `o a os as um uma uns umas de do da dos das e ou é são está que quem qual quais como quando onde quanto quantos por
    para com sem em no na nos nas ao à não me se eu você meu minha posso pode quero tenho tem este esta isso foi era mais mas
    muito fazer ser foram pelo pela`,
  dutch: `de het een en of is zijn was waren ik jij je u hij zij we wij mijn uw hoe wat wanneer waar wie waarom welke hoeveel met
    voor van op in te naar bij uit door niet geen kan kunnen moet wil heb heeft hebben wordt worden dit dat deze die er maar
    ook om als aan graag`,
  swedish: `och eller en ett är var att det den som jag du han hon vi ni de min mitt din hur vad när vem varför vilken vilka med
    för av på i till från om inte ingen kan ska vill har hade blir detta denna dessa men också mycket hos så`,
  danish: `og eller en et er var at det den som jeg du han hun vi i de min mit din hvordan hvad hvornår hvor hvem hvorfor hvilken
    hvilke med for af på til fra om ikke ingen kan skal vil har havde bliver dette denne disse men også meget hos så nogen`,
  norwegian: `og eller en et ei er var at det den som jeg du han hun vi dere de min mitt din hvordan hva når hvor hvem hvorfor
    hvilken hvilke med for av på til fra om ikke ingen kan skal vil har hadde blir dette denne disse men også mye hos så noen`,
  finnish: `ja tai on ovat oli ei en se tämä että minä sinä hän me te he minun sinun miten mitä mikä milloin missä kuka miksi
    kuinka monta voi voin voinko onko jos kun kanssa myös mutta niin vain haluan minulla teidän`,
  polish: `i lub albo jest są był była było nie tak to ten ta te że się ja ty on ona my wy mój moja mam ma jak co kiedy gdzie kto
    dlaczego który która które ile czy z w na do od po za dla przez przy mogę może można chcę proszę jaki jaka jakie o ale`,
  czech: `a nebo je jsou byl byla bylo ne ano to ten ta že se si já ty on ona my vy můj moje mám má jak co kdy kde kdo proč který
    která které kolik jestli z v na do od po za pro při mohu může chci prosím jaký jaká jaké ale mi lze`,
  hungarian: `a az egy és vagy van vannak volt nem igen ez hogy én te ő mi ti ők hogyan mit mikor hol ki miért melyik hány mennyi
    ha is de csak kell lehet tudok tudom szeretnék meg el nekem kérem milyen hogy`,
  romanian: `și sau este sunt era nu da că ce cine care cum când unde cât câte câți de la în din pe cu fără pentru prin un o unui
    unei al ale ai a să se îmi mi eu tu el ea noi voi meu mea pot poate vreau am are aveți acest această mai dar fost`,
  turkish: `ve veya bir bu şu o ne nasıl nerede kim neden niçin hangi kaç mi mı mu mü var yok için ile gibi daha çok en ben sen biz
    siz benim nedir miyim mıyım misiniz olarak olan oldu değil de da ki ama istiyorum ediyor zaman`,
  vietnamese: `và hoặc là của có không được cho với trong trên từ đến này đó những các một tôi bạn chúng làm thế nào gì khi nào ở
    đâu ai tại sao bao nhiêu thì mà như đã sẽ đang bị phải muốn cần vào ra về người`,
  indonesian: `dan atau adalah yang di ke dari untuk dengan pada ini itu saya anda kami kita mereka tidak bukan bagaimana apa kapan
    mana siapa mengapa kenapa berapa bisa dapat ingin mau ada sudah akan jika cara apakah dalam oleh tolong`,
};

/** Letters that few of these languages write: one says as much as a small word. */
export const TELLING_LETTERS: Partial<Record<Language, RegExp>> = {
  german: /ß/g,
  french: /[œçêèù]/g,
  spanish: /[ñ¿¡]/g,
  portuguese: /[ãõ]/g,
  swedish: /[å]/g,
  danish: /[øæ]/g,
  norwegian: /[øæ]/g,
  polish: /[łżśźćńąę]/g,
  czech: /[řěůďťň]/g,
  hungarian: /[őű]/g,
  romanian: /[șțăşţ]/g,
  turkish: /[ğış]/g,
  vietnamese: /[đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/g,
};
