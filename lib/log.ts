import pino from 'pino';
import { env } from './env';

/** The program's log: one JSON object a line on standard error. Never holds keys, passwords, or what people wrote. */
export const log = pino({ level: env.LOG_LEVEL ?? 'info', base: null }, pino.destination({ dest: 2, sync: false }));
