export type CustomerIntent = 'greeting' | 'thanks' | 'person' | 'question';

/** What a message may consist of and still be no more than a greeting, or thanks. */
const GREETING =
  /^(hi+|hello|hey+|hiya|howdy|greetings|good (morning|afternoon|evening|day)|hallo|hi du|servus|moin|guten (tag|morgen|abend)|grüezi|grüß gott|bonjour|salut|bonsoir|hola|buen(os|as) (días|tardes|noches)|ciao|buongiorno|olá|hej|hoi)( (there|all|everyone|team|zusammen|à tous|a todos|you))?$/;
const THANKS =
  /^((ok(ay)?|great|perfect|super|cool|nice|alright|got it|that helped|that works|works|wonderful|awesome|prima|toll|parfait|perfecto|genial|top) ?)*((many |a lot of )?(thanks|thank you|thx|ty|cheers)( (a lot|so much|very much|again|a million|a bunch))?|(vielen |herzlichen |besten )?dank(e)?( (schön|sehr|dir|ihnen))?|merci( (beaucoup|bien))?|(muchas )?gracias|grazie( mille)?|obrigad[oa]|bedankt|tack)( (that helped|that works|for (your|the) help|bye|very much))?( (great|perfect|super))?$/;
const AFFIRMATION =
  /^(yes|yeah|yep|sure|ok|okay|ja|gerne|oui|si|sí|claro|sim)( (please|bitte|gerne|s il vous plaît|por favor))?$/;

const PERSON: RegExp[] = [
  /\b(talk|speak|chat|connect|transfer|escalate|put me through|hand me over|get me|give me|want|need|can i (get|have)|is there|contact|reach)\b.{0,40}\b(an?|the|real|live|actual|another|some|with|to)\b.{0,20}\b(person|human( being)?|agent|representative|someone|somebody|operator|support (team|agent|person|staff))\b/,
  /^((a )?(real |live |actual )?(human|person|agent|representative|operator)|human support|live (chat|support)|customer service)( please)?$/,
  /\b(mit (einem|einer|nem|dem|der)|einen|einer?) (echten? |richtigen? |realen? )?(menschen?|person|mitarbeiter(in)?|kolleg(e|en|in)|berater(in)?|support)\b.{0,30}\b(sprechen|reden|schreiben|chatten|verbinden|verbunden|kontaktieren)\b/,
  /\b(parler|discuter|changer|joindre) (.{0,30} )?(à|a|avec) .{0,15}\b(humain|quelqu un|personne|conseiller|agent)/,
  /\b(hablar|chatear|contactar)\b.{0,20}\bcon\b.{0,15}\b(una persona|un humano|alguien|un agente|persona)/,
  /\b(parlare|falar)\b.{0,20}\b(con|com)\b.{0,20}\b(una persona|un operatore|umano|uma pessoa|atendente|humano)/,
];
/** "How do I talk to an agent by API?" asks how something works; nobody asks that way for a person. */
const ABOUT_THE_PRODUCT = /\b(api|code|function|method|library|sdk|configure|config|in my app)\b/;
/** A wish is short; what is longer is a question that mentions people. */
const MAX_WISH = 160;

/**
 * What a message without any model can be recognised as. Cautious: whatever might be a question is one.
 * @param offered whether the message before it offered a person, so that "yes please" means one.
 */
export function intentOf(message: string, offered = false): CustomerIntent {
  const text = plain(message);
  if (GREETING.test(text)) return 'greeting';
  if (THANKS.test(text)) return 'thanks';
  if (offered && AFFIRMATION.test(text)) return 'person';
  if (text.length > MAX_WISH || ABOUT_THE_PRODUCT.test(text)) return 'question';
  return PERSON.some((pattern) => pattern.test(text)) ? 'person' : 'question';
}

/** Lower case, words only, one space between them. Long messages are not read to their end. */
function plain(message: string): string {
  return message
    .slice(0, 2 * MAX_WISH)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
