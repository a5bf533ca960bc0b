import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from './http.ts';
import { arrivalDetails, searchArrivals } from './inbound-search.ts';
import { inboundDomainOf, type InboundPlace } from './loop-back.ts';
import type { Answer } from './mail.ts';

export interface SetupOptions extends InboundPlace {
  /** Null: any token will do. */
  token: string | null;
  webhookSecret: string | null;
  inboundWebhookUrl: string | undefined;
  eventsWebhookUrl: string | undefined;
  arrivals: readonly Answer[];
  /** Posts an arrived mail to the webhook once more. */
  retry: (arrival: Answer) => void;
}

const ROUTE = /^\/(server|webhooks|messages\/inbound(?:\/([0-9a-f-]{36})\/(details|retry))?)$/;

/** How Postmark says what it is set to do, and what became of mail that arrived. @returns false when the request is for something else. */
export function handleSetupApi(options: SetupOptions, req: IncomingMessage, res: ServerResponse): boolean {
  const url = new URL(req.url ?? '/', 'http://mailbox');
  const [, route, id = '', part] = ROUTE.exec(url.pathname) ?? [];
  if (!route || req.method !== (part === 'retry' ? 'PUT' : 'GET')) return false;
  if (options.token !== null && req.headers['x-postmark-server-token'] !== options.token) {
    sendJson(res, 401, { ErrorCode: 10, Message: 'Request does not contain a valid Server token.' });
  } else if (route === 'server') sendJson(res, 200, server(options));
  else if (route === 'webhooks') sendJson(res, 200, { Webhooks: webhooks(options) });
  else if (part === 'details') sendJson(res, ...arrivalDetails(options.arrivals, id));
  else if (part === 'retry') sendJson(res, ...retry(options, id));
  else sendJson(res, ...searchArrivals(options.arrivals, url.searchParams));
  return true;
}

/** https://postmarkapp.com/developer/api/server-api */
function server(options: SetupOptions) {
  const { inboundDomain, inboundAddress } = options;
  const catchAll = inboundAddress?.startsWith('*@') ? inboundDomainOf(options) : null;
  return {
    ID: 1,
    Name: 'Local mailbox',
    ApiTokens: options.token ? [options.token] : [],
    ServerLink: '',
    Color: 'green',
    SmtpApiActivated: false,
    RawEmailEnabled: false,
    DeliveryType: 'Live',
    InboundAddress: catchAll ? '' : (inboundAddress ?? ''),
    InboundHookUrl: withSecret(options.inboundWebhookUrl, options.webhookSecret),
    InboundDomain: inboundDomain ?? catchAll ?? '',
    InboundHash: catchAll ? '' : (inboundAddress?.split('@')[0] ?? ''),
    InboundSpamThreshold: 0,
    PostFirstOpenOnly: false,
    TrackOpens: false,
    TrackLinks: 'None',
    IncludeBounceContentInHook: false,
    EnableSmtpApiErrorHooks: false,
  };
}

/** https://postmarkapp.com/developer/api/webhooks-api */
function webhooks({ eventsWebhookUrl, webhookSecret }: SetupOptions) {
  if (!eventsWebhookUrl) return [];
  const on = { Enabled: true };
  const off = { Enabled: false };
  const Triggers = {
    Open: { ...off, PostFirstOpenOnly: false },
    Click: off,
    Delivery: on,
    Bounce: { ...on, IncludeContent: false },
    SpamComplaint: { ...on, IncludeContent: false },
    SubscriptionChange: off,
  };
  return [
    {
      ID: 1,
      Url: eventsWebhookUrl,
      MessageStream: 'outbound',
      HttpAuth: { Username: 'postmark', Password: webhookSecret ?? '' },
      HttpHeaders: [],
      Triggers,
    },
  ];
}

function retry({ arrivals, retry }: SetupOptions, id: string): [number, unknown] {
  const arrival = arrivals.find((each) => each.id === id);
  if (!arrival)
    return [422, { ErrorCode: 701, Message: 'This message was not found or cannot be accessed.' }];
  retry(arrival);
  return [200, { ErrorCode: 0, Message: 'Successfully rescheduled failed message.' }];
}

function withSecret(address: string | undefined, secret: string | null): string {
  if (!address) return '';
  const url = new URL(address);
  if (secret) Object.assign(url, { username: 'postmark', password: secret });
  return url.href;
}
