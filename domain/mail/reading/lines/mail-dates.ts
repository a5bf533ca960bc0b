const TIME = /\p{Nd}{1,2} ?(?:[:.：h]|Uhr|時|点|시|นาฬิกา) ?\p{Nd}{2}/iu;
const NUMERIC_DATE = /\p{Nd}{1,4}[./-] ?\p{Nd}{1,2}[./-] ?\p{Nd}{2,4}|\p{Nd}{1,2} ?[月월] ?\p{Nd}{1,2}/u;
/** Gregorian, or Buddhist as Thai mail programs write it. */
const YEAR = /(?<!\p{Nd})(?:19|20|25|١٩|٢٠|١٤|۱۴|۱۹|۲۰|२०|২০|๒๕|๒๐)\p{Nd}{2}(?!\p{Nd})/u;
const DAY = /(?<![\p{Nd}:])\p{Nd}{1,2}(?![\p{Nd}:])/u;

export const hasTime = (text: string) => TIME.test(text);

/** Whether a text names a day, in whatever language its month is. A year alone is none. */
export const hasDay = (text: string) => NUMERIC_DATE.test(text) || (YEAR.test(text) && DAY.test(text));

/** Whether a text names a day or a time of day. */
export const hasDate = (text: string) => TIME.test(text) || hasDay(text);
