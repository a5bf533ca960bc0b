/** What an endpoint wants of requests to one of its models, as its refusals taught. Plain JSON. */
export interface Quirks {
  /** The name that it gives to the limit of an answer's length. */
  limit: 'max_tokens' | 'max_completion_tokens' | 'none';
  /** False: it asks for a person in a line of text. */
  tools: boolean;
  /** False: the rules stand before the first message. */
  systemRole: boolean;
  /** Whether it counts tokens when asked to. */
  usage: boolean;
  /** True: customer and assistant must speak in turn, the customer first. */
  alternates: boolean;
  /** How often the passages were halved until they fitted. */
  halved: number;
  /** It writes its thoughts without saying where they begin: nothing is shown before they end. */
  thinksFirst: boolean;
}

export const NO_QUIRKS: Quirks = {
  ...{ limit: 'max_tokens', tools: true, systemRole: true, usage: true },
  ...{ alternates: false, halved: 0, thinksFirst: false },
};

const MOST_HALVED = 4;

/**
 * What a refusal teaches.
 * @param refusal the endpoint's code, parameter and words.
 * @returns null: nothing that another request could avoid.
 */
export function learnt(refusal: string, known: Quirks): Quirks | null {
  const says = (...patterns: RegExp[]) => patterns.every((pattern) => pattern.test(refusal));
  if (
    says(
      /context_length|context (?:length|window|size)|maximum context|too many (?:input )?tokens|(?:prompt|input|request) (?:is )?too (?:long|large)|exceed\w*.{0,40}(?:context|tokens?\b)|reduce the length/i,
    )
  )
    return known.halved < MOST_HALVED ? { ...known, halved: known.halved + 1 } : null;
  if (says(/stream_options|include_usage/i)) return known.usage ? { ...known, usage: false } : null;
  if (says(/max_completion_tokens|max_tokens|max_output_tokens/i)) return withOtherLimit(refusal, known);
  if (says(/\btools?\b|tool_choice|tool-choice|function.?call/i, UNSUPPORTED))
    return known.tools ? { ...known, tools: false } : null;
  if (says(/\balternat|must (?:start|begin) with|first message/i))
    return known.alternates ? withoutSystem(known) : { ...known, alternates: true };
  if (says(/system|developer|roles?\b/i, UNSUPPORTED)) return withoutSystem(known);
  return null;
}

const UNSUPPORTED =
  /not? support|unsupported|not (?:enabled|allowed|available|accepted)|unknown|unrecognized|invalid|unexpected|only .{0,40}(?:roles?|supported)|extra (?:inputs|fields)|requires? -/i;

const withoutSystem = (known: Quirks) => (known.systemRole ? { ...known, systemRole: false } : null);

function withOtherLimit(refusal: string, known: Quirks): Quirks | null {
  if (known.limit === 'none') return null;
  const wantsOther =
    known.limit === 'max_tokens' && /max_completion_tokens|unsupported|not support/i.test(refusal);
  return { ...known, limit: wantsOther ? 'max_completion_tokens' : 'none' };
}
