import type { NamedTest } from './mutation';

/** The part of vitest's JSON report that is read here. */
export interface Report {
  testResults: {
    /** Full path of the file. */
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

/**
 * What a named test made of the program: all of its cases `passed`; or one `failed`, as an assertion or with the words
 * that it says, so that it is known to have looked at what it promises; or it `broke`: it was not there, not loaded, timed
 * out or ended in another error.
 */
export interface Verdict {
  outcome: 'passed' | 'failed' | 'broke';
  /** The first line of why, where it did not pass. */
  reason: string;
}

/** Reads what became of a test out of a report. @param report undefined: the run wrote none */
export function verdictOf(report: Report | undefined, { file, words, says }: NamedTest): Verdict {
  if (!report) return { outcome: 'broke', reason: 'the run wrote no report' };
  const ran = report.testResults.find(({ name }) => name.replaceAll('\\', '/').endsWith(`/${file}`));
  if (!ran) return { outcome: 'broke', reason: `${file} was not run` };
  const cases = ran.assertionResults.filter(({ fullName }) => fullName.includes(words));
  if (cases.length === 0) return { outcome: 'broke', reason: firstLine(ran.message) || `no test is called "${words}"` };
  const others = cases.filter(({ status }) => status !== 'passed');
  if (others.length === 0) return { outcome: 'passed', reason: '' };
  const reasons = others.map(({ status, failureMessages }) => firstLine(failureMessages?.[0] ?? status));
  const wanted = (reason: string) => reason.startsWith('AssertionError') || (says && reason.includes(says));
  const asserted = reasons.find(wanted);
  return asserted ? { outcome: 'failed', reason: asserted } : { outcome: 'broke', reason: reasons[0]! };
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.trim();
}
