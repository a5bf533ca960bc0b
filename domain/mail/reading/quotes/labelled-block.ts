import { isAnnounced } from './announced.ts';
import { headerKind } from '../lines/header-names.ts';
import { isLabelled } from './labelled-line.ts';
import { hasDay } from '../lines/mail-dates.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';
import {
  addressesIn,
  holdsOurName,
  isOurs,
  namesCustomer,
  namesUs,
  type MailParties,
} from '../lines/mail-parties.ts';

/** From, Sent, To, Cc, Subject and some more, with a blank line between each. */
const MAX_LINES = 16;
const MIN_FIELDS = 3;
/** A mail quotes few headers; a hostile one could name us in every line. */
const MAX_CANDIDATES = 50;

/**
 * The first lines of headers in a language we do not know: "Label: value" three times and more, with a day, our address
 * before any other, and the customer or somebody else to whom we wrote. Without our address people write such lists.
 */
export function blocksFromUs(lines: MailLine[], parties: MailParties): Set<number> {
  const starts = new Set<number>();
  let candidates = 0;
  for (const [i, line] of lines.entries()) {
    if (candidates >= MAX_CANDIDATES) break;
    if (!line.text.includes('@') || !isLabelled(line.text) || !namesUs(line.text, parties)) continue;
    candidates++;
    const fields = fieldsAround(lines, i);
    const start = fields[0] ?? i;
    const texts = fields.map((each) => lines[each]?.text ?? '');
    if (isFromUs(texts, parties) && !isAnnounced(lines, start)) starts.add(start);
    else if (isFromUs(inner(line.text), parties)) starts.add(i);
  }
  return starts;
}

/** The labelled lines around one, in a row; recipients may be wrapped, and blank lines may part them. */
function fieldsAround(lines: MailLine[], at: number): number[] {
  const fields = [at];
  const collect = (step: 1 | -1) => {
    for (let i = at + step; Math.abs(i - at) <= MAX_LINES; i += step) {
      const line = lines[i];
      if (!line || line.depth !== lines[at]?.depth) break;
      if (isLabelled(line.text)) fields.push(i);
      else if (isBlank(line) ? isBlank(lines[i + step]) : !/@/.test(line.text)) break;
    }
  };
  collect(-1);
  collect(1);
  const sorted = fields.sort((one, other) => one - other);
  // Above the sender and the day stand words of the writer's own, such as "This came back to me:" or "PS: thanks".
  return sorted.slice(sorted.findIndex((i) => isSenderOrDay(lines[i]?.text ?? '')));
}

const isSenderOrDay = (text: string) => hasDay(text) || text.includes('@');

/** One line that holds all headers, as some programs glue them. */
const inner = (text: string) => text.slice(0, 1_000).split(/(?<=\s)(?=\p{Lu}\p{L}{1,20} ?[:：] )/u);

function isFromUs(fields: string[], parties: MailParties): boolean {
  const dated = fields.some((field) => hasDay(field) && !field.includes('@'));
  if (fields.length < MIN_FIELDS || !dated) return false;
  const sender = fields.find((field) => field.includes('@')) ?? '';
  const [first] = headerKind(sender) === 'to' ? [] : addressesIn(sender);
  if (first === undefined || !isOurs(first, parties)) return false;
  const others = fields.filter((field) => field !== sender);
  if (others.some((field) => addressesIn(field).length > 0 || namesCustomer(field, parties))) return true;
  return fields.length > MIN_FIELDS && (holdsOurName(sender, parties) || NAMED.test(sender));
}

/** A name and an address, as programs write a sender; people write the address alone. */
const NAMED = /[:：]\s{0,3}["'\p{L}].{0,80}[<[(]/u;
