import { connect } from 'node:net';

export interface Answer {
  status: number;
  body: string;
}

/** A connection that is kept, and asks one thing after the other. */
export interface Connection {
  ask(request: string): Promise<Answer>;
  close(): void;
}

/**
 * As little of an HTTP client as will do: it runs on the same processors as what it measures, and Node's own would take
 * more of them than the server does.
 */
export function openConnection(port: number): Connection {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
  let text = '';
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed before the answer')));
  socket.on('data', (chunk: string) => {
    text += chunk;
    const answer = readAnswer(text);
    if (!answer) return;
    text = '';
    waiting?.resolve(answer);
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** A whole answer; null while some of it is missing. */
function readAnswer(text: string): Answer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = text.slice(0, end).toLowerCase();
  const body = text.slice(end + 4);
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  const whole = length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length);
  return whole ? { status: Number(text.slice(9, 12)), body } : null;
}

/** A request as it goes over the wire; its body has to be ASCII. */
export function requestText(
  method: 'GET' | 'POST',
  path: string,
  headers: Record<string, string>,
  body?: string,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${length}\r\n${body ?? ''}`;
}
