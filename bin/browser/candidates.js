/** Where a Chromium of the system or of Playwright usually lies. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** @returns {string[]} paths that exist, likeliest first */
export function systemBrowsers() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...new Set([...onPath, ...usualPlaces()])].filter((path) => existsSync(path));
}

/** @returns {string[]} */
function usualPlaces() {
  const { HOME = '', LOCALAPPDATA = '', PROGRAMFILES = '' } = process.env;
  if (process.platform === 'darwin') {
    const applications = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) =>
      join('Applications', `${name}.app`, 'Contents', 'MacOS', name),
    );
    return applications.flatMap((path) => [join('/', path), join(HOME, path)]);
  }
  if (process.platform === 'win32') {
    const folders = [PROGRAMFILES, process.env['PROGRAMFILES(X86)'] ?? '', LOCALAPPDATA].filter(Boolean);
    const programs = [
      join('Google', 'Chrome', 'Application', 'chrome.exe'),
      join('Chromium', 'Application', 'chrome.exe'),
      join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return ['/usr/lib/chromium/chromium', '/usr/lib64/chromium-browser/chromium-browser', '/opt/google/chrome/chrome'];
}

/** Playwright's own, if it has been downloaded. @returns {string[]} */
export function playwrightBrowsers() {
  try {
    const { chromium } = createRequire(import.meta.url)('@playwright/test');
    const path = chromium.executablePath();
    return existsSync(path) ? [path] : [];
  } catch {
    return [];
  }
}
