import { readdirSync, readFileSync } from 'node:fs';

/** Processes to watch, by name; a process's children count as it. */
export type Watched = Record<string, number>;

/** Processor time since each began and memory that it has now; null where the system does not tell (it does on Linux). */
export type Usage = Record<string, { cpuMicros: number | null; memoryMb: number | null }>;

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const MICROS_A_TICK = 10_000;

export function readUsage(watched: Watched): Usage {
  return Object.fromEntries(
    Object.entries(watched).map(([name, pid]) => [name, { cpuMicros: cpuMicros(pid), memoryMb: memoryMb(pid) }]),
  );
}

function cpuMicros(pid: number): number | null {
  try {
    const ids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
    const stats = ids.flatMap((id) => statOf(id) ?? []);
    const own = stats.filter((stat) => stat.pid === pid || stat.parent === pid);
    return own.length === 0 ? null : own.reduce((sum, { ticks }) => sum + ticks, 0) * MICROS_A_TICK;
  } catch {
    return null;
  }
}

function statOf(id: string): { pid: number; parent: number; ticks: number } | null {
  try {
    // The second field is a name in parentheses, which may hold spaces.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { pid: Number(id), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null; // it has just ended
  }
}

/** Of the process alone: PostgreSQL's share their buffers, and would count them once each. */
function memoryMb(pid: number): number | null {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}
