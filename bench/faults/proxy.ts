import { connect, createServer, type AddressInfo } from 'node:net';

/** Stands between two programs, and sometimes cuts a connection when an answer comes back: what it says then never arrives. */
export interface Proxy {
  port: number;
  cuts(): number;
  close(): Promise<void>;
}

/** @param isCut is asked about each piece of what the server answers */
export async function openProxy(to: number, isCut: (answer: Buffer) => boolean): Promise<Proxy> {
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect({ port: to, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    near.pipe(far);
    far.on('data', (answer: Buffer) => {
      if (!isCut(answer)) return void near.write(answer);
      cuts += 1;
      near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
