import type { Answer } from './mail.ts';

const MAX_COUNT = 500;

type Status = 'Processed' | 'Scheduled' | 'Failed';
type Found = [status: number, answer: unknown];

/** Postmark's search of mail that arrived, newest first (https://postmarkapp.com/developer/api/messages-api). */
export function searchArrivals(arrivals: readonly Answer[], query: URLSearchParams): Found {
  const count = Number(query.get('count') ?? Number.NaN);
  const offset = Number(query.get('offset') ?? Number.NaN);
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT || !Number.isInteger(offset) || offset < 0) {
    return [
      422,
      { ErrorCode: 700, Message: 'You have an error in your query parameters: count and offset.' },
    ];
  }
  const wanted = query.get('status')?.toLowerCase();
  const from = Date.parse(query.get('fromdate') ?? '');
  const found = arrivals
    .filter((each) => !wanted || statusOf(each).toLowerCase() === wanted)
    .filter((each) => !(Date.parse(each.at) < from))
    .reverse();
  return [
    200,
    { TotalCount: found.length, InboundMessages: found.slice(offset, offset + count).map(summary) },
  ];
}

/** One arrived mail with its bodies. The bytes of attachments are not in it. */
export function arrivalDetails(arrivals: readonly Answer[], id: string): Found {
  const arrival = arrivals.find((each) => each.id === id);
  if (!arrival)
    return [422, { ErrorCode: 701, Message: 'This message was not found or cannot be accessed.' }];
  const { TextBody, HtmlBody, StrippedTextReply, Headers } = arrival.payload;
  return [200, { ...summary(arrival), TextBody, HtmlBody, StrippedTextReply, Headers, BlockedReason: null }];
}

function summary(arrival: Answer) {
  const {
    TextBody: _text,
    HtmlBody: _html,
    StrippedTextReply: _reply,
    Headers: _headers,
    RawEmail: _raw,
    Attachments,
    ...rest
  } = arrival.payload;
  return { ...rest, Attachments: withoutContent(Attachments), Status: statusOf(arrival) };
}

function withoutContent(attachments: unknown) {
  const list = Array.isArray(attachments) ? (attachments as Record<string, unknown>[]) : [];
  return list.map(({ Content: _content, ...about }) => about);
}

/** Scheduled: the webhook is tried again. Failed: it no longer is. */
function statusOf({ result }: Answer): Status {
  if (!result.settled) return 'Scheduled';
  return result.taken === false ? 'Failed' : 'Processed';
}
