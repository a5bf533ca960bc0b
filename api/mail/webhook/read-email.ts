import { createInterface } from 'node:readline';
import { isAutomatic, isBounce } from '../../../domain/mail/judging/automatic-mail.ts';
import { partiesOf } from '../../../domain/mail/reading/lines/mail-parties.ts';
import { liftFiles } from '../lifting/lifted-content.ts';
import { postmarkInbound, toInboundMail } from '../provider/postmark-inbound.ts';
import { readMail } from '../reading/read-mail.ts';
import { reportTexts } from '../provider/report-texts.ts';

/**
 * Reads mail from the shell: one Postmark inbound JSON per line on stdin, one line each on stdout, in order. A line that is
 * no mail is answered with an error, and the exit code says that there was one.
 */
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() === '') continue;
  const answer = read(line);
  if ('error' in answer) process.exitCode = 1;
  if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) {
    await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

function read(line: string) {
  try {
    const { json, contents } = liftFiles(postmarkInbound.parse(JSON.parse(line)));
    const mail = toInboundMail(json, reportTexts(json, contents));
    return {
      reply: readMail(mail, partiesOf(mail)).reply,
      automatic: isAutomatic(mail),
      bounce: isBounce(mail),
    };
  } catch {
    return { error: 'not_a_mail' };
  }
}
