/**
 * The web server, as a process of its own: exactly what `next start` (or `next dev`) does, with one more rule: it ends
 * when the process that started it is gone, so that the port is free again.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

process.on('disconnect', () => process.exit(1));

const command = process.argv.includes('--dev') ? 'dev' : 'start';
const root = fileURLToPath(new URL('..', import.meta.url));
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');

process.chdir(root);
process.argv = [process.execPath, next, command, '--hostname', '0.0.0.0', '--port', process.env.PORT ?? '3000'];
createRequire(import.meta.url)(next);
