// One client that asks for everything at once: `node exhaust.mjs URL WIDGET_KEY`. Ends with its parent.
import { request } from 'node:http';

const [url, widgetKey] = process.argv.slice(2);
const ask = (path, options = {}) =>
  new Promise((resolve) => {
    const asked = request(`${url}${path}`, options, (response) => {
      let text = '';
      response.on('data', (chunk) => (text = (text + chunk).slice(-500)));
      response.on('close', () => resolve({ status: response.statusCode, text }));
    });
    asked.on('error', () => resolve({ status: 0, text: '' }));
    asked.end(options.body);
  });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const begun = await ask('/trpc/visitor.begin', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ widgetKey }),
});
const token = /"token":"([^"]+)"/.exec(begun.text)?.[1];
const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
const conversationId = 'cnv_0123456789abcdef0123';
const body = JSON.stringify({ conversationId, id: 'msg_0123456789abcdef0123', text: 'Hello', page: null });
await ask('/trpc/visitor.send', {
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/json' },
  body,
});
const input = encodeURIComponent(JSON.stringify({ conversationId }));
const streams = async () => {
  for (;;) {
    await ask(`/trpc/visitor.events?input=${input}`, { headers });
    await pause(10_000);
  }
};
const names = Array.from({ length: 700 }, () => 'visitor.project').join(',');
const batches = async () => {
  for (;;) {
    const answer = await ask(`/trpc/${names}?batch=1`);
    if (answer.status === 200) process.exit(1);
    await pause(20);
  }
};
for (let times = 0; times < 500; times++) void streams();
for (let times = 0; times < 4; times++) void batches();
process.send('begun');
process.on('disconnect', () => process.exit(0));
