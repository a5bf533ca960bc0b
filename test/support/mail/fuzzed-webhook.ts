import { inboundJson } from '../../api/mail/webhook-rig.ts';

/** The same bodies for the same seed (mulberry32), so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const pick = <Item>(random: Random, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)]!;

const HEADERS = [
  ...['From', 'Received-SPF', 'X-Spam-Tests', 'In-Reply-To', 'References', 'Delivered-To', 'Message-ID'],
  ...['Auto-Submitted', 'Return-Path', 'Precedence', '__proto__', 'constructor', ''],
];

/** What no field expects. */
const odd = (random: Random): unknown =>
  pick<() => unknown>(random, [
    () => null,
    () => 0,
    () => -1e308,
    () => true,
    () => [],
    () => ({}),
    () => '',
    () => '\u0000\uD800\uDFFF\u200B\u202E',
    () => 'ø'.repeat(5_000),
    () => `${'"(<'.repeat(300)}a@b`,
    () => '> '.repeat(2_000),
    () => 'From: a@b.c\nDate: x\nTo: y\n'.repeat(40),
    () => `=?utf-8?Q?${'=00'.repeat(50)}?=`,
    () => `reply+${'0'.repeat(31)}@reply.example.test`,
    () => ({ __proto__: null, toString: 1, Email: { Email: [] } }),
    () => [[[[[[{ Name: 1 }]]]]]],
    () => JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown,
    () => [{ Email: 'a@b', Name: null, MailboxHash: 5 }],
    () => [{ Name: pick(random, HEADERS), Value: pick(random, ['', 'x', '\u0000', '<>', 'a@b, c@d']) }],
    () => Array.from({ length: 2_000 }, () => ({ Name: pick(random, HEADERS), Value: 'a@b.c' })),
    () =>
      `From: ${pick(random, ['a@b.c', '', '\u0000', '<'])}\r\nDKIM-Signature: v=1; d=b.c; s=s; b=;\r\n\r\nx`,
    () => '<div>'.repeat(3_000),
    () => `<!--${'<![CDATA['.repeat(200)}`,
  ])();

/** A webhook's body: a real one with a few fields gone wrong, or no JSON of ours at all. */
function fuzzedBody(random: Random, address: string): string {
  const kind = random();
  const json = inboundJson(pick(random, [address, 'support@acme.example', 'x', `${address}x`]));
  json['MessageID'] = `fuzz-${String(random())}`;
  if (kind < 0.1) return JSON.stringify(odd(random));
  if (kind < 0.75) {
    const fields = [
      ...Object.keys(json),
      'RawEmail',
      'HtmlBody',
      'CcFull',
      'Cc',
      'BccFull',
      'ReplyTo',
      '__proto__',
    ];
    for (let i = 1 + random() * 4; i > 0; i--) json[pick(random, fields)] = odd(random);
    return JSON.stringify(json);
  }
  const text = JSON.stringify(json);
  const at = Math.floor(random() * text.length);
  const noise = pick(random, ['', '"', '\\', '{', '}', '\u0000', '\\ud800', '[[[[', ',,', '\n', '\uFEFF']);
  return kind < 0.9
    ? text.slice(0, at) + noise + text.slice(at + Math.floor(random() * 5))
    : text.slice(0, at);
}

export interface Fuzzed {
  statuses: Record<number, number>;
  /** Bodies that were answered with something else than 200 or 4xx. */
  wrong: string[];
  slowestMs: number;
}

/** Posts bodies a few at a time and counts the answers. */
export async function fuzz(
  post: (raw: string) => Promise<number>,
  options: { address: string; bodies: number; seed: number; atOnce?: number },
): Promise<Fuzzed> {
  const random = seeded(options.seed);
  const fuzzed: Fuzzed = { statuses: {}, wrong: [], slowestMs: 0 };
  let left = options.bodies;
  const one = async () => {
    while (left-- > 0) {
      const body = fuzzedBody(random, options.address);
      const begun = performance.now();
      const status = await post(body);
      fuzzed.slowestMs = Math.max(fuzzed.slowestMs, performance.now() - begun);
      fuzzed.statuses[status] = (fuzzed.statuses[status] ?? 0) + 1;
      if (status !== 200 && (status < 400 || status >= 500)) fuzzed.wrong.push(body.slice(0, 2_000));
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 8 }, one));
  return fuzzed;
}
