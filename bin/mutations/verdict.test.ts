import { describe, expect, test } from 'vitest';
import { inUnit } from './mutation';
import { verdictOf, type Report } from './verdict';

const named = inUnit('lib/a.test.ts', 'keeps its promise', 'was not refused');
const other = { fullName: 'a rule does something else', status: 'skipped' };

/** The report of a file's run: the named test's cases, each with what it failed with, beside one that was not asked for. */
function reportOf(cases: [status: string, message?: string][], message = ''): Report {
  const assertionResults = cases.map(([status, failure]) => ({
    fullName: 'a rule keeps its promise, whatever happens',
    status,
    failureMessages: failure ? [`${failure}\n    at somewhere`] : [],
  }));
  return { testResults: [{ name: '/copy/lib/a.test.ts', message, assertionResults: [other, ...assertionResults] }] };
}

describe('a named test', () => {
  test.each<[string, Report | undefined, string, string]>([
    ['passes with all its cases', reportOf([['passed'], ['passed']]), 'passed', ''],
    ['fails by an assertion', reportOf([['failed', 'AssertionError: no']]), 'failed', 'AssertionError: no'],
    ['fails with one case', reportOf([['passed'], ['failed', 'AssertionError: no']]), 'failed', 'AssertionError: no'],
    [
      'fails with what it says',
      reportOf([['failed', 'Error: it was not refused']]),
      'failed',
      'Error: it was not refused',
    ],
    ['is broken by another error', reportOf([['failed', 'TypeError: x']]), 'broke', 'TypeError: x'],
    ['is broken where it was not run', reportOf([['skipped']]), 'broke', 'skipped'],
    ['is broken where its file does not load', reportOf([], 'SyntaxError: x\n at y'), 'broke', 'SyntaxError: x'],
    ['is broken where its name is gone', reportOf([]), 'broke', 'no test is called "keeps its promise"'],
    ['is broken where its file is gone', { testResults: [] }, 'broke', 'lib/a.test.ts was not run'],
    ['is broken where nothing was written', undefined, 'broke', 'the run wrote no report'],
  ])('%s', (_, report, outcome, reason) => {
    expect(verdictOf(report, named)).toEqual({ outcome, reason });
  });
});
