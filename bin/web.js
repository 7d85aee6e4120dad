/**
 * The pages, as a process of its own behind the front door: exactly what `next start` (or `next dev`) does, on a port
 * that only this machine reaches, with one more rule: it ends when the process that started it is gone, so that the port
 * is free again.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

process.on('disconnect', () => process.exit(1));

const command = process.argv.includes('--dev') ? 'dev' : 'start';
const root = fileURLToPath(new URL('..', import.meta.url));
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');

process.chdir(root);
process.argv = [process.execPath, next, command, '--hostname', '127.0.0.1', '--port', process.env.PAGES_PORT ?? '3100'];
createRequire(import.meta.url)(next);
