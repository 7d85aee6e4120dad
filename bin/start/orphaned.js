/**
 * Notices that the npm which started us is gone. A SIGTERM to npm ends npm and the shell between npm and us, and
 * never reaches us; for the person who sent it, Meterbook should stop all the same.
 */
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 100;

/** @param {() => void} onOrphaned called once */
export function whenOrphaned(onOrphaned) {
  // Started by hand, as with nohup, we are meant to outlive the shell.
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const born = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === born) return;
    clearInterval(timer);
    onOrphaned();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** Our parent and, if that is the shell that npm runs scripts with, npm. */
function ancestors() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8'); // id (name) state parent …
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const grandparent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    return /^(da|ba|a|z)?sh$|^busybox$/.test(name) ? `${parent} ${grandparent}` : `${parent}`;
  } catch {
    return `${parent}`; // no /proc on this system
  }
}
