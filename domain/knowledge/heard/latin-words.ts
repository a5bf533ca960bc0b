/** What is heard in a message, in languages of Latin letters. Beginnings of words, except in greetings and thanks. */
export const LATIN_WORDS = {
  english: {
    greeting: 'hi, hello, hey, hiya, howdy, greetings, good morning, good afternoon, good evening, good day',
    thanks: 'thanks, thank you, thx, ty, cheers, much appreciated, thanks a lot, thank you so much',
    yes: 'yes, yeah, yep, sure, ok, okay, yes please',
    person:
      'human, real person, live agent, representative, someone real, operator, actual person, customer service, manager, supervisor, support staff',
    wish: 'talk, speak, chat, connect, transfer, escalate, want, need, give me, get me, please, call me, let me, useless, now',
  },
  german: {
    greeting: 'hallo, hi, servus, moin, grüezi, grüß gott, guten tag, guten morgen, guten abend',
    thanks: 'danke, vielen dank, besten dank, herzlichen dank, danke schön, danke sehr, dankeschön',
    yes: 'ja, gerne, ja bitte, ja gerne, klar, ok',
    person:
      'mensch, mitarbeiter, berater, echte person, echten person, richtige person, kundendienst, kundenservice, vorgesetzt',
    wish: 'sprech, red, schreib, verbind, verbund, brauch, möcht, will, bitte, geben sie mir, gib mir, endlich, nutzlos, weiterleit',
  },
  french: {
    greeting: 'bonjour, salut, bonsoir, coucou',
    thanks: 'merci, merci beaucoup, merci bien, un grand merci, je vous remercie',
    yes: 'oui, ok, d accord, oui s il vous plaît, volontiers',
    person: 'humain, conseill, vraie personne, opérateur, service client, quelqu un, un agent, responsable',
    wish: 'parler, discuter, joindre, contacter, veux, voudr, besoin, souhait, passez moi, donnez moi, s il vous pla, svp, nul',
  },
  spanish: {
    greeting: 'hola, buenas, buenos días, buenas tardes, buenas noches, qué tal',
    thanks: 'gracias, muchas gracias, mil gracias, muy amable',
    yes: 'sí, si, claro, vale, sí por favor, ok',
    person:
      'humano, persona real, una persona, un agente, asesor, operador, alguien del equipo, encargad, atención al cliente',
    wish: 'hablar, chatear, contactar, comunic, quiero, quisiera, necesito, páseme, pásame, póngame, por favor, inútil',
  },
  italian: {
    greeting: 'ciao, buongiorno, buonasera, salve, buon pomeriggio',
    thanks: 'grazie, grazie mille, molte grazie, ti ringrazio, la ringrazio',
    yes: 'sì, si, certo, va bene, sì grazie, ok',
    person:
      'umano, operatore, persona reale, persona vera, una persona, assistente umano, servizio clienti, responsabile',
    wish: 'parlare, parlo, chattare, contattare, voglio, vorrei, bisogno, passatemi, passami, mi passi, per favore, inutile',
  },
  portuguese: {
    greeting: 'olá, oi, bom dia, boa tarde, boa noite',
    thanks: 'obrigado, obrigada, muito obrigado, muito obrigada, valeu',
    yes: 'sim, claro, ok, está bem, sim por favor',
    person:
      'humano, humana, atendente, pessoa real, uma pessoa, operador, alguém da equipe, alguém, gerente, atendimento humano',
    wish: 'falar, conversar, contatar, contactar, quero, queria, gostaria, preciso, chama, passe me, por favor, inútil',
  },
  dutch: {
    greeting: 'hallo, hoi, hey, goedemorgen, goedemiddag, goedenavond, goedendag, dag',
    thanks: 'bedankt, dank je, dank u, dank je wel, dank u wel, hartelijk dank, dankjewel',
    yes: 'ja, graag, ja graag, prima, oké, ok',
    person:
      'mens, medewerker, echt persoon, echte persoon, een persoon, klantenservice, collega, leidinggevende',
    wish: 'spreken, praten, contact, verbind, wil, graag, geef me, nodig, alstublieft, waardeloos, doorverbind',
  },
  swedish: {
    greeting: 'hej, hejsan, hallå, god morgon, god kväll, god dag, tjena',
    thanks: 'tack, tack så mycket, stort tack, tusen tack',
    yes: 'ja, ja tack, gärna, visst, ok',
    person: 'människa, riktig person, en person, medarbetare, kundtjänst, handläggare, chef',
    wish: 'prata, tala, chatta, kontakta, vill, behöver, ge mig, koppla, snälla, värdelös',
  },
  danish: {
    greeting: 'hej, hejsa, goddag, godmorgen, god aften',
    thanks: 'tak, mange tak, tusind tak, tak for hjælpen',
    yes: 'ja, ja tak, gerne, ok',
    person: 'menneske, rigtig person, en person, medarbejder, kundeservice, leder',
    wish: 'tale, snakke, chatte, kontakte, vil, har brug for, giv mig, stil mig, venligst, ubrugelig',
  },
  norwegian: {
    greeting: 'hei, heisann, god morgen, god kveld, god dag, hallo',
    thanks: 'takk, tusen takk, mange takk, takk skal du ha',
    yes: 'ja, ja takk, gjerne, ok',
    person: 'menneske, ekte person, en person, medarbeider, kundeservice, kundebehandler, leder',
    wish: 'snakke, prate, chatte, kontakte, vil, trenger, gi meg, sett meg, vær så snill, ubrukelig',
  },
  finnish: {
    greeting: 'hei, moi, terve, hyvää huomenta, hyvää päivää, hyvää iltaa, moikka',
    thanks: 'kiitos, kiitos paljon, suuret kiitokset, kiitti',
    yes: 'kyllä, joo, ok, kyllä kiitos, mielellään',
    person: 'ihmis, oikea henkilö, oikean henkilön, asiakaspalvelija, asiakaspalvelu, työntekijä, esimies',
    wish: 'puhua, jutella, haluan, haluaisin, tarvitsen, yhdistä, anna, kiitos, hyödytön',
  },
  polish: {
    greeting: 'cześć, dzień dobry, dobry wieczór, hej, witam, witaj',
    thanks: 'dziękuję, dzięki, dziękuję bardzo, wielkie dzięki, dziękuję ślicznie',
    yes: 'tak, jasne, dobrze, poproszę, tak proszę, ok',
    person:
      'człowiek, konsultant, prawdziwą osobą, żywą osobą, z osobą, pracownik, doradc, kierownik, obsługi klienta',
    wish: 'rozmawiać, porozmawiać, mówić, połącz, chcę, chciał, potrzebuj, proszę, dajcie, bezużyteczn',
  },
  czech: {
    greeting: 'ahoj, dobrý den, dobré ráno, dobrý večer, čau, zdravím',
    thanks: 'děkuji, díky, děkuju, děkuji moc, moc děkuji, díky moc',
    yes: 'ano, jasně, dobře, ano prosím, ok',
    person: 'člověk, s operátor, skutečnou osob, živou osob, pracovník, zaměstnanc, zákaznick, vedoucí',
    wish: 'mluvit, promluvit, spojit, spojte, chci, chtěl, potřebuj, prosím, dejte, k ničemu',
  },
  hungarian: {
    greeting: 'szia, sziasztok, helló, jó napot, jó reggelt, jó estét, üdv, üdvözlöm',
    thanks: 'köszönöm, köszi, köszönöm szépen, nagyon köszönöm, kösz',
    yes: 'igen, persze, rendben, igen kérem, ok',
    person: 'ember, munkatárs, ügyintéző, valódi személy, élő személy, operátor, ügyfélszolgálat',
    wish: 'beszél, szeretnék, akarok, kapcsol, kérek, kérem, adjanak, szükségem, használhatatlan',
  },
  romanian: {
    greeting: 'bună, salut, bună ziua, bună seara, bună dimineața, alo',
    thanks: 'mulțumesc, mersi, mulțumesc mult, multumesc, vă mulțumesc, multumesc mult',
    yes: 'da, sigur, bine, da vă rog, ok',
    person: 'om, operator, persoană reală, o persoană, o persoana, cineva din echip, reprezentant, coleg',
    wish: 'vorbesc, vorbi, vreau, aș vrea, doresc, nevoie, legătur, contact, vă rog, inutil',
  },
  turkish: {
    greeting: 'merhaba, selam, günaydın, iyi günler, iyi akşamlar, selamlar',
    thanks: 'teşekkürler, teşekkür ederim, sağ ol, sağol, çok teşekkürler, çok teşekkür ederim',
    yes: 'evet, tamam, olur, evet lütfen, tabii',
    person: 'insan, gerçek kişi, gerçek biri, temsilci, yetkili, müşteri hizmetleri, operatör, canlı destek',
    wish: 'konuş, görüş, bağla, istiyor, ister, lazım, lütfen, işe yaramaz',
  },
  vietnamese: {
    greeting: 'xin chào, chào bạn, chào, chào buổi sáng, alo',
    thanks: 'cảm ơn, cám ơn, cảm ơn bạn, cảm ơn nhiều, xin cảm ơn',
    yes: 'vâng, có, được, dạ, đồng ý, ok',
    person: 'người thật, nhân viên, tư vấn viên, tổng đài viên, con người, quản lý',
    wish: 'nói chuyện, gặp, muốn, cần, kết nối, chuyển, làm ơn, vô dụng, liên hệ với',
  },
  indonesian: {
    greeting: 'halo, hai, selamat pagi, selamat siang, selamat sore, selamat malam, hi',
    thanks: 'terima kasih, makasih, terima kasih banyak, trims',
    yes: 'ya, iya, baik, boleh, ya tolong, oke',
    person: 'manusia, orang asli, orang sungguhan, staf, petugas, agen, layanan pelanggan, cs',
    wish: 'bicara, berbicara, ngobrol, ingin, mau, butuh, hubungkan, sambungkan, tolong, tidak berguna',
  },
};
