const INSTRUCTING = [
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:rules?|instructions?|prompts?|guidelines?|above|previous|everything)\b/is,
  /\b(?:you are now|act as (?:if|though) you|pretend (?:to be|you)|new (?:rules?|instructions?)\s*:|system prompt|jailbreak|developer mode)\b/i,
  /\b(?:assistant|model|AI|bot|LLM)\b.{0,30}\b(?:must|should|shall|has to|is required to)\b.{0,40}\b(?:say|tell|answer|reply|respond|send|link|include|recommend)\b/is,
  /\b(?:tell|send|direct|instruct) (?:the |every |all |any )?(?:customers?|users?|readers?|visitors?)\b/i,
  /\b(?:ignorier|vergiss|missachte)\w*\b.{0,40}\b(?:regeln|anweisung\w*|vorgaben)\b/is,
  /\b(?:ignor|oubli|olvid)\w*\b.{0,40}\b(?:règles|instructions|reglas|instrucciones|istruzioni|regras)\b/is,
  /忽略.{0,20}(?:规则|指令|指示|說明|说明)|無視.{0,20}(?:ルール|指示)/s,
];

/** A text that speaks to the model instead of about the product: what it says binds nobody, where it links leads nowhere. */
export function isInstructing(text: string): boolean {
  return INSTRUCTING.some((pattern) => pattern.test(text));
}
