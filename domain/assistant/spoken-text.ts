/** What of a model's text is meant for the customer, and what it did in the form of text. */
export interface SpokenText {
  text: string;
  /** Tool calls that were written instead of made. */
  calls: { name: string; arguments: string }[];
  /** Everything before some point turned out to be thoughts: what was shown of it must be withdrawn. */
  thoughtsBefore: boolean;
}

const TAGS =
  'think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad|seed:think|inner_monologue';
const THOUGHTS = [
  new RegExp(`<(${TAGS})\\b[^>]*>[\\s\\S]*?(?:</\\1\\s*>|$)`, 'gi'),
  /\[THINK\][\s\S]*?(?:\[\/THINK\]|$)/g,
  /◁think▷[\s\S]*?(?:◁\/think▷|$)/g,
  /<\|begin_of_thought\|>[\s\S]*?(?:<\|end_of_thought\|>|$)/g,
  /<\|channel\|>(?:analysis|commentary)[^<]*<\|message\|>[\s\S]*?(?:<\|end\|>|<\|start\|>|<\|call\|>|(?=<\|channel\|>)|$)/g,
];
/** An end without a beginning: the beginning stood in the endpoint's template. */
const END_OF_THOUGHTS = new RegExp(
  `^[\\s\\S]*(?:</(?:${TAGS})\\s*>|\\[/THINK\\]|◁/think▷|<\\|end_of_thought\\|>)`,
  'i',
);

const CALLS = [
  /<(tool_call|function_call|tool_use|tools?)>([\s\S]*?)(?:<\/\1>|$)/gi,
  /<(function)=[\s\S]*?(?:<\/function>|$)/gi,
  /<(invoke|escalate)\b[\s\S]*?(?:<\/\1>|\/>|$)/gi,
  /(\[TOOL_CALLS\])[\s\S]*$/g,
  /(<\|python_tag\|>|<｜tool▁calls▁begin｜>|<\|tool_calls_section_begin\|>)[\s\S]*$/g,
  /^[ \t]*(```(?:json|tool_code|tool_call|python)?[ \t]*\n)\s*(?=\{\s*"(?:name|tool|function|action|type)"|\[\s*\{\s*"name"|(?:functions\.)?escalate\s*\()[\s\S]*?(?:\n[ \t]*```|$)/gm,
  /^[ \t]*(\[?\s*\{)\s*"(?:name|tool|function|action|type|recipient_name|tool_name|reason)"\s*:[\s\S]*?(?:\}\s*\]?[ \t]*$|$(?![\s\S]))/gm,
  /^[ \t]*\**(ESCALATE)\**:[^\n]*/gm,
  /(?:^|\s)((?:functions\.|tool:|default_api\.)?escalate)\s*\([\s\S]*?(?:\)|$)/g,
];
/** Marks of chat templates, which no sentence holds. */
const MARKS =
  /<\|(?:start|im_start|start_header_id)\|>\s*(?:assistant|model)?|<\|channel\|>(?:final)?|<[|｜][^<>\n]{1,40}[|｜]>|<\/?s>|\[\/?INST\]|<(?:start|end)_of_turn>(?:model|user)?|<\|?eot_id\|?>/g;
/** What might yet become one of all these. */
const UNFINISHED =
  /(?:<[^<>\s]{0,40}|<[|｜][^>]{0,60}|\[\/?[A-Z_]{0,12}|◁[^▷]{0,10}|^[ \t]*\[?\s*\{[^}]*|(?:^|\s)(?:functions?\.?|default_api\.?|tool:?)?(?:e|es|esc|esca|escal|escala|escalat|escalate)\s*|(?:^|\n)[ \t]*\**E[SCALTE]{0,7}\**)$/;

const UNFINISHED_MARK = /<[|｜](?:channel|start|im_start|start_header_id)[|｜]>[\w\s]{0,20}$/;

/** @param ended whether the model has said all: until then the tail is held back that might yet become something else. */
export function spokenText(raw: string, ended: boolean): SpokenText {
  const calls: SpokenText['calls'] = [];
  let text = raw;
  for (const pattern of THOUGHTS) text = text.replace(pattern, '');
  const spoken = text.replace(END_OF_THOUGHTS, '');
  const thoughtsBefore = spoken.length < text.length;
  text = spoken;
  for (const pattern of CALLS)
    text = text.replace(pattern, (written) => {
      const call = callIn(written);
      if (call) calls.push(call);
      return '';
    });
  if (!ended) text = text.replace(UNFINISHED, '').replace(UNFINISHED_MARK, '');
  text = text.replace(MARKS, '').replace(/^(?:assistant|final)\s*\n/i, '');
  if (!ended) text = text.replace(UNFINISHED, '');
  return { text: text.trimStart(), calls, thoughtsBefore };
}

/** @returns null while it is not written to its end. */
function callIn(written: string): { name: string; arguments: string } | null {
  const [, line] = /^[ \t]*\**ESCALATE\**:\s*(.+)/.exec(written) ?? [];
  if (line) return { name: 'escalate', arguments: JSON.stringify({ reason: line.trim() }) };
  if (!/escalate/i.test(written) && !/^\s*\{\s*"reason"/.test(written)) return null;
  const [, quoted] =
    /["']?reason["']?\s*[:=>]\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^<>"'{}()]+(?=<))/.exec(unescaped(written)) ?? [];
  const reason = quoted
    ? quoted
        .replace(/^["']|["']$/g, '')
        .replace(/\\n/g, ' ')
        .replace(/\\"/g, '"')
        .trim()
    : '';
  return { name: 'escalate', arguments: reason ? JSON.stringify({ reason }) : '' };
}

/** Arguments are often a string that holds JSON. */
const unescaped = (text: string) => (/\\"reason\\"/.test(text) ? text.replace(/\\"/g, '"') : text);
