/** In the languages of northern and central Europe. */
export const NORTHERN_WORDS = {
  english: {
    unknown: 'I could not find this in the docs, so I’d rather not guess. You can ask for a person.',
    offer: 'I am not sure I understood. Is it about one of these? Otherwise you can ask for a person.',
    greeting: 'Hello! What would you like to know? I answer from the docs.',
    thanks: 'You’re welcome! Ask whenever something else comes up.',
    person: 'Of course, I’m bringing in a person from the team.',
    handOver: 'From here on, a person from the team answers you.',
  },
  german: {
    unknown:
      'Dazu habe ich in der Dokumentation nichts gefunden, und raten möchte ich nicht. Sie können nach einem Menschen fragen.',
    offer:
      'Ich bin nicht sicher, ob ich Sie verstanden habe. Geht es um eines davon? Sonst können Sie nach einem Menschen fragen.',
    greeting: 'Hallo! Was möchten Sie wissen? Ich antworte aus der Dokumentation.',
    thanks: 'Gern geschehen! Fragen Sie jederzeit, wenn noch etwas ist.',
    person: 'Gern, ich hole jemanden aus dem Team dazu.',
    handOver: 'Ab hier antwortet Ihnen ein Mensch aus dem Team.',
  },
  dutch: {
    unknown:
      'Ik heb dit niet in de documentatie gevonden en wil niet gokken. U kunt om een medewerker vragen.',
    offer:
      'Ik weet niet zeker of ik u begrijp. Gaat het over een van deze? Anders kunt u om een medewerker vragen.',
    greeting: 'Hallo! Wat wilt u weten? Ik antwoord vanuit de documentatie.',
    thanks: 'Graag gedaan! Vraag gerust verder als er nog iets is.',
    person: 'Natuurlijk, ik haal er iemand van het team bij.',
    handOver: 'Vanaf hier krijgt u antwoord van iemand van het team.',
  },
  swedish: {
    unknown:
      'Jag hittade inte detta i dokumentationen och vill inte gissa. Du kan be att få tala med en människa.',
    offer:
      'Jag är inte säker på att jag förstod. Gäller det något av detta? Annars kan du be om en människa.',
    greeting: 'Hej! Vad vill du veta? Jag svarar utifrån dokumentationen.',
    thanks: 'Varsågod! Fråga gärna om det är något mer.',
    person: 'Självklart, jag hämtar någon från teamet.',
    handOver: 'Härifrån får du svar av en människa i teamet.',
  },
  danish: {
    unknown: 'Jeg fandt ikke dette i dokumentationen og vil ikke gætte. Du kan bede om et menneske.',
    offer:
      'Jeg er ikke sikker på, at jeg forstod det. Handler det om et af disse? Ellers kan du bede om et menneske.',
    greeting: 'Hej! Hvad vil du gerne vide? Jeg svarer ud fra dokumentationen.',
    thanks: 'Det var så lidt! Spørg endelig, hvis der er mere.',
    person: 'Selvfølgelig, jeg henter en fra teamet.',
    handOver: 'Herfra får du svar af et menneske fra teamet.',
  },
  norwegian: {
    unknown: 'Jeg fant ikke dette i dokumentasjonen og vil ikke gjette. Du kan be om et menneske.',
    offer: 'Jeg er ikke sikker på at jeg forstod. Gjelder det noe av dette? Ellers kan du be om et menneske.',
    greeting: 'Hei! Hva vil du vite? Jeg svarer ut fra dokumentasjonen.',
    thanks: 'Bare hyggelig! Spør gjerne hvis det er noe mer.',
    person: 'Selvsagt, jeg henter noen fra teamet.',
    handOver: 'Herfra får du svar fra et menneske i teamet.',
  },
  finnish: {
    unknown: 'En löytänyt tätä ohjeista enkä halua arvailla. Voit pyytää ihmistä avuksi.',
    offer:
      'En ole varma, ymmärsinkö oikein. Koskeeko kysymys jotakin näistä? Muuten voit pyytää ihmistä avuksi.',
    greeting: 'Hei! Mitä haluaisit tietää? Vastaan ohjeiden perusteella.',
    thanks: 'Ole hyvä! Kysy lisää milloin vain.',
    person: 'Totta kai, pyydän mukaan jonkun tiimistä.',
    handOver: 'Tästä eteenpäin sinulle vastaa ihminen tiimistämme.',
  },
  polish: {
    unknown: 'Nie znalazłem tego w dokumentacji i wolę nie zgadywać. Można poprosić o rozmowę z człowiekiem.',
    offer:
      'Nie mam pewności, czy dobrze rozumiem. Czy chodzi o coś z tej listy? Można też poprosić o człowieka.',
    greeting: 'Dzień dobry! W czym mogę pomóc? Odpowiadam na podstawie dokumentacji.',
    thanks: 'Nie ma za co! Proszę pytać, gdy pojawi się coś jeszcze.',
    person: 'Oczywiście, proszę o pomoc osobę z zespołu.',
    handOver: 'Od tej chwili odpowiada Państwu osoba z zespołu.',
  },
  czech: {
    unknown: 'V dokumentaci jsem to nenašel a nechci hádat. Můžete požádat o člověka.',
    offer: 'Nejsem si jistý, že jsem rozuměl. Jde o něco z tohoto? Jinak můžete požádat o člověka.',
    greeting: 'Dobrý den! Co byste chtěli vědět? Odpovídám z dokumentace.',
    thanks: 'Rádo se stalo! Ptejte se, kdykoli bude potřeba.',
    person: 'Jistě, přivolám někoho z týmu.',
    handOver: 'Odteď vám bude odpovídat člověk z týmu.',
  },
  hungarian: {
    unknown:
      'Ezt nem találtam meg a dokumentációban, és nem szeretnék találgatni. Kérheti egy munkatárs segítségét.',
    offer:
      'Nem vagyok biztos benne, hogy jól értem. Ezek egyikéről van szó? Ha nem, kérheti egy munkatárs segítségét.',
    greeting: 'Üdvözlöm! Mit szeretne tudni? A dokumentáció alapján válaszolok.',
    thanks: 'Szívesen! Kérdezzen bátran, ha van még valami.',
    person: 'Természetesen, bevonok valakit a csapatból.',
    handOver: 'Innentől a csapat egyik munkatársa válaszol Önnek.',
  },
};
