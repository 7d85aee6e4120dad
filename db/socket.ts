import { Socket, type SocketConstructorOpts } from 'node:net';

/**
 * A socket for the client (postgres 3.4), which forgets queries that it is handed between a connection's error and its
 * close: they would never be answered. Here the close comes once what was under way has been written, and does not say
 * that an error came before, so that the client fails whatever still waits. Over TLS the client wraps it in a socket of
 * its own, and this does not help.
 */
class SteadySocket extends Socket {
  override emit(event: string | symbol, ...given: unknown[]): boolean {
    if (event !== 'close') return super.emit(event, ...given);
    setImmediate(() => super.emit('close', false));
    return true;
  }
}

/** Bytes that may wait to be sent. Beyond it the client waits for the answer to what it has sent before it sends more. */
const SENT_AHEAD = 1024 * 1024;

/** The socket's types do not know of the option, which it hands on to the stream that it is. */
const options = { writableHighWaterMark: SENT_AHEAD } as SocketConstructorOpts;

/** Makes a pool's sockets, which begin to connect at once, to its hosts in turn. Errors come as events. */
export function steadySockets(): (options: { host: string[]; port: number[]; path?: string | false }) => Socket {
  let turn = 0;
  return ({ host, port, path }) => {
    const socket = new SteadySocket(options);
    const at = turn % host.length;
    turn += 1;
    return inOnePiece(path ? socket.connect(path) : socket.connect(port[at]!, host[at]!));
  };
}

/**
 * What is written in one turn is sent in one piece. A transaction's statements are handed over one after the other, and
 * each piece is dear to send: it wakes the server up.
 * @param socket already told to connect, which undoes what was done to its `write`
 */
function inOnePiece<S extends Socket>(socket: S): S {
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  socket.write = (...given: unknown[]) => {
    if (socket.writableCorked === 0) {
      socket.cork();
      process.nextTick(() => socket.uncork());
    }
    return write(...given);
  };
  return socket;
}
