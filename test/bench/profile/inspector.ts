/** The parts of V8's profile that count. Times are microseconds. */
export interface CpuProfile {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}
export interface CallFrame {
  functionName: string;
  url: string;
  /** From zero. */
  lineNumber: number;
  columnNumber: number;
}

/** Fine enough for functions of a tenth of a millisecond, coarse enough to change little. */
const SAMPLE_US = 500;

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
  method?: string;
  params?: Record<string, unknown>;
}
type Ask = (method: string, params?: object) => Promise<unknown>;

/**
 * Profiles a process that runs with `--inspect`, and every thread of it: the workflows' sandbox is one.
 * @returns how to end it, which gives a profile for each thread.
 */
export async function startProfile(port: number): Promise<() => Promise<CpuProfile[]>> {
  const socket = await openInspector(port);
  const threads: Ask[] = [];
  const ask = asking(
    (message) => socket.send(message),
    (hear) => socket.addEventListener('message', ({ data }) => hear(String(data))),
    ({ method, params }) => {
      if (method === 'NodeWorker.attachedToWorker') threads.push(askThread(String(params?.['sessionId'])));
      if (method === 'NodeWorker.receivedMessageFromWorker')
        heard.get(String(params?.['sessionId']))?.(String(params?.['message']));
    },
  );
  const heard = new Map<string, (message: string) => void>();
  const askThread = (sessionId: string) =>
    asking(
      (message) => void ask('NodeWorker.sendMessageToWorker', { sessionId, message }),
      (hear) => heard.set(sessionId, hear),
    );

  await ask('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const all = [ask, ...threads];
  for (const each of all) {
    await each('Profiler.enable');
    await each('Profiler.setSamplingInterval', { interval: SAMPLE_US });
    await each('Profiler.start');
  }
  return async () => {
    const ended = await Promise.all(
      all.map((each) => each('Profiler.stop') as Promise<{ profile: CpuProfile }>),
    );
    socket.close();
    return ended.map(({ profile }) => profile);
  };
}

async function openInspector(port: number): Promise<WebSocket> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  return socket;
}

function asking(
  send: (message: string) => void,
  listen: (hear: (message: string) => void) => void,
  onEvent: (event: Answer) => void = () => undefined,
): Ask {
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  listen((text) => {
    const answer = JSON.parse(text) as Answer;
    const settle = waiting.get(answer.id ?? 0);
    if (!settle) return onEvent(answer);
    waiting.delete(answer.id ?? 0);
    settle(answer);
  });
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      waiting.set(++calls, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      send(JSON.stringify({ id: calls, method, params }));
    });
}
