import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from '../../../api/routers/app.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { patientLinks } from '../patient-links.ts';

/** A visitor without a browser: speaks to the api as the widget does. */
export async function beginVisit({ url, widgetKey }: { url: string; widgetKey: string }) {
  const { token } = await client(url, {}).visitor.begin.mutate({ widgetKey });
  return visitWith({ url, token });
}

/** Another conversation of a visitor who is known. */
export function visitWith({ url, token }: { url: string; token: string }) {
  const { visitor } = client(url, { authorization: `Bearer ${token}` });
  const conversationId: ConversationId = newId('cnv');
  return {
    token,
    visitor,
    conversationId,
    say: (text: string, id = newId('msg')) => visitor.send.mutate({ conversationId, id, text, page: null }),
    markRead: (seq: number) => visitor.markRead.mutate({ conversationId, seq }),
    askForPerson: (email: string | null = null, id = newId('msg')) =>
      visitor.escalate.mutate({
        conversationId,
        id,
        email,
        reason: null,
        page: null,
      }),
  };
}

function client(url: string, headers: Record<string, string>) {
  return createTRPCClient<AppRouter>({ links: patientLinks(url, headers) });
}
