/** How long and how many: said once, for browsers, which have no zod, and for whoever checks what they send. Lengths are in characters. */

/** A visitor's message: longer texts belong in a mail or a file. */
export const MAX_VISITOR_TEXT = 4_000;
/** An agent's reply, in Markdown; four bytes each stay below the 64 KB a signal may carry. */
export const MAX_AGENT_TEXT = 16_000;
/** Why a person is wanted. */
export const MAX_REASON = 500;
/** What a mail server says about a mail that missed its customer. */
export const MAX_DETAIL = 500;
/** RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets. */
export const MAX_ADDRESS = 254;
/** RFC 5321, 4.5.3.1.1: what may stand before the @. */
export const MAX_LOCAL_PART = 64;
/** Addresses of one project that customers may write to. */
export const MAX_SUPPORT_ADDRESSES = 20;
/** Two sentences of when people answer. */
export const MAX_EXPECTED = 500;
/** A person's name, as their mail program wrote it. */
export const MAX_NAME = 200;
/** A dozen signs, of which a flag takes four. */
export const MAX_EMOJI = 60;
/** Ids that others choose, such as a mail provider's of its events. */
export const MAX_EVENT_ID = 200;
/** What a mail that an agent begins is about. */
export const MAX_MAIL_SUBJECT = 160;
/** People in copy of one reply. */
export const MAX_CC = 20;
/** A reply that leaves later than this is a plan; a closed conversation's workflow stays at hand for 30 days, and no reply outlasts it. */
export const MAX_LATER_DAYS = 28;
/** Colleagues mentioned in one note. */
export const MAX_MENTIONS = 20;
/** A reply with more files than this is an archive. */
export const MAX_FILES = 10;
/** Longer than this, and a reply is late rather than careful. */
export const MAX_UNDO_SECONDS = 120;
/** How long a mail waits for its words to be read in the chat. */
export const MAX_READ_SECONDS = 3_600;
/** A dozen lines below a mail; whoever needs more writes marketing. */
export const MAX_SIGNATURE = 2_000;
/** What a project is called, and who its mails come from. */
export const MAX_PROJECT_NAME = 80;
export const MAX_GREETING = 300;
/** The name of a model, as its provider writes it. */
export const MAX_MODEL_NAME = 200;
export const MAX_SYSTEM_PROMPT = 8_000;
export const MAX_ARTICLE_TITLE = 200;
/** A long handbook fits; a whole site should be several articles. */
export const MAX_ARTICLE = 1_000_000;
/** Sources of one project. */
export const MAX_SOURCES = 100;
/** A folder's name, of which there are some dozens. */
export const MAX_FOLDER = 60;
/** Rules of which pages of a site are read, one a line. */
export const MAX_FILTER = 4_000;
/** A handbook as PDF with its pictures. */
export const MAX_SOURCE_FILE = 25_000_000;
/** Articles that one act arranges. */
export const MAX_ARRANGED = 5_000;
/** A day's ceilings: of conversations and of calls of the model, and of tokens, which Postgres counts in four bytes. */
export const MAX_COUNT_A_DAY = 1_000_000;
export const MAX_TOKENS_A_DAY = 2_000_000_000;
/** US dollars. */
export const MAX_MONEY = 1_000_000;
/** A conversation's subject, as an agent wrote it; longer ones are cut by every list of mails. */
export const MAX_SUBJECT = 160;
/** A telephone number with its extension, as people write it. */
export const MAX_PHONE = 60;
/** What the team knows about a customer: a page of it. */
export const MAX_ABOUT = 4_000;
/** What a project wants to know about its customers; whoever needs more has a system for it. */
export const MAX_ATTRIBUTES = 30;
export const MAX_CHOICES = 50;
/** A word or two. */
export const MAX_TAG_NAME = 40;
/** Of one project; whoever needs more looks for words. */
export const MAX_TAGS = 500;
/** What a widget says of the page it stands on. */
export const MAX_PAGE_URL = 2_000;
export const MAX_PAGE_TITLE = 300;
export const MAX_LOCALE = 35;
export const MAX_TIME_ZONE = 60;
/** A week: whoever waits longer than that for somebody is forgotten. */
export const MAX_ESCALATE_MINUTES = 10_080;
/** A week: later nobody remembers how it was. */
export const MAX_RATING_MINUTES = 10_080;
/** What somebody adds to how it was. */
export const MAX_COMMENT = 2_000;
/** A project's holidays of some years, one a line. */
export const MAX_HOURS_TEXT = 3_000;
/** Where a push service or a webhook is reached; the longest known ones have some 500. */
export const MAX_ENDPOINT = 2_000;
/** Browsers of one agent that show notices. */
export const MAX_BROWSERS = 10;
/** A notice goes to each of a project's, at once. */
export const MAX_WEBHOOKS = 10;
/** What better-auth hashes at most; a sentence of twenty words is shorter. */
export const MAX_PASSWORD = 128;
/** Addresses of one invitation: a team, not a mailing list. */
export const MAX_INVITED = 20;
/** Test questions of a project: all of them run every night. */
export const MAX_TEST_QUESTIONS = 500;
/** What was said before a test question, and with it. */
export const MAX_TEST_TURNS = 50;
/** Real questions that are asked again at once, before something changes. */
export const MAX_COMPARED_QUESTIONS = 200;
/** Characters of what somebody asks in the playground, as of a customer's message. */
export const MAX_TRIAL_QUESTION = 8_000;
/** Minutes: two days, a weekend; later nobody waits for an answer of the assistant. */
export const MAX_DRAFT_MINUTES = 2_880;
