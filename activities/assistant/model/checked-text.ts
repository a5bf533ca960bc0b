import type { Finding } from '../../../domain/assistant/finding.ts';
import type { Gate } from '../../../domain/assistant/gate/gate.ts';
import { foreignLinkIn, showLinks } from '../../../domain/assistant/gate/show-links.ts';
import { createPieceReader } from '../../../domain/assistant/pieces.ts';
import { spokenText, type SpokenText } from '../../../domain/assistant/spoken-text.ts';
import { shorten } from '../../../domain/text/shorten.ts';
import { thinksAloud } from '../../../domain/assistant/thinking-aloud.ts';
import { createCitationReader, type CitationReader } from '../../../domain/knowledge/citations.ts';

export interface CheckedText {
  /** @returns false once something was found that must not be shown: the rest is not wanted. */
  write(delta: string): boolean;
  end(): void;
  shown(): string;
  /** As the model wrote it. */
  raw(): string;
  findings(): Finding[];
  cited(): number[];
  calls(): SpokenText['calls'];
  /** It knows no end: what is shown is enough. */
  isFull(): boolean;
  /** Its thoughts ended without having begun. */
  thoughtFirst(): boolean;
}

/** Characters. An answer of 700 tokens has some 3,000. */
const MAX_SHOWN = 8_000;

interface Checking {
  newGate(): Gate;
  passages: number;
  /** What no answer may hold. */
  secrets: readonly string[];
  /** What it is written from, where it is no answer. */
  from?: string | undefined;
  hosts: ReadonlySet<string>;
  /** Nothing is shown before its thoughts have ended. */
  thinksFirst: boolean;
  /** The last try: links that may not be followed are shown as text instead of being asked for again. */
  isLast: boolean;
  onText(text: string): void;
  onWithdrawn(): void;
}

/** A model's growing text, of which only whole pieces are shown that the gate let through. */
export function createCheckedText(how: Checking): CheckedText {
  let raw = '';
  let fed = '';
  let shown = '';
  let space = '';
  let thoughtFirst = false;
  let full = false;
  let spoken: SpokenText = { text: '', calls: [], thoughtsBefore: false };
  const findings: Finding[] = [];
  let readers = newReaders(how);

  const show = (piece: string) => {
    const found = readers.check(piece);
    findings.push(...found.stopping);
    if (findings.length > 0) return;
    const bare = found.text.trimEnd();
    const text = shown ? space + bare : bare.trimStart();
    space = found.text.slice(bare.length);
    if (!text) return;
    const foreign = foreignLinkIn(shown + text, how.hosts);
    if (foreign !== null) return void findings.push(formOf(piece, foreign));
    shown += text;
    how.onText(text);
  };
  const startOver = () => {
    if (shown) how.onWithdrawn();
    [fed, shown, space] = ['', '', ''];
    findings.length = 0;
    readers = newReaders(how);
  };
  const read = (ended: boolean) => {
    const all = spokenText(raw, ended);
    spoken = { ...all, text: shorten(all.text, MAX_SHOWN) };
    full = spoken.text.length < all.text.length;
    if (how.thinksFirst && !spoken.thoughtsBefore && !ended) return;
    if ((spoken.thoughtsBefore && !thoughtFirst) || !spoken.text.startsWith(fed)) startOver();
    thoughtFirst ||= spoken.thoughtsBefore;
    const more = readers.pieces.write(spoken.text.slice(fed.length));
    fed = spoken.text;
    for (const piece of ended ? [...more, ...readers.pieces.end()] : more)
      if (findings.length === 0) show(piece);
  };
  return {
    write: (delta) => {
      raw += delta;
      read(false);
      return findings.length === 0 && !full;
    },
    end: () => {
      if (findings.length > 0) return;
      read(true);
      if (findings.length === 0) findings.push(...readers.gate.end());
    },
    shown: () => shown,
    raw: () => raw,
    findings: () => findings,
    cited: () => readers.citations.cited(),
    calls: () => spoken.calls,
    isFull: () => full,
    thoughtFirst: () => thoughtFirst,
  };
}

function newReaders(how: Checking) {
  const gate = how.newGate();
  const citations: CitationReader = createCitationReader(how.passages);
  return {
    gate,
    citations,
    pieces: createPieceReader(),
    check: (piece: string) => {
      const aloud = thinksAloud(piece, how);
      if (aloud !== null) return { stopping: [formOf(piece, aloud)], text: '' };
      const { text } = citations.read(piece);
      const found = gate.check(text.replace(MARKERS, ''));
      const stopping = how.isLast ? found.filter(({ kind }) => kind !== 'link') : found;
      return { stopping, text: showLinks(text, how.hosts) };
    },
  };
}

/** Their numbers are no figures. */
const MARKERS = /(?<=[^\w\])])\s*(?:\[\d{1,3}\])+|(?:\[\d{1,3}\])+(?=[\s.,;:!?。]|$)/g;

const formOf = (piece: string, what: string): Finding => ({
  kind: 'form',
  sentence: piece.trim().slice(0, 200),
  what,
});
