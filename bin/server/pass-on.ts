import { Agent, request as ask, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import { answerAway } from './answer-away';
import { forwardedHeaders, passedOn } from './forwarded-headers';

/** Where Next listens: a private port of this machine. */
export interface PagesAddress {
  host: string;
  port: number;
}

export interface PassOnOptions {
  pages: PagesAddress;
  trustProxy: boolean;
}

/** Passes everything that is not the machine API on to Next, piece by piece in both directions. */
export interface PassOn {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Lets go of Next. */
  close(): void;
}

/** Asking these again changes nothing: they may be repeated, and use a connection that may just be closing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function openPassOn(options: PassOnOptions): PassOn {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });

  function pass(request: IncomingMessage, response: ServerResponse, isRepeat = false): void {
    const method = request.method ?? 'GET';
    const keepsConnection = SAFE.has(method) && !isRepeat;
    const onward = ask({ ...target(request, options), method, agent: keepsConnection ? agent : false });

    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode!, answer.statusMessage, passedOn(answer.rawHeaders));
      response.flushHeaders(); // a page that streams may have nothing to say for a while
      pipeline(answer, response, () => undefined);
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (response.destroyed) return;
      if (response.headersSent) return void response.destroy();
      const hadNoBody = request.headers['content-length'] === undefined && !request.headers['transfer-encoding'];
      if (onward.reusedSocket && hadNoBody) return pass(request, response, true);
      answerAway(request, response, error.code === 'ECONNREFUSED' ? 503 : 502);
    });
    // Whoever goes away before the answer is there wants nothing to go on for them.
    response.on('close', () => {
      if (!response.writableFinished) onward.destroy();
    });
    // Not a pipeline, which would take the request's connection down with Next's, and nothing could be answered.
    if (isRepeat) onward.end();
    else request.pipe(onward);
  }

  function upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const { headers, ...rest } = target(request, options);
    const wanted = ['connection', 'Upgrade', 'upgrade', request.headers.upgrade ?? ''];
    const onward = ask({ ...rest, headers: [...headers, ...wanted], agent: false });
    socket.setNoDelay(true);
    socket.on('close', () => onward.destroy());
    socket.on('error', () => socket.destroy());
    onward.on('error', () => socket.destroy());
    onward.on('upgrade', (answer, pages: Socket, begun) => {
      pages.on('error', () => socket.destroy());
      pages.on('close', () => socket.destroy());
      socket.on('close', () => pages.destroy());
      pages.setNoDelay(true);
      socket.write(headText(answer));
      socket.write(begun);
      pages.write(head);
      socket.pipe(pages).pipe(socket);
    });
    // Next does not want to: its plain answer is the answer, and the connection's end.
    onward.on('response', (answer) => {
      socket.write(headText(answer));
      answer.pipe(socket);
    });
    onward.end();
  }

  return {
    request: (request, response) => pass(request, response),
    upgrade: (request, socket, head) => upgrade(request, socket as Socket, head),
    close: () => agent.destroy(),
  };
}

function target(
  request: IncomingMessage,
  { pages, trustProxy }: PassOnOptions,
): RequestOptions & { headers: string[] } {
  return { ...pages, path: request.url, method: request.method, headers: forwardedHeaders(request, trustProxy) };
}

/** An answer's first lines, for a connection that has stopped being HTTP. */
function headText({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
