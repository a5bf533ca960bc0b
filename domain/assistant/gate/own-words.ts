/**
 * What the assistant says of itself and of its work, as it is written and by its stem: a sentence of such words claims
 * nothing about the product. Kept short: every word here is one that needs no support.
 */
export const OWN_WORDS: ReadonlySet<string> = new Set(
  `i ai assist assistant help support team person colleagu colleague human agent someone document documentation doc docs passag passage
   articl article page section inform information provid provide question answer mention specif specifi specific detail contain cover
   describ avail state note sorri sorry unfortun unfortunately apolog assistance contact reach further additional clarif clarify
   refer happi glad feel free pleas let know ask yes no however also hello thank thanks welcom welcome don't can't not found find
   mensch person team dokument dokumentation frag frage antwort hilf leid leider tut information
   person équip équipe document question répons réponse désol désolé malheureux malheureusement
   person equip equipo document documentación pregunt respuest lament lo siento`.split(/\s+/),
);
