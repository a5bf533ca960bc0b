/** In the languages of southern Europe and of America. */
export const SOUTHERN_WORDS = {
  french: {
    unknown:
      'Je n’ai pas trouvé cela dans la documentation et je préfère ne pas deviner. Vous pouvez demander une personne.',
    offer:
      'Je ne suis pas sûr d’avoir compris. S’agit-il de l’un de ces sujets ? Sinon, vous pouvez demander une personne.',
    greeting: 'Bonjour ! Que souhaitez-vous savoir ? Je réponds à partir de la documentation.',
    thanks: 'Avec plaisir ! N’hésitez pas si vous avez une autre question.',
    person: 'Bien sûr, je fais venir une personne de l’équipe.',
    handOver: 'À partir d’ici, une personne de l’équipe vous répond.',
  },
  spanish: {
    unknown:
      'No encontré esto en la documentación y prefiero no adivinar. Puede pedir hablar con una persona.',
    offer:
      'No estoy seguro de haber entendido. ¿Se trata de uno de estos temas? Si no, puede pedir una persona.',
    greeting: '¡Hola! ¿Qué le gustaría saber? Respondo a partir de la documentación.',
    thanks: '¡De nada! Pregunte cuando surja algo más.',
    person: 'Por supuesto, llamo a una persona del equipo.',
    handOver: 'A partir de aquí le responde una persona del equipo.',
  },
  italian: {
    unknown:
      'Non l’ho trovato nella documentazione e preferisco non tirare a indovinare. Può chiedere di una persona.',
    offer:
      'Non sono sicuro di aver capito. Si tratta di uno di questi argomenti? Altrimenti può chiedere di una persona.',
    greeting: 'Buongiorno! Che cosa vorrebbe sapere? Rispondo in base alla documentazione.',
    thanks: 'Prego! Chieda pure se c’è altro.',
    person: 'Certo, faccio intervenire una persona del team.',
    handOver: 'Da qui in poi le risponde una persona del team.',
  },
  portuguese: {
    unknown:
      'Não encontrei isto na documentação e prefiro não adivinhar. Pode pedir para falar com uma pessoa.',
    offer:
      'Não tenho certeza de ter entendido. É sobre um destes assuntos? Se não for, pode pedir uma pessoa.',
    greeting: 'Olá! O que gostaria de saber? Respondo a partir da documentação.',
    thanks: 'De nada! Pergunte sempre que precisar.',
    person: 'Claro, vou chamar uma pessoa da equipe.',
    handOver: 'A partir daqui, uma pessoa da equipe responde a você.',
  },
  romanian: {
    unknown:
      'Nu am găsit acest lucru în documentație și prefer să nu ghicesc. Puteți cere să vorbiți cu o persoană.',
    offer:
      'Nu sunt sigur că am înțeles. Este vorba despre unul dintre acestea? Dacă nu, puteți cere o persoană.',
    greeting: 'Bună ziua! Ce ați dori să aflați? Răspund pe baza documentației.',
    thanks: 'Cu plăcere! Întrebați oricând mai este ceva.',
    person: 'Desigur, chem pe cineva din echipă.',
    handOver: 'De aici încolo vă răspunde o persoană din echipă.',
  },
  greek: {
    unknown: 'Δεν το βρήκα στην τεκμηρίωση και προτιμώ να μην μαντέψω. Μπορείτε να ζητήσετε έναν άνθρωπο.',
    offer:
      'Δεν είμαι σίγουρος ότι κατάλαβα. Πρόκειται για κάτι από αυτά; Αλλιώς μπορείτε να ζητήσετε έναν άνθρωπο.',
    greeting: 'Γεια σας! Τι θα θέλατε να μάθετε; Απαντώ με βάση την τεκμηρίωση.',
    thanks: 'Παρακαλώ! Ρωτήστε όποτε χρειαστείτε κάτι άλλο.',
    person: 'Βεβαίως, φωνάζω κάποιον από την ομάδα.',
    handOver: 'Από εδώ και πέρα σας απαντά ένας άνθρωπος της ομάδας.',
  },
  turkish: {
    unknown: 'Bunu belgelerde bulamadım ve tahmin etmek istemem. Bir kişiyle görüşmeyi isteyebilirsiniz.',
    offer:
      'Doğru anladığımdan emin değilim. Bunlardan biriyle mi ilgili? Değilse bir kişiyle görüşmeyi isteyebilirsiniz.',
    greeting: 'Merhaba! Ne öğrenmek istersiniz? Belgelere dayanarak yanıt veriyorum.',
    thanks: 'Rica ederim! Başka bir şey olursa sorun.',
    person: 'Elbette, ekipten birini çağırıyorum.',
    handOver: 'Bundan sonra size ekipten bir kişi yanıt verecek.',
  },
};
